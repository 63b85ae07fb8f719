"""A rubric or draft as the rules read it: frozen, with numbers only where there are numbers, and every place in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from rubric_kit.authoring.change_words import name_of
from rubric_kit.authoring.checks.check import Hit
from rubric_kit.authoring.checks.sample import SampleFigures
from rubric_kit.authoring.checks.word_list import Words

MOST_READ = 6000
"""Characters of a text that are read: a cell of a thousand words needs no check to be found too long."""

Look = Callable[["CriterionSheet", Words], Iterable[Hit]]


class Cell(NamedTuple):
    """One text of the rubric."""

    path: str
    """Its place, by ids."""
    text: str
    """What stands there."""


class LevelSheet(NamedTuple):
    """A level."""

    id: str
    name: str
    points: int | None
    descriptor: str
    anchored: bool
    path: str

    @property
    def cell(self) -> Cell:
        """Its descriptor."""
        return Cell(f"{self.path}.descriptor", self.descriptor)


class CriterionSheet(NamedTuple):
    """A criterion; equal ones are read once."""

    id: str
    name: str
    question: str
    levels: tuple[LevelSheet, ...]
    looked_for: bool
    path: str

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The descriptors that are written, lowest first."""
        return tuple(level.cell for level in self.levels if level.descriptor.strip())

    @property
    def heading(self) -> tuple[Cell, Cell]:
        """The name and the question."""
        return Cell(f"{self.path}.name", self.name), Cell(f"{self.path}.question", self.question)


@dataclass(frozen=True)
class Sheet:
    """A rubric with all that the rules may ask for."""

    plain: Mapping[str, Any]
    """The rubric in plain form."""
    criteria: tuple[CriterionSheet, ...]
    words: Words | None
    """The word list of its language."""
    calibrating: bool
    sample: SampleFigures | None

    @cached_property
    def weights(self) -> dict[str, int]:
        """Weights in basis points, where there are any."""
        return {one["id"]: weight for one in self.plain["criteria"] if (weight := _number(one["weight"])) is not None}

    @cached_property
    def gated(self) -> frozenset[str]:
        """Criteria that a gate asks for."""
        return frozenset(gate["criterion"] for gate in self.plain["policy"]["gates"])

    @property
    def purpose(self) -> str:
        """What the rubric says it is for."""
        return str(self.plain["purpose"])[:MOST_READ]

    @cached_property
    def head_text(self) -> str:
        """What the rubric says of itself: title, purpose, audience, its items and sources."""
        listed = [one["text"] for name in ("targets", "citations") for one in self.plain[name]]
        return "\n".join(text[:MOST_READ] for text in (*(self.plain[name] for name in ("title", "purpose", "audience")), *listed))

    @cached_property
    def places(self) -> dict[str, tuple[int, str]]:
        """Position and words of each place."""
        return {path: (at, words) for at, (path, words) in enumerate(_places(self.plain))}

    def place(self, path: str) -> tuple[int, str]:
        """Return the position of a place in the rubric and its name for people."""
        while path not in self.places:
            path = path.rpartition(".")[0]
        return self.places[path]

    def each(self, look: Look) -> Iterator[Hit]:
        """Give what a function finds criterion by criterion; it must be cached, and needs a word list."""
        if self.words is not None:
            for criterion in self.criteria:
                yield from look(criterion, self.words)


def per_criterion(look: Look) -> Callable[[Sheet], Iterable[Hit]]:
    """Make a rule's `look` out of one that reads a criterion alone.

    An editor asks after each key press, and eleven of twelve criteria are then as they were.
    """
    kept = lru_cache(maxsize=256)(lambda criterion, words: tuple(look(criterion, words)))
    return lambda sheet: tuple(sheet.each(kept))


def sheet_of(plain: Mapping[str, Any], *, words: Words | None, calibrating: bool, sample: SampleFigures | None) -> Sheet:
    """Read a rubric in plain form."""
    return Sheet(plain, tuple(_criterion(one) for one in plain["criteria"]), words, calibrating, sample)


def _criterion(plain: Mapping[str, Any]) -> CriterionSheet:
    path = f"criteria.{plain['id']}"
    return CriterionSheet(
        id=plain["id"],
        name=plain["name"][:MOST_READ],
        question=plain["question"][:MOST_READ],
        levels=tuple(_level(one, path) for one in plain["levels"]),
        looked_for=any(one["look_fors"] for one in plain["levels"]),
        path=path,
    )


def _level(plain: Mapping[str, Any], path: str) -> LevelSheet:
    return LevelSheet(
        id=plain["id"],
        name=plain["name"][:MOST_READ],
        points=_number(plain["points"]),
        descriptor=plain["descriptor"][:MOST_READ],
        anchored=bool(plain["anchors"]),
        path=f"{path}.levels.{plain['id']}",
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _places(plain: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "", "The rubric"
    for name in ("title", "purpose", "targets"):
        yield name, {"title": "Title", "purpose": "Purpose", "targets": "Vision and mission"}[name]
    yield "criteria", "All criteria"
    for criterion in plain["criteria"]:
        path, name = f"criteria.{criterion['id']}", name_of(criterion)
        yield path, name
        for field in ("name", "question", "weight"):
            yield f"{path}.{field}", f"{name}, {field}"
        yield f"{path}.levels", f"{name}, levels"
        for level in criterion["levels"]:
            at, words = f"{path}.levels.{level['id']}", f"{name}, level «{name_of(level)}»"
            yield at, words
            yield f"{at}.descriptor", words
            for field in ("name", "points"):
                yield f"{at}.{field}", f"{words}, {field}"
    yield "policy", "Policy"
    for outcome in plain["policy"]["outcomes"]:
        for field in ("name", "wording"):
            yield f"policy.outcomes.{outcome['id']}.{field}", f"Outcome «{name_of(outcome)}», {field}"
    for field in ("gates", "cuts", "substitutions", "evidence_rules"):
        yield f"policy.{field}", f"Policy, {field.replace('_', ' ')}"
