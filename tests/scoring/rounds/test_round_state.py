"""Who is done, told without what anybody said."""

from __future__ import annotations

from collections.abc import Callable

from rubric_kit.model import Entry, EntryKind, Rubric, StoredEntry, entry_id
from rubric_kit.model.person import Person
from rubric_kit.scoring.rounds import round_state

KEYS = ("a" * 64, "b" * 64)
ROSTER = [Person("r1", "team-1"), Person("r2", "team-1"), Person("r3", "team-2")]


def entry(kind: EntryKind, rater: str, **fields: object) -> Entry:
    return Entry.parse({"id": entry_id(), "kind": kind, "rater": rater, "made": "2026-11-28T14:02:00Z"} | fields)


def answers(rubric: Rubric, rater: str, *, badges: tuple[str, ...] = KEYS, **fields: object) -> list[Entry]:
    shared = {"rubric": rubric.fingerprint, "wording": rubric.wording_fingerprint, "state": "unknown"} | fields
    return [
        entry(EntryKind.RATING, rater, badge=badge, criterion=one.id, **shared) for badge in badges for one in rubric.criteria
    ]


def log(entries: list[Entry]) -> list[StoredEntry]:
    return [StoredEntry(place, one) for place, one in enumerate(entries, start=1)]


def test_nobody_yet(make_rubric: Callable[..., Rubric]) -> None:
    state = round_state(make_rubric(), KEYS, [])
    assert state.sentence == "Nobody has answered yet."
    assert (state.round, state.open_round, state.revealed, state.rubric) == (1, 1, False, None)


def test_done_is_every_question_answered_or_said(make_rubric: Callable[..., Rubric]) -> None:
    rubric = make_rubric()
    cells = len(KEYS) * len(rubric.criteria)
    entries = [
        *answers(rubric, "r1"),
        *answers(rubric, "r2", badges=KEYS[:1]),
        entry(EntryKind.GUT_CALL, "r2", badge=KEYS[1], call="unsure"),
        entry(EntryKind.GUT_CALL, "r2", badge="c" * 64, call="unsure"),
        entry(EntryKind.DONE, "r4"),
    ]
    state = round_state(rubric, KEYS, log(entries), roster=ROSTER)
    assert [tuple(one) for one in state.raters] == [
        ("r4", "", 0, 0, cells, True),
        ("r1", "team-1", 0, cells, cells, True),
        ("r2", "team-1", 1, cells // 2, cells, False),
        ("r3", "team-2", 0, 0, cells, False),
    ]
    assert [one.sentence for one in state.teams] == ["team-1: 1 of 2 in", "team-2: 0 of 1 in"]
    assert state.sentence == "2 of 4 are done. Not yet: team-1: 1 of 2 in, team-2: 0 of 1 in."
    assert state.silent == ("r3",)


def test_without_teams_the_codes_are_named(make_rubric: Callable[..., Rubric]) -> None:
    rubric = make_rubric()
    half = log(answers(rubric, "r1") + answers(rubric, "r2", badges=KEYS[:1]))
    assert round_state(rubric, KEYS, half).sentence == "1 of 2 are done. Not yet: r2."
    assert round_state(rubric, KEYS, log(answers(rubric, "r1"))).sentence == "1 of 1 is done."


def test_answers_to_other_words_and_suggestions_of_the_data_do_not_count(make_rubric: Callable[..., Rubric]) -> None:
    rubric = make_rubric()
    entries = answers(rubric, "r1", wording="f" * 64) + answers(rubric, "r2", origin="look_for")
    assert [(one.code, one.answered) for one in round_state(rubric, KEYS, log(entries)).raters] == [("r1", 0), ("r2", 0)]


def test_a_round_is_opened_on_a_version_and_revealed_by_itself(make_rubric: Callable[..., Rubric]) -> None:
    rubric = make_rubric()
    entries = [
        *answers(rubric, "r1"),
        entry(EntryKind.REVEAL, "lead"),
        entry(EntryKind.ROUND, "lead", round=2, rubric=rubric.fingerprint),
    ]
    now, before = round_state(rubric, KEYS, log(entries)), round_state(rubric, KEYS, log(entries), round=1)
    assert (now.round, now.open_round, now.revealed, now.rubric, now.raters) == (2, 2, False, rubric.fingerprint, ())
    assert (before.round, before.open_round, before.revealed, before.done) == (1, 2, True, 1)
