"""Open Badges 2.0: assertions and badge classes. Only named fields are copied; nothing of the recipient is among them."""

from __future__ import annotations

from collections.abc import Mapping

from rubric_kit.intake import achievement
from rubric_kit.intake.award import Award, cannot_check, no_proof
from rubric_kit.intake.earner import Earner
from rubric_kit.intake.evidence import NO_AWARD, award_evidence
from rubric_kit.intake.kind import badge_kind
from rubric_kit.intake.neighbours import CLASS_TYPES, LIST_TYPES, PROFILE_TYPES
from rubric_kit.intake.node import Node, plain_text
from rubric_kit.model import Badge, Verification

_HOSTED = "a hosted badge is checked by asking its issuer's server, and nothing is fetched here"
_CLASS_ONLY = "a badge class describes a badge and is no award, so there is nothing to prove"


def read_assertion(award: Award) -> Badge | None:
    """Read an assertion with its badge class and issuer, or return None with the reason among the remarks."""
    assertion = award.node
    badge_class = _badge_class(award)
    if badge_class is None:
        return None
    profile = _profile(badge_class, award)
    badge = None if profile is None else _badge(award, badge_class, profile, Earner.of_assertion(assertion))
    if badge is None or profile is None:
        _no_issuer(badge_class)
        return None
    if badge.revoked:
        assertion.remarks.add("RKB038", "The file says that the award was revoked.", path="revoked")
    revoked = _is_listed(assertion.id, profile, award)
    return badge.replace(
        evidence=award_evidence(assertion),
        endorsements=achievement.endorsements(assertion, badge_class, profile),
        valid_from=assertion.day("issuedOn", "issued_on"),
        valid_until=assertion.day("expires"),
        revoked=badge.revoked or revoked,
        verification=_verification(award),
    )


def read_badge_class(award: Award) -> Badge | None:
    """Read a badge class that was given without an award."""
    badge_class = award.node
    profile = _profile(badge_class, award)
    badge = None if profile is None else _badge(award, badge_class, profile, Earner())
    if badge is None:
        _no_issuer(badge_class)
    else:
        badge_class.remarks.add("RKB041", "The file describes a badge; it is no award of it.")
    return badge


def _no_issuer(badge_class: Node) -> None:
    message = "The badge names no issuer; without one it cannot be weighed."
    badge_class.remarks.add("RKB022", message, path=badge_class.place("issuer"))


def _badge(award: Award, badge_class: Node, profile: Node, earner: Earner) -> Badge | None:
    issuer = achievement.issuer(profile, earner)
    if issuer is None:
        return None
    narrative, address = achievement.criteria(badge_class)
    tags = badge_class.lines("tags")
    return Badge(
        key=award.sha256,
        claimed_id=badge_class.claim("id", "@id"),
        name=achievement.name(badge_class),
        kind=badge_kind(None, (*tags, *badge_class.types)),
        description=badge_class.text("description"),
        criteria_narrative=narrative,
        criteria_url=address,
        issuer=issuer,
        alignments=achievement.alignments(badge_class),
        evidence=NO_AWARD,
        endorsements=achievement.endorsements(badge_class, profile),
        language=badge_class.line("@language", "inLanguage"),
        tags=tags,
        revoked=award.node.value.get("revoked") is True,
        verification=no_proof(reason=_CLASS_ONLY),
        source=award.source("OB 2.0"),
    )


def _badge_class(award: Award) -> Node | None:
    value = award.node.value.get("badge")
    path = award.node.place("badge")
    if isinstance(value, Mapping) and len(value) > 1:
        return Node(value, path, award.node.remarks)
    reference = Node(value, path, award.node.remarks).id if isinstance(value, Mapping) else plain_text(value)
    found = award.neighbours.find(reference, CLASS_TYPES, award.node.remarks, path) if reference else None
    if found is not None:
        return Node(found, path, award.node.remarks)
    what = (
        "The award points to its badge class, which is not among the files." if reference else "The award names no badge class."
    )
    award.node.remarks.add("RKB021", what, path=path)
    return None


def _profile(badge_class: Node, award: Award) -> Node | None:
    value = badge_class.value.get("issuer")
    path = badge_class.place("issuer")
    if isinstance(value, Mapping) and set(value) - {"id", "@id", "type", "@type"}:
        return Node(value, path, badge_class.remarks)
    reference = Node(value, path, badge_class.remarks).id if isinstance(value, Mapping) else plain_text(value)
    if not reference:
        return None
    found = award.neighbours.find(reference, PROFILE_TYPES, badge_class.remarks, path)
    return Node({"id": reference} if found is None else found, path, badge_class.remarks)


def _is_listed(assertion_id: str, profile: Node, award: Award) -> bool:
    """Look the award up in the revocation list that its issuer names, if that list is among the files."""
    reference = profile.claim("revocationList")
    found = award.neighbours.find(reference, LIST_TYPES, profile.remarks, profile.place("revocationList")) if reference else None
    if found is None or not assertion_id:
        return False
    entries = Node(found, "", profile.remarks).value.get("revokedAssertions")
    for entry in entries if isinstance(entries, list) else []:
        listed = Node(entry, "", profile.remarks).id if isinstance(entry, Mapping) else plain_text(entry)
        if listed == assertion_id:
            profile.remarks.add("RKB036", "The issuer's revocation list among the files names this award.")
            return True
    return False


def _verification(award: Award) -> Verification:
    stated = {word.lower() for key in ("verification", "verify") for one in award.node.nodes(key) for word in one.types}
    if award.opened.token:
        return cannot_check("signed") if award.opened.signed else no_proof("signed", "the token says that it is not signed")
    if stated & {"hosted", "hostedbadge"}:
        return cannot_check("hosted", _HOSTED)
    if stated & {"signed", "signedbadge"}:
        return no_proof("signed", "the file says that it is signed and carries no signature")
    return no_proof()
