"""Facts about the issuer, from its own profile. None of them says whether it can be trusted."""

from __future__ import annotations

from rubric_kit.intake.achievement import SELF_ISSUED
from rubric_kit.intake.criteria_facts import word_count
from rubric_kit.intake.fact_words import ISSUER_KINDS, words_found
from rubric_kit.intake.observation import Observation, absent, counted, present, unknown
from rubric_kit.model import Badge


def issuer_url(badge: Badge) -> Observation:
    """Tell whether the profile names a web address."""
    if badge.issuer.url:
        return present("the issuer's profile names a web address, which is never opened")
    return _not_at_hand(badge) or absent("the issuer's profile names no web address")


def issuer_contact(badge: Badge) -> Observation:
    """Tell whether the profile names a way to reach the issuer."""
    if badge.issuer.has_contact:
        return present("the issuer's profile names a way to reach it, which is not kept")
    return _not_at_hand(badge) or absent("the issuer's profile names no way to reach it")


def issuer_description_words(badge: Badge) -> Observation:
    """Count the words the issuer says about itself."""
    number = word_count(badge.issuer.description)
    missing = None if number else _not_at_hand(badge)
    return missing or counted(number, "words in the issuer's description", "the issuer says nothing about itself")


def issuer_kind(badge: Badge) -> Observation:
    """Tell the kind of issuer by words in its name, or else in its description."""
    if badge.issuer.name != badge.issuer.claimed_id:
        for place, text in (("name", badge.issuer.name), ("description", badge.issuer.description)):
            found = words_found(ISSUER_KINDS, text)
            if found:
                return present(f"told by words in the issuer's own {place}", values=found)
    return unknown("the issuer's name and description have no word that tells")


def _not_at_hand(badge: Badge) -> Observation | None:
    if badge.issuer.name == SELF_ISSUED:
        return unknown("the issuer is the earner, whose details are left out")
    if badge.issuer.claimed_id and badge.issuer.name == badge.issuer.claimed_id[:400]:
        return unknown("only the id of the issuer is known")
    return None
