"""The exact shares behind `rubric_kit.scoring.robustness.acceptance`: one table for all badges of a rubric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, OutcomeKind, Policy, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.ladder import Corners
from rubric_kit.scoring.robustness.exact_share import ShareTable
from rubric_kit.scoring.robustness.open_cases import OpenCase, Points, climbed, fillings, open_cases, surplus
from rubric_kit.scoring.robustness.weight_space import OrderSpace, weight_space
from rubric_kit.scoring.robustness.weightings import CLOSENESS, Weightings

_ACCEPTING = {OutcomeKind.ACCEPT, OutcomeKind.ACCEPT_AT_LEVEL, OutcomeKind.ENDORSE}
_MOST_FILLINGS = 4_096
_EITHER = Corners(low=False, high=True)
_BOTH = Corners(low=True, high=True)
_Runs = Sequence[tuple[int, int]]
"""First and last place on the ladder of each run of outcomes that are asked about."""
_Corner = Literal["low", "high"]


class Acceptance(NamedTuple):
    """The least and the greatest share of weightings over all ways to fill the gaps; the same number where there are none."""

    low: Fraction
    high: Fraction


def accepting_outcomes(policy: Policy) -> tuple[str, ...]:
    """Return the outcomes that accept or endorse, in the policy's order."""
    return tuple(outcome.id for outcome in policy.outcomes if outcome.kind in _ACCEPTING)


class AcceptanceTable:
    """Exact shares for the badges of one rubric; what two badges have in common is worked out once."""

    def __init__(
        self,
        rubric: Rubric,
        *,
        weightings: Weightings = Weightings.UNIFORM,
        outcomes: Iterable[str] | None = None,
        closeness: int = CLOSENESS,
    ) -> None:
        self._rubric = rubric
        self._space = weight_space(rubric, weightings, closeness)
        self._tables: dict[int, ShareTable] = {}
        self._wanted = _known(rubric, outcomes)

    def of(self, badge: Badge, answers: Answers, *, wanted: set[str] | None = None) -> Acceptance:
        """Return the share of weightings under which a badge gets one of the outcomes that are asked about."""
        asked = self._wanted if wanted is None else wanted
        found = [self.of_case(case, asked) for case in open_cases(self._rubric, badge, answers)]
        return Acceptance(min(one.low for one in found), max(one.high for one in found))

    def of_case(self, case: OpenCase, wanted: set[str] | None = None) -> Acceptance:
        """Return the share for one case of a badge."""
        asked = self._wanted if wanted is None else wanted
        if case.fixed is not None:
            return _sure(case.fixed in asked)
        if not self._space.weighs(case.low):
            # Nothing that carries weight applies: the cuts have no say, as in `decide`.
            reached = climbed(case, [_BOTH if rung.cut is None else _EITHER for rung in case.rungs])
            return Acceptance(Fraction(reached <= asked), Fraction(bool(reached & asked)))
        runs = list(_runs([one in asked for one in case.ladder_outcomes]))
        if case.fillings == 1:
            only = self._in(case, runs, "low")
            return Acceptance(only, only)
        return self._over_gaps(case, runs)

    def _over_gaps(self, case: OpenCase, runs: _Runs) -> Acceptance:
        """Return the least and the greatest share over all ways to fill the gaps of a case.

        To reach a rung or a better one only gets easier with higher levels, so the ends of such a share lie at the corners.
        """
        last = len(case.rungs)
        if all(first == 0 for first, _ in runs):
            return Acceptance(self._in(case, runs, "low"), self._in(case, runs, "high"))
        if all(end == last for _, end in runs):
            return Acceptance(self._in(case, runs, "high"), self._in(case, runs, "low"))
        if case.fillings <= _MOST_FILLINGS:
            found = [self._in(one, runs, "low") for one in fillings(self._rubric, case)]
            return Acceptance(min(found), max(found))
        return self._bounds(case, runs)

    def _bounds(self, case: OpenCase, runs: _Runs) -> Acceptance:
        nothing = Fraction(0)
        low = sum((self._reach(case, end, "low") - self._reach(case, first - 1, "high") for first, end in runs), nothing)
        high = sum((self._reach(case, end, "high") - self._reach(case, first - 1, "low") for first, end in runs), nothing)
        return Acceptance(max(Fraction(0), low), min(Fraction(1), high))

    def _in(self, case: OpenCase, runs: _Runs, corner: _Corner) -> Fraction:
        """Return the share of weightings that lead into some runs of rungs, at one corner of a case."""
        return sum(
            (self._reach(case, end, corner) - self._reach(case, first - 1, corner) for first, end in runs), start=Fraction(0)
        )

    def _reach(self, case: OpenCase, place: int, corner: _Corner) -> Fraction:
        """Return the share of weightings that lead to the rung at a place of the ladder, or to a better one."""
        if place >= len(case.rungs):
            return Fraction(1)
        cut = None
        for rung in case.rungs[: place + 1]:
            if getattr(rung.profile, corner):
                if rung.cut is None:
                    return Fraction(1)
                cut = rung.cut
        if cut is None:
            return Fraction(0)
        return self._share(getattr(case, corner), cut)

    def _share(self, points: Points, cut: int) -> Fraction:
        exceeds = surplus(points, cut, self._rubric.top)
        if isinstance(self._space, OrderSpace):
            return self._space.share(exceeds)
        table = self._tables.get(cut)
        if table is None:
            known = sorted({level.points for criterion in self._rubric.criteria for level in criterion.levels})
            knots = (one for one in surplus(known, cut, self._rubric.top) if one is not None)
            table = self._tables[cut] = ShareTable(knots)
        return self._space.share(exceeds, table.share)


def _runs(asked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Give the first and last place of every run of outcomes that are asked about."""
    start: int | None = None
    for place, one in enumerate([*asked, False]):
        if one and start is None:
            start = place
        elif not one and start is not None:
            yield start, place - 1
            start = None


def _sure(holds: bool) -> Acceptance:
    return Acceptance(Fraction(holds), Fraction(holds))


def _known(rubric: Rubric, outcomes: Iterable[str] | None) -> set[str]:
    if outcomes is None:
        return set(accepting_outcomes(rubric.policy))
    asked = {outcomes} if isinstance(outcomes, str) else set(outcomes)
    known = [outcome.id for outcome in rubric.policy.outcomes]
    for one in sorted(asked):
        if one not in known:
            raise InputError(f"outcomes: found {one!r}; the policy knows: {', '.join(known)}.", where="outcomes")
    return asked
