"""pyld's JSON-LD processor with a budget, and with an eye on what it leaves out.

What JSON-LD leaves out of the RDF is not signed. pyld tells only of keys that no context defines; it is silent about values
that are no full addresses: a node with an id such as "two" drops out with all it says, and so does a type that no context
defines. A forger could write such things into a signed badge. `Expander.dropped` names them all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rubric_kit.intake.proofs.canonical_errors import TooComplex, Work
from rubric_kit.intake.proofs.json_ld import JsonLdProcessor
from rubric_kit.intake.proofs.loader import TYPED

MAX_DEFINITIONS = 40_000
"""How many terms may be defined for one document, over all its contexts; a badge takes about 500."""
MAX_COPIES = 2_000_000
"""How many terms may be copied from one context to the next; a badge takes about 5,000."""
MAX_PAIRS = 400_000
"""How many pairs of values of one property may be compared: pyld compares each with each."""
MAX_CHARACTERS = 8_000_000
"""Length of the N-Quads: each statement names its node in full, and pyld goes over that name for each of them."""
MAX_IRI = 4_000
"""Length of an address that contexts put together from parts; one that stands in the badge itself may be longer."""

_FULL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+,.-]*|_):\S*\Z")


class Expander(JsonLdProcessor):  # type: ignore[misc] # pyld brings no types
    """Expands one document; afterwards `dropped` holds the keys whose content no signature covers."""

    def __init__(self) -> None:
        super().__init__(on_property_dropped=self._note)
        self.dropped: set[str] = set()
        self._noted = False
        self._typed = ""
        self._definitions = Work(MAX_DEFINITIONS, "terms in its contexts")
        self._copies = Work(MAX_COPIES, "contexts within contexts")

    def expand(self, input_: Any, options: Mapping[str, Any]) -> Any:
        """Expand a document, and refuse one that would take pyld too long to go on with."""
        expanded = super().expand(input_, options)
        counts = Counter(_values(expanded))
        if sum(count * (count - 1) // 2 for count in counts.values()) > MAX_PAIRS:
            raise TooComplex("values of one property")
        if sum(count * (len(node) + len(key)) for (node, key), count in counts.items()) > MAX_CHARACTERS:
            raise TooComplex("text")
        return expanded

    def _note(self, _expanded: str | None) -> None:
        self._noted = True

    def _process_context(self, active_ctx: Any, local_ctx: Any, options: Any, *rest: Any, **more: Any) -> Any:
        # For a type, pyld works on a copy of the context so far. It gives each copy a number of its own, so that nothing
        # worked out for one node would serve the next: a badge would take three times as long.
        if more.get("propagate") is False and isinstance(local_ctx, dict) and _is_plain(active_ctx, local_ctx):
            self._typed = active_ctx["_uuid"] + TYPED
        return super()._process_context(active_ctx, local_ctx, options, *rest, **more)

    def _clone_active_context(self, active_ctx: Any) -> Any:
        self._copies.spend(len(active_ctx["mappings"]))
        child = super()._clone_active_context(active_ctx)
        if self._typed:
            child["_uuid"], self._typed = self._typed, ""
        return child

    def _create_term_definition(self, *given: Any, **more: Any) -> Any:
        self._definitions.spend(1)
        return super()._create_term_definition(*given, **more)

    def _expand_iri(self, active_ctx: Any, value: Any, *rest: Any, **more: Any) -> Any:
        iri = super()._expand_iri(active_ctx, value, *rest, **more)
        if isinstance(iri, str) and len(iri) > MAX_IRI and iri != value:
            raise TooComplex("length of an address")
        return iri

    def _expand_object(
        self, active_ctx: Any, active_property: Any, expanded: Any, element: Any, parent: Any, *rest: Any, **more: Any
    ) -> None:
        outer, self._noted = self._noted, False
        super()._expand_object(active_ctx, active_property, expanded, element, parent, *rest, **more)
        if self._noted:
            self.dropped |= {key for key in element if key != "@context" and not self._means_something(active_ctx, key)}
        self._noted = outer
        if "@id" in parent and not _is_full(parent["@id"]):
            self.dropped |= {active_property or "@id", *(key for key in element if key != "@context")}
        self.dropped |= {key for key in ("@direction", "@index") if key in parent}
        self.dropped |= {key for key in parent if key.startswith("_:")}
        if any(one != "@json" and not _is_full(one) for one in _listed(parent.get("@type"))):
            self.dropped |= self._keys_for(active_ctx, element, "@type")
        if "@graph" in parent:
            self.dropped |= self._shrunk_graphs(active_ctx, element, parent["@graph"])

    def _expand_value(self, active_ctx: Any, active_property: Any, value: Any, options: Any) -> Any:
        expanded = super()._expand_value(active_ctx, active_property, value, options)
        if isinstance(expanded, dict) and ("@direction" in expanded or not _is_full(expanded.get("@id", "x:"))):
            self.dropped.add(active_property)
        return expanded

    def _expand_index_map(self, active_ctx: Any, active_property: Any, value: Any, index_key: Any, *rest: Any) -> Any:
        if index_key == "@index":
            self.dropped.add(active_property)
        return super()._expand_index_map(active_ctx, active_property, value, index_key, *rest)

    def _means_something(self, active_ctx: Any, key: str) -> bool:
        iri = self._expand_iri(active_ctx, key, vocab=True)
        return isinstance(iri, str) and (iri.startswith("@") or _is_full(iri))

    def _keys_for(self, active_ctx: Any, element: Mapping[str, Any], keyword: str) -> set[str]:
        return {key for key in element if self._expand_iri(active_ctx, key, vocab=True) == keyword}

    def _shrunk_graphs(self, active_ctx: Any, element: Mapping[str, Any], kept: Any) -> set[str]:
        keys = self._keys_for(active_ctx, element, "@graph")
        given = sum(len(_listed(element[key])) for key in keys)
        return keys if given > len(_listed(kept)) else set()


def _is_plain(active_ctx: Mapping[str, Any], local_ctx: Mapping[str, Any]) -> bool:
    """Whether pyld's first copy will be the one made for the type, with no other rule in between."""
    is_fresh = "_uuid" in active_ctx and "previousContext" not in active_ctx
    return is_fresh and not local_ctx.keys() & {"@context", "@import", "@propagate"}


def _is_full(iri: Any) -> bool:
    """Whether this is an address that stands by itself, or a blank node: only such go into the RDF."""
    return isinstance(iri, str) and _FULL.match(iri) is not None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _values(expanded: Any) -> Iterator[tuple[str, str]]:
    """Name the node and the property of each value, nodes without a name by the object that they are."""
    if isinstance(expanded, list):
        for one in expanded:
            yield from _values(one)
    elif isinstance(expanded, dict) and "@value" not in expanded:
        node = str(expanded.get("@id", id(expanded)))
        for key, value in expanded.items():
            if key not in {"@id", "@list"} and not isinstance(value, str):
                yield from ((node, key) for _ in value)
            yield from _values(list(value.values()) if isinstance(value, dict) else value)
