"""Which card comes next: the order first, then ratios; few cards; the same answers always lead to the same card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.errors import RecordError
from rubric_kit.model import CardLevel, Rubric, TradeOff, WeightMode
from rubric_kit.scoring.weighing import full_card, most_cards, next_card, weigh, weight_ranges
from rubric_kit.scoring.weighing.trade_off import cards_of

MakeRubric = Callable[..., Rubric]
MakeCard = Callable[..., TradeOff]
FIVE = dict.fromkeys("abcde", 2000)


def answer(rubric: Rubric, sides: tuple[tuple[CardLevel, ...], tuple[CardLevel, ...]], weights: Sequence[Fraction]) -> TradeOff:
    """Answer a card as somebody does whose weights are these."""
    first, second = sides
    (one,) = cards_of(rubric, [TradeOff(preferred=first, other=second)])
    ahead = sum((a * w for a, w in zip(one.margin, weights, strict=True)), Fraction(0))
    return TradeOff(preferred=first if ahead >= 0 else second, other=second if ahead >= 0 else first, equal=not ahead)


def session(rubric: Rubric, weights: Sequence[Fraction]) -> list[TradeOff]:
    """Answer cards until enough is known."""
    choices: list[TradeOff] = []
    while (sides := next_card(rubric, choices)) is not None:
        choices.append(answer(rubric, sides, weights))
    return choices


def test_the_first_card_sets_the_best_levels_of_two_criteria_against_each_other(make_rubric: MakeRubric) -> None:
    first, second = (
        (CardLevel(criterion="a", level="l3"), CardLevel(criterion="b", level="l0")),
        (
            CardLevel(criterion="a", level="l0"),
            CardLevel(criterion="b", level="l3"),
        ),
    )
    assert next_card(make_rubric(FIVE), []) == (first, second) == full_card(make_rubric(FIVE), 0, 1)


def test_the_first_cards_sort_the_criteria(make_rubric: MakeRubric, card: MakeCard) -> None:
    # Inserting into b, a: c is compared with the middle of the two, a, and being less is placed; d is compared with a, then b.
    rubric = make_rubric(FIVE)
    choices = [card("b", "a")]
    assert next_card(rubric, choices) == full_card(rubric, 0, 2)
    choices.append(card("a", "c"))
    assert next_card(rubric, choices) == full_card(rubric, 0, 3)
    choices.append(card("d", "a"))
    assert next_card(rubric, choices) == full_card(rubric, 1, 3)


def test_what_follows_from_other_cards_is_not_asked(make_rubric: MakeRubric, card: MakeCard) -> None:
    # a before b before c: a before c follows.
    rubric = make_rubric(dict.fromkeys("abcd", 2500))
    assert next_card(rubric, [card("a", "b"), card("b", "c")]) == full_card(rubric, 1, 3)


def test_cards_on_other_criteria_than_two_tell_no_order(make_rubric: MakeRubric) -> None:
    rubric = make_rubric({"a": 5000, "b": 3000, "c": 2000})
    three = [CardLevel(criterion=name, level="l3") for name in "abc"], [CardLevel(criterion=name, level="l0") for name in "abc"]
    choices = [TradeOff(preferred=(three[0][0], *three[1][1:]), other=(three[1][0], *three[0][1:]))]
    assert next_card(rubric, choices) == full_card(rubric, 0, 1)


def test_later_cards_show_levels_between(make_rubric: MakeRubric, card: MakeCard) -> None:
    rubric = make_rubric({"a": 5000, "b": 5000})
    # w_a is open from .5 to 1. The margin of one of three points of a against all of b is w_a / 3 - w_b, from -1/3 to 1/3; with
    # two of three points it is 2 w_a / 3 - w_b, from -1/6 to 2/3: the first card cuts more off, whichever way it goes.
    assert next_card(rubric, [card("a", "b")]) == (
        (CardLevel(criterion="a", level="l1"), CardLevel(criterion="b", level="l0")),
        (CardLevel(criterion="a", level="l0"), CardLevel(criterion="b", level="l3")),
    )


def test_nothing_is_asked_about_one_criterion_or_once_weights_are_narrow(make_rubric: MakeRubric, card: MakeCard) -> None:
    assert next_card(make_rubric({"a": 10_000}), []) is None
    rubric = make_rubric({"a": 5000, "b": 5000})
    assert next_card(rubric, [card("a", "b", equal=True)]) is None


def test_nothing_is_asked_that_cannot_go_either_way(make_rubric: MakeRubric, card: MakeCard) -> None:
    # With two levels only the order can be asked for.
    rubric = make_rubric({"a": 5000, "b": 5000}, levels=2)
    choices = [card("a", "b", top="l1", other_top="l1")]
    assert weight_ranges(rubric, choices) == {"a": (5000, 10_000), "b": (0, 5000)}
    assert next_card(rubric, choices) is None


@pytest.mark.parametrize(("count", "most"), [(1, 0), (2, 3), (5, 12), (8, 21), (40, 30)])
def test_the_most_cards_that_are_asked(count: int, most: int) -> None:
    assert most_cards(count) == most


def test_asking_ends_even_if_every_answer_contradicts_the_last(make_rubric: MakeRubric, card: MakeCard) -> None:
    rubric = make_rubric({"a": 5000, "b": 3000, "c": 2000})
    choices: list[TradeOff] = [card("a", "b"), card("b", "c"), card("c", "a")]
    while (sides := next_card(rubric, choices)) is not None:
        choices.append(TradeOff(preferred=sides[len(choices) % 2], other=sides[1 - len(choices) % 2]))
    assert len(choices) <= most_cards(3)
    assert sum(weigh(rubric, WeightMode.TRADE_OFF, choices=choices).as_mapping().values()) == 10_000


@settings(max_examples=15)
@given(points=st.lists(st.integers(1, 30), min_size=5, max_size=5))
def test_somebody_with_weights_in_mind_is_found_out(make_rubric: MakeRubric, points: list[int]) -> None:
    rubric = make_rubric(FIVE)
    weights = [Fraction(one, sum(points)) for one in points]
    choices = session(rubric, weights)
    assert len(choices) <= most_cards(5)
    assert len({frozenset((one.preferred, one.other)) for one in choices}) == len(choices)
    found = weigh(rubric, WeightMode.TRADE_OFF, choices=choices)
    assert found.inconsistency == 0
    for weight, (low, high) in zip(weights, weight_ranges(rubric, choices).values(), strict=True):
        assert low <= weight * 10_000 <= high
    # The order is known for certain, up to one basis point of rounding.
    shown = list(found.as_mapping().values())
    for one in range(5):
        for other in range(5):
            assert points[one] <= points[other] or shown[one] >= shown[other] - 1
    assert next_card(rubric, choices[:-1]) in {
        (choices[-1].preferred, choices[-1].other), (choices[-1].other, choices[-1].preferred)
    }  # fmt: skip


def test_twelve_cards_come_nearer_to_most_weights_than_the_order_alone(make_rubric: MakeRubric) -> None:
    # 5 fixed sets of weights, spread over the ways in which five criteria can differ.
    rubric = make_rubric(FIVE)
    nearer = 0
    for points in ((40, 30, 15, 10, 5), (60, 20, 10, 6, 4), (22, 21, 20, 19, 18), (45, 40, 6, 5, 4), (30, 28, 26, 10, 6)):
        weights = [Fraction(one, 100) for one in points]
        found = weigh(rubric, WeightMode.TRADE_OFF, choices=session(rubric, weights)).as_mapping()
        away = sum(abs(found[name] - weight * 10_000) for name, weight in zip("abcde", weights, strict=True))
        by_order = sum(abs(Fraction(share, 15) - weight) * 10_000 for share, weight in zip((5, 4, 3, 2, 1), weights, strict=True))
        nearer += away < by_order
    assert nearer >= 4


def test_a_card_about_something_else_is_refused(make_rubric: MakeRubric, card: MakeCard) -> None:
    with pytest.raises(RecordError, match=r"^card 1 names criterion 'z', which does not exist; known are: a, b, c, d, e$"):
        next_card(make_rubric(FIVE), [card("a", "z")])
