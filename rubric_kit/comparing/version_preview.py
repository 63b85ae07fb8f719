"""What an unfinished version would change for sample badges, with only those ratings that still stand for what is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rubric_kit.model import Badge, Criterion, Decision, Rubric
from rubric_kit.scoring import Answers, decide


class PreviewRow(NamedTuple):
    """One badge whose outcome or score changes."""

    badge: str
    """Key of the badge."""
    before: Decision
    """Decision by the published version."""
    now: Decision
    """Decision by the draft."""

    @property
    def other_outcome(self) -> bool:
        """Whether it is the outcome that changes, not the score alone."""
        return (self.before.outcome, self.before.possible) != (self.now.outcome, self.now.possible)


class VersionPreview(NamedTuple):
    """What changes for the sample badges."""

    badges: int
    """How many badges were looked at."""
    rows: tuple[PreviewRow, ...]
    """Those that change, first the ones that get another outcome."""
    reworded: tuple[str, ...]
    """Criteria that are worded in another way than when they were rated: their ratings do not count now."""
    new: tuple[str, ...]
    """Criteria that were not there when the badges were rated."""

    @property
    def sentence(self) -> str:
        """The change in one sentence."""
        if not self.rows:
            who = "sample badge" if self.badges == 1 else f"{self.badges} sample badges"
            return f"Nothing changes for the {who}."
        outcomes = sum(row.other_outcome for row in self.rows)
        scores = len(self.rows) - outcomes
        parts = [f"{outcomes} in what is decided"] if outcomes else []
        parts += [f"{scores} in the score alone"] if scores else []
        verb = "changes" if len(self.rows) == 1 else "change"
        return f"{len(self.rows)} of {self.badges} sample badges {verb}: {' and '.join(parts)}."

    @property
    def wording_note(self) -> str:
        """What no longer counts because of its wording; empty if everything counts."""
        found = []
        if self.reworded:
            were, their = (
                ("1 criterion was", "its") if len(self.reworded) == 1 else (f"{len(self.reworded)} criteria were", "their")
            )
            found.append(f"{were} reworded: {their} ratings no longer count in the preview.")
        if self.new:
            is_new = "1 criterion is new and" if len(self.new) == 1 else f"{len(self.new)} criteria are new and"
            found.append(f"{is_new} not rated yet.")
        return " ".join(found)


def version_preview(
    before: Rubric,
    after: Rubric,
    badges: Sequence[Badge],
    answers: Mapping[str, Answers],
    *,
    rated_with: Rubric | None = None,
    was: Mapping[str, Decision] | None = None,
) -> VersionPreview:
    """Compare the decisions of two versions on the same badges and ratings.

    A rating stands for the words that were read: it counts for a criterion whose question, levels and descriptors are what they
    were when it was given. This goes criterion by criterion, where tables of ratings are tied to the wording of the whole
    rubric, so a published version may set aside more of them.

    Parameters
    ----------
    before, after : Rubric
        The published version and the draft.
    badges : sequence of Badge
        The sample badges.
    answers : mapping of badge key to answers
        What was rated.
    rated_with : Rubric, optional
        The version that the raters read; left out, it is `before`.
    was : mapping of badge key to Decision, optional
        What `decisions_for` gave for `before`, if it is at hand: an editor asks after each key, and only the draft changes.
    """
    rated = before if rated_with is None else rated_with
    was = decisions_for(rated, before, badges, answers) if was is None else was
    now = decisions_for(rated, after, badges, answers)
    pairs = (PreviewRow(badge.key, was[badge.key], now[badge.key]) for badge in badges)
    changed = [row for row in pairs if _said(row.before) != _said(row.now)]
    there = {one.id for one in rated.criteria}
    return VersionPreview(
        badges=len(badges),
        rows=tuple(sorted(changed, key=lambda row: not row.other_outcome)),
        reworded=tuple(one.id for one in after.criteria if one.id in there and not reads_alike(one, rated.criterion(one.id))),
        new=tuple(one.id for one in after.criteria if one.id not in there),
    )


def decisions_for(rated: Rubric, version: Rubric, badges: Iterable[Badge], answers: Mapping[str, Answers]) -> dict[str, Decision]:
    """Decide on each badge by a version, with the answers that were given on the wording it has."""
    words = {one.id: one for one in rated.criteria}
    held = {one.id for one in version.criteria if one.id in words and reads_alike(one, words[one.id])}
    return {
        badge.key: decide(
            version, badge, {name: one for name, one in answers.get(badge.key, {}).items() if name in held}, what_if=False
        )
        for badge in badges
    }


def reads_alike(one: Criterion, other: Criterion) -> bool:
    """Tell whether a rater reads the same in two versions of a criterion; weights, points and anchors are not read."""
    return _wording(one) == _wording(other)


def _wording(criterion: Criterion) -> tuple[Any, ...]:
    return criterion.id, criterion.question, tuple((level.id, level.name, level.descriptor) for level in criterion.levels)


def _said(decision: Decision) -> tuple[Any, ...]:
    ends = decision.score.ends if decision.score.full else None
    return decision.outcome, decision.possible, ends
