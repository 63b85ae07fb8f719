"""JSON-LD contexts, written out from our own term tables in `term_tables/` (its README.md says how to read them)."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

_ALIASES = {"id": "@id", "type": "@type"}
_SHARED = "shared.toml"


@dataclass(frozen=True)
class _Table:
    """One context as its table gives it, with what it inherits; nothing is looked up before somebody asks for the context."""

    entry: Mapping[str, Any]
    groups: Mapping[str, Mapping[str, Any]]
    prefixes: Mapping[str, str]


@functools.cache
def context(url: str) -> dict[str, Any] | None:
    """Return the context that an address stands for, or None where no table answers for that very address.

    The same object is returned each time: nobody may change it.
    """
    table = _tables().get(url)
    return None if table is None else _Writer(table).root()


def addresses() -> tuple[str, ...]:
    """Return the addresses that the tables answer for, sorted."""
    return tuple(sorted(_tables()))


@functools.cache
def vocabulary() -> frozenset[str]:
    """Return every term of every context, those of a scope as well: the names that belong to no person."""
    return frozenset(name for url in addresses() for name in _terms(context(url) or {}))


def _terms(value: Any) -> Iterator[str]:
    """Give the terms of a context, which is an object or a list of them, and of the contexts of its terms."""
    for one in value if isinstance(value, list) else [value]:
        for term, meaning in one.items() if isinstance(one, dict) else ():
            yield term
            if isinstance(meaning, dict) and "@context" in meaning:
                yield from _terms(meaning["@context"])


def source(url: str) -> str:
    """Return the name and section of the specification that a table was written from."""
    return str(_tables()[url].entry["source"])


@functools.cache
def _tables() -> dict[str, _Table]:
    folder = resources.files(__package__) / "term_tables"
    read = {file.name: tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")}
    shared = read.pop(_SHARED)
    found: dict[str, _Table] = {}
    for content in read.values():
        groups = shared["groups"] | content.get("groups", {})
        prefixes = shared["prefixes"] | content.get("prefixes", {})
        named = {entry["name"]: entry for entry in content["context"] if "name" in entry}
        for entry in content["context"]:
            full = _inherited(entry, named)
            found |= dict.fromkeys(full["answers"], _Table(full, groups, prefixes | full["prefixes"]))
    return found


def _inherited(entry: Mapping[str, Any], named: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Lay an entry over the one it extends: rules come after the other's rules, what is left out stays left out."""
    parent = _inherited(named[entry["extends"]], named) if "extends" in entry else {"prefixes": {}, "layers": []}
    layer = {key: entry.get(key, {}) for key in ("root", "changes", "without")}
    return {
        **parent,
        **entry,
        "prefixes": parent["prefixes"] | entry.get("prefixes", {}),
        "layers": [*parent["layers"], layer],
    }


class _Writer:
    """Writes one context: the rules of its table, term by term."""

    def __init__(self, table: _Table) -> None:
        self.table = table
        self.entry = table.entry
        self.text = table.entry.get("text")

    def root(self) -> dict[str, Any]:
        written = self._marks(self.entry["marks"])
        for layer in self.entry["layers"]:
            written = self._without(written, layer, "root") | self._terms(layer["root"])
        return written

    def _group(self, name: str) -> dict[str, Any]:
        group = self.table.groups[name]
        written = self._marks(group.get("marks", self.entry["scoped"])) | self._group_terms(name)
        for layer in self.entry["layers"]:
            written = self._without(written, layer, name) | self._terms(layer["changes"].get(name, {}))
        return written

    def _group_terms(self, name: str) -> dict[str, Any]:
        group = self.table.groups[name]
        inherited = self._group_terms(group["like"]) if "like" in group else {}
        return inherited | self._terms({rule: terms for rule, terms in group.items() if rule not in {"like", "marks"}})

    @staticmethod
    def _without(written: dict[str, Any], layer: Mapping[str, Any], name: str) -> dict[str, Any]:
        left_out = layer["without"].get(name, "").split()
        return {term: meaning for term, meaning in written.items() if term not in left_out}

    @staticmethod
    def _marks(marks: list[str]) -> dict[str, Any]:
        return (_ALIASES if "aliases" in marks else {}) | ({"@protected": True} if "protected" in marks else {})

    def _terms(self, rules: Mapping[str, str]) -> dict[str, Any]:
        return {term: meaning for rule, terms in rules.items() for term, meaning in self._ruled(rule, terms)}

    def _ruled(self, rule: str, terms: str) -> Iterator[tuple[str, Any]]:
        namespace, *how = rule.split()
        for item in terms.split():
            term, _, local = item.partition("=")
            if namespace == "names":
                yield term, self.table.prefixes[local or term]
            else:
                start = "" if namespace == "." else self.table.prefixes[namespace]
                yield term, self._meaning(start + (local or term), how, is_name=namespace == ".")

    def _meaning(self, iri: str, how: list[str], *, is_name: bool) -> Any:
        if is_name and not how:
            return iri  # the short form of a definition may also be used as a namespace, the long one may not
        meaning: dict[str, Any] = {"@reverse" if "<" in how else "@id": iri}
        for word in how:
            meaning |= self._word(word)
        return meaning

    def _word(self, word: str) -> dict[str, Any]:
        if word == "<":
            return {}
        if word in {"@set", "@list", "@graph"}:
            return {"@container": word}
        if word.startswith("+"):
            return {"@context": None if word == "+null" else self._group(word[1:])}
        if word == "text":
            return {"@type": self._iri(self.text)} if self.text else {}
        return {"@type": word if word.startswith("@") else self._iri(word)}

    def _iri(self, name: str) -> str:
        """Write a short name out; a namespace that no table knows is left to the badge's other contexts."""
        namespace, _, local = name.partition(":")
        start = self.table.prefixes.get(namespace)
        return name if start is None else start + local
