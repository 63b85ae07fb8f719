"""Facts about the issuer, from its own profile. None of them says whether it can be trusted."""

from __future__ import annotations

from functools import lru_cache

from rubric_kit.intake.dialects.achievement import SELF_ISSUED
from rubric_kit.intake.facts.criteria_facts import word_count
from rubric_kit.intake.facts.observation import Observation, absent, counted, present, unknown
from rubric_kit.intake.facts.text_reading import read_text
from rubric_kit.model import Badge, Issuer


def issuer_observations(badge: Badge) -> dict[str, Observation]:
    """Observe all that depends on the issuer's profile."""
    issuer = badge.issuer
    has_url = issuer.url is not None
    return dict(_observed(issuer.name, issuer.claimed_id, issuer.description, has_url=has_url, has_contact=issuer.has_contact))


@lru_cache(maxsize=512)
def _observed(
    name: str, claimed_id: str | None, description: str, *, has_url: bool, has_contact: bool
) -> tuple[tuple[str, Observation], ...]:
    hidden = _not_at_hand(name, claimed_id)
    return (
        ("issuer_url", _url(hidden, has_url=has_url)),
        ("issuer_contact", _contact(hidden, has_contact=has_contact)),
        ("issuer_description_words", _description(description, hidden)),
        ("issuer_kind", _kind(name, claimed_id, description)),
    )


def _url(hidden: Observation | None, *, has_url: bool) -> Observation:
    if has_url:
        return present("the issuer's profile names a web address, which is never opened")
    return hidden or absent("the issuer's profile names no web address")


def _contact(hidden: Observation | None, *, has_contact: bool) -> Observation:
    if has_contact:
        return present("the issuer's profile names a way to reach it, which is not kept")
    return hidden or absent("the issuer's profile names no way to reach it")


def _description(text: str, hidden: Observation | None) -> Observation:
    """Count the words the issuer says about itself."""
    number = word_count(text)
    missing = None if number else hidden
    return missing or counted(number, "words in the issuer's description", "the issuer says nothing about itself")


def _kind(name: str, claimed_id: str | None, description: str) -> Observation:
    """Tell the kind of issuer by words in its name, or else in its description."""
    if name != claimed_id:
        for place, text in (("name", name), ("description", description)):
            found = read_text(text).found("issuer_kinds") if text else ()
            if found:
                return present(f"told by words in the issuer's own {place}", values=found)
    return unknown("the issuer's name and description have no word that tells")


def issuer_relation(badge: Badge) -> Observation:
    """Tell what the file says about the issuer and others; how it stands to the district no file can tell."""
    if badge.issuer.name == SELF_ISSUED:
        return present("the earner issued the badge to themselves", values=("self_issued",))
    if badge.creator:
        basis = "somebody other than the issuer designed the badge; how the issuer stands to the district needs a register"
        return present(basis, values=("creator_differs",))
    return unknown("how the issuer stands to the district can only be told with a register of issuers")


def only_id(issuer: Issuer) -> bool:
    """Tell whether the issuer's id stands in for its name."""
    return bool(issuer.claimed_id) and issuer.name == (issuer.claimed_id or "")[:400]


def _not_at_hand(name: str, claimed_id: str | None) -> Observation | None:
    if name == SELF_ISSUED:
        return unknown("the issuer is the earner, whose details are left out")
    if claimed_id and name == claimed_id[:400]:
        return unknown("only the id of the issuer is known")
    return None
