"""The rules for badges with gaps: what any way to fill the gaps could lead to.

A badge is a box of levels: a rated criterion has one place, a gap leaves all of them open. A substitution splits the box into the
part where its conditions hold and, for each condition that can fail, the part where that one fails. A gate splits once more, but
only the part that passes goes on to the cuts: the part that fails has its outcome. Both parts together are the box, so gates move
no end of the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from rubric_kit.model import BASIS_POINTS
from rubric_kit.scoring.tables.algebra import Algebra, Column, RowColumns, added, both
from rubric_kit.scoring.tables.cells import LOWEST_CELL, Cell, cell_table
from rubric_kit.scoring.tables.plan import UNDETERMINED, CarryRule, RungRule, ScorePlan

_OUT = 8
"""Both ends of the span of a criterion that does not apply: above every place, so that it passes each gate."""


class Span(NamedTuple):
    """What is open on one criterion: its lowest and its highest place, and the weighted points of both."""

    low: Column
    high: Column
    low_points: Column
    high_points: Column


class Box(NamedTuple):
    """One part of the levels that are open."""

    alive: Column | None
    """Where the part is not empty; None: for every badge."""
    spans: dict[int, Span]
    """Spans of the criteria that rules look at or move, by place of the criterion."""


class Ends(NamedTuple):
    """A sum or a count, at the lowest levels and at the highest."""

    low: Column
    high: Column


class GapRules:
    """The rules for one set of columns.

    What no rule moves is added up once. All boxes go through the rules side by side, and what is used again is kept in one step
    for all of them: expressions stay short, and frames few steps long.
    """

    def __init__(self, plan: ScorePlan, algebra: Algebra, cells: Sequence[Column]) -> None:
        self.plan = plan
        self.algebra = algebra
        self.cells = cells
        self.still = [at for at in range(len(cells)) if at not in plan.moved]
        """Places of the criteria that no rule moves."""
        self.parts = tuple({part: None for rung in plan.rungs for part in rung.parts or ()})
        """The parts of all profiles, each once."""
        values = [tuple(part.values(at, levels) for at, levels in enumerate(plan.levels)) for part in self.parts]
        sums = [self._full(), self._applying(), *self._still(plan.points), *(end for one in values for end in self._still(one))]
        spans = [part for at in plan.moved for part in self._span(at)]
        self.full, self.applying, low, high, *kept = algebra.keep(*sums, *spans)
        self.rest = Ends(low, high)
        """The sum over the criteria that no rule moves."""
        counts, spans = kept[: 2 * len(values)], kept[2 * len(values) :]
        self.rests = [Ends(*counts[2 * n : 2 * n + 2]) for n in range(len(values))]
        """The same for each part of a profile."""
        self.spans = {at: Span(*spans[4 * n : 4 * n + 4]) for n, at in enumerate(plan.moved)}

    def columns(self) -> RowColumns:
        """Return what the rules come to."""
        boxes = [Box(None, self.spans)]
        for rule in self.plan.carries:
            boxes = self._split(rule, boxes)
        low, high = self._score(boxes)
        opened: dict[int, list[Column]] = {}
        behind = [self._pass_gates(box, opened) for box in boxes]
        alive = self.algebra.keep(*(box.alive for box in behind))
        sums = self._keep_ends([self._sum(box) for box in behind])
        counts = [self._keep_ends([self._count(n, box) for box in behind]) for n in range(len(self.parts))]
        for number, left in enumerate(alive):
            self._climb(left, sums[number], [own[number] for own in counts], opened)
        bits = added([self.algebra.number(reduce(or_, terms), 1 << code) for code, terms in opened.items()])
        (bits,) = self.algebra.keep(bits)
        label: Column | int = UNDETERMINED
        for code in opened:
            label = self.algebra.where(bits == 1 << code, code, label)
        return RowColumns(low, high, self.full, label, bits)

    def _split(self, rule: CarryRule, boxes: Sequence[Box]) -> list[Box]:
        """Split boxes by a substitution; where it has no say, the first part of a box is the box as it was."""
        possible = self.algebra.keep(*(self._possible(rule, box) for box in boxes))
        fails = self.algebra.keep(
            *(can & (box.spans[at].low < place) for can, box in zip(possible, boxes, strict=True) for at, place in rule.when)
        )
        alive = self.algebra.keep(*(both(boxes[n // len(rule.when)].alive, one) for n, one in enumerate(fails)))
        found = []
        for number, (can, box) in enumerate(zip(possible, boxes, strict=True)):
            applied = {
                rule.withheld: self._set(rule.withheld, box.spans[rule.withheld], can, low=rule.counts_as, high=rule.counts_as)
            }
            refused = []
            for n, (at, place) in enumerate(rule.when, start=number * len(rule.when)):
                applied[at] = self._set(at, box.spans[at], fails[n], low=place)
                if not self.algebra.nowhere(alive[n]):
                    refused.append(Box(alive[n], box.spans | {at: self._set(at, box.spans[at], fails[n], high=place - 1)}))
            found += [Box(box.alive, box.spans | applied), *refused]
        return found

    def _possible(self, rule: CarryRule, box: Box) -> Column:
        """Tell where a criterion is withheld and the conditions of its substitution can hold."""
        cell = self.cells[rule.withheld]
        found: Column = (cell >= int(Cell.WITHHELD)) & (cell < int(Cell.UNKNOWN))
        for at, place in rule.when:
            # A condition on a criterion that does not apply cannot hold.
            found = found & (box.spans[at].high >= place) & (box.spans[at].high < _OUT)
        return found

    def _set(self, at: int, span: Span, where: Column, *, low: int | None = None, high: int | None = None) -> Span:
        """Return a span with another end, or two, where a condition holds."""
        points = self.plan.points[at]
        if low is not None:
            span = span._replace(
                low=self.algebra.where(where, low, span.low), low_points=self.algebra.where(where, points[low], span.low_points)
            )
        if high is not None:
            span = span._replace(
                high=self.algebra.where(where, high, span.high),
                high_points=self.algebra.where(where, points[high], span.high_points),
            )
        return span

    def _pass_gates(self, box: Box, opened: dict[int, list[Column]]) -> Box:
        """Give each gate that can fail its outcome, and return the part of a box that passes them all."""
        alive = box.alive
        needed: dict[int, int] = {}
        for (at, place), otherwise in self.plan.gates:
            # What has passed a higher gate of the same criterion passes this one.
            if place > needed.get(at, 0):
                needed[at] = place
                opened.setdefault(otherwise, []).append(both(alive, box.spans[at].low < place))
                alive = both(alive, box.spans[at].high >= place)
        raised = {at: self._set(at, box.spans[at], box.spans[at].low < place, low=place) for at, place in needed.items()}
        return Box(alive, box.spans | raised)

    def _climb(self, left: Column | None, score: Ends, counts: Sequence[Ends], opened: dict[int, list[Column]]) -> None:
        """Give each rung that can be reached its outcome, best first, down to the first that is reached for sure."""
        for rung in self.plan.rungs:
            reach = self._reach(rung, score, counts)
            opened.setdefault(rung.outcome, []).append(both(left, reach.high))
            left = both(left, ~reach.low)
        opened.setdefault(self.plan.below, []).append(self.full >= 0 if left is None else left)

    def _reach(self, rung: RungRule, score: Ends, counts: Sequence[Ends]) -> Ends:
        """Tell where a rung is reached at the lowest levels, and where at the highest."""
        low = high = None
        if rung.cut is not None:
            # Where nothing that carries weight applies, no sum can speak for or against a cut.
            low = (score.low * BASIS_POINTS >= self.full * rung.cut) & (self.full >= 1)
            high = score.high * BASIS_POINTS >= self.full * rung.cut
        for part in rung.parts or ():
            count = counts[self.parts.index(part)]
            # Where no criterion applies, all of none would be reached by a badge that nobody could judge.
            low = both(low, (count.low * BASIS_POINTS >= self.applying * part.share) & (self.applying >= 1))
            high = both(high, count.high * BASIS_POINTS >= self.applying * part.share)
        return Ends(low, high)

    def _score(self, boxes: Sequence[Box]) -> Ends:
        """Return the ends of the score over all boxes; the first one is alive for every badge."""
        first, *others = self._keep_ends([self._sum(box) for box in boxes])
        where = self.algebra.where
        lows = [where(box.alive, own.low, first.low) for box, own in zip(boxes[1:], others, strict=True)]
        highs = [where(box.alive, own.high, first.high) for box, own in zip(boxes[1:], others, strict=True)]
        return Ends(self.algebra.least(first.low, *lows), self.algebra.most(first.high, *highs))

    def _sum(self, box: Box) -> Ends:
        spans = box.spans.values()
        low = added([self.rest.low, *(span.low_points for span in spans)])
        return Ends(low, added([self.rest.high, *(span.high_points for span in spans)]))

    def _count(self, part: int, box: Box) -> Ends:
        """Count the criteria that reach a part of a profile."""
        tables = {at: (*self.parts[part].values(at, _OUT), 0) for at in box.spans}
        low = [self.algebra.look_up(span.low, tables[at]) for at, span in box.spans.items()]
        high = [self.algebra.look_up(span.high, tables[at]) for at, span in box.spans.items()]
        return Ends(added([self.rests[part].low, *low]), added([self.rests[part].high, *high]))

    def _keep_ends(self, ends: Sequence[Ends]) -> list[Ends]:
        kept = self.algebra.keep(*(end for own in ends for end in own))
        return [Ends(*kept[2 * n : 2 * n + 2]) for n in range(len(ends))]

    def _still(self, values: Sequence[Sequence[int]]) -> Ends:
        """Add up a value per level, which rises with the level, over the criteria that no rule moves and that apply."""
        # Something has to be added up even where rules move every criterion: nothing, once.
        nothing = self._of_cell(0, cell_table([0] * self.plan.levels[0], gap=0, left_out=0))
        low = [self._of_cell(at, cell_table(values[at], gap=values[at][0], left_out=0)) for at in self.still]
        high = [self._of_cell(at, cell_table(values[at], gap=values[at][-1], left_out=0)) for at in self.still]
        return Ends(added(low or [nothing]), added(high or [nothing]))

    def _span(self, at: int) -> Span:
        points, places = self.plan.points[at], range(self.plan.levels[at])
        ends = [cell_table(places, gap=gap, left_out=_OUT) for gap in (places[0], places[-1])]
        ends += [cell_table(points, gap=gap, left_out=0) for gap in (points[0], points[-1])]
        return Span(*(self._of_cell(at, table) for table in ends))

    def _full(self) -> Column:
        """Return the sum at the top levels of the criteria that apply."""
        tops = [points[-1] for points in self.plan.points]
        tables = [cell_table([top] * levels, gap=top, left_out=0) for top, levels in zip(tops, self.plan.levels, strict=True)]
        return added([self._of_cell(at, table) for at, table in enumerate(tables)])

    def _applying(self) -> Column | None:
        """Return how many criteria apply; only profiles ask."""
        tables = [cell_table([1] * levels, gap=1, left_out=0) for levels in self.plan.levels]
        return added([self._of_cell(at, table) for at, table in enumerate(tables)]) if self.parts else None

    def _of_cell(self, at: int, table: Sequence[int]) -> Column:
        return self.algebra.look_up(self.cells[at], table, lowest=LOWEST_CELL)
