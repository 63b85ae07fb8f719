"""Places over draws, counted again with fractions."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from importlib import import_module
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import score_badge
from rubric_kit.scoring.robustness import Weightings, pairwise_share, rank_acceptability
from rubric_kit.scoring.robustness.draws import drawn_weights
from rubric_kit.scoring.robustness.pairwise_share import score_corners
from rubric_kit.scoring.robustness.weight_space import weight_space

MakeRubric = Callable[..., Rubric]
MakeBadge = Callable[..., Badge]
RandomCase = Callable[..., Any]
TWO = {"a": 6000, "b": 4000}
# The package offers the function under the name of its module.
MODULE = import_module("rubric_kit.scoring.robustness.rank_acceptability")


def score(points: tuple[int | None, ...], weights: list[int]) -> Fraction:
    carried = sum(weight for weight, one in zip(weights, points, strict=True) if one is not None)
    total = sum(weight * one for weight, one in zip(weights, points, strict=True) if one is not None)
    return Fraction(total, carried) if carried else Fraction(-1)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**64), weightings=st.sampled_from(Weightings), data=st.data())
def test_places_are_those_of_exact_scores(
    seed: int, weightings: Weightings, data: st.DataObject, random_case: RandomCase, make_badge: MakeBadge
) -> None:
    rubric, _, first = random_case(seed, gaps=0.1, left_out=0.3)
    badges = [make_badge(name * 64) for name in "abcd"]
    level = st.sampled_from(["l0", "l1", None, RatingState.NOT_APPLICABLE])
    answers = {badge.key: {c.id: data.draw(level) for c in rubric.criteria} for badge in badges[1:]} | {badges[0].key: first}
    found = rank_acceptability(rubric, badges, answers, draws=40, weightings=weightings, seed=seed)
    counts = {badge.key: [0] * len(badges) for badge in badges}
    low = {badge.key: score_corners(rubric, badge, answers[badge.key])[0] for badge in badges}
    for weights in drawn_weights(weight_space(rubric, weightings), 40, seed).tolist():
        scores = {key: score(points, weights) for key, points in low.items()}
        for key, mine in scores.items():
            counts[key][sum(one > mine for one in scores.values())] += 1
    assert dict(zip(found.badges, found.counts.tolist(), strict=True)) == counts
    assert list(found.place_sums) == [sum((at + 1) * n for at, n in enumerate(row)) for row in found.counts.tolist()]
    assert list(found.place_sums) == sorted(found.place_sums)
    with pytest.MonkeyPatch.context() as patch:
        # The counts do not depend on how many draws are looked at together.
        patch.setattr(MODULE, "_BLOCK_CELLS", 7)
        again = rank_acceptability(rubric, badges, answers, draws=40, weightings=weightings, seed=seed, places=2)
    assert again.badges == found.badges
    assert again.ties == found.ties
    assert again.counts.tolist() == found.counts[:, :2].tolist()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**64))
def test_a_badge_with_gaps_is_placed_by_the_low_end_of_its_score(seed: int, random_case: RandomCase) -> None:
    rubric, badge, answers = random_case(seed, gaps=0.4)
    low, high = score_corners(rubric, badge, answers)
    found = score_badge(rubric, badge, answers)
    weights = [c.weight for c in rubric.criteria]
    if found.full:
        assert score(low, weights) == Fraction(found.low, found.applicable_weight)
        assert score(high, weights) >= Fraction(found.high, found.applicable_weight)


# A = (1, 0) is ahead of B = (.5, .75) with .40 of all weightings: w > .5 w + .75 (1 - w) from w = .6 on.
def test_draws_come_within_five_standard_errors_of_the_exact_share(make_badge: MakeBadge, make_rubric: MakeRubric) -> None:
    rubric = make_rubric(TWO, levels=5)
    badges = [make_badge("a" * 64), make_badge("b" * 64)]
    answers = {badges[0].key: {"a": "l4", "b": "l0"}, badges[1].key: {"a": "l2", "b": "l3"}}
    exact = pairwise_share(rubric, *badges, answers)
    assert exact is not None
    assert exact.first == Fraction(2, 5)
    found = rank_acceptability(rubric, badges, answers, draws=10_000)
    assert found.badges == (badges[1].key, badges[0].key)
    share = found.shares[1, 0]
    assert abs(share - 0.4) < 5 * found.standard_error(0.4)
    assert found.standard_error(0.4) == pytest.approx(sqrt(0.24 / 10_000))
    assert found.mean_places[1] == pytest.approx(2 - share)
    assert found.ties == ()
    assert found.gaps == ()


def test_badges_that_draws_cannot_tell_apart_tie_in_words(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric({"a": 5000, "b": 5000})
    names = ("Alpha", "Beta", "Gamma", "Delta")
    badges = [make_badge(f"{place}" * 64, name=name) for place, name in enumerate(names)]
    # Alpha and Beta mirror each other, Gamma is Beta again, Delta is behind all of them.
    levels = [{"a": "l3", "b": "l1"}, {"a": "l1", "b": "l3"}, {"a": "l1", "b": "l3"}, {"a": "l0", "b": "l0"}]
    answers = {badge.key: one for badge, one in zip(badges, levels, strict=True)}
    found = rank_acceptability(rubric, badges, answers, draws=400, seed=5)
    tied = {frozenset((one.first, one.second)) for one in found.ties}
    assert frozenset((badges[1].key, badges[2].key)) in tied
    assert not any(badges[3].key in pair for pair in tied)
    (one,) = (tie for tie in found.ties if {tie.first, tie.second} == {badges[1].key, badges[2].key})
    assert one.sentence == (
        "Beta and Gamma tie: over 400 draws of the weights their mean places differ by less than the sampling error."
    )
    # Equal scores share the better place, so no badge is ever third here.
    assert found.counts[:, 2].tolist() == [0] * 4 or found.counts[found.badges.index(badges[0].key), 2] > 0


def test_words_from_a_badge_are_made_visible(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    badges = [make_badge("a" * 64, name="One\u202e"), make_badge("b" * 64, name="Two")]
    same = {"a": "l1", "b": "l1"}
    found = rank_acceptability(make_rubric(TWO), badges, {badge.key: same for badge in badges}, draws=10)
    assert "\u202e" not in found.ties[0].sentence
    assert "U+202E" in found.ties[0].sentence


def test_another_badge_that_is_always_behind_changes_nothing(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(TWO)
    badges = [make_badge(name * 64) for name in "abc"]
    levels = [{"a": "l3", "b": "l1"}, {"a": "l1", "b": "l3"}, {"a": "l0", "b": "l0"}]
    answers = {badge.key: one for badge, one in zip(badges, levels, strict=True)}
    two, three = (rank_acceptability(rubric, badges[:count], answers, draws=500) for count in (2, 3))
    assert three.badges[:2] == two.badges
    assert three.counts[:2, :2].tolist() == two.counts.tolist()


def test_a_badge_with_nothing_to_add_up_comes_last(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    badges = [make_badge("a" * 64), make_badge("b" * 64)]
    nothing = dict.fromkeys("ab", RatingState.NOT_APPLICABLE)
    answers = {badges[0].key: nothing, badges[1].key: {"a": "l0", "b": "l0"}}
    found = rank_acceptability(make_rubric(TWO), badges, answers, draws=10)
    assert found.badges == (badges[1].key, badges[0].key)
    assert found.counts.tolist() == [[10, 0], [0, 10]]


def test_a_single_badge_is_always_first(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    found = rank_acceptability(make_rubric(TWO), [make_badge()], {}, draws=10)
    assert (found.counts.tolist(), found.ties) == ([[10]], ())


def test_gaps_are_named(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    badges = [make_badge("a" * 64), make_badge("b" * 64)]
    found = rank_acceptability(make_rubric(TWO), badges, {badges[0].key: {"a": "l1", "b": "l1"}}, draws=10)
    assert found.gaps == (badges[1].key,)


@pytest.mark.parametrize(
    ("badges", "options", "message"),
    [
        (1, {"draws": 1}, "draws: found 1; a whole number from 2 to 1,000,000 is allowed."),
        (0, {}, "badges: found none, or no place to show; at least one badge and one place are needed."),
        (1, {"places": 0}, "badges: found none, or no place to show; at least one badge and one place are needed."),
    ],
)
def test_what_cannot_be_counted_is_one_line(
    make_rubric: MakeRubric, make_badge: MakeBadge, badges: int, options: dict[str, int], message: str
) -> None:
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        rank_acceptability(make_rubric(TWO), [make_badge()] * badges, {}, **options)


def test_too_large_a_table_names_how_many_places_fit(
    make_rubric: MakeRubric, make_badge: MakeBadge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "_MOST_CELLS", 8)
    message = "places: a table of 4 badges by 4 places is too large; ask for the first 2 at most."
    with pytest.raises(InputError, match=f"^{re.escape(message)}$"):
        rank_acceptability(make_rubric(TWO), [make_badge()] * 4, {}, draws=10)
