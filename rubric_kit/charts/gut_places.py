"""Where the dots and intervals of gut calls stand: in lanes, so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.model import GutCall
from rubric_kit.scoring.gut import GutRow, Side

_WIDE, _NARROW = 9.0, 5.5
"""Room of a dot in pixels: usually, and where there are very many."""
_TALL, _FLAT = 9.0, 4.0
"""Height of the lane of an interval in pixels, in the same way."""
_MANY_LANES = 14
_LEAST_HEIGHT = 27
_EDGE = 10


class Room(NamedTuple):
    """How much room a mark has, in pixels."""

    dot: float
    """Width and height of a dot."""
    lane: float
    """Height of the lane of an interval."""

    @property
    def many(self) -> bool:
        """Whether dots are small, because there are very many."""
        return self.dot == _NARROW


class PlacedGroup(NamedTuple):
    """Calls that say the same, and where they stand."""

    call: GutCall
    points: list[tuple[GutRow, int]]
    """Calls with a whole score, each with its lane, counted upwards from the baseline."""
    spans: list[tuple[GutRow, int]]
    """Calls with gaps, each with its lane, counted downwards from the baseline."""
    calls: int
    """All calls that say so, those without a score included."""
    top: float
    base: float
    bottom: float


def placed_groups(rows: Sequence[GutRow], calls: Sequence[GutCall], *, top: float, room: Room, plot: float) -> list[PlacedGroup]:
    """Return the groups one below the other.

    Parameters
    ----------
    rows : sequence of GutRow
        The calls to draw.
    calls : sequence of GutCall
        The groups, in order.
    top : float
        Where the first group starts, in pixels.
    room : Room
        How much room a mark has, as `room_for` says.
    plot : float
        Width of the scale from 0 to 100 in pixels.
    """
    groups: list[PlacedGroup] = []
    for call in calls:
        said = [row for row in rows if row.call is call]
        points = _lanes([row for row in said if has_score(row) and row.own.low == row.own.high], room.dot, plot)
        spans = _lanes([row for row in said if has_score(row) and row.own.low != row.own.high], 3, plot)
        base = top + _EDGE + max(_count(points) * room.dot, _LEAST_HEIGHT)
        groups.append(PlacedGroup(call, points, spans, len(said), top, base, base + _count(spans) * room.lane + _EDGE))
        top = groups[-1].bottom
    return groups


def room_for(rows: Sequence[GutRow], plot: float) -> Room:
    """Return how much room marks have, so that no group is taller than a screen unless there are hundreds of calls."""
    groups = placed_groups(rows, list(GutCall), top=0, room=Room(_WIDE, _TALL), plot=plot)
    dots, spans = (
        max(_count(placed) for placed in every) for every in zip(*((one.points, one.spans) for one in groups), strict=True)
    )
    return Room(_WIDE if dots <= _MANY_LANES else _NARROW, _TALL if spans <= _MANY_LANES else _FLAT)


def has_score(row: GutRow) -> bool:
    """Tell whether a call has a score to stand at."""
    return row.own.side is not Side.UNRATED and row.own.low >= 0


def percent(share: Fraction) -> float:
    """Return a share of the full score as a place on the scale from 0 to 100."""
    return round(float(100 * share), 6)


def _lanes(rows: Sequence[GutRow], reach: float, plot: float) -> list[tuple[GutRow, int]]:
    """Give each score the first lane in which it touches no other, from the lowest score on."""
    ends: list[float] = []
    found = []
    for row in sorted(rows, key=lambda one: (one.own.low, one.own.high)):
        start = percent(row.own.low) * plot / 100
        lane = next((number for number, end in enumerate(ends) if start - end >= reach), len(ends))
        ends[lane : lane + 1] = [percent(row.own.high) * plot / 100]
        found.append((row, lane))
    return found


def _count(placed: Sequence[tuple[GutRow, int]]) -> int:
    return max([lane for _, lane in placed], default=-1) + 1
