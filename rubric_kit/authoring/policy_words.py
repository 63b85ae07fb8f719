"""The policy read aloud: each rule as one plain sentence, in the order in which the rules are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rubric_kit.model import BadgeKind, Rubric
from rubric_kit.model.rule_words import below_words, condition_words, exact_share, level_words, profile_words

_KIND_WORDS = {
    BadgeKind.LEARNING: "A learning badge",
    BadgeKind.APPLICATION: "An application badge",
    BadgeKind.KNOWLEDGE: "A knowledge badge",
    BadgeKind.PARTICIPATION: "A participation badge",
    BadgeKind.MEMBERSHIP: "A membership badge",
    BadgeKind.OTHER: "A badge of another kind",
}


class PolicySentence(NamedTuple):
    """One rule of a policy in words."""

    path: str
    """Where the rule stands, by ids, such as policy.gates.g1; a cut is named by its outcome, an evidence rule by its kind."""
    text: str
    """The rule in one sentence."""


def policy_sentences(rubric: Rubric) -> tuple[PolicySentence, ...]:
    """Say each rule of a rubric's policy in one plain sentence.

    Numbers are exact here: a cut of 65.25 of 100 is read as such.

    Examples
    --------
    >>> from rubric_kit.authoring import starter_rubric
    >>> for sentence in policy_sentences(starter_rubric())[:2]:
    ...     print(sentence.text)
    An award that its issuer took back comes to «Taken back by the issuer», whatever the ratings say.
    A badge whose signature is false comes to «Signature is false», whatever the ratings say.
    """
    parts = (_standing, _evidence, _substitutions, _gates, _ladder, _adopted, _recommended, _outcomes)
    return tuple(PolicySentence(path, text) for part in parts for path, text in part(rubric))


def _standing(rubric: Rubric) -> Iterator[tuple[str, str]]:
    policy = rubric.policy
    who = {"revoked": "An award that its issuer took back", "invalid_proof": "A badge whose signature is false"}
    for field, outcome in (("revoked", policy.revoked), ("invalid_proof", policy.invalid_proof)):
        leads = f"comes to «{policy.outcome(outcome).name}», whatever the ratings say" if outcome else "is judged like any other"
        yield f"policy.{field}", f"{who[field]} {leads}."


def _evidence(rubric: Rubric) -> Iterator[tuple[str, str]]:
    policy = rubric.policy
    if policy.evidence_criterion is None:
        yield (
            "policy.evidence_criterion",
            "No criterion is named as the one about evidence, so every kind of badge is treated alike.",
        )
        return
    name = rubric.criterion(policy.evidence_criterion).name
    rules = {rule.kind: rule.requirement for rule in policy.evidence_rules}
    for kind, who in _KIND_WORDS.items():
        words = {
            "required": f"{who} must show evidence: {name} is rated.",
            "optional": f"{who} may show evidence: {name} is rated.",
            "not_applicable": f"{who} needs no evidence: {name} is left out, and the other weights are rescaled.",
        }
        path = f"policy.evidence_rules.{kind}" if kind in rules else "policy.evidence_rules"
        yield path, words[rules.get(kind, "required")]


def _substitutions(rubric: Rubric) -> Iterator[tuple[str, str]]:
    for rule in rubric.policy.substitutions:
        criterion = rubric.criterion(rule.withheld)
        conditions = " and ".join(condition_words(rubric, one.criterion, one.at_least) for one in rule.when)
        text = f"Where {criterion.name} is withheld, it counts as {level_words(criterion, rule.counts_as)} if {conditions}."
        yield f"policy.substitutions.{rule.id}", text


def _gates(rubric: Rubric) -> Iterator[tuple[str, str]]:
    for gate in rubric.policy.gates:
        otherwise = rubric.policy.outcome(gate.otherwise).name
        text = (
            f"Gate: {condition_words(rubric, gate.criterion, gate.at_least)}; if not passed, {otherwise}, whatever the score is."
        )
        yield f"policy.gates.{gate.id}", text


def _ladder(rubric: Rubric) -> Iterator[tuple[str, str]]:
    policy = rubric.policy
    profiled = {profile.outcome for profile in policy.profiles}
    for cut in policy.cuts:
        asks = "asks for a score from" if cut.outcome in profiled else "from"
        path = f"policy.cuts.{cut.outcome}"
        yield path, f"{policy.outcome(cut.outcome).name} {asks} {exact_share(cut.at_least)} of 100."
    also = {cut.outcome for cut in policy.cuts}
    for profile in policy.profiles:
        word = "also asks for" if profile.outcome in also else "asks for"
        text = f"{policy.outcome(profile.outcome).name} {word} {profile_words(profile, rubric.top)}."
        yield f"policy.profiles.{profile.id}", text
    if policy.profiles:
        yield "policy.outcomes", "Outcomes are tried in their order, best first; the first one that is reached counts."
    name = policy.outcome(policy.below).name
    ladder = policy.cuts or policy.profiles
    yield "policy.below", f"{name} {below_words(policy)}." if ladder else f"{name} wherever no gate says otherwise."


def _adopted(rubric: Rubric) -> Iterator[tuple[str, str]]:
    adopted = rubric.policy.adopted
    what = "cuts and profiles" if rubric.policy.profiles else "cuts"
    text = f"The {what} were adopted: {adopted}" if adopted else f"Nobody has adopted the {what} yet"
    yield "policy.adopted", text if text.endswith(".") else f"{text}."


def _recommended(rubric: Rubric) -> Iterator[tuple[str, str]]:
    for one in rubric.policy.recommended:
        name = rubric.policy.outcome(one.outcome).name
        reason = f" {' '.join(one.reason.split())}" if one.reason.strip() else ""
        text = f"Recommended, which decides nothing: {name} from {exact_share(one.at_least)} of 100 ({one.method}).{reason}"
        yield "policy.recommended", text


def _outcomes(rubric: Rubric) -> Iterator[tuple[str, str]]:
    for outcome in rubric.policy.outcomes:
        text = f'The outcome {outcome.name} tells its reader: "{outcome.wording}"'
        yield f"policy.outcomes.{outcome.id}.wording", text
