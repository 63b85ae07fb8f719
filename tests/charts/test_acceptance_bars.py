from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from rubric_kit.charts import Display, acceptance_bars
from rubric_kit.charts.palette import WHITE
from rubric_kit.errors import RecordError
from rubric_kit.scoring.robustness import Acceptance

ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]

A, B, C, D, E = (letter * 64 for letter in "abcde")
LABELS = {A: "Always", B: "Never", C: "Split", D: "Open", E: "Rare"}


def share(low: int | Fraction, high: int | Fraction | None = None) -> Acceptance:
    return Acceptance(Fraction(low), Fraction(low if high is None else high))


SHARES = {
    A: share(1),
    B: share(0),
    C: share(Fraction(3, 8)),
    D: share(Fraction(1, 4), Fraction(2, 3)),
    # One in 2,000 is 0.05 of 100.
    E: share(Fraction(1, 2000)),
}


@pytest.fixture(scope="module")
def five() -> Display:
    return acceptance_bars(SHARES, LABELS)


def _rows(layers: ReadLayers, display: Display, kind: str) -> list[dict[str, Any]]:
    return [row for mark, _, rows in layers(display) if mark["type"] == kind for row in rows if "badge" in row]


def test_the_table_tells_each_share_in_numbers_and_words(five: Display) -> None:
    assert five.columns == ("Badge", "All weightings, of 100", "In words")
    assert five.rows == (
        ("Always", "100", "accepted under every weighting"),
        ("Never", "0", "accepted under no weighting"),
        ("Split", "37.5", "the weights decide"),
        # 2/3 is 66.66, rounded down as all shares are.
        ("Open", "25 to 66.6", "what is missing has a say"),
        ("Rare", "under 0.1", "the weights decide"),
    )


def test_the_description_counts_and_names_the_closest_call(five: Display) -> None:
    assert five.description == (
        "5 badges under all weightings, each as likely as any other: 1 accepted under every one, 1 accepted under none, "
        "2 where the weights decide and 1 where what is missing has a say too. "
        "Closest call: Split, accepted under 37.5 of 100."
    )


def test_a_share_is_a_filled_bar_and_what_is_missing_a_hollow_one(five: Display, layers: ReadLayers) -> None:
    boxes = [(mark, row) for mark, _, rows in layers(five) if mark["type"] == "rect" for row in rows]
    filled = {row["badge"]: (row["start"], row["end"]) for _, row in boxes if row["fill"] != WHITE}
    assert filled == {"Always": (0, 100), "Split": (0, 37.5), "Open": (0, 25), "Rare": (0, 0.05)}
    hollow = [(row["badge"], row["start"], round(row["end"], 2)) for mark, row in boxes if "strokeDash" in mark]
    assert hollow == [("Open", 25, 66.67)]


def test_none_is_drawn_as_a_stroke_at_the_start(five: Display, layers: ReadLayers) -> None:
    strokes = [rows for mark, _, rows in layers(five) if mark["type"] == "rule" and mark["strokeWidth"] == 3]
    assert [row["x"] for rows in strokes for row in rows] == [0]


def test_shares_around_our_weights_stand_below(layers: ReadLayers) -> None:
    display = acceptance_bars({C: SHARES[C]}, LABELS, around={C: share(Fraction(9, 10))})
    assert display.columns == ("Badge", "All weightings, of 100", "Around our weights, of 100", "In words")
    assert display.rows == (("Split", "37.5", "90", "the weights decide"),)
    assert display.description == (
        "1 badge under all weightings, each as likely as any other: 1 where the weights decide. "
        "Closest call: Split, accepted under 37.5 of 100, and under 90 of 100 around ours."
    )
    lanes = [row for row in _rows(layers, display, "text") if "low" in row]
    assert [row["text"] for row in lanes] == ["37.5", "90"]
    assert lanes[0]["y"] < lanes[1]["y"]


def test_a_badge_that_is_always_accepted_and_not_always_alike_is_told_so() -> None:
    display = acceptance_bars({A: share(1), B: share(0), C: share(1)}, LABELS, certain={C})
    assert [row[-1] for row in display.rows] == [
        "always accepted, outcome varies",
        "never accepted, outcome varies",
        "accepted under every weighting",
    ]


def test_only_gaps_name_the_most_open() -> None:
    display = acceptance_bars({D: SHARES[D], E: share(0, 1)}, LABELS)
    assert display.description.endswith(
        ": 2 where what is missing has a say too. Most open: Rare, accepted under 0 to 100 of 100."
    )


def test_what_does_not_fit_is_refused_with_advice() -> None:
    with pytest.raises(RecordError, match="needs at least one badge, found none; add a badge first"):
        acceptance_bars({}, {})
    with pytest.raises(RecordError, match="not about the same badges as the others; ask for the same badges"):
        acceptance_bars({A: share(1)}, LABELS, around={B: share(1)})
