"""Which fields of a file hold something: names of a fixed list only, never what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_Names = Mapping[str, str]

_AWARD: _Names = {
    "recipient": "learner",
    "evidence": "evidence",
    "narrative": "award_narrative",
    "issuedOn": "issued_on",
    "issued_on": "issued_on",
    "expires": "expires",
    "verify": "verification",
    "verification": "verification",
    "endorsement": "endorsement",
    "endorsementJwt": "endorsement",
}
_CREDENTIAL: _Names = {
    "evidence": "evidence",
    "validFrom": "issued_on",
    "issuanceDate": "issued_on",
    "awardedDate": "issued_on",
    "validUntil": "expires",
    "expirationDate": "expires",
    "proof": "proof",
    "credentialStatus": "credential_status",
    "credentialSchema": "credential_schema",
    "refreshService": "refresh_service",
    "termsOfUse": "terms_of_use",
    "endorsement": "endorsement",
    "endorsementJwt": "endorsement",
}
_SUBJECT: _Names = {
    "id": "learner",
    "identifier": "learner",
    "creditsEarned": "credits_earned",
    "result": "result",
    "role": "role",
    "term": "term",
    "source": "source",
    "narrative": "award_narrative",
    "licenseNumber": "license_number",
    "activityStartDate": "activity_dates",
    "activityEndDate": "activity_dates",
}
_DEFINITION: _Names = {
    "name": "name",
    "description": "description",
    "image": "image",
    "tag": "tag",
    "tags": "tag",
    "alignment": "alignment",
    "alignments": "alignment",
    "achievementType": "achievement_type",
    "creator": "creator",
    "creditsAvailable": "credits_available",
    "fieldOfStudy": "field_of_study",
    "specialization": "specialization",
    "humanCode": "human_code",
    "inLanguage": "language",
    "@language": "language",
    "otherIdentifier": "other_identifier",
    "related": "related",
    "resultDescription": "result_description",
    "version": "version",
    "endorsement": "endorsement",
    "endorsementJwt": "endorsement",
}
_ISSUER: _Names = {
    "name": "issuer_name",
    "url": "issuer_url",
    "origin": "issuer_url",
    "description": "issuer_description",
    "email": "issuer_contact",
    "contact": "issuer_contact",
    "telephone": "issuer_contact",
    "phone": "issuer_contact",
    "contactPoint": "issuer_contact",
    "address": "issuer_address",
    "image": "issuer_image",
    "official": "issuer_official",
    "otherIdentifier": "issuer_identifier",
    "parentOrg": "issuer_parent",
    "endorsement": "issuer_endorsement",
    "endorsementJwt": "issuer_endorsement",
}
_COUNTRY = ("addressCountry", "addressCountryCode")

FIELD_NAMES = tuple(
    sorted(
        {
            *(name for names in (_AWARD, _CREDENTIAL, _SUBJECT, _DEFINITION, _ISSUER) for name in names.values()),
            *("criteria_narrative", "criteria_url", "issuer_country", "rubric_levels"),
        }
    )
)
"""Every name that can be given."""


def filled(award: Mapping[str, Any] | None, definition: Mapping[str, Any], issuer: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the fields that hold something in an Open Badges 0.5 to 2.0 award, its badge class and its issuer.

    Parameters
    ----------
    award : mapping or None
        The assertion; None for a badge class without an award.
    definition : mapping
        The badge class.
    issuer : mapping
        The issuer's profile.

    Returns
    -------
    tuple of str
        Names out of `FIELD_NAMES`, sorted, each once.

    Examples
    --------
    >>> filled(None, {"name": "Robotics", "criteria": "https://a.example/c"}, {"url": ""})
    ('criteria_url', 'name')
    """
    return tuple(sorted(award_fields(award or {}) | definition_fields(definition) | issuer_fields(issuer)))


def filled_3(
    credential: Mapping[str, Any], subject: Mapping[str, Any], achievement: Mapping[str, Any], issuer: Mapping[str, Any]
) -> tuple[str, ...]:
    """Name the fields that hold something in an Open Badges 3.0 credential, like `filled`."""
    return tuple(sorted(credential_fields(credential, subject) | definition_fields(achievement) | issuer_fields(issuer)))


def award_fields(award: Mapping[str, Any]) -> set[str]:
    """Name the fields that an Open Badges 0.5 to 2.0 award fills."""
    return _named(_AWARD, award)


def credential_fields(credential: Mapping[str, Any], subject: Mapping[str, Any]) -> set[str]:
    """Name the fields that an Open Badges 3.0 credential and its subject fill."""
    return _named(_CREDENTIAL, credential) | _named(_SUBJECT, subject)


def definition_fields(definition: Mapping[str, Any]) -> set[str]:
    """Name the fields that a badge class or achievement fills."""
    return _named(_DEFINITION, definition) | _described(definition)


def issuer_fields(issuer: Mapping[str, Any]) -> set[str]:
    """Name the fields that an issuer's profile fills."""
    return _named(_ISSUER, issuer) | _place(issuer)


def _named(names: _Names, values: Mapping[str, Any]) -> set[str]:
    return {names[key] for key, value in values.items() if key in names and _holds(value)}


def _holds(value: Any) -> bool:
    """Tell whether a value says anything; zero and false do."""
    if isinstance(value, str):
        return bool(value) and not value.isspace()
    if isinstance(value, list):
        return any(map(_holds, value))
    return bool(value) if isinstance(value, dict) else value is not None


def _described(definition: Mapping[str, Any]) -> set[str]:
    """Look into criteria, which are text, an address or an object, and into scales."""
    found: set[str] = set()
    for one in _list(definition.get("criteria")):
        if isinstance(one, str) and one.strip():
            found.add("criteria_url" if _is_address(one.strip()) else "criteria_narrative")
        elif isinstance(one, Mapping):
            found |= _named({"narrative": "criteria_narrative", "id": "criteria_url", "@id": "criteria_url"}, one)
    for one in _list(definition.get("resultDescription")):
        if isinstance(one, Mapping) and _holds(one.get("rubricCriterionLevel")):
            found.add("rubric_levels")
    return found


def _is_address(text: str) -> bool:
    return text.partition(":")[0].isalpha() and ":" in text and not any(map(str.isspace, text))


def _place(issuer: Mapping[str, Any]) -> set[str]:
    for address in _list(issuer.get("address")):
        if isinstance(address, Mapping) and any(_holds(address.get(key)) for key in _COUNTRY):
            return {"issuer_country"}
    return set()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
