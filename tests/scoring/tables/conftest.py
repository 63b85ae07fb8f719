"""Random rubrics with a batch of badges each, whose cuts are planted on sums that the badges reach.

Drawn by seed: the parts of a batch hang together so closely that shrinking them one by one would only break them.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from math import prod
from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from rubric_kit.model import AwardStatus, Badge, BadgeKind, ProofOutcome, RatingState, Rubric, Verification
from rubric_kit.scoring import Answers, decide

Plain = dict[str, Any]
MakeBadge = Callable[..., Badge]
STATES = (RatingState.UNKNOWN, RatingState.WITHHELD, RatingState.NOT_APPLICABLE, None)
KINDS = (BadgeKind.PARTICIPATION, BadgeKind.LEARNING, None)


class Batch(NamedTuple):
    """One rubric and some badges with their answers."""

    rubric: Rubric
    badges: list[Badge]
    answers: dict[str, dict[str, Any]]


class Expected(NamedTuple):
    """What `decide` says about each badge of a batch, in the form of `ScoreColumns`."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    full: NDArray[np.int64]
    label: NDArray[np.int8]
    open: NDArray[np.int64]


def _weights(dice: random.Random, count: int) -> list[int]:
    # Weights in steps of five points of 100 make many sums that lie on a cut exactly.
    step = dice.choice([1, 500])
    marks = sorted(dice.randrange(0, 10_000 // step + 1) for _ in range(count - 1))
    edges = [0, *marks, 10_000 // step]
    return [step * (high - low) for low, high in itertools.pairwise(edges)]


def _levels(dice: random.Random, top: int) -> list[Plain]:
    inner = sorted(dice.sample([n * top // 16 for n in range(16)], dice.randint(1, 7)))
    return [
        {"id": f"l{place}", "name": f"Level {place}", "points": points, "descriptor": f"shows {place}"}
        for place, points in enumerate([*inner, top])
    ]


def _answers(dice: random.Random, criteria: list[Plain], gaps: float) -> dict[str, Any]:
    drawn = {
        one["id"]: dice.choice([*STATES, RatingState.WITHHELD]) if dice.random() < gaps else dice.choice(one["levels"])["id"]
        for one in criteria
    }
    # A criterion that is not named at all counts as not rated.
    return {name: answer for name, answer in drawn.items() if answer is not None or dice.random() < 0.5}


def _planted(dice: random.Random, criteria: list[Plain], answers: Mapping[str, Any]) -> int:
    """Return the share that one way to fill the gaps reaches, in basis points, or its neighbour."""
    total = full = 0
    for one in criteria:
        answer = answers.get(one["id"])
        if answer is RatingState.NOT_APPLICABLE:
            continue
        given = [level for level in one["levels"] if level["id"] == answer]
        total += one["weight"] * (given or [dice.choice(one["levels"])])[0]["points"]
        full += one["weight"] * one["levels"][-1]["points"]
    share = total * 10_000 // full if full else dice.randint(0, 10_000)
    return min(10_000, max(0, share + dice.choice([-1, 0, 0, 0, 1])))


def _least(dice: random.Random, criteria: list[Plain]) -> Plain:
    criterion = dice.choice(criteria)
    return {"criterion": criterion["id"], "at_least": dice.choice(criterion["levels"])["id"]}


def _substitutions(dice: random.Random, criteria: list[Plain]) -> list[Plain]:
    rules = []
    for number, one in enumerate(dice.sample(criteria, min(len(criteria), dice.choice([0, 0, 1, 1, 2, 3])))):
        others = [other for other in criteria if other is not one]
        if others:
            when = [_least(dice, others) for _ in range(dice.randint(1, 3))]
            rules.append({"id": f"s{number}", "withheld": one["id"], "counts_as": dice.choice(one["levels"])["id"], "when": when})
    return rules


def _profile(dice: random.Random, outcome: str) -> Plain:
    shares = [0, 2500, 3333, 3334, 5000, 6667, 10_000]
    parts = [{"criteria": dice.choice(shares[1:]), "at_least": dice.choice(shares)} for _ in range(dice.randint(1, 3))]
    return {"id": f"p-{outcome}", "outcome": outcome, "parts": parts}


def _policy(dice: random.Random, criteria: list[Plain], planted: list[int], *, profiles: bool) -> Plain:
    cuts = [{"at_least": share, "outcome": f"o{n}"} for n, share in enumerate(sorted(set(planted), reverse=True))]
    rungs = [cut["outcome"] for cut in cuts]
    asked: list[Plain] = []
    if profiles:
        rungs.insert(dice.randint(0, len(rungs)), "pattern")
        asked = [_profile(dice, outcome) for outcome in dice.sample(rungs, dice.randint(1, len(rungs)))]
        if "pattern" not in {one["outcome"] for one in asked}:
            asked.append(_profile(dice, "pattern"))
    gates = [
        {"id": f"g{n}", "otherwise": dice.choice(["gate0", "gate1", "below"])} | _least(dice, criteria)
        for n in range(dice.choice([0, 1, 1, 2, 4]))
    ]
    names = [*rungs, "below", "gate0", "gate1", "held"]
    return {
        "outcomes": [{"id": name, "kind": "accept", "name": name, "wording": "Done."} for name in names],
        "gates": gates,
        "cuts": cuts,
        "below": "below",
        "profiles": asked,
        "substitutions": _substitutions(dice, criteria),
        "revoked": dice.choice([None, "held"]),
        "invalid_proof": dice.choice([None, "gate0"]),
        "evidence_criterion": criteria[0]["id"],
        "evidence_rules": [{"kind": "participation", "requirement": "not_applicable"}],
    }


def random_batch(
    make_badge: MakeBadge,
    seed: int,
    *,
    rows: int = 40,
    criteria: int = 0,
    profiles: bool | None = None,
    gaps: bool = True,
    cases: int = 64,
) -> Batch:
    """Return a rubric of 1 to 6 criteria (or of a given number) and badges: complete, with few gaps and with many.

    `cases` bounds the cases that the substitutions make.
    """
    dice = random.Random(seed)  # noqa: S311  a reproducible draw, nothing secret
    top = dice.choice([2000, 3000, 4000, 1_000_000])
    asked = [
        {"id": f"c{n}", "name": f"C{n}", "question": "How?", "weight": weight, "levels": _levels(dice, top)}
        for n, weight in enumerate(_weights(dice, criteria or dice.randint(1, 6)))
    ]
    drawn = [_answers(dice, asked, dice.choice([0, 0, 0.15, 0.4, 1]) if gaps else 0) for _ in range(rows)]
    planted = [_planted(dice, asked, dice.choice(drawn)) for _ in range(dice.randint(1, 3))]
    policy = _policy(dice, asked, planted, profiles=dice.random() < 0.3 if profiles is None else profiles)
    while prod(1 + len({one["criterion"] for one in rule["when"]}) for rule in policy["substitutions"]) > cases:
        policy["substitutions"].pop()
    if not gaps:
        # A kind to which a criterion does not apply would be a gap.
        policy["evidence_rules"] = []
    rubric = Rubric.parse({"id": "random", "title": "Random", "criteria": asked, "policy": policy})
    badges = [_badge(dice, make_badge, number) for number in range(rows)]
    return Batch(rubric, badges, {badge.key: answers for badge, answers in zip(badges, drawn, strict=True)})


def _badge(dice: random.Random, make_badge: MakeBadge, number: int) -> Badge:
    badge = make_badge(f"{number:064x}", kind=dice.choice(KINDS))
    if dice.random() < 0.1:
        badge = badge.replace(status=AwardStatus.REVOKED)
    if dice.random() < 0.1:
        proof = Verification(outcome=ProofOutcome.INVALID, method="signed", reason="The signature does not fit.")
        badge = badge.replace(verification=proof)
    return badge


def decided(rubric: Rubric, badges: list[Badge], answers: Mapping[str, Answers]) -> Expected:
    """Return the columns that the engine of records gives."""
    codes = {outcome.id: code for code, outcome in enumerate(rubric.policy.outcomes)}
    found = [decide(rubric, badge, answers[badge.key], what_if=False) for badge in badges]
    return Expected(
        np.array([one.score.low for one in found], dtype=np.int64),
        np.array([one.score.high for one in found], dtype=np.int64),
        np.array([one.score.full for one in found], dtype=np.int64),
        np.array([-1 if one.outcome is None else codes[one.outcome] for one in found], dtype=np.int8),
        np.array([sum(1 << codes[name] for name in one.possible) for one in found], dtype=np.int64),
    )


@pytest.fixture(scope="session")
def make_batch(make_badge: MakeBadge) -> Callable[..., Batch]:
    def make(seed: int, **wanted: Any) -> Batch:
        return random_batch(make_badge, seed, **wanted)

    return make


@pytest.fixture(scope="session")
def decide_all() -> Callable[[Batch], Expected]:
    return lambda batch: decided(*batch)
