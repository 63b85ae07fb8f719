"""A synthetic rubric and synthetic badges, the same for every benchmark: ten criteria, five levels, two gates, two cuts.

Points rise unevenly and weights are whole percents, so that many badges lie exactly on a cut, as in a real rubric. There a sum in
floats decides by the order of its terms.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rubric_kit.model import Badge, Evidence, FactState, Issuer, ProofOutcome, Rubric, Source, Verification

POINTS = (0, 250, 500, 800, 1000)
"""Points of the levels of every criterion, in thousandths."""
WEIGHTS = (1800, 1500, 1300, 1100, 1000, 900, 800, 700, 500, 400)
"""Weights in basis points."""
CUTS = ((6000, "yes"), (4000, "partly"))
"""Shares of the full score in basis points, best outcome first."""
GATES = ((0, 1, "no"), (1, 2, "story"))
"""Place of the criterion, lowest place that passes, outcome otherwise."""
OUTCOMES = ("yes", "partly", "story", "no")
"""Outcomes, best first; the place is the code."""
BELOW = "no"
CRITERIA = tuple(f"c{at}" for at in range(len(WEIGHTS)))
LEVELS = tuple(f"l{place}" for place in range(len(POINTS)))
SEED = 20_261_123

_KINDS = ("accept", "conditional", "narrative", "not_counted")
_BLOCK = 1 << 16


def sample_rubric() -> Rubric:
    """Return the rubric."""
    levels = [
        {"id": name, "name": f"Level {place}", "points": points, "descriptor": f"Synthetic: shows {place}."}
        for place, (name, points) in enumerate(zip(LEVELS, POINTS, strict=True))
    ]
    criteria = [
        {"id": name, "name": f"Criterion {at}", "question": f"Synthetic: how is {at}?", "weight": weight, "levels": levels}
        for at, (name, weight) in enumerate(zip(CRITERIA, WEIGHTS, strict=True))
    ]
    policy: dict[str, Any] = {
        "outcomes": [
            {"id": name, "kind": kind, "name": name.title(), "wording": f"Synthetic: {name}."}
            for name, kind in zip(OUTCOMES, _KINDS, strict=True)
        ],
        "gates": [
            {"id": f"g{at}", "criterion": CRITERIA[at], "at_least": LEVELS[place], "otherwise": otherwise}
            for at, place, otherwise in GATES
        ],
        "cuts": [{"at_least": share, "outcome": outcome} for share, outcome in CUTS],
        "below": BELOW,
    }
    return Rubric.parse({"id": "synthetic", "title": "Synthetic", "criteria": criteria, "policy": policy})


def sample_levels(badges: int, *, seed: int = SEED) -> NDArray[np.int8]:
    """Return random places of levels, each as likely as any other, of shape (criteria, badges).

    They are drawn block by block, so that no more memory is needed than they take.
    """
    generator = np.random.default_rng(seed)
    levels = np.empty((len(WEIGHTS), badges), dtype=np.int8)
    for column in levels:
        for start in range(0, badges, _BLOCK):
            block = column[start : start + _BLOCK]
            block[:] = generator.integers(0, len(POINTS), len(block), dtype=np.int8)
    return levels


def sample_badges(count: int) -> list[Badge]:
    """Return badges that differ in nothing but their keys."""
    first = Badge(
        key="0" * 64,
        name="Synthetic",
        issuer=Issuer(name="Synthetic issuer"),
        evidence=Evidence(state=FactState.UNKNOWN),
        verification=Verification(outcome=ProofOutcome.NO_PROOF, method="none", reason="Synthetic."),
        source=Source(container="json", dialect="OB 2.0", sha256="0" * 64, size=1),
    )
    # A copy of a checked record with another key need not be checked again.
    return [first.model_copy(update={"key": f"{number:064x}"}) for number in range(count)]


def answers_of(badges: list[Badge], levels: NDArray[np.int8]) -> dict[str, dict[str, str]]:
    """Return the same levels as answers by badge, as `decide` takes them."""
    rows = zip(badges, levels.T.tolist(), strict=True)
    return {badge.key: dict(zip(CRITERIA, (LEVELS[place] for place in row), strict=True)) for badge, row in rows}
