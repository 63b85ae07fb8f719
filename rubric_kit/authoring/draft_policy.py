"""The steps that change how a rubric decides: gates, evidence, and what may carry a criterion that is withheld.

Conditions have no names of their own, so steps name them by their place, counted from 0. `draft_ladder` has cuts and profiles.
"""

from __future__ import annotations

from typing import Any

from rubric_kit.authoring.draft_places import Draft, Step, by_id, free_id, ids_of, record_at
from rubric_kit.errors import RecordError
from rubric_kit.model import BadgeKind

MOST_SUBSTITUTIONS = 4
MOST_CONDITIONS = 8
_REQUIREMENTS = ("required", "optional", "not_applicable")


def add_gate(draft: Draft, _step: Step) -> None:
    """Add a gate on the first criterion that has none, at the level above the lowest one."""
    policy = draft["policy"]
    gated = {gate["criterion"] for gate in policy["gates"]}
    criterion = _first_without(draft, gated) or _some_criterion(draft)
    gate = {"id": free_id("gate", ids_of(policy["gates"])), "criterion": criterion["id"]}
    policy["gates"].append(gate | {"at_least": _level_at(criterion, 1), "otherwise": policy["below"]})


def set_gate(draft: Draft, step: Step) -> None:
    """Change what a gate looks at, the level it asks for, or the outcome where it is not passed."""
    gate = by_id(draft["policy"]["gates"], step.get("gate"), "gate")
    if step.get("field") == "otherwise":
        gate["otherwise"] = by_id(draft["policy"]["outcomes"], step.get("value"), "outcome")["id"]
        return
    _set_condition(draft, gate, step)


def remove_gate(draft: Draft, step: Step) -> None:
    """Take a gate out."""
    gate = by_id(draft["policy"]["gates"], step.get("gate"), "gate")
    draft["policy"]["gates"].remove(gate)


def add_substitution(draft: Draft, _step: Step) -> None:
    """Add a rule for a criterion that is withheld: the one about evidence if it has no rule yet, else the first without."""
    policy = draft["policy"]
    if len(policy["substitutions"]) >= MOST_SUBSTITUTIONS:
        raise RecordError(f"a policy holds {MOST_SUBSTITUTIONS} such rules at most; take one out first", where="draft")
    ruled = {rule["withheld"] for rule in policy["substitutions"]}
    evidence = policy["evidence_criterion"]
    open_evidence = [one for one in draft["criteria"] if one["id"] == evidence and evidence not in ruled]
    criterion = next(iter(open_evidence), None) or _first_without(draft, ruled)
    other = criterion and _first_without(draft, {criterion["id"]})
    if criterion is None or other is None:
        raise RecordError("each criterion has such a rule already, or there is no other one to carry it", where="draft")
    rule = {"id": free_id("rule", ids_of(policy["substitutions"])), "withheld": criterion["id"]}
    policy["substitutions"].append(rule | {"counts_as": _level_at(criterion, 1), "when": [_condition_on(other)]})


def set_substitution(draft: Draft, step: Step) -> None:
    """Change which criterion a rule is about, or the level it counts as."""
    rule = _substitution_in(draft, step)
    if step.get("field") == "withheld":
        criterion = by_id(draft["criteria"], step.get("value"), "criterion")
        place = _place_of(draft, rule["withheld"], rule["counts_as"])
        rule["withheld"], rule["counts_as"] = criterion["id"], _level_at(criterion, place)
    elif step.get("field") == "counts_as":
        criterion = by_id(draft["criteria"], rule["withheld"], "criterion")
        rule["counts_as"] = by_id(criterion["levels"], step.get("value"), f"level of {criterion['id']!r}")["id"]
    else:
        raise _no_field(step, "counts_as, withheld")


def remove_substitution(draft: Draft, step: Step) -> None:
    """Take a rule for a withheld criterion out."""
    draft["policy"]["substitutions"].remove(_substitution_in(draft, step))


def add_condition(draft: Draft, step: Step) -> None:
    """Ask for one more criterion, at its highest level, before a withheld one is carried."""
    rule = _substitution_in(draft, step)
    if len(rule["when"]) >= MOST_CONDITIONS:
        raise RecordError(f"a rule holds {MOST_CONDITIONS} conditions at most; take one out first", where="draft")
    criterion = _first_without(draft, {rule["withheld"], *(one["criterion"] for one in rule["when"])})
    if criterion is None:
        raise RecordError("every other criterion is among the conditions already", where="draft")
    rule["when"].append(_condition_on(criterion))


def set_condition(draft: Draft, step: Step) -> None:
    """Change the criterion or the level that a condition asks for."""
    _set_condition(draft, record_at(_substitution_in(draft, step)["when"], step.get("condition"), "condition"), step)


def remove_condition(draft: Draft, step: Step) -> None:
    """Take a condition out; the last one stays, since a rule without any would count nothing as something."""
    rule = _substitution_in(draft, step)
    condition = record_at(rule["when"], step.get("condition"), "condition")
    if len(rule["when"]) == 1:
        raise RecordError("a rule needs one condition at least; take the rule out instead", where="draft")
    rule["when"].remove(condition)


def set_evidence_criterion(draft: Draft, step: Step) -> None:
    """Say which criterion rates evidence; with none, every kind of badge is treated alike."""
    policy = draft["policy"]
    if step.get("value") in (None, ""):
        policy["evidence_criterion"], policy["evidence_rules"] = None, []
        return
    policy["evidence_criterion"] = by_id(draft["criteria"], step.get("value"), "criterion")["id"]


def set_evidence(draft: Draft, step: Step) -> None:
    """Say whether a kind of badge must show evidence; rules stand in the order of the kinds."""
    policy, kinds, value = draft["policy"], [kind.value for kind in BadgeKind], step.get("value")
    if step.get("kind") not in kinds or value not in _REQUIREMENTS:
        what = f"{step.get('kind')!r}: {value!r}"
        raise RecordError(
            f"no evidence rule is {what}; kinds are {', '.join(kinds)}, rules {', '.join(_REQUIREMENTS)}", where="draft"
        )
    if policy["evidence_criterion"] is None:
        raise RecordError("choose the criterion that rates evidence first", where="draft")
    rules = {rule["kind"]: rule for rule in policy["evidence_rules"]} | {
        step["kind"]: {"kind": step["kind"], "requirement": value}
    }
    policy["evidence_rules"] = [rules[kind] for kind in kinds if kind in rules]


def _set_condition(draft: Draft, condition: dict[str, Any], step: Step) -> None:
    """Change what a gate or a condition asks for; another criterion is asked for at the same place of its levels."""
    if step.get("field") == "criterion":
        criterion = by_id(draft["criteria"], step.get("value"), "criterion")
        place = _place_of(draft, condition["criterion"], condition["at_least"])
        condition["criterion"], condition["at_least"] = criterion["id"], _level_at(criterion, place)
    elif step.get("field") == "at_least":
        criterion = by_id(draft["criteria"], condition["criterion"], "criterion")
        condition["at_least"] = by_id(criterion["levels"], step.get("value"), f"level of {criterion['id']!r}")["id"]
    else:
        raise _no_field(step, "at_least, criterion" + (", otherwise" if "gate" in step else ""))


def _substitution_in(draft: Draft, step: Step) -> dict[str, Any]:
    return by_id(draft["policy"]["substitutions"], step.get("substitution"), "substitution")


def _first_without(draft: Draft, taken: set[str]) -> dict[str, Any] | None:
    return next((one for one in draft["criteria"] if one["id"] not in taken), None)


def _some_criterion(draft: Draft) -> dict[str, Any]:
    if not draft["criteria"]:
        raise RecordError("there is no criterion to look at; add one first", where="draft")
    first: dict[str, Any] = draft["criteria"][0]
    return first


def _condition_on(criterion: dict[str, Any]) -> dict[str, Any]:
    return {"criterion": criterion["id"], "at_least": _level_at(criterion, len(criterion["levels"]) - 1)}


def _level_at(criterion: dict[str, Any], place: int) -> str:
    """Return the id of the level at a place, or of the highest one below it."""
    levels = ids_of(criterion["levels"])
    if not levels:
        raise RecordError(f"{criterion['name']} has no levels yet; add some first", where="draft")
    return levels[min(place, len(levels) - 1)]


def _place_of(draft: Draft, criterion: str, level: str) -> int:
    """Return the place of a level; for one that a broken rule names and nobody has, the one above the lowest."""
    levels = next((ids_of(one["levels"]) for one in draft["criteria"] if one["id"] == criterion), [])
    return levels.index(level) if level in levels else 1


def _no_field(step: Step, allowed: str) -> RecordError:
    return RecordError(f"field {step.get('field')!r} cannot be set here; allowed are: {allowed}", where="draft")
