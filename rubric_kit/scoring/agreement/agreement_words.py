"""Agreement in sentences that a teacher understands: percent first, then what chance does to it, then what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rubric_kit.scoring.agreement.criterion_agreement import PairCounts, Said
from rubric_kit.scoring.agreement.figure import Figure, of_hundred

_FEW_BADGES = 20


def agreement_sentences(
    pairs: PairCounts,
    said: Said,
    figures: Mapping[str, Figure],
    *,
    paradox: tuple[str, ...],
    refusal: str,
    badges: int,
) -> tuple[str, ...]:
    """Say what the figures say.

    Parameters
    ----------
    pairs : PairCounts
        Pairs of raters on the same badge.
    said : Said
        What stands in the cells.
    figures : mapping of str to Figure
        All figures, by key.
    paradox : tuple of str
        Why percent and a chance-corrected figure tell opposite stories.
    refusal : str
        Why there are no coefficients; empty where there are some.
    badges : int
        Badges with at least two raters.
    """
    return (
        *_percent(pairs),
        *([refusal] if refusal else _beyond_chance(figures)),
        *paradox,
        *_few(figures, badges),
        *_gaps(said),
    )


def percent_sentence(pairs: PairCounts) -> str:
    """Say how often two people gave the same level, and how often the same or the next."""
    exact, adjacent = pairs.exact, pairs.adjacent
    if exact is None or adjacent is None:
        return "Nobody gave a level to a badge that somebody else gave one as well, so there is nothing to compare."
    counted = f"{pairs.same:,} and {pairs.same + pairs.next:,} of {pairs.pairs:,}"
    if pairs.pairs < 100:
        # So many of 100 would make more of a handful of pairs than there is.
        return (
            f"Of {pairs.pairs} pair{'s' if pairs.pairs != 1 else ''} of people on one badge, {pairs.same} gave the same level, "
            f"{pairs.same + pairs.next} the same or the next."
        )
    return (
        f"In {of_hundred(exact)} pairs two people gave the same level, in {of_hundred(adjacent)} the same or the next "
        f"({counted} pairs)."
    )


def _percent(pairs: PairCounts) -> Iterator[str]:
    yield percent_sentence(pairs)
    if pairs.further:
        verb = "is" if pairs.further == 1 else "are"
        yield f"{pairs.further:,} {verb} two levels apart or more; look at these first."


def _beyond_chance(figures: Mapping[str, Figure]) -> Iterator[str]:
    alpha = figures["alpha_ordinal_krippendorff"]
    if alpha.value is None:
        yield f"{alpha.statistic}: no value, since {alpha.why}."
        return
    shown = f"{alpha.statistic}: {alpha.text}"
    if alpha.interval_text:
        shown += f"; with other badges of this kind {alpha.interval_text} in 95 of 100 cases"
    yield f"{shown}. (1: people agree fully; 0: no better than shuffled answers.)"


def _few(figures: Mapping[str, Figure], badges: int) -> Iterator[str]:
    if badges < _FEW_BADGES and any(one.low is not None for one in figures.values()):
        yield f"The intervals rest on {badges} badges only; take them as a hint, they tend to be too narrow."


def _gaps(said: Said) -> Iterator[str]:
    parts = [
        f"{count:,} {words}"
        for count, words in (
            (said.cannot_tell, "cannot tell"),
            (said.withheld, "withheld"),
            (said.not_applicable, "does not apply"),
            (said.empty, "not rated"),
        )
        if count
    ]
    if parts:
        yield f"Not compared, since no level was given: {', '.join(parts)}."
    if said.left_out:
        rows = "1 rating does" if said.left_out == 1 else f"{said.left_out:,} ratings do"
        yield f"{rows} not fit this version of the rubric or these badges and {'is' if said.left_out == 1 else 'are'} not used."
