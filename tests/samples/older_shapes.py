"""The plan of a sample badge in the shapes before Open Badges 2.0: everything is named by address, criteria are a page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sample_shapes import Json, hashed_earner, number_of, salt

OB1 = "https://w3id.org/openbadges/v1"


def open_badge_0_5(badge: Json, issuers: dict[str, Json]) -> Json:
    """Return an award that holds everything: addresses are parts of the issuer's own, the earner is a hash and a salt."""
    issuer = issuers[badge["issuer"]]
    page = f"/badges/{badge['slug']}"
    about = {"name": badge["name"], "image": f"{page}.png", "description": badge["description"], "criteria": page}
    origin = {"origin": f"https://{issuer['host']}", "name": issuer["name"], "org": issuer["org"], "contact": issuer["email"]}
    award = {
        "recipient": hashed_earner(badge),
        "salt": salt(badge),
        "evidence": badge["evidence_url"],
        "issued_on": badge["issued"],
        "badge": {"version": "0.5.0", **about, "issuer": origin},
    }
    return award | ({"expires": badge["expires"]} if "expires" in badge else {})


def open_badge_1_0(badge: Json, issuers: dict[str, Json]) -> tuple[Json, dict[str, Json]]:
    """Return an award without types and ids, and the two documents that it leads to."""
    home = f"https://{issuers[badge['issuer']]['host']}"
    stem = Path(badge["file"]).stem
    day = datetime.fromisoformat(badge["issued"]).replace(hour=12, tzinfo=UTC)
    award = {
        "uid": number_of(badge)[:8],
        "recipient": _recipient(badge),
        "badge": f"{home}/{stem}_badge_class.json",
        "verify": {"type": "hosted", "url": f"{home}/awards/{number_of(badge)[:8]}.json"},
        "issuedOn": int(day.timestamp()),
    }
    if "evidence_url" in badge:
        award["evidence"] = badge["evidence_url"]
    return award, _definition(badge, issuers[badge["issuer"]], home)


def open_badge_1_1(badge: Json, issuers: dict[str, Json]) -> tuple[Json, dict[str, Json]]:
    """Return an award with context, type and id, and the two documents that it names."""
    home = f"https://{issuers[badge['issuer']]['host']}"
    address = f"{home}/awards/{number_of(badge)}.json"
    plain, definition = open_badge_1_0(badge, issuers)
    award = {"@context": OB1, "type": "Assertion", "id": address, **plain}
    award |= {"verify": {"type": "hosted", "url": address}, "issuedOn": f"{badge['issued']}T12:00:00Z"}
    if "expires" in badge:
        award["expires"] = f"{badge['expires']}T12:00:00Z"
    (class_file, about_badge), (issuer_file, about_issuer) = definition.items()
    typed = {"@context": OB1, "type": "BadgeClass", "id": award["badge"], **about_badge}
    return award, {
        class_file: typed,
        issuer_file: {"@context": OB1, "type": "Issuer", "id": about_badge["issuer"], **about_issuer},
    }


def _definition(badge: Json, issuer: Json, home: str) -> dict[str, Json]:
    stem = Path(badge["file"]).stem
    page = f"{home}/badges/{badge['slug']}"
    about_badge = {
        "name": badge["name"],
        "description": badge["description"],
        "image": f"{page}.png",
        "criteria": page,
        "issuer": f"{home}/{stem}_issuer.json",
    }
    if "alignments" in badge:
        about_badge["alignment"] = [{"name": one["name"], "url": one["url"]} for one in badge["alignments"]]
    if "tags" in badge:
        about_badge["tags"] = badge["tags"]
    email = {"email": issuer["email"]} if "email" in issuer else {}
    about_issuer = {"name": issuer["name"], "url": home, "description": issuer["description"], **email}
    return {f"hosted/{stem}_badge_class.json": about_badge, f"hosted/{stem}_issuer.json": about_issuer}


def _recipient(badge: Json) -> Json:
    return {"type": "email", "hashed": True, "salt": salt(badge), "identity": hashed_earner(badge)}
