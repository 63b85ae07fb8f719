"""The words and numbers of the rubric editor: a draft as the grid a person reads, each problem beside its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rubric_kit.model import BASIS_POINTS, Finding, visible

_POINTS = re.compile(r"([+-]?)([0-9]{1,6})(?:[.,]([0-9]*))?")
_WHO = re.compile(r"^criterion '[^']*'(?:, level '[^']*')?:? ")
_WHOLE = TypeAdapter(int)
_MOST_LEVELS = 8


def grid(draft: Mapping[str, Any], problems: Iterable[Finding]) -> dict[str, Any]:
    """Return a draft and its problems as a browser draws them."""
    told = [_told(draft, finding) for finding in problems]
    count = len(told)
    return {
        "criteria": [_row(criterion, place) for place, criterion in enumerate(draft["criteria"])],
        "columns": max((len(one["levels"]) for one in draft["criteria"]), default=0),
        "total": f"The weights add up to {weight_text(_total(draft))} of 100.",
        "problems": told,
        "headline": "Ready to publish" if not count else f"{count} {'thing' if count == 1 else 'things'} to mend",
    }


def weight_text(weight: object) -> str:
    """Write basis points as points of 100: "25", "12.5"; anything else as it was typed."""
    if not isinstance(weight, int):
        return weight if isinstance(weight, str) else ""
    whole, hundredths = divmod(abs(weight), 100)
    text = f"{whole}.{hundredths:02}".rstrip("0").rstrip(".")
    return f"-{text}" if weight < 0 else text


def weight_from_text(text: str) -> int | str | None:
    """Read points of 100, with at most two decimals, as basis points; text that is none is given back as it is.

    Examples
    --------
    >>> weight_from_text("12,50"), weight_from_text("a third")
    (1250, 'a third')
    """
    found = _POINTS.fullmatch(text.strip())
    decimals = (found[3] or "").rstrip("0") if found else ""
    if found and len(decimals) <= 2:
        weight = int(found[2]) * 100 + int(decimals.ljust(2, "0"))
        return -weight if found[1] == "-" else weight
    try:
        _WHOLE.validate_python(text)
    except ValidationError:
        return text
    # Text such as "1_0" would pass as a whole number of basis points, which nobody meant.
    return None


def named(criterion: Mapping[str, Any], place: int) -> str:
    """Return a criterion's name, or its number as long as it has none."""
    return visible(str(criterion["name"])).strip() or f"Criterion {place + 1}"


def sentence(message: str) -> str:
    """Return an error's line as a sentence.

    Examples
    --------
    >>> sentence("nothing was changed")
    'Nothing was changed.'
    """
    text = visible(message).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."


def _row(criterion: Mapping[str, Any], place: int) -> dict[str, Any]:
    return {
        "id": criterion["id"],
        "label": named(criterion, place),
        "name": str(criterion["name"]),
        "question": str(criterion["question"]),
        "weight": weight_text(criterion["weight"]),
        "levels": [
            {"id": level["id"], "name": str(level["name"]), "descriptor": str(level["descriptor"])}
            for level in criterion["levels"]
        ],
        # With fewer than two levels left the points could not be spread again.
        "can_remove_level": len(criterion["levels"]) > 2,
        "can_add_level": 0 < len(criterion["levels"]) < _MOST_LEVELS,
    }


def _total(draft: Mapping[str, Any]) -> int:
    return sum(one["weight"] for one in draft["criteria"] if isinstance(one["weight"], int))


def _told(draft: Mapping[str, Any], finding: Finding) -> dict[str, str]:
    return {"path": finding.path, "place": _place(draft, finding.path), "message": _plain(draft, finding)}


def _place(draft: Mapping[str, Any], path: str) -> str:
    """Name the place of a problem as a person sees it: "Local tie, level 2, descriptor"."""
    parts = path.split(".")
    ids = [one["id"] for one in draft["criteria"]]
    if parts[0] != "criteria" or len(parts) < 2 or parts[1] not in ids:
        return {"criteria": "Criteria", "weights": "Weights", "policy": "Policy"}.get(parts[0], parts[0].capitalize())
    place = ids.index(parts[1])
    criterion = draft["criteria"][place]
    words = [named(criterion, place)]
    levels = [one["id"] for one in criterion["levels"]]
    if len(parts) > 3 and parts[2] == "levels" and parts[3] in levels:
        words.append(f"level {levels.index(parts[3])}")
    if parts[-1] in {"name", "question", "weight", "descriptor"} and len(parts) in {3, 5}:
        words.append(parts[-1])
    return ", ".join(words)


def _plain(draft: Mapping[str, Any], finding: Finding) -> str:
    if finding.path == "weights":
        missing = BASIS_POINTS - _total(draft)
        return f"They must add up to 100: {'add' if missing > 0 else 'take away'} {weight_text(abs(missing))}."
    if finding.code == "RKR001" and finding.path.endswith(".weight"):
        return "A weight is a number from 0 to 100 with at most two decimals, such as 12.5."
    value = _value(draft, finding.path)
    if finding.code == "RKR001" and value == "":
        return "Nothing is written here yet; write a few words."
    if isinstance(value, str) and len(value) > 400 and "at most" in finding.message:
        return f"This has {len(value):,} characters; {finding.message.removeprefix('String should have ')} fit."
    return sentence(_WHO.sub("", finding.message))


def _value(draft: Mapping[str, Any], path: str) -> object:
    """Return what stands in a cell, by the ids of its path."""
    at: Any = draft
    for part in path.split("."):
        if isinstance(at, list):
            at = next((one for one in at if one.get("id") == part), None)
        else:
            at = at.get(part) if isinstance(at, Mapping) else None
    return at
