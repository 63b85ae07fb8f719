"""`Check` and `RuleResult`: what the rules find, and what a rule's function gives for one place."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from rubric_kit.model import Record, Severity

Code = Annotated[str, Field(pattern=r"^RKL[0-9]{3}$")]


class Check(Record):
    """One thing that a rule found in a rubric."""

    code: Code
    """Code of the rule: RKL001 to RKL029."""
    severity: Severity
    """Error: mend it, or say why it may stand. Warning: look at it. Info: good to know."""
    path: str
    """The cell, by ids, such as criteria.locality.levels.l2.descriptor."""
    place: str
    """The cell in words, such as "Local tie, level «Near»"."""
    quoted: str = ""
    """The words that were found, exactly as they stand in the cell; empty if it is not about single words."""
    message: str
    """What was found."""
    why: str
    """Why it matters."""
    source: str
    """Who says so."""
    rewrite: str
    """One pattern for a better wording."""
    set_aside: str | None = None
    """The team's reason to leave it standing; None: it is open."""
    position: int = 0
    """Where the cell stands in the rubric: cells are read from small to large."""


class RuleResult(Record):
    """What one rule found."""

    code: Code
    """Code of the rule."""
    rule: str
    """Its number: L01 to L29."""
    name: str
    """What it looks at, in a few words."""
    severity: Severity
    """How much its findings matter, as a rule."""
    state: Literal["clean", "found", "not_applicable"]
    """Found: there are checks, even if the team left all of them standing. Not applicable: the rule could not look."""
    reason: str = ""
    """Why the rule could not look."""
    checks: tuple[Check, ...] = ()
    """What it found, in the rubric's order; those that were left standing are among them."""


class Hit(NamedTuple):
    """What a rule's function gives for one place."""

    path: str
    """The cell, by ids."""
    quoted: str
    """The words as they stand there, or nothing."""
    message: str
    """What was found."""
    severity: Severity | None = None
    """Where it is not the rule's own."""
    rewrite: str = ""
    """Where it is not the rule's own."""


class Resting(NamedTuple):
    """A rule could not look."""

    reason: str
    """Why, in one sentence."""
