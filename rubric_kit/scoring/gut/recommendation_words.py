"""Words for recommended cuts: plain, with what they rest on; every share is of 100 and rounded down, as scores are shown."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from rubric_kit.model import BASIS_POINTS, GutCall, Policy, share_text, visible
from rubric_kit.scoring.gut.best_cut import CutRange, Span
from rubric_kit.scoring.gut.call_group import CallGroup

_SAID = {GutCall.ACCEPT: "Calls that accept", GutCall.NOT: "Calls that do not", GutCall.UNSURE: "Calls that were unsure"}


def fraction_text(share: Fraction) -> str:
    """Write an exact share as points of 100 with one decimal, rounded down.

    Examples
    --------
    >>> fraction_text(Fraction(2, 3))
    '66.6'
    """
    return share_text(floor(share * BASIS_POINTS))


def span_text(span: Span) -> str:
    """Write a score, or its range where something is missing."""
    low, high = span
    return fraction_text(low) if low == high else f"{fraction_text(low)} to {fraction_text(high)}"


def range_text(one: CutRange) -> str:
    """Write a range of cuts, such as "above 45.0 and up to 62.5"."""
    if one.above:
        return f"above {fraction_text(one.low)} and up to {fraction_text(one.high)}"
    return (
        f"of {fraction_text(one.low)}" if one.low == one.high else f"from {fraction_text(one.low)} to {fraction_text(one.high)}"
    )


def contrast_words(ranges: Sequence[CutRange], fewest: tuple[int, int], calls: int) -> str:
    """Say which cuts misplace the fewest calls."""
    where = " or ".join(range_text(one) for one in ranges)
    least, most = fewest
    if least == most:
        return f"any cut {where} of 100 misplaces the fewest, {least} of {calls} calls."
    found = f"the cut that misplaces the fewest is one {where} of 100, depending on what is missing"
    return f"{found}; it misplaces {least} to {most} of {calls} calls."


def borderline_words(median: CutRange) -> str:
    """Say where the middle of the scores lies that somebody was unsure about."""
    middle = span_text((median.low, median.high))
    missing = "" if median.low == median.high else ", depending on what is missing"
    return f"half of what somebody was unsure about scores {middle} of 100 or less{missing}."


def deciding_words(policy: Policy, outcome: str | None, adopted: int | None) -> str:
    """Return what the cut of an outcome that decides now is called, or that it has none."""
    if outcome is None:
        return ""
    name = f'"{visible(policy.outcome(outcome).name)}"'
    if adopted is None:
        return f"{name} has no cut: a profile of levels decides"
    beside = " (beside a profile of levels)" if any(one.outcome == outcome for one in policy.profiles) else ""
    if policy.adopted:
        return f"The adopted cut for {name}{beside}"
    return f"The cut for {name}{beside}, which decides now and which nobody has adopted yet,"


def adopted_words(deciding: str, adopted: int | None, ranges: Sequence[CutRange], wrong: tuple[int, int] | None) -> str:
    """Set the cut that decides now beside the recommended ones."""
    if adopted is None:
        return f"{deciding}."
    cut = Fraction(adopted, BASIS_POINTS)
    told = f"{deciding} is {share_text(adopted)}"
    if any(one.holds(cut) for one in ranges):
        return f"{told} and agrees with that."
    side = "below that" if cut <= ranges[0].low else "above that" if cut > ranges[-1].high else "between them"
    return f"{told} and lies {side}{_wrong(wrong)}."


def group_words(group: CallGroup, *, panel: bool) -> str:
    """Say how many calls a group holds, of whom, and where their scores lie."""
    quartiles = group.quartiles
    if quartiles is None:
        return f"{_SAID[group.call]}: none."
    gaps = len(group.calls) - len(group.points)
    missing = f"; something is missing in {gaps} of them" if gaps else ""
    whose = "by the panel's ratings" if panel else "by each person's own ratings"
    lower, upper = span_text(quartiles.lower), span_text(quartiles.upper)
    middle = f"the middle half from {lower} to {upper}"
    if gaps:
        middle = f"a quarter at {lower} or below, a quarter at {upper} or above"
    people = f"{len(group.calls)}, of {_counted(group.raters, 'person', 'people')} on {_counted(group.badges, 'badge', 'badges')}"
    return f"{_SAID[group.call]}: {people}. Scores {whose}: median {span_text(quartiles.median)}, {middle}{missing}."


def crossing_words(crossing: float | None, points: Sequence[int], fewest: int) -> str:
    """Tell the second figure, or why there is none."""
    what = "where normal curves of the two groups cross"
    counts = " and ".join(str(one) for one in points)
    if min(points) < fewest:
        return f"A second figure, {what}, needs {fewest} scores with nothing missing in each group; there are {counts}."
    if crossing is None:
        return f"A second figure, {what}, cannot be given: they do not cross between the two means."
    return f"A second figure, {what}: {100 * crossing:.1f} of 100 ({counts} scores with nothing missing)."


def _wrong(wrong: tuple[int, int] | None) -> str:
    if wrong is None:
        return ""
    least, most = wrong
    return f"; it misplaces {least}" if least == most else f"; it misplaces {least} to {most}"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
