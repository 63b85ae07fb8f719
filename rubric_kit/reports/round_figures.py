"""What a rating round says, as charts, tables and words: nothing before the reveal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rubric_kit.charts import Display
from rubric_kit.charts.agreement_table import AgreementTable, agreement_table
from rubric_kit.charts.dot_strips import dot_strips
from rubric_kit.charts.gut_contrast import gut_against_rubric
from rubric_kit.charts.gut_partings import gut_partings
from rubric_kit.charts.round_slopes import round_slopes
from rubric_kit.charts.text_table import TextTable
from rubric_kit.model import Rubric, visible
from rubric_kit.reports.section import Section, section
from rubric_kit.scoring.agreement import Agreement, agreement, agreement_change
from rubric_kit.scoring.gut import GutContrast, cut_recommendations, gut_contrast
from rubric_kit.widgets.round_desk import RoundDesk

_NOT_SHOWN = "Nothing is shown yet. Show what was said first, above; then run this cell again."
_ONE_ROUND = "There is one round so far. After the next one is shown, run this cell again."
_WHOSE = "Put a code into the first cell as `person`, and run that cell and this one, to see one person's calls."
_NO_CALLS = "Nobody made a gut call, so there is nothing to set beside the rubric."


class HasDesk(Protocol):
    """Whatever leads a round, such as `LeadRound`."""

    desk: RoundDesk


class RoundFigures:
    """Charts, tables and words about the rounds that are shown; each is made from what the desk says at that moment.

    Parameters
    ----------
    led : HasDesk
        The round, such as the widget `LeadRound`.
    """

    def __init__(self, led: HasDesk) -> None:
        self._desk = led.desk

    def strips(self) -> Display | Section:
        """Chart what everybody said, the widest cells first."""
        rubric = self._desk.shown_rubric
        return _paragraph(_NOT_SHOWN) if rubric is None else dot_strips(rubric, self._desk.spreads, self._desk.labels)

    def slopes(self) -> Display | Section:
        """Chart what the last talk changed."""
        rubric, changes = self._desk.shown_rubric, self._desk.changes()
        if rubric is None:
            return _paragraph(_NOT_SHOWN)
        return round_slopes(rubric, changes, self._desk.labels) if changes else _paragraph(_ONE_ROUND)

    def agreement(self) -> AgreementTable | Section:
        """Show how far people agree: percent first, coefficients in small print."""
        found = self._agreement(self._desk.shown_round)
        return _paragraph(_NOT_SHOWN) if found is None else agreement_table(found)

    def agreement_change(self) -> Section:
        """Say how agreement changed from the round before to the one that is shown."""
        shown = self._desk.shown_round
        if not shown:
            return _paragraph(_NOT_SHOWN)
        before, after = self._agreement(shown - 1), self._agreement(shown)
        return _lines(_ONE_ROUND if before is None or after is None else agreement_change(before, after))

    def gut(self) -> Display | Section:
        """Chart gut calls against the score of the same person's ratings, the cuts they speak for beside the one in force."""
        rubric, found = self._contrast()
        if rubric is None or found is None:
            return _paragraph(_NOT_SHOWN if rubric is None else _NO_CALLS)
        return gut_against_rubric(rubric, found, self._desk.labels, cut_recommendations(rubric, found))

    def gut_of(self, person: str) -> Display | Section:
        """Chart the gut calls of one person, by code, against the scores of the same person's ratings."""
        rubric, found = self._contrast()
        if rubric is None or found is None:
            return _paragraph(_NOT_SHOWN if rubric is None else _NO_CALLS)
        if person not in found.people:
            return _paragraph(_WHOSE if not person else f"{visible(person)} made no gut call.")
        return gut_against_rubric(rubric, found, self._desk.labels, rater=person)

    def partings(self) -> TextTable | Section:
        """Show, badge by badge, where gut and rubric part."""
        rubric, found = self._contrast()
        if rubric is None or found is None:
            return _paragraph(_NOT_SHOWN if rubric is None else _NO_CALLS)
        return gut_partings(found, self._desk.labels)

    def cuts(self) -> Section:
        """Say which cuts the gut calls speak for; a recommendation, nothing is changed."""
        rubric, found = self._contrast()
        if rubric is None or found is None:
            return _paragraph(_NOT_SHOWN if rubric is None else _NO_CALLS)
        return _lines([words for one in cut_recommendations(rubric, found) for words in one.sentences])

    def _contrast(self) -> tuple[Rubric | None, GutContrast | None]:
        shown, calls = self._desk.shown_rubric, self._desk.gut_calls
        # A talk moves ratings: only what was said before it is as much each person's own as the gut call is.
        rubric = self._desk.rubric_of(1) if shown else None
        if rubric is None or not calls:
            return shown, None
        return rubric, gut_contrast(rubric, self._desk.badges, calls, self._desk.ratings_of(1))

    def _agreement(self, number: int) -> Agreement | None:
        rubric = self._desk.rubric_of(number) if number else None
        if rubric is None:
            return None
        return agreement(rubric, self._desk.ratings_of(number), [badge.key for badge in self._desk.badges])


def _paragraph(words: str) -> Section:
    return section("paragraph", words, words=words)


def _lines(words: Sequence[str] | str) -> Section:
    told = [words] if isinstance(words, str) else list(words)
    return section("paragraphs", " ".join(told), words=told)
