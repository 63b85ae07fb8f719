"""Why shares of pairs and chance-corrected figures can tell opposite stories, with the numbers of the answers at hand.

Feinstein and Cicchetti (1990), "High agreement but low kappa". The bounds below say when a sentence is worth its space; they are
this kit's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rubric_kit.scoring.agreement.criterion_agreement import PairCounts
from rubric_kit.scoring.agreement.figure import Figure, coefficient_text, of_hundred, two_places

HIGH_SHARE, LOW_SHARE = Fraction(75, 100), Fraction(60, 100)
LOW_VALUE, HIGH_VALUE = Fraction(40, 100), Fraction(667, 1000)
_NEARLY_ALL = Fraction(75, 100)


def paradox_sentences(
    pairs: PairCounts, level_use: tuple[tuple[str, int], ...], nominal: Figure, ordinal: Figure, ac1: Figure
) -> Iterator[str]:
    """Say why a high share goes with a low figure, or the reverse; nothing where the two agree.

    Parameters
    ----------
    pairs : PairCounts
        Pairs of raters on the same badge.
    level_use : tuple of (name, count)
        How often each level was given.
    nominal, ordinal, ac1 : Figure
        Nominal and ordinal alpha, and Gwet's AC1.
    """
    exact, adjacent = pairs.exact, pairs.adjacent
    if exact is None or adjacent is None or not level_use:
        return
    given = sum(count for _, count in level_use)
    name, most = max(level_use, key=lambda one: one[1])
    share = Fraction(most, given)
    by_chance = sum((Fraction(count, given) ** 2 for _, count in level_use), Fraction(0))
    if exact == 1 and nominal.value is None:
        yield (
            f"Everybody gave «{name}» each time. That shows that people agree here; it cannot show that they would tell badges "
            "apart, so alpha has no value. Add badges that differ on this criterion."
        )
    elif exact >= HIGH_SHARE and _below(nominal, LOW_VALUE) and share >= _NEARLY_ALL:
        yield (
            f"Two numbers seem to disagree: {of_hundred(exact)} pairs gave the same level, yet alpha is only {_text(nominal)}. "
            f"{most} of {given} answers are «{name}»; people who answered in these proportions without looking at the badge "
            f"would meet in {of_hundred(by_chance)} pairs anyway, and little is left to show. Alpha asks whether people tell "
            f"badges apart, and hardly any badge is apart here.{_ac1_words(ac1)} Add badges that differ on this criterion "
            "before you judge the wording by alpha."
        )
    elif exact <= LOW_SHARE and _above(ordinal, HIGH_VALUE):
        yield (
            f"Two numbers seem to disagree: only {of_hundred(exact)} pairs gave the same level, yet the ordinal alpha is "
            f"{_text(ordinal)}. Those who differ are mostly neighbours ({of_hundred(adjacent)} pairs gave the same or the next "
            "level), and the answers are spread over the levels (people who answered without looking at the badge would meet in "
            f"{of_hundred(by_chance)} pairs), so high and low badges are told apart all the same. Talk about the border between "
            "neighbouring levels."
        )


def _below(figure: Figure, bound: Fraction) -> bool:
    return figure.value is not None and figure.value < bound


def _above(figure: Figure, bound: Fraction) -> bool:
    return figure.value is not None and figure.value >= bound


def _text(figure: Figure) -> str:
    return coefficient_text(Fraction(figure.value or 0))


def _ac1_words(ac1: Figure) -> str:
    return "" if ac1.value is None else f" AC1, which expects less luck here, is {two_places(Fraction(ac1.value))}."
