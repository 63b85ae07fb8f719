"""Colours and shapes of the house, with the arithmetic that shows they can be told apart.

Levels are one scale from light to dark, each mark with a dark outline and its number. Outcomes differ by shape and word first;
colour comes second.
"""

from __future__ import annotations

from typing import NamedTuple

from rubric_kit.model import OutcomeKind

WHITE = "#ffffff"
BLACK = "#000000"
INK = "#1f2328"
"""Text, and the outline of every level mark."""
SECONDARY = "#57606a"
"""Small print, the edge of an interval, the line between two marks."""
LINE = "#d0d7de"
"""Grid lines and separators; never the only carrier of a fact."""
FIELD = "#f6f8fa"
"""Ground of a table's header."""
ACCENT = "#08519c"
"""The one accent: outcomes and cut lines."""

FONT = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"

_STOPS = ("#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b")

LOCK = (
    "M-0.75,-0.1L-0.5,-0.1L-0.5,-0.45A0.5,0.5,0,0,1,0.5,-0.45L0.5,-0.1L0.75,-0.1L0.75,0.95L-0.75,0.95Z"
    "M-0.25,-0.1L0.25,-0.1L0.25,-0.45A0.25,0.25,0,0,0,-0.25,-0.45Z"
)
"""A padlock as a drawn path, since a lock character is an emoji on many systems."""
SMALL_LOCK = (
    "M-0.4,-0.05L-0.28,-0.05L-0.28,-0.25A0.28,0.28,0,0,1,0.28,-0.25L0.28,-0.05L0.4,-0.05L0.4,0.52L-0.4,0.52Z"
    "M-0.14,-0.05L0.14,-0.05L0.14,-0.25A0.14,0.14,0,0,0,-0.14,-0.25Z"
)
"""The same at half the size, to stand inside another shape."""
CIRCLE = "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z"
SQUARE = "M-0.9,-0.9L0.9,-0.9L0.9,0.9L-0.9,0.9Z"
DIAMOND = "M0,-1.2L1.2,0L0,1.2L-1.2,0Z"
_HALF = "M0,-1A1,1,0,0,0,0,1Z"
_DASH = "M-1,-0.2L1,-0.2L1,0.2L-1,0.2Z"
_STAR = "M0,-1.2L0.29,-0.41L1.14,-0.37L0.48,0.15L0.71,0.97L0,0.5L-0.71,0.97L-0.48,0.15L-1.14,-0.37L-0.29,-0.41Z"


class Sign(NamedTuple):
    """How an outcome is drawn: a base, maybe something over it, maybe a character in it."""

    base: str
    """Path of the base, in a square from -1 to 1."""
    fill: str
    """Colour of the base's inside; its edge is the accent."""
    dashed: bool = False
    """Whether the edge is dashed."""
    over: str = ""
    """Path drawn over the base in the accent."""
    character: str = ""
    """Character printed in it; "#" stands for the level the outcome accepts at."""


UNDETERMINED = Sign(CIRCLE, WHITE, dashed=True, character="?")
"""A question mark in a dashed ring."""

SIGNS: dict[OutcomeKind, Sign] = {
    OutcomeKind.ACCEPT: Sign(CIRCLE, ACCENT),
    OutcomeKind.ACCEPT_AT_LEVEL: Sign(CIRCLE, ACCENT, character="#"),
    OutcomeKind.CONDITIONAL: Sign(CIRCLE, WHITE, over=_HALF),
    OutcomeKind.NARRATIVE: Sign(CIRCLE, WHITE),
    OutcomeKind.ENDORSE: Sign(_STAR, ACCENT),
    OutcomeKind.NOT_COUNTED: Sign(_DASH, ACCENT),
}


def level_colours(count: int) -> tuple[str, ...]:
    """Return one colour per level, lowest first.

    Up to five levels have fixed colours, so that a level keeps its colour from chart to chart; with six to eight the same
    scale is cut finer.

    Examples
    --------
    >>> level_colours(2)
    ('#f7fbff', '#c6dbef')
    """
    if count <= len(_STOPS):
        return _STOPS[:count]
    return tuple(_between(place * (len(_STOPS) - 1) / (count - 1)) for place in range(count))


def text_on(fill: str) -> str:
    """Return black or white, whichever stands out more; the better of the two is never below 4.5 to 1."""
    return BLACK if contrast(BLACK, fill) >= contrast(WHITE, fill) else WHITE


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours written as #rrggbb, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _between(place: float) -> str:
    low = min(int(place), len(_STOPS) - 2)
    pairs = zip(_channels(_STOPS[low]), _channels(_STOPS[low + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * (place - low)):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [one / 255 for one in _channels(colour)]
    red, green, blue = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
