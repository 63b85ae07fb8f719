from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.charts import Display, level_heat_map
from rubric_kit.charts.palette import INK, LOCK, level_colours, text_on
from rubric_kit.errors import RecordError
from rubric_kit.model import RatingState, Rubric

ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]

KEY_A, KEY_B = "b" * 64, "a" * 64
LABELS = {KEY_A: "Zebra", KEY_B: "Apple"}


@pytest.fixture(scope="module")
def mixed(rubric: Rubric, all_levels: dict[str, str]) -> Display:
    """Zebra has every level at 2; Apple has each of the four gaps once, two 0s and one 3."""
    apple = {
        "criteria_clarity": RatingState.WITHHELD,
        "learning_evidence": RatingState.UNKNOWN,
        "issuer_standing": RatingState.NOT_APPLICABLE,
        "framework_alignment": "l0",
        "classroom_use": "l0",
        "mission_fit": "l3",
    }
    return level_heat_map(rubric, {KEY_A: all_levels, KEY_B: apple}, LABELS)


def _boxes(layers: ReadLayers, display: Display) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    return [(mark, rows) for mark, _, rows in layers(display) if mark["type"] == "rect"]


def test_every_level_is_a_cell_with_its_number_and_a_dark_outline(mixed: Display, layers: ReadLayers) -> None:
    mark, cells = next((mark, rows) for mark, rows in _boxes(layers, mixed) if "level" in rows[0])
    assert mark["stroke"] == INK
    assert len(cells) == 10
    for cell in cells:
        assert cell["text"] == str(cell["level"])
        assert cell["fill"] == level_colours(4)[cell["level"]]
        assert cell["ink"] == text_on(cell["fill"])


def test_the_table_holds_the_same_levels_as_the_cells(mixed: Display, layers: ReadLayers) -> None:
    cells = next(rows for _, rows in _boxes(layers, mixed) if "level" in rows[0])
    in_chart = {(cell["badge"], cell["criterion"], str(cell["level"])) for cell in cells}
    in_table = {
        (row[0], column, cell.split()[0])
        for row in mixed.rows
        for column, cell in zip(mixed.columns[1:], row[1:], strict=True)
        if cell[0].isdigit()
    }
    assert in_chart == in_table


def test_rows_keep_the_order_of_the_mapping(mixed: Display, layers: ReadLayers) -> None:
    assert [row[0] for row in mixed.rows] == ["Zebra", "Apple"]
    names = {row["text"]: row["y"] for mark, _, rows in layers(mixed) if mark["type"] == "text" for row in rows}
    assert names["Zebra"] < names["Apple"]


def test_each_gap_has_its_word_in_the_table(mixed: Display) -> None:
    assert mixed.rows[1][1:] == (
        "withheld",
        "cannot tell",
        "— does not apply",
        "not rated yet",
        "0 None",
        "0 Tool only",
        "3 Two items, stated",
    )


def test_each_gap_has_its_sign_in_the_chart(mixed: Display, layers: ReadLayers) -> None:
    dashed = [row["state"] for mark, rows in _boxes(layers, mixed) if "strokeDash" in mark for row in rows]
    assert dashed == ["cannot tell", "not rated yet"]
    locks = [row["state"] for mark, _, rows in layers(mixed) if mark["type"] == "point" for row in rows if "state" in row]
    assert locks == ["withheld"]
    glyphs = {
        row["state"]: row["text"] for mark, _, rows in layers(mixed) if mark["type"] == "text" for row in rows if "state" in row
    }
    assert glyphs == {"cannot tell": "?", "— does not apply": "—"}


def test_the_legend_names_each_sign(mixed: Display, layers: ReadLayers) -> None:
    words = {row["text"] for mark, _, rows in layers(mixed) if mark["type"] == "text" for row in rows}
    assert {"lowest level", "highest level", "withheld", "cannot tell", "not rated yet", "does not apply"} <= words
    shapes = {row["shape"] for mark, _, rows in layers(mixed) if mark["type"] == "point" for row in rows}
    assert LOCK in shapes


def test_the_description_counts_levels_and_gaps(mixed: Display) -> None:
    # Level 3 once (Vision and mission); level 0 once each on two criteria, the first in the rubric's order is named.
    assert mixed.description == (
        "2 badges on 7 criteria: 10 of 14 answers are levels. "
        "Most often at the highest level is Vision and mission (1 badge), "
        "most often at the lowest level is Framework alignment (1 badge). "
        'The others: 1 "cannot tell", 1 "withheld", 1 "does not apply" and 1 "not rated yet".'
    )


def test_all_missing_is_drawn_and_told(rubric: Rubric, layers: ReadLayers) -> None:
    display = level_heat_map(rubric, {KEY_A: {}}, LABELS)
    assert display.description == '1 badge on 7 criteria: 0 of 7 answers are levels. The others: 7 "not rated yet".'
    assert [len(rows) for mark, rows in _boxes(layers, display) if "strokeDash" in mark] == [7]
    assert "<svg" in display.svg()


def test_nothing_missing_is_told(rubric: Rubric, all_levels: dict[str, str]) -> None:
    assert level_heat_map(rubric, {KEY_A: all_levels}, LABELS).description == (
        "1 badge on 7 criteria: 7 of 7 answers are levels. Nothing is missing."
    )


def test_no_badge_is_refused_with_advice(rubric: Rubric) -> None:
    with pytest.raises(RecordError, match=r"needs at least one badge, found none; add a badge first"):
        level_heat_map(rubric, {}, {})


def test_an_unknown_level_is_refused_with_the_known_ones(rubric: Rubric) -> None:
    message = r"criterion 'locality' has no level 'l9'; known are: l0, l1, l2, l3\. Rate it again with one of them"
    with pytest.raises(RecordError, match=message):
        level_heat_map(rubric, {KEY_A: {"locality": "l9"}}, LABELS)
