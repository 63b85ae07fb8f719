"""What a person's words about evidence say: that there is some, of which kinds, or that it is not shown. Never the words."""

from __future__ import annotations

import re

from rubric_kit.intake.dialects.evidence import WITHHELD, Kind
from rubric_kit.model import Evidence, FactState

_LIMIT = 500
_NARRATIVE_WORDS = 12
_ADDRESS = re.compile(r"(?:\b[a-z][a-z0-9+.-]{0,20}://|\bwww\.|\bmailto:|\bdata:)\S*", re.IGNORECASE)
_PARTS = re.compile(r"[;,\n|+/&•]|\b(?:and|et|y)\b", re.IGNORECASE)
_NONE = re.compile(r"(?:none|no|nil|0|-|–|—|no evidence(?: \w+)?|not required|aucune?|ninguna?|sin evidencia)\.?", re.IGNORECASE)
_UNKNOWN = re.compile(r"(?:unknown|not known|not sure|n/?a|\?+|inconnue?|desconocida?)\.?", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:private|hidden|confidentiel(?:le)?|priv[ée]e?|confidencial|privad[oa]|retenue?)\.?", re.IGNORECASE)
_WORDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("link", re.compile(r"\b(?:links?|urls?|web ?sites?|web ?pages?|liens?|enlaces?)\b", re.IGNORECASE)),
    (
        "file",
        re.compile(
            r"\b(?:files?|documents?|pdfs?|photos?|pictures?|images?|videos?|recordings?|uploads?|attachments?|slides?|"
            r"fichiers?|archivos?)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "narrative",
        re.compile(r"\b(?:narratives?|text|reflections?|essays?|stor(?:y|ies)|r[ée]cits?|textes?|textos?)\b", re.IGNORECASE),
    ),
)


def evidence_words(text: str) -> str:
    """Reduce what stands about evidence to kinds, one per piece: nothing else of it may be kept.

    Returns
    -------
    str
        Empty (there is none), "withheld", "unknown", or kinds joined by semicolons such as "file; link; link".

    Examples
    --------
    >>> evidence_words("https://portfolio.example/jo, a short reflection")
    'link; narrative'
    """
    text = text.strip()
    if not text or _NONE.fullmatch(text):
        return ""
    if _UNKNOWN.fullmatch(text):
        return "unknown"
    short = len(text.split()) <= _NARRATIVE_WORDS
    if _HIDDEN.fullmatch(text) or text.lower() == "withheld" or (short and WITHHELD.search(text)):
        return "withheld"
    kinds: list[Kind] = ["link"] * min(len(_ADDRESS.findall(text)), _LIMIT)
    rest = _ADDRESS.sub(";", text) if kinds else text
    if not kinds and not short and not _all_kinds(rest):
        return "narrative"
    # Beside an address, words that name no kind are its label.
    named = [_kind(part) or (None if kinds else "other") for part in _parts(rest)]
    kinds += [kind for kind in named if kind is not None]
    return "; ".join(sorted(kinds[:_LIMIT])) or "other"


def described_evidence(text: str | None) -> Evidence:
    """Return the evidence that a person described; None stands for a list or form that does not ask for it."""
    words = "unknown" if text is None else evidence_words(text)
    if words == "unknown":
        return Evidence(state=FactState.UNKNOWN, basis="the person who described it says nothing about evidence")
    if not words:
        return Evidence(state=FactState.ABSENT, basis="the person who described it named no evidence")
    if words == "withheld":
        return Evidence(state=FactState.WITHHELD, basis="the person who described it says that evidence is withheld")
    pieces = words.split("; ")
    kinds: tuple[Kind, ...] = tuple(kind for kind in ("file", "link", "narrative", "other") if kind in pieces)
    return Evidence(
        state=FactState.PRESENT, kinds=kinds, count=len(pieces), basis="counted in what a person described; nothing was opened"
    )


def _parts(text: str) -> list[str]:
    return [part for part in _PARTS.split(text) if any(one.isalnum() for one in part)]


def _all_kinds(text: str) -> bool:
    return all(len(part.split()) <= 4 and _kind(part) for part in _parts(text))


def _kind(part: str) -> Kind | None:
    if part.strip().lower() == "other":
        return "other"
    return next((kind for kind, pattern in _WORDS if pattern.search(part)), None)
