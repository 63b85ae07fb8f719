"""What was read, as a table for a notebook or a report: labels instead of file names, which may name people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rubric_kit.charts.item_words import SIGNATURE_WORDS, item_words
from rubric_kit.charts.text_table import TextTable
from rubric_kit.intake import Item

_COLUMNS = ("File", "Badge", "Issuer", "Outcome", "Signature", "Look at", "Missing")


def intake_table(items: Sequence[Item], *, as_of: date | None = None, most: int = 200) -> TextTable:
    """Return one row per item: its label, badge, issuer, outcome, signature, doubts and missing facts.

    Parameters
    ----------
    items : sequence of Item
        What was read.
    as_of : date, optional
        Day on which expiry is looked at; today without it.
    most : int
        Most rows; the caption says so when there are more.
    """
    day = as_of or date.today()  # noqa: DTZ011 - expiry is looked up by the calendar on the wall
    caption = "What was read" if len(items) <= most else f"What was read: the first {most} of {len(items):,}"
    return TextTable(caption, _COLUMNS, tuple(_row(item, day) for item in items[:most]))


def _row(item: Item, day: date) -> tuple[str, ...]:
    words = item_words(item, day)
    proof = "" if item.verification is None else SIGNATURE_WORDS[item.verification.outcome]
    heads = [one.head for one in words.doubts if one.head != proof]
    return (item.label, words.name, words.issuer, words.outcome, proof, "; ".join(heads), "; ".join(words.missing))
