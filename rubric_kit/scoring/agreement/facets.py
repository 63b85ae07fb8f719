"""`facets`: how strict each rater is once badges and criteria are allowed for, by the many-facet Rasch model, or why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.model import Rating, Rubric
from rubric_kit.scoring.agreement.connection import connection_gap
from rubric_kit.scoring.agreement.house_rule import LEAST_RATERS
from rubric_kit.scoring.agreement.level_grid import MISSING, LevelGrid, level_grids
from rubric_kit.scoring.agreement.rasch import LongAnswers, RaschFit, fit_rasch

LEAST_BADGES = 20
LEAST_ANSWERS = 30
LEAST_PER_LEVEL = 10
CAUTION = (
    "Estimated by joint maximum likelihood, which pulls measures apart when each rater or badge has few answers: read who is "
    "stricter than whom, not how much."
)
WHEN_NOT = (
    "Not where the criteria measure different things that need not go together: the model puts all answers on one scale. Not to "
    "judge a person: severity is no mistake."
)
SOURCE = "Linacre (1989), Many-Facet Rasch Measurement"
_DIGITS = 4


class Measure(NamedTuple):
    """Where one rater, criterion or badge stands, in logits."""

    name: str
    """Code of the rater, id of the criterion or key of the badge."""
    measure: float
    """Severity of a rater, difficulty of a criterion, height of a badge."""
    error: float
    """Standard error."""
    answers: int
    """Answers it rests on."""


class Facets(NamedTuple):
    """Measures of everybody and everything, or the reason why there are none."""

    raters: tuple[Measure, ...]
    """Strictest first; the mean is 0."""
    criteria: tuple[Measure, ...]
    """Hardest first; the mean is 0."""
    badges: tuple[Measure, ...]
    """Highest first."""
    thresholds: tuple[float, ...]
    """Where a level becomes more likely than the one below; the mean is 0."""
    set_aside: tuple[str, ...]
    """Badges that got the lowest level from everybody on everything, or the highest: their measure would be endless."""
    why: str
    """Why there are no measures; empty where there are some."""
    sentences: tuple[str, ...]
    """The same in words."""

    def plain(self) -> dict[str, Any]:
        """Return everything as plain objects for JSON."""
        return {
            **{name: [one._asdict() for one in getattr(self, name)] for name in ("raters", "criteria", "badges")},
            "thresholds": list(self.thresholds),
            "set_aside": list(self.set_aside),
            "why": self.why,
            "sentences": list(self.sentences),
            "when_not": WHEN_NOT,
            "source": SOURCE,
        }


class _Rows(NamedTuple):
    """Answers in long form, with names as they stand in the grids."""

    badge: NDArray[np.int64]
    criterion: NDArray[np.int64]
    rater: NDArray[np.int64]
    place: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> _Rows:
        return _Rows(*(column[kept] for column in self))


def facets(rubric: Rubric, ratings: Iterable[Rating], badges: Sequence[str]) -> Facets:
    """Return how strict each rater is, how hard each criterion and how high each badge, or why that cannot be told.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated.
    ratings : iterable of Rating
        Rows of all raters.
    badges : sequence of str
        Keys of the badges.

    Raises
    ------
    RatingError
        A badge is named twice.
    """
    return grid_facets(level_grids(rubric, ratings, badges))


def grid_facets(grids: Sequence[LevelGrid]) -> Facets:
    """Return how strict each rater is, how hard each criterion and how high each badge.

    The rule of this kit for enough data: at least 5 raters and 20 badges, at least 30 answers of each rater, every level given at
    least 10 times, criteria with the same number of levels, and everything connected, so that any two raters can be compared
    through badges and criteria they share. It is stricter than the house rule because more is estimated. Ten answers in each
    level are what Linacre (2002), "Optimizing Rating Scale Category Effectiveness", asks for.

    Parameters
    ----------
    grids : sequence of LevelGrid
        One grid for each criterion, with the same raters and badges.
    """
    if len({grid.size for grid in grids}) > 1:
        return _refused("the criteria have different numbers of levels, and one set of thresholds would not fit all")
    rows, aside = _without_extremes(_rows(grids), grids[0].size)
    why = (
        _too_little(rows, grids)
        or _one_sided(rows, grids)
        or connection_gap(
            (rows.badge, rows.criterion, rows.rater), (grids[0].badges, [grid.criterion for grid in grids], grids[0].raters)
        )
    )
    if why:
        return _refused(why)
    used = [np.unique(column, return_inverse=True) for column in (rows.badge, rows.criterion, rows.rater)]
    badge, criterion, rater = (numbers.astype(np.int64) for _, numbers in used)
    fit = fit_rasch(LongAnswers(badge, criterion, rater, rows.place, grids[0].size))
    if not fit.settled:
        return _refused("the estimates did not settle")
    return _facets(grids, fit, [names for names, _ in used], rows, tuple(grids[0].badges[at] for at in aside))


def _rows(grids: Sequence[LevelGrid]) -> _Rows:
    cube = np.stack([grid.levels for grid in grids])
    criterion, rater, badge = np.nonzero(cube != MISSING)
    return _Rows(badge, criterion, rater, cube[criterion, rater, badge].astype(np.int64))


def _without_extremes(rows: _Rows, size: int) -> tuple[_Rows, list[int]]:
    extreme = set()
    for badge in np.unique(rows.badge).tolist():
        places = set(rows.place[rows.badge == badge].tolist())
        if places in ({0}, {size - 1}):
            extreme.add(badge)
    return rows.only(~np.isin(rows.badge, sorted(extreme))), sorted(extreme)


def _too_little(rows: _Rows, grids: Sequence[LevelGrid]) -> str:
    raters, badges = len(np.unique(rows.rater)), len(np.unique(rows.badge))
    if raters < LEAST_RATERS:
        return f"{raters} raters have answers that can be used and at least {LEAST_RATERS} are needed"
    if badges < LEAST_BADGES:
        return f"{badges} badges are neither lowest nor highest throughout and at least {LEAST_BADGES} are needed"
    answers = np.bincount(rows.rater, minlength=len(grids[0].raters))
    few = [grids[0].raters[at] for at in np.unique(rows.rater).tolist() if answers[at] < LEAST_ANSWERS]
    if few:
        return f"{few[0]} has {answers[grids[0].raters.index(few[0])]} answers and each rater needs at least {LEAST_ANSWERS}"
    given = np.bincount(rows.place, minlength=grids[0].size)
    rare = int(given.argmin())
    if given[rare] < LEAST_PER_LEVEL:
        return f"level {rare + 1} of {grids[0].size} was given {given[rare]} times and each needs at least {LEAST_PER_LEVEL}"
    return ""


def _one_sided(rows: _Rows, grids: Sequence[LevelGrid]) -> str:
    """Find a rater or criterion with only the lowest or only the highest level: no number could be strict or mild enough."""
    top = grids[0].size - 1
    names: list[tuple[NDArray[np.int64], Callable[[int], str]]] = [
        (rows.rater, lambda at: grids[0].raters[at]),
        (rows.criterion, lambda at: grids[at].name),
    ]
    for column, name in names:
        for at in np.unique(column).tolist():
            places = set(rows.place[column == at].tolist())
            if places in ({0}, {top}):
                return f"{name(at)} has only the {'lowest' if places == {0} else 'highest'} level, so no measure fits"
    return ""


def _refused(why: str) -> Facets:
    return Facets((), (), (), (), (), why, (f"No Rasch measures: {why}. Median offsets stand without them.",))


def _facets(
    grids: Sequence[LevelGrid], fit: RaschFit, used: Sequence[NDArray[np.int64]], rows: _Rows, aside: tuple[str, ...]
) -> Facets:
    badge_names = [grids[0].badges[at] for at in used[0].tolist()]
    criterion_names = [grids[at].criterion for at in used[1].tolist()]
    rater_names = [grids[0].raters[at] for at in used[2].tolist()]
    raters = _measures(rater_names, fit.raters, fit.errors[2], rows.rater)
    criteria = _measures(criterion_names, fit.criteria, fit.errors[1], rows.criterion)
    badges = _measures(badge_names, fit.badges, fit.errors[0], rows.badge)
    thresholds = tuple(round(float(one), _DIGITS) for one in fit.thresholds)
    return Facets(raters, criteria, badges, thresholds, aside, "", _sentences(raters, criteria, aside, grids))


def _measures(
    names: Sequence[str], values: NDArray[np.float64], errors: NDArray[np.float64], column: NDArray[np.int64]
) -> tuple[Measure, ...]:
    counts = np.unique(column, return_counts=True)[1].tolist()
    found = [
        Measure(name, round(float(value), _DIGITS), round(float(error), _DIGITS), count)
        for name, value, error, count in zip(names, values, errors, counts, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.measure, one.name)))


def _sentences(
    raters: tuple[Measure, ...], criteria: tuple[Measure, ...], aside: tuple[str, ...], grids: Sequence[LevelGrid]
) -> tuple[str, ...]:
    names = {grid.criterion: grid.name for grid in grids}
    strictest, mildest = raters[0], raters[-1]
    first = f"{strictest.name} is the strictest ({strictest.measure:+.2f})"
    said = [
        f"Badges and criteria allowed for, {first} and {mildest.name} the mildest ({mildest.measure:+.2f} on the model's scale)."
    ]
    if len(criteria) > 1:
        said.append(f"High levels are hardest to get on «{names[criteria[0].name]}», easiest on «{names[criteria[-1].name]}».")
    if aside:
        badges = "1 badge" if len(aside) == 1 else f"{len(aside)} badges"
        said.append(f"Set aside, with the lowest level throughout or the highest: {badges}.")
    return (*said, CAUTION)
