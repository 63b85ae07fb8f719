"""Labels of the cuts above a chart of scores, each on a line of its own, so that labels of close cuts never overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from rubric_kit.charts.marks import Scales, texts, uprights
from rubric_kit.charts.palette import ACCENT
from rubric_kit.charts.wording import shorten
from rubric_kit.model import Rubric, share_text

CUT_LINE = 20
"""Height of the line of a label."""


def cut_labels(rubric: Rubric, *, left: float, plot: float) -> list[dict[str, Any]]:
    """Return the labels of the cuts, highest first, and what is below the lowest.

    Parameters
    ----------
    rubric : Rubric
        The version whose policy is drawn.
    left, plot : float
        Room left of the plot, and the width of the plot for 0 to 100, in pixels: a label ends left of its cut's line.
    """
    policy = rubric.policy
    profiled = {profile.outcome for profile in policy.profiles}
    found: list[dict[str, Any]] = [
        {
            "cut": cut.at_least / 100,
            "words": policy.outcome(cut.outcome).name,
            "tail": f" from {share_text(cut.at_least)}" + (" and its profile" if cut.outcome in profiled else ""),
        }
        for cut in policy.cuts
    ]
    # Beside profiles, no score alone says that a badge falls below everything.
    if policy.cuts and not profiled:
        lowest = policy.cuts[-1].at_least
        found.append({"cut": lowest / 100, "words": policy.outcome(policy.below).name, "tail": f" below {share_text(lowest)}"})
    for one in found:
        room = int((left + one["cut"] * plot / 100 - 10) / 7) - len(one["tail"])
        one["text"] = shorten(one["words"], room) + one["tail"]
    return found


def cut_marks(scales: Scales, labels: Sequence[dict[str, Any]], bottom: float) -> Iterator[alt.Chart]:
    """Give the layers of the cuts: lines down to a height, and the label of each left of its line."""
    lines = [{"x": one["cut"], "top": CUT_LINE * (place + 0.5), "bottom": bottom} for place, one in enumerate(labels)]
    if lines:
        yield uprights(scales, lines, stroke=ACCENT, strokeWidth=1.5)
    for place, one in enumerate(labels):
        rows = [{"cut": one["cut"], "text": one["text"], "y": CUT_LINE * (place + 0.5)}]
        # A label stands left of its line, over the labels of lower cuts whose lines end below it: nothing crosses.
        yield texts(scales, rows, scales.x("cut"), fill=ACCENT, align="right", dx=-6)
