"""`ProofCheck`: the bridge from the readers to `proofs`, which is loaded only when there is something to check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rubric_kit.intake.dialects.neighbours import Neighbours
from rubric_kit.intake.dialects.node import many
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.model import AwardStatus, ProofOutcome, Verification

_SAYS_UNSIGNED = "the token says that it is not signed"
_READ_HERE = frozenset(
    {
        "achievement",
        "achievementType",
        "alignment",
        "allowedValue",
        "awardedDate",
        "badge",
        "creator",
        "credentialStatus",
        "credentialSubject",
        "creditsAvailable",
        "criteria",
        "description",
        "evidence",
        "expirationDate",
        "expires",
        "inLanguage",
        "issuanceDate",
        "issuedOn",
        "issuer",
        "name",
        "narrative",
        "resultDescription",
        "resultType",
        "rubricCriterionLevel",
        "tag",
        "tags",
        "targetCode",
        "targetFramework",
        "targetName",
        "targetUrl",
        "validFrom",
        "validUntil",
    }
)
"""Names of fields that the readers copy from a badge; its own standard's contexts leave none of them out."""
_NOT_ASKED = "checking proofs was switched off"


@dataclass(frozen=True)
class ProofCheck:
    """Checks the proofs of one reading: with the documents at hand, and never with a network."""

    neighbours: Neighbours
    """Where keys, issuers' documents and status lists are looked up."""
    extra_contexts: Mapping[str, Any] = field(default_factory=dict)
    """JSON-LD contexts beyond the built-in ones, by address."""
    on: bool = True
    """Whether proofs are checked at all."""

    def document(self, document: Mapping[str, Any], *, issuer: str | None = None) -> Verification:
        """Check the proofs that stand inside a document; the issuer is whom its reader takes for it."""
        if not any(isinstance(one, Mapping) for one in many(document.get("proof"))):
            return no_proof()
        if not self.on:
            return cannot_check("Data Integrity", _NOT_ASKED)
        from rubric_kit.intake.proofs.data_integrity import check_document

        found = check_document(document, find=self.neighbours.by_id, extra_contexts=self.extra_contexts, issuer=issuer)
        loose = _READ_HERE.intersection(found.unsigned)
        if found.outcome is not ProofOutcome.VALID or not loose:
            return found
        # The signature is sound and says nothing about what is read here: anybody could have added that.
        reason = f"the signature does not cover parts that are read here: {', '.join(sorted(loose))}"
        return found.replace(outcome=ProofOutcome.CANNOT_CHECK, reason=reason, anchored=None, anchor=None)

    def token(self, token: bytes, *, signed: bool, issuer: str | None = None) -> Verification:
        """Check the signature of a compact token; the issuer is whom its reader takes for it."""
        if not signed:
            return no_proof("token", _SAYS_UNSIGNED)
        if not self.on:
            return cannot_check("token", _NOT_ASKED)
        from rubric_kit.intake.proofs.token_proof import check_token

        return check_token(token, find=self.neighbours.by_id, issuer=issuer)

    def status(self, credential: Mapping[str, Any], remarks: Remarks) -> AwardStatus:
        """Look up whether an Open Badges 3.0 award was taken back."""
        if not credential.get("credentialStatus"):
            return AwardStatus.NONE
        if not self.on:
            return AwardStatus.UNKNOWN
        from rubric_kit.intake.proofs.status_list import award_status

        status, reason = award_status(credential, find=self.neighbours.by_id, extra_contexts=self.extra_contexts)
        if status is AwardStatus.REVOKED:
            remarks.add("RKB036", "The issuer's status list among the files names this award.", path="credentialStatus")
        elif status is AwardStatus.UNKNOWN:
            remarks.add("RKB059", f"{reason[:1].upper()}{reason[1:].removesuffix('.')}.", path="credentialStatus")
        return status


def remark_proof(verification: Verification, remarks: Remarks) -> None:
    """Say what a person should know about a proof; one that is sound, missing or out of reach needs no remark."""
    if verification.outcome is ProofOutcome.INVALID:
        remarks.add("RKB050", f"The proof is not valid: {verification.reason.removesuffix('.')}.", path="proof")
    if verification.reason == _SAYS_UNSIGNED:
        remarks.add("RKB055", "The token has the form of a signed badge and no signature.", path="proof")
    if verification.outcome is ProofOutcome.VALID and verification.anchored is False:
        anchor = (verification.anchor or "nothing binds the key to the issuer").removesuffix(".")
        remarks.add("RKB057", f"The signature is valid; {anchor}.", path="proof")
    if verification.unsigned:
        named = ", ".join(verification.unsigned[:10])
        remarks.add("RKB058", f"The signature does not cover {len(verification.unsigned)} kinds of fields: {named}.")


def cannot_check(method: str, reason: str) -> Verification:
    """Say that there is a proof and nothing is known about it."""
    return Verification(outcome=ProofOutcome.CANNOT_CHECK, method=method, reason=reason)


_NONE = Verification(outcome=ProofOutcome.NO_PROOF, method="none", reason="the file carries no proof")


def no_proof(method: str = "none", reason: str = "the file carries no proof") -> Verification:
    """Say that there is nothing to check."""
    if method == "none" and reason == _NONE.reason:
        return _NONE
    return Verification(outcome=ProofOutcome.NO_PROOF, method=method, reason=reason)
