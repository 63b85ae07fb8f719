"""How far did people agree? Percent first; coefficients in small print, each with its doubt and with when not to use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from rubric_kit.charts.text_table import TextTable
from rubric_kit.charts.wording import plain
from rubric_kit.model import visible

if TYPE_CHECKING:
    # Agreement brings in numpy, which a page with charts can do without.
    from rubric_kit.scoring.agreement import Agreement, CriterionAgreement, Figure

_SHARES = ("exact", "adjacent")
_SMALL = 'class="rk-small" style="font-size:13px;max-width:75ch"'
_NONE = "—"


@dataclass(frozen=True, eq=False, repr=False)
class AgreementTable:
    """Agreement as tables and sentences; shown in a notebook, percent and words stand first and the coefficients below."""

    found: Agreement
    """What `rubric_kit.scoring.agreement.agreement` returned."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to say first, about all criteria together."""
        return tuple(visible(one) for one in self.found.sentences)

    @property
    def percents(self) -> TextTable:
        """One row per criterion, and one for all: how often two people gave the same level, or the same or the next."""
        columns = ("Criterion", "People", "Badges", "Pairs", "Same level", "Same or next level", "Two levels apart or more")
        return TextTable("How often two people said the same", columns, tuple(_percents(one) for one in self._all()))

    @property
    def coefficients(self) -> TextTable:
        """One row per criterion and figure: its value and interval, or why there is none."""
        rows = [row for one in self._all() if not one.refusal for row in _coefficients(one)]
        return TextTable("Figures with their doubt", ("Criterion", "Figure", "Value", "95 of 100 interval", "Mind"), tuple(rows))

    @property
    def refusals(self) -> tuple[str, ...]:
        """Why criteria have no coefficients, each reason once with the criteria that it is about."""
        reasons: dict[str, list[str]] = {}
        for one in self._all():
            if one.refusal:
                reasons.setdefault(one.refusal, []).append(plain(one.name))
        whole = len(self.found.criteria) + 1
        told = ((reason, "No coefficients" if len(names) == whole else ", ".join(names)) for reason, names in reasons.items())
        return tuple(visible(f"{names}. {reason}") for reason, names in told)

    @property
    def severity(self) -> TextTable:
        """One row per person, by code: how often below, on and above the middle of the others. For the room, not for a report."""
        rows = tuple(
            (
                one.rater,
                *(str(count) for count in (one.lower, one.same, one.higher)),
                one.sentence.partition("typically ")[2] or _NONE,
            )
            for one in self.found.severity
        )
        return TextTable("Beside the middle of the others", ("Person", "Lower", "The same", "Higher", "Typically"), rows)

    @property
    def uses(self) -> TextTable:
        """One row per coefficient: the question it answers, when not to use it, and where it is defined."""
        from rubric_kit.scoring.agreement import MAIN_FIGURES

        chosen = [one for one in self.found.whole.figures if one.key in MAIN_FIGURES]
        rows = tuple((one.statistic, one.name, one.when_not, one.source) for one in chosen)
        return TextTable("What each figure answers", ("Figure", "Answers", "When not to use it", "Defined in"), rows)

    def html(self) -> str:
        """Return words, percents, and the coefficients in small print as a fragment for any page."""
        words = "".join(f"<p>{escape(one)}</p>" for one in self.sentences)
        refused = "".join(f"<p {_SMALL}>{escape(one)}</p>" for one in self.refusals)
        tables = [self.coefficients, self.uses] if self.coefficients.rows else [self.uses]
        more = "".join(table.html() for table in tables)
        return (
            f'<div class="rk-agreement"><div style="max-width:75ch">{words}</div>{self.percents.html()}{refused}'
            f"<details {_SMALL.replace('max-width:75ch', 'max-width:100%')}><summary>Coefficients, and when not to use them"
            f"</summary>{more}</details></div>"
        )

    def __repr__(self) -> str:
        return "\n".join(self.sentences)

    def _repr_mimebundle_(self, **_wishes: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": repr(self)}

    def _all(self) -> Iterator[CriterionAgreement]:
        yield from self.found.criteria
        yield self.found.whole


def agreement_table(found: Agreement) -> AgreementTable:
    """Return agreement as tables that begin with percent.

    Parameters
    ----------
    found : Agreement
        What `rubric_kit.scoring.agreement.agreement` returned.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> from rubric_kit.scoring.agreement import agreement
    >>> review = read_review()
    >>> table = agreement_table(agreement(review.rubric, review.ratings, [badge.key for badge in review.badges], intervals=False))
    >>> table.percents.rows[-1][0]
    'All criteria'
    """
    return AgreementTable(found)


def _percents(one: CriterionAgreement) -> tuple[str, ...]:
    counts = (one.pairs.same, one.pairs.same + one.pairs.next)
    shares = [_share(one.figure(key), count) for key, count in zip(_SHARES, counts, strict=True)]
    return (plain(one.name), str(one.raters), str(one.badges), str(one.pairs.pairs), *shares, str(one.pairs.further))


def _share(figure: Figure, count: int) -> str:
    return f"{figure.text} ({count})" if figure.value is not None else _NONE


def _coefficients(one: CriterionAgreement) -> Iterator[tuple[str, ...]]:
    from rubric_kit.scoring.agreement import MAIN_FIGURES

    for key in MAIN_FIGURES:
        figure = one.figure(key)
        mind = visible(" ".join(text for text in (figure.why, figure.note) if text))
        yield plain(one.name), figure.statistic, figure.text or _NONE, figure.interval_text or _NONE, mind or _NONE
