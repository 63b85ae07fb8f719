"""Blind mode: a badge with its issuer taken out, so that a name known from elsewhere does not sway who rates.

What is taken out: the issuer's record, every address, and in all texts the issuer's name, its initials and the word of its own
web address. A text that describes the issuer without naming it still gives it away; the page says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from rubric_kit.model import Alignment, Badge, BadgeLevel, Issuer, LevelScale

THE_ISSUER = "the issuer"
"""What stands where the issuer's name stood."""
HIDDEN = "(hidden until the reveal)"
"""What stands where an address stood."""

_ADDRESSES = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.|\bdid:)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_COMPANY_FORMS = {"inc", "llc", "ltd", "gmbh", "corp", "co", "plc", "ag", "sa"}
_SHORTEST = 3
_ARTICLE = r"(?:(?:[Tt]he|[Aa]n?)\s+)?"


class Blind:
    """Takes one badge's issuer out of texts.

    Parameters
    ----------
    badge : Badge
        The badge; its issuer and its addresses tell what is to be hidden.
    """

    def __init__(self, badge: Badge) -> None:
        hosts = sorted(_hosts(badge), key=lambda host: (-len(host), host))
        names = [badge.issuer.name, *([badge.creator] if badge.creator else [])]
        words = {tuple(variant) for name in names for variant in _variants(name)}
        words |= {tuple(part) for name in names for part in _host_words(name, hosts)}
        self._names = _any_of(_spelled(one) for one in sorted(words, key=lambda one: (-len("".join(one)), one)))
        self._initials = _any_of(_ARTICLE + re.escape(one) for name in names for one in _initials(name))
        self._hosts = _any_of(rf"(?:[\w-]+\.)*{re.escape(host)}(?:[/?#]\S*)?" for host in hosts)

    def text(self, text: str) -> str:
        """Return a text with the issuer's name and all addresses taken out."""
        told = _ADDRESSES.sub(HIDDEN, text)
        if self._hosts is not None:
            told = self._hosts.sub(HIDDEN, told)
        if self._initials is not None:
            told = self._initials.sub(THE_ISSUER, told)
        return told if self._names is None else _replaced(self._names, told)


def blind_badge(badge: Badge) -> Badge:
    """Return a badge to be shown in its place: the same key, no issuer, and no text that names it."""
    hide = Blind(badge).text
    # A view only: the longer words may pass the limit of a field, so nothing is validated again.
    return badge.model_copy(
        update={
            "claimed_id": None,
            "name": hide(badge.name),
            "description": hide(badge.description),
            "criteria_narrative": hide(badge.criteria_narrative),
            "criteria_url": HIDDEN if badge.criteria_url else None,
            "issuer": Issuer(name=f"The issuer's name is {HIDDEN[1:-1]}."),
            "alignments": tuple(_blind_alignment(one, hide=Blind(badge)) for one in badge.alignments),
            "evidence": badge.evidence.model_copy(update={"basis": hide(badge.evidence.basis)}),
            "level_scales": tuple(_blind_scale(one, hide=Blind(badge)) for one in badge.level_scales),
            "endorsements": (),
            "creator": None,
            "tags": tuple(map(hide, badge.tags)),
            "verification": badge.verification.model_copy(update={"reason": hide(badge.verification.reason), "anchor": None}),
        }
    )


def _blind_alignment(alignment: Alignment, hide: Blind) -> Alignment:
    texts = {
        name: None if getattr(alignment, name) is None else hide.text(getattr(alignment, name))
        for name in ("target_name", "target_code", "target_framework", "target_description")
    }
    return alignment.model_copy(update={**texts, "target_url": HIDDEN if alignment.target_url else None})


def _blind_scale(scale: LevelScale, hide: Blind) -> LevelScale:
    return scale.model_copy(
        update={
            "name": hide.text(scale.name),
            "levels": tuple(_blind_rung(one, hide) for one in scale.levels),
            "allowed_values": tuple(map(hide.text, scale.allowed_values)),
        }
    )


def _blind_rung(rung: BadgeLevel, hide: Blind) -> BadgeLevel:
    return rung.model_copy(update={"name": hide.text(rung.name), "description": hide.text(rung.description)})


class _Folded(NamedTuple):
    """A text with capitals, accents and hidden characters taken off, and where each letter stood."""

    text: str
    places: tuple[int, ...]


def _fold(text: str) -> _Folded:
    pairs = [
        (letter, at)
        for at, written in enumerate(text)
        for letter in unicodedata.normalize("NFKD", written).casefold()
        if unicodedata.category(letter) not in ("Mn", "Cf")
    ]
    return _Folded("".join(letter for letter, _ in pairs), tuple(at for _, at in pairs))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _fold(text).text)


def _variants(name: str) -> Iterator[list[str]]:
    """Yield the ways in which a text may call an issuer: whole, without "the" and "Inc.", and what stands in brackets alone."""
    for part in (name, *re.split(r"[()\[\]]", name)):
        words = _words(part)
        while words and words[0] == "the":
            words = words[1:]
        while len(words) > 1 and words[-1] in _COMPANY_FORMS:
            words = words[:-1]
        if len("".join(words)) >= _SHORTEST:
            yield words


def _initials(name: str) -> Iterator[str]:
    """Yield the initials of a name, with small words and without."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", name)
    for chosen in (words, [word for word in words if word[0].isupper()]):
        letters = "".join(word[0] for word in chosen).upper()
        if len(letters) >= _SHORTEST:
            yield letters


def _hosts(badge: Badge) -> set[str]:
    claims = (badge.issuer.url, badge.issuer.claimed_id, badge.claimed_id, badge.criteria_url)
    return {host for claim in claims if claim and (host := _host(claim))}


def _host(claim: str) -> str | None:
    try:
        return urlsplit(claim).hostname
    except ValueError:  # an address with half a bracket
        return None


def _host_words(name: str, hosts: list[str]) -> Iterator[list[str]]:
    """Yield the words of a name that its own web address uses as a name: "Slatewing" of slatewing.example.com."""
    known = _words(name)
    for label in {label for host in hosts for label in host.split(".")}:
        words = _words(label)
        if len("".join(words)) > _SHORTEST and all(word in known for word in words):
            yield words


def _spelled(words: tuple[str, ...]) -> str:
    between = r"(?:[\W_]+(?:s[\W_]+)?)?" if len(words) > 1 else ""
    return _ARTICLE + between.join(map(re.escape, words))


def _any_of(patterns: Iterator[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of these as whole words; None if there is none."""
    found = [one for one in patterns if one]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(found)})(?![^\W_])") if found else None


def _replaced(names: re.Pattern[str], text: str) -> str:
    folded = _fold(text)
    told, done = [], 0
    for found in names.finditer(folded.text):
        start, end = folded.places[found.start()], folded.places[found.end() - 1] + 1
        told += [text[done:start], THE_ISSUER]
        done = end
    return "".join(told) + text[done:]
