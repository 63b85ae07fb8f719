"""`cell_spreads`: how far apart a room is on each cell, a badge and a criterion; `round_change`: what a talk did to that.

A cell is as wide as its highest level less its lowest. Nothing is averaged: who stands at the ends stays in sight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.comparing.labels import badge_labels
from rubric_kit.model import Badge, Criterion, Rating, RatingState, Rubric, visible
from rubric_kit.scoring import Answer, answers_by_rater, usable_ratings

STATE_PLACES = (RatingState.UNKNOWN, RatingState.WITHHELD, RatingState.NOT_APPLICABLE, None)
"""What may stand in a cell instead of a level, in the order in which pictures place it; None is "not answered"."""
_SAID = {
    RatingState.UNKNOWN: "cannot tell",
    RatingState.WITHHELD: "withheld",
    RatingState.NOT_APPLICABLE: "does not apply",
    None: "not answered",
}


class RaterAnswer(NamedTuple):
    """What one rater said in a cell."""

    rater: str
    """Code of the rater."""
    answer: Answer
    """Id of a level, a state, or None where the rater has said nothing."""


@dataclass(frozen=True)
class CellSpread:
    """The answers to one criterion of one badge. A level's position is 0 for the lowest."""

    badge: str
    """Key of the badge."""
    label: str
    """Label of the badge, ready to be shown."""
    criterion: str
    """Id of the criterion."""
    name: str
    """Name of the criterion, ready to be shown."""
    levels: tuple[str, ...]
    """Ids of the levels, lowest first."""
    answers: tuple[RaterAnswer, ...]
    """One answer for each rater, in the order of their codes; those who said nothing are there."""
    counts: tuple[int, ...]
    """How many gave each level, by position."""
    states: tuple[int, ...]
    """How many said something else or nothing, in the order of `STATE_PLACES`."""

    @property
    def given(self) -> int:
        """How many gave a level."""
        return sum(self.counts)

    @property
    def by_rater(self) -> dict[str, int]:
        """Position of the level that each rater gave; who gave none is not in it."""
        return {
            one.rater: self.levels.index(one.answer)
            for one in self.answers
            if one.answer is not None and not isinstance(one.answer, RatingState)
        }

    @property
    def places(self) -> tuple[int, ...]:
        """Positions of the levels given, lowest first."""
        return tuple(place for place, count in enumerate(self.counts) for _ in range(count))

    @property
    def lowest(self) -> int | None:
        """Position of the lowest level given, None where nobody gave one."""
        return self.places[0] if self.given else None

    @property
    def highest(self) -> int | None:
        """Position of the highest level given, None where nobody gave one."""
        return self.places[-1] if self.given else None

    @property
    def median(self) -> tuple[int, int] | None:
        """Positions of the two middle levels, lower first; the same one twice with an odd number, None where nobody gave one.

        The lower is the one that `panel_answers` takes for the room.
        """
        return (self.places[(self.given - 1) // 2], self.places[self.given // 2]) if self.given else None

    @property
    def quartiles(self) -> tuple[int, int] | None:
        """Positions between which the middle half lies, None where nobody gave a level.

        The lower is the ceil(n/4)-th smallest of n levels (nearest rank), the upper the ceil(n/4)-th largest, so that both are
        levels that somebody gave and at least half of the answers lie between them, ends included.
        """
        if not self.given:
            return None
        rank = (self.given - 1) // 4
        return self.places[rank], self.places[self.given - 1 - rank]

    @property
    def width(self) -> int:
        """Spread in levels: highest less lowest; 0 where fewer than two gave a level."""
        return self.places[-1] - self.places[0] if self.given else 0

    @property
    def far(self) -> int:
        """How many stand two or more levels away from the median, counted from the nearer of two middle levels."""
        if self.median is None:
            return 0
        low, high = self.median
        return sum(max(low - place, place - high) >= 2 for place in self.places)

    @property
    def sentence(self) -> str:
        """The cell in words: the spread, the middle, and what was said instead of a level."""
        where = f"{self.name} on {self.label}"
        instead = "; ".join(f"{count} {_SAID[state]}" for state, count in zip(STATE_PLACES, self.states, strict=True) if count)
        if self.median is None or self.quartiles is None:
            return f"{where}: no level was given{f'; {instead}' if instead else ''}."
        people = "1 level was given" if self.given == 1 else f"{self.given} levels were given"
        middle, half = span_words(*self.median), span_words(*self.quartiles)
        spread = span_words(self.places[0], self.places[-1])
        told = f"{people}, {spread}; the middle is {middle}, the middle half {half}"
        return f"{where}: {told}{f'; {instead}' if instead else ''}."


class Step(NamedTuple):
    """How many went from one level to another, or stayed there."""

    before: int
    """Position of the level in the earlier round."""
    after: int
    """Position in the later round."""
    people: int
    """How many did so."""


@dataclass(frozen=True)
class CellChange:
    """A cell before and after a talk."""

    before: CellSpread
    """The cell in the earlier round."""
    after: CellSpread
    """The same badge and criterion in the later round."""
    steps: tuple[Step, ...]
    """The ways from one level to another of all who gave a level both times, from the lowest; empty if not comparable."""
    comparable: bool
    """Whether both rounds asked with the same levels; without that nobody is counted as moved."""

    @property
    def up(self) -> int:
        """How many gave a higher level than before."""
        return sum(step.people for step in self.steps if step.after > step.before)

    @property
    def down(self) -> int:
        """How many gave a lower one."""
        return sum(step.people for step in self.steps if step.after < step.before)

    @property
    def stayed(self) -> int:
        """How many gave the same one."""
        return sum(step.people for step in self.steps if step.after == step.before)

    @property
    def moved(self) -> int:
        """How many gave another one."""
        return self.up + self.down

    @property
    def sentence(self) -> str:
        """The change in words."""
        where = f"{self.after.name} on {self.after.label}"
        if not self.before.given or not self.after.given:
            return f"{where}: levels were given in one of the two rounds alone, so the spread cannot be compared."
        if not self.comparable:
            return f"{where}: the levels themselves were changed in between, so the spread cannot be compared."
        old, new = self.before.width, self.after.width
        if old == new:
            spread = f"Spread of {where} stayed at {_levels(old)}"
        else:
            spread = f"Spread of {where} {'fell' if new < old else 'rose'} from {_levels(old)} to {new}"
        return f"{spread}; {self._moves()}."

    def _moves(self) -> str:
        if not self.moved:
            return "nobody moved"
        ways = [f"{count} {way}" for count, way in ((self.up, "up"), (self.down, "down")) if count]
        return f"{self.moved} of {self.moved + self.stayed} moved, {' and '.join(ways)}"


def cell_spreads(
    rubric: Rubric, badges: Sequence[Badge], ratings: Iterable[Rating], *, raters: Sequence[str] = ()
) -> tuple[CellSpread, ...]:
    """Return every cell, the widest first.

    Of two cells the one with the larger spread in levels (highest less lowest) is wider; of equal ones that where the larger
    share of those who gave a level stands two or more levels from the median; then the order of the badges and of the criteria
    decides. What was said instead of a level widens nothing and is counted beside it.

    Parameters
    ----------
    rubric : Rubric
        What was asked.
    badges : sequence of Badge
        Badges to look at, in order.
    ratings : iterable of Rating
        Answers of people. Of one rater's answers to a cell the latest counts; rows that do not fit, such as those given on
        another wording, are left out, and `rubric_kit.scoring.usable_ratings` names them.
    raters : sequence of str
        Codes of all who were asked, so that who said nothing is counted; who answered without being named is added.

    Returns
    -------
    tuple of CellSpread
        One for each badge and criterion.
    """
    rows = usable_ratings(rubric, badges, ratings).rows
    labels = badge_labels(badges)
    said = {badge.key: answers_by_rater(rubric, rows, badge) for badge in badges}
    everybody = sorted({*raters, *(rater for by_rater in said.values() for rater in by_rater)})
    cells = [_cell(labels[badge.key], badge, one, said[badge.key], everybody) for badge in badges for one in rubric.criteria]
    return tuple(sorted(cells, key=_narrow))


def round_change(
    rubric_before: Rubric, rubric_after: Rubric, badges: Sequence[Badge], before: Iterable[Rating], after: Iterable[Rating]
) -> tuple[CellChange, ...]:
    """Return what changed between two rounds, cell by cell, those that were widest before first.

    A criterion counts as the same if its id is; where its levels are others, nobody is counted as moved. A criterion that only
    one of the versions has is left out.

    Parameters
    ----------
    rubric_before, rubric_after : Rubric
        The version that each round was rated on; the same one twice if its words did not change.
    badges : sequence of Badge
        Badges to look at, in order.
    before, after : iterable of Rating
        Answers of each round.
    """
    old = cell_spreads(rubric_before, badges, before)
    new = {(cell.badge, cell.criterion): cell for cell in cell_spreads(rubric_after, badges, after)}
    pairs = [(cell, new[cell.badge, cell.criterion]) for cell in old if (cell.badge, cell.criterion) in new]
    return tuple(_change(*pair) for pair in pairs)


def span_words(low: int, high: int) -> str:
    """Return two positions of levels in words: "level 2", or "levels 1 to 2"."""
    return f"level {low}" if low == high else f"levels {low} to {high}"


def _cell(
    label: str, badge: Badge, criterion: Criterion, said: Mapping[str, Mapping[str, Answer]], raters: list[str]
) -> CellSpread:
    answers = tuple(RaterAnswer(rater, said.get(rater, {}).get(criterion.id)) for rater in raters)
    # A rubric may call a level "unknown": a level and a state that read the same are kept apart by their type.
    given = Counter(one.answer for one in answers if not isinstance(one.answer, RatingState))
    instead = Counter(one.answer for one in answers if one.answer is None or isinstance(one.answer, RatingState))
    return CellSpread(
        badge=badge.key,
        label=label,
        criterion=criterion.id,
        name=visible(criterion.name),
        levels=tuple(level.id for level in criterion.levels),
        answers=answers,
        counts=tuple(given[level.id] for level in criterion.levels),
        states=tuple(instead[state] for state in STATE_PLACES),
    )


def _narrow(cell: CellSpread) -> tuple[int, Fraction]:
    """Sort key: wide cells come first, and sorting keeps the order of equals."""
    return -cell.width, -Fraction(cell.far, cell.given or 1)


def _change(before: CellSpread, after: CellSpread) -> CellChange:
    comparable = before.levels == after.levels
    old, new = before.by_rater, after.by_rater
    ways = Counter((old[rater], new[rater]) for rater in new if comparable and rater in old)
    return CellChange(before, after, tuple(Step(*way, people) for way, people in sorted(ways.items())), comparable)


def _levels(count: int) -> str:
    return "1 level" if count == 1 else f"{count} levels"
