"""The figures of a set of answers, in the order of the catalogue: values exact, intervals from drawing badges again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.agreement.alpha import Metric, krippendorff_alpha
from rubric_kit.scoring.agreement.bootstrap import SHOWN_DIGITS, badge_draws, middle_95
from rubric_kit.scoring.agreement.catalogue import FIGURES
from rubric_kit.scoring.agreement.chance_models import ChanceModel, chance_corrected
from rubric_kit.scoring.agreement.concordance import kendall_w
from rubric_kit.scoring.agreement.figure import Figure
from rubric_kit.scoring.agreement.intraclass import FORMS, Intraclass, intraclass, mean_squares
from rubric_kit.scoring.agreement.kappa import (
    PairKappas,
    conger_kappa,
    drawn_average_kappas,
    drawn_marginals,
    exact_marginals,
    pair_kappas,
)
from rubric_kit.scoring.agreement.moments import (
    Cells,
    Moments,
    Numbers,
    answered,
    badge_moments,
    drawn_moments,
    exact_moments,
)
from rubric_kit.scoring.agreement.quotient import Quotient
from rubric_kit.scoring.agreement.step_weights import StepWeights

ONE_LEVEL = "everybody gave one and the same level, so nothing shows that they tell badges apart; undefined, not 1 and not 0"
_SAME_PAIRS = "every two people gave one and the same level wherever both answered; undefined, not 1 and not 0"
_BY_DEFINITION = "1 by its definition, since one level was given throughout; it does not show that badges are told apart"
_SHAKY = "no interval: too many of the draws of badges leave the figure undefined"
_BY_F = "interval from F distributions, not from draws of badges"
_NO_W_INTERVAL = "no interval: a badge that is drawn twice would tie with itself"
_NO_REST = "no interval can be formed from these answers"
_NO_SPREAD = "badges differ so little that there is no spread to take a share of; undefined, not 1 and not 0"
_NO_ORDER = "nobody puts any badge above another, so there is no order; undefined"
_CELLS_DEPEND = "not over several criteria: answers on one badge belong together; see each criterion"
_KAPPAS = {"kappa": StepWeights.NONE, "kappa_linear": StepWeights.LINEAR, "kappa_quadratic": StepWeights.QUADRATIC}
_ALWAYS = ("ac1", "ac2_linear", "ac2_quadratic", "ac2_ordinal_gwet", "brennan_prediger")


class Sums(NamedTuple):
    """What a figure is computed from: all answers, or many draws of badges at once."""

    moments: Moments
    """Sums over cells."""
    marginals: Numbers
    """How often each rater gives each level."""
    points: Sequence[int]
    """Points of the levels in thousandths."""


def _alpha(metric: Metric) -> Callable[[Sums], Quotient]:
    return lambda sums: krippendorff_alpha(sums.moments, metric, sums.points if metric is Metric.RATIO else None)


def _chance(model: ChanceModel, weights: StepWeights = StepWeights.NONE) -> Callable[[Sums], Quotient]:
    return lambda sums: chance_corrected(sums.moments, model, weights)


def _pair_share(steps: int) -> Callable[[Sums], Quotient]:
    def share(sums: Sums) -> Quotient:
        pairs = sums.moments.pairs
        places = np.arange(pairs.shape[-1])
        near = (np.abs(places[:, None] - places[None, :]) <= steps).astype(np.int64)
        return Quotient(np.asarray((pairs * near).sum(axis=(-2, -1))), np.asarray(pairs.sum(axis=(-2, -1))))

    return share


_FROM_SUMS: dict[str, Callable[[Sums], Quotient]] = {
    "exact": _pair_share(0),
    "adjacent": _pair_share(1),
    "alpha_ordinal_krippendorff": _alpha(Metric.ORDINAL_KRIPPENDORFF),
    "alpha_ordinal_gwet": _alpha(Metric.ORDINAL_GWET),
    "alpha_nominal": _alpha(Metric.NOMINAL),
    "alpha_interval": _alpha(Metric.INTERVAL),
    "alpha_ratio": _alpha(Metric.RATIO),
    "ac1": _chance(ChanceModel.GWET),
    "ac2_linear": _chance(ChanceModel.GWET, StepWeights.LINEAR),
    "ac2_quadratic": _chance(ChanceModel.GWET, StepWeights.QUADRATIC),
    "ac2_ordinal_gwet": _chance(ChanceModel.GWET, StepWeights.ORDINAL_GWET),
    "conger": lambda sums: conger_kappa(sums.moments, sums.marginals, StepWeights.NONE),
    "fleiss": _chance(ChanceModel.FLEISS),
    "brennan_prediger": _chance(ChanceModel.BRENNAN_PREDIGER),
}


def figures(cells: Cells, points: Sequence[int], *, refusal: str = "", intervals: bool = True) -> tuple[Figure, ...]:
    """Return all figures of some answers.

    Parameters
    ----------
    cells : Cells
        The answers on one criterion, or on several with the same number of levels.
    points : sequence of int
        Points of the levels in thousandths, for the ratio alpha.
    refusal : str
        Why there may be no coefficients; shares of pairs are given in any case, then without an interval.
    intervals : bool
        Whether to draw badges for intervals.
    """
    sums = Sums(exact_moments(cells), exact_marginals(cells), points)
    if refusal:
        shares = {key: _value(key, _FROM_SUMS[key](sums)) for key in ("exact", "adjacent")}
        return tuple(shares.get(key) or Figure(key, FIGURES[key], why=refusal) for key in FIGURES)
    found = {key: _value(key, formula(sums)) for key, formula in _FROM_SUMS.items()}
    found |= {key: _pair_figure(key, pair_kappas(cells, kind)) for key, kind in _KAPPAS.items()}
    if found["alpha_nominal"].value is None:
        found = {key: one._replace(note=_BY_DEFINITION) if key in _ALWAYS else one for key, one in found.items()}
    if intervals:
        drawn = _drawn_values(cells, points)
        found = {key: _with_interval(figure, drawn[key]) for key, figure in found.items()}
    found |= {figure.key: figure for figure in _from_full_grids(cells)}
    return tuple(found[key] for key in FIGURES)


def _drawn_values(cells: Cells, points: Sequence[int]) -> dict[str, NDArray[np.float64]]:
    draws = badge_draws(cells.badges)
    sums = Sums(drawn_moments(badge_moments(cells), draws), drawn_marginals(cells, draws), points)
    found = {key: formula(sums).floats() for key, formula in _FROM_SUMS.items()}
    averages = drawn_average_kappas(cells, tuple(_KAPPAS.values()), draws)
    return found | {key: averages[kind] for key, kind in _KAPPAS.items()}


def _value(key: str, quotient: Quotient) -> Figure:
    value = quotient.exact()
    reason = "nobody shares a badge with anybody" if FIGURES[key].is_share else ONE_LEVEL
    return Figure(key, FIGURES[key], value, why="" if value is not None else reason)


def _pair_figure(key: str, pairs: PairKappas) -> Figure:
    number = len(pairs.values)
    if not number:
        return Figure(key, FIGURES[key], why=_SAME_PAIRS)
    notes = [f"average over {number} pairs of raters" if number > 1 else "1 pair of raters"]
    if pairs.undefined:
        notes.append(f"{pairs.undefined} left out that gave one and the same level throughout")
    if pairs.apart:
        notes.append(f"{pairs.apart} that share no badge")
    return Figure(key, FIGURES[key], pairs.average, note="; ".join(notes))


def _with_interval(figure: Figure, values: NDArray[np.float64]) -> Figure:
    if figure.value is None:
        return figure
    ends = middle_95(values)
    if ends is None:
        return figure._replace(note="; ".join(filter(None, (figure.note, _SHAKY))))
    return figure._replace(low=ends[0], high=ends[1])


def _from_full_grids(cells: Cells) -> Iterator[Figure]:
    """Give what is defined for one criterion without gaps only."""
    keys = [f"icc_{form.replace(',', '_')}" for form in FORMS]
    why = _CELLS_DEPEND if len(cells.badge) > cells.badges else _gap_words(cells)
    if why:
        yield from (Figure(key, FIGURES[key], why=why) for key in (*keys, "kendall_w"))
        return
    for key, one in zip(keys, intraclass(mean_squares(cells.levels)), strict=True):
        yield _intraclass_figure(key, one)
    value = kendall_w(cells.levels)
    facts = FIGURES["kendall_w"]
    yield Figure("kendall_w", facts, why=_NO_ORDER) if value is None else Figure("kendall_w", facts, value, note=_NO_W_INTERVAL)


def _intraclass_figure(key: str, one: Intraclass) -> Figure:
    if one.value is None:
        return Figure(key, FIGURES[key], why=_NO_SPREAD)
    if one.low is None or one.high is None:
        return Figure(key, FIGURES[key], one.value, note=_NO_REST)
    low, high = (round(end, SHOWN_DIGITS) for end in (one.low, one.high))
    return Figure(key, FIGURES[key], one.value, low, high, note=_BY_F)


def _gap_words(cells: Cells) -> str:
    gaps = int((~answered(cells.levels)).sum())
    return f"needs a level from every rater on every badge; {gaps} of {cells.levels.size} cells have none" if gaps else ""
