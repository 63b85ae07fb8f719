"""Hand-made badges, and a way to read a drawing's rows back out of its specification."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.charts import Display
from rubric_kit.model import Badge, BadgeKind, Evidence, Issuer, Rubric, Source, Verification

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
