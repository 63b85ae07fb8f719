from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from rubric_kit.charts import Display, rank_heat_map
from rubric_kit.charts.palette import WHITE, level_colours, text_on
from rubric_kit.scoring.robustness import PlaceTie, RankAcceptability

ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]

KEYS = tuple(letter * 64 for letter in "abc")
LABELS = dict(zip(KEYS, ("Alpha", "Beta", "Gamma"), strict=True))


def found(counts: Sequence[Sequence[int]], *, ties: tuple[PlaceTie, ...] = (), gaps: tuple[str, ...] = ()) -> RankAcceptability:
    places = np.array(counts, dtype=np.int64)
    sums = tuple(int(sum(place * count for place, count in enumerate(row, start=1))) for row in counts)
    keys = KEYS[: len(counts)] if len(counts) <= len(KEYS) else tuple(f"{at:064x}" for at in range(len(counts)))
    return RankAcceptability(keys, places, sums, int(sum(counts[0])), 1, gaps, ties)


@pytest.fixture(scope="module")
def three() -> Display:
    tie = PlaceTie(KEYS[1], KEYS[2], "tied")
    return rank_heat_map(found([[995, 3, 2], [3, 500, 497], [2, 497, 501]], ties=(tie,), gaps=(KEYS[2],)), LABELS)


def _cells(layers: ReadLayers, display: Display) -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == "rect" for row in rows if "share" in row]


def test_the_table_has_shares_mean_places_ties_and_gaps(three: Display) -> None:
    assert three.columns == ("Badge", "Place 1", "Place 2", "Place 3", "Mean place", "Tie with", "Missing")
    # Alpha: (995 + 2 x 3 + 3 x 2)/1000 = 1.007; Beta: (3 + 1000 + 1491)/1000 = 2.494; Gamma: (2 + 994 + 1503)/1000 = 2.499.
    assert three.rows == (
        ("Alpha", "99", "under 1", "under 1", "1.0", "—", "—"),
        ("Beta", "under 1", "50", "49", "2.5", "Gamma", "—"),
        ("Gamma", "under 1", "49", "50", "2.5", "—", "placed by its low end"),
    )


def test_the_description_says_how_sure_a_share_is_and_what_ties(three: Display) -> None:
    # Two standard errors at one half: 2 x sqrt(.25 / 1000) = .0316.
    assert three.description == (
        "3 badges, weights drawn 1,000 times, so that a share is sure to about 3.2 points of 100. "
        "Best mean place: Alpha (1.0). 1 pair of neighbours ties within sampling error: Beta and Gamma. "
        "1 badge lacks facts and stands by the low end of the score."
    )


def test_a_cell_is_darker_the_more_draws_it_has(three: Display, layers: ReadLayers) -> None:
    fills = level_colours(6)
    cells = {(cell["badge"], cell["column"]): cell for cell in _cells(layers, three)}
    assert cells["Alpha", 0]["fill"] == fills[5]
    assert cells["Beta", 1]["fill"] == cells["Beta", 2]["fill"] == fills[3]
    # Less than 1 of 100 draws is white and has no number; the table says "under 1".
    assert (cells["Alpha", 1]["fill"], cells["Alpha", 1]["text"]) == (WHITE, "")
    assert all(cell["ink"] == text_on(cell["fill"]) for cell in cells.values())


def test_a_tie_joins_two_rows_and_a_gap_has_a_star(three: Display, layers: ReadLayers) -> None:
    strokes = [row for mark, _, rows in layers(three) if mark["type"] == "rule" for row in rows]
    rows = {cell["badge"]: cell["y"] for cell in _cells(layers, three)}
    assert [(row["top"] + 10, row["bottom"] - 10) for row in strokes] == [(rows["Beta"], rows["Gamma"])]
    stars = [row["y"] for mark, _, rows in layers(three) if mark["type"] == "text" for row in rows if row["text"] == "*"]
    # One in the chart, one in the legend.
    assert len(stars) == 2
    assert rows["Gamma"] in stars


def test_many_places_share_columns(layers: ReadLayers) -> None:
    # 25 badges in 25 places; each is always in its own place: 13 columns would be too many, so three places share one.
    display = rank_heat_map(found(np.eye(25, dtype=int).tolist()), {})
    shared = [f"Place {first} to {first + 2}" for first in range(1, 25, 3)]
    assert display.columns[1:10] == (*shared, "Place 25")
    assert [row[1] for row in display.rows[:4]] == ["100", "100", "100", "0"]
    assert len(_cells(layers, display)) == 25 * 9


def test_one_badge_has_no_neighbour() -> None:
    display = rank_heat_map(found([[10]]), LABELS)
    assert display.description.endswith("Best mean place: Alpha (1.0).")
    assert display.rows == (("Alpha", "100", "1.0", "—", "—"),)


def test_no_tie_is_told() -> None:
    assert "No neighbours tie." in rank_heat_map(found([[9, 1], [1, 9]]), LABELS).description
