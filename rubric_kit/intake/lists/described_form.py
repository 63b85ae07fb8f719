"""The form for an item that was never a digital badge; the widget and the list template are both made from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rubric_kit.intake.lists.described_evidence import evidence_words
from rubric_kit.model import BadgeKind


class FormField(NamedTuple):
    """One field of the form, and one column of a list."""

    name: str
    """Name among the fields of `rubric_kit.intake.lists.described_item.described_badge`."""
    label: str
    """What a person reads; it is the column's header in the template too."""
    help: str
    """What to write, in one sentence."""
    required: bool = False
    """Whether the item is passed over without it."""
    choices: tuple[str, ...] = ()
    """Words to pick from, where any other word would not be understood."""
    lines: int = 1
    """How many lines to offer for writing."""


FORM_FIELDS: tuple[FormField, ...] = (
    FormField(
        "item_type",
        "Item type",
        "What it is: a badge, a certificate, a course or an experience.",
        choices=("badge", "certificate", "course", "experience"),
    ),
    FormField("name", "Badge name", "What the issuer calls it.", required=True),
    FormField("issuer", "Issuer", "The organisation that gives it.", required=True),
    FormField("issuer_url", "Issuer website", "The organisation's web address. It is kept as text and never opened."),
    FormField("description", "Description", "What it is about, in the issuer's words.", lines=4),
    FormField("criteria", "Earning criteria", "What a person has to do to earn it, in the issuer's words.", lines=6),
    FormField("criteria_url", "Criteria web address", "Where the criteria are published. It is never opened."),
    FormField("assessment", "Assessment", "How the work is judged, and by whom: a test, a review with a rubric.", lines=2),
    FormField(
        "evidence",
        "Kinds of evidence",
        "Only kinds: link, narrative, file, other. Write none if there is none, withheld if it is not shown. "
        "Leave the work itself out.",
    ),
    FormField("alignment", "Alignment", "Framework items with their codes, separated by semicolons.", lines=2),
    FormField("level", "Level", "The level that this badge stands for, if it has one."),
    FormField("levels", "Levels, lowest first", "All levels of the scale, separated by >."),
    FormField("kind", "Kind of badge", "What it recognises.", choices=tuple(kind.value for kind in BadgeKind)),
    FormField("hours", "Hours", "How many hours it takes, as the issuer states it."),
    FormField("credits", "Credits", "How many credits it is worth, as the issuer states it."),
    FormField("issued", "Issue date", "Written like 2026-01-31."),
    FormField("expires", "Expiry date", "Written like 2026-01-31. Leave it empty if it does not expire."),
    FormField("language", "Language", "The badge's language, such as en, fr or es."),
    FormField("tags", "Tags", "Keywords, separated by commas."),
    FormField("badge_url", "Web page of the badge", "The page about the badge, never the page of a person who earned it."),
)
"""The form's fields, in the order in which a person fills them in. No field asks who earned it."""


def item_row(fields: Mapping[str, str]) -> dict[str, str]:
    """Return what was filled into the form as a row for a list: header -> text, evidence by its kinds only."""
    row = {one.label: fields.get(one.name, "").strip() for one in FORM_FIELDS}
    evidence = evidence_words(fields["evidence"]) or "none" if "evidence" in fields else "unknown"
    return row | {one.label: evidence for one in FORM_FIELDS if one.name == "evidence"}
