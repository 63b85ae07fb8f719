"""What a text states in a set form: hours and credits, the level it stands at, and whether work must be handed in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rubric_kit.intake.facts.text_reading import holds_word_of, read_text, tokens_of

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,6}(?:[.,]\d{1,2})?"
# The same, beginning with the digit that the search leaps to, and not inside a longer number or word.
_FIRST_NUMBER = r"\d(?<![\w.,]\d)(?:\d{0,2}(?:,\d{3})+|\d{0,5}(?:[.,]\d{1,2})?)"
_UNITS = {
    "hours": r"(?:(?:clock|contact|class|learning|study|pd|professional[ -]development|training|instructional|credit)[ -])?"
    r"(?:hours?|hrs?)\b",
    "ects": r"ects\b(?: (?:credits?|points?))?|european credits?\b",
    "ceu": r"ceus?\b|continuing education units?\b",
    "credits": r"(?:(?:pd|academic|university|college|graduate|semester|quarter|professional[ -]development) )?"
    r"(?:credits?|semester units?|units? of credit|pd units?|pdus?)\b",
}
_SHOWN = {"hours": "hours", "ects": "ECTS", "ceu": "CEU", "credits": "credits"}
_AMOUNT = re.compile(
    rf"(?P<low>{_FIRST_NUMBER})(?:\s?(?:-|–|to)\s?(?P<high>{_NUMBER}))?[\s-]?(?:"
    + "|".join(f"(?P<{unit}>{pattern})" for unit, pattern in _UNITS.items())
    + ")",
    re.IGNORECASE,
)
# "within 48 hours" and "24 hours a day" are deadlines and opening hours, not work.
_DEADLINE_BEFORE = re.compile(r"\b(?:within|every|after|in (?:less|fewer) than|under|last)\s+(?:the\s+)?$", re.IGNORECASE)
_DEADLINE_AFTER = re.compile(
    r"\s*(?:after|before|later|ago|notice|prior|a day|per day|(?:of|from) (?:submi|receipt|request))", re.IGNORECASE
)
_UNIT_STEMS = ("hour", "hr", "credit", "unit", "ects", "ceu", "pdu")
_BARE = re.compile(rf"\s*({_NUMBER})\s*")


class Amount(NamedTuple):
    """Hours or credits, as stated."""

    unit: str
    """hours, ects, ceu or credits; empty for a bare number."""
    text: str
    """The amount with its unit: 1.5 ECTS, 5 to 10 hours."""
    whole: int | None
    """The amount, or the low end of a range, where it is whole."""


@lru_cache(maxsize=512)
def amounts(text: str) -> tuple[Amount, ...]:
    """Return the hours and credits that a text states, each once, at most eight."""
    found: dict[str, Amount] = {}
    small = text.lower()
    if not any(stem in small for stem in _UNIT_STEMS):
        return ()
    for match in _AMOUNT.finditer(text):
        around = _DEADLINE_BEFORE.search(text, max(0, match.start() - 30), match.start())
        if around or _DEADLINE_AFTER.match(text, match.end()):
            continue
        unit = next(unit for unit in _UNITS if match[unit])
        low, high = _number(match["low"]), _number(match["high"] or "")
        shown = f"{low} to {high}" if high else low
        found.setdefault(f"{shown} {unit}", Amount(unit, f"{shown} {_unit_words(unit, shown)}", _whole(low)))
    return tuple(found.values())[:8]


def bare_amount(text: str) -> Amount | None:
    """Return a number that stands alone, as the credits of a badge do."""
    match = _BARE.fullmatch(text)
    return Amount("", _number(match[1]), None) if match else None


def _number(text: str) -> str:
    """Write 0,5 as 0.5, 1,000 as 1000 and 3.0 as 3."""
    text = text.replace(",", "") if re.search(r",\d{3}", text) else text.replace(",", ".")
    before, _, after = text.partition(".")
    return f"{int(before)}.{after.rstrip('0')}".rstrip(".") if before else ""


def _unit_words(unit: str, shown: str) -> str:
    words = _SHOWN[unit]
    return words.removesuffix("s") if shown == "1" else words


def _whole(number: str) -> int | None:
    return None if "." in number else int(number)


_WORD_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_STEP = rf"\d{{1,2}}|{'|'.join(_WORD_NUMBERS)}|{'|'.join(reversed(_ROMAN))}"
_LEVEL = re.compile(
    rf"\b(?P<word>level|stage|tier)[\s:#-]{{1,2}}(?P<step>{_STEP})\b(?:\s*(?:of|out of|/)\s*(?P<last>{_STEP})\b)?", re.IGNORECASE
)
_LEVEL_WORDS = [
    "introductory",
    "beginner",
    "basic",
    "foundation",
    "foundational",
    "intermediate",
    "proficient",
    "advanced",
    "expert",
    "master",
]
_NAMED = re.compile(rf"\b({'|'.join(_LEVEL_WORDS)})\b", re.IGNORECASE)
_NAMED_LEVEL = re.compile(rf"\b({'|'.join(_LEVEL_WORDS)})[\s-]level\b|\blevel:?\s({'|'.join(_LEVEL_WORDS)})\b", re.IGNORECASE)


class StatedLevel(NamedTuple):
    """The level a badge says it stands at."""

    shown: str
    """Words such as "level 2" or "advanced"."""
    last: int | None
    """How many levels there are, where that is said too."""


@lru_cache(maxsize=512)
def stated_level(text: str, *, title: bool) -> StatedLevel | None:
    """Return the level a text states; in a title or tag a word such as "advanced" is enough, in a sentence it is not."""
    small = text.lower()
    match = _LEVEL.search(text) if any(stem in small for stem in ("level", "stage", "tier")) else None
    if match:
        last = _step(match["last"]) if match["last"] else None
        return StatedLevel(f"{match['word'].lower()} {_step(match['step'])}", last)
    if not any(word in small for word in _LEVEL_WORDS):
        return None
    named = (_NAMED if title else _NAMED_LEVEL).search(text)
    return StatedLevel(next(word for word in named.groups() if word).lower(), None) if named else None


def _step(text: str) -> int:
    text = text.lower()
    for words in (_WORD_NUMBERS, _ROMAN):
        if text in words:
            return words.index(text) + 1
    return int(text)


_MUST = frozenset({"must", "shall", "required", "require", "requires", "requiring", "mandatory"})
_MUST_PHRASE = re.compile(r"\b(?:need(?:s|ed)? to|ha(?:ve|s) to|(?:is|are) needed)\b")
_MAY = frozenset({"optional", "optionally", "may", "might", "encouraged", "recommended", "invited"})
_MAY_PHRASE = re.compile(
    r"\b(?:can also|if you (?:wish|like|want)|(?:not|never|n't) (?:be )?(?:required|needed|mandatory)"
    r"|(?:do|does)(?: not|n't) (?:need|have) to|no need to)\b|n['’]t (?:required|needed|need to|have to)\b"
)
_MAY_HINTS = frozenset({"can", "if", "not", "never", "no", "t"})
_MUST_HINTS = frozenset({"to", "needed"})
_DEMAND = re.compile(
    r"[\s\d.):*+•-]*(?:(?:then|next|finally|and|you|earners?|candidates?|learners?|participants?|teachers?|students?) )?"
    r"(?:submits?|uploads?|hands? in|turns? in|sends?|provides?|shares?|posts?|presents?|records?|writes?|keeps?)\b"
)


@lru_cache(maxsize=512)
def evidence_demands(text: str) -> tuple[str, ...]:
    """Tell how a criteria text asks for work to hand in: required, asked or optional, strongest first."""
    if not read_text(text).found("evidence_asked"):
        return ()
    told = {_demand(one) for one in read_text(text).sentences}
    # A phrase can be cut by a line break; the whole text then asks where no sentence does.
    return tuple(word for word in ("required", "asked", "optional") if word in told) or ("asked",)


def _demand(sentence: str) -> str | None:
    tokens = tokens_of(sentence)
    if not holds_word_of("evidence_asked", sentence, tokens):
        return None
    if not _MAY.isdisjoint(tokens) or (not _MAY_HINTS.isdisjoint(tokens) and _MAY_PHRASE.search(sentence)):
        return "optional"
    if not _MUST.isdisjoint(tokens) or (not _MUST_HINTS.isdisjoint(tokens) and _MUST_PHRASE.search(sentence)):
        return "required"
    return "required" if _DEMAND.match(sentence) else "asked"
