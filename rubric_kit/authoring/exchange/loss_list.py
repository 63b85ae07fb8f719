"""What a form does not carry, found by reading back what was written and laying it beside the rubric, place by place.

So the list can neither miss a loss nor cry one: it is the difference itself, and each format adds only the reason for each sort
of place. A place without a reason is a fault of the format; the tests look for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.exchange.finding_codes import shortened
from rubric_kit.authoring.exchange.form import Loss
from rubric_kit.model import Rubric
from rubric_kit.model.rule_words import exact_share, points_text

UNEXPLAINED = "It did not come back as it was when the file was read again."
"""The reason where a format gives none."""


class Reason(NamedTuple):
    """Why one sort of place is not carried."""

    place: str
    """The place by ids, with * for any id: criteria.*.levels.*.anchors."""
    why: str
    """Why it is not carried, and what comes of it, in one or two short sentences."""


def usual_reasons(form: str) -> tuple[Reason, ...]:
    """Return the reasons that hold for every form without room for what only this kit keeps; `form` starts the sentences."""
    names = "A name made from the words takes its place when the file is read again."
    ends = f"{form} keeps no spaces at the ends of a text, no control characters, and no empty names."
    cells = {
        "id": f"{form} has no short names. {names}",
        "version": f"{form} has no version numbers. What is read from it starts at version 1.",
        "parent": f"{form} does not say which version a rubric was made from.",
        "base": f"{form} does not say which rubric this one builds on.",
        "title": ends,
        "purpose": f"{form} has no place for what a rubric is for.",
        "audience": f"{form} does not say who reads the decisions.",
        "language": f"{form} does not say which language a rubric is in.",
        "targets": f"{form} has no place for vision and mission items.",
        "citations": f"{form} has no place for sources.",
        "set_aside": f"{form} has no place for findings that were left standing.",
        "policy.gates": f"{form} has no gates: it adds up points. A criterion that only a gate asks for hardly counts there.",
        "policy.cuts": f"{form} has no cuts. Points there lead to no decision.",
        "policy.*": f"{form} has no rules for a decision.",
        "criteria.*.id": f"{form} has no short names. {names}",
        "criteria.*.name": ends,
        "criteria.*.question": ends,
        "criteria.*.weight": f"{form} has no weights.",
        "criteria.*.targets": f"{form} has no links to vision and mission items.",
        "criteria.*.citations": f"{form} has no place for sources.",
        "criteria.*.levels.*.id": f"{form} has no short names. Levels are numbered from the lowest when the file is read again.",
        "criteria.*.levels.*.name": ends,
        "criteria.*.levels.*.descriptor": ends,
        "criteria.*.levels.*.anchors": f"{form} has no place for sample text.",
        "criteria.*.levels.*.look_fors": f"{form} has no place for look-fors, so it suggests no level.",
        "criteria.*.levels.*.citations": f"{form} has no place for sources.",
    }
    return tuple(Reason(place, why) for place, why in cells.items())


def losses_of(rubric: Rubric, back: Mapping[str, Any], reasons: Sequence[Reason]) -> tuple[Loss, ...]:
    """List every place of a rubric at which what was read back differs.

    Criteria and levels are laid side by side by their place in the list, since forms seldom keep ids; their paths name the
    rubric's own ids. A cell is a field of a criterion or a level; of the policy and the rest each field is one place.

    Parameters
    ----------
    rubric : Rubric
        The rubric that was written.
    back : mapping
        The draft that reading the file gives.
    reasons : sequence of Reason
        Why, for each sort of place; the first that fits counts.
    """
    return tuple(
        Loss(path=path, words=_words(path, value), why=_why(path, reasons)) for path, value in _differences(rubric.plain(), back)
    )


def _differences(before: Draft, after: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, value in before.items():
        if field == "criteria":
            yield from _rows("criteria", value, after.get("criteria") or [])
        elif field == "policy":
            yield from _fields("policy.", value, after.get("policy") or {})
        elif value != after.get(field):
            yield field, value


def _fields(start: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, value in before.items():
        if field == "levels":
            yield from _rows(f"{start}levels", value, after.get("levels") or [])
        elif value != after.get(field):
            yield f"{start}{field}", value


def _rows(path: str, before: Sequence[Draft], after: Sequence[Draft]) -> Iterator[tuple[str, Any]]:
    for at, one in enumerate(before):
        if at < len(after):
            yield from _fields(f"{path}.{one['id']}.", one, after[at])
        else:
            yield f"{path}.{one['id']}", one["name"]


def _words(path: str, value: Any) -> str:
    if path.endswith((".weight", ".points")):
        return f"{exact_share(value)} of 100" if path.endswith(".weight") else points_text(value)
    if isinstance(value, list):
        return shortened(_listed(value))
    return "" if value is None else shortened(value)


def _listed(values: Sequence[Any]) -> str:
    shown = [_shown(one) for one in values]
    return "; ".join(shown) if len(shown) < 2 else f"{len(shown)}: {'; '.join(shown)}"


def _shown(value: Any) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    named = (value.get(one) for one in ("text", "name", "method", "reason", "fact", "outcome", "kind", "id"))
    return str(next((one for one in named if one), ""))


def _why(path: str, reasons: Sequence[Reason]) -> str:
    return next((reason.why for reason in reasons if _pattern(reason.place).fullmatch(path)), UNEXPLAINED)


@cache
def _pattern(place: str) -> re.Pattern[str]:
    return re.compile(r"[^.]+".join(re.escape(part) for part in place.split("*")))
