"""`Rubric`: a version of the questions, their weights and the policy; it never changes."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, ValidationInfo, model_validator

from rubric_kit.errors import RecordError
from rubric_kit.model.criterion import Citation, Criterion, Target
from rubric_kit.model.policy import Policy
from rubric_kit.model.record import Id, Line, Record, Sha256, Text, fingerprint
from rubric_kit.model.rubric_problems import Problem, problems_of


class Base(Record):
    """The version of another rubric that this one builds on."""

    id: Id
    """Short name of the base rubric."""
    version: Annotated[int, Field(ge=1)]
    """Number of its version."""
    title: Line
    """Its title."""
    fingerprint: Sha256
    """Fingerprint of that version."""


class SetAside(Record):
    """A check's finding that the team looked at and left standing, with its reason."""

    code: Annotated[str, Field(pattern=r"^RKL[0-9]{3}$")]
    """Code of the check."""
    path: Line
    """Place it is about, by ids, such as criteria.locality.levels.l2.descriptor; the check's other places stay in force."""
    reason: Line
    """Why it may stand."""


class Rubric(Record):
    """A version of a rubric. It never changes; editing makes a new version that names its parent."""

    id: Id
    """Short name, the same over all versions."""
    version: Annotated[int, Field(ge=1)] = 1
    """Number of this version."""
    parent: Sha256 | None = None
    """Fingerprint of the version this one was made from."""
    base: Base | None = None
    """The base rubric that this one builds on, such as a district's own rubric below one for a single tool."""
    title: Line
    """Title for people."""
    purpose: Text = ""
    """What the rubric is for."""
    audience: Line = "District review team"
    """Who reads the decisions."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    """Language tag of the wording."""
    targets: tuple[Target, ...] = ()
    """Vision, mission and goal items."""
    criteria: tuple[Criterion, ...]
    """One to forty questions, in the order they are asked."""
    policy: Policy
    """Rules that turn ratings into a decision."""
    citations: tuple[Citation, ...] = ()
    """Sources that the wording rests on."""
    set_aside: Annotated[tuple[SetAside, ...], Field(max_length=400)] = ()
    """Findings of the checks that the team decided to leave standing."""

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON of the whole version."""
        return fingerprint(self)

    @cached_property
    def wording_fingerprint(self) -> str:
        """SHA-256 of what a rater reads: questions, levels and descriptors, without weights, points and policy.

        A rating stays good under other weights, points or cuts, because the rater never saw those; see
        docs/decisions/0003-ratings-follow-the-wording.md.
        """
        return fingerprint(
            [[c.id, c.question, [[level.id, level.name, level.descriptor] for level in c.levels]] for c in self.criteria]
        )

    @property
    def top(self) -> int:
        """Points of the highest level of every criterion, in thousandths."""
        return self.criteria[0].top

    def criterion(self, criterion_id: str) -> Criterion:
        """Return the criterion with this id.

        Raises
        ------
        KeyError
            There is no such criterion.
        """
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)

    def with_weights(self, weights: dict[str, int]) -> Self:
        """Return the rubric with other weights (basis points by criterion id, summing to 10,000).

        The result carries this version's number and names it as its parent: it is a what-if until someone publishes it.

        Raises
        ------
        RecordError
            The weights do not sum to 10,000, or name a criterion that is not there.
        """
        unknown = ", ".join(sorted(set(weights) - {c.id for c in self.criteria}))
        if unknown:
            known = ", ".join(c.id for c in self.criteria)
            raise RecordError(f"weights name an unknown criterion {unknown!r}; known are: {known}", where=self.id)
        criteria = tuple(c.replace(weight=weights.get(c.id, c.weight)) for c in self.criteria)
        return self.replace(criteria=criteria, parent=self.fingerprint)

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Self:
        # An editor validates the fields of an unfinished draft and lists all its problems itself.
        if (info.context or {}).get("unfinished"):
            return self
        problems = rubric_problems(self)
        if problems:
            raise ValueError(problems[0].message)
        return self


def rubric_problems(rubric: Rubric) -> list[Problem]:
    """Say what does not fit together in a rubric; an empty list means that it is whole."""
    return problems_of(rubric.criteria, rubric.policy, rubric.citations, rubric.targets)
