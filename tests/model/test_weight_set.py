"""Weight sets and group weights as records: what they refuse, and that they travel as JSON unharmed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from rubric_kit.errors import RecordError
from rubric_kit.model import TradeOff, WeightAnswer, WeightSet, canonical_json, json_schema
from rubric_kit.model.weight_set import GroupWeights

PLAIN: dict[str, Any] = {
    "rater": "r1",
    "mode": "points",
    "wording": "0" * 64,
    "weights": [{"criterion": "a", "weight": 6000}, {"criterion": "b", "weight": 4000}],
    "answers": [{"criterion": "a", "value": 60_000}, {"criterion": "b", "value": 40_000}],
    "remarks": ["Synthetic."],
    "note": "Because.",
}
GROUP: dict[str, Any] = {
    "centre": "median",
    "wording": "0" * 64,
    "weights": PLAIN["weights"],
    "members": [PLAIN],
    "spread": [
        {"criterion": name, "least": at, "lower_quartile": at, "median": at, "upper_quartile": at, "most": at}
        for name, at in (("a", 6000), ("b", 4000))
    ],
    "distances": [],
    "threshold": 1500,
    "factions": [["r1"]],
}


def card(*sides: str) -> dict[str, Any]:
    """Write two badges as "a=l1 b=l0"."""
    names = [[dict(zip(("criterion", "level"), part.split("="), strict=True)) for part in side.split()] for side in sides]
    return {"preferred": names[0], "other": names[1]}


def test_what_goes_in_comes_out() -> None:
    found = WeightSet.parse(PLAIN)
    assert WeightSet.parse(canonical_json(found)) == found
    assert found.as_mapping() == {"a": 6000, "b": 4000}
    assert list(Draft202012Validator(json_schema("weights")).iter_errors(found.plain())) == []
    group = GroupWeights.parse(GROUP)
    assert GroupWeights.parse(canonical_json(group)) == group
    assert group.as_mapping() == {"a": 6000, "b": 4000}
    assert group.members == (found,)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"weights": [{"criterion": "a", "weight": 9999}]}, "weights sum to 9,999 basis points; they must sum to 10,000"),
        ({"weights": [{"criterion": "a", "weight": 5000}] * 2}, "each criterion has one weight"),
        (
            {"weights": [{"criterion": "a", "weight": -1}]},
            "weights.0.weight: Input should be greater than or equal to 0, found -1",
        ),
        ({"weights": [{"criterion": "a", "weight": "NaN"}]}, "weights.0.weight: Input should be a valid integer"),
        ({"weights": []}, "weights: Tuple should have at least 1 item"),
        (
            {"weights": [{"criterion": f"c{n}", "weight": 0} for n in range(10_001)]},
            "weights: Tuple should have at most 40 items",
        ),
        ({"mode": "dice"}, "mode: Input should be 'points', 'direct', "),
        ({"colour": 1}, "unknown field 'colour'; known are: rater, mode, wording, weights, answers, choices, "),
    ],
)
def test_weights_that_are_none_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=f"^here: {re.escape(message)}"):
        WeightSet.parse(PLAIN | change, where="here")


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf"), "many", 1_000_000_001])
def test_an_answer_is_a_number_from_zero_on(value: Any) -> None:
    with pytest.raises(RecordError, match=r"^here: (value: Input should be|cannot be read as JSON|is not JSON)"):
        WeightAnswer.parse({"criterion": "a", "value": value}, where="here")


@pytest.mark.parametrize("sides", [("a=l1", "b=l1"), ("a=l1 b=l0", "a=l0"), ("a=l1 a=l0", "a=l0 a=l1")])
def test_both_badges_of_a_card_show_the_same_criteria(sides: tuple[str, str]) -> None:
    message = "the two badges of a trade-off card show the same criteria, each once"
    with pytest.raises(RecordError, match=f"^here: {message}$"):
        TradeOff.parse(card(*sides), where="here")
    assert TradeOff.parse(card("a=l1 b=l0", "b=l1 a=l0")).equal is False
