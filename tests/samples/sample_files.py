"""Every file of sample_badges/ by its path there, made from the plan in badges.toml."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import older_shapes
import signed_shapes
from sample_archives import Entry, archive, workbook
from sample_containers import baked_png, contained
from sample_shapes import Json, achievement, hosted_documents, open_badge_2, open_badge_3

BROKEN_FILE = "broken_truncated.json"
LIST_COLUMNS = {
    "type": "Item type",
    "name": "Badge",
    "issuer": "Issuer",
    "description": "Description",
    "criteria": "Criteria",
    "assessment": "Assessment",
    "evidence": "Evidence",
    "alignment": "Alignment",
    "level": "Level",
    "levels": "Levels",
    "kind": "Kind",
    "hours": "Hours",
    "issued": "Issued",
    "language": "Language",
    "tags": "Tags",
}


def badge_files(plan: Json) -> dict[str, bytes]:
    """Return the files in the order of the plan; awards that a record or an archive holds are in there."""
    files: dict[str, bytes] = {}
    parts: dict[str, dict[str, bytes]] = {}
    for badge in plan["badge"]:
        made = files_of(badge, plan["issuer"])
        if "within" in badge:
            parts.setdefault(badge["within"], {}).update(made)
        else:
            files |= made
    files |= _supporting_files(plan)
    for name, members in parts.items():
        if name.endswith(".zip"):
            # The folder of its own helper documents would mean nothing inside an archive.
            files[name] = archive([Entry(member.removeprefix("hosted/"), data) for member, data in members.items()])
        else:
            awards = [json.loads(data) for data in members.values()]
            record = signed_shapes.learner_record(plan["record"], awards, plan["issuer"][plan["record"]["issuer"]])
            files[name] = _text(record).encode()
    files |= {one["file"]: _list_file(one) for one in plan["list"]}
    whole = files["padlet_hobby.json"]
    files[BROKEN_FILE] = whole[: len(whole) * 2 // 5]
    return files


def files_of(badge: Json, issuers: dict[str, Json]) -> dict[str, bytes]:
    """Return a badge's own file and its neighbours."""
    award, neighbours = document_of(badge, issuers)
    texts = {name: _text(document, badge).encode() for name, document in neighbours.items()}
    newer = badge["standard"] in {"OB 3.0", "Achievement"}
    payload = award if isinstance(award, str) else _text(award, badge)
    address = "" if isinstance(award, str) else award.get("id", "")
    return texts | {badge["file"]: contained(payload, badge["file"], address, newer=newer)}


def document_of(badge: Json, issuers: dict[str, Json]) -> tuple[Json | str, dict[str, Json]]:
    """Return the award as a document or as a token, and the documents that stand beside it."""
    made = _SHAPES[badge["standard"]](badge, issuers)
    return made if isinstance(made, tuple) else (made, {})


def _badge_2(badge: Json, issuers: dict[str, Json]) -> tuple[Json | str, dict[str, Json]]:
    award = open_badge_2(badge, issuers)
    if badge.get("sign") == "token":
        return signed_shapes.signed_badge_2(award, badge, issuers[badge["issuer"]])
    return award, hosted_documents(award, badge) if badge.get("hosted") else {}


def _bare_achievement(badge: Json, issuers: dict[str, Json]) -> Json:
    return {"@context": signed_shapes.OB3, **achievement(badge, issuers)}


def _credential(badge: Json, issuers: dict[str, Json]) -> Json | str:
    issuer, award = issuers[badge["issuer"]], open_badge_3(badge, issuers)
    sign = badge.get("sign", [])
    if sign == "token":
        return signed_shapes.credential_token(award, issuer, claims=badge["file"].endswith(".jwt"))
    if badge.get("compact"):
        award = compacted(award)
    signed = signed_shapes.with_proofs(award, sign, issuer, badge["issued"]) if sign else award
    return signed | {"proof": signed["proof"][0]} if badge.get("compact") else signed


_SHAPES: dict[str, Callable[[Json, dict[str, Json]], Any]] = {
    "OB 0.5": older_shapes.open_badge_0_5,
    "OB 1.0": older_shapes.open_badge_1_0,
    "OB 1.1": older_shapes.open_badge_1_1,
    "OB 2.0": _badge_2,
    "OB 3.0": _credential,
    "Achievement": _bare_achievement,
}


def compacted(value: Any) -> Any:
    """Return the document with every list of one thing replaced by that thing, except its contexts."""
    if isinstance(value, dict):
        return {key: one if key == "@context" else compacted(one) for key, one in value.items()}
    if isinstance(value, list):
        return compacted(value[0]) if len(value) == 1 else [compacted(one) for one in value]
    return value


def _supporting_files(plan: Json) -> dict[str, bytes]:
    """Return what a check of the signed badges needs, an endorsement, and a picture that holds an address only."""
    issuers, endorsed = plan["issuer"], plan["endorsement"]
    about = next(one for one in plan["badge"] if one["file"] == endorsed["endorsed"])
    page = achievement(about, issuers)["id"]
    documents = {
        endorsed["file"]: signed_shapes.endorsement(endorsed, page, issuers[endorsed["endorser"]]),
        "hosted/quillboard_did.json": signed_shapes.did_document(issuers["quillboard"]),
        "hosted/bridgewater_status_list.json": signed_shapes.status_list(
            issuers["bridgewater"], {one["status_index"] for one in plan["badge"] if one.get("status_revoked")}, "2026-10-01"
        ),
    }
    files = {name: _text(document).encode() for name, document in documents.items()}
    picture = plan["address"]
    badge = next(one for one in plan["badge"] if one["issuer"] == picture["issuer"])
    award = open_badge_2(badge | {"file": picture["file"]}, issuers)
    old = (b"tEXt", b"openbadges\x00" + award["id"].encode())
    files[picture["file"]] = baked_png(old, (b"tEXt", b"Comment\x00" + picture["note"].encode()))
    return files


def _list_file(plan: Json) -> bytes:
    """Return a list of items with the columns that are used, and one that names learners by a code."""
    used = [key for key in LIST_COLUMNS if any(key in row for row in plan["row"])]
    rows = [[*(LIST_COLUMNS[key] for key in used), "Learner code"]]
    rows += [[*(row.get(key, "") for key in used), f"learner-{at:03}"] for at, row in enumerate(plan["row"], 1)]
    if Path(plan["file"]).suffix == ".xlsx":
        return workbook(rows)
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _text(document: Json, badge: Json | None = None) -> str:
    return json.dumps(document, indent=2, ensure_ascii=(badge or {}).get("ascii", False)) + "\n"
