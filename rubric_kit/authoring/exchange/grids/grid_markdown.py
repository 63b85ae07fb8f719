"""Markdown tables among pasted rows: the line of dashes goes, and what was escaped becomes plain text again."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_RULE = re.compile(r":?-{2,}:?|:-:?|-:")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"#{1,6}\s+")
_LOOK = 40


def without_markdown(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return rows as they are, or, if they are a Markdown table, with its marks taken off; rows keep their places."""
    split = [_split(row) for row in rows]
    rule = next((at for at, row in enumerate(split[:_LOOK]) if _is_rule(row)), None)
    if rule is None:
        return list(rows)
    return [[] if at == rule else [_plain(cell) for cell in row] for at, row in enumerate(split)]


def _split(row: Sequence[str]) -> Sequence[str]:
    """Return a row's cells; a line that came whole, because text stands above the table, is taken apart at its bars."""
    filled = [cell for cell in row if cell.strip()]
    if len(filled) != 1 or not filled[0].strip().startswith("|"):
        return row
    line = filled[0].strip().removeprefix("|")
    line = line.removesuffix("|") if not line.endswith("\\|") else line
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)]


def _is_rule(row: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) > 1 and all(_RULE.fullmatch(cell) for cell in filled)


def _plain(cell: str) -> str:
    text = _STRONG.sub(r"\2", _BREAK.sub("\n", _HEADING.sub("", cell, count=1) if cell.startswith("#") else cell))
    return html.unescape(_ESCAPED.sub(r"\1", text))
