"""A coefficient as two parts, so that one that divides by zero is told apart from one that is zero."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rubric_kit.scoring.agreement.moments import Numbers


class Quotient(NamedTuple):
    """What stands above and below the line: exact scalars, or floats with one entry for each draw."""

    above: Numbers
    """The upper part."""
    below: Numbers
    """The lower part; 0 where the coefficient is undefined."""

    def exact(self) -> Fraction | None:
        """Return the value of exact parts; None where it is undefined."""
        # An operation on a single exact number gives the bare fraction back.
        above, below = (Fraction(np.asarray(part, dtype=object).item()) for part in self)
        return above / below if below else None

    def floats(self) -> NDArray[np.float64]:
        """Return the values of draws, not-a-number where undefined."""
        # What is zero in exact numbers may be off by rounding in a float sum; no coefficient has a lower part this small.
        defined = np.abs(self.below) > 1e-12
        found: NDArray[np.float64] = np.full(np.shape(self.below), np.nan)
        np.divide(self.above, self.below, out=found, where=defined)
        return found
