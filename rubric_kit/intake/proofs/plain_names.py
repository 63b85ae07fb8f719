"""Whether the names in a JSON-LD document are the standards' own, read the way the standards write them.

A signature covers what the names stand for, not the names. A file can define a name of its own, spell a field as a web
address, or tuck it into one of JSON-LD's helper objects, and the signature still fits: an end date can be hidden so, or a
false achievement put where readers look for the true one. A document that does any of this is not relied on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KEYWORDS = frozenset({"@id", "@type", "@value", "@language", "@direction"})


def has_plain_names(value: Any) -> bool:
    """Tell whether every context is only named, never written out, and every key is a plain word or an everyday keyword.

    A list inside a list is refused too: JSON-LD reads it as if it were flat, and other readers see nothing in it.
    """
    if isinstance(value, list):
        return all(not isinstance(one, list) and has_plain_names(one) for one in value)
    if not isinstance(value, Mapping):
        return True
    return all(_only_named(one) if key == "@context" else _is_plain(key) and has_plain_names(one) for key, one in value.items())


def _only_named(contexts: Any) -> bool:
    return isinstance(contexts, str) or (isinstance(contexts, list) and all(isinstance(one, str) for one in contexts))


def _is_plain(key: str) -> bool:
    # "Criteria" is the name of a class; as a field, some contexts take it for "criteria", and readers see nothing.
    return key in _KEYWORDS if key.startswith("@") else ":" not in key and not key[:1].isupper()
