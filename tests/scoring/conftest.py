"""A second scoring, written from the definition alone: fill the gaps in every way there is and look at each result.

It shares no code with the package: it reads the plain JSON form of a rubric and counts with whole numbers and fractions.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import pytest

from rubric_kit.model import Badge, BadgeKind, Evidence, Issuer, Rubric, Source, Verification

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]
Plain = dict[str, Any]

# The weights of the journey with two badges of the same name.
J2_WEIGHTS = {"criteria": 3000, "evidence": 2500, "assessment": 2000, "alignment": 1500, "issuer": 1000}


class Filled(NamedTuple):
    """What one way to fill the gaps leads to."""

    substituted: tuple[str, ...]
    gate: str | None
    outcome: str
    score: int
    parts: dict[str, int]


class Oracle(NamedTuple):
    """All ways to fill the gaps."""

    fillings: list[Filled]
    full: int
    ladder: list[tuple[int, str]]

    @property
    def low(self) -> int:
        return min(one.score for one in self.fillings)

    @property
    def high(self) -> int:
        return max(one.score for one in self.fillings)

    @property
    def outcomes(self) -> set[str]:
        found = {one.outcome for one in self.fillings}
        # Where nothing can be added up, a filling that passes the gates speaks for no outcome and against none.
        if not self.full and any(one.gate is None for one in self.fillings):
            found |= {outcome for _, outcome in self.ladder}
        return found

    @property
    def gate_outcomes(self) -> set[str]:
        return {one.outcome for one in self.fillings if one.gate is not None}

    @property
    def hull(self) -> set[str]:
        """Outcomes, with every band between the ends of the fillings that settle the rules alike."""
        found = set(self.outcomes)
        names = [outcome for _, outcome in self.ladder]
        alike: dict[tuple[str, ...], set[int]] = {}
        for one in self.fillings:
            if one.gate is None:
                alike.setdefault(one.substituted, set()).add(names.index(one.outcome))
        for places in alike.values():
            found |= set(names[min(places) : max(places) + 1])
        return found


def _places(criterion: Plain, answer: str | None) -> list[int]:
    ids = [level["id"] for level in criterion["levels"]]
    return [ids.index(answer)] if answer in ids else list(range(len(ids)))


def _at_least(criteria: dict[str, Plain], places: Mapping[str, int], name: str, level: str) -> bool:
    ids = [one["id"] for one in criteria[name]["levels"]]
    return name in places and places[name] >= ids.index(level)


def _fill(plain: Plain, criteria: dict[str, Plain], places: dict[str, int], answers: Mapping[str, Any]) -> Filled:
    policy = plain["policy"]
    substituted = []
    for rule in policy["substitutions"]:
        holds = all(_at_least(criteria, places, one["criterion"], one["at_least"]) for one in rule["when"])
        if rule["withheld"] in places and answers.get(rule["withheld"]) == "withheld" and holds:
            ids = [one["id"] for one in criteria[rule["withheld"]]["levels"]]
            places[rule["withheld"]] = ids.index(rule["counts_as"])
            substituted.append(rule["id"])
    failed = next(
        (
            gate
            for gate in policy["gates"]
            if gate["criterion"] in places and not _at_least(criteria, places, gate["criterion"], gate["at_least"])
        ),
        None,
    )
    parts = {name: criteria[name]["weight"] * criteria[name]["levels"][at]["points"] for name, at in places.items()}
    full = sum(criteria[name]["weight"] * criteria[name]["levels"][-1]["points"] for name in places)
    share = Fraction(sum(parts.values()), full) if full else Fraction(0)
    reached = (cut["outcome"] for cut in policy["cuts"] if share >= Fraction(cut["at_least"], 10_000))
    outcome = failed["otherwise"] if failed else next(reached, policy["below"])
    return Filled(tuple(substituted), failed["id"] if failed else None, outcome, sum(parts.values()), parts)


def _enumerate(rubric: Rubric, kind: BadgeKind | None, answers: Mapping[str, Any]) -> Oracle:
    plain = rubric.plain()
    criteria = {one["id"]: one for one in plain["criteria"]}
    out = {name for name, answer in answers.items() if answer == "not_applicable"}
    for rule in plain["policy"]["evidence_rules"]:
        if rule["kind"] == kind and rule["requirement"] == "not_applicable":
            out.add(plain["policy"]["evidence_criterion"])
    names = [name for name in criteria if name not in out]
    ways = itertools.product(*(_places(criteria[name], answers.get(name)) for name in names))
    fillings = [_fill(plain, criteria, dict(zip(names, way, strict=True)), answers) for way in ways]
    full = sum(criteria[name]["weight"] * criteria[name]["levels"][-1]["points"] for name in names)
    ladder = [(cut["at_least"], cut["outcome"]) for cut in plain["policy"]["cuts"]] + [(0, plain["policy"]["below"])]
    return Oracle(fillings, full, ladder)


@pytest.fixture(scope="session")
def enumerate_all() -> Callable[[Rubric, BadgeKind | None, Mapping[str, Any]], Oracle]:
    return _enumerate


@pytest.fixture(scope="session")
def make_badge() -> MakeBadge:
    def make(key: str = "a" * 64, *, name: str = "Padlet Badge", kind: BadgeKind | None = None) -> Badge:
        return Badge(
            key=key,
            name=name,
            kind=kind,
            issuer=Issuer(name="Synthetic issuer"),
            evidence=Evidence(state="unknown"),
            verification=Verification(outcome="no_proof", method="none", reason="Synthetic sample."),
            source=Source(container="json", dialect="OB 2.0", sha256=key, size=1),
        )

    return make


@pytest.fixture(scope="session")
def make_rubric() -> MakeRubric:
    def make(weights: Mapping[str, int] | None = None, *, cut: int = 6000, levels: int = 4, **policy: Any) -> Rubric:
        rungs = [{"id": f"l{n}", "name": f"Level {n}", "points": 1000 * n, "descriptor": f"shows {n}"} for n in range(levels)]
        criteria = [
            {"id": name, "name": name.title(), "question": f"How is {name}?", "weight": weight, "levels": rungs}
            for name, weight in (weights or J2_WEIGHTS).items()
        ]
        outcomes = [
            {"id": "yes", "kind": "accept", "name": "Accept", "wording": "Accepted."},
            {"id": "story", "kind": "narrative", "name": "Keep in the story", "wording": "Kept in the story."},
            {"id": "no", "kind": "not_counted", "name": "Not counted", "wording": "Not counted for hours."},
        ]
        rules = {"outcomes": outcomes, "cuts": [{"at_least": cut, "outcome": "yes"}], "below": "story"} | policy
        return Rubric.parse({"id": "synthetic", "title": "Synthetic", "criteria": criteria, "policy": rules})

    return make
