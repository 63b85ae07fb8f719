"""From answers to a `WeightSet`, whatever the mode."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, TradeOff, WeightAnswer, WeightMode, WeightSet
from rubric_kit.scoring.answers import PANEL
from rubric_kit.scoring.weighing.amounts import direct, points, swing
from rubric_kit.scoring.weighing.best_worst import best_worst
from rubric_kit.scoring.weighing.given import MOST_ANSWERS, Weighed
from rubric_kit.scoring.weighing.modes import MODES
from rubric_kit.scoring.weighing.pairwise import pairwise
from rubric_kit.scoring.weighing.places import rank_order_centroid, rank_sum
from rubric_kit.scoring.weighing.plain_words import and_more, one_line
from rubric_kit.scoring.weighing.trade_off import trade_off
from rubric_kit.scoring.weights import to_basis_points

_BY_ANSWERS: Mapping[WeightMode, Callable[[Rubric, Sequence[WeightAnswer]], Weighed]] = {
    WeightMode.POINTS: points,
    WeightMode.DIRECT: direct,
    WeightMode.RANK_ORDER_CENTROID: rank_order_centroid,
    WeightMode.RANK_SUM: rank_sum,
    WeightMode.SWING: swing,
    WeightMode.PAIRWISE: pairwise,
    WeightMode.BEST_WORST: best_worst,
}


def weigh(
    rubric: Rubric,
    mode: WeightMode,
    answers: Iterable[WeightAnswer] = (),
    *,
    choices: Iterable[TradeOff] = (),
    rater: str = PANEL,
    note: str = "",
) -> WeightSet:
    """Turn what somebody said into weights.

    Parameters
    ----------
    rubric : Rubric
        The version that is weighed.
    mode : WeightMode
        How the weights were asked for.
    answers : iterable of WeightAnswer
        What was said, in thousandths. Points, ratings, swings and places: one for each criterion; criteria that tie share a
        place. Pairwise: one for each pair, `criterion` is `value` times as important as `against`, 1 to 9 times. Best-worst:
        the best against each other, and each other against the worst.
    choices : iterable of TradeOff
        Answered trade-off cards, for that mode only.
    rater : str
        Code of whose weights they are.
    note : str
        The person's reason.

    Returns
    -------
    WeightSet
        Weights in basis points that sum to 10,000, by the largest-remainder method, with all that was said.

    Raises
    ------
    RecordError
        There is no such mode, or the answers do not fit it: a criterion is unknown, missing or there twice, a number is out of
        bounds, all are zero.
    """
    said, cards = tuple(answers), tuple(choices)
    if mode not in MODES:
        raise RecordError(f"no mode is called {mode!r}; known are: {', '.join(MODES)}", where="mode")
    weighed = _weighed(rubric, WeightMode(mode), said, cards)
    return _weight_set(
        rubric,
        rater,
        mode,
        weighed,
        answers=[one.plain() for one in said],
        choices=[one.plain() for one in cards],
        note=note,
    )


def weights_of(
    rubric: Rubric, rater: str, mode: WeightMode, shares: Mapping[str, int | Fraction], *, note: str = ""
) -> WeightSet:
    """Put weights that are there already into the common form: the rubric's own, or those of a named audience.

    Parameters
    ----------
    rubric : Rubric
        The version they are for.
    rater : str
        Code of the person, panel or audience.
    mode : WeightMode
        How they came about.
    shares : mapping of criterion id to int or Fraction
        One share for each criterion, such as basis points; only proportions matter.
    note : str
        Why they are what they are.

    Raises
    ------
    RecordError
        A criterion is unknown or missing, a share is negative, or all are zero.
    """
    names = [c.id for c in rubric.criteria]
    unknown = [name for name in shares if name not in set(names)]
    if unknown:
        found = f"weights name criterion {unknown[0]!r}, which does not exist{and_more(unknown)}"
        raise RecordError(f"{found}; known are: {', '.join(names)}", where=unknown[0])
    missing = [name for name in names if name not in shares]
    if missing:
        raise RecordError(
            f"weights lack criterion {missing[0]!r}{and_more(missing)}; give each one, 0 is allowed", where=missing[0]
        )
    if not any(shares.values()):
        raise RecordError("weights are all zero; give at least one criterion more than zero", where="weights")
    return _weight_set(rubric, rater, mode, Weighed({name: shares[name] for name in names}), note=note)


def _weighed(rubric: Rubric, mode: WeightMode, said: Sequence[WeightAnswer], cards: Sequence[TradeOff]) -> Weighed:
    if len(said) > MOST_ANSWERS:
        raise RecordError(f"{len(said):,} answers were given; at most {MOST_ANSWERS:,} are read", where="answers")
    if cards and mode is not WeightMode.TRADE_OFF:
        raise RecordError(f"{mode} takes no trade-off cards, found {len(cards):,}; use mode trade_off", where="choices")
    if said and mode in (WeightMode.TRADE_OFF, WeightMode.NONE):
        raise RecordError(f"{mode} takes no answers about criteria, found {len(said):,}; leave them out", where="answers")
    if mode is WeightMode.NONE:
        return Weighed(dict.fromkeys((c.id for c in rubric.criteria), 1))
    if mode is WeightMode.TRADE_OFF:
        return trade_off(rubric, cards)
    return _BY_ANSWERS[mode](rubric, said)


def _weight_set(rubric: Rubric, rater: str, mode: WeightMode, weighed: Weighed, **held: object) -> WeightSet:
    weights = to_basis_points(weighed.shares)
    return WeightSet.parse(
        {
            "rater": rater,
            "mode": mode,
            "wording": rubric.wording_fingerprint,
            "weights": [{"criterion": name, "weight": weight} for name, weight in weights.items()],
            "inconsistency": weighed.inconsistency,
            "inconsistency_words": weighed.inconsistency_words and one_line(weighed.inconsistency_words),
            "remarks": [one_line(remark) for remark in weighed.remarks],
            **held,
        },
        where="weights",
    )
