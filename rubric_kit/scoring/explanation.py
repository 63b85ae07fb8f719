"""A decision in plain sentences, in the order in which a person would ask: what, why, what is missing, what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from rubric_kit.model import Decision, Rubric, interval_text, share_text, visible
from rubric_kit.scoring.ladder import ladder
from rubric_kit.scoring.settling_words import settling_sentence


def explanation(rubric: Rubric, decision: Decision, label: str) -> tuple[str, ...]:
    """Return the decision on one badge as plain sentences.

    Parameters
    ----------
    rubric : Rubric
        The version that decided.
    decision : Decision
        What `decide` returned, with its settlers and flips if those are to be told.
    label : str
        What the badge is called for people.

    Returns
    -------
    tuple of str
        The outcome and its wording, each rule that was looked at, what is missing and what would settle it, the single levels
        that would change the decision, and the version with its weights.
    """
    return tuple(
        visible(sentence)
        for part in (
            _outcome(rubric, decision, label),
            (step.sentence for step in decision.trace),
            _missing(rubric, decision),
            _flips(rubric, decision),
            _rule_book(rubric),
        )
        for sentence in part
    )


def _outcome(rubric: Rubric, decision: Decision, label: str) -> Iterator[str]:
    score = f"{interval_text(decision.score)} of 100" if decision.score.full else "nothing to add up"
    if decision.outcome is not None:
        outcome = rubric.policy.outcome(decision.outcome)
        yield f"{label}: {outcome.name} ({score}). {outcome.wording}"
        return
    names = [rubric.policy.outcome(one).name for one in decision.possible]
    yield f"{label}: undetermined ({score}). What is missing leaves open: {', '.join(names[:-1])} or {names[-1]}."


def _missing(rubric: Rubric, decision: Decision) -> Iterator[str]:
    sentence = settling_sentence(rubric, decision)
    if sentence:
        yield sentence


def _flips(rubric: Rubric, decision: Decision) -> Iterator[str]:
    for flip in decision.flips:
        criterion = rubric.criterion(flip.criterion)
        names = [level.name for one in (flip.from_level, flip.to_level) if (level := criterion.level(one))]
        yield f"{criterion.name} from {names[0]} to {names[1]} would make it {rubric.policy.outcome(flip.outcome).name}."
    if decision.outcome is not None and not decision.flips and ladder(rubric.policy):
        yield "No change of a single level would change this decision."


def _rule_book(rubric: Rubric) -> Iterator[str]:
    yield f"Decided by {rubric.title}, version {rubric.version} ({rubric.fingerprint[:8]}). Weights: {weights_text(rubric)}."


def weights_text(rubric: Rubric) -> str:
    """Write the weights as "Criteria clarity 25, Learning evidence 25, ..." in points of 100."""
    return ", ".join(f"{criterion.name} {share_text(criterion.weight).removesuffix('.0')}" for criterion in rubric.criteria)
