"""Two synthetic badges, rated by the starter rubric, and the widget that asks for weights, asked as a browser asks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Evidence, Issuer, Rubric, Source, Verification
from rubric_kit.scoring import Answers
from rubric_kit.widgets import AskWeights


def _badge(letter: str) -> Badge:
    return Badge(
        key=letter * 64,
        name=f"Synthetic badge {letter}",
        issuer=Issuer(name="Synthetic issuer"),
        evidence=Evidence(state="unknown"),
        verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
        source=Source(container="json", dialect="OB 2.0", sha256=letter * 64, size=1),
    )


@pytest.fixture
def rubric() -> Rubric:
    return starter_rubric()


@pytest.fixture
def two_badges() -> tuple[Badge, Badge]:
    return _badge("a"), _badge("b")


@pytest.fixture
def two_answers(rubric: Rubric, two_badges: tuple[Badge, Badge]) -> dict[str, Answers]:
    levels = ((3, 3, 3, 2, 1, 2, 2), (1, 2, 2, 1, 3, 1, 2))
    return {
        badge.key: {c.id: f"l{place}" for c, place in zip(rubric.criteria, places, strict=True)}
        for badge, places in zip(two_badges, levels, strict=True)
    }


@pytest.fixture
def ask(rubric: Rubric, two_badges: tuple[Badge, Badge], two_answers: dict[str, Answers]) -> AskWeights:
    return AskWeights(rubric, two_badges, two_answers)


@pytest.fixture
def do() -> Callable[..., dict[str, Any]]:
    """Send steps as the browser does, numbered onwards from the last answer; return the view that comes back."""

    def send(widget: AskWeights, *steps: dict[str, Any]) -> dict[str, Any]:
        first = widget.view["answered"] + 1
        numbered = [{**step, "number": first + at} for at, step in enumerate(steps)]
        widget.asked = {"number": numbered[-1]["number"], "steps": numbered}
        return widget.view

    return send
