"""Gut against rubric: what each person would decide before the rubric was opened, beside what their own ratings come to.

A gut call is set against the same person's answers only, scored by the adopted policy. Where something is missing the score is
an interval, and a decision that the gaps leave open is a class of its own: it neither agrees with the call nor parts from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from rubric_kit.model import Badge, Finding, GutCall, Policy, Rating, Rubric, Severity
from rubric_kit.scoring.answers import PANEL, Answers, answers_by_rater, panel_answers, usable_ratings
from rubric_kit.scoring.decision import decide
from rubric_kit.scoring.gut.tally import PARTINGS, GutTally, Side
from rubric_kit.scoring.triage.past import Verdict, verdict

Calls = Mapping[tuple[str, str], GutCall]
"""Gut calls by rater and badge key, as `rubric_kit.scoring.rounds.gut_calls_of` returns them."""


_SIDES = {Verdict.ACCEPTED: Side.ACCEPTS, Verdict.BETWEEN: Side.CONDITION, Verdict.NOT_COUNTED: Side.NOT}


class RubricScore(NamedTuple):
    """What one person's answers, or the panel's, come to on one badge."""

    low: Fraction
    """Low end of the score as an exact share of the full score; -1 where nothing that carries weight applies."""
    high: Fraction
    """High end; equal to the low end where nothing is missing."""
    outcome: str | None
    """Outcome by the adopted policy, None while it is undetermined."""
    possible: tuple[str, ...]
    """Outcomes that are open, in the policy's order."""
    side: Side
    """What these outcomes come to."""
    by_rule: bool
    """Whether a gate or a standing rule decides, whatever the score is."""


class GutRow(NamedTuple):
    """One person's gut call on one badge, and the same person's score of it."""

    rater: str
    """Code of the rater."""
    badge: str
    """Key of the badge."""
    call: GutCall
    """What they would have decided."""
    own: RubricScore
    """What their own answers come to."""

    @property
    def parts(self) -> bool:
        """Whether gut and rubric say opposite things."""
        return (self.call, self.own.side) in PARTINGS


@dataclass(frozen=True)
class GutContrast:
    """Gut calls beside scores, person by person."""

    rubric: str
    """Fingerprint of the rubric version."""
    rows: tuple[GutRow, ...]
    """One for each call, by badge in the order given, then by code."""
    panel: Mapping[str, RubricScore]
    """What the panel's answers come to, by badge key."""
    findings: tuple[Finding, ...]
    """Ratings and calls that were left out, with the reason."""

    @cached_property
    def room(self) -> GutTally:
        """How often gut and rubric agreed, over all calls."""
        return _tally(self.rows)

    @cached_property
    def people(self) -> dict[str, GutTally]:
        """The same for each person who made a call, by code."""
        codes = sorted({row.rater for row in self.rows})
        return {code: _tally(row for row in self.rows if row.rater == code) for code in codes}

    @cached_property
    def badges(self) -> dict[str, GutTally]:
        """The same for each badge that somebody made a call on, in the order given."""
        keys = dict.fromkeys(row.badge for row in self.rows)
        return {key: _tally(row for row in self.rows if row.badge == key) for key in keys}

    @property
    def parted(self) -> tuple[GutRow, ...]:
        """The calls that say the opposite of the same person's ratings."""
        return tuple(row for row in self.rows if row.parts)


def gut_contrast(rubric: Rubric, badges: Sequence[Badge], calls: Calls, ratings: Iterable[Rating]) -> GutContrast:
    """Set each gut call against what the same person's ratings come to.

    Parameters
    ----------
    rubric : Rubric
        The version whose policy decides.
    badges : sequence of Badge
        The badges, in the order in which they are told.
    calls : mapping of (rater, badge key) to GutCall
        What people would have decided before they opened the rubric.
    ratings : iterable of Rating
        Everybody's ratings. Rows that do not fit the rubric or the badges are left out and told, as `usable_ratings` does.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> from rubric_kit.model import GutCall
    >>> review = read_review()
    >>> rater, badge = review.ratings[0].rater, review.ratings[0].badge
    >>> found = gut_contrast(review.rubric, review.badges, {(rater, badge): GutCall.NOT}, review.ratings)
    >>> found.badges[badge].sentence
    '0 of 1 would accept it by gut. 1 would not: their own ratings accept it for 1.'
    """
    usable = usable_ratings(rubric, badges, ratings)
    by_badge: dict[str, list[Rating]] = {badge.key: [] for badge in badges}
    for row in usable.rows:
        by_badge[row.badge].append(row)
    rows: list[GutRow] = []
    panel: dict[str, RubricScore] = {}
    for badge in badges:
        said = answers_by_rater(rubric, by_badge[badge.key], badge)
        panel[badge.key] = _score(rubric, badge, panel_answers(rubric, by_badge[badge.key], badge), PANEL)
        callers = sorted(rater for rater, key in calls if key == badge.key)
        rows += [
            GutRow(rater, badge.key, calls[rater, badge.key], _score(rubric, badge, said.get(rater, {}), rater))
            for rater in callers
        ]
    findings = (*usable.findings, *_strangers(calls, by_badge))
    return GutContrast(rubric.fingerprint, tuple(rows), panel, findings)


def _score(rubric: Rubric, badge: Badge, answers: Answers, rater: str) -> RubricScore:
    found = decide(rubric, badge, answers, rater=rater, what_if=False)
    low, high = found.score.ends
    rated = any(answer is not None for answer in answers.values())
    by_rule = any(step.rule == "gate" and step.result == "failed" for step in found.trace)
    side = _side(rubric.policy, found.possible) if rated else Side.UNRATED
    return RubricScore(low, high, found.outcome, found.possible, side, by_rule)


def _side(policy: Policy, possible: Sequence[str]) -> Side:
    found = {_SIDES[verdict(policy, one)] for one in possible}
    return found.pop() if len(found) == 1 else Side.OPEN


def _tally(rows: Iterable[GutRow]) -> GutTally:
    return GutTally.of((row.call, row.own.side) for row in rows)


def _strangers(calls: Calls, known: Mapping[str, object]) -> list[Finding]:
    number = sum(key not in known for _, key in calls)
    if not number:
        return []
    message = f"{number} gut call{'s are' if number > 1 else ' is'} about a badge that is not among the badges at hand; not used."
    advice = "Add the badge's file, or leave the call out."
    return [Finding(code="RKT001", severity=Severity.WARNING, where="gut calls", message=message, advice=advice)]
