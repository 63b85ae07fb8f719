from __future__ import annotations

from fractions import Fraction

from rubric_kit.charts import gut_partings
from rubric_kit.model import GutCall
from rubric_kit.scoring.gut import GutContrast, GutRow, RubricScore, Side


def row(rater: str, badge: str, call: GutCall, side: Side) -> GutRow:
    return GutRow(rater, badge, call, RubricScore(Fraction(0), Fraction(1), None, (), side, by_rule=False))


def test_one_row_per_badge_and_one_for_the_room() -> None:
    rows = (
        row("rater-1", "a" * 64, GutCall.ACCEPT, Side.ACCEPTS),
        row("rater-2", "a" * 64, GutCall.ACCEPT, Side.NOT),
        row("rater-3", "a" * 64, GutCall.NOT, Side.ACCEPTS),
        row("rater-1", "b" * 64, GutCall.UNSURE, Side.OPEN),
        row("rater-2", "b" * 64, GutCall.NOT, Side.UNRATED),
        row("rater-3", "b" * 64, GutCall.NOT, Side.CONDITION),
    )
    table = gut_partings(GutContrast("0" * 64, rows, {}, ()), {"a" * 64: "Padlet \u202eegdaB"})
    heads = ("Badge", "Calls", "Yes by gut", "Own ratings of these", "No by gut", "Own ratings of those", "Unsure", "Opposite")
    assert table.columns == heads
    assert table.rows == (
        ("Padlet ‹U+202E›egdaB", "3", "2", "1 accept, 1 do not accept", "1", "1 accept", "0", "2"),
        ("b" * 12, "3", "0", "—", "2", "1 on condition, 1 not rated", "1", "0"),
        ("All badges", "6", "2", "1 accept, 1 do not accept", "3", "1 accept, 1 on condition, 1 not rated", "1", "2"),
    )
    assert "rater-" not in table.html()
