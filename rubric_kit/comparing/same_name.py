"""Badges that bear the same name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rubric_kit.model import Badge


def same_name_groups(badges: Iterable[Badge]) -> tuple[tuple[Badge, ...], ...]:
    """Return the groups of two or more badges with one name, in the order in which the names first occur.

    Names are compared without regard to case, width and spacing; "Padlet" and "Padlet Badge" are two names. The badges
    stay apart: bearing one name says nothing about being the same.
    """
    groups: dict[str, list[Badge]] = {}
    for badge in badges:
        key = " ".join(unicodedata.normalize("NFKC", badge.name).casefold().split())
        groups.setdefault(key, []).append(badge)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
