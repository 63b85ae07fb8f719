"""`Figure`: one number about agreement with everything that a reader needs to judge it, or the reason why there is none."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple


class FigureFacts(NamedTuple):
    """What is known about a figure before any data."""

    name: str
    """The question that it answers, in plain words."""
    statistic: str
    """What the literature calls it."""
    when_not: str
    """When not to use it, in one sentence."""
    source: str
    """Where its definition stands."""
    is_share: bool = False
    """Whether it is a share of pairs, told as so many of 100."""


class Figure(NamedTuple):
    """One number about agreement."""

    key: str
    """Short name for programs, such as `ordinal_krippendorff`."""
    facts: FigureFacts
    """What is known about it before any data."""
    value: Fraction | float | None = None
    """The exact value; None where it is refused or undefined. A float for the average over several pairs of raters alone, whose
    exact form can have thousands of digits."""
    low: float | None = None
    """Lower end of the 95 % interval; a float, for showing only. None where there is no interval."""
    high: float | None = None
    """Upper end of the 95 % interval."""
    why: str = ""
    """Why there is no value, in words; empty where there is one."""
    note: str = ""
    """What else has to be told about this value: pairs without one, why there is no interval."""

    @property
    def name(self) -> str:
        """The question that the figure answers, in plain words."""
        return self.facts.name

    @property
    def statistic(self) -> str:
        """What the literature calls the figure."""
        return self.facts.statistic

    @property
    def when_not(self) -> str:
        """When not to use the figure, in one sentence."""
        return self.facts.when_not

    @property
    def source(self) -> str:
        """Where the definition stands."""
        return self.facts.source

    @property
    def text(self) -> str:
        """The value as it is shown: "78 of 100" for a share, ".815" for a coefficient, "" where there is none."""
        if self.value is None:
            return ""
        value = Fraction(self.value)
        return of_hundred(value) if self.facts.is_share else coefficient_text(value)

    @property
    def interval_text(self) -> str:
        """The interval as it is shown, such as ".70 to .89"; "" where there is none."""
        if self.low is None or self.high is None:
            return ""
        ends = [Fraction(self.low), Fraction(self.high)]
        return f"{_number(ends[0])} to {of_hundred(ends[1])}" if self.facts.is_share else " to ".join(map(two_places, ends))

    def plain(self) -> dict[str, Any]:
        """Return the figure as plain objects for JSON; an exact value as "numerator/denominator" beside the shown one."""
        return {
            "key": self.key,
            "name": self.name,
            "statistic": self.statistic,
            "value": str(self.value) if isinstance(self.value, Fraction) else self.value,
            "shown": self.text,
            "low": self.low,
            "high": self.high,
            "why": self.why,
            "note": self.note,
            "when_not": self.when_not,
            "source": self.source,
        }


def of_hundred(share: Fraction) -> str:
    """Write a share as so many of 100; none and all are said only where they are true.

    Examples
    --------
    >>> of_hundred(Fraction(7, 9)), of_hundred(Fraction(999, 1000)), of_hundred(Fraction(1))
    ('78 of 100', 'more than 99 of 100', '100 of 100')
    """
    return f"{_number(share)} of 100"


def _number(share: Fraction) -> str:
    whole = round_half_up(100 * share)
    if whole == 100 and share < 1:
        return "more than 99"
    return "fewer than 1" if whole == 0 and share > 0 else str(whole)


def coefficient_text(value: Fraction) -> str:
    """Write a coefficient with three decimals and no zero before the point; without decimals only where it is whole.

    Examples
    --------
    >>> coefficient_text(Fraction(8154, 10000)), coefficient_text(Fraction(-1, 20))
    ('.815', '-.050')
    >>> coefficient_text(Fraction(1)), coefficient_text(Fraction(9999, 10000))
    ('1', '1.000')
    """
    return _decimals(value, 3)


def two_places(value: Fraction) -> str:
    """Write a coefficient with two decimals and no zero before the point."""
    return _decimals(value, 2)


def _decimals(value: Fraction, places: int) -> str:
    scaled = round_half_up(abs(value) * 10**places)
    sign = "-" if value < 0 and scaled else ""
    whole, rest = divmod(scaled, 10**places)
    if value.denominator == 1:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest:0{places}}"


def round_half_up(value: Fraction) -> int:
    """Return the nearest whole number; a half goes up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def signed_points(change: Fraction) -> str:
    """Write the change of a share in words.

    Examples
    --------
    >>> signed_points(Fraction(18, 100)), signed_points(Fraction(-1, 100)), signed_points(Fraction(0))
    ('18 of 100 more', '1 of 100 fewer', 'no change')
    """
    if not change:
        return "no change"
    return f"{of_hundred(abs(change))} {'more' if change > 0 else 'fewer'}"
