"""What holds for every mode: the same object, sums that are exact, one-line refusals, equal bytes."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, TradeOff, WeightAnswer, WeightMode, WeightSet, canonical_json
from rubric_kit.scoring.weighing import MODES, weigh, weights_of

MakeRubric = Callable[..., Rubric]
Answers = Callable[..., list[WeightAnswer]]
NAMES = "abcd"
FOUR = dict.fromkeys(NAMES, 2500)


def everything_said(mode: WeightMode, values: list[int]) -> tuple[list[WeightAnswer], list[TradeOff]]:
    """Answer a mode with whole numbers from 1 to 9, read by each mode in its own way."""
    if mode is WeightMode.PAIRWISE:
        pairs = itertools.combinations(NAMES, 2)
        return [WeightAnswer(criterion=a, against=b, value=1000 * v) for (a, b), v in zip(pairs, values, strict=False)], []
    if mode is WeightMode.BEST_WORST:
        wanted = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "d"), ("c", "d")]
        return [WeightAnswer(criterion=a, against=b, value=1000 * v) for (a, b), v in zip(wanted, values, strict=False)], []
    if mode in (WeightMode.NONE, WeightMode.TRADE_OFF):
        return [], []
    most = 4 if mode in (WeightMode.RANK_SUM, WeightMode.RANK_ORDER_CENTROID) else 9
    return [WeightAnswer(criterion=a, value=1000 * min(most, v)) for a, v in zip(NAMES, values, strict=False)], []


@given(mode=st.sampled_from(WeightMode), values=st.lists(st.integers(1, 9), min_size=6, max_size=6))
def test_every_mode_leads_to_whole_weights_and_keeps_what_was_said(
    make_rubric: MakeRubric, mode: WeightMode, values: list[int]
) -> None:
    answers, choices = everything_said(mode, values)
    found = weigh(make_rubric(FOUR), mode, answers, choices=choices, rater="r1", note="Because.")
    assert [one.criterion for one in found.weights] == list(NAMES)
    assert sum(one.weight for one in found.weights) == 10_000
    assert (found.answers, found.choices, found.note, found.mode) == (tuple(answers), tuple(choices), "Because.", mode)
    again = weigh(make_rubric(FOUR), mode, answers, choices=choices, rater="r1", note="Because.")
    assert canonical_json(found) == canonical_json(again)
    assert WeightSet.parse(canonical_json(found)) == found


def test_no_weights_are_equal_weights(make_rubric: MakeRubric) -> None:
    # A third each: the point left over goes to the first.
    found = weigh(make_rubric({"a": 5000, "b": 3000, "c": 2000}), WeightMode.NONE)
    assert (found.as_mapping(), found.rater) == ({"a": 3334, "b": 3333, "c": 3333}, "panel")


def test_each_mode_is_described_for_the_room() -> None:
    assert list(MODES) == list(WeightMode)
    for facts in MODES.values():
        assert all(part.strip() for part in facts)
        assert facts.ask[-1] in ".?"


def test_a_rubrics_own_weights_become_a_set(make_rubric: MakeRubric) -> None:
    rubric = make_rubric()
    own = {c.id: c.weight for c in rubric.criteria}
    found = weights_of(rubric, "district", WeightMode.POINTS, own, note="Adopted in May.")
    assert (found.as_mapping(), found.rater, found.note) == (own, "district", "Adopted in May.")
    assert found.wording == rubric.wording_fingerprint
    assert found.answers == ()


def test_named_weights_of_any_scale_are_taken_by_their_proportions(make_rubric: MakeRubric) -> None:
    found = weights_of(
        make_rubric(FOUR), "college", WeightMode.DIRECT, {"d": 2, "a": Fraction(1, 2), "b": 1, "c": Fraction(1, 2)}
    )
    assert list(found.as_mapping().items()) == [("a", 1250), ("b", 2500), ("c", 1250), ("d", 5000)]


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ({"a": 1}, "weights lack criterion 'b' (and 2 more); give each one, 0 is allowed"),
        (FOUR | {"z": 1}, "weights name criterion 'z', which does not exist; known are: a, b, c, d"),
        (dict.fromkeys(NAMES, 0), "weights are all zero; give at least one criterion more than zero"),
        (FOUR | {"a": -1}, "weights need at least one share and none below zero, found a -1, b 2500, c 2500, d 2500"),
    ],
)
def test_named_weights_that_do_not_fit_are_refused(make_rubric: MakeRubric, shares: dict[str, int], message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        weights_of(make_rubric(FOUR), "college", WeightMode.DIRECT, shares)


def test_ten_thousand_criteria_are_refused_in_one_line(make_rubric: MakeRubric) -> None:
    many = {f"c{number}": 1 for number in range(10_001)}
    answers = [WeightAnswer(criterion=name, value=1000) for name in many]
    for mode in WeightMode:
        with pytest.raises(RecordError, match=r"^10,001 answers were given; at most 2,000 are read$"):
            weigh(make_rubric(FOUR), mode, answers)
    with pytest.raises(RecordError) as caught:
        weights_of(make_rubric(FOUR), "college", WeightMode.DIRECT, many)
    assert caught.value.message == ("weights name criterion 'c0', which does not exist (and 10,000 more); known are: a, b, c, d")
    with pytest.raises(RecordError, match=r"a rubric has 1 to 40 criteria, found 10001$"):
        make_rubric(many)


@pytest.mark.parametrize(
    ("mode", "answers", "choices", "message"),
    [
        ("none", 1, 0, "none takes no answers about criteria, found 1; leave them out"),
        ("trade_off", 2, 0, "trade_off takes no answers about criteria, found 2; leave them out"),
        ("points", 0, 1, "points takes no trade-off cards, found 1; use mode trade_off"),
    ],
)
def test_what_a_mode_does_not_ask_is_refused(
    make_rubric: MakeRubric, card: Callable[..., TradeOff], mode: WeightMode, answers: int, choices: int, message: str
) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        weigh(make_rubric(FOUR), mode, [WeightAnswer(criterion="a", value=1)] * answers, choices=[card("a", "b")] * choices)


def test_a_mode_that_does_not_exist_is_refused(make_rubric: MakeRubric) -> None:
    message = "no mode is called 'dice'; known are: points, direct, rank_order_centroid, rank_sum, swing, pairwise, best_worst, "
    with pytest.raises(RecordError, match=f"^{message}trade_off, none$"):
        weigh(make_rubric(FOUR), "dice")  # type: ignore[arg-type]


def test_a_name_in_place_of_a_code_is_refused(make_rubric: MakeRubric) -> None:
    message = "weights: rater: a short name is 1 to 64 of a-z, 0-9, _ and -, found 'Bob Smith'"
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        weigh(make_rubric(FOUR), WeightMode.NONE, rater="Bob Smith")


def test_weighing_needs_no_numpy() -> None:
    code = "import sys, rubric_kit.scoring.weighing; print('numpy' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
