"""Weights from trade-off cards: known ones, fair ones, and what happens when cards contradict each other."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.model import CardLevel, Rubric, TradeOff, WeightMode
from rubric_kit.scoring.weighing import weigh, weight_ranges
from rubric_kit.scoring.weighing.places import sum_weights
from rubric_kit.scoring.weighing.trade_off import agree, cards_of, contradiction, fairest_weights

MakeRubric = Callable[..., Rubric]
MakeCard = Callable[..., TradeOff]
FIVE = dict.fromkeys("abcde", 2000)
ABC = {"a": 5000, "b": 3000, "c": 2000}


def exact(rubric: Rubric, choices: Sequence[TradeOff]) -> tuple[Fraction, ...]:
    return fairest_weights(len(rubric.criteria), cards_of(rubric, choices))


def test_without_cards_weights_are_equal(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(FIVE)
    assert exact(rubric, []) == (Fraction(1, 5),) * 5
    found = weigh(rubric, WeightMode.TRADE_OFF)
    assert found.as_mapping() == FIVE
    assert (found.inconsistency, found.remarks) == (None, ("No card was answered; equal weights stand in.",))
    assert weight_ranges(rubric, []) == dict.fromkeys("abcde", (0, 10_000))


@pytest.mark.parametrize("asked", [itertools.pairwise, lambda names: itertools.combinations(names, 2)])
@pytest.mark.parametrize("order", ["abcde", "ebdac", "cab", "ba"])
def test_a_full_order_gives_rank_sum_weights(
    make_rubric: MakeRubric, card: MakeCard, order: str, asked: Callable[..., object]
) -> None:
    rubric = make_rubric({name: 10_000 // len(order) + (name == "a") * (10_000 % len(order)) for name in sorted(order)})
    choices = [card(*pair) for pair in asked(order)]  # type: ignore[attr-defined]
    found = dict(zip(sorted(order), exact(rubric, choices), strict=True))
    assert [found[name] for name in order] == sum_weights(len(order))
    weights = weigh(rubric, WeightMode.TRADE_OFF, choices=choices)
    assert weights.inconsistency == 0
    assert weights.choices == tuple(choices)


def test_a_card_with_a_level_between_sets_a_ratio(make_rubric: MakeRubric, card: MakeCard) -> None:
    # One of three points of a is worth more than three points of b: w_a / 3 > w_b. The margins are w_a / 3 - w_b, w_a and w_b;
    # the smallest is largest where the first and the last are equal: w_a = 6 w_b, 6/7 and 1/7.
    rubric = make_rubric({"a": 5000, "b": 5000})
    choices = [card("a", "b", top="l1")]
    assert exact(rubric, choices) == (Fraction(6, 7), Fraction(1, 7))
    # w_a > 3 w_b: a has at least three quarters.
    assert weight_ranges(rubric, choices) == {"a": (7500, 10_000), "b": (0, 2500)}


def test_badges_that_are_equally_good_fix_the_ratio(make_rubric: MakeRubric, card: MakeCard) -> None:
    # Two of three points of a are worth three of b: w_a = 3/2 w_b, .6 and .4.
    rubric = make_rubric({"a": 5000, "b": 5000})
    choices = [card("a", "b", top="l2", equal=True)]
    found = weigh(rubric, WeightMode.TRADE_OFF, choices=choices)
    assert found.as_mapping() == {"a": 6000, "b": 4000}
    assert (found.inconsistency, found.inconsistency_words) == (0, "The card holds under these weights.")
    assert weight_ranges(rubric, choices) == {"a": (6000, 6000), "b": (4000, 4000)}


def test_what_the_cards_leave_open_is_told(make_rubric: MakeRubric, card: MakeCard) -> None:
    # b is more than a and c, so it has at least a third.
    found = weigh(make_rubric(ABC), WeightMode.TRADE_OFF, choices=[card("b", "a"), card("b", "c")])
    assert found.as_mapping() == {"a": 2500, "b": 5000, "c": 2500}
    assert found.inconsistency_words == "All 2 cards hold under these weights."
    assert found.remarks == (
        "The cards leave the weight of B open from 33.33 to 100 of 100, and no other by more; the weights shown lie well inside.",
    )


def test_cards_that_go_round_in_a_circle_are_named(make_rubric: MakeRubric, card: MakeCard) -> None:
    found = weigh(make_rubric(ABC), WeightMode.TRADE_OFF, choices=[card("a", "b"), card("b", "c"), card("c", "a")])
    # Nothing speaks for one of the three more than for another.
    assert found.as_mapping() == {"a": 3334, "b": 3333, "c": 3333}
    assert found.inconsistency == 10_000
    assert found.inconsistency_words == (
        "3 of 3 cards do not hold under these weights. "
        "Cards 1, 2 and 3 contradict each other: A before B; B before C; C before A."
    )


def test_one_slip_does_not_undo_everything_else(make_rubric: MakeRubric, card: MakeCard) -> None:
    rubric = make_rubric(FIVE)
    pairs = [("e", "a") if pair == ("a", "e") else pair for pair in itertools.combinations("abcde", 2)]
    found = weigh(rubric, WeightMode.TRADE_OFF, choices=[card(*pair) for pair in pairs])
    # One of ten cards does not hold.
    assert found.inconsistency == 1000
    weights = list(found.as_mapping().values())
    assert weights == sorted(weights, reverse=True)
    assert found.inconsistency_words is not None
    assert found.inconsistency_words.startswith("1 of 10 cards does not hold under these weights. Cards ")
    assert "E before A" in found.inconsistency_words


def test_of_two_answers_against_one_the_two_count(make_rubric: MakeRubric, card: MakeCard) -> None:
    rubric = make_rubric({"a": 5000, "b": 5000})
    found = weigh(rubric, WeightMode.TRADE_OFF, choices=[card("a", "b"), card("b", "a"), card("b", "a")])
    assert found.as_mapping()["b"] > found.as_mapping()["a"]
    assert found.inconsistency == 3333
    assert found.inconsistency_words == (
        "1 of 3 cards does not hold under these weights. Cards 1 and 2 contradict each other: A before B; B before A."
    )


def test_a_card_that_prefers_the_lower_badge_is_named_by_itself(make_rubric: MakeRubric) -> None:
    lower = TradeOff(preferred=(CardLevel(criterion="b", level="l1"),), other=(CardLevel(criterion="b", level="l2"),))
    found = weigh(make_rubric(ABC), WeightMode.TRADE_OFF, choices=[lower])
    assert found.inconsistency_words == (
        "The card does not hold under these weights. Card 1 cannot hold under any weights: the lower badge before B at l2."
    )


@st.composite
def answered(draw: st.DrawFn) -> list[TradeOff]:
    choices = []
    for one, other in draw(st.lists(st.permutations("abc").map(lambda names: names[:2]), max_size=6)):
        levels = [draw(st.sampled_from(["l0", "l1", "l2", "l3"])) for _ in range(4)]
        sides = [(CardLevel(criterion=one, level=levels[at]), CardLevel(criterion=other, level=levels[at + 1])) for at in (0, 2)]
        choices.append(TradeOff(preferred=sides[0], other=sides[1], equal=draw(st.booleans())))
    return choices


@given(choices=answered())
def test_weights_are_allowed_and_lie_in_their_ranges(make_rubric: MakeRubric, choices: list[TradeOff]) -> None:
    rubric = make_rubric(ABC)
    cards = cards_of(rubric, choices)
    weights = exact(rubric, choices)
    assert sum(weights) == 1
    assert min(weights) >= 0
    ranges = weight_ranges(rubric, choices)
    for weight, (low, high) in zip(weights, ranges.values(), strict=True):
        assert low <= weight * 10_000 <= high
    found = weigh(rubric, WeightMode.TRADE_OFF, choices=choices)
    if agree(3, cards):
        assert all(one.holds(weights) for one in cards)
        assert contradiction(3, cards) == []
        assert found.inconsistency == (0 if choices else None)
    else:
        named = contradiction(3, cards)
        assert not agree(3, [cards[at] for at in named])
        for at in named:
            assert agree(3, [cards[one] for one in named if one != at])
        assert found.inconsistency is not None
        assert found.inconsistency > 0


@given(
    choices=answered(), others=st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any), min_size=1, max_size=5)
)
def test_where_cards_contradict_each_other_no_weights_miss_them_by_less(
    make_rubric: MakeRubric, choices: list[TradeOff], others: list[list[int]]
) -> None:
    rubric = make_rubric(ABC)
    cards = cards_of(rubric, choices)
    assume(not agree(3, cards))

    def missed(weights: Sequence[Fraction]) -> Fraction:
        # One step of rank-sum weights of three criteria is a sixth.
        total = Fraction(0)
        for one in cards:
            ahead = sum((a * w for a, w in zip(one.margin, weights, strict=True)), Fraction(0))
            total += abs(ahead) if one.equal else max(Fraction(0), Fraction(1, 6) - ahead)
        return total

    least = missed(exact(rubric, choices))
    assert all(missed([Fraction(one, sum(other)) for one in other]) >= least for other in others)


@given(choices=answered(), order=st.permutations("abc"))
def test_the_order_of_criteria_and_cards_does_not_matter(
    make_rubric: MakeRubric, choices: list[TradeOff], order: list[str]
) -> None:
    found = dict(zip("abc", exact(make_rubric(ABC), choices), strict=True))
    mixed = dict(zip(order, exact(make_rubric({name: ABC[name] for name in order}), choices[::-1]), strict=True))
    assert mixed == found


@pytest.mark.parametrize(
    ("criterion", "level", "message"),
    [
        ("z", "l1", "card 2 names criterion 'z', which does not exist; known are: a, b, c"),
        ("a", "l9", "card 2 names level 'l9' of criterion 'a', which does not exist; known are: l0, l1, l2, l3"),
    ],
)
def test_cards_about_something_else_are_refused(
    make_rubric: MakeRubric, card: MakeCard, criterion: str, level: str, message: str
) -> None:
    wrong = TradeOff(
        preferred=(CardLevel(criterion=criterion, level=level),), other=(CardLevel(criterion=criterion, level=level),)
    )
    for call in (weight_ranges, lambda rubric, choices: weigh(rubric, WeightMode.TRADE_OFF, choices=choices)):
        with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
            call(make_rubric(ABC), [card("a", "b"), wrong])


def test_more_cards_than_anybody_answers_are_refused(make_rubric: MakeRubric, card: MakeCard) -> None:
    with pytest.raises(RecordError, match=r"^201 trade-off cards were given; at most 200 are read$"):
        weight_ranges(make_rubric(ABC), [card("a", "b")] * 201)


def test_long_contradictions_make_one_line(make_rubric: MakeRubric, card: MakeCard) -> None:
    names = [f"{letter * 60}" for letter in "abcdefgh"]
    plain = make_rubric(dict.fromkeys(names, 1250)).plain()
    rubric = Rubric.parse(plain)
    circle = [card(one, other, top="l2", other_top="l2") for one, other in itertools.pairwise([*names, names[0]])]
    found = weigh(rubric, WeightMode.TRADE_OFF, choices=circle)
    assert found.inconsistency_words is not None
    assert "Cards 1, 2, 3, 4, 5, 6, 7 and 8 contradict each other: " in found.inconsistency_words
    assert len(found.inconsistency_words) <= 400
