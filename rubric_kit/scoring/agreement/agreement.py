"""`agreement`: how far people agree on the levels of badges, criterion by criterion and over all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from rubric_kit.model import Rating, RatingState, Rubric
from rubric_kit.scoring.agreement.agreement_words import agreement_sentences
from rubric_kit.scoring.agreement.catalogue import FIGURES
from rubric_kit.scoring.agreement.criterion_agreement import Agreement, CriterionAgreement, Said
from rubric_kit.scoring.agreement.figure import Figure
from rubric_kit.scoring.agreement.figures import figures
from rubric_kit.scoring.agreement.house_rule import house_rule, overlap
from rubric_kit.scoring.agreement.level_grid import LevelGrid, level_grids
from rubric_kit.scoring.agreement.moments import cells_of
from rubric_kit.scoring.agreement.pair_counts import pair_counts
from rubric_kit.scoring.agreement.paradox import paradox_sentences
from rubric_kit.scoring.agreement.severity import grid_severity

ALL = "All criteria"
_SIZES_DIFFER = "the criteria have different numbers of levels, so a step is not the same on each; see each criterion"
_POINTS_DIFFER = "the levels of the criteria have different points; see each criterion"


def agreement(rubric: Rubric, ratings: Iterable[Rating], badges: Sequence[str], *, intervals: bool = True) -> Agreement:
    """Return how far people agree, criterion by criterion and over all criteria.

    Where fewer than 5 people or 6 badges can be compared there are no coefficients, only counts, and the reason. Values are exact
    and do not depend on the machine; the ends of intervals are floats, rounded to six digits, for showing only. They come from
    1,000 draws of badges with a fixed seed, so the same answers give the same interval.

    Parameters
    ----------
    rubric : Rubric
        The version that was rated.
    ratings : iterable of Rating
        Rows of all raters; what does not fit is counted in `said.left_out`.
    badges : sequence of str
        Keys of the badges.
    intervals : bool
        Whether to give intervals; without them it is quicker.

    Raises
    ------
    RatingError
        A badge is named twice.
    """
    grids = level_grids(rubric, ratings, badges)
    return Agreement(
        wording=rubric.wording_fingerprint,
        criteria=tuple(grid_agreement([grid], grid.criterion, grid.name, intervals=intervals) for grid in grids),
        whole=grid_agreement(grids, "", ALL, intervals=intervals),
        severity=grid_severity(grids),
    )


def grid_agreement(grids: Sequence[LevelGrid], criterion: str, name: str, *, intervals: bool = True) -> CriterionAgreement:
    """Return how far people agree on one criterion, or on several together.

    Parameters
    ----------
    grids : sequence of LevelGrid
        One grid, or one for each criterion with the same raters and badges.
    criterion, name : str
        What to call it.
    intervals : bool
        Whether to give intervals.
    """
    refusal = house_rule(grids)
    pairs = pair_counts(grids)
    level_use = _level_use(grids)
    said = _said(grids)
    found = tuple(_figures(grids, refusal, intervals=intervals))
    raters, compared = overlap(grids)
    by_key = {one.key: one for one in found}
    told = (by_key[key] for key in ("alpha_nominal", "alpha_ordinal_krippendorff", "ac1"))
    paradox = () if refusal else tuple(paradox_sentences(pairs, level_use, *told))
    return CriterionAgreement(
        criterion=criterion,
        name=name,
        raters=raters,
        badges=compared,
        pairs=pairs,
        level_use=level_use,
        said=said,
        refusal=refusal,
        figures=found,
        sentences=agreement_sentences(pairs, said, by_key, paradox=paradox, refusal=refusal, badges=compared),
        paradox=paradox,
    )


def _figures(grids: Sequence[LevelGrid], refusal: str, *, intervals: bool) -> Iterator[Figure]:
    """Shares of pairs can be told over criteria with different numbers of levels; nothing else can."""
    size = max(grid.size for grid in grids)
    alike = all(grid.size == size for grid in grids)
    same_points = all(grid.points == grids[0].points for grid in grids)
    cells = cells_of([grid.levels for grid in grids], size)
    points = grids[0].points if same_points else tuple(range(size))
    for one in figures(cells, points, refusal=refusal, intervals=intervals):
        if not refusal and not alike and not one.facts.is_share:
            yield Figure(one.key, FIGURES[one.key], why=_SIZES_DIFFER)
        elif not refusal and not same_points and one.key == "alpha_ratio":
            yield Figure(one.key, FIGURES[one.key], why=_POINTS_DIFFER)
        else:
            yield one


def _level_use(grids: Sequence[LevelGrid]) -> tuple[tuple[str, int], ...]:
    if any(grid.size != grids[0].size for grid in grids):
        return ()
    counts = [sum(int(np.count_nonzero(grid.levels == place)) for grid in grids) for place in range(grids[0].size)]
    names = grids[0].level_names
    if any(grid.level_names != names for grid in grids):
        names = tuple(f"Level {place} of {len(names)}" for place in range(1, len(names) + 1))
    return tuple(zip(names, counts, strict=True))


def _said(grids: Sequence[LevelGrid]) -> Said:
    states = {state: sum(dict(grid.states)[state] for grid in grids) for state in RatingState}
    return Said(
        levels=sum(int(np.count_nonzero(grid.levels >= 0)) for grid in grids),
        cannot_tell=states[RatingState.UNKNOWN],
        withheld=states[RatingState.WITHHELD],
        not_applicable=states[RatingState.NOT_APPLICABLE],
        empty=sum(grid.empty for grid in grids),
        left_out=sum(grid.left_out for grid in grids),
    )
