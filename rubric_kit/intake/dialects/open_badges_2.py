"""Open Badges 0.5 to 2.0: assertions and badge classes. Only named fields are copied; nothing of the recipient is among them."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any, TypeGuard

from rubric_kit.intake.dialects import achievement
from rubric_kit.intake.dialects.award import Award
from rubric_kit.intake.dialects.earner import Earner
from rubric_kit.intake.dialects.endorsement import endorsements
from rubric_kit.intake.dialects.evidence import NO_AWARD, award_evidence
from rubric_kit.intake.dialects.filled_fields import award_fields, definition_fields
from rubric_kit.intake.dialects.kind import badge_kind
from rubric_kit.intake.dialects.node import Node, plain_text
from rubric_kit.intake.dialects.proof_check import cannot_check, no_proof
from rubric_kit.intake.dialects.role import CLASS_TYPES, LIST_TYPES, PROFILE_TYPES, dialect_of_assertion
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.model import AwardStatus, Badge, Issuer, ProofOutcome, Verification

_HOSTED = "a hosted badge is checked by asking its issuer's server, and nothing is fetched here"
_OWN_FILE = "The signature covers the address of the badge class, not what stands in the file of the class."
_CLASS_ONLY = "a badge class describes a badge and is no award, so there is nothing to prove"


def read_assertion(award: Award, verification: Verification) -> Badge | None:
    """Read an assertion with its badge class and issuer, or return None with the reason among the remarks."""
    assertion = award.node
    badge_class = _badge_class(award)
    if badge_class is None:
        return None
    earner = Earner.of_assertion(assertion)
    profile = _profile(badge_class, award)
    issuer_of = None if profile is None else achievement.issuer(profile, earner, award.memory)
    if profile is None or issuer_of is None:
        _no_issuer(badge_class)
        return None
    verification = _as_far_as_signed(award, verification, achievement.claimed_issuer(profile) or "")
    return _badge(
        award,
        badge_class,
        issuer_of.issuer,
        evidence=award_evidence(assertion),
        endorsements=endorsements((("award", assertion), ("badge", badge_class), ("issuer", profile)), award.proofs, earner),
        fields=award_fields(assertion.value) | issuer_of.fields,
        valid_from=assertion.day("issuedOn", "issued_on"),
        valid_until=assertion.day("expires"),
        status=_status(award, profile, verification),
        verification=verification,
    )


def read_badge_class(award: Award) -> Badge | None:
    """Read a badge class that was given without an award."""
    badge_class = award.node
    profile = _profile(badge_class, award)
    issuer_of = None if profile is None else achievement.issuer(profile, Earner(), award.memory)
    if profile is None or issuer_of is None:
        _no_issuer(badge_class)
        return None
    badge_class.remarks.add("RKB041", "The file describes a badge; it is no award of it.")
    return _badge(
        award,
        badge_class,
        issuer_of.issuer,
        evidence=NO_AWARD,
        endorsements=endorsements((("badge", badge_class), ("issuer", profile)), award.proofs, Earner()),
        fields=issuer_of.fields,
        verification=no_proof(reason=_CLASS_ONLY),
    )


def assertion_proof(award: Award) -> Verification:
    """Tell what can be said about an assertion's proof: signed ones are checked, hosted ones can only be asked for."""
    if award.opened.token is not None:
        return award.proofs.token(award.opened.token, signed=award.opened.signed, issuer=_named_issuer(award))
    assertion = award.node
    stated = {word.lower() for key in ("verification", "verify") for one in assertion.nodes(key) for word in one.types}
    if stated & {"hosted", "hostedbadge"}:
        return cannot_check("hosted", _HOSTED)
    if stated & {"signed", "signedbadge"}:
        return no_proof("signed", "the file says that it is signed and carries no signature")
    # Open Badges 0.5 had no word for it: every badge was hosted.
    if dialect_of_assertion(assertion) == "OB 0.5":
        return cannot_check("hosted", _HOSTED)
    return award.proofs.document(assertion.value, issuer=_named_issuer(award))


def _named_issuer(award: Award) -> str:
    """Return the id of the issuer whom the assertion names, by its badge class: one in it, or one of exactly the stated id."""
    value = award.node.value.get("badge")
    if not _is_embedded(value):
        reference = _reference(value)
        found = award.neighbours.by_id(reference) if reference else None
        value = found if found is not None and Node(found, "", Remarks("")).id == reference else None
    stated = Node(value, "", Remarks("")).value.get("issuer") if isinstance(value, Mapping) else None
    if isinstance(stated, Mapping):
        return achievement.claimed_issuer(Node(stated, "", Remarks(""))) or ""
    return plain_text(stated)


def _as_far_as_signed(award: Award, verification: Verification, claimed: str) -> Verification:
    """Tell what a valid signature does not reach: a badge class in a file of its own, and an issuer that is only named there."""
    if verification.outcome is not ProofOutcome.VALID:
        return verification
    if verification.anchored and claimed != _named_issuer(award):
        verification = verification.replace(anchored=False, anchor="The issuer's profile among the files states another id.")
    if _is_embedded(award.node.value.get("badge")):
        return verification
    return verification.replace(anchor=f"{verification.anchor or ''} {_OWN_FILE}".strip())


def _is_embedded(badge: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(badge, Mapping) and len(badge) > 1


def _reference(value: Any) -> str:
    return Node(value, "", Remarks("")).id if isinstance(value, Mapping) else plain_text(value)


def _no_issuer(badge_class: Node) -> None:
    message = "The badge names no issuer; without one it cannot be weighed."
    badge_class.remarks.add("RKB022", message, path=badge_class.place("issuer"))


def _badge(award: Award, badge_class: Node, issuer: Issuer, *, fields: AbstractSet[str], **about_award: Any) -> Badge:
    stated, own_fields = award.memory.of(_stated, badge_class)
    return Badge(
        key=award.sha256,
        issuer=issuer,
        source=award.source(dialect_of_assertion(award.node)),
        fields=tuple(sorted(fields | own_fields)),
        **stated,
        **about_award,
    )


def _stated(badge_class: Node) -> tuple[dict[str, Any], frozenset[str]]:
    """Return what of a Badge the badge class alone decides, and the names of the fields it fills."""
    narrative, address = _criteria(badge_class)
    tags = badge_class.lines("tags")
    stated = {
        "claimed_id": badge_class.claim("id", "@id"),
        "name": achievement.name(badge_class),
        "kind": badge_kind(None, (*tags, *badge_class.types)),
        "description": badge_class.text("description"),
        "criteria_narrative": narrative,
        "criteria_url": address,
        "alignments": achievement.alignments(badge_class),
        "language": badge_class.line("@language", "inLanguage"),
        "tags": tags,
    }
    return stated, frozenset(definition_fields(badge_class.value))


def _criteria(badge_class: Node) -> tuple[str, str | None]:
    """Return criteria text and address; in 0.5 the address may be a path at the issuer's origin."""
    narrative, address = achievement.criteria(badge_class)
    issuer = badge_class.value.get("issuer")
    origin = plain_text(issuer.get("origin")) if isinstance(issuer, Mapping) else ""
    if origin and narrative.startswith("/") and " " not in narrative and address is None:
        return "", badge_class.clean_claim(origin.rstrip("/") + narrative, "criteria")
    return narrative, address


def _badge_class(award: Award) -> Node | None:
    value = award.node.value.get("badge")
    path = award.node.place("badge")
    if _is_embedded(value):
        return Node(value, path, award.node.remarks)
    reference = _reference(value)
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
    reference = _reference(value)
    if not reference:
        return None
    found = award.neighbours.find(reference, PROFILE_TYPES, badge_class.remarks, path)
    return Node({"id": reference} if found is None else found, path, badge_class.remarks)


def _status(award: Award, profile: Node, verification: Verification) -> AwardStatus:
    """Tell whether an assertion was taken back: by its own words, or by the list that its issuer names."""
    assertion = award.node
    if assertion.value.get("revoked") is True:
        assertion.remarks.add("RKB038", "The file says that the award was revoked.", path="revoked")
        return AwardStatus.REVOKED
    reference = profile.claim("revocationList")
    if not reference:
        # Of an issuer who is only an id nobody knows whether there is a list.
        only_an_id = not set(profile.value) - {"id", "@id", "type", "@type"}
        return AwardStatus.UNKNOWN if verification.method == "hosted" or only_an_id else AwardStatus.NONE
    found = award.neighbours.find(reference, LIST_TYPES, profile.remarks, profile.place("revocationList"))
    entries = None if found is None else found.get("revokedAssertions")
    own = {one for one in (assertion.id, plain_text(assertion.value.get("uid"))) if one}
    if not isinstance(entries, list) or not own:
        profile.remarks.add(
            "RKB059", "The issuer's revocation list is not among the files.", path=profile.place("revocationList")
        )
        return AwardStatus.UNKNOWN
    for entry in entries:
        node = Node(entry, "", profile.remarks) if isinstance(entry, Mapping) else None
        listed = {plain_text(entry)} if node is None else {node.id, plain_text(node.value.get("uid"))}
        if own & listed:
            profile.remarks.add("RKB036", "The issuer's revocation list among the files names this award.")
            return AwardStatus.REVOKED
    # A list that only bears the right file name says nothing by its silence.
    stated = Node(found or {}, "", profile.remarks).id
    return AwardStatus.OK if stated in {"", reference} else AwardStatus.UNKNOWN
