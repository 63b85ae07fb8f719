"""Several people's weights: kept under a code, saved, put together, and nobody's averaged away."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Badge, Rubric, WeightMode
from rubric_kit.scoring import Answers
from rubric_kit.scoring.weighing import weights_of
from rubric_kit.widgets import AskWeights, audience_weights, sample_people
from rubric_kit.workspace.weights_file import add_weights, read_weights

Do = Callable[..., dict[str, Any]]
EVIDENCE_FIRST = (15, 50, 10, 5, 5, 15, 0)
CLARITY_FIRST = (35, 10, 20, 5, 25, 5, 0)


def points(values: tuple[int, ...]) -> list[dict[str, Any]]:
    return [
        {"do": "number", "mode": "points", "criterion": c.id, "value": str(value)}
        for c, value in zip(starter_rubric().criteria, values, strict=True)
    ]


def keep(code: str, note: str = "") -> dict[str, Any]:
    return {"do": "keep", "code": code, "note": note}


@pytest.fixture
def two_camps(ask: AskWeights, do: Do) -> AskWeights:
    """J6: evidence at 50 and at 10 of 100."""
    do(ask, *points(EVIDENCE_FIRST), keep("t-01", "What counts is that somebody has done it."))
    do(ask, *points(CLARITY_FIRST), keep("t-02", "Evidence is often private."))
    return ask


def test_weights_are_kept_under_a_code_with_mode_answers_and_reason(ask: AskWeights, do: Do) -> None:
    kept = do(ask, *points(EVIDENCE_FIRST), keep(" t-01 ", " Seen it. "))["kept"]
    assert (kept["told"], kept["wrong"], kept["where"]) == (
        "Kept as t-01.",
        False,
        "They stay in this notebook only while it runs.",
    )
    (row,) = kept["rows"]
    assert row["title"] == "t-01: 100 points"
    assert row["weights"].startswith("Criteria clarity 15, Learning evidence 50, Issuer standing 10")
    assert row["note"] == "Seen it."
    (one,) = ask.kept
    assert (one.rater, one.mode, one.note, len(one.answers)) == ("t-01", WeightMode.POINTS, "Seen it.", 7)
    assert ask.weight_set.rater == "panel"


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (keep("Ana María"), "A code is 1 to 64 of a-z, 0-9, _ and -, such as t-07; found 'Ana María'."),
        (keep(""), "A code is 1 to 64 of a-z, 0-9, _ and -, such as t-07; found none."),
        (keep("t-01\n"), "Kept as t-01."),
        (keep("t-01", "a\x07b"), "WeightSet: note: holds the control character U+0007; plain text is allowed, remove it"),
        ({"do": "use", "key": "nobody/points"}, "no weights are kept as 'nobody/points'; keep some first."),
        ({"do": "use_group"}, "no weights are kept yet; keep some first."),
        ({"do": "centre", "value": "mode"}, "no centre is called 'mode'; known are: median, mean, geometric_mean."),
    ],
)
def test_what_cannot_be_kept_or_used_is_told_and_nothing_changes(
    ask: AskWeights, do: Do, step: dict[str, Any], told: str
) -> None:
    before = dict(ask.weights)
    kept = do(ask, step)["kept"]
    assert kept["told"].startswith(told)
    assert kept["wrong"] is not told.startswith("Kept")
    assert ask.weights == before


def test_a_code_that_is_taken_is_warned_about_before_its_weights_give_way(two_camps: AskWeights, do: Do) -> None:
    kept = do(two_camps, keep("t-01"))["kept"]
    assert kept["told"] == (
        "t-01 has kept other weights already, asked for by «100 points». Keep these once more to put them in their place, or use "
        "another code."
    )
    assert [one.weights[1].weight for one in two_camps.kept] == [5000, 1000]
    # Somebody else in between takes the warning with it.
    do(two_camps, keep("t-03"))
    assert do(two_camps, keep("t-01"))["kept"]["wrong"] is True
    assert do(two_camps, keep("t-01"))["kept"]["told"] == "Kept as t-01."
    assert [(one.rater, one.weights[1].weight) for one in two_camps.kept] == [("t-02", 1000), ("t-03", 1000), ("t-01", 1000)]
    # The same once more is no other one.
    assert do(two_camps, keep("t-01"))["kept"]["told"] == "Kept as t-01."


def test_a_person_asked_in_two_modes_counts_once_together(two_camps: AskWeights, do: Do) -> None:
    do(two_camps, {"do": "mode", "value": "none"}, keep("t-01", "I do not know."))
    rows = two_camps.view["kept"]["rows"]
    assert [(row["key"], row["counts"]) for row in rows] == [
        ("t-01/points", False),
        ("t-02/points", True),
        ("t-01/none", True),
    ]
    assert [(one.rater, one.mode) for one in two_camps.group.members] == [
        ("t-01", WeightMode.NONE),
        ("t-02", WeightMode.POINTS),
    ]


def test_together_says_who_is_far_from_whom_and_keeps_every_reason(two_camps: AskWeights) -> None:
    group = two_camps.view["kept"]["group"]
    numbers = {row["name"]: row["numbers"] for row in group["rows"]}
    # Of 50 and 10 the middle is 30; a quarter of the way from 10 to 50 is 20, three quarters are 40.
    assert numbers["Learning evidence"] == ["30", "10 to 50", "20 to 40"]
    assert numbers["Local tie"] == ["5", "5", "5"]
    sentences = " ".join(group["sentences"])
    # Half of 20 + 40 + 10 + 0 + 20 + 10 are 50 points that would have to move.
    assert "t-01 and t-02 are furthest apart: 50 of 100 points would have to move, most on Learning evidence" in sentences
    assert "2 groups" in sentences
    assert [row["note"] for row in two_camps.view["kept"]["rows"]] == [
        "What counts is that somebody has done it.",
        "Evidence is often private.",
    ]
    assert [one.rater for one in two_camps.furthest] == ["t-01", "t-02"]


def test_of_three_people_every_pair_is_told(two_camps: AskWeights, do: Do) -> None:
    assert two_camps.view["kept"]["group"]["pairs"] == ""
    group = do(two_camps, *points((25, 30, 15, 5, 15, 10, 0)), keep("t-03"))["kept"]["group"]
    assert group["pairs"] == ("Points of 100 that would have to move: t-01 and t-02 50; t-01 and t-03 25; t-02 and t-03 25.")


def test_kept_weights_and_those_together_can_be_the_present_ones(two_camps: AskWeights, do: Do) -> None:
    view = do(two_camps, {"do": "use", "key": "t-01/points"})
    assert two_camps.weights["learning_evidence"] == 5000
    assert view["result"]["source"] == "Kept by t-01: «100 points»."
    assert [row["used"] for row in view["kept"]["rows"]] == [True, False]
    view = do(two_camps, {"do": "use_group"})
    assert two_camps.weights["learning_evidence"] == 3000
    assert view["result"]["source"] == "Together: of the weights of 2 people the middle one (median), brought to 100."
    assert view["kept"]["group"]["used"] is True
    # Another centre while they are in use is in use at once: the geometric mean of 50 and 10 is 22.4.
    view = do(two_camps, {"do": "centre", "value": "geometric_mean"})
    assert 2236 < two_camps.weights["learning_evidence"] < 3000
    assert view["kept"]["group"]["centre"] == "geometric_mean"
    # An answer is the person's own again.
    view = do(two_camps, *points(EVIDENCE_FIRST))
    assert view["result"]["source"] == "From your answers: «100 points»."
    assert view["kept"]["group"]["used"] is False


def test_a_centre_that_says_nothing_is_told_and_another_can_be_chosen(ask: AskWeights, do: Do) -> None:
    for code, values in (("a", (100, 0, 0, 0, 0, 0, 0)), ("b", (0, 100, 0, 0, 0, 0, 0)), ("c", (0, 0, 100, 0, 0, 0, 0))):
        do(ask, *points(values), keep(code))
    group = ask.view["kept"]["group"]
    assert group["rows"] == []
    assert group["sentences"][0].startswith("the median of every criterion is zero")
    before = dict(ask.weights)
    assert do(ask, {"do": "use_group"})["kept"]["told"].startswith("the median of every criterion is zero")
    assert ask.weights == before
    group = do(ask, {"do": "centre", "value": "mean"})["kept"]["group"]
    assert [row["numbers"][0] for row in group["rows"]][:3] == ["33.3", "33.3", "33.3"]


def test_while_nobody_kept_any_the_present_weights_stand_alone(ask: AskWeights) -> None:
    assert ask.group.as_mapping() == ask.weights
    assert [one.rater for one in ask.furthest] == ["panel"]
    assert ask.view["kept"]["group"] is None


def test_kept_weights_are_saved_and_taken_up_again(
    rubric: Rubric, two_badges: tuple[Badge, Badge], two_answers: dict[str, Answers], do: Do, tmp_path: Path
) -> None:
    path = tmp_path / "people.json"
    ask = AskWeights(rubric, two_badges, two_answers, file=path, kept=sample_people(rubric))
    assert ask.kept == ()
    kept = do(ask, *points(EVIDENCE_FIRST), keep("t-01", "Seen it."))["kept"]
    assert (kept["told"], kept["where"]) == ("Kept as t-01, and saved.", "They are saved in people.json.")
    # A colleague adds hers to the same file meanwhile; the next that is kept shows both.
    other = weights_of(rubric, "t-09", WeightMode.SWING, {c.id: 1 for c in rubric.criteria}, note="All alike.")
    add_weights(path, [other])
    do(ask, *points(CLARITY_FIRST), keep("t-02"))
    assert [one.rater for one in ask.kept] == ["t-01", "t-02", "t-09"]
    assert {one.rater for one in read_weights(path)} == {"t-01", "t-02", "t-09"}
    again = AskWeights(rubric, two_badges, two_answers, file=str(path))
    assert {(one.rater, one.note) for one in again.kept} == {("t-01", "Seen it."), ("t-02", ""), ("t-09", "All alike.")}


def test_what_cannot_be_saved_is_kept_and_saved_with_the_next(
    rubric: Rubric, two_badges: tuple[Badge, Badge], do: Do, tmp_path: Path
) -> None:
    path = tmp_path / "away" / "people.json"
    ask = AskWeights(rubric, two_badges, {}, file=path)
    kept = do(ask, keep("t-01"))["kept"]
    assert kept["told"] == (
        f"Not saved: {tmp_path / 'away'} does not exist; check the spelling. "
        "The weights are kept here; the next that are kept try again."
    )
    assert (kept["wrong"], [row["key"] for row in kept["rows"]]) == (True, ["t-01/points"])
    with pytest.raises(InputError, match="Not saved: "):
        ask.keep("t-02", "From Python.")
    assert [one.note for one in ask.kept] == ["", "From Python."]
    path.parent.mkdir()
    assert do(ask, keep("t-03"))["kept"]["told"] == "Kept as t-03, and saved."
    assert [one.rater for one in read_weights(path)] == ["t-01", "t-02", "t-03"]


def test_weights_for_another_wording_are_left_out_and_told(rubric: Rubric, do: Do, tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    first = rubric.criteria[0]
    old = rubric.replace(criteria=(first.replace(question="What else?"), *rubric.criteria[1:]))
    shares = {c.id: 1 for c in rubric.criteria}
    add_weights(path, [weights_of(old, "t-01", WeightMode.POINTS, shares), weights_of(rubric, "t-02", WeightMode.POINTS, shares)])
    ask = AskWeights(rubric, [], {}, file=path)
    assert [one.rater for one in ask.kept] == ["t-02"]
    told = ask.view["kept"]["told"]
    assert told.startswith("Left out: the points weights of 't-01' were given on another wording than version 1")
    # What was left out stays in its file.
    do(ask, keep("t-03"))
    assert {one.rater for one in read_weights(path)} == {"t-01", "t-02", "t-03"}


def test_a_file_that_holds_something_else_is_refused_at_once(rubric: Rubric, tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"something": "else"}), encoding="utf-8")
    with pytest.raises(InputError, match=r"people\.json is no weights file"):
        AskWeights(rubric, [], {}, file=path)


def test_hidden_characters_of_a_reason_are_spelled_out(ask: AskWeights, do: Do) -> None:
    kept = do(ask, keep("t-01", "see\u202e this"))["kept"]
    assert kept["rows"][0]["note"] == "see‹U+202E› this"
    assert "\u202e" not in json.dumps(kept, ensure_ascii=False)


def test_from_python_a_wrong_code_is_refused(ask: AskWeights) -> None:
    with pytest.raises(RecordError, match=r"A code is 1 to 64 of a-z, 0-9, _ and -, such as t-07; found 'T-07'\."):
        ask.keep("T-07")


def test_the_invented_people_say_so_and_fit_the_starter_rubric_only(rubric: Rubric, do: Do) -> None:
    people = sample_people(rubric)
    assert all("(Invented.)" in one.note for one in people)
    assert len({one.rater for one in people}) == 4
    assert {one.rater for one in people if sum(other.rater == one.rater for other in people) == 2} == {"t-03"}
    evidence = [one.as_mapping()["learning_evidence"] for one in people if one.mode is WeightMode.POINTS]
    assert evidence == [5000, 1000]
    ask = AskWeights(rubric, [], {}, kept=people)
    assert ask.kept == people
    own = rubric.replace(criteria=(rubric.criteria[0].replace(question="What else?"), *rubric.criteria[1:]))
    assert sample_people(own) == ()
    do(ask, keep("t-05"))
    assert len(ask.kept) == len(people) + 1


def test_audiences_are_invented_or_come_from_a_file(rubric: Rubric, tmp_path: Path) -> None:
    invented = audience_weights(rubric)
    assert [one.rater for one in invented] == ["student", "teacher", "college", "employer"]
    assert all("(Invented.)" in one.note for one in invented)
    own = rubric.replace(criteria=(rubric.criteria[0].replace(question="What else?"), *rubric.criteria[1:]))
    assert audience_weights(own) == ()
    add_weights(tmp_path / "readers.json", invented[:2])
    assert audience_weights(own, tmp_path / "readers.json") == invented[:2]
