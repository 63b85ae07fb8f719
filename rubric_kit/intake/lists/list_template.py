"""Lists as CSV files that every spreadsheet program opens as text, and the empty one that a person starts from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from rubric_kit.intake.lists.described_form import FORM_FIELDS, item_row
from rubric_kit.model.formula_guard import guarded

_EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "item_type": "course",
        "name": "Synthetic example 1: Coding Clubs for Beginners (delete this row)",
        "issuer": "Synthetic Teachers' Association",
        "issuer_url": "https://issuer.example",
        "description": "Starting and leading an after-school coding club.",
        "criteria": "Attend four sessions. Lead two club meetings. Hand in a plan for a term.",
        "assessment": "Two reviewers judge the plan with a rubric.",
        "evidence": "file; narrative",
        "alignment": "ISTE 2.5.a; P21 Collaboration",
        "level": "Intermediate",
        "levels": "Beginner > Intermediate > Advanced",
        "kind": "application",
        "hours": "12",
        "issued": "2026-01-31",
        "language": "en",
        "tags": "coding, clubs",
    },
    {
        "item_type": "certificate",
        "name": "Synthetic example 2: Safe Workshop (delete this row)",
        "issuer": "Synthetic Workshop Centre",
        "description": "Working safely with hand tools.",
        "criteria": "Take part in one afternoon.",
        "evidence": "none",
        "kind": "participation",
        "hours": "3",
        "issued": "2026-02-14",
        "expires": "2029-02-14",
        "language": "en",
    },
)


def list_bytes(items: Iterable[Mapping[str, str]]) -> bytes:
    """Write items as a CSV file: UTF-8 with a byte order mark, CRLF, every text guarded against being run as a formula.

    Parameters
    ----------
    items : iterable of mappings
        Text by field name of the form; other names are not written.
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([one.label for one in FORM_FIELDS])
    # Quoted throughout: in a country that separates by semicolons a text must not fall apart into cells either.
    rows = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for item in items:
        rows.writerow([guarded(value) for value in item_row(item).values()])
    return text.getvalue().encode("utf-8-sig", "replace")


def list_template() -> bytes:
    """Return the list template: the header and two synthetic examples that say so."""
    return list_bytes(_EXAMPLES)
