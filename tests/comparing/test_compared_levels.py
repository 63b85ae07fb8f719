from __future__ import annotations

from collections.abc import Callable

import pytest

from rubric_kit.comparing import compare_levels
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, RatingState, Rubric

NamedBadge = Callable[..., Badge]
WeightedRubric = Callable[..., Rubric]
A, B, C = ("a" * 64, "b" * 64, "c" * 64)
FIRST = {"criteria": "l3", "evidence": "l3", "assessment": "l2", "alignment": "l1", "issuer": "l3"}
SECOND = {"criteria": "l1", "evidence": "l0", "assessment": "l1", "alignment": "l3", "issuer": "l2"}
TWO = {"clarity": 6000, "fit": 4000}


def test_distances_are_weighted_points(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    rubric = weighted_rubric()
    badges = [named_badge(A, "CUE-like"), named_badge(B, "Hobby-like")]
    found = compare_levels(rubric, badges, {A: FIRST, B: SECOND})
    # Weight times distance: 3000*2000, 2500*3000, 2000*1000, 1500*2000, 1000*1000.
    assert [one.least_gap for one in found.criteria] == [6_000_000, 7_500_000, 2_000_000, 3_000_000, 1_000_000]
    assert [one.most_gap for one in found.criteria] == [one.least_gap for one in found.criteria]
    assert found.explains_most == "evidence"
    assert (found.badges, found.labels, found.rubric) == ((A, B), ("CUE-like", "Hobby-like"), rubric.fingerprint)
    assert [(one.level, one.low, one.high, one.label) for one in found.criteria[3].levels] == [
        ("l1", 1, 1, "CUE-like"),
        ("l3", 3, 3, "Hobby-like"),
    ]


def test_a_gap_makes_a_distance_an_interval(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    badges = [named_badge(A), named_badge(B)]
    found = compare_levels(weighted_rubric(), badges, {A: FIRST, B: SECOND | {"evidence": RatingState.WITHHELD}})
    evidence = found.criteria[1]
    # The first stands at 3, the second anywhere from 0 to 3: 0 to 2500*3000.
    assert (evidence.least_gap, evidence.most_gap) == (0, 7_500_000)
    gap = evidence.levels[1]
    assert (gap.level, gap.state, gap.rated, gap.low, gap.high) == (None, RatingState.WITHHELD, True, 0, 3)
    # Only what is certain explains anything: criteria, 3000*2000.
    assert found.explains_most == "criteria"


@pytest.mark.parametrize(
    ("clarity", "least", "most"),
    [
        # Certain at 1 and 3, one open: the two certain ones are 2 apart at least; 3 to 0 at most.
        (("l1", "l3", None), 2, 3),
        # 1 to the open one's 3 is farther than 1 to 2.
        (("l1", "l2", None), 1, 2),
        # Two open ones can stand anywhere: together on 2, or at 0 and 3.
        (("l2", None, RatingState.UNKNOWN), 0, 3),
        (("l2", "l2", "l2"), 0, 0),
        # Where the criterion does not apply there is no place to be apart from.
        (("l3", "l1", RatingState.NOT_APPLICABLE), 2, 2),
        (("l3", RatingState.NOT_APPLICABLE, RatingState.NOT_APPLICABLE), 0, 0),
    ],
)
def test_three_badges(
    weighted_rubric: WeightedRubric, named_badge: NamedBadge, clarity: tuple[str | None, ...], least: int, most: int
) -> None:
    keys = (A, B, C)
    answers = {key: {"clarity": answer, "fit": "l1"} for key, answer in zip(keys, clarity, strict=True)}
    found = compare_levels(weighted_rubric(TWO), [named_badge(key) for key in keys], answers)
    assert (found.criteria[0].least_gap, found.criteria[0].most_gap) == (6_000_000 * least, 6_000_000 * most)
    assert found.explains_most == ("clarity" if least else None)


def test_a_substituted_level_is_compared(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    when = [{"criterion": "fit", "at_least": "l2"}]
    carry = {"id": "carry", "withheld": "clarity", "counts_as": "l2", "when": when}
    rubric = weighted_rubric(TWO, substitutions=[carry])
    answers = {A: {"clarity": RatingState.WITHHELD, "fit": "l2"}, B: {"clarity": "l0", "fit": "l2"}}
    clarity = compare_levels(rubric, [named_badge(A), named_badge(B)], answers).criteria[0]
    assert (clarity.levels[0].level, clarity.levels[0].state) == ("l2", RatingState.WITHHELD)
    assert (clarity.least_gap, clarity.most_gap) == (12_000_000, 12_000_000)


def test_a_badge_without_answers_is_open(weighted_rubric: WeightedRubric, named_badge: NamedBadge) -> None:
    found = compare_levels(weighted_rubric(TWO), [named_badge(A), named_badge(B)], {})
    assert [(one.rated, one.low, one.high) for one in found.criteria[0].levels] == [(False, 0, 3), (False, 0, 3)]
    assert found.explains_most is None


@pytest.mark.parametrize(("keys", "count"), [([], 0), ([A], 1), ([A, A], 1), ([A, B, A], 2)])
def test_fewer_than_two_badges_or_one_twice_is_refused(
    weighted_rubric: WeightedRubric, named_badge: NamedBadge, keys: list[str], count: int
) -> None:
    with pytest.raises(RecordError, match=f"^a comparison needs two or more different badges, found {count}$"):
        compare_levels(weighted_rubric(), [named_badge(key) for key in keys], {})
