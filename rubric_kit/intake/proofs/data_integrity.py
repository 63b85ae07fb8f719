"""Data Integrity proofs inside a JSON-LD document: eddsa-rdfc-2022, ecdsa-rdfc-2019 and Ed25519Signature2020.

What is signed is not the text of the file but the RDF it stands for: SHA-256 over the canonical N-Quads of the proof's own
statements, then over those of the document without its proofs (W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.2, and
ECDSA Cryptosuites 1.0, section 3.2). Names that no context defines stand for nothing in RDF: they are told as unsigned.

A suite that is not known, a context or a key that is not at hand gives "cannot check", never "invalid".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rubric_kit.intake.proofs.keys import Find, FoundKey, anchor, found_key, id_of, many
from rubric_kit.intake.proofs.multikey import UnusableKeyError, multibase_decoded
from rubric_kit.intake.proofs.plain_names import has_plain_names
from rubric_kit.intake.proofs.suites import Suite, suite_of
from rubric_kit.model import ProofOutcome, Verification, visible

if TYPE_CHECKING:
    from rubric_kit.intake.proofs.canonical import Canonical
    from rubric_kit.intake.proofs.multikey import PublicKey

_MOST_PROOFS = 10
_LONGEST_PROOF = 10_000
_ASSERTION = frozenset({"assertionMethod", "https://w3id.org/security#assertionMethod"})
_VALID, _INVALID, _CANNOT = ProofOutcome.VALID, ProofOutcome.INVALID, ProofOutcome.CANNOT_CHECK
_DOES_NOT_FIT = "The signature does not fit: the badge was changed after signing, or another key signed."
_OWN_NAMES = "The file gives names a meaning of its own or hides fields, so its signature may not cover what is read."


class _Fault(Exception):  # noqa: N818  it never leaves this module
    """Why a proof is not valid, or cannot be told to be."""

    def __init__(self, outcome: ProofOutcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


@dataclass(frozen=True)
class _Checked:
    """What came out for one proof."""

    method: str
    outcome: ProofOutcome
    reason: str
    key: FoundKey | None = None


class _Document:
    """The document without its proofs; its canonical form is worked out once, when the first proof asks for it."""

    def __init__(self, document: Mapping[str, Any], extra_contexts: Mapping[str, Any]) -> None:
        self._bare = {name: value for name, value in document.items() if name != "proof"}
        self._extra = extra_contexts
        self._canonical: Canonical | None = None
        self._fault: _Fault | None = None

    @property
    def canonical(self) -> Canonical:
        if self._canonical is None:
            self._canonical = self._of(self._bare)
        return self._canonical

    @functools.cached_property
    def has_plain_names(self) -> bool:
        return has_plain_names(self._bare)

    @property
    def unsigned(self) -> tuple[str, ...]:
        if self._canonical is None:
            return ()
        from rubric_kit.intake.proofs.canonical import OTHER_NAME
        from rubric_kit.intake.proofs.contexts import vocabulary

        # A name that no standard knows can be anything, a person's as well.
        return tuple(sorted({name if name in vocabulary() else OTHER_NAME for name in self._canonical.dropped}))

    def signed_bytes(self, proof: Mapping[str, Any], suite: Suite) -> Iterator[bytes]:
        """Give what the signature was made over: the hash of the proof's statements, then that of the document.

        The proof's names are read with the document's contexts. Some older software read them with those of the proof, where
        it has its own; that is the second form. Definitions written into a proof are never used.
        """
        statements = {name: value for name, value in proof.items() if name not in {"proofValue", "@context"}}
        contexts = [self._bare.get("@context", [])]
        own = many(proof.get("@context"))
        if own and own != many(contexts[0]) and all(isinstance(one, str) for one in own):
            contexts.append(own)
        for context in contexts:
            yield suite.hashed(self._of({"@context": context, **statements}).nquads) + suite.hashed(self.canonical.nquads)

    def _of(self, value: Mapping[str, Any]) -> Canonical:
        """Work out a canonical form. What stopped one proof stops the next ones too: none costs the same time again."""
        if self._fault is not None:
            raise self._fault
        try:
            return _canonical(value, self._extra)
        except _Fault as fault:
            self._fault = fault
            raise


def _canonical(value: Mapping[str, Any], extra_contexts: Mapping[str, Any]) -> Canonical:
    from rubric_kit.intake.proofs.canonical import NotCanonical, TooComplex, canonical_nquads
    from rubric_kit.intake.proofs.loader import ContextMissing

    try:
        return canonical_nquads(value, extra_contexts=extra_contexts)
    except ContextMissing as error:
        raise _Fault(_CANNOT, f"The JSON-LD context {_address(error.url)} is not at hand.") from None
    except TooComplex:
        raise _Fault(_CANNOT, "The badge is too tangled to be brought into its signed form in time.") from None
    except NotCanonical:
        raise _Fault(_CANNOT, "The badge is not whole JSON-LD, so its signed form cannot be worked out.") from None


def check_document(
    document: Mapping[str, Any], *, find: Find, extra_contexts: Mapping[str, Any], issuer: str | None = None
) -> Verification:
    """Check the proofs that a document carries.

    All proofs of a set must hold. A proof that cannot be checked does not spoil the others: the outcome is theirs, and the
    reason names it.

    Parameters
    ----------
    document : mapping
        The document with its `proof`, as it stood in the file.
    find : Find
        Looks a claimed id up among the documents supplied with the badge.
    extra_contexts : mapping
        JSON-LD contexts by address, beside those that are built in.
    issuer : str, optional
        Id of the issuer as the badge's reader takes it, to which the key must be bound; without it, the document's own.

    Returns
    -------
    Verification
        The outcome; whether the key is bound to the issuer; which names the signature does not cover.
    """
    proofs = many(document.get("proof"))
    if not proofs:
        return Verification(outcome=ProofOutcome.NO_PROOF, method="none", reason="The badge carries no signature.")
    if len(proofs) > _MOST_PROOFS:
        reason = f"The badge carries {len(proofs):,} proofs; at most {_MOST_PROOFS} are checked."
        return Verification(outcome=_CANNOT, method="Data Integrity", reason=reason)
    prepared = _Document(document, extra_contexts)
    checked = [_check_proof(proof, prepared, find) for proof in proofs]
    return _together(checked, prepared, id_of(document.get("issuer")) if issuer is None else issuer, find)


def signers(document: Mapping[str, Any], *, find: Find, extra_contexts: Mapping[str, Any]) -> list[PublicKey]:
    """Return the keys whose signatures on the document hold; none if any of its proofs is invalid."""
    proofs = many(document.get("proof"))[:_MOST_PROOFS]
    prepared = _Document(document, extra_contexts)
    checked = [_check_proof(proof, prepared, find) for proof in proofs]
    if any(one.outcome is _INVALID for one in checked):
        return []
    return [one.key.key for one in checked if one.key]


def _together(checked: list[_Checked], document: _Document, issuer: str, find: Find) -> Verification:
    """Make one outcome of those of all proofs."""
    by_outcome = {outcome: [one for one in checked if one.outcome is outcome] for outcome in (_INVALID, _VALID, _CANNOT)}
    outcome, deciding = next((outcome, found) for outcome, found in by_outcome.items() if found)
    method = _line(" and ".join(dict.fromkeys(one.method for one in deciding)))
    reason = deciding[0].reason
    if outcome is not _VALID:
        return Verification(outcome=outcome, method=method, reason=_line(reason))
    if by_outcome[_CANNOT]:
        other = by_outcome[_CANNOT][0]
        reason = f"{reason} Another proof, {other.method}, was not checked: {other.reason}"
    bound = [anchor(one.key, issuer, find) for one in deciding if one.key]
    anchored, why = next((one for one in bound if one[0]), bound[0])
    return Verification(
        outcome=outcome, method=method, reason=_line(reason), anchored=anchored, anchor=why, unsigned=document.unsigned
    )


def _check_proof(proof: Any, document: _Document, find: Find) -> _Checked:
    if not isinstance(proof, Mapping):
        return _Checked("Data Integrity", _INVALID, "The proof is not an object, so it proves nothing.")
    method, suite = suite_of(proof)
    try:
        key = _named_key(proof, method, suite, find)
        _check_signature(proof, method, suite, key, document)
    except UnusableKeyError as error:
        return _Checked(method, _INVALID if error.broken else _CANNOT, error.reason)
    except _Fault as fault:
        return _Checked(method, fault.outcome, fault.reason)
    return _Checked(method, _VALID, "The signature fits the badge and the key." + _end_date(proof), key)


def _named_key(proof: Mapping[str, Any], method: str, suite: Suite | None, find: Find) -> FoundKey:
    """Return the key of a proof that can be checked here and was made to issue a badge."""
    if suite is None:
        raise _Fault(_CANNOT, f"Proofs of the kind {method} are not checked here.")
    if proof.get("previousProof"):
        raise _Fault(_CANNOT, "The proof builds on another one (previousProof); such chains are not checked here.")
    if not (set(map(id_of, many(proof.get("proofPurpose")))) & _ASSERTION):
        raise _Fault(_INVALID, "The proof was not made to issue a badge: its proofPurpose is not assertionMethod.")
    return found_key(proof.get("verificationMethod"), find)


def _check_signature(proof: Mapping[str, Any], method: str, suite: Suite | None, key: FoundKey, document: _Document) -> None:
    fitted = suite.for_key(key.key) if suite else None
    if fitted is None:
        raise _Fault(_INVALID, f"The key is not of the kind that {method} signs with.")
    signature = _signature(proof)
    if len(str(proof)) > _LONGEST_PROOF:
        raise _Fault(_CANNOT, "The proof is longer than any proof needs to be, so it is not checked.")
    if len(signature) != fitted.signature_bytes:
        raise _Fault(_INVALID, "The signature is not whole: its proofValue cannot be decoded.")
    if not document.has_plain_names:
        raise _Fault(_CANNOT, _OWN_NAMES)
    if not any(fitted.verifies(key.key, signature, signed) for signed in document.signed_bytes(proof, fitted)):
        raise _Fault(_INVALID, _DOES_NOT_FIT)


def _signature(proof: Mapping[str, Any]) -> bytes:
    """Return the signature's bytes, empty where there are none: both families of suites write base 58."""
    text = proof.get("proofValue")
    try:
        return multibase_decoded(text) if isinstance(text, str) and text.startswith("z") else b""
    except ValueError:
        return b""


def _end_date(proof: Mapping[str, Any]) -> str:
    return " The proof names an end date of its own, which is not judged here." if "expires" in proof else ""


def _address(url: str) -> str:
    """Return a context's address as it may stand in a reason: one line, hidden characters spelled out, not too long.

    Only what is a web address is quoted, and of that neither a user's name nor a query.
    """
    found = re.fullmatch(r"(https?://)(?:[^/?#@]*@)?([^?#@\s]+)(?:[?#].*)?", url, re.DOTALL)
    if found is None:
        return "that it names by no web address"
    shown = visible(found[1] + found[2])
    return shown if len(shown) <= 200 else shown[:199] + "…"


def _line(text: str) -> str:
    return text if len(text) <= 400 else text[:399] + "…"
