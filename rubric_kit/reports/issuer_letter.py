"""A polite letter to each issuer that asks for what its badges leave out. Nothing about an earner stands in it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import jinja2

from rubric_kit.intake import facts
from rubric_kit.intake.dialects.achievement import SELF_ISSUED
from rubric_kit.intake.facts.completeness import is_award
from rubric_kit.intake.facts.field_lists import FieldList, Question, field_lists, questions
from rubric_kit.intake.facts.issuer_facts import only_id
from rubric_kit.model import Badge, Fact, FactState, visible
from rubric_kit.reports.section import TEMPLATE_FOLDER

WIDTH = 75
"""Longest line of a letter."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BY_FIELD = {
    "name": "title",
    "kind": "kind",
    "description": "description",
    "alignments": "alignment",
    "issuer_url": "issuer_url",
    "issuer_description": "issuer_description",
    "issuer_contact": "issuer_contact",
}
_BY_ABSENCE = {
    "criteria_words": "criteria",
    "assessment_described": "assessment",
    "evidence_required": "evidence_policy",
    "level_scale": "rubric",
    "workload": "workload",
    "expiry": "expiry",
}
_BY_PROOF = {"no_proof": "proof", "cannot_check": "proof_unchecked", "invalid": "proof_invalid"}
_GROUPS = {"first": "What matters most to us", "also": "What would help as well"}


@dataclass(frozen=True)
class IssuerLetter:
    """One letter."""

    issuer: str
    """Name of the issuer, or its id where no name is known; hidden characters are spelled out."""
    claimed_id: str | None
    """Id the issuer claims, as the badges state it."""
    badges: tuple[str, ...]
    """Keys of the badges that the letter asks about, in order."""
    text: str
    """The letter, in lines of at most 75 characters."""


@dataclass(frozen=True)
class _Part:
    """Questions about the issuer, or about badges that leave out the same."""

    title: str
    badges: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Question, ...]], ...]


@dataclass
class _Asked:
    """One issuer and what its badges leave out."""

    first: Badge
    badges: list[tuple[Badge, frozenset[str]]] = field(default_factory=list)


def issuer_letters(
    badges: Iterable[Badge], facts_by_badge: Mapping[str, Iterable[Fact]], *, as_of: date | None = None
) -> tuple[IssuerLetter, ...]:
    """Draft a letter to each issuer whose badges leave something out.

    Issuers are told apart by the id they claim together with their name. A badge that leaves nothing out is not mentioned,
    and one that its earner issued has nobody to write to.

    Parameters
    ----------
    badges : iterable of Badge
        The badges; letters come in the order of their first badge.
    facts_by_badge : mapping
        Facts by badge key, as `facts_of` gives them; what is not there is observed anew.
    as_of : date, optional
        Day of the letter; without it a placeholder stands in its place.

    Returns
    -------
    tuple of IssuerLetter
        One letter per issuer.
    """
    by_issuer: dict[tuple[str | None, str], _Asked] = {}
    for badge in badges:
        if badge.issuer.name == SELF_ISSUED:
            continue
        observed = tuple(facts_by_badge.get(badge.key, ())) or facts(badge, as_of=as_of)
        topics = missing_topics(badge, observed)
        if topics:
            asked = by_issuer.setdefault((badge.issuer.claimed_id, badge.issuer.name), _Asked(badge))
            asked.badges.append((badge, topics))
    return tuple(_letter(asked, as_of) for asked in by_issuer.values())


def missing_topics(badge: Badge, observed: Iterable[Fact]) -> frozenset[str]:
    """Return the topics of `questions()` on which a badge leaves something out, by all of its facts."""
    by_name = {fact.name: fact for fact in observed}
    topics = {_BY_FIELD[name] for name in by_name["completeness"].values if name in _BY_FIELD}
    topics |= {topic for name, topic in _BY_ABSENCE.items() if by_name[name].state is FactState.ABSENT}
    topics |= {topic for one in field_lists().values() for topic in _of_list(one, by_name)}
    if only_id(badge.issuer):
        topics.add("issuer_name")
    if by_name["criteria_words"].state is FactState.UNKNOWN:
        topics = (topics - {"criteria"}) | {"criteria_behind_link"}
    if by_name["alignment"].state is FactState.PRESENT and by_name["alignment_coded"].state is FactState.ABSENT:
        topics.add("alignment_code")
    if by_name["kind"].state is FactState.PRESENT:
        topics.discard("kind")
    if by_name["language"].state is FactState.UNKNOWN:
        topics.add("language")
    return frozenset((topics - set(_BY_PROOF.values())) | _proof_topics(badge))


def _of_list(one: FieldList, by_name: Mapping[str, Fact]) -> set[str]:
    missing = set(by_name[f"complete_{one.id}"].values)
    return {element.question for element in one.elements if element.id in missing}


def _proof_topics(badge: Badge) -> set[str]:
    """Ask for a proof only of an award: the description of a badge, or a row of a list, has none to give."""
    topic = _BY_PROOF.get(badge.verification.outcome.value)
    return {topic} if topic and is_award(badge) else set()


def _letter(asked: _Asked, as_of: date | None) -> IssuerLetter:
    issuer = asked.first.issuer
    name = _shown(issuer.name)
    topics = frozenset(topic for _, found in asked.badges for topic in found)
    count = len(asked.badges)
    values = {
        "to": "the issuer whose id stands below" if only_id(issuer) else name,
        "claimed_id": _shown(issuer.claimed_id or ""),
        "day": _day(as_of),
        "count": "a badge" if count == 1 else f"{count} badges",
        "parts": _parts(asked),
        "sources": _sources(topics),
    }
    text = _template().render(letter=values)
    return IssuerLetter(name, issuer.claimed_id, tuple(badge.key for badge, _ in asked.badges), text)


def _parts(asked: _Asked) -> tuple[_Part, ...]:
    """Put the issuer first, then the badges, those that leave out the same together."""
    about_issuer = frozenset(topic for _, found in asked.badges for topic in found if questions()[topic].about == "issuer")
    by_topics: dict[frozenset[str], list[Badge]] = {}
    for badge, found in asked.badges:
        own = found - about_issuer
        if own:
            by_topics.setdefault(own, []).append(badge)
    parts = [_Part("About your organisation", (), _grouped(about_issuer))] if about_issuer else []
    for topics, badges in by_topics.items():
        title = "About this badge" if len(badges) == 1 else f"About these {len(badges)} badges"
        parts.append(_Part(title, tuple(map(_named, badges)), _grouped(topics)))
    return tuple(parts)


def _grouped(topics: frozenset[str]) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    """Return the questions in the catalogue's order, those that matter most first."""
    found = [question for topic, question in questions().items() if topic in topics]
    groups = [(title, tuple(one for one in found if one.weight == weight)) for weight, title in _GROUPS.items()]
    return tuple((title, listed) for title, listed in groups if listed)


def _sources(topics: frozenset[str]) -> tuple[str, ...]:
    """Name the lists that questions of the letter follow, and which of them are only our reading."""
    used = [one for one in field_lists().values() if not topics.isdisjoint(element.question for element in one.elements)]
    return tuple(f"{one.source}." + ("" if one.confirmed else f" {one.note}") for one in used)


def _named(badge: Badge) -> str:
    name = f"“{_shown(badge.name)}”"
    return f"{name}, id {_shown(badge.claimed_id)}" if badge.claimed_id else name


def _shown(text: str) -> str:
    """Return text from a badge on one line, so that it cannot pass for a part of the letter."""
    return " ".join(visible(text).split())


def _day(as_of: date | None) -> str:
    return f"{as_of.day} {_MONTHS[as_of.month - 1]} {as_of.year}" if as_of else "[date]"


def _wrapped(text: str, first: str, rest: str) -> str:
    """Break text into lines of at most 75 characters; words that are longer, such as addresses, are broken too."""
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


@cache
def _template() -> jinja2.Template:
    # Plain text needs no escaping; what comes from a badge was made visible and put on one line before.
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE_FOLDER / "letters"),
        autoescape=False,  # noqa: S701  the letter is plain text, never HTML
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["wrapped"] = _wrapped
    return environment.get_template("issuer.txt.j2")
