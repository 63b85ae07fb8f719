"""The audience lens: journey 12 worked out by hand, and what must hold whatever the badges and weights are."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.comparing.audience_lens import AudienceLens, Place, audience_lens
from rubric_kit.comparing.audience_words import (
    audience_columns,
    audience_rows,
    explain_audiences,
    explain_decision_change,
    explain_place_change,
)
from rubric_kit.comparing.order_change import Order
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, CriterionWeight, RatingState, Rubric, WeightMode, WeightSet
from rubric_kit.scoring import Answer

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]

# Journey 12: the same badges for teacher PD and for college admissions. Levels are worth 0, 1, 2 and 3 points.
TEACHER = {"criteria": 4000, "evidence": 2000, "assessment": 0, "alignment": 4000, "issuer": 0}
COLLEGE = {"criteria": 3000, "evidence": 6000, "assessment": 0, "alignment": 1000, "issuer": 0}
LEVELS = {"Top": (3, 3, 3), "Aligned": (2, 0, 3), "Shown": (2, 3, 0), "Both": (2, 3, 1), "Low": (0, 0, 0)}
KEYS = {name: f"{place}" * 64 for place, name in enumerate(LEVELS)}


def weights(rubric: Rubric, code: str, of: Mapping[str, int]) -> WeightSet:
    given = tuple(CriterionWeight(criterion=name, weight=weight) for name, weight in of.items())
    return WeightSet(rater=code, mode=WeightMode.POINTS, wording=rubric.wording_fingerprint, weights=given)


def levels(clear: int, shown: int, aligned: int) -> dict[str, Answer]:
    return {
        "criteria": f"l{clear}",
        "evidence": f"l{shown}",
        "alignment": f"l{aligned}",
        "assessment": "l1",
        "issuer": "l1",
    }


@pytest.fixture(scope="module")
def rubric(weighted_rubric: MakeRubric) -> Rubric:
    return weighted_rubric()


@pytest.fixture(scope="module")
def sets(rubric: Rubric) -> list[WeightSet]:
    return [weights(rubric, "teacher", TEACHER), weights(rubric, "college", COLLEGE)]


@pytest.fixture(scope="module")
def badges(named_badge: MakeBadge) -> list[Badge]:
    return [named_badge(key, name) for name, key in KEYS.items()]


@pytest.fixture(scope="module")
def j12(rubric: Rubric, badges: list[Badge], sets: list[WeightSet]) -> AudienceLens:
    return audience_lens(rubric, badges, {KEYS[name]: levels(*given) for name, given in LEVELS.items()}, sets)


def test_j12_three_badges_change_places(j12: AudienceLens) -> None:
    # Teacher, 40 clear + 20 shown + 40 aligned, of 3 points:
    #   Top 100, Aligned (80 + 0 + 120)/3 = 66.6, Both (80 + 60 + 40)/3 = 60, Shown (80 + 60 + 0)/3 = 46.6, Low 0.
    # College, 30 clear + 60 shown + 10 aligned:
    #   Top 100, Both (60 + 180 + 10)/3 = 83.3, Shown (60 + 180 + 0)/3 = 80, Aligned (60 + 0 + 30)/3 = 30, Low 0.
    order = {audience: [j12.labels[one.badge] for one in ranking] for audience, ranking in j12.rankings.items()}
    assert order == {
        "teacher": ["Top", "Aligned", "Both", "Shown", "Low"],
        "college": ["Top", "Both", "Shown", "Aligned", "Low"],
    }
    assert [j12.labels[key] for key in j12.moved] == ["Aligned", "Both", "Shown"]
    assert {j12.labels[key]: place for key, place in j12.places["college"].items()} == {
        "Top": Place(1, 1),
        "Both": Place(2, 2),
        "Shown": Place(3, 3),
        "Aligned": Place(4, 4),
        "Low": Place(5, 5),
    }


def test_j12_names_the_criterion_that_did_it(j12: AudienceLens) -> None:
    # Evidence rises by 40 of 100, alignment falls by 30, criteria by 10.
    #   Both passes Aligned:  evidence 40 x (3 - 0)/3 = 40, alignment -30 x (1 - 3)/3 = 20, criteria -10 x (2 - 2)/3 = 0.
    #   Shown passes Aligned: evidence 40 x (3 - 0)/3 = 40, alignment -30 x (0 - 3)/3 = 30, criteria 0.
    found = {
        (j12.labels[one.gains], j12.labels[one.loses]): {shift.criterion: shift.least for shift in one.shifts}
        for one in j12.place_changes
    }
    none = Fraction(0)
    share = {"criteria": none, "evidence": Fraction(4, 10), "assessment": none, "issuer": none}
    assert found == {
        ("Both", "Aligned"): share | {"alignment": Fraction(2, 10)},
        ("Shown", "Aligned"): share | {"alignment": Fraction(3, 10)},
    }
    assert all(one.swapped and one.responsible == ("evidence",) for one in j12.place_changes)
    assert j12.responsible(j12.changes("teacher", "college")) == ("evidence",)
    assert j12.changes("college", "teacher") == j12.changes("teacher", "college")


def test_j12_in_words(j12: AudienceLens) -> None:
    assert explain_audiences(j12, "teacher", "college") == (
        "From teacher to college, 3 of 5 badges change places for certain: Aligned, Both and Shown. "
        "Evidence does most for it (20 of 100 for teacher, 60 for college). The decision changes for 2 badges: Aligned and Shown."
    )
    change = next(one for one in j12.place_changes if j12.labels[one.gains] == "Shown")
    assert explain_place_change(j12, change) == (
        "Shown is behind Aligned for teacher and ahead of it for college. "
        "Evidence does most for it, by 40.0 points of 100 (it weighs 20 for teacher, 60 for college)."
    )


def test_j12_decisions_that_change_are_told(j12: AudienceLens) -> None:
    # The cut is at 60: Aligned falls from 66.6 to 30, Shown rises from 46.6 to 80; Both is at 60 and above.
    assert [explain_decision_change(j12, one) for one in j12.decision_changes] == [
        "Aligned: «Accept» for teacher, «Keep in the story» for college.",
        "Shown: «Keep in the story» for teacher, «Accept» for college.",
    ]
    assert all(one.certain for one in j12.decision_changes)


def test_j12_as_a_table(j12: AudienceLens) -> None:
    assert audience_columns(j12) == ("Badge", "Place for teacher", "Place for college", "Criterion that does most", "Decision")
    assert audience_rows(j12) == (
        ("Top", "1", "1", "—", "the same"),
        ("Aligned", "2", "4", "Evidence", "«Accept» for teacher, «Keep in the story» for college"),
        ("Both", "3", "2", "Evidence", "the same"),
        ("Shown", "4", "3", "Evidence", "«Keep in the story» for teacher, «Accept» for college"),
        ("Low", "5", "5", "—", "the same"),
    )


def test_a_gap_that_could_undo_a_change_is_no_change(rubric: Rubric, badges: list[Badge], sets: list[WeightSet]) -> None:
    # Shown with its evidence unknown: teacher 26.6 to 46.6, college 20 to 80; Aligned 66.6 and 30. It may stay behind.
    shown, aligned = levels(2, 3, 0) | {"evidence": RatingState.UNKNOWN}, levels(2, 0, 3)
    lens = audience_lens(rubric, [badges[2], badges[1]], {KEYS["Shown"]: shown, KEYS["Aligned"]: aligned}, sets)
    assert lens.place_changes == ()
    assert lens.moved == ()
    assert explain_audiences(lens, "teacher", "college") == (
        "From teacher to college, no badge changes places for certain. The decision changes for 2 badges: Aligned and Shown."
    )
    # Teacher: not counted whatever the gap holds; college: 20 to 80 is open. That is a change, and not a certain one.
    assert explain_decision_change(lens, lens.decision_changes[1]) == (
        "Shown: «Keep in the story» for teacher, undetermined (Accept or Keep in the story) for college."
    )
    assert [one.certain for one in lens.decision_changes] == [True, False]


def test_a_change_that_a_gap_cannot_undo_names_what_is_certain(
    rubric: Rubric, badges: list[Badge], sets: list[WeightSet]
) -> None:
    # The other badge: clear 3, shown 0, aligned 3: teacher 80, college 40. Shown, with its alignment withheld: clear 1, shown 3:
    # teacher (40 + 60)/3 = 33.3 to 73.3, college (30 + 180)/3 = 70 to 80. So it passes for certain.
    # Alignment: -30 x (0 to 3 less 3)/3 = 0 to 30; evidence 40 x 3/3 = 40; criteria -10 x (1 - 3)/3 = 6.6.
    shown = levels(1, 3, 0) | {"alignment": RatingState.WITHHELD}
    lens = audience_lens(rubric, badges[1:3], {KEYS["Shown"]: shown, KEYS["Aligned"]: levels(3, 0, 3)}, sets)
    (change,) = lens.place_changes
    assert [(one.criterion, one.least, one.most) for one in change.shifts if one.most] == [
        ("criteria", Fraction(1, 15), Fraction(1, 15)),
        ("evidence", Fraction(2, 5), Fraction(2, 5)),
        ("alignment", Fraction(0), Fraction(3, 10)),
    ]
    assert change.responsible == ("evidence",)
    assert [audience_rows(lens)[at][1:3] for at in (0, 1)] == [("1", "2"), ("2", "1")]


def test_badges_that_are_level_for_one_audience_are_told(rubric: Rubric, badges: list[Badge]) -> None:
    # 50 on each of two criteria: one badge has the first, the other the second; they are level. Then 80 and 20.
    even = weights(rubric, "even", {"criteria": 5000, "evidence": 5000, "assessment": 0, "alignment": 0, "issuer": 0})
    clear = weights(rubric, "clear", {"criteria": 8000, "evidence": 2000, "assessment": 0, "alignment": 0, "issuer": 0})
    answers = {KEYS["Top"]: levels(3, 0, 0), KEYS["Shown"]: levels(0, 3, 0)}
    lens = audience_lens(rubric, [badges[0], badges[2]], answers, [even, clear])
    (change,) = lens.place_changes
    assert (change.was, change.now, change.swapped) == (Order(0, 0), Order(1, 1), False)
    # Level badges share the better place, so only the one that falls back has another place.
    assert audience_rows(lens) == (
        ("Top", "1", "1", "—", "«Keep in the story» for even, «Accept» for clear"),
        ("Shown", "1", "2", "Criteria and Evidence", "the same"),
    )
    # Criteria rises by 30 of 100 and evidence falls by 30: each moves Top by 30 against Shown.
    assert explain_place_change(lens, change) == (
        "Top is level with Shown for even and ahead of it for clear. "
        "Criteria and Evidence do most for it, each by 30.0 points of 100."
    )
    back = audience_lens(rubric, [badges[0], badges[2]], answers, [clear, even])
    assert (back.place_changes[0].was, back.place_changes[0].now) == (Order(-1, -1), Order(0, 0))


def test_a_criterion_that_does_not_apply_hands_on_its_weight(rubric: Rubric, badges: list[Badge]) -> None:
    # For Shown alignment does not apply. First: 40 clear, 20 shown, 40 aligned: its evidence weighs 20 of 60, a third.
    # Second: 40, 60, 0: evidence weighs 60 of 100. Level 0 on clear and 3 on shown: 33.3, then 60.
    first = weights(rubric, "first", TEACHER)
    second = weights(rubric, "second", TEACHER | {"evidence": 6000, "alignment": 0})
    shown = levels(0, 3, 0) | {"alignment": RatingState.NOT_APPLICABLE}
    # Other: 3 on clear, 0 on the rest: 40 for both.
    lens = audience_lens(rubric, [badges[0], badges[2]], {KEYS["Top"]: levels(3, 0, 0), KEYS["Shown"]: shown}, [first, second])
    (change,) = lens.place_changes
    assert {one.criterion: one.least for one in change.shifts if one.least} == {"evidence": Fraction(3, 5) - Fraction(1, 3)}


def test_a_weight_that_stays_can_do_most_where_other_criteria_do_not_apply(rubric: Rubric, badges: list[Badge]) -> None:
    # Alignment does not apply to Shown, so its evidence weighs 20 of 60, then 20 of 30: 33.3 more. Top has 40, then 10.
    first = weights(rubric, "first", TEACHER)
    second = weights(rubric, "second", TEACHER | {"criteria": 1000, "alignment": 7000})
    shown = levels(0, 3, 0) | {"alignment": RatingState.NOT_APPLICABLE}
    lens = audience_lens(rubric, [badges[0], badges[2]], {KEYS["Top"]: levels(3, 0, 0), KEYS["Shown"]: shown}, [first, second])
    assert explain_place_change(lens, lens.place_changes[0]) == (
        "Shown is behind Top for first and ahead of it for second. Evidence does most for it, by 33.3 points of 100 "
        "(it weighs 20 for both, but criteria that do not apply hand on more or less to it)."
    )


def test_two_may_change_order_while_a_third_leaves_their_places_open(rubric: Rubric, badges: list[Badge]) -> None:
    # Top 80 and Shown 20, then 20 and 80; Aligned is not rated: 0 to 100. Places 1 to 2 and 2 to 3, then the other way round.
    clear = weights(rubric, "clear", {"criteria": 8000, "evidence": 2000, "assessment": 0, "alignment": 0, "issuer": 0})
    shown = weights(rubric, "shown", {"criteria": 2000, "evidence": 8000, "assessment": 0, "alignment": 0, "issuer": 0})
    answers = {KEYS["Top"]: levels(3, 0, 0), KEYS["Shown"]: levels(0, 3, 0)}
    lens = audience_lens(rubric, badges[:3], answers, [clear, shown])
    assert lens.moved == ()
    assert explain_audiences(lens, "clear", "shown") == (
        "From clear to shown, 1 pair of badges changes order for certain; what is missing leaves their places open. "
        "Criteria and Evidence do most for it. The decision changes for 2 badges: Top and Shown."
    )


def test_where_gaps_hide_what_does_it_no_criterion_is_named(j12: AudienceLens) -> None:
    change = j12.place_changes[0]
    hidden = replace(change, shifts=tuple(shift._replace(least=Fraction(0)) for shift in change.shifts))
    assert explain_place_change(j12, hidden).endswith("No single criterion does it for certain, since something is missing.")


def test_of_a_badge_that_nothing_applies_to_nothing_is_said(rubric: Rubric, badges: list[Badge], sets: list[WeightSet]) -> None:
    nothing = dict.fromkeys((c.id for c in rubric.criteria), RatingState.NOT_APPLICABLE)
    lens = audience_lens(rubric, badges[:2], {KEYS["Top"]: nothing, KEYS["Aligned"]: levels(2, 0, 3)}, sets)
    assert lens.place_changes == ()
    assert [row[1:4] for row in audience_rows(lens)] == [("1", "1", "—"), ("—", "—", "—")]


def test_more_audiences_are_compared_two_by_two(rubric: Rubric, badges: list[Badge], sets: list[WeightSet]) -> None:
    third = weights(rubric, "employer", COLLEGE)
    lens = audience_lens(rubric, badges, {KEYS[name]: levels(*given) for name, given in LEVELS.items()}, [*sets, third])
    assert {one.audiences for one in lens.place_changes} == {("teacher", "college"), ("teacher", "employer")}
    assert explain_audiences(lens, "college", "employer") == (
        "From college to employer, no badge changes places for certain. No decision changes."
    )
    assert explain_decision_change(lens, lens.decision_changes[0]) == (
        "Aligned: «Accept» for teacher, «Keep in the story» for college and employer."
    )


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ([], "needs the weights of two or more audiences, found none; add one"),
        (["teacher"], "needs the weights of two or more audiences, found teacher; add one"),
        (["teacher", "teacher"], "two sets of weights are called 'teacher'; give each audience a code of its own"),
    ],
)
def test_fewer_than_two_audiences_are_refused(rubric: Rubric, badges: list[Badge], codes: list[str], message: str) -> None:
    with pytest.raises(RecordError, match=message):
        audience_lens(rubric, badges, {}, [weights(rubric, code, TEACHER) for code in codes])


def test_weights_of_another_rubric_are_refused(rubric: Rubric, badges: list[Badge], sets: list[WeightSet]) -> None:
    other = sets[1].replace(wording="0" * 64)
    with pytest.raises(
        RecordError, match=r"points weights of 'college' were given on another wording than version 1 .*; ask again"
    ):
        audience_lens(rubric, badges, {}, [sets[0], other])
    fewer = weights(rubric, "college", {"criteria": 4000, "evidence": 6000})
    with pytest.raises(RecordError, match=r"of 'college' .*criteria differ \(new: 'assessment', 'alignment' and 'issuer'\)"):
        audience_lens(rubric, badges, {}, [sets[0], fewer])


def test_badges_are_there_and_different(rubric: Rubric, badges: list[Badge], sets: list[WeightSet]) -> None:
    with pytest.raises(RecordError, match="needs at least one badge, found none; add a badge first"):
        audience_lens(rubric, [], {}, sets)
    with pytest.raises(RecordError, match="badge 000000000000 is given twice"):
        audience_lens(rubric, [badges[0], badges[0]], {}, sets)


NAMES = ("criteria", "evidence", "alignment")
ANSWERS = st.sampled_from(["l0", "l1", "l2", "l3", RatingState.UNKNOWN, RatingState.NOT_APPLICABLE])
WEIGHTS = st.lists(st.integers(0, 20), min_size=3, max_size=3).filter(any)


def _shares(raw: list[int]) -> dict[str, int]:
    """Spread 10,000 over three criteria; the last takes what rounding leaves."""
    first, second = (one * 10_000 // sum(raw) for one in raw[:2])
    return dict(zip(NAMES, (first, second, 10_000 - first - second), strict=True))


def _fillings(answers: Mapping[str, Answer]) -> list[dict[str, int | None]]:
    """Return every way to fill the gaps: points of 3, None where a criterion does not apply."""
    ways = []
    for name in NAMES:
        answer = answers[name]
        if answer is RatingState.UNKNOWN:
            ways.append([0, 1, 2, 3])
        else:
            ways.append([None if answer is RatingState.NOT_APPLICABLE else int(str(answer)[1])])
    return [dict(zip(NAMES, way, strict=True)) for way in itertools.product(*ways)]


def _part(points: Mapping[str, int | None], by: Mapping[str, int], name: str) -> Fraction:
    """Return what a criterion adds to the score of a badge, as a share of the whole."""
    whole = sum(weight for one, weight in by.items() if points[one] is not None)
    return Fraction(by[name] * (points[name] or 0), 3 * whole)


def _scored(points: Mapping[str, int | None], by: Mapping[str, int]) -> bool:
    return any(weight for one, weight in by.items() if points[one] is not None)


@given(
    raw=st.tuples(WEIGHTS, WEIGHTS),
    given_levels=st.lists(st.fixed_dictionaries(dict.fromkeys(NAMES, ANSWERS)), min_size=2, max_size=3),
)
def test_a_change_holds_however_the_gaps_are_filled(
    weighted_rubric: MakeRubric, named_badge: MakeBadge, raw: tuple[list[int], list[int]], given_levels: list[dict[str, Answer]]
) -> None:
    before, after = (_shares(one) for one in raw)
    rubric = weighted_rubric(before)
    badges = [named_badge(f"{at}" * 64, f"Badge {at}") for at in range(len(given_levels))]
    answers = dict(zip((badge.key for badge in badges), given_levels, strict=True))
    lens = audience_lens(rubric, badges, answers, [weights(rubric, "before", before), weights(rubric, "after", after)])
    for change in lens.place_changes:
        for gains, loses in itertools.product(_fillings(answers[change.gains]), _fillings(answers[change.loses])):
            assert all(_scored(points, by) for points in (gains, loses) for by in (before, after))
            shifts = {
                name: sum(sign * _part(points, by, name) for points, by, sign in _corners(gains, loses, before, after))
                for name in NAMES
            }
            was = sum(_part(gains, before, name) - _part(loses, before, name) for name in NAMES)
            # The parts of the criteria add up to the whole move, exactly.
            now = was + sum(shifts.values())
            assert now == sum(_part(gains, after, name) - _part(loses, after, name) for name in NAMES)
            assert (was > 0) - (was < 0) < (now > 0) - (now < 0)
            for shift in change.shifts:
                assert shift.least <= shifts[shift.criterion] <= shift.most
            assert all(shifts[name] > 0 for name in change.responsible)
    # Every badge with another place has a change of order behind it, unless another badge has a score for one audience only.
    if all(place is not None for found in lens.places.values() for place in found.values()):
        assert {*lens.moved} <= {key for one in lens.place_changes for key in (one.gains, one.loses)}


def _corners(
    gains: Mapping[str, int | None], loses: Mapping[str, int | None], before: Mapping[str, int], after: Mapping[str, int]
) -> list[tuple[Mapping[str, int | None], Mapping[str, int], int]]:
    return [(gains, after, 1), (gains, before, -1), (loses, after, -1), (loses, before, 1)]
