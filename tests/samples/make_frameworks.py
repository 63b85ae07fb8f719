"""Writes the framework packs that come with the kit, the same bytes each time.

    python tests/samples/make_frameworks.py [FOLDER]

The facts stand in frameworks.toml; each pack is a CASE 1.1 package. Identifiers are made from the pack's key and the
item's place, so they stay the same as long as those do. Without FOLDER the packs of this repository are written.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

HERE = Path(__file__).parent
PACKS = HERE.parent.parent / "rubric_kit" / "intake" / "frameworks" / "packs"
OURS = uuid5(NAMESPACE_URL, "urn:rubric-kit:frameworks")
WRITTEN = "2026-11-24T00:00:00Z"
FACTS_ONLY = (
    "Facts only: codes, short names, levels. Written down by the rubric_kit maintainers from {basis}. "
    "Not made or checked by {creator}."
)
LANGUAGE = "en"


def pack_files() -> dict[str, bytes]:
    """Return every pack by its file name."""
    table = tomllib.loads((HERE / "frameworks.toml").read_text(encoding="utf-8"))
    return {f"{one['key']}.json": _json(Pack(one).package()) for one in table["framework"]}


class Pack:
    """One framework of the table, turned into a package."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.key: str = plan["key"]
        self.items: list[dict[str, Any]] = []
        self.associations: list[dict[str, Any]] = []

    def package(self) -> dict[str, Any]:
        document = self._document()
        root = _link(document["title"], document["identifier"])
        rungs = [self._item(name, "Level", name, root, at) for at, name in enumerate(self.plan.get("levels", []), 1)]
        for at, one in enumerate(self.plan["item"], len(rungs) + 1):
            named = {field: one[field] for field in ("code", "also", "scale") if field in one}
            item = self._item(one["name"], one["kind"], one.get("code", one["name"]), root, at, **named)
            for number, (name, code, also) in enumerate(_below(one, len(rungs)), 1):
                kind = one.get("child_kind", self.plan.get("child_kind"))
                child = self._item(name, kind, code or f"{one['name']}/{name}", item, number, code=code, also=also)
                if one.get("rungs"):
                    self._associate(child, "hasSkillLevel", rungs[number - 1])
        for one in self.plan.get("link", []):
            origin, target = self._named(self.key, one["from"]), self._named(self.plan["link_to"], one["to"])
            self._associate(origin, one["type"], target)
        return {"CFDocument": document, "CFItems": self.items, "CFAssociations": self.associations}

    def _document(self) -> dict[str, Any]:
        plan = self.plan
        facts = FACTS_ONLY.format(basis=plan["basis"], creator=plan["creator"])
        document = {
            "identifier": _identifier(self.key),
            "uri": f"urn:uuid:{_identifier(self.key)}",
            "caseVersion": "1.1",
            "creator": plan["creator"],
            "title": plan["title"],
            "lastChangeDateTime": WRITTEN,
            "officialSourceURL": plan["source"],
            "publisher": "The rubric_kit maintainers",
            "language": LANGUAGE,
            "notes": f"{facts} {plan['notes']}",
        }
        return document | ({"version": plan["version"]} if "version" in plan else {})

    def _item(self, name: str, kind: str, place: str, under: dict[str, Any], at: int, **more: Any) -> dict[str, Any]:
        identifier = _identifier(f"{self.key}/{place}")
        item = {"identifier": identifier, "uri": f"urn:uuid:{identifier}", "lastChangeDateTime": WRITTEN}
        item |= {"fullStatement": name, "abbreviatedStatement": name, "CFItemType": kind}
        item |= {"humanCodingScheme": more["code"]} if more.get("code") else {}
        item |= {"alternativeLabel": more["also"]} if more.get("also") else {}
        item |= {"extensions": {"rubric_kit_scale": more["scale"]}} if more.get("scale") else {}
        self.items.append(item)
        link = _link(name, identifier)
        self._associate(link, "isChildOf", under, sequenceNumber=at)
        return link

    def _associate(self, origin: dict[str, Any], kind: str, destination: dict[str, Any], **more: Any) -> None:
        identifier = _identifier(f"{self.key}/{kind}/{origin['identifier']}/{destination['identifier']}")
        association = {"identifier": identifier, "uri": f"urn:uuid:{identifier}", "lastChangeDateTime": WRITTEN}
        association |= {"associationType": kind, "originNodeURI": origin, "destinationNodeURI": destination}
        self.associations.append(association | more)

    @staticmethod
    def _named(key: str, name: str) -> dict[str, Any]:
        return _link(name, _identifier(f"{key}/{name}"))


def _below(one: dict[str, Any], rungs: int) -> Iterator[tuple[str, str | None, str | None]]:
    """Give name, code and second name of what stands under an item."""
    for letter in one.get("letters", ""):
        code = f"{one['code']}.{letter}"
        yield f"{one['name']} {code}", code, None
    for child in one.get("children", []):
        yield (child, None, None) if isinstance(child, str) else (child["name"], None, child["also"])
    for number in range(1, rungs + 1 if one.get("rungs") else 1):
        also = f"{one['also']}, level {number}" if "also" in one else None
        yield f"{one['name']}, level {number}", f"{one['code']}{number}", also


def _identifier(place: str) -> str:
    return str(uuid5(OURS, place))


def _link(title: str, identifier: str) -> dict[str, Any]:
    return {"title": title, "identifier": identifier, "uri": f"urn:uuid:{identifier}"}


def _json(package: dict[str, Any]) -> bytes:
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def main() -> None:
    """Write the packs."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKS
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in pack_files().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    main()
