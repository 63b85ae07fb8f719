"""What the weights still decide about a badge, once every rule that no weight can change has been looked at.

Standing, substitutions, gates and profiles depend on levels alone. What is left is a ladder of cuts on one weighted sum, and
that is all the rest of this package looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from rubric_kit.model import BASIS_POINTS, Badge, Rubric
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.ladder import Corners, ladder, profile_corners
from rubric_kit.scoring.possibilities import Possibility, possibilities
from rubric_kit.scoring.trace import standing_outcome

Points = tuple[int | None, ...]
"""Points of each criterion in the rubric's order, in thousandths; None where it does not apply."""
_BOTH = Corners(low=True, high=True)
_EITHER = Corners(low=False, high=True)


class OpenRung(NamedTuple):
    """One outcome of the ladder, with what its profile came to."""

    outcome: str
    cut: int | None
    """Share of the full score in basis points; None: the profile alone decides."""
    profile: Corners
    """Whether the profile is reached at the low and at the high corner; both where there is none."""


class OpenCase(NamedTuple):
    """One way in which the rules can come out, with the levels that are then possible."""

    fixed: str | None
    """Outcome that holds whatever the weights are, by a gate or by the badge's standing."""
    low: Points
    """Points where every gap is filled with its lowest level."""
    high: Points
    """Points where every gap is filled with its highest level."""
    rungs: tuple[OpenRung, ...]
    """The ladder, best outcome first; its cuts fall."""
    below: str
    """Outcome where no rung is reached."""
    choices: tuple[tuple[int, ...], ...]
    """Places of the levels that each criterion may have; empty where it does not apply."""

    @property
    def ladder_outcomes(self) -> tuple[str, ...]:
        """Outcomes of the ladder in the order in which they are tried."""
        return (*(rung.outcome for rung in self.rungs), self.below)

    @property
    def fillings(self) -> int:
        """How many ways there are to fill the gaps of this case."""
        return prod(len(places) for places in self.choices if places)


def open_cases(rubric: Rubric, badge: Badge, answers: Answers) -> tuple[OpenCase, ...]:
    """Return the cases that together cover every way to fill the gaps of a badge.

    Raises
    ------
    KeyError
        An answer names a level that the criterion does not have; `usable_ratings` keeps such rows away.
    """
    standing = standing_outcome(rubric, badge)
    fixed = standing[0] if standing else None
    return tuple(case_of(rubric, case, fixed) for case in possibilities(rubric, badge, answers))


def fillings(rubric: Rubric, case: OpenCase) -> Iterator[OpenCase]:
    """Give every way to fill the gaps of one case, each as a case without gaps."""
    names = [c.id for c, places in zip(rubric.criteria, case.choices, strict=True) if places]
    for places in product(*(one for one in case.choices if one)):
        spans = {name: (place, place) for name, place in zip(names, places, strict=True)}
        yield case_of(rubric, Possibility(spans), case.fixed)


def surplus(points: Sequence[int | None], cut: int, top: int) -> tuple[int | None, ...]:
    """Return by how much each criterion's points exceed a cut, in thousandths of a point times basis points."""
    needed = cut * top
    return tuple(None if one is None else one * BASIS_POINTS - needed for one in points)


def cut_corners(case: OpenCase, weights: Sequence[int], cut: int, top: int) -> Corners:
    """Tell whether a cut is reached under some weights, which may be any whole numbers that are not all 0."""
    if not any(weight for weight, one in zip(weights, case.low, strict=True) if one is not None):
        return _EITHER
    low, high = (
        sum(weight * one for weight, one in zip(weights, surplus(points, cut, top), strict=True) if one is not None)
        for points in (case.low, case.high)
    )
    return Corners(low >= 0, high >= 0)


def climbed(case: OpenCase, cuts: Iterable[Corners]) -> set[str]:
    """Return the outcomes that one case leaves open, given what the cut of each rung came to."""
    if case.fixed is not None:
        return {case.fixed}
    found = set()
    for rung, cut in zip(case.rungs, cuts, strict=True):
        if cut.high and rung.profile.high:
            found.add(rung.outcome)
        if cut.low and rung.profile.low:
            return found
    return {*found, case.below}


def outcomes_under(rubric: Rubric, cases: Iterable[OpenCase], weights: Sequence[int]) -> tuple[str, ...]:
    """Return the outcomes that a badge's gaps leave open under some weights, in the policy's order.

    Parameters
    ----------
    rubric : Rubric
        The version to decide by; its own weights play no part.
    cases : iterable of OpenCase
        What `open_cases` found.
    weights : sequence of int
        One for each criterion in the rubric's order, not negative, in any unit.
    """
    found = {
        outcome
        for case in cases
        for outcome in climbed(
            case, [_BOTH if rung.cut is None else cut_corners(case, weights, rung.cut, rubric.top) for rung in case.rungs]
        )
    }
    return in_order(rubric, found)


def in_order(rubric: Rubric, outcomes: set[str]) -> tuple[str, ...]:
    """Return outcomes in the policy's order."""
    return tuple(one.id for one in rubric.policy.outcomes if one.id in outcomes)


def case_of(rubric: Rubric, case: Possibility, fixed: str | None = None) -> OpenCase:
    """Return what the weights still decide in one case, where `fixed` is the outcome that the badge's standing gives it."""
    spans = [case.spans.get(c.id) for c in rubric.criteria]
    held = list(zip(rubric.criteria, spans, strict=True))
    return OpenCase(
        fixed=fixed if fixed is not None else (case.failed.otherwise if case.failed else None),
        low=tuple(None if span is None else c.levels[span[0]].points for c, span in held),
        high=tuple(None if span is None else c.levels[span[1]].points for c, span in held),
        rungs=tuple(
            OpenRung(rung.outcome, rung.cut, profile_corners(rubric, rung.profile, case) if rung.profile else _BOTH)
            for rung in ladder(rubric.policy)
        ),
        below=rubric.policy.below,
        choices=tuple(() if span is None else tuple(range(span[0], span[1] + 1)) for span in spans),
    )
