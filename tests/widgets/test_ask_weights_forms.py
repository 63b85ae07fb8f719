"""What each way of asking takes, what it says while something is missing, and the weights that come of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from rubric_kit.model import Rubric, WeightMode
from rubric_kit.widgets import AskWeights

Do = Callable[..., dict[str, Any]]
CLARITY, EVIDENCE, ISSUER, LOCAL, ALIGNMENT, USE, MISSION = IDS = (
    "criteria_clarity",
    "learning_evidence",
    "issuer_standing",
    "locality",
    "framework_alignment",
    "classroom_use",
    "mission_fit",
)


def numbers(mode: str, *values: object) -> list[dict[str, Any]]:
    return [{"do": "number", "mode": mode, "criterion": one, "value": str(value)} for one, value in zip(IDS, values, strict=True)]


def opened(ask: AskWeights, do: Do, way: str) -> dict[str, Any]:
    return do(ask, {"do": "mode", "value": way})


def test_points_tell_how_many_are_left_and_count_in_proportion_until_then(ask: AskWeights, do: Do) -> None:
    assert ask.view["form"]["sum"] == "0 of 100 given, 100 left."
    view = do(ask, *numbers("points", 30, 30, 10, 5, 10, 9, 0))
    assert view["form"]["sum"] == "94 of 100 given, 6 left."
    assert view["told"] == "The points sum to 94, not to 100; only their proportions count."
    # 30 of 94 are 31.91 of 100.
    assert ask.weights[CLARITY] == 3192
    assert do(ask, *numbers("points", 30, 30, 10, 5, 10, 22.5, 0))["form"]["sum"] == "107.5 of 100 given, 7.5 too many."
    view = do(ask, *numbers("points", 30, 30, 10, 5, 10, 15, 0))
    assert (view["form"]["sum"], view["told"]) == (
        "100 of 100 given, none left.",
        "All numbers are there: the weights follow them.",
    )


def test_points_can_start_from_the_weights_as_they_are(ask: AskWeights, do: Do) -> None:
    view = do(ask, {"do": "fill", "mode": "points"})
    assert [row["value"] for row in view["form"]["rows"]] == ["25", "25", "15", "5", "15", "15", "0"]
    assert view["result"]["source"] == "From your answers: «100 points»."


@pytest.mark.parametrize(
    ("mode", "typed", "told"),
    [
        ("points", "101", "Local tie: a number from 0 to 100 is needed."),
        ("points", "-1", "Local tie: a number from 0 to 100 is needed."),
        ("direct", "11", "Local tie: a number from 0 to 10 is needed."),
        ("direct", "?", "Local tie: a number from 0 to 10 is needed."),
        ("direct", "NaN", "Local tie: a number from 0 to 10 is needed."),
        ("swing", "1e400", "Local tie: a number from 0 to 100 is needed."),
        ("swing", "", "Still without a number: Local tie."),
    ],
)
def test_a_number_that_is_none_is_told_and_what_was_typed_stays(
    ask: AskWeights, do: Do, mode: str, typed: str, told: str
) -> None:
    opened(ask, do, mode)
    do(ask, *numbers(mode, 1, 2, 3, 4, 5, 6, 7))
    whole = dict(ask.weights)
    view = do(ask, {"do": "number", "mode": mode, "criterion": LOCAL, "value": typed})
    assert (view["told"], ask.weights) == (told, whole)
    kept = view["form"]["rows"][3]["value"]
    # A browser's number field cannot show what is no number; there it stays in the field itself.
    assert kept == ("" if typed in ("?", "NaN", "1e400") else typed)
    assert [row["value"] for row in view["form"]["rows"]][:3] == ["1", "2", "3"]


@pytest.mark.parametrize("mode", ["points", "direct", "swing"])
def test_numbers_that_are_all_zero_are_told_as_a_line(ask: AskWeights, do: Do, mode: str) -> None:
    opened(ask, do, mode)
    before = dict(ask.weights)
    assert do(ask, *numbers(mode, 0, 0, 0, 0, 0, 0, 0))["told"] == "All are at 0: give at least one criterion more."
    assert do(ask, *numbers(mode, "0.0001", 0, 0, 0, 0, 0, 0))["told"].startswith(f"{mode} gives every criterion zero")
    assert ask.weights == before


def test_ratings_and_swings_become_weights_in_proportion(ask: AskWeights, do: Do) -> None:
    opened(ask, do, "direct")
    do(ask, *numbers("direct", 10, 5, 5, 0, 5, 0, 0))
    assert list(ask.weights.values()) == [4000, 2000, 2000, 0, 2000, 0, 0]
    assert opened(ask, do, "swing")["form"]["rows"][1]["note"] == "from «None» to «Shown and judged»"
    view = do(ask, *numbers("swing", 100, 50, 50, 0, 0, 0, 0))
    assert list(ask.weights.values()) == [5000, 2500, 2500, 0, 0, 0, 0]
    assert view["result"]["source"] == "From your answers: «Swing»."


def places(view: dict[str, Any]) -> dict[str, str]:
    return {row["id"]: row["value"] for row in view["form"]["rows"]}


def test_an_order_counts_once_somebody_has_said_it(ask: AskWeights, do: Do) -> None:
    view = opened(ask, do, "order")
    assert (view["form"]["settled"], ask.answered) == (False, ())
    assert view["told"] == "This is only the order in which the rubric asks. Move the criteria, or say that this is your order."
    view = do(ask, {"do": "settle", "mode": "order"})
    assert (view["form"]["settled"], view["told"]) == (True, "The weights follow this order.")
    # Rank-order centroid of seven, to the basis point: 1/7 (1 + 1/2 + ... + 1/7) = .3704 and so on, as published.
    assert list(ask.weights.values()) == [3704, 2276, 1561, 1085, 728, 442, 204]
    view = do(ask, {"do": "steps", "mode": "order", "value": "rank_sum"})
    # Rank sum of seven: 7 to 1 of 28.
    assert list(ask.weights.values()) == [2500, 2143, 1786, 1429, 1071, 714, 357]
    assert view["result"]["source"] == "From your answers: «Order, even steps»."
    assert do(ask, {"do": "clear", "mode": "order"})["form"]["settled"] is False


def test_up_and_down_move_by_one_place_and_out_of_a_shared_place_alone(ask: AskWeights, do: Do) -> None:
    opened(ask, do, "order")
    up = {"do": "move", "mode": "order", "by": -1}
    down = {"do": "move", "mode": "order", "by": 1}
    assert list(places(do(ask, {**up, "criterion": ISSUER})))[:3] == [CLARITY, ISSUER, EVIDENCE]
    view = do(ask, {"do": "place", "mode": "order", "criterion": LOCAL, "value": "2"})
    assert places(view) == {CLARITY: "1", ISSUER: "2", LOCAL: "2", EVIDENCE: "4", ALIGNMENT: "5", USE: "6", MISSION: "7"}
    # Of 28 shares of the rank sum the two share 6 and 5.
    do(ask, {"do": "steps", "mode": "order", "value": "rank_sum"})
    assert ask.weights[ISSUER] == ask.weights[LOCAL] == 1964
    assert list(places(do(ask, {**down, "criterion": ISSUER})).items())[1:4] == [(LOCAL, "2"), (ISSUER, "3"), (EVIDENCE, "4")]
    do(ask, {"do": "place", "mode": "order", "criterion": LOCAL, "value": "3"})
    assert list(places(do(ask, {**up, "criterion": LOCAL})).items())[1:3] == [(LOCAL, "2"), (ISSUER, "3")]
    # At the ends there is nowhere to go.
    before = places(ask.view)
    assert places(do(ask, {**up, "criterion": CLARITY}, {**down, "criterion": MISSION})) == before
    rows = ask.view["form"]["rows"]
    assert [(row["can_up"], row["can_down"]) for row in (rows[0], rows[1], rows[-1])] == [
        (False, True),
        (True, True),
        (True, False),
    ]


@pytest.mark.parametrize("typed", ["0", "8", "2.5", "first", ""])
def test_a_place_that_is_none_is_told(ask: AskWeights, do: Do, typed: str) -> None:
    opened(ask, do, "order")
    view = do(ask, {"do": "place", "mode": "order", "criterion": LOCAL, "value": typed})
    assert view["told"] == f"A place is a whole number from 1 to 7, found {typed!r}. Nothing was changed."
    assert list(places(view).values()) == list("1234567")


def test_steps_between_places_are_one_of_two(ask: AskWeights, do: Do) -> None:
    view = do(ask, {"do": "steps", "mode": "order", "value": "swing"})
    assert view["told"] == "'swing' is none of: rank_order_centroid, rank_sum. Nothing was changed."


def pair(first: str, second: str, value: str) -> dict[str, Any]:
    return {"do": "pair", "mode": "pairwise", "criterion": first, "against": second, "value": value}


def test_pairs_say_which_is_missing_and_lead_to_weights_with_their_consistency(ask: AskWeights, do: Do) -> None:
    view = opened(ask, do, "pairwise")
    assert view["told"] == "21 of 21 pairs are still open. The next one: Criteria clarity against Learning evidence."
    steps = [pair(first, second, "equal") for first, second in combinations(IDS, 2)]
    view = do(ask, *steps[:-1])
    assert view["told"] == "One pair is still open: Classroom use against Vision and mission."
    view = do(ask, steps[-1])
    assert set(ask.weights.values()) == {1428, 1429}
    assert view["result"]["fit"] == "Your answers fit together: none contradicts another."
    assert "Consistency ratio 0.000" in view["result"]["fit_small"]
    assert view["form"]["note"] == ""
    # A over B, B over C, C over A, five times each: that goes together in no way.
    circle = pair(CLARITY, EVIDENCE, "first-5"), pair(EVIDENCE, ISSUER, "first-5"), pair(CLARITY, ISSUER, "second-5")
    view = do(ask, *circle)
    assert view["form"]["rows"][1]["said"] == "Issuer standing: clearly more (5 times)"
    assert view["result"]["fit"].startswith("Some of your answers contradict each other.")
    told = view["result"]["fit_small"]
    assert "Criteria clarity is 5 x Learning evidence, Learning evidence is 5 x Issuer standing" in told
    assert "Issuer standing is 5 x Criteria clarity" in told


def test_pairs_that_nearly_fit_are_not_called_contradictory(ask: AskWeights, do: Do) -> None:
    opened(ask, do, "pairwise")
    do(ask, *(pair(first, second, "equal") for first, second in combinations(IDS, 2)))
    view = do(ask, pair(CLARITY, EVIDENCE, "first-3"))
    assert view["result"]["fit"] == "Your answers fit together well enough."
    assert 0 < (ask.weight_set.inconsistency or 0) <= 1000


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (pair(EVIDENCE, CLARITY, "equal"), "Learning evidence and Criteria clarity are no pair of this list."),
        (pair(CLARITY, CLARITY, "equal"), "Criteria clarity and Criteria clarity are no pair of this list."),
        (pair(CLARITY, EVIDENCE, "first-4"), "'first-4' is none of: first-9, first-7, first-5, first-3, equal, second-3"),
        (pair(CLARITY, "nowhere", "equal"), "No criterion is called 'nowhere'; known are: criteria_clarity"),
    ],
)
def test_a_pair_that_cannot_be_is_told(ask: AskWeights, do: Do, step: dict[str, Any], told: str) -> None:
    assert do(ask, step)["told"].startswith(told)


def test_above_seven_criteria_pairs_say_what_is_easier_and_work_all_the_same(rubric: Rubric, do: Do) -> None:
    more = rubric.criteria[-1].replace(id="one-more", name="One more")
    ask = AskWeights(rubric.replace(criteria=(*rubric.criteria, more)), [], {})
    note = opened(ask, do, "pairwise")["form"]["note"]
    assert note.startswith("8 criteria make 28 pairs, and people tire over so many. Best and worst asks 13 questions instead")
    view = do(ask, *(pair(first, second, "equal") for first, second in combinations((*IDS, "one-more"), 2)))
    assert set(ask.weights.values()) == {1250}
    assert view["told"].startswith("8 criteria make 28 pairs; above 7 criteria")


def ratio(side: str, criterion: str, value: object) -> dict[str, Any]:
    return {"do": "ratio", "mode": "best_worst", "side": side, "criterion": criterion, "value": str(value)}


def end(which: str, criterion: str) -> dict[str, Any]:
    return {"do": which, "mode": "best_worst", "value": criterion}


def test_best_and_worst_ask_on_once_both_are_chosen(ask: AskWeights, do: Do) -> None:
    assert opened(ask, do, "best_worst")["told"] == "Choose which criterion counts most."
    assert ask.view["form"]["rows"] == []
    assert do(ask, end("best", EVIDENCE))["told"] == "Choose which criterion counts least."
    view = do(ask, end("worst", EVIDENCE))
    assert view["told"] == "Learning evidence cannot count most and least; choose two different criteria."
    view = do(ask, end("worst", LOCAL))
    assert view["told"] == (
        "11 of 11 numbers are still missing. The next one: how many times as important is Learning evidence as Criteria clarity?"
    )
    rows = {row["id"]: row for row in view["form"]["rows"]}
    assert list(rows) == [one for one in IDS if one != EVIDENCE]
    assert rows[CLARITY]["best"]["words"] == "Learning evidence over this"
    assert rows[CLARITY]["worst"]["words"] == "this over Local tie"
    assert rows[LOCAL]["worst"] is None
    # Four times, twice and once as important as the last: weights of 4 : 2 : 1 that no answer contradicts.
    middle = [one for one in IDS if one not in (EVIDENCE, LOCAL)]
    view = do(ask, ratio("best", LOCAL, 4), *(ratio(side, one, 2) for side in ("best", "worst") for one in middle[:-1]))
    view = do(ask, ratio("best", MISSION, 2))
    assert (
        view["told"]
        == "One number is still missing. The next one: how many times as important is Vision and mission as Local tie?"
    )
    view = do(ask, ratio("worst", MISSION, 2))
    assert view["result"]["fit"] == "Your answers fit together: none contradicts another."
    assert sorted(ask.weights.values()) == [667, 1333, 1333, 1333, 1333, 1334, 2667]
    view = do(ask, ratio("worst", MISSION, 10))
    assert view["told"] == "A number from 1 to 9 is needed: how many times as important is Vision and mission as Local tie?"
    # With another best the numbers would say something else; with the first one they are there again.
    view = do(ask, end("best", CLARITY))
    assert {row["best"]["value"] for row in view["form"]["rows"]} == {""}
    view = do(ask, end("best", EVIDENCE))
    assert {row["best"]["value"] for row in view["form"]["rows"]} == {"2", "4"}
    assert do(ask, end("best", ""))["told"] == "Choose which criterion counts most."


def test_a_side_that_is_none_is_told(ask: AskWeights, do: Do) -> None:
    assert do(ask, ratio("middle", LOCAL, 2))["told"] == "'middle' is none of: best, worst. Nothing was changed."


def card(number: int, value: str) -> dict[str, Any]:
    return {"do": "card", "mode": "trade_off", "card": number, "value": value}


def test_cards_show_two_badges_in_words_and_narrow_the_ranges(ask: AskWeights, rubric: Rubric, do: Do) -> None:
    view = opened(ask, do, "trade_off")
    assert view["told"] == "No card is answered yet."
    form = view["form"]
    assert (form["title"], form["can_back"]) == ("Card 1", False)
    left, right = form["left"], form["right"]
    assert [one["name"] for one in left] == [one["name"] for one in right]
    assert {one["level"] for one in left} != {one["level"] for one in right}
    levels = {(c.name, level.name, level.descriptor) for c in rubric.criteria for level in c.levels}
    assert {(one["name"], one["level"], one["text"]) for one in left + right} <= levels
    assert form["aloud"].startswith("Card 1. Left badge: ")
    view = do(ask, card(1, "left"))
    assert view["result"]["heads"][3]["words"] == "Left open"
    assert all("range" in row["at"] for row in view["result"]["rows"])
    preferred = ask.weight_set.choices[0].preferred
    assert [rubric.criterion(one.criterion).name for one in preferred] == [one["name"] for one in left]
    # A second press that was meant for the first card does not answer the second one unseen.
    assert do(ask, card(1, "left"))["form"]["title"] == "Card 2"
    do(ask, card(2, "right"), card(3, "equal"))
    assert [one.equal for one in ask.weight_set.choices] == [False, False, True]
    second = ask.weight_set.choices[1]
    view = do(ask, {"do": "back", "mode": "trade_off"}, {"do": "back", "mode": "trade_off"})
    assert view["form"]["title"] == "Card 2"
    assert len(ask.weight_set.choices) == 1
    do(ask, card(2, "left"))
    assert (ask.weight_set.choices[1].preferred, ask.weight_set.choices[1].other) == (second.other, second.preferred)
    assert do(ask, card(3, "middle"))["told"] == "'middle' is none of: left, right, equal. Nothing was changed."
    assert do(ask, {"do": "clear", "mode": "trade_off"})["form"]["title"] == "Card 1"
    assert do(ask, {"do": "back", "mode": "trade_off"})["form"]["can_back"] is False


def test_cards_come_to_an_end(ask: AskWeights, do: Do) -> None:
    view = opened(ask, do, "trade_off")
    for number in range(1, 31):
        if not view["form"]["left"]:
            break
        view = do(ask, card(number, "left"))
    assert view["form"]["title"] == "Enough is known: the cards leave next to nothing open."
    assert (view["form"]["left"], view["form"]["can_back"]) == ([], True)
    answered = len(ask.weight_set.choices)
    do(ask, card(answered + 1, "left"))
    assert len(ask.weight_set.choices) == answered


def test_no_weights_says_what_follows(ask: AskWeights, do: Do) -> None:
    view = opened(ask, do, "none")
    assert "under how many of 100 weightings it is accepted" in view["form"]["words"]
    assert view["result"]["source"] == "No weights were asked for: equal ones stand in."
    assert ask.weight_set.mode is WeightMode.NONE
    assert do(ask, {"do": "clear", "mode": "none"})["told"] == "No weights: look at what the ranking says under all of them."


@pytest.mark.parametrize("way", ["points", "direct", "order", "swing", "pairwise", "best_worst", "trade_off", "none"])
def test_a_rubric_of_one_criterion_breaks_no_way_of_asking(rubric: Rubric, do: Do, way: str) -> None:
    only = rubric.criteria[0].replace(weight=10_000)
    policy = rubric.policy.replace(gates=(), substitutions=(), evidence_criterion=None, evidence_rules=())
    ask = AskWeights(rubric.replace(criteria=(only,), policy=policy), [], {})
    opened(ask, do, way)
    steps = {"points": [("number", "40")], "direct": [("number", "4")], "swing": [("number", "100")], "order": [("settle", "")]}
    for what, value in steps.get(way, []):
        do(ask, {"do": what, "mode": way, "criterion": only.id, "value": value})
    assert ask.weights == {only.id: 10_000}
