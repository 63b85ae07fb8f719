"""From a batch and past decisions to routes: rules first, then clear scores, and everything else to the panel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, Decision, Rubric, TraceStep, interval_text, share_text
from rubric_kit.scoring.answers import Answers
from rubric_kit.scoring.decision import decide
from rubric_kit.scoring.triage.past import PastDecision, Verdict, rule_outcomes, unclear_notes, usable_past, verdict
from rubric_kit.scoring.triage.promise import Promise, ground_of, misroutes, why_not, zones_of
from rubric_kit.scoring.triage.triaged import Destination, Route, Triage, past_words
from rubric_kit.scoring.triage.zones import Zone


def triage(
    rubric: Rubric,
    badges: Iterable[Badge],
    answers_by_badge: Mapping[str, Answers],
    past: Iterable[PastDecision],
    *,
    most_misroutes: int = 3,
    sure: int = 95,
) -> Triage:
    """Split a batch into clear acceptances, what is clearly not counted, and what the panel has to see.

    What a rule decides (a gate that is not passed, an award taken back, a false signature) is not counted by that rule and is
    no misroute. An undetermined decision always goes to the panel, and so does one on condition. Of the rest, a score that lies
    further beyond its cut than the past disagreements reach is routed by its side.

    The promise rests on one thing only: that the batch is like the past decisions, as if all had come in one pile and been dealt
    out. Past decisions must therefore come from the whole pile, not only from what the panel saw after an earlier triage.

    Parameters
    ----------
    rubric : Rubric
        The version to decide by.
    badges : iterable of Badge
        The batch; a badge that is among the past decisions is not routed once more.
    answers_by_badge : mapping of badge key to answers
        A badge without an entry counts as not rated.
    past : iterable of PastDecision
        What people decided, with scores by the same version.
    most_misroutes : int
        How many badges routed by their score may differ from what a panel would say.
    sure : int
        In how many of 100 such batches this is kept, 50 to 99.

    Returns
    -------
    Triage
        Where the data cannot carry it: with a `refusal`, and everything that no rule decides at the panel.

    Raises
    ------
    RecordError
        `most_misroutes` or `sure` is out of range.
    """
    if most_misroutes < 0:
        raise RecordError(f"the number of misroutes allowed is 0 or more, found {most_misroutes}", where="most_misroutes")
    if not 50 <= sure <= 99:
        raise RecordError(f"how sure to be is 50 to 99 of 100 batches, found {sure}", where="sure")
    usable = usable_past(rubric, past)
    promise = Promise(most_misroutes, Fraction(100 - sure, 100))
    decisions = [decide(rubric, badge, answers_by_badge.get(badge.key, {}), what_if=False) for badge in badges]
    held = {one.badge: route for one in decisions if (route := _held(rubric, one, usable.decided.get(one.badge)))}
    apart = _rules_told_apart(rubric, usable.rows)
    # Whoever is counted among the past must be counted in the batch as well, even if another reason sends it to the panel.
    pile = [one for one in decisions if one.badge not in usable.decided and not (apart and _failed_gate(one))]
    ground = ground_of(rubric.policy, usable, pile)
    refusal = why_not(ground, usable, promise)
    notes = usable.notes if ground is None else (*usable.notes, *unclear_notes(len(usable.rows) - len(ground.past)))
    zones, expected, interval = None, Fraction(0), (0, 0)
    if ground is not None and not refusal:
        zones = _with_routed(rubric, zones_of(ground, promise), [one for one in decisions if one.badge not in held])
        expected, interval = misroutes(zones, ground, promise)
        refusal = "" if any(zone.routed for zone in zones) else "no badge lies where the past decisions are clear."
    return Triage(
        rubric=rubric.fingerprint,
        routes=tuple(held.get(one.badge) or _route(rubric, one, zones, refused=bool(refusal)) for one in decisions),
        zones=zones,
        past=len(ground.past) if ground else 0,
        most_misroutes=most_misroutes,
        sure=sure,
        expected=expected,
        interval=interval,
        refusal=refusal,
        notes=notes,
    )


def _held(rubric: Rubric, decision: Decision, decided: PastDecision | None) -> Route | None:
    """Return the route of a badge whose score is not asked, or None."""
    if decided is not None:
        words = rubric.policy.outcome(decided.outcome).name if decided.outcome else decided.verdict.value.replace("_", " ")
        return Route(decision.badge, Destination.DECIDED, "people", decided.outcome or None, f"Decided already: {words}.")
    if decision.outcome is None:
        names = ", ".join(rubric.policy.outcome(one).name for one in decision.possible)
        reason = f"Undetermined, score {interval_text(decision.score)} of 100: still open are {names}."
        return Route(decision.badge, Destination.PANEL, "people", None, reason)
    gate = _failed_gate(decision)
    if gate is None:
        return None
    if verdict(rubric.policy, decision.outcome) is Verdict.NOT_COUNTED:
        return Route(decision.badge, Destination.NOT_COUNTED, "rule", decision.outcome, gate.sentence)
    return Route(decision.badge, Destination.PANEL, "people", decision.outcome, f"{gate.sentence} People have to look at it.")


def _failed_gate(decision: Decision) -> TraceStep | None:
    return next((step for step in decision.trace if step.rule == "gate" and step.result == "failed"), None)


def _rules_told_apart(rubric: Rubric, rows: Sequence[PastDecision]) -> bool:
    """Tell whether past decisions by a rule can be told from those by people, so that none is among the rows."""
    policy = rubric.policy
    ruled = {policy.revoked, policy.invalid_proof, *(gate.otherwise for gate in policy.gates)} - {None}
    return ruled <= rule_outcomes(policy) and all(row.outcome for row in rows)


def _with_routed(rubric: Rubric, zones: Sequence[Zone], decisions: Sequence[Decision]) -> tuple[Zone, Zone]:
    """Count what each zone routes: what lies in it, as long as the policy says the same."""
    accept, not_counted = (replace(zone, routed=sum(_goes_with(rubric, zone, one) for one in decisions)) for zone in zones)
    return accept, not_counted


def _goes_with(rubric: Rubric, zone: Zone, decision: Decision) -> bool:
    """Tell whether a zone routes a badge."""
    if zone.closed or decision.outcome is None or not zone.holds(*decision.score.ends):
        return False
    return verdict(rubric.policy, decision.outcome) is (Verdict.ACCEPTED if zone.accept else Verdict.NOT_COUNTED)


def _route(rubric: Rubric, decision: Decision, zones: Sequence[Zone] | None, *, refused: bool) -> Route:
    """Return the route of a badge whose decision is determined and by no rule."""
    score = f"Score {interval_text(decision.score)} of 100"
    for zone in zones or ():
        if _goes_with(rubric, zone, decision):
            to = Destination.ACCEPT if zone.accept else Destination.NOT_COUNTED
            where = f"{share_text(zone.threshold)} or more" if zone.accept else f"below {share_text(zone.threshold)}"
            return Route(decision.badge, to, "score", decision.outcome, f"{score}, {where}: {past_words(zone)}.")
    return Route(decision.badge, Destination.PANEL, "people", decision.outcome, _why_panel(rubric, decision, zones, refused))


def _why_panel(rubric: Rubric, decision: Decision, zones: Sequence[Zone] | None, refused: bool) -> str:
    score = f"Score {interval_text(decision.score)} of 100"
    if refused or zones is None or decision.outcome is None:
        return f"{score}. No triage could be made."
    zone = next((zone for zone in zones if zone.holds(*decision.score.ends)), None)
    if zone is not None and zone.closed:
        return f"{score}: clear, but {zone.closed}."
    if zone is not None or verdict(rubric.policy, decision.outcome) is Verdict.BETWEEN:
        return f"{score}: the policy says {rubric.policy.outcome(decision.outcome).name}, and people have to look at that."
    return f"{score}: too near to the cut, people decided otherwise there too often."
