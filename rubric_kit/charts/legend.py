"""Legends: signs with their words, set line after line as far as the width reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair as alt

from rubric_kit.charts.marks import Place, Scales, symbols, texts
from rubric_kit.charts.palette import ACCENT, CIRCLE, INK, LOCK, SECONDARY, SIGNS, SMALL_LOCK, UNDETERMINED, WHITE, Sign, text_on
from rubric_kit.charts.wording import shorten
from rubric_kit.model import OutcomeKind, Policy

LINE_HEIGHT = 24
_SIGN_ROOM = 26
_GAP = 18
_PER_CHARACTER = 6.6
_HOLLOW = "M-1.3,-0.7L1.3,-0.7L1.3,0.7L-1.3,0.7Z"


class Entry(NamedTuple):
    """A sign and what it means."""

    sign: Sign
    words: str
    dark: bool = False
    """Whether the sign is drawn in ink, as marks are, and not in the accent, as outcomes are."""


WITHHELD = Entry(Sign(_HOLLOW, WHITE, over=SMALL_LOCK), "withheld: any of these levels", dark=True)
"""The hollow interval of a level that exists and is not shown."""
OPEN = Entry(Sign(_HOLLOW, WHITE, dashed=True), "cannot tell, or not rated yet: any of these levels", dark=True)
"""The hollow interval of a level that is not known."""
NOT_APPLICABLE = Entry(Sign("", WHITE, character="—"), "does not apply", dark=True)
LOCKED = Entry(Sign("", WHITE, over=LOCK), "withheld", dark=True)


def outcome_signs(policy: Policy) -> dict[str | None, Entry]:
    """Return the sign and name of each outcome of a policy by its id; None stands for undetermined.

    An outcome that accepts at a level carries a number: 1 for the lowest of them, 2 for the next.
    """
    at_level = [one.id for one in reversed(policy.outcomes) if one.kind is OutcomeKind.ACCEPT_AT_LEVEL]
    found: dict[str | None, Entry] = {}
    for one in policy.outcomes:
        sign = SIGNS[one.kind]
        number = str(at_level.index(one.id) + 1) if sign.character == "#" else sign.character
        found[one.id] = Entry(sign._replace(character=number), one.name)
    return found | {None: Entry(UNDETERMINED, "Undetermined")}


def level_entries(colours: Sequence[str]) -> list[Entry]:
    """Return one entry per level, with words for the lowest and the highest."""
    words = ["lowest level", *[""] * (len(colours) - 2), "highest level"]
    return [Entry(Sign(CIRCLE, fill, character=str(place)), words[place], dark=True) for place, fill in enumerate(colours)]


def legend(scales: Scales, entries: Sequence[Entry], *, left: float, top: float, width: float) -> list[alt.Chart]:
    """Return the layers of a legend that starts at a pixel place and breaks its lines at a width."""
    flow = _flow(entries, left, top, width)
    drawn = [{"sign": one.entry, "y": one.y, "place": scales.place(one.left + 10)} for one in flow]
    words = [{"text": one.words, "y": one.y, "place": scales.place(one.left + _SIGN_ROOM)} for one in flow if one.words]
    return [*signs(scales, drawn, scales.x("place")), texts(scales, words, scales.x("place"))]


def legend_height(entries: Sequence[Entry], width: float) -> float:
    """Return the height in pixels that a legend takes."""
    return _flow(entries, 0, 0, width)[-1].y + LINE_HEIGHT / 2


def signs(scales: Scales, rows: Sequence[dict[str, Any]], x: Place, size: float = 260) -> list[alt.Chart]:
    """Return the layers that draw the sign in each row's "sign" (an `Entry`): base, what lies over it, character."""
    layers = []
    for dark in (False, True):
        edge = INK if dark else ACCENT
        chosen = [row for row in rows if row["sign"].dark is dark]
        for dashed in (False, True):
            base = [_shaped(row, row["sign"].sign.base, row["sign"].sign.fill) for row in chosen if _has_base(row, dashed)]
            dash = {"strokeDash": [3, 2]} if dashed else {}
            layers += [symbols(scales, base, x, size=size, stroke=edge, **dash)] if base else []
        over = [_shaped(row, row["sign"].sign.over, edge) for row in chosen if row["sign"].sign.over]
        layers += [symbols(scales, over, x, size=size, stroke=edge, strokeWidth=0)] if over else []
    lettered = [row for row in rows if row["sign"].sign.character]
    letters = [_kept(row) | {"text": row["sign"].sign.character, "ink": _ink(row["sign"].sign)} for row in lettered]
    return [*layers, *([texts(scales, letters, x, align="center", fontWeight="bold", dy=1)] if letters else [])]


class _Placed(NamedTuple):
    """An entry, its words as far as they fit, and where it starts."""

    entry: Entry
    words: str
    left: float
    y: float


def _flow(entries: Sequence[Entry], left: float, top: float, width: float) -> list[_Placed]:
    placed: list[_Placed] = []
    along, y = 0.0, top + LINE_HEIGHT / 2
    for entry in entries:
        words = shorten(entry.words, int((width - _SIGN_ROOM) / _PER_CHARACTER))
        room = _SIGN_ROOM + len(words) * _PER_CHARACTER
        if along and along + room > width:
            along, y = 0.0, y + LINE_HEIGHT
        placed.append(_Placed(entry, words, left + along, y))
        along += room + (_GAP if words else 0)
    return placed


def _has_base(row: dict[str, Any], dashed: bool) -> bool:
    sign: Sign = row["sign"].sign
    return bool(sign.base) and sign.dashed is dashed


def _shaped(row: dict[str, Any], shape: str, fill: str) -> dict[str, Any]:
    return _kept(row) | {"shape": shape, "fill": fill}


def _kept(row: dict[str, Any]) -> dict[str, Any]:
    """Return the plain values of a row: only these may reach the drawing."""
    return {name: one for name, one in row.items() if isinstance(one, (str, int, float))}


def _ink(sign: Sign) -> str:
    return text_on(sign.fill) if sign.base else SECONDARY
