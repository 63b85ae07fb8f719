"""`resolve`: the framework item an alignment means, or nothing. Nothing is guessed: where two items fit, none is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rubric_kit.intake.frameworks.item_index import ItemIndex, address_key, address_keys, code_key, folded
from rubric_kit.intake.frameworks.packs import shipped_frameworks
from rubric_kit.intake.frameworks.recognition import at_host, named_in
from rubric_kit.model import Alignment, Framework, FrameworkItem

How = Literal["url", "code", "name"]
_LEAD_AND_CODE = re.compile(r"(?P<lead>\D*?)[\s:_-]*(?P<code>\d\S*(?:\s[A-Za-z])?)")
_CODE_THEN_NAME = re.compile(r"(?P<code>\d+(?:\.\d+)+(?:\.?[A-Za-z])?)(?:[\s:.,–-]+(?P<name>.*))?")
_PLAIN_LEADS = frozenset({"", "standard", "standards", "indicator", "item"})


class ResolvedItem(NamedTuple):
    """The framework item an alignment means."""

    pack: str
    """Key of the framework."""
    code: str
    """Code of the item as the framework writes it; its short name where the framework gives it no code."""
    name: str
    """Short name of the item."""
    url: str | None
    """Where a person can look it up: the item's own web address, or else where the framework is published."""
    how: How
    """What the answer rests on: the address, the code, or the name."""
    identifier: str
    """Identifier of the item in its package."""


def resolve(alignment: Alignment, frameworks: Sequence[Framework] | None = None) -> ResolvedItem | None:
    """Find the framework item that an alignment means.

    Parameters
    ----------
    alignment : Alignment
        What the issuer states.
    frameworks : sequence of Framework, optional
        Where to look; without it the frameworks that come with the kit. To add a district's own, give
        ``(*shipped_frameworks(), *own)``. A tuple that is used again is looked up faster than a new one.

    Returns
    -------
    ResolvedItem or None
        None if no item fits, or if code, name and address point to different items.
    """
    packs = shipped_frameworks() if frameworks is None else tuple(frameworks)
    look_up = _look_up(_Same(packs))
    return look_up(alignment.target_url, alignment.target_code, alignment.target_name, alignment.target_framework)


class _Same:
    """Frameworks as a key that compares by identity: hashing thousands of items at each look-up would cost more."""

    def __init__(self, packs: tuple[Framework, ...]) -> None:
        self.packs = packs
        self._ids = tuple(map(id, packs))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._ids == other._ids


_LookUp = Callable[[str | None, str | None, str, str | None], ResolvedItem | None]


@lru_cache(maxsize=16)
def _index(same: _Same) -> ItemIndex:
    return ItemIndex(same.packs[0])


# Answers are kept with the frameworks they came from, so that large ones are let go as soon as few others were used since.
@lru_cache(maxsize=4)
def _look_up(same: _Same) -> _LookUp:
    """Build the look-up in these frameworks; it remembers the last answers, since badges of one issuer repeat themselves."""
    indexes = tuple(_index(_Same((one,))) for one in same.packs)

    @lru_cache(maxsize=1024)
    def found(url: str | None, code: str | None, name: str, framework: str | None) -> ResolvedItem | None:
        return _found(indexes, url, code, name, framework)

    return found


def _found(
    indexes: tuple[ItemIndex, ...], url: str | None, code: str | None, name: str, framework: str | None
) -> ResolvedItem | None:
    if url is not None:
        keys = address_keys(url)
        by_address = [(index, item) for index in indexes if (item := index.address(keys)) is not None]
        if by_address:
            return _answer(by_address, "url")
    seen = _recognised(url, code, name, framework, indexes)
    by_code = _by_code(seen.indexes, code, name)
    if by_code:
        return _answer(by_code, "code")
    by_name = _by_name(seen.indexes, code, name) if seen.by_name else []
    return _answer(by_name, "name") if by_name else None


def _answer(found: list[tuple[ItemIndex, FrameworkItem]], how: How) -> ResolvedItem | None:
    """Give the item if there is one, or if all are the same item in two packages; the first package counts."""
    index, item = found[0]
    if any((code_key(one.code or ""), folded(one.name)) != (code_key(item.code or ""), folded(item.name)) for _, one in found):
        return None
    web = item.url if item.url and item.url.lower().startswith(("https:", "http:")) else index.framework.source
    return ResolvedItem(index.framework.key, item.code or item.name, item.name, web, how, item.identifier)


class _Recognised(NamedTuple):
    """The frameworks an alignment speaks of."""

    indexes: list[ItemIndex]
    by_name: bool
    """Whether an item may be found by its name alone: one framework is meant, and no other one is named."""


def _recognised(
    url: str | None, code: str | None, name: str, framework: str | None, indexes: tuple[ItemIndex, ...]
) -> _Recognised:
    """Recognise frameworks by the alignment's own words and the host of its address, which must not contradict each other."""
    words = named_in(framework) if framework else frozenset()
    inside = named_in(code or "") or (frozenset() if framework else named_in(name))
    host = at_host(url, framework or "") if url else frozenset()
    told = [keys for keys in (words, inside, host) if keys]
    agreed = frozenset.intersection(*told) if told else frozenset()
    title, address = folded(framework or ""), address_key(url or "")
    outright = {index.framework.key for index in indexes if _named_outright(index, title, address)}
    found = [index for index in indexes if index.framework.key in agreed or index.framework.key in outright]
    named = bool(words or outright) if framework else True
    return _Recognised(found, named and len(agreed) <= 1)


def _named_outright(index: ItemIndex, title: str, address: str) -> bool:
    """Tell whether the framework's full title is given, or the address at which it is published."""
    source = index.framework.source
    return (bool(title) and title == index.title) or (not title and bool(source) and address_key(source or "") == address)


def _by_code(recognised: list[ItemIndex], code: str | None, name: str) -> list[tuple[ItemIndex, FrameworkItem]]:
    """Find items by code; where the name is that of another item, the code is not believed."""
    key = folded(name)
    named = {index.framework.key: item for index in recognised if (item := index.by_name.get(key)) is not None}
    found = []
    for index in recognised:
        hits = {item.identifier: item for key in _codes(index, code, name) if (item := index.by_code.get(key)) is not None}
        if len(hits) != 1:
            continue
        (item,) = hits.values()
        above = named.get(index.framework.key)
        if not named or (above is not None and index.under(item, above)):
            found.append((index, item))
    return found


def _codes(index: ItemIndex, code: str | None, name: str) -> Iterator[str]:
    """Give the codes an alignment may mean: its code, its code after the framework's name, or one that begins its name."""
    text = (code or name).strip()
    yield code_key(text)
    lead, _, last = text.rpartition(" ")
    if last and lead and _leads(index, lead):
        yield code_key(last)
    split = _LEAD_AND_CODE.fullmatch(text)
    if split and _leads(index, split["lead"]):
        yield code_key(split["code"])
    if not code:
        begins = _CODE_THEN_NAME.fullmatch(text)
        if begins:
            yield code_key(begins["code"])


def _leads(index: ItemIndex, lead: str) -> bool:
    words = folded(lead)
    return words in _PLAIN_LEADS or words == index.title or index.framework.key in named_in(lead)


def _by_name(recognised: list[ItemIndex], code: str | None, name: str) -> list[tuple[ItemIndex, FrameworkItem]]:
    """Find items by name; a code that the framework does not have speaks against the name."""
    key = folded(name)
    hits = [(index, item) for index in recognised if (item := index.by_name.get(key)) is not None]
    return [(index, item) for index, item in hits if not (code and index.by_code)]
