"""Look-up tables of one framework: by address, by code, by name. Two items under one key give no answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from rubric_kit.model import Framework, FrameworkItem

_NO_LETTER = re.compile(r"[\W_]+")
_BEFORE_LETTER = re.compile(r"(?<=\d)\.(?=[a-z])")
_UUID_AT_END = re.compile(
    r"(?:^|[/:])([0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})/?\s*$", re.IGNORECASE
)


def folded(text: str) -> str:
    """Return a name without its harmless variations: case, punctuation, spacing, "&" for "and"."""
    text = unicodedata.normalize("NFC", text).casefold().replace("&", " and ")
    return _NO_LETTER.sub(" ", text).strip()


def code_key(code: str) -> str:
    """Return a code without its harmless variations.

    Examples
    --------
    >>> code_key("2.5.a") == code_key("2.5a") == code_key(" 2.5 A. ")
    True
    """
    return _BEFORE_LETTER.sub("", "".join(code.casefold().split())).rstrip(".")


def address_key(address: str) -> str:
    """Return an address without its harmless variations: the case of its host, http or https, a slash at the end."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    scheme = parts.scheme.lower()
    if scheme in {"http", "https"}:
        return parts._replace(scheme="https", netloc=parts.netloc.lower(), path=parts.path.rstrip("/")).geturl()
    return address.strip().lower() if scheme == "urn" else address.strip()


def address_keys(address: str) -> tuple[str, ...]:
    """Return what an address is looked up by: itself, and the UUID at its end.

    CASE servers show one item under several addresses that end in the same UUID.
    """
    ending = _UUID_AT_END.search(address)
    return (address_key(address), ending[1].lower()) if ending else (address_key(address),)


class ItemIndex:
    """The look-up tables of one framework."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.title = folded(framework.title)
        self.by_address = _unique(_address_pairs(framework.items))
        self.by_code = _unique((code_key(item.code), item) for item in framework.items if item.code)
        self.by_name = _unique(_name_pairs(framework.items))
        self._parents = {item.identifier: item.parent for item in framework.items}

    def address(self, keys: Iterable[str]) -> FrameworkItem | None:
        """Return the item with one of these address keys."""
        return next((item for key in keys if (item := self.by_address.get(key)) is not None), None)

    def under(self, item: FrameworkItem, above: FrameworkItem) -> bool:
        """Tell whether an item is another one or stands under it."""
        at: str | None = item.identifier
        while at is not None and at != above.identifier:
            at = self._parents[at]
        return at is not None


def _address_pairs(items: Iterable[FrameworkItem]) -> Iterator[tuple[str, FrameworkItem]]:
    for item in items:
        for key in (*(address_keys(item.url) if item.url else ()), *address_keys(item.identifier)[1:]):
            yield key, item


def _name_pairs(items: Iterable[FrameworkItem]) -> Iterator[tuple[str, FrameworkItem]]:
    for item in items:
        for name in (item.name, item.other_name):
            if name and folded(name):
                yield folded(name), item


def _unique(pairs: Iterable[tuple[str, FrameworkItem]]) -> dict[str, FrameworkItem | None]:
    """Build a table in which a key that two items share leads nowhere."""
    table: dict[str, FrameworkItem | None] = {}
    for key, item in pairs:
        known = table.setdefault(key, item)
        if known is not None and known.identifier != item.identifier:
            table[key] = None
    return table
