from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.charts import Display, round_slopes
from rubric_kit.comparing.cell_spread import CellChange, round_change
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, Rating, Rubric

MakeRubric = Callable[..., Rubric]
Rate = Callable[..., list[Rating]]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    return small_rubric({"clarity": 4000, "fit": 4000, "reach": 2000})


@pytest.fixture(scope="module")
def badge(make_badge: Callable[..., Badge]) -> Badge:
    return make_badge("Issuer one")


@pytest.fixture(scope="module")
def changes(rubric: Rubric, badge: Badge, rate_small: Rate) -> tuple[CellChange, ...]:
    """Clarity comes together, fit drifts apart, reach was not rated again."""
    before = rate_small(rubric, badge, "clarity", "00122") + rate_small(rubric, badge, "fit", "11111")
    before += rate_small(rubric, badge, "reach", "12")
    after = rate_small(rubric, badge, "clarity", "11122") + rate_small(rubric, badge, "fit", "11110")
    return round_change(rubric, rubric, [badge], before, after)


@pytest.fixture(scope="module")
def drawn(rubric: Rubric, badge: Badge, changes: tuple[CellChange, ...]) -> Display:
    return round_slopes(rubric, changes, {badge.key: "Padlet"})


def _rows(layers: ReadLayers, display: Display, kind: str, field: str) -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == kind for row in rows if field in row]


def test_the_table_has_both_rounds_and_who_moved(drawn: Display) -> None:
    ends = ("Spread in levels before", "Spread in levels after", "Middle before", "Middle after")
    assert drawn.columns == ("Cell", *ends, "Moved up", "Moved down", "Stayed")
    # Clarity 0, 0, 1, 2, 2 became 1, 1, 1, 2, 2: two up, none down. Fit: one down.
    assert drawn.rows == (
        ("Clarity on Padlet", "2", "1", "Level 1", "Level 1", "2", "0", "3"),
        ("Reach on Padlet", "1", "—", "Levels 1 to 2", "—", "—", "—", "—"),
        ("Fit on Padlet", "0", "1", "Level 1", "Level 1", "0", "1", "4"),
    )


def test_a_cell_is_a_bar_before_and_one_after_with_three_lines(drawn: Display, layers: ReadLayers) -> None:
    boxes = _rows(layers, drawn, "rect", "lowest")
    found = [(one["criterion"], round(one["start"] + 0.05), one["lowest"], one["highest"]) for one in boxes]
    assert found == [("clarity", 0, 0, 2), ("clarity", 1, 1, 2), ("reach", 0, 1, 2), ("fit", 0, 1, 1), ("fit", 1, 0, 1)]
    lines = _rows(layers, drawn, "rule", "x_end")
    # Lowest, highest and middle of each cell that can be compared: two cells.
    assert len(lines) == 6
    assert all((line["x"], line["x_end"]) == (0, 1) for line in lines)


def test_a_higher_level_stands_higher(drawn: Display, layers: ReadLayers) -> None:
    for box in _rows(layers, drawn, "rect", "lowest"):
        # 17 pixels a level, and 5 over at both ends.
        assert box["bottom"] - box["top"] == pytest.approx(17 * (box["highest"] - box["lowest"]) + 10)


def test_the_description_counts_the_ways(drawn: Display, changes: tuple[CellChange, ...]) -> None:
    sentence = changes[0].sentence
    assert drawn.description == (
        "Of 2 cells the spread fell in 1 and rose in 1; 1 cell cannot be compared. "
        f"Widest before: {sentence[0].lower()}{sentence[1:]}"
    )


def test_only_the_widest_are_drawn_and_all_are_counted(rubric: Rubric, changes: tuple[CellChange, ...]) -> None:
    display = round_slopes(rubric, changes, {}, most=1)
    assert len(display.rows) == 1
    assert "the one that was widest before is drawn" in display.description


def test_other_levels_are_drawn_without_a_line(rubric: Rubric, badge: Badge, rate_small: Rate, layers: ReadLayers) -> None:
    levels = tuple(one.replace(id=f"l{at}" if at < 2 else "top") for at, one in enumerate(rubric.criteria[0].levels))
    changed = rubric.replace(criteria=(rubric.criteria[0].replace(levels=levels), *rubric.criteria[1:]))
    before, after = (rate_small(one, badge, "clarity", "01") for one in (rubric, changed))
    changes = [one for one in round_change(rubric, changed, [badge], before, after) if one.after.criterion == "clarity"]
    display = round_slopes(changed, changes, {})
    assert display.description == "None of 1 cell can be compared between the two rounds."
    assert display.rows[0][1:] == ("1", "1", "Levels 0 to 1", "Levels 0 to 1", "—", "—", "—")
    assert _rows(layers, display, "rule", "x_end") == []


def test_nothing_to_draw_and_a_strange_criterion_are_refused(
    rubric: Rubric, small_rubric: MakeRubric, changes: tuple[CellChange, ...]
) -> None:
    with pytest.raises(RecordError, match="needs at least one cell that both asked about, found none"):
        round_slopes(rubric, (), {})
    with pytest.raises(RecordError, match=r"about criterion 'clarity'; known are: other. Use the rubric of the later round"):
        round_slopes(small_rubric({"other": 10_000}), changes, {})
