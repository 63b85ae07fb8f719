"""Where do gut and rubric part? One row per badge: what people would have decided, and what their own ratings come to."""

from __future__ import annotations

from collections.abc import Mapping

from rubric_kit.charts.text_table import TextTable
from rubric_kit.charts.wording import plain
from rubric_kit.model import GutCall
from rubric_kit.scoring.gut import GutContrast, GutTally, Side

SIDE_WORDS = {
    Side.ACCEPTS: "accept",
    Side.CONDITION: "on condition",
    Side.OPEN: "open",
    Side.NOT: "do not accept",
    Side.UNRATED: "not rated",
}
"""What a score comes to, in the words of charts and tables."""
_COLUMNS = ("Badge", "Calls", "Yes by gut", "Own ratings of these", "No by gut", "Own ratings of those", "Unsure", "Opposite")


def gut_partings(contrast: GutContrast, labels: Mapping[str, str]) -> TextTable:
    """Return one row per badge that somebody made a gut call on, and one for the room.

    Parameters
    ----------
    contrast : GutContrast
        What `rubric_kit.scoring.gut.gut_contrast` returned.
    labels : mapping of badge key to label
        What `rubric_kit.comparing.badge_labels` returned.

    Examples
    --------
    >>> from rubric_kit.scoring.gut import GutContrast
    >>> gut_partings(GutContrast("0" * 64, (), {}, ()), {}).rows
    (('All badges', '0', '0', '—', '0', '—', '0', '0'),)
    """
    rows = [_row(plain(labels.get(key, key[:12])), tally) for key, tally in contrast.badges.items()]
    caption = "Gut calls beside the same person's ratings; opposite: one says yes and the other no"
    return TextTable(caption, _COLUMNS, (*rows, _row("All badges", contrast.room)))


def _row(name: str, tally: GutTally) -> tuple[str, ...]:
    cells = [name, str(tally.calls)]
    for call in (GutCall.ACCEPT, GutCall.NOT):
        sides = [f"{count} {words}" for side, words in SIDE_WORDS.items() if (count := tally.at(call, side))]
        cells += [str(tally.of_call(call)), ", ".join(sides) or "—"]
    return (*cells, str(tally.of_call(GutCall.UNSURE)), str(tally.parted))
