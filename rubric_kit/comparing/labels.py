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
    choices = {badge.key: _choices(badge) for badge in badges}
    lengths = dict.fromkeys(choices, 0)
    while True:
        labels = {key: choices[key][at] for key, at in lengths.items()}
        used = Counter(labels.values())
        shared = [key for key, label in labels.items() if used[label] > 1]
        if not shared:
            return labels
        # A badge may be called what another one's label would be: all that share a label get a longer one.
        for key in shared:
            lengths[key] += 1


def _choices(badge: Badge) -> tuple[str, ...]:
    """Return ever longer labels; the last is the whole key, longer than a name may be, so that no other can equal it."""
    plain = _short(badge.name, 60)
    named = f"{plain} - {_short(badge.issuer.name, 40)}"
    return plain, named, f"{named} - {badge.key[:8]}", badge.key


def _short(text: str, most: int) -> str:
    shown = visible(" ".join(text.split()))
    if not shown:
        return "(no name)"
    return shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"
