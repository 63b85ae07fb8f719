"""The words and numbers of the rubric editor: a draft as the grid a person reads, each problem beside its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from rubric_kit.model import BASIS_POINTS, Finding, visible
from rubric_kit.widgets.check_rows import marks
from rubric_kit.widgets.place_words import named, place_words

_POINTS = re.compile(r"([+-]?)([0-9]{1,6})(?:[.,]([0-9]*))?")
_WHO = re.compile(r"^criterion '[^']*'(?:, level '[^']*')?:? ")
_WHOLE = TypeAdapter(int)
_MOST_LEVELS = 8


def grid(
    draft: Mapping[str, Any], problems: Iterable[Finding], checks: Sequence[dict[str, Any]], served: Sequence[str]
) -> dict[str, Any]:
    """Return a draft as a browser draws it, with its problems, how many checks each cell has, and what serves each item."""
    told = [_told(draft, finding) for finding in problems]
    return {
        "criteria": [_row(criterion, place, checks) for place, criterion in enumerate(draft["criteria"])],
        "about": [[name, str(draft[name])] for name in ("title", "purpose", "audience")],
        "targets": [
            {"id": one["id"], "text": str(one["text"]), "served": words}
            for one, words in zip(draft["targets"], served, strict=True)
        ],
        "columns": max((len(one["levels"]) for one in draft["criteria"]), default=0),
        "total": f"The weights add up to {weight_text(_total(draft))} of 100.",
        "problems": told,
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


def sentence(message: str) -> str:
    """Return an error's line as a sentence; a file's name at its start stays as it is.

    Examples
    --------
    >>> sentence("nothing was changed"), sentence("ours.json is empty")
    ('Nothing was changed.', 'ours.json is empty.')
    """
    text = visible(message).rstrip(".")
    is_name = "." in text.partition(" ")[0]
    return f"{text if is_name else text[:1].upper() + text[1:]}."


def _row(criterion: Mapping[str, Any], place: int, checks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    count = len(criterion["levels"])
    return {
        "id": criterion["id"],
        "label": named(criterion, place),
        "name": str(criterion["name"]),
        "question": str(criterion["question"]),
        "weight": weight_text(criterion["weight"]),
        "targets": list(criterion["targets"]),
        "marks": marks(checks, criterion["id"]),
        "levels": [_level(criterion["id"], level, checks) for level in criterion["levels"]],
        # With fewer than two levels left the points could not be spread again.
        "can_remove_level": count > 2,
        "can_add_level": 0 < count < _MOST_LEVELS,
    }


def _level(criterion: str, level: Mapping[str, Any], checks: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": level["id"],
        "name": str(level["name"]),
        "descriptor": str(level["descriptor"]),
        "anchors": [
            # The text as it is names the anchor; what is shown spells hidden characters out.
            {"text": one["text"], "shown": visible(one["text"]), "source": visible(one["source"] or "")}
            for one in level["anchors"]
        ],
        "marks": marks(checks, criterion, level["id"]),
    }


def _total(draft: Mapping[str, Any]) -> int:
    return sum(one["weight"] for one in draft["criteria"] if isinstance(one["weight"], int))


def _told(draft: Mapping[str, Any], finding: Finding) -> dict[str, str]:
    return {"path": finding.path, "place": place_words(draft, finding.path), "message": _plain(draft, finding)}


def _plain(draft: Mapping[str, Any], finding: Finding) -> str:
    """Say in plain words what is wrong; where none are known, as the finding says it."""
    path, value = finding.path, _value(draft, finding.path)
    if path == "weights":
        missing = BASIS_POINTS - _total(draft)
        return f"They must add up to 100: {'add' if missing > 0 else 'take away'} {weight_text(abs(missing))}."
    if path.startswith("policy.") and (told := _plain_rule(finding)):
        return told
    if finding.code == "RKR001" and path.endswith((".weight", ".at_least")):
        what = "weight" if path.endswith(".weight") else "cut"
        return f"A {what} is a number from 0 to 100 with at most two decimals, such as 12.5."
    if finding.code == "RKR001" and value == "":
        return "Nothing is written here yet; write a few words."
    if isinstance(value, str) and len(value) > 400 and "at most" in finding.message:
        return f"This has {len(value):,} characters; {finding.message.removeprefix('String should have ')} fit."
    return f"{sentence(_WHO.sub('', finding.message))} {finding.advice}".strip()


def _plain_rule(finding: Finding) -> str:
    if finding.code == "RKR001" and finding.path.startswith("policy.profiles."):
        return "A share is a number above 0, up to 100, with at most two decimals, such as 50."
    if finding.path == "policy.cuts" and finding.message.startswith("cuts must fall"):
        return "Each cut must be lower than the one above it."
    if "which does not exist" in finding.message:
        return "This rule names something that is not there any more; choose another one, or remove the rule."
    return ""


def _value(draft: Mapping[str, Any], path: str) -> object:
    """Return what stands in a cell, by the ids of its path."""
    at: Any = draft
    for part in path.split("."):
        if isinstance(at, list):
            at = next((one for one in at if one.get("id") == part), None)
        else:
            at = at.get(part) if isinstance(at, Mapping) else None
    return at
