from __future__ import annotations

import re
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import RatingError, RecordError
from rubric_kit.model import Badge, Evidence, Issuer, RatingState, Source, Verification
from rubric_kit.scoring import Answer
from rubric_kit.widgets.weigh_criteria import WeighCriteria

START = {c.id: c.weight for c in starter_rubric().criteria}


def synthetic(letter: str, name: str = "Padlet Badge") -> Badge:
    return Badge(
        key=letter * 64,
        name=name,
        issuer=Issuer(name=f"Synthetic {letter}"),
        evidence=Evidence(state="unknown"),
        verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
        source=Source(container="json", dialect="OB 2.0", sha256=letter * 64, size=1),
    )


def rated(*places: int) -> dict[str, Answer]:
    return {name: f"l{place}" for name, place in zip(START, places, strict=True)}


A, B, C = synthetic("a"), synthetic("b"), synthetic("c", "Reading Circle")
ANSWERS = {A.key: rated(3, 3, 3, 2, 1, 2, 2), B.key: rated(1, 2, 2, 1, 3, 1, 2)}


@pytest.fixture
def widget() -> WeighCriteria:
    return WeighCriteria(starter_rubric(), [A, B], ANSWERS)


def ask(widget: WeighCriteria, *moves: dict[str, Any]) -> None:
    """Send moves as the browser does: numbered onwards from the last answer."""
    first = widget.view["answered"] + 1
    numbered = [{**move, "number": first + at} for at, move in enumerate(moves)]
    widget.asked = {"number": numbered[-1]["number"], "moves": numbered}


def move(criterion: str, to: str) -> dict[str, Any]:
    return {"criterion": criterion, "to": to}


def labels(widget: WeighCriteria) -> list[str]:
    return [row["label"] for row in widget.view["rows"]]


def test_it_opens_with_the_given_weights_the_ranking_and_a_hint(widget: WeighCriteria) -> None:
    assert widget.weights == START
    assert widget.rubric == starter_rubric()
    assert labels(widget) == ["Padlet Badge - Synthetic a", "Padlet Badge - Synthetic b"]
    assert widget.view["changed"].startswith("Move a weight:")
    # 25 + 25 + 15 + 5 x 2/3 + 15 x 1/3 + 15 x 2/3 = 83.33
    assert (widget.view["rows"][0]["low"], widget.view["rows"][0]["text"]) == (8333, "83.3")
    assert widget.view["order"].startswith("Padlet Badge - Synthetic a is ahead of Padlet Badge - Synthetic b by")


def test_a_move_rescales_the_others_and_turns_the_order(widget: WeighCriteria) -> None:
    ask(widget, move("framework_alignment", "49"))
    # 85 were shared 25:25:15:5:15:0, now 51 are.
    assert list(widget.weights.values()) == [1500, 1500, 900, 300, 4900, 900, 0]
    assert [c.weight for c in widget.rubric.criteria] == list(widget.weights.values())
    assert widget.rubric.parent == starter_rubric().fingerprint
    assert labels(widget)[0] == "Padlet Badge - Synthetic b"
    assert widget.view["changed"].startswith(
        "Framework alignment 15 to 49 of 100: Padlet Badge - Synthetic b now ranks above Padlet Badge - Synthetic a"
    )
    assert widget.view["answered"] == 1


def test_the_way_of_a_slider_does_not_matter(widget: WeighCriteria) -> None:
    for to in ("100", "0", "33.3", "15"):
        ask(widget, move("framework_alignment", to))
    assert widget.weights == START
    assert widget.view["changed"] == "Framework alignment is at 15 of 100, as before: nothing changes."


def test_moves_that_wait_are_all_done_in_order_and_never_twice(widget: WeighCriteria) -> None:
    ask(widget, move("locality", "43"), move("mission_fit", "50"))
    after = dict(widget.weights)
    # Local tie at 43 leaves 57 to the others; then all of it is halved by Vision and mission at 50.
    assert after == dict(zip(START, [750, 750, 450, 2150, 450, 450, 5000], strict=True))
    widget.asked = {"number": 3, "moves": [*widget.asked["moves"], {"number": 3, "criterion": "mission_fit", "to": "50"}]}
    assert widget.weights == after
    assert widget.view["answered"] == 3


def test_start_again_brings_the_given_weights_back(widget: WeighCriteria) -> None:
    ask(widget, move("locality", "43"))
    ask(widget, {"start_again": True})
    assert widget.weights == START
    assert widget.rubric == starter_rubric()
    assert widget.view["changed"] == "All weights are back where they started."


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (move("locality", "430"), "A weight is a number from 0 to 100, found 430. Nothing was changed."),
        (move("locality", "-1"), "A weight is a number from 0 to 100, found -1. Nothing was changed."),
        (move("locality", ""), "A weight is a number from 0 to 100. Nothing was changed."),
        (move("locality", "NaN"), "A weight is a number from 0 to 100. Nothing was changed."),
        (move("__proto__", "4"), "No criterion is called '__proto__'. Nothing was changed."),
    ],
)
def test_a_move_that_cannot_be_is_told_and_changes_nothing(widget: WeighCriteria, asked: dict[str, Any], problem: str) -> None:
    ask(widget, asked)
    assert widget.view["problem"] == problem
    assert widget.weights == START
    assert widget.view["answered"] == 1


def test_weights_set_from_python_rank_again(widget: WeighCriteria) -> None:
    widget.weights = {"criteria_clarity": 0, "framework_alignment": 4000}
    assert widget.weights == START | {"criteria_clarity": 0, "framework_alignment": 4000}
    assert labels(widget)[0] == "Padlet Badge - Synthetic b"
    assert widget.view["changed"].startswith("Several weights changed: Padlet Badge - Synthetic b now ranks above")


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"locality": 400}, "weights sum to 9,900 basis points (99 of 100); they must sum to 10,000: add 100"),
        ({"locally": 500}, "weights name an unknown criterion 'locally'; known are: criteria_clarity, learning_evidence"),
        (["locality"], "weights are basis points by criterion id, such as {'a': 10000}; found list"),
    ],
)
def test_wrong_weights_are_refused(widget: WeighCriteria, weights: object, message: str) -> None:
    with pytest.raises(RecordError, match=re.escape(message)):
        widget.weights = weights
    assert widget.weights == START


def test_gaps_are_drawn_as_intervals_and_named() -> None:
    answers = {A.key: rated(3, 3, 3, 2, 1, 2, 2) | {"learning_evidence": RatingState.WITHHELD, "locality": RatingState.UNKNOWN}}
    starter = starter_rubric()
    no_substitution = starter.replace(policy=starter.policy.replace(substitutions=()))
    row = WeighCriteria(no_substitution, [A, C], answers).view["rows"][0]
    # Without the 25 of evidence and the 5 of the local tie: 25 + 15 + 5 + 10 = 55, with both 85.
    assert (row["low"], row["high"], row["text"], row["withheld"]) == (5500, 8500, "55.0 to 85.0", True)
    assert row["missing"] == "missing: Learning evidence (withheld), Local tie (cannot tell)"
    assert (row["kind"], row["outcome"]) == ("undetermined", "Undetermined")
    assert row["why"] == "Accept at full value, Accept or Accept on condition"


def test_a_badge_that_nobody_rated_could_be_anywhere(widget: WeighCriteria) -> None:
    row = WeighCriteria(widget.rubric, [A, C], ANSWERS).view["rows"][1]
    assert (row["missing"], row["text"], row["place"]) == ("nothing rated yet", "0.0 to 100.0", "1 to 2")


def test_a_gate_that_is_not_passed_is_told() -> None:
    row = WeighCriteria(starter_rubric(), [A], {A.key: rated(3, 3, 3, 2, 1, 2, 0)}).view["rows"][0]
    assert (row["kind"], row["outcome"], row["why"]) == ("not_counted", "Not counted", "gate not passed: Vision and mission")


def test_a_criterion_without_weight_says_what_it_is_for(widget: WeighCriteria) -> None:
    assert [item["note"] for item in widget.view["criteria"]] == ["", "", "", "", "", "", "gate only"]
    ask(widget, move("locality", "0"))
    assert widget.view["criteria"][3]["note"] == "does not count"


def test_hidden_characters_of_a_badge_are_spelled_out() -> None:
    widget = WeighCriteria(starter_rubric(), [synthetic("d", "Pad\u202elet")], {})
    assert labels(widget) == ["Pad‹U+202E›let"]


def test_no_badges_is_no_error() -> None:
    assert WeighCriteria(starter_rubric(), [], {}).view["rows"] == []


def test_misspelt_arguments_are_refused() -> None:
    with pytest.raises(RecordError, match=r"WeighCriteria has no argument 'wieghts'; known are: asked, view, weights"):
        WeighCriteria(starter_rubric(), [A], {}, wieghts={})


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(RecordError, match=r"rubric is a Rubric, found dict"):
        WeighCriteria({}, [A], {})  # type: ignore[arg-type]
    with pytest.raises(RecordError, match=r"badges are Badge records; read them from their files first"):
        WeighCriteria(starter_rubric(), ["padlet.json"], {})  # type: ignore[list-item]
    with pytest.raises(RecordError, match=r"badge 'Padlet Badge' \(aaaaaaaaaaaa\) is there twice; give each badge once"):
        WeighCriteria(starter_rubric(), [A, A], {})
    with pytest.raises(RatingError, match=r"level 'l9' of criterion 'locality' does not exist; known are: l0, l1, l2"):
        WeighCriteria(starter_rubric(), [A], {A.key: {"locality": "l9"}})
