"""Endorsements: who speaks for a badge, and whether that word is signed. The comment is not kept; it may be about a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.intake.containers import jwt
from rubric_kit.intake.dialects.achievement import SELF_ISSUED, issuer_name
from rubric_kit.intake.dialects.earner import Earner, names_in
from rubric_kit.intake.dialects.node import Node, many
from rubric_kit.intake.dialects.proof_check import ProofCheck, cannot_check
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.model import Badge, Endorsement, Verification

NOT_NAMED = "(not named in the file)"
"""Stands in for the endorser where the endorsement is only an address or names nobody."""
_MOST = 50
_MOST_CHECKED = 10
_KEYS = ("endorsement", "endorsementJwt")

About = Literal["award", "badge", "issuer"]


def endorsements(places: Iterable[tuple[About, Node | None]], proofs: ProofCheck, earner: Earner) -> tuple[Endorsement, ...]:
    """Read the endorsements that stand in an award, its badge and its issuer."""
    found: list[Endorsement] = []
    for about, value, node in _values(places):
        if len(found) == _MOST:
            node.remarks.add("RKB026", f"Of the endorsements the first {_MOST} were read.", path=node.place("endorsement"))
            break
        document = _document(value, node.remarks)
        verification = _verification(value, proofs) if len(found) < _MOST_CHECKED else None
        found.append(
            Endorsement(
                endorser=NOT_NAMED if document is None else _endorser(document, node.remarks, earner),
                about=about,
                outcome=(verification or cannot_check("none", "more endorsements than are checked")).outcome,
            )
        )
    return tuple(found)


class LoneEndorsement(NamedTuple):
    """An endorsement that came as a file of its own."""

    subject: str
    """The id that it speaks for. It may be an award's, so it is compared and forgotten."""
    endorser: str
    verification: Verification
    names: frozenset[str]
    """How the endorser is named; compared with the earner and forgotten."""

    def about(self, badge: Badge) -> About | None:
        """Tell what of a badge it speaks for, if anything."""
        if not self.subject:
            return None
        if self.subject == badge.claimed_id:
            return "badge"
        return "issuer" if self.subject == badge.issuer.claimed_id else None


def lone_endorsement(node: Node, verification: Verification) -> LoneEndorsement:
    """Read an endorsement that is no part of a badge."""
    subjects = node.nodes("credentialSubject", "claim")
    subject, profile = subjects[0].id if subjects else "", _endorser_profile(node.value, node.remarks)
    return LoneEndorsement(subject, issuer_name(profile) or NOT_NAMED, verification, frozenset(names_in(profile)))


def with_endorsements(badge: Badge, lone: Iterable[LoneEndorsement], earner: Earner) -> Badge:
    """Return the badge with the endorsements among the files that speak for it or for its issuer."""
    more = tuple(
        Endorsement(
            endorser=SELF_ISSUED if earner.is_one_of(one.names) else one.endorser, about=about, outcome=one.verification.outcome
        )
        for one in lone
        if (about := one.about(badge)) is not None
    )
    return badge.replace(endorsements=badge.endorsements + more) if more else badge


def _values(places: Iterable[tuple[About, Node | None]]) -> Iterator[tuple[About, Any, Node]]:
    for about, node in places:
        if node is not None:
            for key in _KEYS:
                for value in many(node.value.get(key)):
                    if value:
                        yield about, value, node


def _document(value: Any, remarks: Remarks) -> Mapping[str, Any] | None:
    if isinstance(value, Mapping):
        return value
    if not isinstance(value, str) or not jwt.looks_like_token(value.encode("utf-8", "replace")):
        return None
    try:
        token = jwt.decoded(value.encode(), Remarks(remarks.where))
    except InputError:
        return None
    return token.payload if token is not None and isinstance(token.payload, Mapping) else None


def _verification(value: Any, proofs: ProofCheck) -> Verification:
    if isinstance(value, Mapping):
        return proofs.document(value)
    text = value.encode("utf-8", "replace") if isinstance(value, str) else b""
    if jwt.looks_like_token(text):
        return proofs.token(text, signed=True)
    return cannot_check("hosted", "the endorsement is only an address")


def _endorser(document: Mapping[str, Any], remarks: Remarks, earner: Earner) -> str:
    profile = _endorser_profile(document, remarks)
    if earner.is_also(profile):
        return SELF_ISSUED
    return issuer_name(profile) or NOT_NAMED


def _endorser_profile(document: Mapping[str, Any], remarks: Remarks) -> Node:
    inner = document.get("vc")
    node = Node(inner if isinstance(inner, Mapping) else document, "endorsement", remarks)
    profiles = node.nodes("issuer")
    return profiles[0] if profiles else Node({"id": node.claim("issuer")}, "endorsement.issuer", remarks)
