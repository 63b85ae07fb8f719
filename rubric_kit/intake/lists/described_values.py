"""Values that a person wrote into a cell: dates, alignments, levels, hours, words for kinds."""

from __future__ import annotations

import re
from datetime import date

from rubric_kit.intake.dialects.kind import badge_kind
from rubric_kit.intake.dialects.node import CLAIM_LIMIT, LINE_LIMIT, LIST_LIMIT
from rubric_kit.model import Alignment, BadgeKind, BadgeLevel, LevelScale

SCALE_NAME = "Levels"
"""Name of a scale that stands in a list, where it has none."""
ITEM_TYPES: dict[str, str] = {
    **dict.fromkeys(("badge", "digital badge", "open badge", "insignia", "insigne"), "Badge"),
    **dict.fromkeys(("microcredential", "micro-credential", "micro credential"), "MicroCredential"),
    **dict.fromkeys(("certificate", "certificat", "certificado"), "Certificate"),
    **dict.fromkeys(("course", "workshop", "cours", "curso", "taller"), "Course"),
    **dict.fromkeys(("experience", "described experience", "expérience", "experiencia"), "ext:Experience"),
}
"""What a person calls the item -> Open Badges achievementType; the standard has no word for an experience."""
_KINDS: dict[str, BadgeKind] = {
    **{kind.value: kind for kind in BadgeKind},
    "apprentissage": BadgeKind.LEARNING,
    "aprendizaje": BadgeKind.LEARNING,
    "aplicación": BadgeKind.APPLICATION,
    "connaissance": BadgeKind.KNOWLEDGE,
    "conocimiento": BadgeKind.KNOWLEDGE,
    "participación": BadgeKind.PARTICIPATION,
    "adhésion": BadgeKind.MEMBERSHIP,
    "membresía": BadgeKind.MEMBERSHIP,
    "autre": BadgeKind.OTHER,
    "otro": BadgeKind.OTHER,
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_DAY_MONTH = re.compile(r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
# A code has a digit and either dots ("2.5.a") or at least two hyphens ("MS-LS1-1"); "K-12" and years have neither.
_CODE = re.compile(
    r"(?<!\S)(?=\S*\d)(?!\d{4}-)(?:[A-Za-z0-9-]{1,20}(?:\.[A-Za-z0-9-]{1,20}){1,8}|[A-Za-z0-9]{1,10}(?:-[A-Za-z0-9]{1,10}){2,6})(?=[\s:,)]|$)"
)
_AMOUNT = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_NO = frozenset({"none", "no", "n/a", "na", "-", "–", "unknown", "?"})


def day(text: str) -> date | None:
    """Return a date, or None where it cannot be read in one way only: 3/4/2026 is March in one country, April in another."""
    text = " ".join(text.split())
    try:
        if match := _ISO.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMBERS.fullmatch(text):
            return _by_numbers(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_MONTH.fullmatch(text):
            return date(int(match[3]), _month(match[2]), int(match[1]))
        if match := _MONTH_DAY.fullmatch(text):
            return date(int(match[3]), _month(match[1]), int(match[2]))
    except ValueError:
        pass
    return None


def _by_numbers(first: int, second: int, year: int) -> date | None:
    if first != second and first <= 12 and second <= 12:
        return None
    return date(year, first, second) if second > 12 else date(year, second, first)


def _month(word: str) -> int:
    found = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(word.lower())]
    found = [9] if word.lower() == "sept" else found
    if len(found) != 1:
        raise ValueError(word)
    return found[0]


def pieces(text: str, separators: str = ";\n") -> tuple[str, ...]:
    """Split a cell that lists several things; empty pieces are left out, and so is what is too much for one badge."""
    parts = re.split(f"[{re.escape(separators)}]", text)
    return tuple(line for part in parts if (line := " ".join(part.split())))[:LIST_LIMIT]


def alignments(text: str) -> tuple[Alignment, ...]:
    """Read "ISTE 2.5.a Design; P21 Collaboration": what stands before a code is the framework."""
    return tuple(_alignment(piece) for piece in pieces(text))


def _alignment(piece: str) -> Alignment:
    address = _ADDRESS.search(piece)
    words = " ".join(_ADDRESS.sub(" ", piece).split()).strip(" :,–-") or piece
    code = _CODE.search(words) if words is not piece or address is None else None
    framework = words[: code.start()].strip(" :,–-(") if code else ""
    return Alignment(
        target_name=_short(words),
        target_url=address[0] if address and len(address[0]) <= CLAIM_LIMIT else None,
        target_code=code[0] if code else None,
        target_framework=_short(framework) or None,
    )


def level_scales(text: str) -> tuple[LevelScale, ...]:
    """Read a scale, lowest rung first: "Beginner > Intermediate > Advanced"."""
    rungs = pieces(text, ">;\n")
    if not rungs:
        return ()
    return (LevelScale(name=SCALE_NAME, levels=tuple(BadgeLevel(name=_short(rung)) for rung in rungs)),)


def tags(text: str, level: str | None) -> tuple[str, ...]:
    """Return the tags; the badge's own level stands among them, since a scale has no place for it."""
    found = [_short(piece) for piece in pieces(text, ",;\n")]
    return tuple(dict.fromkeys([*found, *([_short(f"level: {level}")] if level else [])]))


def workload(hours: str | None, credit: str | None) -> str | None:
    """Return hours and credits with their unit; text that has its own unit stays as it is."""
    parts = [_amount(hours, "hour"), _amount(credit, "credit")]
    return _short("; ".join(part for part in parts if part)) or None


def _amount(text: str | None, unit: str) -> str:
    if not text or text.lower() in _NO:
        return ""
    if not _AMOUNT.fullmatch(text):
        return text
    return f"{text} {unit}" if text == "1" else f"{text} {unit}s"


def achievement_type(text: str | None) -> str | None:
    """Return the Open Badges word for what a person calls the item, or None."""
    return ITEM_TYPES.get(text.lower()) if text else None


def kind_word(text: str | None) -> BadgeKind | None:
    """Return the kind that a person names in a cell meant for it."""
    return _KINDS.get(text.lower()) or badge_kind(None, (text,)) if text else None


def nothing_said(text: str) -> bool:
    """Tell whether a cell is filled with a word for nothing."""
    return text.lower() in _NO


def _short(text: str) -> str:
    return text if len(text) <= LINE_LIMIT else text[: LINE_LIMIT - 1] + "…"
