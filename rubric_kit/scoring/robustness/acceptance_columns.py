"""Acceptance shares of very many badges at once, from columns of levels: one exact share for each pattern that occurs.

Under weightings with whole parts (uniform, around) it does not matter which criterion has which points, only how many parts
have them. Ten criteria with the same five levels make 1,001 patterns, however many badges there are. The columns are turned
into one whole number for each badge, its pattern, and an exact share is worked out for each pattern that occurs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from rubric_kit.errors import InputError
from rubric_kit.model import BASIS_POINTS, Profile, ProfilePart, Rubric
from rubric_kit.scoring.possibilities import Possibility
from rubric_kit.scoring.robustness.acceptance_table import AcceptanceTable
from rubric_kit.scoring.robustness.open_cases import OpenCase, case_of
from rubric_kit.scoring.robustness.weight_space import PartsSpace, weight_space
from rubric_kit.scoring.robustness.weightings import CLOSENESS, Weightings

_KEY_LIMIT = 1 << 62
_COUNTED = 1 << 20
"""Keys below this are found by a table of all keys there could be, which is quicker than sorting them."""
Levels = list[npt.NDArray[Any]]
Keys = npt.NDArray[np.int64]


class AcceptanceColumns(NamedTuple):
    """Acceptance shares of a column of badges: the exact share of each pattern, and which pattern each badge has."""

    shares: tuple[Fraction, ...]
    """Exact share of each pattern that occurs."""
    pattern: npt.NDArray[np.intp]
    """Place of each badge's pattern in `shares`, shape (badges,)."""

    @property
    def floats(self) -> npt.NDArray[np.float64]:
        """Shares of all badges as the nearest floats, for showing, shape (badges,)."""
        return np.array([float(one) for one in self.shares], dtype=np.float64)[self.pattern]


def acceptance_shares(
    rubric: Rubric,
    columns: Sequence[npt.ArrayLike],
    *,
    weightings: Weightings = Weightings.UNIFORM,
    outcomes: Iterable[str] | None = None,
    closeness: int = CLOSENESS,
) -> AcceptanceColumns:
    """Return the exact acceptance shares of badges without gaps, to which every criterion applies.

    Parameters
    ----------
    rubric : Rubric
        The version to decide by.
    columns : sequence of array-like of int, each of shape (badges,)
        One column for each criterion in the rubric's order: the place of the level, 0 for the lowest.
    weightings, outcomes, closeness
        As for `acceptance`.

    Raises
    ------
    InputError
        The columns do not fit the rubric, or a column holds something that is no place of a level. Badges with gaps go
        through `acceptances`.
    """
    table = AcceptanceTable(rubric, weightings=weightings, outcomes=outcomes, closeness=closeness)
    levels = _checked(rubric, columns)
    space = weight_space(rubric, weightings, closeness)
    keys = _pattern_keys(rubric, levels, space.parts) if isinstance(space, PartsSpace) else _row_keys(rubric, levels)
    first, pattern = _distinct(keys)
    rows = np.stack([column[first] for column in levels], axis=1).tolist()
    return AcceptanceColumns(tuple(table.of_case(case).low for case in _cases(rubric, rows)), pattern)


def _distinct(keys: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return one row for each key that occurs, and for each row the place of its key among them."""
    most = int(keys.max(initial=0))
    if most >= _COUNTED:
        _, first, pattern = np.unique(keys, return_index=True, return_inverse=True)
        return first, pattern
    at = np.full(most + 1, -1, dtype=np.intp)
    at[keys] = np.arange(len(keys), dtype=np.intp)
    occurring = np.flatnonzero(at >= 0)
    places = np.zeros(most + 1, dtype=np.intp)
    places[occurring] = np.arange(len(occurring), dtype=np.intp)
    return at[occurring], places[keys]


def _cases(rubric: Rubric, rows: Sequence[Sequence[int]]) -> Iterator[OpenCase]:
    """Give the case of each row of levels.

    Where there is no profile, the ladder is the same for all of them, and only points and gates are looked up for each.
    """
    if rubric.policy.profiles or not rows:
        yield from (case_of(rubric, _levels(rubric, row)) for row in rows)
        return
    shared = case_of(rubric, _levels(rubric, rows[0]))
    points = [[level.points for level in criterion.levels] for criterion in rubric.criteria]
    gates = list(_gate_places(rubric))
    for row in rows:
        held = tuple([given[place] for given, place in zip(points, row, strict=True)])
        fixed = next((otherwise for at, needed, otherwise in gates if row[at] < needed), None)
        yield shared._replace(fixed=fixed, low=held, high=held, choices=tuple([(place,) for place in row]))


def _gate_places(rubric: Rubric) -> Iterator[tuple[int, int, str]]:
    """Give for each gate the place of its criterion, the lowest place of a level that passes, and the outcome otherwise."""
    at = {c.id: place for place, c in enumerate(rubric.criteria)}
    for gate in rubric.policy.gates:
        yield at[gate.criterion], rubric.criterion(gate.criterion).position(gate.at_least), gate.otherwise


def _levels(rubric: Rubric, row: Sequence[int]) -> Possibility:
    """Return the case of a badge without gaps, with the first gate that it fails."""
    spans = {c.id: (place, place) for c, place in zip(rubric.criteria, row, strict=True)}
    gates = (g for g in rubric.policy.gates if spans[g.criterion][0] < rubric.criterion(g.criterion).position(g.at_least))
    return Possibility(spans, failed=next(gates, None))


def _checked(rubric: Rubric, columns: Sequence[npt.ArrayLike]) -> Levels:
    criteria = rubric.criteria
    found = [np.asarray(column) for column in columns]
    if len(found) != len(criteria):
        message = f"columns: found {len(found)}; {len(criteria)} are needed, one for each criterion in the rubric's order."
        raise InputError(message, where="columns")
    for criterion, column in zip(criteria, found, strict=True):
        if column.ndim != 1 or column.dtype.kind not in "iu" or len(column) != len(found[0]):
            message = f"column of {criterion.id}: whole numbers in one column are needed, as many as in the other columns."
            raise InputError(message, where=criterion.id)
        wrong = np.flatnonzero((column < 0) | (column >= len(criterion.levels)))
        if wrong.size:
            row, last = int(wrong[0]), len(criterion.levels) - 1
            message = (
                f"column of {criterion.id}: row {row + 1:,} holds {int(column[row])}; places of levels from 0 to {last} are "
                "allowed. Ask for badges with gaps by acceptances."
            )
            raise InputError(message, where=criterion.id)
    return found


def _pattern_keys(rubric: Rubric, levels: Levels, parts: Sequence[int]) -> Keys:
    """Return one whole number for each badge that says how many parts have which points, and what the rules came to."""
    points = sorted({level.points for criterion in rubric.criteria for level in criterion.levels})
    radix = sum(parts) + 1
    gates, profiles = len(rubric.policy.gates), len(rubric.policy.profiles)
    # The parts of the last points are what the others leave, so they need no digit.
    if radix ** (len(points) - 1) * (gates + 1) << profiles >= _KEY_LIMIT:
        return _row_keys(rubric, levels)
    digits = {one: radix**place for place, one in enumerate(points[:-1])}
    keys = np.zeros(len(levels[0]), dtype=np.int64)
    for criterion, part, column in zip(rubric.criteria, parts, levels, strict=True):
        keys += np.array([part * digits.get(level.points, 0) for level in criterion.levels], dtype=np.int64).take(column)
    failed = _first_failed(rubric, levels)
    keys = np.where(failed, 0, keys) * (gates + 1) + failed
    for profile in rubric.policy.profiles:
        keys = keys * 2 + _reached(rubric, profile, levels)
    return keys


def _row_keys(rubric: Rubric, levels: Levels) -> Keys:
    """Return one whole number for each badge, the same for two badges only if all their levels are the same."""
    keys = np.zeros(len(levels[0]), dtype=np.int64)
    size = 1
    for criterion, column in zip(rubric.criteria, levels, strict=True):
        if size * len(criterion.levels) >= _KEY_LIMIT:
            distinct, keys = np.unique(keys, return_inverse=True)
            size = len(distinct)
        keys = keys * len(criterion.levels) + column
        size *= len(criterion.levels)
    return keys


def _first_failed(rubric: Rubric, levels: Levels) -> Keys:
    """Return the number of the first gate that each badge fails, from 1; 0 where it passes all."""
    failed = np.zeros(len(levels[0]), dtype=np.int64)
    for number, (at, needed, _) in reversed(list(enumerate(_gate_places(rubric), start=1))):
        failed[levels[at] < needed] = number
    return failed


def _reached(rubric: Rubric, profile: Profile, levels: Levels) -> npt.NDArray[np.bool_]:
    reached = np.ones(len(levels[0]), dtype=bool)
    for part in profile.parts:
        reached &= _reaching(rubric, part, levels) * BASIS_POINTS >= part.criteria * len(levels)
    return reached


def _reaching(rubric: Rubric, part: ProfilePart, levels: Levels) -> Keys:
    """Count the criteria that reach a part of a profile, badge by badge."""
    needed = part.at_least * rubric.top
    count = np.zeros(len(levels[0]), dtype=np.int64)
    for criterion, column in zip(rubric.criteria, levels, strict=True):
        count += np.array([level.points * BASIS_POINTS >= needed for level in criterion.levels], dtype=np.int64).take(column)
    return count
