"""Score sheets for the badges at hand: what each is called, the page to print, and the table that they are keyed into.

A sheet is called by its number and four letters, such as "3-bdfk". The letters are made from the badge and the words of the
rubric: a sheet that was printed before a badge was added, or before a level was reworded, is noticed when it is keyed in. They
are consonants, so that no spreadsheet takes them for a number or a date and no word comes about.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from typing import NamedTuple

from rubric_kit.authoring.exchange.papers.score_sheet import Sheet, score_sheets
from rubric_kit.comparing import badge_labels
from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Rubric
from rubric_kit.workspace.ratings_table import spreadsheet_safe

KEYED_COLUMNS = ("rater", "badge", "gut")
"""Columns of the keyed table before those of the criteria."""
_LETTERS = "bcdfghjkmnpqrstvwxz"
_MOST_SHEETS = 2_000


class NumberedBadge(NamedTuple):
    """A badge and what its sheet is called."""

    number: int
    """Place among the badges at hand, from 1."""
    check: str
    """Four letters made from the badge and the words of the rubric."""
    label: str
    badge: Badge

    @property
    def code(self) -> str:
        """What the sheet is called."""
        return f"{self.number}-{self.check}"


def numbered_badges(rubric: Rubric, badges: Sequence[Badge]) -> tuple[NumberedBadge, ...]:
    """Return the badges with their numbers, their check letters and their labels."""
    labels = badge_labels(badges)
    return tuple(
        NumberedBadge(number, _check(rubric, badge), labels[badge.key], badge) for number, badge in enumerate(badges, start=1)
    )


def sheets_to_print(rubric: Rubric, badges: Sequence[Badge], raters: Sequence[str] = ()) -> bytes:
    """Return a page to print with a sheet for each badge; with raters, one for each rater and badge, rater by rater.

    Parameters
    ----------
    rubric : Rubric
        The version that is rated on.
    badges : sequence of Badge
        The badges, in the order of their numbers.
    raters : sequence of str
        Codes to print on the sheets; empty: each sheet has a line for the code.

    Raises
    ------
    InputError
        There would be more than 2,000 sheets, or none.
    """
    known = numbered_badges(rubric, badges)
    codes = raters or ("",)
    if not 0 < len(known) * len(codes) <= _MOST_SHEETS:
        raise InputError(f"{len(known) * len(codes):,} sheets would be printed; 1 to {_MOST_SHEETS:,} are, name fewer raters")
    sheets = [Sheet(one.code, one.label, one.badge.issuer.name, rater) for rater in codes for one in known]
    return score_sheets(rubric, sheets)


def table_to_key(rubric: Rubric, badges: Sequence[Badge], raters: Sequence[str] = ()) -> bytes:
    """Return the empty table (CSV) that filled-in sheets are keyed into: a row for each sheet, a column for each criterion."""
    criteria = [f"{number}. {' '.join(one.name.split())}" for number, one in enumerate(rubric.criteria, start=1)]
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow([*KEYED_COLUMNS, *criteria])
    for rater in raters or ("",):
        for one in numbered_badges(rubric, badges):
            table.writerow([spreadsheet_safe(rater), one.code, "", *("" for _ in rubric.criteria)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _check(rubric: Rubric, badge: Badge) -> str:
    number = int.from_bytes(hashlib.sha256(f"{rubric.wording_fingerprint} {badge.key}".encode()).digest()[:8], "big")
    letters = []
    for _ in range(4):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)
