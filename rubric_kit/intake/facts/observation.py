"""`Observation`: a fact before it is tied to a badge and a name."""

from __future__ import annotations

from typing import NamedTuple

from rubric_kit.model import FactState


class Observation(NamedTuple):
    """State, number, words, and how it was found out."""

    state: FactState
    basis: str
    number: int | None = None
    values: tuple[str, ...] = ()


def present(basis: str, *, number: int | None = None, values: tuple[str, ...] = ()) -> Observation:
    """Say that the badge tells it."""
    return Observation(FactState.PRESENT, basis, number, values)


def absent(basis: str, *, number: int | None = None, values: tuple[str, ...] = ()) -> Observation:
    """Say that the badge had a place to tell it and left it empty."""
    return Observation(FactState.ABSENT, basis, number, values)


def unknown(basis: str, *, values: tuple[str, ...] = ()) -> Observation:
    """Say that the file at hand cannot tell."""
    return Observation(FactState.UNKNOWN, basis, None, values)


def counted(number: int, found: str, missing: str) -> Observation:
    """Say present with a number, or absent with zero."""
    return present(found, number=number) if number else absent(missing, number=0)
