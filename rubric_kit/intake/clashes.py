"""What only shows when all badges stand side by side: one id for two things, one look for two names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rubric_kit.intake.finding_codes import Remarks, quoted
from rubric_kit.intake.look_alikes import folded, plain, suspicious
from rubric_kit.model import Badge, Finding

_DEFINITION = (
    "name",
    "description",
    "achievement_type",
    "criteria_narrative",
    "criteria_url",
    "issuer",
    "alignments",
    "level_scales",
    "tags",
)
"""Fields that one id can mean only one way; an award's dates and evidence differ from earner to earner."""


def clashes(badges: tuple[Badge, ...], labels: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the findings about names and about pairs of badges; nothing is ever merged.

    Parameters
    ----------
    badges : tuple of Badge
        All badges, in order.
    labels : mapping
        Label of the item by badge key.
    """
    findings: list[Finding] = []
    for badge in badges:
        findings += _about_names(badge, labels[badge.key])
    findings += _pairs(badges, labels)
    return tuple(findings)


def _about_names(badge: Badge, where: str) -> list[Finding]:
    doubts = (suspicious(badge.name), suspicious(badge.issuer.name))
    if doubts == (None, None):
        return []
    remarks = Remarks(where)
    named = (("name", "badge", badge.name), ("issuer.name", "issuer", badge.issuer.name))
    for (path, words, name), why in zip(named, doubts, strict=True):
        if why:
            remarks.add("RKB032", f"The name of the {words}, {quoted(name)}, may imitate another: {why}.", path=path)
    return remarks.findings


def _pairs(badges: tuple[Badge, ...], labels: Mapping[str, str]) -> Iterator[Finding]:
    """Compare each badge with the first one that bears the same id or looks the same."""
    by_id: dict[str, Badge] = {}
    by_issuer_id: dict[str, Badge] = {}
    by_look: dict[tuple[str, str], Badge] = {}
    for badge in badges:
        remarks = Remarks(labels[badge.key])
        if badge.claimed_id:
            _about_ids(by_id.setdefault(badge.claimed_id, badge), badge, remarks)
        claimed = badge.issuer.claimed_id
        if claimed and plain((first := by_issuer_id.setdefault(claimed, badge)).issuer.name) != plain(badge.issuer.name):
            message = f"Badge {first.handle} has the same issuer id and another issuer name."
            remarks.add("RKB034", message, path="issuer.name")
        for path, name in (("name", badge.name), ("issuer.name", badge.issuer.name)):
            first = by_look.setdefault((path, folded(name)), badge)
            other = first.name if path == "name" else first.issuer.name
            if plain(other) != plain(name):
                message = f"{quoted(name)} looks like {quoted(other)} of badge {first.handle}; the characters differ."
                remarks.add("RKB033", message, path=path)
        yield from remarks.findings


def _about_ids(first: Badge, badge: Badge, remarks: Remarks) -> None:
    differing = [field for field in _DEFINITION if getattr(first, field) != getattr(badge, field)]
    if differing:
        message = f"Badge {first.handle} claims the same id and differs in: {', '.join(differing)}."
        remarks.add("RKB031", message, path="claimed_id")
