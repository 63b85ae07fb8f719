"""Items that a person described in a list or a form: a paper certificate, a course, an experience, a badge without a file.

Only the form's fields are read, so nothing of an earner can come along. The key is the hash of those fields: the same
item has the same key in whichever list it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

from rubric_kit.intake.dialects.kind import badge_kind
from rubric_kit.intake.dialects.node import LINE_LIMIT, TEXT_LIMIT, Node
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists import described_values as values
from rubric_kit.intake.lists.described_evidence import described_evidence, evidence_words
from rubric_kit.intake.lists.described_form import FORM_FIELDS, FormField, item_row
from rubric_kit.intake.lists.list_template import list_bytes, list_template
from rubric_kit.model import Badge, BadgeKind, Issuer, ProofOutcome, Source, Verification, canonical_json
from rubric_kit.model.formula_guard import unguarded

__all__ = ["FORM_FIELDS", "FormField", "described_badge", "item_row", "list_bytes", "list_template"]

_TEXTS = frozenset({"description", "criteria", "assessment", "alignment", "levels", "tags", "evidence"})
_ADDRESSES = frozenset({"issuer_url", "criteria_url", "badge_url"})
_NO_PROOF = Verification(
    outcome=ProofOutcome.NO_PROOF, method="none", reason="an item that a person described; there is nothing to check"
)
# Fields of the form -> names in `Badge.fields`, which are those of `rubric_kit.intake.dialects.filled_fields`.
_NAMES = {
    "item_type": ("achievement_type",),
    "name": ("name",),
    "issuer": ("issuer_name",),
    "issuer_url": ("issuer_url",),
    "description": ("description",),
    "criteria": ("criteria_narrative",),
    "criteria_url": ("criteria_url",),
    "assessment": ("criteria_narrative",),
    "evidence": ("evidence",),
    "alignment": ("alignment",),
    "levels": ("result_description", "rubric_levels"),
    "credits": ("credits_available",),
    "issued": ("issued_on",),
    "expires": ("expires",),
    "language": ("language",),
    "tags": ("tag",),
}


def described_badge(fields: Mapping[str, str], remarks: Remarks, *, within: Literal["list"] | None) -> Badge | None:
    """Make a badge of what a person wrote, or return None with the reason among the remarks.

    The level that a badge stands for becomes a tag such as "level: Advanced"; the scale becomes its level scale. How it is
    assessed is written under the criteria, where the facts look for it.

    Parameters
    ----------
    fields : mapping
        Text by field name; names that the form does not have are not read. A field that is missing was not asked for, one
        that is empty was left empty: for evidence that is the difference between "cannot tell" and "absent".
    remarks : Remarks
        Where findings go: RKB063 if the item is passed over, RKB065 for a value that cannot be read.
    within : "list" or None
        What the item stands in.
    """
    clean = _cleaned(fields, remarks)
    missing = [one.label for one in FORM_FIELDS if one.required and not clean.get(one.name)]
    if missing:
        remarks.add("RKB063", f"The item was passed over; it has no {' and no '.join(missing).lower()}.")
        return None
    content = canonical_json({name: value for name, value in clean.items() if value or name == "evidence"})
    key = hashlib.sha256(content).hexdigest()
    narrative, kind = _narrative(clean, remarks), _kind(clean, remarks)
    return Badge(
        key=key,
        claimed_id=clean.get("badge_url") or None,
        name=clean["name"],
        kind=kind,
        achievement_type=values.achievement_type(clean.get("item_type")),
        description=clean.get("description", ""),
        criteria_narrative=narrative,
        criteria_url=clean.get("criteria_url") or None,
        issuer=Issuer(name=clean["issuer"], url=clean.get("issuer_url") or None),
        alignments=values.alignments(clean.get("alignment", "")),
        evidence=described_evidence(clean.get("evidence")),
        level_scales=values.level_scales(clean.get("levels", "")),
        workload=values.workload(clean.get("hours"), clean.get("credits")),
        fields=_filled(clean),
        language=clean.get("language") or None,
        tags=values.tags(clean.get("tags", ""), clean.get("level")),
        valid_from=values.day(clean.get("issued", "")),
        valid_until=values.day(clean.get("expires", "")),
        verification=_NO_PROOF,
        source=Source(container="row", dialect="described", within=within, sha256=key, size=len(content)),
    )


def _cleaned(fields: Mapping[str, str], remarks: Remarks) -> dict[str, str]:
    """Return the form's fields as text that fits a record, in the form's order; what cannot be read is left out."""
    clean: dict[str, str] = {}
    reader = Node({}, "", remarks)
    for one in FORM_FIELDS:
        value = fields.get(one.name)
        if not isinstance(value, str):
            continue
        # Half characters cannot be written to any file.
        text = unguarded(value.strip()).strip().encode("utf-8", "replace").decode()
        if one.name == "evidence":
            # Not to know is the same as not to have been asked, and gives the same key.
            clean |= {one.name: words} if (words := evidence_words(text)) != "unknown" else {}
        elif one.name in _ADDRESSES:
            clean[one.name] = reader.clean_claim(" ".join(text.split()), one.name) or ""
        else:
            clean[one.name] = reader.clean(text, one.name, TEXT_LIMIT if one.name in _TEXTS else LINE_LIMIT).strip()
    _check_values(clean, remarks)
    return clean


def _check_values(clean: dict[str, str], remarks: Remarks) -> None:
    for name in ("issued", "expires"):
        text = clean.get(name, "")
        if text and not values.nothing_said(text) and values.day(text) is None:
            message = "The date cannot be read, or can be read in two ways; write it like 2026-01-31."
            remarks.add("RKB065", message, path=name)
    rungs = {rung.name.lower() for scale in values.level_scales(clean.get("levels", "")) for rung in scale.levels}
    if rungs and clean.get("level") and clean["level"].lower() not in rungs:
        remarks.add("RKB065", "The level is not among the levels of the scale.", path="level")
    kind = clean.get("item_type", "")
    if kind and values.achievement_type(kind) is None and values.kind_word(kind) is None:
        message = "The item type is not one of: badge, certificate, course, experience."
        remarks.add("RKB065", message, path="item_type")


def _kind(clean: Mapping[str, str], remarks: Remarks) -> BadgeKind | None:
    """Return the kind that the person names, or else what the item's type and tags tell."""
    stated = clean.get("kind", "")
    kind = values.kind_word(stated)
    if stated and kind is None and not values.nothing_said(stated):
        message = f"The kind is not one of: {', '.join(one.value for one in BadgeKind)}."
        remarks.add("RKB065", message, path="kind")
    item_type, tags = clean.get("item_type", ""), values.tags(clean.get("tags", ""), None)
    return kind or badge_kind(values.achievement_type(item_type), (item_type, *tags))


def _narrative(clean: Mapping[str, str], remarks: Remarks) -> str:
    criteria, assessment = clean.get("criteria", ""), clean.get("assessment", "")
    if not assessment or values.nothing_said(assessment):
        return criteria
    return Node({}, "", remarks).clean(f"{criteria}\n\n{assessment}".strip(), "criteria", TEXT_LIMIT)


def _filled(clean: Mapping[str, str]) -> tuple[str, ...]:
    filled = [name for name, value in clean.items() if value and not values.nothing_said(value)]
    return tuple(sorted({known for name in filled for known in _NAMES.get(name, ())}))
