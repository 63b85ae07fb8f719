"""Pairwise comparisons against published tables; the worst triple in plain words; bad tables refused by name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing import weigh
from rubric_kit.scoring.weighing.eigenvector import principal_eigenvector
from rubric_kit.scoring.weighing.pairwise import consistency_ratio, worst_triple

MakeRubric = Callable[..., Rubric]
Compared = Callable[..., list[WeightAnswer]]
Table = list[list[Fraction]]
ABC = {"a": 5000, "b": 3000, "c": 2000}


def full(rows: Sequence[str]) -> Table:
    return [[Fraction(cell) for cell in row.split()] for row in rows]


def pairs(names: str, values: str) -> Mapping[tuple[str, str], Fraction]:
    return dict(zip(itertools.combinations(names, 2), (Fraction(one) for one in values.split()), strict=True))


# "Choosing a leader", the worked example of the Wikipedia article on the analytic hierarchy process: experience, education,
# charisma, age. It prints .547 .127 .270 .056 and a consistency of 4.4 %; the first weight is .5476, which it cut off.
LEADER = full(["1 4 3 7", "1/4 1 1/3 3", "1/3 3 1 5", "1/7 1/3 1/5 1"])
# Saaty 2008, "Relative measurement and its generalization in decision making" (RACSAM 102), relative consumption of drinks:
# coffee, wine, tea, beer, sodas, milk, water. He prints .177 .019 .042 .116 .190 .129 .327 and a consistency ratio of .022.
DRINKS = full(
    [
        "1 9 5 2 1 1 1/2",
        "1/9 1 1/3 1/9 1/9 1/9 1/9",
        "1/5 3 1 1/3 1/4 1/3 1/9",
        "1/2 9 3 1 1/2 1 1/3",
        "1 9 4 2 1 2 1/2",
        "1 9 3 1 1/2 1 1/3",
        "2 9 9 3 2 3 1",
    ]
)


@pytest.mark.parametrize(
    ("table", "weights", "value", "ratio"),
    [
        # CI = (4.1184 - 4) / 3 = .0395, RI = .90, CR = .0439.
        (LEADER, ".548 .127 .270 .056", "4.1184", ".0439"),
        # CI = (7.1766 - 7) / 6 = .0294, RI = 1.32, CR = .0223.
        (DRINKS, ".1775 .0191 .0418 .1164 .1896 .1288 .3268", "7.1766", ".0223"),
        # CI = (3.0649 - 3) / 2 = .0324, RI = .58, CR = .0559.
        (full(["1 1/3 5", "3 1 7", "1/5 1/7 1"]), ".2790 .6491 .0719", "3.0649", ".0559"),
    ],
)
def test_published_tables(table: Table, weights: str, value: str, ratio: str) -> None:
    found = principal_eigenvector(table)
    digits = len(weights.split(maxsplit=1)[0]) - 1
    assert [f"{float(one):.{digits}f}"[1:] for one in found.vector] == weights.split()
    assert f"{float(found.value):.4f}" == value
    measured = consistency_ratio(found.value, len(table))
    assert measured is not None
    assert f"{float(measured):.4f}"[1:] == ratio


def test_comparisons_become_weights_with_their_consistency(make_rubric: MakeRubric, compared: Compared) -> None:
    rubric = make_rubric(dict.fromkeys("abcd", 2500))
    # Saaty allows 1/3 as a value; asked the other way round it is 3, which thousandths hold exactly.
    found = weigh(rubric, WeightMode.PAIRWISE, compared(pairs("abcd", "4 3 7 1/3 3 5")), rater="r1")
    assert found.as_mapping() == {"a": 5476, "b": 1266, "c": 2699, "d": 559}
    assert found.inconsistency == 439
    assert found.remarks == ()
    # a is 4 x b, b is 3 x d: 12, said 7, a factor of 1.71. c is 3 x b, b is 3 x d: 9, said 5, a factor of 1.8, the worst.
    # a is 3 x c, c is 3 x b: 9, said 4, a factor of 2.25: this one.
    assert found.inconsistency_words == (
        "Consistency ratio 0.044 (Saaty's random index of 1980, 0.90 for 4 criteria; up to 0.10 is usual). "
        "Furthest apart: A is 3 x C, C is 3 x B, which makes 9, but A is 4 x B."
    )


def test_a_contradiction_is_accepted_and_told(make_rubric: MakeRubric, compared: Compared) -> None:
    # A circle: each criterion is 9 times the next. Nobody is ahead, and lambda = 1 + 9 + 1/9 = 10.11; CI = 3.556, CR = 6.130.
    found = weigh(make_rubric(ABC), WeightMode.PAIRWISE, compared({("a", "b"): 9, ("b", "c"): 9, ("c", "a"): 9}))
    assert found.as_mapping() == {"a": 3334, "b": 3333, "c": 3333}
    assert found.inconsistency == 61_303
    assert found.inconsistency_words == (
        "Consistency ratio 6.130 (Saaty's random index of 1980, 0.58 for 3 criteria; up to 0.10 is usual). "
        "Furthest apart: A is 9 x B, B is 9 x C, but C is 9 x A. Look at these three again."
    )


def test_comparisons_that_agree_are_told_too(make_rubric: MakeRubric, compared: Compared) -> None:
    found = weigh(make_rubric(ABC), WeightMode.PAIRWISE, compared({("a", "b"): 2, ("b", "c"): 3, ("a", "c"): 6}))
    # 6, 3 and 1 of 10.
    assert (found.as_mapping(), found.inconsistency) == ({"a": 6000, "b": 3000, "c": 1000}, 0)
    assert found.inconsistency_words == (
        "Consistency ratio 0.000 (Saaty's random index of 1980, 0.58 for 3 criteria; up to 0.10 is usual). "
        "No comparison contradicts another."
    )


def test_equal_shares_are_rounded_as_equal_shares(make_rubric: MakeRubric, compared: Compared) -> None:
    # All equal: 60 digits of a sixth are no sixth, but the points left over go to the first criteria all the same.
    rubric = make_rubric({"a": 5000, **dict.fromkeys("bcdef", 1000)})
    found = weigh(rubric, WeightMode.PAIRWISE, compared(pairs("abcdef", "1 " * 15)))
    assert list(found.as_mapping().values()) == [1667, 1667, 1667, 1667, 1666, 1666]


def test_two_criteria_and_one_cannot_contradict_themselves(make_rubric: MakeRubric, compared: Compared) -> None:
    two = weigh(make_rubric({"a": 5000, "b": 5000}), WeightMode.PAIRWISE, compared({("b", "a"): 3}))
    assert (two.as_mapping(), two.inconsistency, two.inconsistency_words) == ({"a": 2500, "b": 7500}, 0, None)
    one = weigh(make_rubric({"a": 10_000}), WeightMode.PAIRWISE)
    assert (one.as_mapping(), one.inconsistency) == ({"a": 10_000}, 0)


def test_above_seven_criteria_another_mode_is_advised_and_above_fifteen_there_is_no_ratio(
    make_rubric: MakeRubric, compared: Compared
) -> None:
    for count, names in ((8, "abcdefgh"), (16, "abcdefghijklmnop")):
        rubric = make_rubric(dict.fromkeys(names, 10000 // count))
        found = weigh(rubric, WeightMode.PAIRWISE, compared(pairs(names, "1 " * (count * (count - 1) // 2))))
        many = len(list(itertools.combinations(names, 2)))
        advice = "above 7 criteria best-worst or an order is easier to answer."
        assert found.remarks == (f"{count} criteria make {many} pairs; {advice}",)
    assert found.inconsistency is None
    assert found.inconsistency_words == (
        "No consistency ratio: Saaty's random index of 1980 ends at 15 criteria. No comparison contradicts another."
    )


@given(
    values=st.lists(
        st.sampled_from([Fraction(n) for n in range(1, 10)] + [Fraction(1, 3), Fraction(1, 9)]), min_size=6, max_size=6
    )
)
def test_the_worst_triple_is_the_worst_of_all_ways_round(values: list[Fraction]) -> None:
    table = [[Fraction(1)] * 4 for _ in range(4)]
    for (one, other), value in zip(itertools.combinations(range(4), 2), values, strict=True):
        table[one][other], table[other][one] = value, 1 / value
    worst = worst_triple(table)
    assert worst is not None
    a, b, c = worst.places
    assert min(table[a][b], table[b][c]) >= 1
    ways = itertools.permutations(range(4), 3)
    assert worst.apart == max(table[x][y] * table[y][z] / table[x][z] for x, y, z in ways)
    assert worst.apart in {table[a][b] * table[b][c] / table[a][c], table[a][c] / (table[a][b] * table[b][c])}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({("a", "b"): 3, ("b", "c"): 3}, "pairwise lacks the comparison of 'a' with 'c'; give each pair"),
        ({}, "pairwise lacks the comparison of 'a' with 'b' (and 2 more); give each pair"),
        ({("a", "b"): 3, ("b", "a"): 2}, "pairwise compares 'b' and 'a' twice; keep one of the answers"),
        ({("a", "z"): 3}, "pairwise names criterion 'z', which does not exist; known are: a, b, c"),
        ({("a", "a"): 3}, "pairwise compares criterion 'a' with itself; leave that out"),
        (
            {("a", "b"): 9.5},
            "pairwise says 'a' is 9.5 times as important as 'b'; 1 to 9 is allowed; for less than 1 name the more ",
        ),
    ],
)
def test_tables_that_are_not_whole_are_refused(
    make_rubric: MakeRubric, compared: Compared, answers: Mapping[tuple[str, str], float], message: str
) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}"):
        weigh(make_rubric(ABC), WeightMode.PAIRWISE, compared(answers))


def test_a_number_below_one_and_a_criterion_by_itself_are_refused(make_rubric: MakeRubric) -> None:
    below = [WeightAnswer(criterion="a", against="b", value=333)]
    found = "pairwise says 'a' is 0.333 times as important as 'b'"
    message = f"{found}; 1 to 9 is allowed; for less than 1 name the more important one first"
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        weigh(make_rubric(ABC), WeightMode.PAIRWISE, below)
    with pytest.raises(RecordError, match=r"^pairwise compares two criteria, found 'a' by itself; name the other one$"):
        weigh(make_rubric(ABC), WeightMode.PAIRWISE, [WeightAnswer(criterion="a", value=3000)])


def test_long_names_still_make_one_line(make_rubric: MakeRubric, compared: Compared) -> None:
    plain = make_rubric(ABC).plain()
    for criterion in plain["criteria"]:
        criterion["name"] = f"{criterion['id']}\nvery " * 40
    rubric = Rubric.parse(plain)
    found = weigh(rubric, WeightMode.PAIRWISE, compared({("a", "b"): 1.1, ("b", "c"): 8.9, ("c", "a"): 1.7}))
    assert found.inconsistency_words is not None
    assert "\n" not in found.inconsistency_words
    assert found.inconsistency_words.endswith("Look at these three again.")
