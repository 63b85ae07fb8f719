"""The rules of a policy over whole columns of badges, written once for every engine.

The rules are those of `rubric_kit.scoring.possibilities` and `rubric_kit.scoring.ladder`, which decide badge by badge and explain
themselves; here each "if" becomes a column of truth values. Badges without a gap need few of them; the others are in `gap_rules`.
"""

from __future__ import annotations

from collections.abc import Sequence

from rubric_kit.model import BASIS_POINTS
from rubric_kit.scoring.tables.algebra import Algebra, Column, RowColumns, added, both
from rubric_kit.scoring.tables.gap_rules import GapRules
from rubric_kit.scoring.tables.plan import UNDETERMINED, RungRule, ScorePlan


def complete_columns(plan: ScorePlan, algebra: Algebra, cells: Sequence[Column], standing: Column | None = None) -> RowColumns:
    """Score badges of which every cell holds a level.

    Parameters
    ----------
    plan : ScorePlan
        The numbers that decide.
    algebra : Algebra
        The engine.
    cells : sequence of columns
        One per criterion, in the order of the plan.
    standing : column, optional
        Code of the outcome that a badge has whatever its levels are, below 0 where there is none.
    """
    (score,) = algebra.keep(added([algebra.look_up(cell, points) for cell, points in zip(cells, plan.points, strict=True)]))
    label: Column | int = plan.below
    for rung in reversed(plan.rungs):
        label = algebra.where(_reached(plan, algebra, cells, score, rung), rung.outcome, label)
    for gate in reversed(plan.gates):
        label = algebra.where(cells[gate.least.criterion] < gate.least.place, gate.otherwise, label)
    if standing is not None:
        label = algebra.where(standing >= 0, standing, label)
    # A policy without a rung and without a gate has one outcome for all.
    (label,) = algebra.keep(algebra.where(score >= 0, label, label) if isinstance(label, int) else label)
    outcomes = range(len(plan.outcomes))
    full = algebra.look_up(cells[0], [plan.full] * plan.levels[0])
    return RowColumns(score, score, full, label, algebra.look_up(label, [1 << code for code in outcomes]))


def promised_columns(
    plan: ScorePlan, algebra: Algebra, cells: Sequence[Column], whole: Column, standing: Column | None = None
) -> RowColumns:
    """Score badges that are said to be complete: those that are not `whole` could be anything.

    What is looked up for the cells of such a badge means nothing and is not used; other parameters as for `complete_columns`.
    """
    found = complete_columns(plan, algebra, cells)
    anything = algebra.look_up(cells[0], [plan.ratable] * plan.levels[0])
    low, high = algebra.where(whole, found.low, 0), algebra.where(whole, found.high, found.full)
    label, bits = algebra.where(whole, found.label, UNDETERMINED), algebra.where(whole, found.open, anything)
    return RowColumns(low, high, found.full, *held_columns(plan, algebra, label, bits, standing))


def general_columns(plan: ScorePlan, algebra: Algebra, cells: Sequence[Column], standing: Column | None = None) -> RowColumns:
    """Score badges with gaps of any kind; parameters as for `complete_columns`."""
    low, high, full, label, bits = GapRules(plan, algebra, cells).columns()
    return RowColumns(low, high, full, *held_columns(plan, algebra, label, bits, standing))


def _reached(plan: ScorePlan, algebra: Algebra, cells: Sequence[Column], score: Column, rung: RungRule) -> Column:
    """Tell where complete badges reach a rung; shares of constants become whole numbers before a row is looked at."""
    reached = None if rung.cut is None else score >= _least(rung.cut, plan.full)
    for part in rung.parts or ():
        counts = added([algebra.look_up(cells[at], part.values(at, levels)) for at, levels in enumerate(plan.levels)])
        reached = both(reached, counts >= _least(part.share, len(cells)))
    return reached


def _least(share: int, whole: int) -> int:
    """Return the smallest whole number that is at least a share of the whole."""
    return -(-share * whole // BASIS_POINTS)


def held_columns(
    plan: ScorePlan, algebra: Algebra, label: Column, bits: Column, standing: Column | None
) -> tuple[Column, Column]:
    """Put outcomes that hold whatever the levels are in the place of labels and open outcomes."""
    if standing is None:
        return label, bits
    held = standing >= 0
    own = algebra.look_up(algebra.where(held, standing, 0), [1 << code for code in range(len(plan.outcomes))])
    return algebra.where(held, standing, label), algebra.where(held, own, bits)
