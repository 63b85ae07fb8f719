from __future__ import annotations

import pytest

from rubric_kit.model import Finding, Severity
from rubric_kit.scoring.rounds import RaterProgress, RoundState, TeamProgress
from rubric_kit.widgets.round_rows import left_out_lines, people_rows, reveal_question, reveal_record, team_rows

ASK = "Show everybody what was said?"
LATER = "What comes in later is still counted, and told as late."


def state(*raters: tuple[str, str, bool]) -> RoundState:
    """Return a round of these raters: code, team, done; who is not done has said nothing."""
    rows = tuple(RaterProgress(code, team, 0, 4 if done else 0, 4, done) for code, team, done in raters)
    names = sorted({one.team for one in rows if one.team})
    members = {name: [one.done for one in rows if one.team == name] for name in names}
    teams = tuple(TeamProgress(name, sum(members[name]), len(members[name])) for name in names)
    return RoundState(1, 1, False, None, rows, teams)


@pytest.mark.parametrize(
    ("raters", "question"),
    [
        ((("r1", "", True), ("r2", "", True)), f"{ASK} All 2 are done."),
        ((("r1", "", True), ("r2", "", False)), f"{ASK} 1 of 2 is not done: r2. 1 has said nothing at all. {LATER}"),
        (
            (("r1", "north", False), ("r2", "south", False), ("r3", "", False)),
            f"{ASK} 3 of 3 are not done: north: 0 of 1 in, south: 0 of 1 in, r3. 3 have said nothing at all. {LATER}",
        ),
    ],
)
def test_the_question_names_who_is_missing(raters: tuple[tuple[str, str, bool], ...], question: str) -> None:
    assert reveal_question(state(*raters)) == question


def test_the_record_keeps_who_had_said_nothing() -> None:
    assert reveal_record(state(("r1", "", True)), 0) == "When it was shown, 1 of 1 was done; everybody had said something."
    late = state(("r1", "north", True), ("r2", "north", False))
    assert reveal_record(late, 1) == (
        "When it was shown, 1 of 2 were done (north: 1 of 2 in); 1 had said nothing. 1 answer came in after that."
    )


def test_rows_spell_out_hidden_characters() -> None:
    found = state(("r1", "no\u202erth", True))
    assert team_rows(found) == [{"words": "no‹U+202E›rth: 1 of 1 in", "in": 1, "of": 1}]
    assert people_rows(found, 3) == [
        {"code": "r1", "team": "no‹U+202E›rth", "calls": "0 of 3", "answered": "4 of 4", "done": True}
    ]


def test_a_finding_about_an_answer_is_told_in_full_only_after_the_reveal() -> None:
    row = Finding(
        code="RKT003", severity=Severity.WARNING, where="a.csv, row 2", message="level 'l9' is none.", advice="Mend it."
    )
    file = Finding(code="RKS004", severity=Severity.ERROR, where="b.db", message="b.db is no store.", advice="Look.")
    assert left_out_lines([row, file], told=False) == [
        "a.csv, row 2: could not be used; what is wrong with it is told when the round is shown (RKT003)",
        file.line(),
    ]
    assert left_out_lines([row, file], told=True) == [row.line(), file.line()]
