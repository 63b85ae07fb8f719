"""Weights in a file: nothing is replaced in silence, nothing is lost, and a person's set is found again."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.model import WeightMode, WeightSet
from rubric_kit.scoring.weighing import weights_of
from rubric_kit.workspace.weights_file import add_weights, chosen_weights, read_weights

RUBRIC = starter_rubric()
NAMES = [c.id for c in RUBRIC.criteria]


def made(rater: str, mode: WeightMode = WeightMode.POINTS, first: int = 1, note: str = "") -> WeightSet:
    shares = dict.fromkeys(NAMES, 1) | {NAMES[0]: first}
    return weights_of(RUBRIC, rater, mode, shares, note=note)


def test_sets_are_added_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    one, other = made("r1", note="=1+1\nü"), made("r1", WeightMode.SWING)
    assert add_weights(path, [one]) == (one,)
    before = path.read_bytes()
    assert add_weights(path, [other, made("r2")]) == (one, other, made("r2")) == read_weights(path)
    again = tmp_path / "again.json"
    add_weights(again, [one])
    assert again.read_bytes() == before


def test_the_same_set_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    add_weights(path, [made("r1")])
    touched = path.stat().st_mtime_ns
    assert add_weights(path, [made("r1")]) == (made("r1"),)
    assert path.stat().st_mtime_ns == touched


def test_other_weights_replace_nothing_unless_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    add_weights(path, [made("r1"), made("r2")])
    before = path.read_bytes()
    message = "weights.json has other weights of r1/points already; nothing was replaced"
    with pytest.raises(InputError, match=f"^{message}$"):
        add_weights(path, [made("r3"), made("r1", first=5)])
    assert path.read_bytes() == before
    assert add_weights(path, [made("r1", first=5)], replace=True) == (made("r1", first=5), made("r2"))


def test_one_persons_weights_are_found(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    add_weights(path, [made("r1")])
    assert chosen_weights(path) == made("r1")
    add_weights(path, [made("r1", WeightMode.SWING), made("r2")])
    assert chosen_weights(path, "r2") == made("r2")
    assert chosen_weights(path, "r1/swing") == made("r1", WeightMode.SWING)
    held = "weights.json holds the weights of r1/points, r1/swing, r2/points; "
    for whose, told in [(None, "say whose weights are meant"), ("r1", "'r1' fits 2 of them"), ("r9", "'r9' fits none of them")]:
        with pytest.raises(InputError, match=f"^{held}{told}$"):
            chosen_weights(path, whose)


GOOD = made("r1").plain()


@pytest.mark.parametrize(
    ("held", "message"),
    [
        ([], "w.json is no weights file; `rubric-kit weights from` makes one"),
        ({"rubric_kit_weights": 2, "sets": []}, "w.json is no weights file; "),
        ({"rubric_kit_weights": 1, "sets": {}}, "w.json is no weights file; "),
        ({"rubric_kit_weights": 1, "sets": [], "more": 1}, "w.json is no weights file; "),
        ({"rubric_kit_weights": 1, "sets": [GOOD, GOOD]}, "w.json has two sets of r1/points; keep one of them"),
        ({"rubric_kit_weights": 1, "sets": [3]}, "w.json, set 1: a weight set is a JSON object, found int"),
        ({"rubric_kit_weights": 1, "sets": [GOOD, GOOD | {"rater": "Bob"}]}, "w.json, set 2: rater: a short name is 1 to 64 of "),
        (
            {"rubric_kit_weights": 1, "sets": [GOOD | {"weights": GOOD["weights"][1:]}]},
            "w.json, set 1: weights sum to 8,571 basis points; they must sum to 10,000",
        ),
    ],
)
def test_files_that_are_no_weights_are_refused_and_kept(tmp_path: Path, held: Any, message: str) -> None:
    path = tmp_path / "w.json"
    path.write_text(json.dumps(held), encoding="utf-8")
    before = path.read_bytes()
    for call in (read_weights, chosen_weights, lambda file: add_weights(file, [made("r7")])):
        with pytest.raises(RubricKitError, match=f"^{re.escape(message)}"):
            call(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "{", '{"rubric_kit_weights": 1, "sets": [NaN]}'])
def test_text_that_is_no_json_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "w.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"^w\.json: [^\n]+$"):
        read_weights(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json does not exist; check the spelling$"):
        read_weights(tmp_path / "none.json")
    with pytest.raises(InputError, match=r"gone does not exist; check the spelling$"):
        add_weights(tmp_path / "gone" / "w.json", [made("r1")])
