"""The linear best-worst method against its published cases; which comparisons it wants; contradictions in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing import weigh
from rubric_kit.scoring.weighing.best_worst import Compared, largest_deviation, least_deviation
from rubric_kit.scoring.weighing.linear_program import Constraint, maximise

MakeRubric = Callable[..., Rubric]
Answers = Callable[..., list[WeightAnswer]]
FOUR = {"a": 2500, "b": 2500, "c": 2500, "d": 2500}
# a is the best and d the worst.
GOOD = {("a", "b"): 2, ("a", "c"): 4, ("a", "d"): 8, ("b", "d"): 4, ("c", "d"): 2}


def vectors(best_to_others: str, others_to_worst: str) -> Compared:
    over, under = ([Fraction(one) for one in line.split()] for line in (best_to_others, others_to_worst))
    best, worst = over.index(Fraction(1)), under.index(Fraction(1))
    return Compared(
        best,
        worst,
        {at: times for at, times in enumerate(over) if at != best},
        {at: times for at, times in enumerate(under) if at != worst},
    )


def test_buying_a_car() -> None:
    # Rezaei 2016, "Best-worst multi-criteria decision-making method: some properties and a linear model", Omega 64, 126-130:
    # quality, price, comfort, safety, style; best price, worst style. .2462 .4308 .1231 .1538 .0462, xi .0615. By hand, in parts
    # of 65: price - 2 quality = 28 - 32 = -4, price - 4 comfort = 28 - 32 = -4, price - 3 safety = 28 - 30 = -2,
    # price - 8 style = 28 - 24 = 4, quality - 4 style = 16 - 12 = 4, comfort - 4 style = 8 - 12 = -4,
    # safety - 2 style = 10 - 6 = 4: xi = 4/65.
    compared = vectors("2 1 4 3 8", "4 8 4 2 1")
    found = least_deviation(5, compared)
    assert found == tuple(Fraction(share, 65) for share in (16, 28, 8, 10, 3))
    assert [f"{float(one):.4f}"[1:] for one in found] == [".2462", ".4308", ".1231", ".1538", ".0462"]
    assert largest_deviation(found, compared) == Fraction(4, 65)


def test_choosing_transport() -> None:
    # Rezaei 2015, "Best-worst multi-criteria decision-making method", Omega 53, 49-57, with the linear model: load flexibility,
    # accessibility, cost; best cost, worst load flexibility. .0714 .3214 .6071, xi .0357. By hand, in parts of 28:
    # 17 - 2 x 9 = -1, 17 - 8 x 2 = 1, 9 - 5 x 2 = -1: xi = 1/28.
    compared = vectors("8 2 1", "1 5 8")
    found = least_deviation(3, compared)
    assert found == (Fraction(2, 28), Fraction(9, 28), Fraction(17, 28))
    assert largest_deviation(found, compared) == Fraction(1, 28)


def test_comparisons_become_weights(make_rubric: MakeRubric, compared: Answers) -> None:
    # 8, 4, 2 and 1 of 15 agree with everything that was said: 5333.3, 2666.7, 1333.3, 666.7.
    found = weigh(make_rubric(FOUR), WeightMode.BEST_WORST, compared(GOOD), rater="r1")
    assert found.as_mapping() == {"a": 5333, "b": 2667, "c": 1333, "d": 667}
    assert found.inconsistency == 0
    assert found.inconsistency_words == (
        "Largest deviation 0.000 of the whole weight (linear best-worst method, Rezaei 2016; 0 is consistent). "
        "No comparison contradicts another."
    )


def test_a_contradiction_is_accepted_and_told(make_rubric: MakeRubric, compared: Answers) -> None:
    # a is 4 x c and c is 8 x d, which makes 32, four times what was said; b deviates by nothing.
    found = weigh(make_rubric(FOUR), WeightMode.BEST_WORST, compared(GOOD | {("c", "d"): 8}))
    assert found.inconsistency is not None
    assert found.inconsistency > 0
    assert found.inconsistency_words is not None
    assert found.inconsistency_words.endswith("Furthest apart: A is 4 x C, C is 8 x D, which makes 32, but A is 8 x D.")


def test_two_criteria_and_one(make_rubric: MakeRubric, compared: Answers) -> None:
    two = weigh(make_rubric({"a": 5000, "b": 5000}), WeightMode.BEST_WORST, compared({("b", "a"): 4}))
    assert (two.as_mapping(), two.inconsistency) == ({"a": 2000, "b": 8000}, 0)
    assert weigh(make_rubric({"a": 10_000}), WeightMode.BEST_WORST).as_mapping() == {"a": 10_000}


@st.composite
def judgements(draw: st.DrawFn) -> Compared:
    times = st.integers(1, 9).map(Fraction)
    others = draw(st.integers(1, 4))
    whole = draw(times)
    over = {at: draw(times) for at in range(1, others + 1)} | {others + 1: whole}
    return Compared(0, others + 1, over, {0: whole} | {at: draw(times) for at in range(1, others + 1)})


@given(compared=judgements())
def test_no_weights_have_a_smaller_largest_deviation(compared: Compared) -> None:
    count = compared.worst + 1
    found = least_deviation(count, compared)
    assert sum(found) == 1
    assert min(found) >= 0
    # The same, written as the paper writes it: the last variable is xi, and minus xi is maximised.
    rows = [(0, at, times) for at, times in compared.best_to_others.items()]
    rows += [(at, compared.worst, times) for at, times in compared.others_to_worst.items()]
    lines = [Constraint([1] * count + [0], "=", 1)]
    for more, less, times in rows:
        for sign in (1, -1):
            line = [Fraction(0)] * count + [Fraction(-1)]
            line[more] += sign
            line[less] -= sign * times
            lines.append(Constraint(line, "<=", 0))
    assert largest_deviation(found, compared) == -maximise([0] * count + [-1], lines).value


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "best_worst has no comparison; compare the most important criterion with each other one, and each with the least "),
        (
            {one: times for one, times in GOOD.items() if one != ("c", "d")},
            "best_worst lacks the comparison of 'c' with 'd'; the best is 'a', the worst 'd'",
        ),
        (
            GOOD | {("b", "c"): 2},
            "best_worst compares 'b' with 'c'; the best is 'a', the worst 'd', and only comparisons with these two are asked ",
        ),
        (
            {("a", "b"): 2, ("a", "c"): 3, ("a", "d"): 1, ("b", "a"): 2, ("c", "a"): 2, ("d", "a"): 2},
            "best_worst has 'a' as the most and as the least important criterion; choose two",
        ),
        (GOOD | {("a", "d"): 9.001}, "best_worst says 'a' is 9.001 times as important as 'd'; 1 to 9 is allowed"),
        (GOOD | {("a", "z"): 2}, "best_worst names criterion 'z', which does not exist; known are: a, b, c, d"),
    ],
)
def test_comparisons_that_do_not_fit_are_refused(
    make_rubric: MakeRubric, compared: Answers, answers: Mapping[tuple[str, str], float], message: str
) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}"):
        weigh(make_rubric(FOUR), WeightMode.BEST_WORST, compared(answers))
