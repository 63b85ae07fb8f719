"""Zones of clear scores: ties, thresholds that can be checked by eye, and the promise against every way to deal a pile out."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.model import Rubric
from rubric_kit.scoring.triage import Verdict
from rubric_kit.scoring.triage.chances import allowed_disagreements, chance_of_more
from rubric_kit.scoring.triage.zones import ClearCuts, Placed, clear_cuts, find_zones, placed

MakeRubric = Callable[..., Rubric]

CUTS = ClearCuts(6000, 6000)
YES, NO, BETWEEN = Verdict.ACCEPTED, Verdict.NOT_COUNTED, Verdict.BETWEEN
OUTCOMES = [
    {"id": "full", "kind": "accept_at_level", "name": "Full", "wording": "Accepted in full."},
    {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
    {"id": "maybe", "kind": "conditional", "name": "On condition", "wording": "Accepted once it is shown."},
    {"id": "story", "kind": "narrative", "name": "Story", "wording": "Kept in the story."},
    {"id": "no", "kind": "not_counted", "name": "Not counted", "wording": "Not counted for hours."},
]
BANDS = [{"at_least": share, "outcome": one} for share, one in ((8000, "full"), (6000, "yes"), (4500, "maybe"), (2000, "story"))]
TOP = [{"criteria": 10_000, "at_least": 10_000}]


def at(share: int, decided: Verdict | None = None, *, high: int | None = None) -> Placed:
    """Place a score in thousandths of the full score, as a policy with one cut at 60 does."""
    low, top = Fraction(share, 1000), Fraction(share if high is None else high, 1000)
    above = low >= Fraction(6, 10)
    return Placed(low, top, above, low - Fraction(6, 10) if above else Fraction(6, 10) - top, decided)


def sure(share: int) -> Placed:
    return at(share, YES if share >= 600 else NO)


# Twelve decisions on each side that nobody disputes, far from the cut.
CLEAR = [sure(share) for share in (*range(940, 988, 4), *range(20, 68, 4))]


def test_a_disagreement_ends_the_zones_and_ties_with_it_are_the_panels() -> None:
    # The clearest disagreement lies 10 points above the cut. At 70 a badge ties with it; 70.1 is the first clear score. On the
    # other side 50 ties with it, and below 50 it is clear.
    past = [*CLEAR, at(700, NO), at(640, NO), sure(700), sure(500)]
    accept, not_counted = find_zones(CUTS, past, CLEAR, allowed=0)
    assert (accept.threshold, accept.past, accept.against) == (7010, 12, 0)
    assert (not_counted.threshold, not_counted.past, not_counted.against) == (5000, 12, 0)
    holds = [accept.holds(Fraction(share, 1000), Fraction(share, 1000)) for share in (700, 701, 709)]
    assert holds == [False, True, True]
    holds = [not_counted.holds(Fraction(share, 1000), Fraction(share, 1000)) for share in (500, 499)]
    assert holds == [False, True]
    # One disagreement more is allowed: the next one lies at 64.
    accept, not_counted = find_zones(CUTS, past, CLEAR, allowed=1)
    assert (accept.threshold, accept.past, accept.against) == (6410, 14, 1)
    assert (not_counted.threshold, not_counted.past, not_counted.against) == (5600, 13, 0)


def test_without_more_disagreements_the_zones_meet_at_the_cut() -> None:
    accept, not_counted = find_zones(CUTS, [*CLEAR, at(700, NO)], CLEAR, allowed=1)
    assert (accept.threshold, not_counted.threshold) == (6000, 6000)


def test_a_threshold_lies_on_a_tenth_of_a_point_beyond_the_disagreement() -> None:
    # 2/3 is 66.66...: the score is shown as 66.6, and 66.7 is the first that can be told from it.
    low = Fraction(2, 3)
    odd = Placed(low, low, above=True, distance=low - Fraction(6, 10), verdict=NO)
    accept, not_counted = find_zones(CUTS, [*CLEAR, odd], CLEAR, allowed=0)
    assert accept.threshold == 6670
    # As far below the cut lies 53.33...: scores below 53.3 are clear.
    assert not_counted.threshold == 5330


def test_both_ends_of_a_score_must_be_clear() -> None:
    accept, not_counted = find_zones(CUTS, [*CLEAR, at(700, NO)], CLEAR, allowed=0)
    assert not accept.holds(Fraction(65, 100), Fraction(9, 10))
    assert not not_counted.holds(Fraction(1, 10), Fraction(55, 100))


def test_a_zone_with_too_little_past_is_closed() -> None:
    past = [*CLEAR[:12], *(sure(share) for share in (20, 30, 40)), at(590, YES)]
    accept, not_counted = find_zones(CUTS, past, CLEAR[:12], allowed=0)
    assert accept.closed == ""
    assert not_counted.closed == "only 3 of 16 past decisions lie there, and 10 are needed"


def test_a_zone_that_the_batch_crowds_is_closed() -> None:
    past = [sure(900)] * 60 + [sure(200)] * 12
    alike = [sure(900)] * 30 + [sure(200)] * 6
    assert [zone.closed for zone in find_zones(CUTS, past, alike, allowed=0)] == ["", ""]
    crowded = [sure(900)] * 20 + [sure(200)] * 16
    assert [zone.closed for zone in find_zones(CUTS, past, crowded, allowed=0)] == [
        "",
        "16 of 36 badges lie there and only 12 of 72 past decisions: this batch is unlike the past",
    ]
    # By the hypergeometric law 16 or more of these 28 are of the batch in fewer than 1 of 100 deals, 14 or more of 26 in more.
    assert chance_of_more(15, 36, 72, 28) < Fraction(1, 100) < chance_of_more(13, 36, 72, 26)


def test_a_band_on_condition_is_the_panels_and_each_side_counts_from_its_own_cut(make_rubric: MakeRubric) -> None:
    policy = make_rubric(outcomes=OUTCOMES, cuts=BANDS, below="no").policy
    cuts = clear_cuts(policy)
    assert cuts == ClearCuts(6000, 4500)

    def distance(low: int, high: int | None = None) -> Fraction | None:
        found = placed(policy, ClearCuts(6000, 4500), Fraction(low, 100), Fraction(low if high is None else high, 100))
        return None if found is None else found.distance * 100 * (1 if found.above else -1)

    assert [distance(share) for share in (90, 80, 79, 60)] == [30, 20, 19, 0]
    assert [distance(share) for share in (59, 45)] == [None, None]
    # Kept in the story or not counted: to a triage both are a no.
    assert [distance(share) for share in (44, 20, 19, 0)] == [-1, -25, -26, -45]
    assert [distance(*ends) for ends in ((62, 70), (5, 10), (75, 85), (55, 62), (-1, -1))] == [2, -35, None, None, None]


def test_no_cut_no_distance(make_rubric: MakeRubric) -> None:
    profile = [{"id": "p", "outcome": "yes", "parts": TOP}]
    assert clear_cuts(make_rubric(cuts=[], profiles=profile).policy) is None
    assert clear_cuts(make_rubric(cuts=[{"at_least": 5000, "outcome": "story"}], below="no").policy) is None
    assert clear_cuts(make_rubric(outcomes=OUTCOMES, profiles=[{"id": "p", "outcome": "full", "parts": TOP}]).policy) is None
    # A cut and a profile that must both hold: the score is at least needed.
    assert clear_cuts(make_rubric(cut=6000, profiles=profile).policy) == ClearCuts(6000, 6000)


rows = st.lists(
    st.tuples(st.integers(0, 20).map(lambda share: share * 50), st.sampled_from([YES, YES, NO, NO, BETWEEN])),
    min_size=6,
    max_size=10,
)


@settings(max_examples=60)
@given(
    pile=rows, batch=st.integers(2, 5), most=st.integers(0, 3), doubt=st.integers(2, 50).map(lambda share: Fraction(share, 100))
)
def test_in_no_pile_are_more_deals_misrouted_than_was_promised(
    pile: list[tuple[int, Verdict]], batch: int, most: int, doubt: Fraction
) -> None:
    """The proof of `allowed_disagreements`, tried out: any pile, every way to deal a batch out of it."""
    past = len(pile) - batch
    allowed = None if most >= batch or past < 1 else allowed_disagreements(past, batch, most, doubt)
    if allowed is None:
        return
    cards = [at(share, verdict) for share, verdict in pile]
    deals = list(itertools.combinations(range(len(cards)), batch))
    broken = 0
    for deal in deals:
        dealt, rest = [cards[one] for one in deal], [cards[one] for one in range(len(cards)) if one not in deal]
        zones = find_zones(CUTS, rest, dealt, allowed)
        routed = [one for one in dealt if any(zone.holds(one.low, one.high) for zone in zones)]
        broken += sum(one.against for one in routed) > most
    event(f"broken at all: {broken > 0}")
    assert Fraction(broken, len(deals)) <= doubt


def test_the_promise_is_no_better_than_it_has_to_be() -> None:
    # All ten are disagreements, three of them new. Two past ones are allowed: then two new ones are misrouted if they are among
    # the four clearest, which is so in (6 * 6 + 4 * 1) of 120 deals: in just the third that was allowed.
    cards = [at(share, NO) for share in range(610, 710, 10)]
    deals = list(itertools.combinations(range(10), 3))
    allowed = allowed_disagreements(7, 3, 1, Fraction(1, 3))
    assert allowed == 2
    broken = 0
    for deal in deals:
        zones = find_zones(CUTS, [cards[one] for one in range(10) if one not in deal], [], allowed)
        broken += sum(zones[0].holds(cards[one].low, cards[one].high) for one in deal) > 1
    assert (broken, len(deals)) == (40, 120)


@pytest.mark.parametrize("allowed", [0, 1, 2])
def test_a_better_past_never_narrows_a_zone(allowed: int) -> None:
    past = [*CLEAR, at(700, NO), at(640, NO), at(560, YES), at(520, YES)]
    for place, one in enumerate(past):
        if one.against:
            better = [*past[:place], one._replace(verdict=YES if one.above else NO), *past[place + 1 :]]
            before, after = find_zones(CUTS, past, CLEAR, allowed), find_zones(CUTS, better, CLEAR, allowed)
            assert after[0].threshold <= before[0].threshold
            assert after[1].threshold >= before[1].threshold
