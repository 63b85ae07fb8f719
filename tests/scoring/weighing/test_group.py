"""Several people's weights: centres by hand, distances and factions by their definitions, nobody left out."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightMode, WeightSet
from rubric_kit.scoring.weighing import group_weights, group_words, weigh, weights_of
from rubric_kit.scoring.weighing.group import quantile

MakeRubric = Callable[..., Rubric]
ABC = {"a": 5000, "b": 3000, "c": 2000}


def sets(rubric: Rubric, **points: tuple[int, ...]) -> list[WeightSet]:
    """Give each person weights in points of 100."""
    names = [c.id for c in rubric.criteria]
    return [weights_of(rubric, who, WeightMode.POINTS, dict(zip(names, given, strict=True))) for who, given in points.items()]


# Columns: a 60, 50, 10; b 30, 30, 30; c 10, 20, 60.
APART: Mapping[str, tuple[int, ...]] = {"r1": (60, 30, 10), "r2": (50, 30, 20), "r3": (10, 30, 60)}


@pytest.mark.parametrize(
    ("centre", "expected"),
    [
        # Medians 50, 30 and 20 sum to 100.
        ("median", {"a": 5000, "b": 3000, "c": 2000}),
        # Sums 120, 90 and 90 of 300.
        ("mean", {"a": 4000, "b": 3000, "c": 3000}),
        # Cube roots of 30000, 27000 and 12000: 31.0723, 30 and 22.8943, together 83.9666: 3700.56, 3572.85 and 2726.60. Rounded
        # down 9998; the two points left go to the two largest remainders, b and c.
        ("geometric_mean", {"a": 3700, "b": 3573, "c": 2727}),
    ],
)
def test_centres(make_rubric: MakeRubric, centre: Any, expected: dict[str, int]) -> None:
    rubric = make_rubric(ABC)
    group = group_weights(rubric, sets(rubric, **APART), centre=centre)
    assert (group.as_mapping(), group.centre, group.remarks) == (expected, centre, ())
    assert group.wording == rubric.wording_fingerprint


def test_of_an_even_number_the_median_lies_between_two(make_rubric: MakeRubric) -> None:
    # a: 50 and 60 make 55; b: 30 and 30; c: 10 and 20 make 15.
    rubric = make_rubric(ABC)
    group = group_weights(rubric, sets(rubric, r1=(60, 30, 10), r2=(50, 30, 20)))
    assert group.as_mapping() == {"a": 5500, "b": 3000, "c": 1500}


def test_everybody_is_kept_with_what_they_said(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABC)
    dissent = weigh(rubric, WeightMode.NONE, rater="r9", note="Nobody knows yet.")
    members = [*sets(rubric, **APART), dissent]
    group = group_weights(rubric, members)
    assert group.members == tuple(members)
    assert group.members[-1].note == "Nobody knows yet."


def test_spread_distances_and_factions(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABC)
    group = group_weights(rubric, sets(rubric, **APART))
    first = group.spread[0]
    # 10, 50, 60: the quartiles lie halfway between two people, at 30 and 55.
    assert (first.criterion, first.least, first.lower_quartile, first.median) == ("a", 1000, 3000, 5000)
    assert (first.upper_quartile, first.most) == (5500, 6000)
    # r1 to r3: (50 + 0 + 50) / 2; r2 to r3: (40 + 0 + 40) / 2; r1 to r2: (10 + 0 + 10) / 2. The first of equal criteria is named.
    assert [(one.rater, one.other, one.distance, one.criterion) for one in group.distances] == [
        ("r1", "r3", 5000, "a"),
        ("r2", "r3", 4000, "a"),
        ("r1", "r2", 1000, "a"),
    ]
    assert (group.factions, group.threshold) == ((("r1", "r2"), ("r3",)), 1500)
    assert group_weights(rubric, sets(rubric, **APART), threshold=999).factions == (("r1",), ("r2",), ("r3",))
    assert group_weights(rubric, sets(rubric, **APART), threshold=5000).factions == (("r1", "r2", "r3"),)


def test_a_chain_is_no_faction(make_rubric: MakeRubric) -> None:
    # Each is 10 from the next, and the first 20 from the last: within 15, two and one, not three. The earlier pair is joined.
    rubric = make_rubric(ABC)
    chain = sets(rubric, r1=(50, 30, 20), r2=(40, 40, 20), r3=(30, 50, 20))
    assert group_weights(rubric, chain).factions == (("r1", "r2"), ("r3",))
    assert group_weights(rubric, chain[::-1]).factions == (("r3", "r2"), ("r1",))


def test_a_zero_does_not_rule_a_criterion_out_in_the_geometric_mean(make_rubric: MakeRubric) -> None:
    # a has 100 and 0: the root of 10,000 x 1 basis points is 100. b the same, c 0 twice: 1. Of 201 that is 4975, 4975 and 50.
    rubric = make_rubric(ABC)
    group = group_weights(rubric, sets(rubric, r1=(100, 0, 0), r2=(0, 100, 0)), centre="geometric_mean")
    assert group.as_mapping() == {"a": 4975, "b": 4975, "c": 50}
    assert group.remarks == (
        "4 weights of zero count as 0.01 of 100 in the geometric mean; a plain zero would rule the criterion out for everybody.",
    )


def test_medians_that_are_all_zero_are_no_weights(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABC)
    alone = sets(rubric, r1=(100, 0, 0), r2=(0, 100, 0), r3=(0, 0, 100))
    message = (
        "the median of every criterion is zero, because no criterion has weight with more than half of the people; "
        "use the mean, and look at the factions"
    )
    with pytest.raises(RecordError, match=f"^{message}$"):
        group_weights(rubric, alone)
    assert group_weights(rubric, alone, centre="mean").as_mapping() == {"a": 3334, "b": 3333, "c": 3333}


@st.composite
def groups(draw: st.DrawFn) -> list[dict[str, int]]:
    person = (
        st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any).map(lambda given: dict(zip("abc", given, strict=True)))
    )
    return draw(st.lists(person, min_size=1, max_size=7))


@given(points=groups(), threshold=st.integers(0, 6000), centre=st.sampled_from(["mean", "geometric_mean"]))
def test_what_holds_for_every_group(make_rubric: MakeRubric, points: list[dict[str, int]], threshold: int, centre: Any) -> None:
    rubric = make_rubric(ABC)
    members = [weights_of(rubric, f"r{at}", WeightMode.DIRECT, one) for at, one in enumerate(points)]
    group = group_weights(rubric, members, centre=centre, threshold=threshold)
    assert sum(group.as_mapping().values()) == 10_000
    # A centre never leaves the span of the members by more than rounding, once it is brought to the whole.
    if centre == "mean":
        for one in group.spread:
            assert one.least - 1 < group.as_mapping()[one.criterion] < one.most + 1
    apart = {frozenset((one.rater, one.other)): one.distance for one in group.distances}
    assert len(apart) == len(members) * (len(members) - 1) // 2
    for one, other in itertools.combinations(members, 2):
        differences = [abs(one.as_mapping()[name] - other.as_mapping()[name]) for name in "abc"]
        assert 2 * apart[frozenset((one.rater, other.rater))] == sum(differences)
    assert sorted(itertools.chain(*group.factions)) == sorted(one.rater for one in members)
    for faction in group.factions:
        assert all(apart[frozenset(pair)] <= threshold for pair in itertools.combinations(faction, 2))
    for one, other in itertools.combinations(group.factions, 2):
        assert max(apart[frozenset(pair)] for pair in itertools.product(one, other)) > threshold
    assert all(isinstance(sentence, str) for sentence in group_words(rubric, group))


@given(values=st.lists(st.integers(0, 10_000), min_size=2, max_size=9).map(sorted))
def test_quartiles_are_those_of_a_spreadsheet(values: list[int]) -> None:
    found = [float(quantile(values, Fraction(quarter, 4))) for quarter in (1, 2, 3)]
    assert found == pytest.approx(statistics.quantiles(values, n=4, method="inclusive"))


@given(values=st.lists(st.integers(1, 10_000), min_size=1, max_size=12))
def test_the_geometric_mean_is_the_one_that_floats_come_near_to(make_rubric: MakeRubric, values: list[int]) -> None:
    rubric = make_rubric({"a": 5000, "b": 5000})
    members = [weights_of(rubric, f"r{at}", WeightMode.DIRECT, {"a": value, "b": 10_000}) for at, value in enumerate(values)]
    columns = [[one.as_mapping()[name] for one in members] for name in "ab"]
    means = [statistics.geometric_mean(column) for column in columns]
    found = group_weights(rubric, members, centre="geometric_mean").as_mapping()
    assert found["a"] == pytest.approx(10_000 * means[0] / sum(means), abs=1)


def test_a_group_that_cannot_be_is_refused(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABC)
    one = weigh(rubric, WeightMode.NONE, rater="r1")
    twice = [one, *sets(rubric, r1=(50, 30, 20))]
    for given_sets, centre, message in [
        ([], "median", "group weights need the weights of at least one person, found none"),
        (twice, "median", "group weights take one set for each person, and 'r1' has two (none and points); choose one"),
        ([one], "mode", "no centre is called 'mode'; known are: median, mean, geometric_mean"),
    ]:
        with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
            group_weights(rubric, given_sets, centre=centre)  # type: ignore[arg-type]
    with pytest.raises(RecordError, match=r"criteria differ \(gone: 'c'\); ask again$"):
        group_weights(make_rubric({"a": 5000, "b": 5000}), [one])


def test_a_group_in_words(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABC)
    dissent = weights_of(rubric, "r3", WeightMode.POINTS, {"a": 10, "b": 30, "c": 60}, note="Our students need c.\nAsk them.")
    group = group_weights(rubric, [*sets(rubric, r1=(60, 30, 10), r2=(50, 30, 20)), dissent])
    assert group_words(rubric, group) == (
        "The median of 3 people, brought to 100 points; what each of them said is kept.",
        "They differ most on A: 10 to 60 of 100.",
        "2 groups, in each of which nobody is more than 15 points away from anybody else: r1 and r2; r3 alone.",
        "r1 and r3 are furthest apart: 50 of 100 points would have to move, most on A (r1 gives it 60, r3 10).",
        "r3 says: «Our students need c. Ask them.»",
    )


def test_a_group_that_agrees_in_words(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(ABC)
    assert group_words(rubric, group_weights(rubric, sets(rubric, r1=(60, 30, 10)), centre="mean")) == (
        "The mean of 1 person, brought to 100 points; what each of them said is kept.",
    )
    same = group_weights(rubric, sets(rubric, r1=(60, 30, 10), r2=(60, 30, 10)), centre="geometric_mean")
    assert group_words(rubric, same) == (
        "The geometric mean of 2 people, brought to 100 points; what each of them said is kept.",
        "Nobody is more than 15 points away from anybody else.",
    )
