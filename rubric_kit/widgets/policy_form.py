"""How a rubric decides, as the editor shows it: each rule in a sentence, and the choices of the form that changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.authoring.policy_words import policy_sentences
from rubric_kit.model import BadgeKind, Finding, Rubric, visible
from rubric_kit.widgets.ladder_form import ladder_form
from rubric_kit.widgets.place_words import named

_REQUIREMENTS = [("required", "must show evidence"), ("optional", "may show evidence"), ("not_applicable", "needs no evidence")]
_KINDS = {
    BadgeKind.LEARNING: "A learning badge",
    BadgeKind.APPLICATION: "An application badge",
    BadgeKind.KNOWLEDGE: "A knowledge badge",
    BadgeKind.PARTICIPATION: "A participation badge",
    BadgeKind.MEMBERSHIP: "A membership badge",
    BadgeKind.OTHER: "A badge of another kind",
}
_READABLE = {"weights", "targets", "citations", "policy.cuts", "policy.profiles"}
_WAITING = "The rules are read aloud again when the things above are mended."


def policy_form(draft: Mapping[str, Any], read: Rubric | None, problems: Sequence[Finding]) -> dict[str, Any]:
    """Return the rules of a draft in sentences, and what its form shows and offers.

    Parameters
    ----------
    draft : dict
        The draft.
    read : Rubric or None
        The draft read as an unfinished rubric; None if its fields do not allow that.
    problems : sequence of Finding
        What is wrong with the draft: rules that name what is not there cannot be read aloud.
    """
    policy = draft["policy"]
    readable = read is not None and all(_leaves_rules_readable(one.path) for one in problems)
    said = policy_sentences(read) if read is not None and readable else ()
    rules = {rule["kind"]: rule["requirement"] for rule in policy["evidence_rules"]}
    return {
        "sentences": [visible(one.text) for one in said],
        "waiting": "" if readable else _WAITING,
        "criteria": [_criterion(criterion, place) for place, criterion in enumerate(draft["criteria"])],
        "outcomes": [[one["id"], visible(str(one["name"]))] for one in policy["outcomes"]],
        "wordings": [{"id": one["id"], "name": str(one["name"]), "wording": str(one["wording"])} for one in policy["outcomes"]],
        **ladder_form(draft, read),
        "adopted": str(policy["adopted"] or ""),
        "gates": policy["gates"],
        "rules": policy["substitutions"],
        "evidence": policy["evidence_criterion"] or "",
        "kinds": [[kind.value, words, rules.get(kind.value, "required")] for kind, words in _KINDS.items()],
        "requirements": [list(one) for one in _REQUIREMENTS],
    }


def _leaves_rules_readable(path: str) -> bool:
    return path in _READABLE or path.endswith(".descriptor")


def _criterion(criterion: Mapping[str, Any], place: int) -> dict[str, Any]:
    levels = [[level["id"], f"level {at}: {visible(str(level['name']))}"] for at, level in enumerate(criterion["levels"])]
    return {"id": criterion["id"], "words": named(criterion, place), "levels": levels}
