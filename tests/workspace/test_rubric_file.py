"""Rubric files: the same bytes for the same rubric, and one line for each way in which a file is no rubric."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric
from rubric_kit.workspace import read_rubric, read_rubric_json, resume_rubric, write_rubric


def test_round_trip_and_equal_bytes(tmp_path: Path, rubric: Rubric) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    french = rubric.replace(title="Grille d'évaluation 評価 \u202e")
    write_rubric(first, french)
    read = read_rubric(str(first))
    assert read == french
    assert read.fingerprint == french.fingerprint
    write_rubric(second, read)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().endswith(b"}\n")
    assert "évaluation 評価".encode() in first.read_bytes()


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path, rubric: Rubric) -> None:
    path = tmp_path / "rubric.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(rubric.plain()).encode())
    assert read_rubric(path) == rubric


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"^given\.json is empty; a rubric file is JSON, see `rubric-kit schema rubric`$"),
        (b" \n\t ", r"^given\.json is empty; "),
        (b"id: outside-badges\n", r"^given\.json: is not JSON: Expecting value in line 1, column 1$"),
        (b'{"id": "x",\n "title": }', r"^given\.json: is not JSON: Expecting value in line 2, column 11$"),
        (b'[{"id": "x"}]', r"^given\.json holds a JSON list; a rubric is an object$"),
        (b'"rubric"', r"^given\.json holds a JSON str; a rubric is an object$"),
        (b'{"id": "a", "id": "b"}', r"^given\.json: holds the key 'id' twice in one object; "),
        (b'{"id": "\xe9t\xe9"}', r"^given\.json: is not UTF-8 text \(byte 9\); "),
        (b'{"version": NaN}', r"^given\.json: holds NaN, which is no JSON number$"),
    ],
)
def test_a_file_that_is_no_json_object(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(data)
    for read in (read_rubric, read_rubric_json):
        with pytest.raises(InputError, match=message):
            read(path)


def _unknown_field(plain: dict[str, Any]) -> None:
    plain["colour"] = "red"


def _misspelt_inside(plain: dict[str, Any]) -> None:
    plain["criteria"][0]["wieght"] = plain["criteria"][0].pop("weight")


def _weights_short(plain: dict[str, Any]) -> None:
    plain["criteria"][0]["weight"] -= 500


def _gate_level(plain: dict[str, Any]) -> None:
    plain["policy"]["gates"][0]["at_least"] = "l9"


def _gate_criterion(plain: dict[str, Any]) -> None:
    plain["policy"]["gates"][0]["criterion"] = "vibes"


def _text_weight(plain: dict[str, Any]) -> None:
    plain["criteria"][0]["weight"] = "much"


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_unknown_field, r"^given\.json: unknown field 'colour'; known are: id, version, parent, base, title, "),
        (
            _misspelt_inside,
            r"^given\.json: unknown field 'criteria\.0\.wieght'; known are: id, name, question, weight, .*and 1 more",
        ),
        # The starter's weights sum to 10,000; 500 less are 9,500.
        (_weights_short, r"^given\.json: weights sum to 9,500 basis points \(95 of 100\); they must sum to 10,000: add 500$"),
        (_gate_level, r"^given\.json: gate '[\w-]+' names level 'l9' of '\w+', which does not exist; known are: l0, l1, l2, l3$"),
        (
            _gate_criterion,
            r"^given\.json: gate '[\w-]+' names criterion 'vibes', which does not exist; known are: criteria_clarity, ",
        ),
        (_text_weight, r"^given\.json: criteria\.0\.weight: Input should be a valid integer, .*, found 'much'$"),
    ],
)
def test_json_that_is_no_rubric(tmp_path: Path, rubric: Rubric, spoil: Callable[[dict[str, Any]], None], message: str) -> None:
    path = tmp_path / "given.json"
    plain = rubric.plain()
    spoil(plain)
    path.write_text(json.dumps(plain), encoding="utf-8")
    with pytest.raises(RecordError, match=message) as caught:
        read_rubric(path)
    assert "\n" not in caught.value.message
    # A draft with the same fault can still be opened and mended.
    assert read_rubric_json(path) == plain


def test_an_empty_path_is_the_starter_rubric(rubric: Rubric) -> None:
    assert read_rubric("") == rubric


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"rubrik\.json does not exist; check the spelling$"):
        read_rubric(tmp_path / "rubrik.json")


def test_resuming_takes_what_was_named_then_what_was_saved_then_the_starter(tmp_path: Path) -> None:
    named, saved = tmp_path / "named.json", tmp_path / "saved.json"
    assert resume_rubric("", saved) == starter_rubric()
    write_rubric(saved, starter_rubric().replace(title="Saved"))
    write_rubric(named, starter_rubric().replace(title="Named"))
    assert resume_rubric("", saved).title == "Saved"
    assert resume_rubric(named, saved).title == "Named"
