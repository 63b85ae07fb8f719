"""Under how many weightings each badge is accepted, in words and digits, for a room that has no weights to agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from rubric_kit.model import BASIS_POINTS, Badge, Rubric, share_text
from rubric_kit.scoring import Answers
from rubric_kit.scoring.robustness import acceptances, certain_under_all, count_certain

_WORDS = ((Fraction(9, 10), "nearly all"), (Fraction(3, 5), "most"), (Fraction(2, 5), "about half"), (Fraction(1, 10), "some"))


def acceptance_rows(rubric: Rubric, badges: Sequence[Badge], answers: Mapping[str, Answers]) -> dict[str, dict[str, Any]]:
    """Return by badge key the ends of the share of weightings that accept it, in basis points and as text."""
    found = acceptances(rubric, badges, answers)
    return {key: {"low": _points(one.low), "high": _points(one.high), "text": share_words(*one)} for key, one in found.items()}


def certain_words(rubric: Rubric, badges: Sequence[Badge], answers: Mapping[str, Answers]) -> str:
    """Say for how many badges the weights change nothing, and how many are left to talk about."""
    count = count_certain(rubric, badges, answers)
    shares = acceptances(rubric, badges, answers)
    open_ones = [shares[one.key] for one in badges if not certain_under_all(rubric, one, answers.get(one.key, {}))]
    if not open_ones:
        return f"{count.sentence} The weights change nothing here."
    always, never = sum(one.low == 1 for one in open_ones), sum(one.high == 0 for one in open_ones)
    left = len(open_ones) - always - never
    parts = [f"{always} {'is' if always == 1 else 'are'} accepted under every weighting"] if always else []
    parts += [f"{never} under none"] if never else []
    told = [count.sentence]
    if parts:
        told.append(f"Of the other {len(open_ones)}, {' and '.join(parts)}: only the kind of outcome varies.")
    if left:
        told.append(f"Talk about {left}: there the weights decide whether they are accepted, or what is missing does.")
    return " ".join(told)


def share_words(low: Fraction, high: Fraction) -> str:
    """Say how many of 100 weightings it is, or the range that gaps leave, in digits and in words.

    Examples
    --------
    >>> share_words(Fraction(2, 3), Fraction(2, 3))
    '66.6, most'
    >>> share_words(Fraction(0), Fraction(1))
    '0 to 100, what is missing decides'
    """
    if low == high:
        return f"{_digits(low)}, {_word(low)}"
    words = _word(low), _word(high)
    return f"{_digits(low)} to {_digits(high)}, {words[0] if words[0] == words[1] else 'what is missing decides'}"


def _points(share: Fraction) -> int:
    return int(share * BASIS_POINTS)


def _digits(share: Fraction) -> str:
    """Write a share as points of 100, rounded down; only none at all is written as 0."""
    if 0 < share < Fraction(1, 1000):
        return "under 0.1"
    return share_text(_points(share)).removesuffix(".0")


def _word(share: Fraction) -> str:
    if share in (0, 1):
        return "every one" if share else "none"
    return next((word for least, word in _WORDS if share >= least), "few")
