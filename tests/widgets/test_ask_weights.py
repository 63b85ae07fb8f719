from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import traitlets

from rubric_kit.errors import RatingError, RecordError
from rubric_kit.model import Badge, Rubric, WeightMode
from rubric_kit.scoring import Answers
from rubric_kit.widgets import AskWeights, WeighCriteria

Do = Callable[..., dict[str, Any]]
POINTS = (30, 30, 10, 5, 10, 15, 0)


def numbers(rubric: Rubric, mode: str, values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [
        {"do": "number", "mode": mode, "criterion": c.id, "value": str(value)}
        for c, value in zip(rubric.criteria, values, strict=True)
    ]


def shown(view: dict[str, Any], column: int) -> list[str]:
    return [row["numbers"][column] for row in view["result"]["rows"]]


def test_it_opens_with_the_rubrics_own_weights_and_says_so(ask: AskWeights, rubric: Rubric) -> None:
    assert ask.weights == {c.id: c.weight for c in rubric.criteria}
    assert ask.weight_set.as_mapping() == ask.weights
    assert ask.weight_set.wording == rubric.wording_fingerprint
    assert ask.view["result"]["source"] == "These are the rubric's own weights, until your answers are whole."
    assert ask.view["told"] == "Still without a number: Criteria clarity and 6 more."
    assert ask.answered == ask.kept == ()
    json.dumps(ask.view)


def test_the_ways_of_asking_are_offered_in_plain_words_with_what_each_is_known_to_do(ask: AskWeights, do: Do) -> None:
    ways = ask.view["modes"]
    assert [one["name"] for one in ways] == [
        "100 points",
        "Rating from 0 to 10",
        "Put in order",
        "Swing",
        "Two at a time",
        "Best and worst",
        "Which badge would you rather accept?",
        "No weights",
    ]
    for way in ways:
        about = do(ask, {"do": "mode", "value": way["id"]})["about"]
        assert about["ask"]
        assert re.match(r"Good when: .+\. Known bias: .+\. Source: .+\.$", about["more"])


def test_weights_stand_beside_what_they_decide_on_the_badges_at_hand(ask: AskWeights, rubric: Rubric, do: Do) -> None:
    view = do(ask, *numbers(rubric, "points", POINTS))
    assert list(ask.weights.values()) == [3000, 3000, 1000, 500, 1000, 1500, 0]
    assert shown(view, 0) == ["30", "30", "10", "5", "10", "15", "0"]
    # The badges are 2, 1, 1, 1, 2, 1 and 0 points apart, so 60 : 30 : 10 : 5 : 20 : 15 : 0 of 140.
    assert shown(view, 1) == ["42.8", "21.4", "7.1", "3.5", "14.2", "10.7", "0"]
    assert view["result"]["source"] == "From your answers: «100 points»."
    assert [one["words"] for one in view["result"]["heads"]] == ["Criterion", "Weight", "Decides here", "The same as bars"]
    # The longest bar is 42.86 of 100: the weight of 30 is drawn as 0.7 of it.
    assert view["result"]["rows"][0]["at"] == {"stated": 6999, "effective": 10000, "range": None}


def test_a_weight_on_which_all_badges_are_alike_is_hinted_at(ask: AskWeights, rubric: Rubric, do: Do) -> None:
    view = do(ask, *numbers(rubric, "points", (10, 10, 10, 10, 10, 10, 40)))
    hints = " ".join(view["result"]["hints"])
    assert "Vision and mission has 40 of 100 points. All 2 badges rated on it score alike, so it decides nothing here" in hints


def test_two_ways_of_asking_show_the_gap_and_one_can_be_put_away(ask: AskWeights, rubric: Rubric, do: Do) -> None:
    do(ask, *numbers(rubric, "points", POINTS))
    do(ask, {"do": "mode", "value": "direct"})
    view = do(ask, *numbers(rubric, "direct", (10, 5, 5, 0, 5, 0, 0)))
    assert view["result"]["other"] == "points"
    assert shown(view, 2) == ["30", "30", "10", "5", "10", "15", "0"]
    # 40, 20, 20, 0, 20, 0, 0 against 30, 30, 10, 5, 10, 15, 0: half of 10 + 10 + 10 + 5 + 10 + 15 are 30.
    (gap,) = [one for one in view["result"]["hints"] if one.startswith("Between the two ways of asking")]
    assert "(rating from 0 to 10; 100 points) 30 of 100 points would have to move" in gap
    assert "it decides" in gap
    assert [one.mode for one in ask.answered] == [WeightMode.POINTS, WeightMode.DIRECT]
    view = do(ask, {"do": "beside", "value": "nothing"})
    assert view["result"]["other"] == "nothing"
    assert not [one for one in view["result"]["hints"] if "two ways" in one]
    # Going back to the first way brings its weights back at once; the second one is offered beside it.
    view = do(ask, {"do": "mode", "value": "points"}, {"do": "beside", "value": "direct"})
    assert list(ask.weights.values()) == [3000, 3000, 1000, 500, 1000, 1500, 0]
    assert shown(view, 2) == ["40", "20", "20", "0", "20", "0", "0"]


def test_an_unfinished_form_keeps_the_last_whole_weights_and_what_was_typed(ask: AskWeights, rubric: Rubric, do: Do) -> None:
    do(ask, *numbers(rubric, "points", POINTS))
    whole = dict(ask.weights)
    view = do(ask, {"do": "number", "mode": "points", "criterion": "locality", "value": ""})
    assert view["told"] == "Still without a number: Local tie."
    assert ask.weights == whole
    assert view["result"]["source"] == "From your answers: «100 points»."
    view = do(ask, {"do": "mode", "value": "swing"})
    assert view["told"] == "Still without a number: Criteria clarity and 6 more."
    assert ask.weights == whole
    view = do(ask, {"do": "mode", "value": "points"})
    assert [row["value"] for row in view["form"]["rows"]] == ["30", "30", "10", "", "10", "15", "0"]
    view = do(ask, {"do": "clear", "mode": "points"})
    assert ask.weights == whole
    assert view["can_clear"] is False


def test_steps_are_taken_once_and_an_answer_that_comes_late_counts_where_it_belongs(
    ask: AskWeights, rubric: Rubric, do: Do
) -> None:
    steps = numbers(rubric, "points", POINTS)
    do(ask, *steps[:-1], {"do": "mode", "value": "order"}, steps[-1])
    # The last number was still on its way when the order was opened: it is in its form, and the order is asked for.
    assert ask.mode is WeightMode.RANK_ORDER_CENTROID
    assert ask.view["told"].startswith("This is only the order in which the rubric asks.")
    assert ask.weights == {c.id: c.weight for c in rubric.criteria}
    move = {"do": "move", "mode": "order", "criterion": "locality", "by": -1, "number": 9}
    ask.asked = {"number": 9, "steps": [*ask.asked["steps"], move]}
    assert [row["id"] for row in ask.view["form"]["rows"]][2] == "locality"
    ask.asked = {"number": 9, "steps": [move, {**move, "number": 8}]}
    assert [row["id"] for row in ask.view["form"]["rows"]][2] == "locality"
    do(ask, {"do": "mode", "value": "points"})
    assert list(ask.weights.values()) == [3000, 3000, 1000, 500, 1000, 1500, 0]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            {"do": "number", "mode": "points", "criterion": "__proto__", "value": "4"},
            "No criterion is called '__proto__'; known are: criteria_clarity, learning_evidence, issuer_standing",
        ),
        (
            {"do": "number", "mode": "dice", "criterion": "locality", "value": "4"},
            "weights cannot be asked for by 'dice'; known are: points, direct, order, swing, pairwise, best_worst, trade_off",
        ),
        ({"do": "mode", "value": "dice"}, "weights cannot be asked for by 'dice'; known are: points, direct, order, swing"),
        ({"do": "number", "mode": "none", "criterion": "locality"}, "Nothing is asked without weights. Nothing was changed."),
    ],
)
def test_a_step_that_cannot_be_is_told_and_changes_nothing(ask: AskWeights, do: Do, step: dict[str, Any], told: str) -> None:
    before = dict(ask.weights)
    view = do(ask, step)
    assert view["told"].startswith(told)
    assert view["told"].endswith(". Nothing was changed.")
    assert view["wrong"] is True
    assert ask.weights == before


def test_weights_are_read_and_not_set(ask: AskWeights) -> None:
    for name in ("weights", "weight_set"):
        with pytest.raises(traitlets.TraitError, match="read-only"):
            setattr(ask, name, {})


def test_from_python_another_mode_is_asked_in_by_its_name(ask: AskWeights) -> None:
    ask.ask_in(WeightMode.RANK_SUM)
    assert (ask.mode, ask.view["mode"], ask.view["form"]["step"]) == (WeightMode.RANK_SUM, "order", "rank_sum")
    ask.ask_in("none")
    assert list(ask.weights.values()) == [1429, 1429, 1429, 1429, 1428, 1428, 1428]
    with pytest.raises(RecordError, match="weights cannot be asked for by 'dice'; known are: points, direct, order"):
        ask.ask_in("dice")


def test_wrong_arguments_are_refused(rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    with pytest.raises(RecordError, match="rubric is a Rubric, found dict"):
        AskWeights({}, two_badges, {})  # type: ignore[arg-type]
    with pytest.raises(RecordError, match="is there twice; give each badge once"):
        AskWeights(rubric, [two_badges[0]] * 2, {})
    with pytest.raises(RatingError, match="level 'l9' of criterion 'locality' does not exist"):
        AskWeights(rubric, two_badges, {two_badges[0].key: {"locality": "l9"}})
    with pytest.raises(RecordError, match="a short name is 1 to 64 of a-z, 0-9, _ and -"):
        AskWeights(rubric, two_badges, {}, rater="Ana María")


def test_no_badge_is_no_error(rubric: Rubric) -> None:
    assert [row["numbers"][1] for row in AskWeights(rubric, [], {}).view["result"]["rows"]] == ["0"] * 7


def test_hidden_characters_of_a_rubric_are_spelled_out(rubric: Rubric) -> None:
    first = rubric.criteria[0].replace(name="Clar\u202eity", question="Wh\u200by?")
    version = rubric.replace(criteria=(first, *rubric.criteria[1:]))
    view = json.dumps(AskWeights(version, [], {}).view, ensure_ascii=False)
    assert "Clar‹U+202E›ity" in view
    assert "Wh‹U+200B›y?" in view
    assert not {"\u202e", "\u200b"} & set(view)


def test_the_ranking_follows_each_answer_and_start_again_goes_back_to_it(
    ask: AskWeights, rubric: Rubric, two_badges: tuple[Badge, Badge], two_answers: dict[str, Answers], do: Do
) -> None:
    board = WeighCriteria(rubric, two_badges, two_answers, follow=ask)
    assert board.rubric == rubric
    assert board.view["follows"] == (
        "They follow what was answered above. Moving one here only tries it out; Start again goes back."
    )
    do(ask, *numbers(rubric, "points", (5, 5, 10, 10, 60, 10, 0)))
    assert board.weights == ask.weights
    assert board.view["rows"][0]["label"] == "Synthetic badge b"
    assert board.view["changed"].startswith("Several weights changed: Synthetic badge b now ranks above Synthetic badge a")
    board.asked = {"number": 1, "moves": [{"number": 1, "criterion": "criteria_clarity", "to": "90"}]}
    assert board.view["rows"][0]["label"] == "Synthetic badge a"
    assert ask.weights["criteria_clarity"] == 500
    board.asked = {"number": 2, "moves": [{"number": 2, "start_again": True}]}
    assert board.weights == ask.weights


def test_without_weights_the_ranking_says_how_many_weightings_accept_each_badge(
    ask: AskWeights, rubric: Rubric, two_badges: tuple[Badge, Badge], two_answers: dict[str, Answers], do: Do
) -> None:
    board = WeighCriteria(rubric, two_badges, two_answers, follow=ask)
    assert (board.view["certain"], [row["share"] for row in board.view["rows"]]) == ("", [None, None])
    do(ask, {"do": "mode", "value": "none"})
    first, second = (row["share"] for row in board.view["rows"])
    assert re.fullmatch(r"\d+(\.\d)?, (nearly all|most)", first["text"])
    assert 0 < second["low"] == second["high"] < first["low"] < 10_000
    assert board.view["certain"].startswith("0 of 2 badges are decided the same under every weighting. Talk about 2: there")
    do(ask, *numbers(rubric, "points", POINTS), {"do": "mode", "value": "points"})
    assert (board.view["certain"], [row["share"] for row in board.view["rows"]]) == ("", [None, None])


def test_a_change_of_the_mode_alone_reaches_the_ranking_too(
    ask: AskWeights, rubric: Rubric, two_badges: tuple[Badge, Badge], two_answers: dict[str, Answers], do: Do
) -> None:
    board = WeighCriteria(rubric, two_badges, two_answers, follow=ask)
    ask.ask_in("none")
    ask.keep("t-01")
    # The weights of nobody, filled in as points: the same numbers, and now somebody's answer.
    do(ask, {"do": "fill", "mode": "points"}, {"do": "mode", "value": "points"})
    assert ask.weight_set.mode is WeightMode.POINTS
    assert list(ask.weights.values()) == [1429, 1429, 1429, 1429, 1428, 1428, 1428]
    assert board.view["rows"][0]["share"] is None


def test_a_ranking_of_another_rubric_cannot_follow(ask: AskWeights, rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    others = tuple(c.replace(id=f"other-{at}") for at, c in enumerate(rubric.criteria))
    policy = rubric.policy.replace(gates=(), substitutions=(), evidence_criterion=None, evidence_rules=())
    with pytest.raises(RecordError, match="weights name an unknown criterion"):
        WeighCriteria(rubric.replace(criteria=others, policy=policy), two_badges, {}, follow=ask)
