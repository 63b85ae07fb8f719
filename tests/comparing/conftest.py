"""Two-journey rubric and badges; all content is synthetic."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from rubric_kit.model import Badge, Evidence, Issuer, Rubric, Source, Verification

J2_WEIGHTS = {"criteria": 3000, "evidence": 2500, "assessment": 2000, "alignment": 1500, "issuer": 1000}


@pytest.fixture(scope="session")
def named_badge() -> Callable[..., Badge]:
    def make(key: str, name: str = "Padlet Badge", issuer: str = "Synthetic issuer") -> Badge:
        return Badge(
            key=key,
            name=name,
            issuer=Issuer(name=issuer),
            evidence=Evidence(state="unknown"),
            verification=Verification(outcome="no_proof", method="none", reason="Synthetic sample."),
            source=Source(container="json", dialect="OB 2.0", sha256=key, size=1),
        )

    return make


@pytest.fixture(scope="session")
def weighted_rubric() -> Callable[..., Rubric]:
    def make(weights: Mapping[str, int] | None = None, **policy: object) -> Rubric:
        rungs = [{"id": f"l{n}", "name": f"Level {n}", "points": 1000 * n, "descriptor": f"shows {n}"} for n in range(4)]
        criteria = [
            {"id": name, "name": name.title(), "question": f"How is {name}?", "weight": weight, "levels": rungs}
            for name, weight in (weights or J2_WEIGHTS).items()
        ]
        outcomes = [
            {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
            {"id": "story", "kind": "narrative", "name": "Keep in the story", "wording": "Kept in the story."},
        ]
        rules = {"outcomes": outcomes, "cuts": [{"at_least": 6000, "outcome": "yes"}], "below": "story"} | policy
        return Rubric.parse({"id": "synthetic", "title": "Synthetic", "criteria": criteria, "policy": rules})

    return make
