"""Items as the plain rows that `intake_rows.js` draws: words only, hidden characters spelled out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from rubric_kit.charts.item_words import doubts, item_words
from rubric_kit.intake import Item, ItemOutcome
from rubric_kit.model import visible

ROWS_PER_PAGE = 50
_LABEL = re.compile(r"file (\d+)")

SHOWN: dict[str, tuple[str, Callable[[Item, date], bool]]] = {
    "all": ("Everything", lambda _item, _day: True),
    "broken": (
        "Expired, taken back, or signature not valid",
        lambda item, day: any(one.sign == "no" for one in doubts(item, day)),
    ),
    "badges": ("Badges", lambda item, _day: item.outcome is ItemOutcome.BADGE),
    "others": ("What is no badge or cannot be read", lambda item, _day: item.outcome is not ItemOutcome.BADGE),
}
"""Choices of what to show: words and rule by id."""


def page_rows(items: Sequence[Item], shown: str, at: int, as_of: date) -> dict[str, Any]:
    """Return one page of rows, and where it stands; a page that does not exist gives the nearest one."""
    rule = SHOWN.get(shown, SHOWN["all"])[1]
    chosen = [item for item in items if rule(item, as_of)]
    pages = max(1, -(-len(chosen) // ROWS_PER_PAGE))
    page = min(max(at, 0), pages - 1)
    first = page * ROWS_PER_PAGE
    rows = [item_row(item, as_of) for item in chosen[first : first + ROWS_PER_PAGE]]
    return {"rows": rows, "page": page, "pages": pages, "first": first + 1, "chosen": len(chosen)}


def item_row(item: Item, as_of: date) -> dict[str, Any]:
    """Return one item; the browser puts the file's name beside the number, if it knows one."""
    words = item_words(item, as_of)
    found = _LABEL.match(item.label)
    return {
        "label": item.label,
        "number": int(found[1]) if found else None,
        # For the screen at hand only; for files from the browser it is the number again, and the names inside an archive.
        "path": visible(item.path),
        "name": visible(words.name),
        "issuer": visible(words.issuer),
        "outcome": item.outcome.value,
        "outcome_words": words.outcome,
        "format": visible(words.format),
        "read": [visible(one) for one in words.read],
        "missing": [visible(one) for one in words.missing],
        "lists": [{"title": one.title, "told": one.told, "missing": list(one.missing)} for one in words.lists],
        "doubts": [{"sign": one.sign, "head": visible(one.head), "text": visible(one.text)} for one in words.doubts],
        "advice": list(words.advice),
    }
