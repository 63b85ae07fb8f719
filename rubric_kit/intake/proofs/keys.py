"""From what a proof names as its key to the key, and from the key to the issuer, with nothing but the files at hand.

A key is found in the name itself (`did:key`, `did:jwk`, a multikey after the # of a web address), in the proof, or in a
document that was supplied: a DID document, an issuer's profile, or a key document of Open Badges 2.0. Where the key stands
says nothing about whose it is; that is what `anchor` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from rubric_kit.errors import InputError
from rubric_kit.intake.containers.strict_json import strict_json
from rubric_kit.intake.proofs.multikey import (
    UnusableKeyError,
    base58_decoded,
    base64url_decoded,
    key_from_jwk,
    key_from_multikey,
    key_from_pem,
)

if TYPE_CHECKING:
    from rubric_kit.intake.proofs.multikey import PublicKey

Find: TypeAlias = Callable[[str], Mapping[str, Any] | None]
"""Looks a claimed id or address up among the documents supplied with the badge; None where it is not at hand."""
Origin: TypeAlias = Literal["self", "address", "embedded", "document"]
"""Where a key stood: in its own DID, after the # of a web address, beside the signature, or in a supplied document."""

_LISTS = ("verificationMethod", "assertionMethod", "publicKey")
_KEY_MEMBERS = ("publicKeyMultibase", "publicKeyJwk", "publicKeyPem", "publicKeyBase58")
_MOST_KEYS = 20


@dataclass(frozen=True)
class FoundKey:
    """A key and where it stood."""

    key: PublicKey
    """The key."""
    origin: Origin
    """Where it stood."""


def many(value: Any) -> list[Any]:
    """Return a single or repeated value as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def id_of(value: Any) -> str:
    """Return an id that stands as text or in an object; empty where there is none."""
    found = value.get("id", value.get("@id")) if isinstance(value, Mapping) else value
    return found if isinstance(found, str) else ""


def document_at_hand(reference: str, find: Find) -> Mapping[str, Any] | None:
    """Return the supplied document that states exactly this id; one that only has the right file name does not count."""
    document = find(reference) if reference else None
    return document if document is not None and id_of(document) == reference else None


def found_key(reference: Any, find: Find) -> FoundKey:
    """Return the key that a verification method, a `kid` or a `creator` names.

    Parameters
    ----------
    reference : Any
        An id, or an object that holds the key beside its id.
    find : Find
        Looks up supplied documents.

    Raises
    ------
    UnusableKeyError
        There is no such key at hand, or it cannot be used; the reason says which.
    """
    if isinstance(reference, Mapping):
        return _embedded(reference, find)
    if not isinstance(reference, str) or not reference:
        raise UnusableKeyError("The proof does not name its key.", broken=True)
    base, _, fragment = reference.partition("#")
    if base.startswith("did:key:"):
        return FoundKey(_did_key(base, fragment), "self")
    if base.startswith("did:jwk:"):
        return FoundKey(_did_jwk(base), "self")
    entry = _entry(reference, base, find)
    in_address = base.startswith(("https://", "http://")) and fragment.startswith("z")
    if entry is not None:
        key = _entry_key(entry)
        if in_address and key != key_from_multikey(fragment):
            raise UnusableKeyError("The document among the files gives another key than the key's own address.", broken=False)
        return FoundKey(key, "document")
    if in_address:
        return FoundKey(key_from_multikey(fragment), "address")
    raise UnusableKeyError(_missing(base, at_hand=document_at_hand(base, find) is not None), broken=False)


def anchor(found: FoundKey, issuer: str, find: Find) -> tuple[bool, str]:
    """Tell whether something binds the key to the issuer's id, and what, in one sentence.

    Parameters
    ----------
    found : FoundKey
        The key that made the signature.
    issuer : str
        The id that the badge states for its issuer; empty where it states none.
    find : Find
        Looks up supplied documents.
    """
    if not issuer:
        return False, "The badge names no issuer id that a key could be bound to."
    if issuer.startswith(("did:key:", "did:jwk:")):
        if _is_own_key(issuer, found.key):
            return True, "The issuer's id is the key itself."
        return False, "The issuer's id is a key, and another one made the signature."
    document = document_at_hand(issuer, find)
    if document is not None:
        if found.key in listed_keys(document, find):
            return True, "The issuer's document among the files lists the key."
        return False, "The issuer's document among the files does not list the key for signing badges."
    return False, _UNBOUND[found.origin]


_UNBOUND: dict[Origin, str] = {
    "self": "The key is not the issuer's id, and no document of the issuer among the files lists it.",
    "address": "The key stands in the address that the proof itself gives; no document of the issuer among the files lists it.",
    "embedded": "The key came along with the signature; no document of the issuer among the files lists it.",
    "document": "The key's document is among the files; no document of the issuer is.",
}


def listed_keys(document: Mapping[str, Any], find: Find) -> list[PublicKey]:
    """Return the keys that a DID document or an issuer's profile lists for signing badges.

    Where the document says which keys are for assertions, the others do not count; a withdrawn key never does. A key
    document that is only named counts if it is at hand and names this owner.
    """
    owner = id_of(document)
    keys: list[PublicKey] = []
    for entry in _for_assertions(document):
        try:
            if isinstance(entry, Mapping) and any(name in entry for name in _KEY_MEMBERS):
                keys.append(_entry_key(entry))
                continue
            named = id_of(entry)
            if named.startswith(("did:key:", "did:jwk:")):
                keys.append(found_key(named, find).key)
            elif (other := document_at_hand(named, find)) is not None and _owner(other) == owner:
                keys.append(_entry_key(other))
        except UnusableKeyError:
            continue
    return keys


def _for_assertions(document: Mapping[str, Any]) -> Iterator[Any]:
    """Go through the entries of a document that may sign badges."""
    listed = [entry for name in ("verificationMethod", "publicKey") for entry in many(document.get(name))[:_MOST_KEYS]]
    allowed = many(document.get("assertionMethod"))[:_MOST_KEYS]
    if not allowed:
        yield from listed
        return
    base = id_of(document)
    named = {_absolute(id_of(entry), base) for entry in allowed}
    yield from (entry for entry in allowed if isinstance(entry, Mapping) or id_of(entry).startswith("did:key:"))
    yield from (entry for entry in listed if _absolute(id_of(entry), base) in named)


def _entry(reference: str, base: str, find: Find) -> Mapping[str, Any] | None:
    """Return the object that holds the key: a key document of its own, or an entry of its controller's document."""
    own = document_at_hand(reference, find)
    if own is not None and any(name in own for name in _KEY_MEMBERS):
        return own
    document = own or document_at_hand(base, find)
    if document is None:
        return None
    entries = [entry for name in _LISTS for entry in many(document.get(name))[:_MOST_KEYS] if isinstance(entry, Mapping)]
    if reference == base:  # a document is named and no key in it: right only if there is no choice
        return entries[0] if len(entries) == 1 else None
    return next((entry for entry in entries if _absolute(id_of(entry), base) == reference), None)


def _absolute(name: str, base: str) -> str:
    return base + name if name.startswith("#") else name


def _owner(entry: Mapping[str, Any]) -> str:
    return id_of(entry.get("owner", entry.get("controller")))


def _embedded(method: Mapping[str, Any], find: Find) -> FoundKey:
    """Take the key from where its id leads; only if that is not at hand, from beside the signature."""
    try:
        return found_key(id_of(method), find)
    except UnusableKeyError as error:
        if not any(name in method for name in _KEY_MEMBERS):
            raise
        if error.broken and id_of(method):
            raise
    return FoundKey(_entry_key(method), "embedded")


def _entry_key(entry: Mapping[str, Any]) -> PublicKey:
    if entry.get("revoked"):
        raise UnusableKeyError("The key has been withdrawn by its holder.", broken=False)
    name = next((name for name in _KEY_MEMBERS if name in entry), None)
    value = entry.get(name or "")
    if name == "publicKeyJwk" and isinstance(value, Mapping):
        return key_from_jwk(value)
    if not isinstance(value, str):
        raise UnusableKeyError("The key document holds no key in a form that is known here.", broken=False)
    if name == "publicKeyPem":
        return key_from_pem(value)
    return key_from_multikey(value) if name == "publicKeyMultibase" else _plain_ed25519(value)


def _plain_ed25519(text: str) -> PublicKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        return Ed25519PublicKey.from_public_bytes(base58_decoded(text))
    except ValueError:
        raise UnusableKeyError("The key is not whole.", broken=False) from None


def _did_key(base: str, fragment: str) -> PublicKey:
    text = base.removeprefix("did:key:")
    if fragment not in {"", text}:
        raise UnusableKeyError("The proof names another key than the one its did:key stands for.", broken=True)
    return key_from_multikey(text)


def _did_jwk(base: str) -> PublicKey:
    try:
        jwk = strict_json(base64url_decoded(base.removeprefix("did:jwk:")), where="")
    except (ValueError, InputError):
        jwk = None
    if not isinstance(jwk, Mapping):
        raise UnusableKeyError("The key is not whole.", broken=True)
    return key_from_jwk(jwk)


def _is_own_key(issuer: str, key: PublicKey) -> bool:
    try:
        return found_key(issuer, lambda _: None).key == key
    except UnusableKeyError:
        return False


def _missing(base: str, *, at_hand: bool) -> str:
    if at_hand:
        return "The document that should hold the key is among the files and does not list it."
    # The name itself is not quoted: where earners issue badges to themselves, it is theirs.
    if base.startswith("did:"):
        return "The DID document that holds the key is not among the files."
    return "The document that holds the key is not among the files."
