"""Small rubrics for one rule at a time; all content is synthetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from rubric_kit.authoring.checks import Check, RuleResult, check_rubric

Draft = dict[str, Any]
Make = Callable[..., Draft]


def _levels(descriptors: Sequence[str], names: Sequence[str], points: Sequence[int]) -> list[Draft]:
    rungs = zip(descriptors, names, points, strict=True)
    return [
        {"id": f"l{at}", "name": name, "points": worth, "descriptor": text, "anchors": [{"text": "as the team wrote it"}]}
        for at, (text, name, worth) in enumerate(rungs)
    ]


@pytest.fixture(scope="session")
def row() -> Make:
    """Return a maker of one criterion from its descriptors, lowest first."""

    def make(
        *descriptors: str,
        id: str = "row",  # noqa: A002 - it is called so in a rubric
        name: str = "Tasks",
        question: str = "What is there?",
        weight: int = 2500,
        names: Sequence[str] = (),
        points: Sequence[int] = (),
    ) -> Draft:
        count = len(descriptors)
        return {
            "id": id,
            "name": name,
            "question": question,
            "weight": weight,
            "levels": _levels(
                descriptors,
                names or [f"Stage {'abcdefgh'[at]}lpha" for at in range(count)],
                points or [1000 * at for at in range(1, count + 1)],
            ),
            "targets": ["t"],
        }

    return make


PLAIN = (
    ("topic", ("A subject is told.", "A subject and a place are told.", "A subject, a place and a day are told.")),
    ("people", ("One person signed.", "Two people signed, and one is from outside.", "Everyone who took part has signed.")),
    ("reach", ("A street stands there.", "A street and a town stand there.", "The door can be found from the station.")),
)
"""Rows in which no rule finds anything, to fill a rubric up."""


@pytest.fixture(scope="session")
def rubric_with(row: Make) -> Make:
    """Return a maker of a rubric that holds the given rows and three plain ones."""

    def make(*rows: Draft, plain: bool = True, **more: Any) -> Draft:
        filling = [row(*texts, id=name, name=name.title()) for name, texts in PLAIN] if plain else []
        policy = {
            "outcomes": [
                {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
                {"id": "story", "kind": "narrative", "name": "Keep", "wording": "Kept in the story."},
            ],
            "cuts": [{"at_least": 6000, "outcome": "yes"}],
            "below": "story",
        }
        whole = {
            "id": "synthetic",
            "title": "Synthetic",
            "criteria": [*rows, *filling],
            "policy": policy | more.pop("policy", {}),
        }
        return whole | {"targets": [{"id": "t", "text": "Everybody reads"}]} | more

    return make


@pytest.fixture(scope="session")
def found() -> Callable[..., list[Check]]:
    """Return what one rule finds in a rubric."""

    def find(number: int, rubric: Draft, **more: Any) -> list[Check]:
        return list(result_of(number, check_rubric(rubric, **more)).checks)

    return find


def result_of(number: int, results: Sequence[RuleResult]) -> RuleResult:
    return results[number - 1]
