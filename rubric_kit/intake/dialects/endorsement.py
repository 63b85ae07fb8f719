"""Endorsements: who speaks for a badge, and whether that word is signed. The comment is not kept; it may be about a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from rubric_kit.errors import InputError
from rubric_kit.intake.containers import jwt
from rubric_kit.intake.dialects.achievement import SELF_ISSUED, issuer_name
from rubric_kit.intake.dialects.earner import Earner
from rubric_kit.intake.dialects.node import Node, many
from rubric_kit.intake.dialects.proof_check import ProofCheck, cannot_check
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.model import Endorsement, Verification

NOT_NAMED = "(not named in the file)"
"""Stands in for the endorser where the endorsement is only an address or names nobody."""
MOST_ENDORSEMENTS = 50
"""Most endorsements that are kept with one badge."""
_MOST_CHECKED = 10
_KEYS = ("endorsement", "endorsementJwt")

About = Literal["award", "badge", "issuer"]


def endorsements(places: Iterable[tuple[About, Node | None]], proofs: ProofCheck, earner: Earner) -> tuple[Endorsement, ...]:
    """Read the endorsements that stand in an award, its badge and its issuer."""
    found: list[Endorsement] = []
    for about, value, node in _values(places):
        if len(found) == MOST_ENDORSEMENTS:
            node.remarks.add(
                "RKB026", f"Of the endorsements the first {MOST_ENDORSEMENTS} were read.", path=node.place("endorsement")
            )
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
    profile = endorser_profile(document, remarks)
    if earner.is_also(profile):
        return SELF_ISSUED
    return issuer_name(profile) or NOT_NAMED


def endorser_profile(document: Mapping[str, Any], remarks: Remarks) -> Node:
    """Return the profile of who endorses; of a bare id nothing else is known."""
    inner = document.get("vc")
    node = Node(inner if isinstance(inner, Mapping) else document, "endorsement", remarks)
    profiles = node.nodes("issuer")
    return profiles[0] if profiles else Node({"id": node.claim("issuer")}, "endorsement.issuer", remarks)
