"""`Rule`: what it looks at, why, on whose word, and what would help."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rubric_kit.authoring.checks.check import Hit, Resting
from rubric_kit.authoring.checks.sheet import Sheet
from rubric_kit.model import Severity


@dataclass(frozen=True)
class Rule:
    """One rule."""

    number: int
    """1 to 29."""
    name: str
    """What it looks at, in a few words."""
    severity: Severity
    """How much its findings matter."""
    why: str
    """Why it matters."""
    source: str
    """Who says so."""
    rewrite: str
    """One pattern for a better wording."""
    look: Callable[[Sheet], Iterable[Hit] | Resting]
    """Looks at a rubric."""
    needs: tuple[str, ...] = ()
    """Parts of the word list that it cannot look without."""

    @property
    def code(self) -> str:
        """Code of its findings."""
        return f"RKL{self.number:03d}"

    @property
    def rule(self) -> str:
        """Its number with the letter L."""
        return f"L{self.number:02d}"
