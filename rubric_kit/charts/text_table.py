"""A table as a notebook or a report shows it: header cells, scope, caption, every cell escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from rubric_kit.charts.palette import FIELD, INK, LINE
from rubric_kit.comparing import badge_labels
from rubric_kit.model import Badge, Finding, Severity, visible

if TYPE_CHECKING:
    import pandas as pd

_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?( to [0-9]+(\.[0-9]+)?)?|—")
_CELL = f"padding:4px 8px;border:1px solid {LINE};font-variant-numeric:tabular-nums;vertical-align:top"
_HEAD = f"{_CELL};background:{FIELD};color:{INK};text-align:left"


@dataclass(frozen=True)
class TextTable:
    """Rows of text under named columns; the first column names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """Return the table as a fragment for any page; it scrolls sideways by itself where the page is narrow."""
        numeric = [bool(self.rows) and all(_NUMBER.fullmatch(row[at]) for row in self.rows) for at in range(len(self.columns))]
        head = "".join(f'<th scope="col" style="{_HEAD}">{escape(visible(one))}</th>' for one in self.columns)
        body = "".join(f"<tr>{_cells(row, numeric)}</tr>" for row in self.rows)
        return (
            f'<div class="rk-scroll" style="overflow-x:auto" role="group" aria-label="Table: {escape(visible(self.caption))}" '
            'tabindex="0"><table class="rk-table" style="border-collapse:collapse;font-size:14px">'
            f'<caption style="text-align:left;padding:8px 0">{escape(visible(self.caption))}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def frame(self) -> pd.DataFrame:
        """Return the table as a pandas frame of text."""
        import pandas as pd

        return pd.DataFrame([list(row) for row in self.rows], columns=list(self.columns), dtype="str")

    def _repr_mimebundle_(self, **_wishes: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": f"{self.caption}: {len(self.rows)} rows"}


def badge_table(badges: Sequence[Badge]) -> TextTable:
    """Return one row per badge: its label, who issued it, what it says of itself, and the start of its key."""
    labels = badge_labels(badges)
    rows = tuple(
        (
            labels[badge.key],
            badge.issuer.name,
            badge.kind.value if badge.kind else "not stated",
            badge.evidence.state.value,
            str(len(badge.alignments)),
            badge.verification.outcome.value.replace("_", " "),
            badge.handle,
        )
        for badge in badges
    )
    return TextTable("Badges that were read", ("Badge", "Issuer", "Kind", "Evidence", "Alignments", "Proof", "Key"), rows)


def finding_table(findings: Iterable[Finding], *, notes: bool = True) -> TextTable:
    """Return one row per finding: where it was found, how much it matters, what it is and what to do.

    Parameters
    ----------
    findings : iterable of Finding
        The findings.
    notes : bool
        Whether findings that are only good to know have rows as well.
    """
    chosen = [one for one in findings if notes or one.severity is not Severity.INFO]
    rows = tuple((one.where, one.severity.value, one.message, one.advice) for one in chosen)
    return TextTable("Findings", ("Where", "Severity", "What was found", "What to do"), rows)


def _cells(row: tuple[str, ...], numeric: list[bool]) -> str:
    first = f'<th scope="row" style="{_CELL};text-align:left;font-weight:600">{escape(visible(row[0]))}</th>'
    rest = "".join(
        f'<td style="{_CELL};text-align:{"right" if number else "left"}">{escape(visible(cell))}</td>'
        for cell, number in zip(row[1:], numeric[1:], strict=True)
    )
    return first + rest
