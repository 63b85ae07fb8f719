"""A CASE 1.0 or 1.1 package, read into a `Framework`. Tolerant: what is not known is ignored, what is broken is named."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from rubric_kit.intake.dialects.node import many
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.frameworks.case_text import claim, exact, joined, line, long_line
from rubric_kit.intake.frameworks.item_tree import open_loops, top_down
from rubric_kit.model import ID_PATTERN, Framework, FrameworkItem, FrameworkLink, Severity

ITEM_LIMIT = 50_000
"""Most items that are read; the largest state frameworks hold about 10,000."""
LINK_LIMIT = 5 * ITEM_LIMIT
"""Most associations that are read."""
_RUNG_KINDS = frozenset({"level", "skill level", "proficiency level", "performance level"})


def is_case_package(document: object) -> bool:
    """Tell whether a JSON document is a CASE package, by the one member that the standard asks for."""
    return isinstance(document, Mapping) and isinstance(document.get("CFDocument"), Mapping)


def read_case_package(document: object, remarks: Remarks, *, key: str | None = None) -> Framework | None:
    """Read a CASE package.

    Parameters
    ----------
    document : object
        The JSON document, as `strict_json` gives it.
    remarks : Remarks
        Where findings go; all bear the code RKB066, an error if the package cannot be used.
    key : str, optional
        Short name of the framework. Without it the package's own identifier is taken, or one made from its title.

    Returns
    -------
    Framework or None
        None if this is no CASE package, or too large, or holds no item that could be read.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("CFDocument"), Mapping):
        remarks.add("RKB066", "This is not a CASE package: it has no CFDocument.")
        return None
    for member, limit in (("CFItems", ITEM_LIMIT), ("CFAssociations", LINK_LIMIT)):
        number = len(many(document.get(member)))
        if number > limit:
            remarks.add("RKB066", f"{number:,} entries were found; at most {limit:,} are read.", path=member)
            return None
    return _Package(document, remarks).framework(key)


class _Package:
    """The parts of one package, collected before the records are built."""

    def __init__(self, document: Mapping[str, Any], remarks: Remarks) -> None:
        self.about: Mapping[str, Any] = document["CFDocument"]
        self.remarks = remarks
        self.raw: dict[str, Mapping[str, Any]] = {}
        self.names: dict[str, str] = {}
        self.known: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self.sequence: dict[str, int] = {}
        self.rungs: defaultdict[str, list[str]] = defaultdict(list)
        self.links: list[FrameworkLink] = []
        self._collect_items(document)
        self._collect_associations(document)

    def framework(self, key: str | None) -> Framework | None:
        """Build the framework."""
        if not self.raw:
            self.remarks.add("RKB066", "No item has both an identifier and a statement.", path="CFItems")
            return None
        opened = open_loops(self.parents)
        if opened:
            self._warn(f"Items stand under each other in a loop in {opened:,} places; each loop was opened.", "CFAssociations")
        title = line(self.about.get("title"))
        if title is None:
            self._warn("The framework states no title.", "CFDocument.title")
        order = top_down(list(self.raw), self.parents, self.sequence)
        return Framework(
            key=key or self._key(title or ""),
            title=title or "Framework without a title",
            creator=line(self.about.get("creator")) or "not stated",
            version=line(self.about.get("version")),
            language=line(self.about.get("language")),
            source=claim(self.about.get("officialSourceURL")) or claim(self.about.get("uri")),
            notes=long_line(self.about.get("notes")) or long_line(self.about.get("description")),
            levels=self._ladder(order),
            items=tuple(self._item(one) for one in order),
            links=tuple(self.links),
        )

    def _collect_items(self, document: Mapping[str, Any]) -> None:
        nameless = doubled = 0
        for one in many(document.get("CFItems")):
            raw: Mapping[str, Any] = one if isinstance(one, Mapping) else {}
            identifier = exact(raw.get("identifier")) or exact(raw.get("uri"))
            name = line(raw.get("abbreviatedStatement")) or line(raw.get("fullStatement")) or line(raw.get("alternativeLabel"))
            if identifier is None or name is None:
                nameless += 1
            elif identifier in self.raw:
                doubled += 1
            else:
                self.raw[identifier], self.names[identifier] = raw, name
        for identifier, raw in self.raw.items():
            self.known[identifier] = identifier
            self.known.setdefault(claim(raw.get("uri")) or identifier, identifier)
        if nameless and self.raw:
            self._warn(f"{nameless:,} items without an identifier or a statement were passed over.", "CFItems")
        if doubled:
            self._warn(f"{doubled:,} items bear the identifier of an earlier one and were passed over.", "CFItems")

    def _collect_associations(self, document: Mapping[str, Any]) -> None:
        for one in many(document.get("CFAssociations")):
            association: Mapping[str, Any] = one if isinstance(one, Mapping) else {}
            origin = self._node(association.get("originNodeURI"))
            kind = line(association.get("associationType"))
            if origin is None or kind is None:
                continue
            end = association.get("destinationNodeURI")
            if kind == "isChildOf":
                self._place(origin, self._node(end), association.get("sequenceNumber"))
                continue
            if kind == "hasSkillLevel" and (rung := self._node(end)) is not None:
                self.rungs[origin].append(rung)
            self._link(origin, kind, end)

    def _place(self, origin: str, above: str | None, number: object) -> None:
        """Note what an item stands under; where a package says it twice, the first counts."""
        if origin in self.parents or (above is None and origin in self.sequence):
            return
        if above is not None:
            self.parents[origin] = above
        if isinstance(number, int):
            self.sequence[origin] = number

    def _link(self, origin: str, kind: str, end: object) -> None:
        node = end if isinstance(end, Mapping) else {}
        destination = self._node(end) or exact(node.get("identifier")) or exact(node.get("uri")) or exact(end)
        if destination is not None:
            name = line(node.get("title")) or self.names.get(destination) or destination
            self.links.append(FrameworkLink(origin=origin, kind=kind, destination=destination, destination_name=name))

    def _node(self, end: object) -> str | None:
        """Return the identifier of the item that an association names, if it is in this package."""
        named = (end.get("identifier"), end.get("uri")) if isinstance(end, Mapping) else (end,)
        return next((self.known[one] for one in named if isinstance(one, str) and one in self.known), None)

    def _item(self, identifier: str) -> FrameworkItem:
        raw, name = self.raw[identifier], self.names[identifier]
        other = line(raw.get("alternativeLabel"))
        return FrameworkItem(
            identifier=identifier,
            code=line(raw.get("humanCodingScheme")),
            name=name,
            other_name=other if other != name else None,
            url=claim(raw.get("uri")),
            parent=self.parents.get(identifier),
            level=self._level(identifier),
            kind=self._kind(identifier),
        )

    def _kind(self, identifier: str) -> str | None:
        raw = self.raw[identifier]
        typed = raw.get("CFItemTypeURI")
        return line(raw.get("CFItemType")) or (line(typed.get("title")) if isinstance(typed, Mapping) else None)

    def _level(self, identifier: str) -> str | None:
        rungs = self.rungs.get(identifier, [])
        if len(rungs) == 1:
            return self.names[rungs[0]]
        raw = self.raw[identifier]
        ours = raw.get("extensions")
        scale = line(ours.get("rubric_kit_scale")) if isinstance(ours, Mapping) else None
        return scale or joined(raw.get("educationLevel"))

    def _ladder(self, order: list[str]) -> tuple[str, ...]:
        """Name the rungs if the package has one ladder: items that are levels, all under the same item."""
        used = {rung for rungs in self.rungs.values() for rung in rungs}
        rungs = [one for one in order if one in used or (self._kind(one) or "").casefold() in _RUNG_KINDS]
        one_ladder = len({self.parents.get(one) for one in rungs}) == 1
        return tuple(self.names[one] for one in rungs) if one_ladder else ()

    def _key(self, title: str) -> str:
        own = (exact(self.about.get("identifier")) or "").lower()
        return own if re.fullmatch(ID_PATTERN, own) else f"case-{hashlib.sha256(title.encode()).hexdigest()[:12]}"

    def _warn(self, message: str, path: str) -> None:
        self.remarks.add("RKB066", message, path=path, severity=Severity.WARNING)


def framework_rows(framework: Framework) -> Iterator[dict[str, str | int]]:
    """Give one row per item for a table: depth (0 at the top), code, name, kind, level, what it stands under, address."""
    depth: dict[str, int] = {}
    names = {item.identifier: item.name for item in framework.items}
    for item in framework.items:
        depth[item.identifier] = depth[item.parent] + 1 if item.parent else 0
        yield {
            "depth": depth[item.identifier],
            "code": item.code or "",
            "name": item.name,
            "kind": item.kind or "",
            "level": item.level or "",
            "under": names[item.parent] if item.parent else "",
            "address": item.url or "",
        }
