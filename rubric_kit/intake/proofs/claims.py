"""A token says some things twice, in its own claims and in the badge within: the two must agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rubric_kit.intake.proofs.keys import id_of, many

_A_DAY = 86_400
_FARTHEST = 10_000 * 366 * _A_DAY


def contradiction(claims: Mapping[str, Any], credential: Mapping[str, Any]) -> str | None:
    """Return the first contradiction in one sentence, or None; a thing said once is no contradiction.

    Open Badges 3.0, section 8.2.4: `iss` is the issuer's id, `jti` the credential's, `sub` the subject's, `nbf` its first
    and `exp` its last moment.
    """
    subjects = [id_of(subject) for subject in many(credential.get("credentialSubject")) if id_of(subject)]
    said = {"iss": [id_of(credential.get("issuer"))], "jti": [id_of(credential)], "sub": subjects}
    for claim, ids in said.items():
        value, stated = claims.get(claim), [one for one in ids if one]
        if value is not None and stated and value not in stated:
            return _sentence(claim, {"iss": "issuer", "jti": "id", "sub": "credentialSubject.id"}[claim])
    for claim, names in (("nbf", ("validFrom", "issuanceDate")), ("exp", ("validUntil", "expirationDate"))):
        for name in names:
            if claim in claims and name in credential and not _same_moment(claims[claim], credential[name]):
                return _sentence(claim, name)
    return None


def _sentence(claim: str, name: str) -> str:
    return f"The token contradicts itself: its claim {claim} and the badge's field {name} differ."


def _same_moment(seconds: Any, text: Any) -> bool:
    """Tell whether a count of seconds and a date can mean one moment, to the second; what cannot be read contradicts nothing."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not isinstance(text, str):
        return True
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return True
    if abs(seconds) > _FARTHEST:
        return False
    apart = seconds - (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    # A date without a time is a whole day somewhere on earth; with one, a fraction of a second may have been cut off.
    return abs(apart) <= _A_DAY * 1.5 if len(text.strip()) == len("2026-01-31") else abs(apart) < 1
