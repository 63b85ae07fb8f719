"""What BadgeClass (2.0) and Achievement (3.0) have in common: criteria, alignments, scales, issuer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from rubric_kit.intake.dialects.earner import Earner, names_in
from rubric_kit.intake.dialects.filled_fields import issuer_fields
from rubric_kit.intake.dialects.memory import Memory
from rubric_kit.intake.dialects.node import LINE_LIMIT, TEXT_LIMIT, Node, plain_text
from rubric_kit.model import Alignment, BadgeLevel, Issuer, LevelScale

NO_NAME = "(no name given)"
"""Stands in for a badge name that is missing."""
SELF_ISSUED = "(issued by the earner)"
"""Stands in for the name of an issuer who is the earner."""
BY_EARNER = "(the earner)"
"""Stands in for the name of a badge's creator who is the earner."""
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")


def name(node: Node) -> str:
    """Return the badge's name, or the words that stand in for a missing one."""
    found = node.line("name")
    if found is None:
        node.remarks.add("RKB024", "The badge has no name.", path=node.place("name"))
    return found or NO_NAME


def criteria(node: Node) -> tuple[str, str | None]:
    """Return the criteria narrative and the criteria address; a single text can be either."""
    narratives: list[str] = []
    addresses: list[str] = []
    for entry in node.items("criteria"):
        if isinstance(entry, Mapping):
            one = Node(entry, node.place("criteria"), node.remarks)
            narratives.append(one.text("narrative"))
            addresses.append(one.claim("id", "@id", "url") or "")
        elif _ADDRESS.fullmatch(plain_text(entry)):
            addresses.append(node.clean_claim(plain_text(entry), "criteria") or "")
        else:
            narratives.append(plain_text(entry))
    narrative = node.clean("\n\n".join(one for one in narratives if one), "criteria", TEXT_LIMIT)
    return narrative, next((one for one in addresses if one), None)


def alignments(node: Node) -> tuple[Alignment, ...]:
    """Return the alignments; the name of an item can be missing, its code or address then stands in."""
    found = [_alignment(one) for one in node.nodes("alignment", "alignments")]
    return tuple(one for one in found if one is not None)


def _alignment(node: Node) -> Alignment | None:
    # Open Badges 1.x wrote name, url and description.
    title = node.line("targetName", "name", "targetCode", "targetUrl", "url")
    if title is None:
        return None
    return Alignment(
        target_name=title,
        target_url=node.claim("targetUrl", "url"),
        target_code=node.line("targetCode"),
        target_framework=node.line("targetFramework"),
        target_description=node.text("targetDescription", "description"),
        target_type=node.line("targetType"),
    )


def level_scales(node: Node) -> tuple[LevelScale, ...]:
    """Return the issuer's own scales (3.0 only); the earner's result on them is personal and is left out."""
    return tuple(
        LevelScale(
            name=one.line("name") or NO_NAME,
            result_type=one.line("resultType"),
            levels=tuple(_level(level) for level in one.nodes("rubricCriterionLevel")),
            allowed_values=one.lines("allowedValue"),
        )
        for one in node.nodes("resultDescription")
    )


def _level(node: Node) -> BadgeLevel:
    return BadgeLevel(
        name=node.line("name", "level") or NO_NAME,
        level=node.line("level"),
        points=node.line("points"),
        description=node.text("description"),
    )


def issuer_name(node: Node) -> str | None:
    """Return the name of an issuer, or else the id that stands in for it."""
    claimed = node.claim("id", "@id", "origin")
    return node.line("name") or (node.clean(claimed, "id", LINE_LIMIT) if claimed else None)


def creator(node: Node, issuer: Issuer, earner: Earner) -> str | None:
    """Return who designed the badge, where that is somebody other than the issuer (3.0 only); the earner is not named."""
    profiles = node.nodes("creator")
    if not profiles:
        return None
    if earner.is_also(profiles[0]):
        return None if issuer.name == SELF_ISSUED else BY_EARNER
    title = issuer_name(profiles[0])
    same = title == issuer.name or (issuer.claimed_id is not None and profiles[0].id == issuer.claimed_id)
    return None if same else title


def workload(node: Node) -> str | None:
    """Return the credits that the badge states in a field of its own (3.0 only); hours in the text are a fact's business."""
    stated = node.line("creditsAvailable")
    return f"{stated} credits"[:LINE_LIMIT] if stated else None


class StatedIssuer(NamedTuple):
    """An issuer, and the names of the fields that its profile fills."""

    issuer: Issuer
    fields: frozenset[str]


class _Profile(NamedTuple):
    """What is read of a profile once, however many awards bear it."""

    stated: StatedIssuer | None
    named_by: frozenset[str]


def issuer(node: Node, earner: Earner, memory: Memory) -> StatedIssuer | None:
    """Return the issuer from its profile, or None if the profile holds neither name nor id."""
    profile = memory.of(_profile, node)
    if earner.is_one_of(profile.named_by):
        node.remarks.add("RKB035", "The issuer and the earner are the same.", path=node.path)
        return StatedIssuer(Issuer(name=SELF_ISSUED), frozenset(issuer_fields(node.value)))
    return profile.stated


def _profile(node: Node) -> _Profile:
    return _Profile(_stated_issuer(node), frozenset(names_in(node)))


def claimed_issuer(profile: Node) -> str | None:
    """Return the id that an issuer's profile states."""
    return profile.claim("id", "@id", "origin")


def _stated_issuer(node: Node) -> StatedIssuer | None:
    # Open Badges 0.5 called the issuer's address its origin, and its way to be reached "contact".
    claimed = claimed_issuer(node)
    title = node.line("name")
    if claimed is None and title is None:
        return None
    if title is None:
        node.remarks.add("RKB023", "Only the id of the issuer is known; it stands in for the name.", path=node.path)
    stated = Issuer(
        name=title or node.clean(claimed or "", "id", LINE_LIMIT),
        claimed_id=claimed,
        url=node.claim("url", "origin"),
        description=node.text("description"),
        has_contact=node.has("email", "telephone", "phone", "address", "contactPoint", "contact"),
    )
    return StatedIssuer(stated, frozenset(issuer_fields(node.value)))
