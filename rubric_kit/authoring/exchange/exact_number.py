"""Numbers of a file as exact fractions, and fractions as the shortest decimal text: no float decides anything."""

from __future__ import annotations

import re
from fractions import Fraction

_MOST = 10**9
_DECIMALS = 9
_NUMBER = re.compile(r"\s*([+-]?(?:[0-9]{1,12}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20}))\s*(?:points?|pts?|p)?\.?\s*", re.IGNORECASE)


def exact_number(value: object) -> Fraction | None:
    """Return a number of a file as it is written there; None if it is none, or beyond a thousand millions.

    A float stands for its shortest decimal form, rounded to nine decimals, so that 0.1667 is 1,667 ten-thousandths and the
    noise of another program's sums is gone. In text, a comma is a decimal point, and "3 pts" is 3.

    Examples
    --------
    >>> exact_number(0.1667), exact_number("2,5 pts"), exact_number("two")
    (Fraction(1667, 10000), Fraction(5, 2), None)
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value.replace("\u2212", "-"))
        if found is None:
            return None
        number = Fraction(found[1].replace(",", "."))
    else:
        if not abs(value) <= _MOST:
            return None
        number = Fraction(str(value))
    return round(number, _DECIMALS) if abs(number) <= _MOST else None


def decimal_text(number: Fraction) -> str:
    """Return the shortest decimal text of a number that has at most nine decimals.

    Examples
    --------
    >>> decimal_text(Fraction(3)), decimal_text(Fraction(5, 2))
    ('3', '2.5')
    """
    scaled = round(abs(number) * 10**_DECIMALS)
    whole, rest = divmod(scaled, 10**_DECIMALS)
    sign = "-" if number < 0 and scaled else ""
    return f"{sign}{whole}.{rest:0{_DECIMALS}}".rstrip("0").rstrip(".")


def json_number(number: Fraction) -> int | float:
    """Return a number as JSON writes it: whole numbers without a decimal point, others by their shortest decimal form."""
    return number.numerator if number.denominator == 1 else float(decimal_text(number))
