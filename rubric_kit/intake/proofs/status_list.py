"""Whether an award was taken back, told from a status list among the files: bit lists and 1EdTech's list of ids.

A list counts only if its issuer is the badge's, and its own proof holds and is that issuer's: anybody can write a list that
names a badge, or leaves it out. Everything else gives "unknown" with the reason.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rubric_kit.intake.proofs.data_integrity import check_document, signers
from rubric_kit.intake.proofs.keys import Find, document_at_hand, id_of, many
from rubric_kit.intake.proofs.multikey import base64url_decoded
from rubric_kit.model import AwardStatus, ProofOutcome

_LARGEST_LIST = 16 * 1024 * 1024
"""Bytes of an unpacked list: 134 million awards, a thousand times the smallest allowed list."""
_MOST_ENTRIES = 10
_INDEX = re.compile(r"[0-9]{1,12}")
_PURPOSES = frozenset({"revocation", "suspension"})
_BIT_LISTS = {"BitstringStatusListEntry": "BitstringStatusList", "StatusList2021Entry": "StatusList2021"}
_ID_LIST = "1EdTechRevocationList"
# Only what has the shape of such a name is quoted.
_WORD = re.compile(r"[A-Za-z0-9]{2,30}(?:Entry|List|Status)(?:20[0-9]{2})?")
_OK, _REVOKED, _UNKNOWN = AwardStatus.OK, AwardStatus.REVOKED, AwardStatus.UNKNOWN
Told = tuple[AwardStatus, str]


class _Untold(Exception):  # noqa: N818  it never leaves this module
    """Why an entry tells nothing."""


@dataclass(frozen=True)
class _Award:
    """The credential whose status is asked for, and what may be looked at."""

    credential: Mapping[str, Any]
    find: Find
    extra_contexts: Mapping[str, Any]


def award_status(credential: Mapping[str, Any], *, find: Find, extra_contexts: Mapping[str, Any]) -> Told:
    """Tell what the status lists at hand say about an award.

    Parameters
    ----------
    credential : mapping
        The credential, with its proof where it has one inside.
    find : Find
        Looks a claimed id up among the documents supplied with the badge.
    extra_contexts : mapping
        JSON-LD contexts by address, beside those that are built in.

    Returns
    -------
    AwardStatus, str
        The status and the reason in one sentence. Taken back by one list is taken back; "ok" needs every list to say so.
    """
    entries = many(credential.get("credentialStatus"))
    if not entries:
        return AwardStatus.NONE, "The badge names no list that could tell whether it was taken back."
    # Entries that serve something else, such as messages or refreshing, say nothing about taking back where others do.
    entries = [entry for entry in entries if not _is_for_something_else(entry)] or entries
    award = _Award(credential, find, extra_contexts)
    told = [_entry_status(entry, award) for entry in entries[:_MOST_ENTRIES]]
    if len(entries) > _MOST_ENTRIES:
        told.append((_UNKNOWN, f"The badge names {len(entries):,} status lists; at most {_MOST_ENTRIES} are looked at."))
    return next(one for status in (_REVOKED, _UNKNOWN, _OK) for one in told if one[0] is status)


def _is_for_something_else(entry: Any) -> bool:
    # A purpose that is no plain word could be any purpose: such an entry is not passed over.
    purpose = entry.get("statusPurpose") if isinstance(entry, Mapping) else None
    return isinstance(purpose, str) and purpose not in _PURPOSES


def _entry_status(entry: Any, award: _Award) -> Told:
    try:
        return _told(entry, award)
    except _Untold as reason:
        return _UNKNOWN, str(reason)


def _told(entry: Any, award: _Award) -> Told:
    if not isinstance(entry, Mapping):
        raise _Untold("The badge's status entry is not an object.")
    kinds = [kind for kind in many(entry.get("type", entry.get("@type"))) if isinstance(kind, str)]
    bit_list = next((_BIT_LISTS[kind] for kind in kinds if kind in _BIT_LISTS), None)
    if bit_list:
        return _bit_status(entry, _subject(_list_at_hand(entry.get("statusListCredential"), award), bit_list))
    if _ID_LIST in kinds:
        return _id_status(id_of(award.credential), _list_at_hand(id_of(entry), award))
    word = next((kind for kind in kinds if _WORD.fullmatch(kind)), "")
    raise _Untold(f"Status lists of the kind {word} are not read here." if word else "The status entry names no kind of list.")


def _list_at_hand(address: Any, award: _Award) -> Mapping[str, Any]:
    """Return the list, if it is among the files and its proof shows that the badge's issuer made it.

    Raises
    ------
    _Untold
        It is not, or nothing shows who made it.
    """
    if not isinstance(address, str) or not address:
        raise _Untold("The badge's status entry names no list.")
    listed = document_at_hand(address, award.find)
    if listed is None:
        raise _Untold("The status list that the badge names is not among the files.")
    issuer = id_of(award.credential.get("issuer"))
    if not issuer or id_of(listed.get("issuer")) != issuer:
        raise _Untold("The status list among the files is not of the badge's issuer.")
    proof = check_document(listed, find=award.find, extra_contexts=award.extra_contexts)
    if proof.outcome is ProofOutcome.NO_PROOF:
        raise _Untold("The status list among the files is not signed, so anybody could have written it.")
    if proof.outcome is not ProofOutcome.VALID:
        raise _Untold(f"The status list among the files cannot be relied on: {proof.reason}"[:400])
    if proof.unsigned:
        raise _Untold("The status list among the files holds fields that its signature does not cover.")
    if not proof.anchored and not _same_signer(listed, award):
        raise _Untold("Nothing shows that the key which signed the status list among the files is the issuer's.")
    return listed


def _same_signer(listed: Mapping[str, Any], award: _Award) -> bool:
    """Tell whether one key signed both: whoever could sign the badge may say that it is taken back."""
    of_badge = signers(award.credential, find=award.find, extra_contexts=award.extra_contexts)
    return any(key in of_badge for key in signers(listed, find=award.find, extra_contexts=award.extra_contexts))


def _subject(listed: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    for subject in many(listed.get("credentialSubject")):
        if isinstance(subject, Mapping) and kind in many(subject.get("type", subject.get("@type"))):
            return subject
    raise _Untold("The status list among the files is not of the kind that the badge names.")


def _bit_status(entry: Mapping[str, Any], subject: Mapping[str, Any]) -> Told:
    purpose, index = entry.get("statusPurpose"), str(entry.get("statusListIndex"))
    if not isinstance(purpose, str) or purpose not in _PURPOSES:
        raise _Untold("The badge's status entry is for another purpose than revocation or suspension.")
    if purpose not in many(subject.get("statusPurpose")):
        raise _Untold("The status list among the files is for another purpose than the badge's entry.")
    if entry.get("statusSize", 1) != 1:
        raise _Untold("The status list uses more than one bit for an award, which is not read here.")
    if not _INDEX.fullmatch(index):
        raise _Untold("The badge's status entry has no whole number as its place in the list.")
    if not _bit(subject.get("encodedList"), int(index)):
        return _OK, "A signed status list of the issuer among the files does not name the award."
    words = "taken back (revoked)" if purpose == "revocation" else "suspended"
    return _REVOKED, f"A signed status list of the issuer among the files says that the award is {words}."


def _bit(encoded: Any, index: int) -> int:
    """Return one bit of a packed list; the first award is the highest bit of the first byte."""
    if not isinstance(encoded, str):
        raise _Untold("The status list among the files holds no list.")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        # "u" is the multibase prefix of base64url; without it, packed data starts with "H4sI".
        bits = unpacker.decompress(base64url_decoded(encoded.removeprefix("u")), _LARGEST_LIST)
    except (ValueError, zlib.error):
        raise _Untold("The status list among the files cannot be unpacked.") from None
    if not unpacker.eof:
        raise _Untold(f"The status list among the files is cut short, or larger than {_LARGEST_LIST // 1024 // 1024} MB.")
    if index >= len(bits) * 8:
        raise _Untold("The badge's place in the status list is beyond the end of the list.")
    return bits[index // 8] >> (7 - index % 8) & 1


def _id_status(award: str, listed: Mapping[str, Any]) -> Told:
    """Look for the award's id in a list of ids (1EdTech Verifiable Credential Revocation List 1.0)."""
    subject = listed.get("credentialSubject")
    places = [place for place in (listed, *many(subject)) if isinstance(place, Mapping)]
    named = [place[name] for place in places for name in ("revokedCredential", "revokedCredentials") if name in place]
    if not award or not named:
        raise _Untold("The status list among the files holds no list of ids, or the badge has no id.")
    for one in (one for value in named for one in many(value)):
        if id_of(one) == award and not (isinstance(one, Mapping) and one.get("revoked") is False):
            return _REVOKED, "A signed list of the issuer among the files says that the award is taken back (revoked)."
    return _OK, "A signed list of the issuer among the files does not name the award."
