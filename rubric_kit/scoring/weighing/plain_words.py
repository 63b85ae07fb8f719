"""Numbers, names and lists as the sentences about weights write them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rubric_kit.model import Rubric

THOUSAND = 1_000
"""Answers are counted in thousandths."""


def and_more(names: Sequence[str]) -> str:
    """Say how many names there are beside the first one."""
    return f" (and {len(names) - 1:,} more)" if len(names) > 1 else ""


def plain_number(thousandths: int) -> str:
    """Write thousandths as a plain number.

    Examples
    --------
    >>> plain_number(30_000), plain_number(2_500)
    ('30', '2.5')
    """
    whole, rest = divmod(thousandths, THOUSAND)
    return f"{whole:,}" + (f".{rest:03}".rstrip("0") if rest else "")


def times_text(times: Fraction) -> str:
    """Write how many times, with at most one decimal, rounded to the nearest.

    Examples
    --------
    >>> times_text(Fraction(9)), times_text(Fraction(10, 3))
    ('9', '3.3')
    """
    tenths = (20 * times.numerator + times.denominator) // (2 * times.denominator)
    return plain_number(100 * tenths)


def short_name(rubric: Rubric, criterion: str, most: int = 40) -> str:
    """Return a criterion's name on one line, cut where it is long."""
    name = " ".join(rubric.criterion(criterion).name.split()) or criterion
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def one_line(text: str) -> str:
    """Return text on one line that a record can hold, cut where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= 400 else f"{line[:399]}…"


def points_text(basis_points: int) -> str:
    """Write basis points as points of 100, with as many decimals as they need.

    Examples
    --------
    >>> points_text(3_000), points_text(1_250), points_text(3_333)
    ('30', '12.5', '33.33')
    """
    return plain_number(basis_points * 10)


def listed(names: Sequence[str]) -> str:
    """Write names as a list in a sentence.

    Examples
    --------
    >>> listed(["r1", "r2", "r3"])
    'r1, r2 and r3'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
