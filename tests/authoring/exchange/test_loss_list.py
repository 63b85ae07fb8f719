from __future__ import annotations

from typing import Any

from rubric_kit.authoring import starter_rubric
from rubric_kit.authoring.exchange.loss_list import UNEXPLAINED, Reason, losses_of, usual_reasons

RUBRIC = starter_rubric()


def changed(**fields: Any) -> dict[str, Any]:
    return RUBRIC.plain() | fields


def test_a_copy_that_is_the_same_has_no_losses() -> None:
    assert losses_of(RUBRIC, RUBRIC.plain(), usual_reasons("This")) == ()


def test_each_cell_is_named_by_the_rubrics_own_ids_with_its_words_and_the_reason() -> None:
    back = RUBRIC.plain()
    back["criteria"][3]["id"] = "other"
    back["criteria"][3]["levels"][2]["id"] = "x"
    back["criteria"][3]["levels"][2]["points"] = 1
    back["criteria"][0]["weight"] = 0
    losses = losses_of(
        RUBRIC, back, [Reason("criteria.*.id", "No ids."), Reason("criteria.locality.levels.*.points", "Rounded.")]
    )
    assert [(one.path, one.words, one.why) for one in losses] == [
        ("criteria.criteria_clarity.weight", "25 of 100", UNEXPLAINED),
        ("criteria.locality.id", "locality", "No ids."),
        ("criteria.locality.levels.l2.id", "l2", UNEXPLAINED),
        ("criteria.locality.levels.l2.points", "2", "Rounded."),
    ]


def test_a_criterion_or_level_that_is_gone_is_one_loss() -> None:
    back = RUBRIC.plain()
    back["criteria"][-1]["levels"].pop()
    assert [one.path for one in losses_of(RUBRIC, back, ())] == ["criteria.mission_fit.levels.l3"]
    back["criteria"].pop()
    assert [(one.path, one.words) for one in losses_of(RUBRIC, back, ())] == [("criteria.mission_fit", "Vision and mission")]


def test_the_policy_is_listed_field_by_field() -> None:
    policy = RUBRIC.plain()["policy"] | {"gates": [], "adopted": "the board"}
    losses = losses_of(RUBRIC, changed(policy=policy), usual_reasons("This"))
    assert [(one.path, one.words) for one in losses] == [("policy.gates", "serves-our-mission"), ("policy.adopted", "")]
    assert losses[0].why.startswith("This has no gates")


def test_lists_are_counted_and_shortened() -> None:
    [loss] = losses_of(RUBRIC, changed(citations=[]), usual_reasons("This"))
    assert loss.words.startswith("22: #BadgeChatK12")
    assert len(loss.words) == 80


def test_a_star_stands_for_one_id_only() -> None:
    back = RUBRIC.plain()
    back["criteria"][0]["levels"][0]["id"] = "x"
    [loss] = losses_of(RUBRIC, back, [Reason("criteria.*.id", "Too wide.")])
    assert loss.why == UNEXPLAINED
