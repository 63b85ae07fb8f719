"""Which of the shipped frameworks a text or an address speaks of, by plain words that anybody can read here."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from rubric_kit.intake.frameworks.item_index import folded

_NOBODY: frozenset[str] = frozenset()
# Most alignments name none of the packs; this one look spares them the others.
_HINT = re.compile(r"iste|international society|21|connecting|skills|cte|career", re.IGNORECASE)
_ISTE = re.compile(r"\b(?:iste|international society for technology in education)\b")
# ISTE's other sets, and the older ones with other codes: none of them is among the packs.
_OTHER_ISTE = re.compile(
    r"\bnets\b|\biste [tac]\b|\bteachers?\b|\bcoach(?:es)?\b|\badministrators?\b|\beducation leaders?\b"
    r"|\bcomputer science educators\b|\bcomputational thinking competencies\b"
)
_EDUCATORS = re.compile(r"\beducators?\b|\biste e\b")
_STUDENTS = re.compile(r"\bstudents?\b|\biste s\b")
_CANADA = re.compile(r"\bcanad(?:a|ian)\b|\besdc\b")
_P21 = re.compile(r"\bp21\b|\bpartnership for 21st century (?:skills|learning)\b|\bframework for 21st century learning\b")
_CONNECTING = re.compile(r"\bconnecting ?credentials\b")
_SUCCESS_ALONE = re.compile(r"(?:the )?skills for success(?: (?:framework|model))?")
_SUCCESS = re.compile(r"\bskills (?:for )?success\b")
_ESSENTIAL = re.compile(r"\bessential skills\b")
_CTE = re.compile(
    r"\bcte model curriculum standards\b|\bcareer technical education model curriculum standards\b|\bctemcstandards\b"
    r"|\b(?:california|ca) (?:cte|career (?:and )?technical education)\b"
)
_HOSTS = (
    "iste.org",
    "p21.org",
    "battelleforkids.org",
    "connectingcredentials.org",
    "esdc.gc.ca",
    "canada.ca",
    "cde.ca.gov",
)


def _iste(text: str) -> frozenset[str]:
    if not _ISTE.search(text) or _OTHER_ISTE.search(text):
        return _NOBODY
    named = {key for key, words in (("iste-educators", _EDUCATORS), ("iste-students", _STUDENTS)) if words.search(text)}
    return frozenset(named or {"iste-educators", "iste-students"})


def _by_words(key: str, *patterns: re.Pattern[str]) -> Callable[[str], frozenset[str]]:
    found = frozenset({key})
    return lambda text: found if all(pattern.search(text) for pattern in patterns) else _NOBODY


_RULES: tuple[Callable[[str], frozenset[str]], ...] = (
    _iste,
    _by_words("p21", _P21),
    _by_words("connecting-credentials", _CONNECTING),
    # Other countries have essential skills of their own, so the word Canada must be there as well.
    _by_words("canada-essential-skills", _ESSENTIAL, _CANADA),
    _by_words("skills-for-success", _SUCCESS, _CANADA),
    lambda text: frozenset({"skills-for-success"}) if _SUCCESS_ALONE.fullmatch(text) else _NOBODY,
    _by_words("california-cte", _CTE),
)


@lru_cache(maxsize=1024)
def named_in(text: str) -> frozenset[str]:
    """Return the keys of the shipped frameworks that a text names, none if it names none or another one."""
    if not _HINT.search(text):
        return _NOBODY
    words = folded(text)
    return _NOBODY.union(*(rule(words) for rule in _RULES))


@lru_cache(maxsize=1024)
def at_host(address: str, framework: str = "") -> frozenset[str]:
    """Return the keys of the shipped frameworks that an address speaks of, by its host and path.

    The framework's name, if one is given beside the address, is read with it: "Standards for Educators" on a page of ISTE
    tells which set is meant, and "Standards for Coaches" tells that it is none of those known here.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return _NOBODY
    if not any(host == known or host.endswith(f".{known}") for known in _HOSTS):
        return _NOBODY
    place = f"{host} {parts.path}"
    return named_in(place) & named_in(f"{framework} {place}")
