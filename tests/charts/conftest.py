"""Hand-made badges, and a way to read a drawing's rows back out of its specification."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.charts import Display
from rubric_kit.model import (
    Badge,
    BadgeKind,
    CriterionWeight,
    Evidence,
    Issuer,
    Rating,
    RatingState,
    Rubric,
    Source,
    Verification,
    WeightMode,
    WeightSet,
)

MakeBadge = Callable[..., Badge]
Layers = list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return starter_rubric()


@pytest.fixture(scope="session")
def make_badge() -> MakeBadge:
    def make(issuer: str, name: str = "Padlet Badge", kind: BadgeKind | None = None) -> Badge:
        key = hashlib.sha256(f"{issuer}/{name}".encode()).hexdigest()
        return Badge(
            key=key,
            name=name,
            kind=kind,
            issuer=Issuer(name=issuer),
            evidence=Evidence(state="absent"),
            verification=Verification(outcome="no_proof", method="none", reason="Synthetic sample."),
            source=Source(container="json", dialect="OB 2.0", sha256=key, size=3),
        )

    return make


@pytest.fixture(scope="session")
def layers() -> Callable[[Display], Layers]:
    """Read (mark, encoding, rows) of each layer."""

    def read(display: Display) -> Layers:
        spec = display.chart.to_dict()
        return [(one["mark"], one["encoding"], spec["datasets"][one["data"]["name"]]) for one in spec["layer"]]

    return read


@pytest.fixture(scope="session")
def all_levels() -> dict[str, str]:
    """Answers that are not fit for a gap test: every criterion at level 2, 66.6 of 100."""
    return {criterion.id: "l2" for criterion in starter_rubric().criteria}


@pytest.fixture(scope="session")
def small_rubric() -> Callable[..., Rubric]:
    """Make a rubric with levels worth 0, 1 and 2 points and a cut at 60 of 100, so that scores can be worked out by hand."""
    rungs = [{"id": f"l{n}", "name": f"Level {n}", "points": 1000 * n, "descriptor": f"shows {n}"} for n in range(3)]
    outcomes = [
        {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
        {"id": "story", "kind": "narrative", "name": "Keep in the story", "wording": "Kept in the story."},
    ]
    policy = {"outcomes": outcomes, "cuts": [{"at_least": 6000, "outcome": "yes"}], "below": "story"}

    def make(weights: dict[str, int], **names: str) -> Rubric:
        criteria = [
            {"id": one, "name": names.get(one, one.title()), "question": f"How is {one}?", "weight": weight, "levels": rungs}
            for one, weight in weights.items()
        ]
        return Rubric.parse({"id": "small", "title": "Small", "criteria": criteria, "policy": policy})

    return make


@pytest.fixture(scope="session")
def weigh_small() -> Callable[..., WeightSet]:
    """Give somebody's weights for a rubric, in basis points in the order of its criteria."""

    def give(rubric: Rubric, code: str, *weights: int, mode: str = "points") -> WeightSet:
        given = [CriterionWeight(criterion=c.id, weight=one) for c, one in zip(rubric.criteria, weights, strict=True)]
        return WeightSet(rater=code, mode=WeightMode(mode), wording=rubric.wording_fingerprint, weights=tuple(given))

    return give


@pytest.fixture(scope="session")
def rate_small() -> Callable[..., list[Rating]]:
    """Write down what people said on one cell: `rate_small(rubric, badge, "clarity", "0012?w")`, a character per rater.

    A digit is a level, "?" cannot tell, "w" withheld, "n" does not apply, "." nothing at all.
    """
    states = {"?": RatingState.UNKNOWN, "w": RatingState.WITHHELD, "n": RatingState.NOT_APPLICABLE}

    def write(rubric: Rubric, badge: Badge, criterion: str, said: str) -> list[Rating]:
        return [
            Rating(
                sequence=place,
                rater=f"rater-{place}",
                badge=badge.key,
                criterion=criterion,
                wording=rubric.wording_fingerprint,
                **({"state": states[one]} if one in states else {"level": f"l{one}"}),
            )
            for place, one in enumerate(said, start=1)
            if one != "."
        ]

    return write
