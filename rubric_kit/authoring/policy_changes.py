"""What changed in the policy of a rubric."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rubric_kit.authoring.change_words import (
    Change,
    ChangeKind,
    Plain,
    by_key,
    from_to,
    list_changes,
    name_of,
    order_changes,
    other_changes,
    quoted,
    share_words,
)
from rubric_kit.errors import RecordError
from rubric_kit.model import Profile
from rubric_kit.model.rule_words import profile_words

_TOLD = {
    *("outcomes", "gates", "cuts", "below", "profiles", "recommended", "adopted", "revoked", "invalid_proof"),
    *("substitutions", "evidence_criterion", "evidence_rules"),
}
_OUTCOME = {"id", "name", "kind", "wording"}
_SINGLES: tuple[tuple[str, ChangeKind, str], ...] = (
    ("below", "outcome", "The outcome where nothing else is reached"),
    ("revoked", "outcome", "The outcome for an award that its issuer took back"),
    ("invalid_proof", "outcome", "The outcome for a badge whose signature is false"),
    ("evidence_criterion", "evidence", "The criterion that the evidence rules are about"),
    ("adopted", "cut", "Who adopted the cuts"),
)


class _Names:
    """What criteria, levels and outcomes are called in one version."""

    def __init__(self, rubric: Plain) -> None:
        self._criteria = {one["id"]: one for one in rubric["criteria"]}
        self._outcomes = {one["id"]: one for one in rubric["policy"]["outcomes"]}
        levels = rubric["criteria"][0]["levels"] if rubric["criteria"] else []
        top = levels[-1]["points"] if levels else None
        self.top = top if isinstance(top, int) else 0

    def outcome(self, one: str | None) -> str:
        return name_of(self._outcomes[one]) if one in self._outcomes else f"{one}"

    def criterion(self, one: str | None) -> str:
        return name_of(self._criteria[one]) if one in self._criteria else f"{one}"

    def level(self, criterion: str, level: str) -> str:
        levels = {one["id"]: one for one in self._criteria.get(criterion, {"levels": []})["levels"]}
        return f"«{name_of(levels[level])}»" if level in levels else f"«{level}»"

    def place(self, criterion: str, level: str) -> int | None:
        ids = [one["id"] for one in self._criteria.get(criterion, {"levels": []})["levels"]]
        return ids.index(level) if level in ids else None

    def condition(self, rule: Plain) -> str:
        return f"{self.criterion(rule['criterion'])} is at least {self.level(rule['criterion'], rule['at_least'])}"

    def gate(self, one: Plain) -> str:
        return f"{self.condition(one)}, or the outcome is {self.outcome(one['otherwise'])}"

    def cut(self, one: Plain) -> str:
        return f"{self.outcome(one['outcome'])} from {share_words(one['at_least'])} of 100"

    def profile(self, one: Plain) -> str:
        try:
            parts = profile_words(Profile.parse(one), self.top)
        except RecordError:
            parts = "something that does not fit together yet"
        return f"{self.outcome(one['outcome'])} asks for {parts}"

    def substitution(self, one: Plain) -> str:
        conditions = " and ".join(self.condition(rule) for rule in one["when"]) or "nothing is asked"
        level = self.level(one["withheld"], one["counts_as"])
        return f"where {self.criterion(one['withheld'])} is withheld, it counts as {level} if {conditions}"

    def single(self, field: str, value: str | None) -> str:
        if field == "adopted":
            return "nobody" if value is None else quoted(value)
        return "none" if value is None else self.criterion(value) if field == "evidence_criterion" else self.outcome(value)


def policy_changes(before: Plain, after: Plain) -> Iterator[Change]:
    """Give every change in the policies of two rubrics in plain form."""
    old, new, was, now = before["policy"], after["policy"], _Names(before), _Names(after)
    yield from _outcome_changes(old["outcomes"], new["outcomes"])
    yield from _ruled("gates", "gate", "gate", (old, new), (was.gate, now.gate), _gate_words(was, now))
    yield from _ruled("cuts", "cut", "cut", (old, new), (was.cut, now.cut), _cut_words(now), key="outcome")
    yield from _ruled("profiles", "profile", "profile", (old, new), (was.profile, now.profile))
    yield from _ruled("substitutions", "substitution", "substitution", (old, new), (was.substitution, now.substitution))
    for field, kind, what in _SINGLES:
        if old[field] != new[field]:
            sentence = f"{what} changes: {was.single(field, old[field])} -> {now.single(field, new[field])}."
            yield Change(path=f"policy.{field}", kind=kind, sentence=sentence)
    said = (_evidence_words, _evidence_words)
    yield from _ruled("evidence_rules", "evidence", "evidence rule", (old, new), said, key="kind")
    yield from list_changes("policy.recommended", "cut", old["recommended"], new["recommended"], _recommended_words(was, now))
    yield from other_changes("policy", "outcome", old, new, _TOLD, "the policy")


def _outcome_changes(before: Sequence[Plain], after: Sequence[Plain]) -> Iterator[Change]:
    path = "policy.outcomes"
    old, new = by_key(before), by_key(after)
    if old is None or new is None:
        yield from list_changes(path, "outcome", before, after, _whole_words("outcome", name_of, name_of))
        return
    for name, one in new.items():
        if name not in old:
            sentence = f"An outcome is added: {name_of(one)}, worded {quoted(one['wording'])}."
            yield Change(path=f"{path}.{name}", kind="outcome", sentence=sentence)
            continue
        was = old[name]
        if was["name"] != one["name"]:
            sentence = f"The outcome {name_of(was)} is now called {quoted(one['name'])}."
            yield Change(path=f"{path}.{name}.name", kind="outcome", sentence=sentence)
        if was["wording"] != one["wording"]:
            sentence = f"The outcome {name_of(one)} is reworded: {from_to(was['wording'], one['wording'])}."
            yield Change(path=f"{path}.{name}.wording", kind="outcome", sentence=sentence)
        if was["kind"] != one["kind"]:
            kinds = " -> ".join(str(kind).replace("_", " ") for kind in (was["kind"], one["kind"]))
            yield Change(
                path=f"{path}.{name}.kind", kind="outcome", sentence=f"{name_of(one)} is another kind of outcome: {kinds}."
            )
        yield from other_changes(f"{path}.{name}", "outcome", was, one, _OUTCOME, f"the outcome {name_of(one)}")
    for name, one in old.items():
        if name not in new:
            yield Change(path=f"{path}.{name}", kind="outcome", sentence=f"The outcome {name_of(one)} is removed.")
    yield from order_changes(path, "outcome", (old, new), name_of, "The outcomes, best first,")


def _ruled(
    field: str,
    kind: ChangeKind,
    what: str,
    policies: tuple[Plain, Plain],
    said: tuple[Callable[[Plain], str], Callable[[Plain], str]],
    changed: Callable[[Plain, Plain], str] | None = None,
    *,
    key: str = "id",
) -> Iterator[Change]:
    """Give the changes in one list of rules: each rule that came, went or changed, and their order."""
    path, (before, after), (was, now) = f"policy.{field}", (policies[0][field], policies[1][field]), said
    old, new = by_key(before, key), by_key(after, key)
    if old is None or new is None:
        # Two rules of one name cannot be told apart, so the list as a whole is the place.
        yield from list_changes(path, kind, before, after, _whole_words(what, was, now))
        return
    for name, one in new.items():
        if name not in old:
            yield Change(path=f"{path}.{name}", kind=kind, sentence=f"{_article(what)} is added: {now(one)}.")
        elif old[name] != one:
            words = changed(old[name], one) if changed else ""
            sentence = words or f"The {what} {name!r} changes: {_both(was(old[name]), now(one), old[name], one)}."
            yield Change(path=f"{path}.{name}", kind=kind, sentence=sentence)
    for name, one in old.items():
        if name not in new:
            yield Change(path=f"{path}.{name}", kind=kind, sentence=f"{_article(what)} is removed: {was(one)}.")
    yield from order_changes(path, kind, (old, new), lambda one: f"The {what} {one[key]!r}", f"The {what}s")


def _gate_words(was: _Names, now: _Names) -> Callable[[Plain, Plain], str]:
    def say(old: Plain, new: Plain) -> str:
        if {**old, "at_least": ""} != {**new, "at_least": ""}:
            return ""
        places = now.place(new["criterion"], old["at_least"]), now.place(new["criterion"], new["at_least"])
        verb = "changed"
        if places[0] is not None and places[1] is not None:
            verb = "raised" if places[1] > places[0] else "lowered"
        levels = was.level(old["criterion"], old["at_least"]), now.level(new["criterion"], new["at_least"])
        return f"The gate on {now.criterion(new['criterion'])} is {verb} from {levels[0]} to {levels[1]}."

    return say


def _cut_words(now: _Names) -> Callable[[Plain, Plain], str]:
    def say(old: Plain, new: Plain) -> str:
        return f"{now.cut(new)} instead of {share_words(old['at_least'])}."

    return say


def _recommended_words(was: _Names, now: _Names) -> Callable[[str, Plain | None], str]:
    def say(what: str, one: Plain | None) -> str:
        if one is None:
            return "The recommended cuts stand in another order."
        names, verb = (now, "is") if what == "added" else (was, "is no longer")
        reason = f" {quoted(one.get('reason'))}" if one.get("reason") else ""
        return f"{names.cut(one)} {verb} recommended, by {quoted(one['method'])}.{reason}"

    return say


def _whole_words(what: str, was: Callable[[Plain], str], now: Callable[[Plain], str]) -> Callable[[str, Plain | None], str]:
    def say(verb: str, one: Plain | None) -> str:
        if one is None:
            return f"The {what}s stand in another order."
        return f"{_article(what)} is {verb}: {(now if verb == 'added' else was)(one)}."

    return say


def _evidence_words(one: Plain) -> str:
    return f"for a badge of kind {one['kind']}, evidence is {str(one['requirement']).replace('_', ' ')}"


def _both(old: str, new: str, before: Plain, after: Plain) -> str:
    """Set two rules side by side; where their words are alike, say as they stand in the file what differs."""
    if old != new:
        return f"{old} -> {new}"
    fields = [field for field in after if before.get(field) != after[field]]
    return "; ".join(f"{field} {quoted(before.get(field))} -> {quoted(after[field])}" for field in fields)


def _article(what: str) -> str:
    return f"{'An' if what[0] in 'aeiou' else 'A'} {what}"
