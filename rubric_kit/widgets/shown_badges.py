"""Badges as a rater sees them: in their own words, and in blind mode without their issuers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from rubric_kit.comparing import badge_labels
from rubric_kit.model import Badge, Issuer
from rubric_kit.widgets.badge_sheet import badge_words
from rubric_kit.widgets.blind_words import Blind, blind_badge


class ShownBadges:
    """Labels and words of badges, with their issuers or without.

    Parameters
    ----------
    badges : sequence of Badge
        The badges.
    """

    def __init__(self, badges: Sequence[Badge]) -> None:
        self._badges = {badge.key: badge for badge in badges}

    @cached_property
    def _blind(self) -> dict[str, Badge]:
        return {key: blind_badge(badge) for key, badge in self._badges.items()}

    @cached_property
    def _open_labels(self) -> dict[str, str]:
        return badge_labels(tuple(self._badges.values()))

    @cached_property
    def _blind_labels(self) -> dict[str, str]:
        unnamed = Issuer(name="issuer hidden")
        return badge_labels([badge.model_copy(update={"issuer": unnamed}) for badge in self._blind.values()])

    def labels(self, *, hidden: bool) -> Mapping[str, str]:
        """Return a label for each badge key; with `hidden`, none names its issuer."""
        return self._blind_labels if hidden else self._open_labels

    def words(self, key: str, *, hidden: bool) -> list[dict[str, Any]]:
        """Return a badge in its own words, as headed blocks of lines."""
        return badge_words((self._blind if hidden else self._badges)[key])

    def hide(self, key: str, *, hidden: bool) -> Callable[[str], str] | None:
        """Return what takes a badge's issuer out of a text; None where it need not be."""
        return Blind(self._badges[key]).text if hidden else None
