"""Where the policy of a topic rubric asks for less than the policy of its base."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from rubric_kit.authoring.change_words import Plain, name_of, share_words
from rubric_kit.model import Finding, Severity

_STANDING = {"revoked": "an award that its issuer took back", "invalid_proof": "a badge whose signature is false"}
_STRICT = {"required": 2, "optional": 1, "not_applicable": 0}


def policy_problems(ours: Plain, theirs: Plain) -> list[Finding]:
    """Return what a topic rubric's policy drops, lowers or softens, in plain form both."""
    return [*_Held(ours, theirs).problems()]


class _Held:
    """A topic rubric's policy held against its base's."""

    def __init__(self, ours: Plain, theirs: Plain) -> None:
        self.ours, self.theirs = ours["policy"], theirs["policy"]
        self._criteria = {one["id"]: one for one in (*theirs["criteria"], *ours["criteria"])}
        self._outcomes = {one["id"]: one for one in (*self.theirs["outcomes"], *self.ours["outcomes"])}
        self._ranks = {one["id"]: at for at, one in enumerate(self.ours["outcomes"])}

    def problems(self) -> Iterator[Finding]:
        yield from self._outcome_problems()
        yield from self._standing_problems()
        yield from self._gate_problems()
        yield from self._gate_warnings()
        yield from self._cut_problems()
        yield from self._profile_problems()
        yield from self._new_rungs()
        yield from self._substitution_warnings()
        yield from self._evidence_warnings()

    def _outcome_problems(self) -> Iterator[Finding]:
        here = {one["id"]: one for one in self.ours["outcomes"]}
        for outcome in self.theirs["outcomes"]:
            path, name = f"policy.outcomes.{outcome['id']}", name_of(outcome)
            kept = here.get(outcome["id"])
            if kept is None:
                yield _error("RKR015", path, f"The outcome {name} is missing; a topic rubric keeps the outcomes of its base.")
            elif kept["kind"] != outcome["kind"]:
                kinds = f"{_words(kept['kind'])}, in the base {_words(outcome['kind'])}"
                yield _error("RKR015", f"{path}.kind", f"The outcome {name} means something else than in the base: {kinds}.")
        shared = [one["id"] for one in self.theirs["outcomes"] if one["id"] in here]
        if shared != [one for one in here if one in shared]:
            yield _error("RKR015", "policy.outcomes", "The base's outcomes stand in another order, which says what is better.")

    def _standing_problems(self) -> Iterator[Finding]:
        for field, who in _STANDING.items():
            asked, kept = self.theirs[field], self.ours[field]
            if asked is not None and kept is None:
                yield _error("RKR013", f"policy.{field}", f"The rule for {who} is missing; the base has one.")
            elif asked is not None and self._is_better(kept, asked):
                names = f"{self._outcome(kept)}, in the base {self._outcome(asked)}"
                yield _error("RKR013", f"policy.{field}", f"The outcome for {who} is better than in the base: {names}.")

    def _gate_problems(self) -> Iterator[Finding]:
        for gate in self.theirs["gates"]:
            if any(self._covers(kept, gate) for kept in self.ours["gates"]):
                continue
            asks = f"{self._criterion(gate['criterion'])} is at least {self._level(gate['criterion'], gate['at_least'])}"
            rule = f"{asks}, or the outcome is {self._outcome(gate['otherwise'])}"
            yield _error("RKR013", f"policy.gates.{gate['id']}", f"This gate of the base is missing, lower or softer: {rule}.")

    def _gate_warnings(self) -> Iterator[Finding]:
        """Tell of gates through which a badge could come out better by failing."""
        old = [gate["id"] for gate in self.theirs["gates"]]
        there = {gate["id"]: gate for gate in self.theirs["gates"]}
        tighter = {gate["id"] for gate in self.ours["gates"] if gate != there.get(gate["id"])}
        for gate in self.ours["gates"]:
            if gate["id"] in tighter and self._is_better(gate["otherwise"], self.theirs["below"]):
                who = f"A badge that fails the gate on {self._criterion(gate['criterion'])}"
                ends = f"{self._outcome(gate['otherwise'])}, which is better than {self._outcome(self.theirs['below'])}"
                yield _warning(f"policy.gates.{gate['id']}", f"{who} comes to {ends}: failing could lift it.")
        for first, second in combinations(self.ours["gates"], 2):
            ids = [first["id"], second["id"]]
            is_new = first["id"] in tighter or [one for one in old if one in ids] != ids
            if is_new and self._is_better(first["otherwise"], second["otherwise"]):
                names = [self._criterion(gate["criterion"]) for gate in (first, second)]
                message = f"The gate on {names[0]} stands before the one on {names[1]} and leads to a better outcome"
                yield _warning(f"policy.gates.{first['id']}", f"{message}: failing could lift a badge.")

    def _cut_problems(self) -> Iterator[Finding]:
        for outcome, asked in _lowest(self.theirs).items():
            kept, name, path = _lowest(self.ours).get(outcome), self._outcome(outcome), f"policy.cuts.{outcome}"
            if kept is None:
                yield _error("RKR014", path, f"The cut for {name}, from {share_words(asked)} of 100 in the base, is missing.")
            elif isinstance(kept, int) and kept < asked:
                found = f"{share_words(kept)} of 100; in the base it is {share_words(asked)}"
                yield _error("RKR014", path, f"The cut for {name} is lower than in the base: {found}.")
        if self._is_better(self.ours["below"], self.theirs["below"]):
            found = f"{self._outcome(self.ours['below'])}; in the base it is {self._outcome(self.theirs['below'])}"
            yield _error("RKR014", "policy.below", f"Where nothing is reached, the outcome is better than in the base: {found}.")

    def _profile_problems(self) -> Iterator[Finding]:
        here = {one["outcome"]: one for one in self.ours["profiles"]}
        for profile in self.theirs["profiles"]:
            kept = here.get(profile["outcome"], {"parts": []})["parts"]
            if not all(any(_asks_as_much(one, part) for one in kept) for part in profile["parts"]):
                message = f"The base's profile for {self._outcome(profile['outcome'])} is missing, or asks for less."
                yield _error("RKR014", f"policy.profiles.{profile['id']}", message)

    def _new_rungs(self) -> Iterator[Finding]:
        there = {one["outcome"] for one in (*self.theirs["cuts"], *self.theirs["profiles"])}
        for field in ("cuts", "profiles"):
            for rung in self.ours[field]:
                if rung["outcome"] not in there:
                    there.add(rung["outcome"])
                    message = f"The outcome {self._outcome(rung['outcome'])} can be reached by more ways than in the base."
                    place = rung["outcome"] if field == "cuts" else rung["id"]
                    yield _warning(f"policy.{field}.{place}", message)

    def _substitution_warnings(self) -> Iterator[Finding]:
        there = {one["withheld"]: one for one in self.theirs["substitutions"]}
        for rule in self.ours["substitutions"]:
            old, name = there.get(rule["withheld"]), self._criterion(rule["withheld"])
            path = f"policy.substitutions.{rule['id']}"
            if old is None:
                yield _warning(path, f"{name} may be withheld here and carried by other criteria; in the base it may not.")
                continue
            higher = not self._reaches(rule["withheld"], old["counts_as"], rule["counts_as"])
            kept = [[one for one in rule["when"] if self._is_at_least(one, asked)] for asked in old["when"]]
            if higher or not all(kept):
                yield _warning(path, f"Where {name} is withheld, less is asked, or more is given, than in the base.")

    def _evidence_warnings(self) -> Iterator[Finding]:
        if self.theirs["evidence_criterion"] not in (None, self.ours["evidence_criterion"]):
            yield _warning("policy.evidence_criterion", "The evidence rules are about another criterion than in the base.")
        rules, asked = _requirements(self.ours), _requirements(self.theirs)
        for kind in dict.fromkeys([*asked, *rules]):
            here, there = rules.get(kind, "required"), asked.get(kind, "required")
            if _STRICT[here] < _STRICT[there]:
                message = f"For a badge of kind {kind}, evidence is {_words(here)}; in the base it is {_words(there)}."
                yield _warning(f"policy.evidence_rules.{kind}", message)

    def _covers(self, kept: Plain, asked: Plain) -> bool:
        return self._is_at_least(kept, asked) and not self._is_better(kept["otherwise"], asked["otherwise"])

    def _is_at_least(self, kept: Plain, asked: Plain) -> bool:
        same = kept["criterion"] == asked["criterion"]
        return same and self._reaches(kept["criterion"], kept["at_least"], asked["at_least"])

    def _reaches(self, criterion: str, level: str, least: str) -> bool:
        ids = [one["id"] for one in self._criteria.get(criterion, {"levels": []})["levels"]]
        return level in ids and least in ids and ids.index(level) >= ids.index(least)

    def _is_better(self, one: str | None, other: str | None) -> bool:
        return one in self._ranks and other in self._ranks and self._ranks[one] < self._ranks[other]

    def _outcome(self, one: str | None) -> str:
        return name_of(self._outcomes[one]) if one in self._outcomes else f"{one}"

    def _criterion(self, one: str) -> str:
        return name_of(self._criteria[one]) if one in self._criteria else one

    def _level(self, criterion: str, level: str) -> str:
        names = {one["id"]: name_of(one) for one in self._criteria.get(criterion, {"levels": []})["levels"]}
        return f"«{names.get(level, level)}»"


def _lowest(policy: Plain) -> dict[str, Any]:
    """Return the lowest cut of each outcome: cuts stand highest first."""
    return {one["outcome"]: one["at_least"] for one in policy["cuts"]}


def _requirements(policy: Plain) -> dict[str, str]:
    return {one["kind"]: one["requirement"] for one in policy["evidence_rules"]}


def _asks_as_much(one: Plain, part: Plain) -> bool:
    # The numbers of a draft may be anything that somebody typed.
    return all(isinstance(one[field], int) and one[field] >= part[field] for field in ("criteria", "at_least"))


def _words(value: object) -> str:
    return str(value).replace("_", " ")


def _error(code: str, path: str, message: str) -> Finding:
    advice = "A topic rubric may ask for more than its base, not for less."
    return Finding(code=code, severity=Severity.ERROR, where="rubric", path=path, message=message, advice=advice)


def _warning(path: str, message: str) -> Finding:
    advice = "Look whether that is meant."
    return Finding(code="RKR017", severity=Severity.WARNING, where="rubric", path=path, message=message, advice=advice)
