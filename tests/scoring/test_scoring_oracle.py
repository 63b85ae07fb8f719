"""The package against a count of every way to fill the gaps, on random rubrics with cuts planted on reachable scores."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from rubric_kit.model import Badge, BadgeKind, RatingState, Rubric
from rubric_kit.scoring import decide, score_badge

Case = tuple[Rubric, dict[str, Any], BadgeKind]
STATES = (RatingState.UNKNOWN, RatingState.WITHHELD, RatingState.NOT_APPLICABLE, None)


def _weights(dice: random.Random, count: int) -> list[int]:
    # Weights in steps of five points of 100 make many sums that lie on a cut exactly.
    step = dice.choice([1, 500])
    marks = sorted(dice.randrange(0, 10_000 // step + 1) for _ in range(count - 1))
    edges = [0, *marks, 10_000 // step]
    return [step * (high - low) for low, high in itertools.pairwise(edges)]


def _levels(dice: random.Random, top: int) -> list[dict[str, Any]]:
    inner = sorted(dice.sample([n * 250 for n in range(top // 250)], dice.randint(1, 3)))
    return [
        {"id": f"l{place}", "name": f"Level {place}", "points": points, "descriptor": f"shows {place}"}
        for place, points in enumerate([*inner, top])
    ]


def _answer(dice: random.Random, criterion: dict[str, Any]) -> str | RatingState | None:
    if dice.random() < 0.5:
        return str(dice.choice(criterion["levels"])["id"])
    return dice.choice([*STATES, RatingState.WITHHELD])


def _reachable(dice: random.Random, criteria: list[dict[str, Any]], answers: Mapping[str, Any], skipped: set[str]) -> int:
    """Return the share, in basis points rounded down, of one way to fill the gaps."""
    total = full = 0
    for one in criteria:
        if answers[one["id"]] is RatingState.NOT_APPLICABLE or one["id"] in skipped:
            continue
        given_level = [level for level in one["levels"] if level["id"] == answers[one["id"]]]
        total += one["weight"] * (given_level or [dice.choice(one["levels"])])[0]["points"]
        full += one["weight"] * one["levels"][-1]["points"]
    return total * 10_000 // full if full else dice.randint(0, 10_000)


def _pick(dice: random.Random, criteria: list[dict[str, Any]]) -> dict[str, str]:
    criterion = dice.choice(criteria)
    return {"criterion": criterion["id"], "at_least": dice.choice(criterion["levels"])["id"]}


def _substitutions(dice: random.Random, criteria: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rules = []
    for number, one in enumerate(dice.sample(criteria, dice.choice([0, 1, 1, 2]))):
        others = [other for other in criteria if other is not one]
        when = [_pick(dice, others) for _ in range(dice.randint(1, 3))]
        rules.append({"id": f"s{number}", "withheld": one["id"], "counts_as": dice.choice(one["levels"])["id"], "when": when})
    return rules


def _random_case(seed: int) -> Case:
    dice = random.Random(seed)  # noqa: S311 - a reproducible draw, nothing secret
    top = dice.choice([2000, 3000, 4000])
    count = dice.randint(2, 5)
    criteria = [
        {"id": f"c{n}", "name": f"C{n}", "question": "How?", "weight": weight, "levels": _levels(dice, top)}
        for n, weight in enumerate(_weights(dice, count))
    ]
    answers = {one["id"]: _answer(dice, one) for one in criteria}
    skipped = {"c0"} if dice.random() < 0.2 else set()
    shares = set()
    for _ in range(dice.randint(1, 3)):
        reached = _reachable(dice, criteria, answers, skipped)
        shares.add(min(10_000, max(0, reached + dice.choice([-1, 0, 0, 0, 1]))))
    cuts = [{"at_least": share, "outcome": f"o{n}"} for n, share in enumerate(sorted(shares, reverse=True))]
    gates = [{"id": f"g{n}", "otherwise": f"gate{n}"} | _pick(dice, criteria) for n in range(dice.choice([0, 1, 1, 2]))]
    names = [cut["outcome"] for cut in cuts] + ["below"] + [gate["otherwise"] for gate in gates]
    rule = {"kind": "participation", "requirement": "not_applicable"}
    policy = {
        "outcomes": [{"id": str(name), "kind": "accept", "name": str(name), "wording": "Done."} for name in names],
        "gates": gates,
        "cuts": cuts,
        "below": "below",
        "substitutions": _substitutions(dice, criteria),
        "evidence_criterion": "c0",
        "evidence_rules": [rule],
    }
    rubric = Rubric.parse({"id": "random", "title": "Random", "criteria": criteria, "policy": policy})
    # A criterion that is not named at all counts as not rated.
    sparse = {name: answer for name, answer in answers.items() if answer is not None or dice.random() < 0.5}
    return rubric, sparse, BadgeKind.PARTICIPATION if skipped else BadgeKind.LEARNING


cases = st.integers(0, 2**64).map(_random_case)
"""Drawn by seed: the parts of a case hang together so closely that shrinking them one by one would only break them."""


@settings(max_examples=400, deadline=None)
@given(case=cases)
def test_the_score_interval_is_the_one_of_all_fillings(
    case: Case, enumerate_all: Callable[..., Any], make_badge: Callable[..., Badge]
) -> None:
    rubric, answers, kind = case
    oracle = enumerate_all(rubric, kind, answers)
    score = score_badge(rubric, make_badge(kind=kind), answers)
    assert (score.low, score.high, score.full) == (oracle.low, oracle.high, oracle.full)
    for part in score.criteria:
        found = [one.parts.get(part.criterion, 0) for one in oracle.fillings]
        assert (part.low, part.high) == (min(found), max(found))


@settings(max_examples=600, deadline=None)
@given(case=cases)
def test_the_outcomes_are_those_of_all_fillings(
    case: Case, enumerate_all: Callable[..., Any], make_badge: Callable[..., Badge]
) -> None:
    rubric, answers, kind = case
    oracle = enumerate_all(rubric, kind, answers)
    decision = decide(rubric, make_badge(kind=kind), answers, what_if=False)
    possible = set(decision.possible)
    event(f"gates fail {bool(oracle.gate_outcomes)}, outcomes {min(len(oracle.outcomes), 3)}")
    assert oracle.outcomes <= possible <= oracle.hull
    gates = {gate.otherwise for gate in rubric.policy.gates}
    assert possible & gates == oracle.gate_outcomes
    ladder = [outcome for _, outcome in oracle.ladder]
    reached, counted = ([one for one in ladder if one in found] for found in (possible, oracle.outcomes))
    assert (reached[:1], reached[-1:]) == (counted[:1], counted[-1:])
    assert decision.outcome == (decision.possible[0] if len(possible) == 1 else None)
    if len(oracle.hull) == 1:
        assert decision.outcome in oracle.hull


@settings(max_examples=150, deadline=None)
@given(case=cases)
def test_flips_and_settlers_hold_in_all_fillings(
    case: Case, enumerate_all: Callable[..., Any], make_badge: Callable[..., Badge]
) -> None:
    rubric, answers, kind = case
    decision = decide(rubric, make_badge(kind=kind), answers)
    assert not (decision.flips and decision.settlers)
    for flip in decision.flips:
        assert answers[flip.criterion] == flip.from_level
        led_to = enumerate_all(rubric, kind, {**answers, flip.criterion: flip.to_level})
        assert led_to.outcomes == {flip.outcome}
        assert flip.outcome != decision.outcome
    for settler in decision.settlers:
        assert not isinstance(answers.get(settler.criterion), str) or isinstance(answers[settler.criterion], RatingState)
        asked = rubric.criterion(settler.criterion)
        left = [enumerate_all(rubric, kind, {**answers, asked.id: level.id}).hull for level in asked.levels]
        assert settler.ask == asked.question
        if all(len(one) == 1 for one in left):
            assert settler.alone
        if settler.alone:
            assert all(len(enumerate_all(rubric, kind, {**answers, asked.id: level.id}).outcomes) == 1 for level in asked.levels)
