"""Gut against rubric in the report of a rating round: gut calls beside the ratings of the first, silent round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from rubric_kit.charts import Display, TextTable
from rubric_kit.charts.gut_contrast import gut_against_rubric
from rubric_kit.charts.gut_partings import gut_partings
from rubric_kit.model import Badge, Rubric
from rubric_kit.reports.round_log import RoundLog
from rubric_kit.reports.section import Section, section
from rubric_kit.scoring.gut import CutRecommendation, GutContrast, cut_recommendations, gut_contrast

_NO_CALLS = "Nobody made a gut call before the rubric was opened, so there is nothing to set beside the ratings."


class RoundGut:
    """Gut calls and what they speak for.

    Parameters
    ----------
    versions : sequence of Rubric
        The versions that may have been rated on in the first round; the first one that fits its ratings is taken.
    badges : sequence of Badge
        The badges that were rated.
    log : RoundLog
        What was said.
    labels : mapping of badge key to label
        What the badges are called.
    """

    def __init__(self, versions: Sequence[Rubric], badges: Sequence[Badge], log: RoundLog, labels: Mapping[str, str]) -> None:
        self._badges, self._calls, self._labels = badges, log.calls, labels
        # A talk moves ratings: only what was said before it is as much each person's own as the gut call is.
        self._ratings = log.up_to(min(log.shown, 1))
        words = {row.wording for row in self._ratings}
        self._rubric = next((one for one in versions if one.wording_fingerprint in words), versions[0])

    def chart(self) -> Display | Section:
        """Show gut calls against the scores of the same people's ratings, with the cuts; without a code."""
        if not self._contrast.rows:
            return section("paragraph", _NO_CALLS, words=_NO_CALLS)
        return gut_against_rubric(self._rubric, self._contrast, self._labels, self._recommendations)

    def table(self) -> TextTable | Section:
        """Show per badge where gut and rubric part."""
        return gut_partings(self._contrast, self._labels) if self._contrast.rows else section("paragraph", "", words="")

    def words(self) -> Section:
        """Say which cuts the gut calls speak for, beside the adopted one, and what that rests on."""
        if not self._contrast.rows:
            return section("paragraph", "", words="")
        rows = dict.fromkeys(("", sentence) for one in self._recommendations for sentence in one.sentences)
        text = self._recommendations[0].finding
        return section("sentences", text, heading="Which cut the gut calls speak for", lead="", rows=list(rows))

    @cached_property
    def _contrast(self) -> GutContrast:
        return gut_contrast(self._rubric, self._badges, self._calls, self._ratings)

    @cached_property
    def _recommendations(self) -> tuple[CutRecommendation, ...]:
        return cut_recommendations(self._rubric, self._contrast)
