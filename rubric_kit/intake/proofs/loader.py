"""The closed loader: contexts of ours by their exact address, then those the caller brings, then none. Nothing is fetched.

pyld asks a context resolver for each context that it meets. Its own one keeps every context of every call in one shared
cache, and an "@import" changes the cached copy; with contexts brought by callers, and with badges that hold contexts of their
own, one badge could so change how the next is read. `Contexts` is asked instead. What is kept from call to call is only what
was worked out from our own contexts and nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from rubric_kit.intake.proofs import contexts
from rubric_kit.intake.proofs.canonical_errors import ContextMissing, NotCanonical, Work
from rubric_kit.intake.proofs.json_ld import iri_resolver

__all__ = ["ContextMissing", "Contexts", "no_document"]

MAX_CONTEXTS = 20_000
"""How many contexts may be looked up for one document; a record of a hundred badges takes about 3,000."""
MAX_KEPT = 500
TYPED = "/typed"
"""Marks the copy of a context that is made for a type; it stands for the same meanings as the context it was copied from."""

_kept: dict[tuple[int, str], Any] = {}
_ours: set[str] = set()


def no_document(url: str, _options: object = None) -> NoReturn:
    """Refuse to load a document: pyld's way around the resolver, kept shut.

    Raises
    ------
    ContextMissing
        Always.
    """
    raise ContextMissing(url)


class Resolved:
    """One context as pyld wants it: the terms, and what they come to together with the contexts before it."""

    def __init__(self, document: Any, kept: dict[tuple[int, str], Any]) -> None:
        self.document = document
        self._kept = kept
        self._is_ours = id(document) in _parts_of_ours()

    def get_processed(self, active_ctx: Mapping[str, Any]) -> Any:
        """Return what was worked out before, or None."""
        key = id(self.document), active_ctx["_uuid"]
        return _kept.get(key) if self._is_ours and _from_ours(active_ctx) else self._kept.get(key)

    def set_processed(self, active_ctx: Mapping[str, Any], processed: Any) -> None:
        """Keep what was worked out: for good if nothing but contexts of ours went into it, else for this call."""
        key = id(self.document), active_ctx["_uuid"]
        if not (self._is_ours and _from_ours(active_ctx)):
            self._kept[key] = processed
            return
        if len(_kept) >= MAX_KEPT:
            _kept.clear()
            _ours.clear()
        _kept[key] = processed
        _ours.add(processed["_uuid"])


class Contexts:
    """The contexts at hand for one call; it takes the place of pyld's context resolver.

    Parameters
    ----------
    extra : Mapping of str to context document
        Contexts that the caller brings, by address. Those of ours come first.
    """

    def __init__(self, extra: Mapping[str, Any] | None = None) -> None:
        self._extra = extra or {}
        self._kept: dict[tuple[int, str], Any] = {}
        self._alive: dict[int, tuple[Any, Resolved]] = {}
        self._loaded: dict[str, Any] = {}
        self._work = Work(MAX_CONTEXTS, "contexts")

    def resolve(self, _active_ctx: object, context: Any, base: str | None, _cycles: object = None) -> list[Resolved]:
        """Return the contexts that a context stands for: itself, or those behind its addresses.

        Raises
        ------
        ContextMissing
            An address is not at hand.
        NotCanonical
            What stands there is no context.
        TooComplex
            There are too many.
        """
        found = list(self._found(context, base, ()))
        return found or [self._resolved({})]

    def _found(self, context: Any, base: str | None, chain: tuple[str, ...]) -> Iterator[Resolved]:
        if isinstance(context, dict) and "@context" in context:
            context = context["@context"]
        for one in context if isinstance(context, list) else [context]:
            self._work.spend(1)
            if isinstance(one, str):
                yield from self._behind(_absolute(one, base), chain)
            elif one is None or one is False:
                yield Resolved(False, self._kept)
            elif isinstance(one, dict):
                yield self._resolved(one, base)
            else:
                raise NotCanonical("a context in it is neither an address nor a list of terms")

    def _behind(self, url: str, chain: tuple[str, ...]) -> Iterator[Resolved]:
        if url in chain:
            raise NotCanonical("its contexts refer to each other in a circle")
        loaded = self._load(url)
        yield from self._found(loaded, url, (*chain, url))

    def _resolved(self, terms: dict[str, Any], base: str | None = None) -> Resolved:
        if id(terms) not in self._alive:
            document = self._with_import(terms, base) if "@import" in terms else terms
            # The terms are kept beside what they came to: so the object lives, and its id stays its own.
            self._alive[id(terms)] = terms, Resolved(document, self._kept)
        return self._alive[id(terms)][1]

    def _with_import(self, terms: dict[str, Any], base: str | None) -> dict[str, Any]:
        address = terms["@import"]
        imported = self._load(_absolute(address, base)) if isinstance(address, str) else None
        if not isinstance(imported, dict) or "@import" in imported:
            raise NotCanonical("it imports something that is not one plain context")
        return {**imported, **{term: meaning for term, meaning in terms.items() if term != "@import"}}

    def _load(self, url: str) -> Any:
        built_in = contexts.context(url)
        if built_in is not None:
            return built_in
        if url not in self._loaded:
            self._loaded[url] = self._load_extra(url)
        return self._loaded[url]

    def _load_extra(self, url: str) -> Any:
        if url not in self._extra:
            raise ContextMissing(url)
        document = self._extra[url]
        if not isinstance(document, Mapping) or "@context" not in document:
            raise NotCanonical("a context brought along for it holds no @context")
        return _with_absolute_addresses(document["@context"], url)


def _absolute(url: str, base: str | None) -> str:
    """Resolve an address; without a base it stays as it is, and is looked up as it is."""
    return str(iri_resolver.resolve(url, base)) if base else url


def _with_absolute_addresses(context: Any, base: str) -> Any:
    """Copy a context, with the addresses in it resolved against its own: deeper down nobody knows where it came from."""
    if isinstance(context, str):
        return _absolute(context, base)
    if isinstance(context, list):
        return [_with_absolute_addresses(one, base) for one in context]
    if isinstance(context, Mapping):
        return {term: _absolute_meaning(term, meaning, base) for term, meaning in context.items()}
    return context


def _absolute_meaning(term: str, meaning: Any, base: str) -> Any:
    if term == "@import" and isinstance(meaning, str):
        return _absolute(meaning, base)
    if isinstance(meaning, Mapping) and "@context" in meaning:
        return {**meaning, "@context": _with_absolute_addresses(meaning["@context"], base)}
    return meaning


def _from_ours(active_ctx: Mapping[str, Any]) -> bool:
    """Whether nothing but contexts of ours went into the contexts so far: then they mean the same for every badge."""
    is_start = not active_ctx["mappings"] and active_ctx.keys() <= {"_uuid", "processingMode", "mappings"}
    return is_start or active_ctx["_uuid"].removesuffix(TYPED) in _ours


@functools.cache
def _parts_of_ours() -> frozenset[int]:
    """Identify our contexts and the contexts inside them; they live as long as the program, so their ids are their own."""
    return frozenset(number for url in contexts.addresses() for number in _parts(contexts.context(url)))


def _parts(context: Any) -> Iterator[int]:
    if isinstance(context, dict):
        yield id(context)
        for meaning in context.values():
            if isinstance(meaning, dict):
                yield from _parts(meaning.get("@context"))
