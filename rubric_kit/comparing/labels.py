"""Labels that tell badges apart, the same ones each time for the same badges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rubric_kit.model import Badge, visible


def badge_labels(badges: Sequence[Badge]) -> dict[str, str]:
    """Return a different label for each badge key: the name, then the issuer, then part of the key, as far as needed.

    Hidden characters are spelled out, so that a look-alike name looks different. A label is at most 120 characters.

    Examples
    --------
    Two badges called "Padlet Badge" become "Padlet Badge - Teachers' Association" and "Padlet Badge - Classroom Apps".
    """
    plain = {badge.key: _short(badge.name, 60) for badge in badges}
    named = {badge.key: f"{plain[badge.key]} - {_short(badge.issuer.name, 40)}" for badge in badges}
    full = {badge.key: f"{named[badge.key]} - {badge.key[:8]}" for badge in badges}
    by_name, by_issuer = Counter(plain.values()), Counter(named.values())
    return {
        key: plain[key] if by_name[plain[key]] == 1 else named[key] if by_issuer[named[key]] == 1 else full[key] for key in plain
    }


def _short(text: str, most: int) -> str:
    shown = visible(" ".join(text.split()))
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"
