"""Cells that a spreadsheet program would take for a formula, guarded on the way out and freed on the way in."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Characters that begin a formula; the wide ones do so in some Asian editions."""


def guarded(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet program would run; `unguarded` takes it off again.

    Examples
    --------
    >>> guarded("=1+1")
    "'=1+1"
    """
    return f"'{text}" if text.startswith((*_STARTS, "'")) else text


def unguarded(text: str) -> str:
    """Take off the apostrophe that an export put before text; an apostrophe of the text itself stays.

    Examples
    --------
    >>> unguarded("'=1+1"), unguarded("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text.startswith("'") and text[1:].startswith((*_STARTS, "'")) else text
