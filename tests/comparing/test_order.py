from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.comparing import explain_order, weight_that_ties
from rubric_kit.model import Badge, RatingState, Rubric, Score
from rubric_kit.scoring import score_badge

NamedBadge = Callable[..., Badge]
WeightedRubric = Callable[..., Rubric]
FIRST = {"criteria": "l3", "evidence": "l3", "assessment": "l2", "alignment": "l1", "issuer": "l3"}
SECOND: dict[str, Any] = {"criteria": "l1", "evidence": "l0", "assessment": "l1", "alignment": "l3", "issuer": "l2"}
TWO = {"clarity": 6000, "fit": 4000}
NAMES = ("First", "Second")


@pytest.fixture(scope="session")
def scored(named_badge: NamedBadge) -> Callable[[Rubric, Mapping[str, Any]], Score]:
    return lambda rubric, answers: score_badge(rubric, named_badge("a" * 64), answers)


Scored = Callable[[Rubric, Mapping[str, Any]], Score]


def test_the_alignment_weight_that_turns_the_two_badges(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    # Differences of points, first minus second: criteria 2, evidence 3, assessment 1, alignment -2, issuer 1.
    # The others, weighted: .30*2 + .25*3 + .20*1 + .10*1 = 1.65, over .85 that they weigh together: 33/17.
    # They keep that mean when they give way, so the tie is at (1-w) 33/17 = 2 w: w = 33/67 = .4925.
    rubric = weighted_rubric()
    tie = weight_that_ties(rubric, scored(rubric, FIRST), scored(rubric, SECOND), "alignment")
    assert tie == Fraction(33, 67)
    assert weight_that_ties(rubric, scored(rubric, SECOND), scored(rubric, FIRST), "alignment") == tie


def test_weights_that_never_tie(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric()
    first, second = scored(rubric, FIRST), scored(rubric, SECOND)
    # More weight on a criterion where the first is ahead never helps the second; less of it does not suffice either:
    # without evidence the first still has .30*2 + .20*1 - .15*2 + .10*1 = .60 more.
    assert weight_that_ties(rubric, first, second, "evidence") is None
    assert weight_that_ties(rubric, first, first, "evidence") is None
    gap = scored(rubric, SECOND | {"issuer": RatingState.UNKNOWN})
    assert weight_that_ties(rubric, first, gap, "alignment") is None
    left_out = scored(rubric, SECOND | {"issuer": RatingState.NOT_APPLICABLE})
    assert weight_that_ties(rubric, first, left_out, "alignment") is None


def test_a_criterion_with_all_the_weight_has_no_others_to_rescale(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric({"clarity": 10_000, "fit": 0})
    pair = [scored(rubric, {"clarity": level, "fit": "l1"}) for level in ("l1", "l2")]
    assert weight_that_ties(rubric, pair[0], pair[1], "clarity") is None


def test_a_tie_at_the_ends_counts(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    # The badges differ in fit alone, so they tie where fit weighs nothing.
    rubric = weighted_rubric(TWO)
    pair = [scored(rubric, {"clarity": "l1", "fit": level}) for level in ("l1", "l2")]
    assert weight_that_ties(rubric, pair[0], pair[1], "fit") == 0
    assert weight_that_ties(rubric, pair[0], pair[1], "clarity") == 1


levels = st.sampled_from(["l0", "l1", "l2", "l3"])


@given(one=st.tuples(levels, levels, levels), other=st.tuples(levels, levels, levels), weight=st.integers(1, 9_998))
def test_at_the_tie_both_weigh_the_same(
    one: tuple[str, ...], other: tuple[str, ...], weight: int, weighted_rubric: WeightedRubric, scored: Scored
) -> None:
    names = ("clarity", "fit", "use")
    rubric = weighted_rubric({"clarity": weight, "fit": 9_999 - weight, "use": 1})
    pair = [scored(rubric, dict(zip(names, answers, strict=True))) for answers in (one, other)]
    tie = weight_that_ties(rubric, pair[0], pair[1], "use")
    gaps = [int(a[1]) - int(b[1]) for a, b in zip(one, other, strict=True)]

    def ahead_by(moved: Fraction) -> Fraction:
        others = Fraction(weight * gaps[0] + (9_999 - weight) * gaps[1], 9_999)
        return (1 - moved) * others + moved * gaps[2]

    if tie is not None:
        assert ahead_by(tie) == 0
    else:
        # The difference is linear in the weight: without a tie it has one sign at both ends, or is nothing throughout.
        assert ahead_by(Fraction(0)) * ahead_by(Fraction(1)) > 0 or ahead_by(Fraction(0)) == ahead_by(Fraction(1)) == 0


def test_who_is_ahead_and_why(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric()
    # 83.3 - 38.3 = 45; of it evidence brings .25 * 3/3 = 25.
    sentence = "First is ahead of Second by 45.0 points of 100. Evidence does most for it (25.0 points: Level 3 against Level 0)."
    pair = scored(rubric, FIRST), scored(rubric, SECOND)
    assert explain_order(rubric, *pair, NAMES) == sentence
    assert explain_order(rubric, *pair[::-1], NAMES[::-1]) == sentence


def test_a_lead_that_gaps_make_wider_or_narrower(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric()
    # The second stands at 38.3 to 63.3: 83.33 - 63.33 = 20.0 at least, 45.0 at most. Of what both have rated, criteria
    # bring .30 * 2/3 = 20.
    pair = scored(rubric, FIRST), scored(rubric, SECOND | {"evidence": RatingState.UNKNOWN})
    assert explain_order(rubric, *pair, NAMES) == (
        "First is ahead of Second by 20.0 to 45.0 points of 100. "
        "Criteria does most for it (20.0 points: Level 3 against Level 1)."
    )


def test_a_gap_of_either_badge_is_never_the_reason(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric({"clarity": 9000, "fit": 1000})
    # First: clarity 0 of 90, fit 0 to 10. Second: 30 and 0.
    pair = scored(rubric, {"clarity": "l0"}), scored(rubric, {"clarity": "l1", "fit": "l0"})
    assert explain_order(rubric, *pair, NAMES) == (
        "Second is ahead of First by 20.0 to 30.0 points of 100. Clarity does most for it (30.0 points: Level 1 against Level 0)."
    )
    open_clarity = scored(rubric, {"fit": "l0"}), scored(rubric, {"clarity": "l3", "fit": "l3"})
    assert explain_order(rubric, *open_clarity, NAMES) == (
        "Second is ahead of First by 10.0 to 100.0 points of 100. Fit does most for it (10.0 points: Level 3 against Level 0)."
    )


def test_a_lead_with_no_criterion_in_common_names_none(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric(TWO)
    # First 3 of 3 in fit alone: 100. Second 1 of 3 in clarity alone: 33.3. The lead is 66.66.
    pair = (
        scored(rubric, {"clarity": RatingState.NOT_APPLICABLE, "fit": "l3"}),
        scored(rubric, {"clarity": "l1", "fit": RatingState.NOT_APPLICABLE}),
    )
    assert explain_order(rubric, *pair, NAMES) == "First is ahead of Second by 66.6 points of 100."


def test_an_order_that_gaps_leave_open(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric(TWO)
    # First 20 to 60, second 40.
    pair = scored(rubric, {"clarity": "l1"}), scored(rubric, {"clarity": "l2", "fit": "l0"})
    assert explain_order(rubric, *pair, NAMES) == "The order of Second and First is open: what is missing could turn it."


def test_two_that_are_level(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric({"clarity": 5000, "fit": 5000})
    # 1 of 3 in one and none in the other: 16.66, shown rounded down.
    pair = scored(rubric, {"clarity": "l1", "fit": "l0"}), scored(rubric, {"clarity": "l0", "fit": "l1"})
    assert explain_order(rubric, *pair, NAMES) == "First and Second are level at 16.6 of 100."


def test_a_gap_that_can_only_help_one_of_two(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric(TWO)
    # First 20, second 20 to 60: whichever is named first, the answer is the same.
    pair = scored(rubric, {"clarity": "l1", "fit": "l0"}), scored(rubric, {"clarity": "l1"})
    sentence = "Second is level with First or ahead of it, by up to 40.0 points of 100."
    assert explain_order(rubric, *pair, NAMES) == sentence
    assert explain_order(rubric, *pair[::-1], NAMES[::-1]) == sentence


def test_where_nothing_applies_there_is_no_order(weighted_rubric: WeightedRubric, scored: Scored) -> None:
    rubric = weighted_rubric(TWO)
    pair = scored(rubric, dict.fromkeys(TWO, RatingState.NOT_APPLICABLE)), scored(rubric, {"clarity": "l0", "fit": "l0"})
    expected = "The order cannot be told: no criterion that carries weight applies."
    assert explain_order(rubric, *pair, NAMES) == expected
    assert explain_order(rubric, *pair[::-1], NAMES) == expected


@given(one=st.tuples(levels | st.none(), levels), other=st.tuples(levels, levels | st.none()))
def test_the_sentence_does_not_hang_on_who_is_named_first(
    one: tuple[str | None, str], other: tuple[str, str | None], weighted_rubric: WeightedRubric, scored: Scored
) -> None:
    rubric = weighted_rubric(TWO)
    pair = [scored(rubric, {"clarity": answers[0], "fit": answers[1]}) for answers in (one, other)]
    said = explain_order(rubric, pair[0], pair[1], NAMES), explain_order(rubric, pair[1], pair[0], NAMES[::-1])
    low, high = ([score.low, score.high] for score in pair)
    if low == high:
        # Equal intervals: the one given first is named first.
        assert set(said[0].split()) == set(said[1].split())
    else:
        assert said[0] == said[1]
