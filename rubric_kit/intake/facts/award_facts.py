"""Facts about the award and about the badge as a whole: kind, evidence, levels, proof, dates, status, completeness."""

from __future__ import annotations

import re
from datetime import date

from rubric_kit.intake.dialects.achievement import NO_NAME
from rubric_kit.intake.facts.criteria_facts import english
from rubric_kit.intake.facts.observation import Observation, absent, counted, present, unknown
from rubric_kit.intake.facts.statements import Amount, StatedLevel, amounts, bare_amount, stated_level
from rubric_kit.model import AwardStatus, Badge, FactState, ProofOutcome

_PROOF_STATES = {
    ProofOutcome.VALID: FactState.PRESENT,
    ProofOutcome.INVALID: FactState.PRESENT,
    ProofOutcome.CANNOT_CHECK: FactState.UNKNOWN,
    ProofOutcome.NO_PROOF: FactState.ABSENT,
}
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5}")


def kind(badge: Badge) -> Observation:
    """Tell what the badge recognises."""
    if badge.kind is None:
        return unknown("neither an achievement type nor a tag tells the kind")
    return present("told by the achievement type, or else by tags and types", values=(badge.kind.value,))


def evidence(badge: Badge) -> Observation:
    """Pass on what was seen of the evidence."""
    shown = badge.evidence
    number = None if shown.state is FactState.UNKNOWN else shown.count
    return Observation(shown.state, shown.basis, number, tuple(shown.kinds))


def level_scale(badge: Badge) -> Observation:
    """Count the rungs of the longest scale."""
    rungs = _rungs(badge)
    if badge.level_scales and not rungs:
        return present("the issuer names a scale and lists no rungs", number=0)
    return counted(rungs, "rungs of the issuer's longest scale", "the badge places the achievement on no scale")


def level_depth(badge: Badge) -> Observation:
    """Tell the level that the badge says it stands at, and how many levels there are."""
    stated = _stated_level(badge)
    steps = (stated.last if stated else None) or _rungs(badge) or None
    if stated is None and steps is None:
        return absent("neither name, tags nor description state a level, and there is no scale")
    basis = "stated in the name, a tag or the description" if stated else "no level is stated; the steps are those of the scale"
    return present(basis, number=steps, values=(stated.shown,) if stated else ())


def workload(badge: Badge) -> Observation:
    """Tell the hours or credits: from a field of their own, else from words in the texts."""
    if badge.workload:
        bare = bare_amount(badge.workload)
        return _stated_amounts(amounts(badge.workload) or ((bare,) if bare else ()), "stated in a field of its own")
    texts = {"criteria narrative": badge.criteria_narrative, "description": badge.description, "name": badge.name}
    for place, text in texts.items():
        found = amounts(text) if text else ()
        if found:
            return _stated_amounts(found, f"stated in the {place}")
    if not badge.criteria_narrative and badge.criteria_url:
        return unknown("no field states hours or credits, and the criteria are only an address, which is never opened")
    if not english(badge):
        return unknown("no field states hours or credits, and words are looked for in English only")
    return absent("neither a field nor the texts state hours or credits")


def endorsements(badge: Badge) -> Observation:
    """Count the endorsements, and say how many have a valid proof."""
    number = len(badge.endorsements)
    if not number:
        return absent("the file carries no endorsement", number=0)
    valid = sum(one.outcome is ProofOutcome.VALID for one in badge.endorsements)
    outcomes = tuple(sorted({one.outcome.value for one in badge.endorsements}))
    return present(f"endorsements in the file, {valid} of them with a valid proof", number=number, values=outcomes)


def proof(badge: Badge) -> Observation:
    """Pass on the outcome of the proof."""
    outcome = badge.verification.outcome
    return Observation(_PROOF_STATES[outcome], badge.verification.reason, None, (outcome.value,))


def anchored(badge: Badge) -> Observation:
    """Tell whether the key of the proof is bound to the issuer; that is not yet trust in the issuer."""
    bound = badge.verification.anchored
    if bound is None:
        return unknown(badge.verification.anchor or "no signature was found valid, so nothing is known about its key")
    if bound:
        return present(badge.verification.anchor or "the key is bound to the issuer that the badge names")
    return absent(badge.verification.anchor or "nothing binds the key to the issuer that the badge names")


def status(badge: Badge) -> Observation:
    """Tell whether the issuer has taken the award back, as far as the files at hand can tell."""
    if badge.status is AwardStatus.OK:
        return present("a list at hand does not name the award", values=("ok",))
    if badge.status is AwardStatus.REVOKED:
        return present("the file or a list at hand says that the award was taken back", values=("revoked",))
    if badge.status is AwardStatus.UNKNOWN:
        return unknown("only a list or server that is not at hand could tell", values=("unknown",))
    return absent("the badge names no place where its status could be looked up", values=("none",))


def language(badge: Badge) -> Observation:
    """Pass on the language tag, if it is one."""
    tag = badge.language
    if tag is None:
        return unknown("the badge states no language")
    if not _LANGUAGE_TAG.fullmatch(tag):
        return unknown("what the badge states as its language is no language tag")
    primary = tag.partition("-")[0].lower()
    return present("stated by the badge", values=tuple(dict.fromkeys((primary, tag))))


def expiry(badge: Badge, as_of: date | None) -> Observation:
    """Tell whether the badge expires, and on a given day whether it is in force."""
    if as_of is not None and badge.valid_from is not None and as_of < badge.valid_from:
        basis = f"valid from {badge.valid_from.isoformat()}, looked at on {as_of.isoformat()}"
        return present(basis, values=("not_yet_valid",))
    if badge.valid_until is None and "expires" in badge.fields:
        return unknown("the badge names an end of validity that cannot be read as a date")
    if badge.valid_until is None:
        return absent("the badge names no end of validity")
    if as_of is None:
        return present(f"valid until {badge.valid_until.isoformat()}", values=("expires",))
    word = "expired" if badge.valid_until < as_of else "in_force"
    return present(f"valid until {badge.valid_until.isoformat()}, looked at on {as_of.isoformat()}", values=(word,))


def completeness(badge: Badge) -> Observation:
    """Count the fields a reader needs, and name those that are missing."""
    filled = {
        "name": badge.name != NO_NAME,
        "kind": badge.kind is not None,
        "description": bool(badge.description),
        "criteria_narrative": bool(badge.criteria_narrative),
        "alignments": bool(badge.alignments),
        "evidence": badge.evidence.state in {FactState.PRESENT, FactState.WITHHELD},
        "issuer_url": badge.issuer.url is not None,
        "issuer_description": bool(badge.issuer.description),
        "issuer_contact": badge.issuer.has_contact,
        "valid_from": badge.valid_from is not None,
    }
    missing = tuple(field for field, there in filled.items() if not there)
    return present(
        f"fields that are filled, of {len(filled)} that a reader needs", number=len(filled) - len(missing), values=missing
    )


def _rungs(badge: Badge) -> int:
    return max((max(len(scale.levels), len(scale.allowed_values)) for scale in badge.level_scales), default=0)


def _stated_level(badge: Badge) -> StatedLevel | None:
    titles = (stated_level(text, title=True) for text in (badge.name, *badge.tags))
    return next((one for one in titles if one), None) or (
        stated_level(badge.description, title=False) if badge.description else None
    )


def _stated_amounts(found: tuple[Amount, ...], basis: str) -> Observation:
    """Give hours as a number where all that is stated in hours is whole; with several, the smallest is certain."""
    hours = [one.whole for one in found if one.unit == "hours"]
    whole = [one for one in hours if one is not None]
    number = min(whole) if hours and len(whole) == len(hours) else None
    words = tuple(dict.fromkeys(text for one in found for text in (one.unit, one.text) if text))
    return present(basis, number=number, values=words)
