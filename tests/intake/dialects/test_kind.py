from __future__ import annotations

import pytest

from rubric_kit.intake.dialects.kind import ACHIEVEMENT_TYPES, badge_kind
from rubric_kit.model import BadgeKind


@pytest.mark.parametrize(
    ("achievement_type", "words", "kind"),
    [
        ("Membership", (), BadgeKind.MEMBERSHIP),
        ("CommunityService", (), BadgeKind.PARTICIPATION),
        ("Fieldwork", (), BadgeKind.APPLICATION),
        ("Assessment", (), BadgeKind.KNOWLEDGE),
        ("Course", ("attendance",), BadgeKind.LEARNING),
        ("Award", (), BadgeKind.OTHER),
        ("Badge", (), None),
        ("Achievement", ("attendance",), BadgeKind.PARTICIPATION),
        ("ext:Something", ("learning",), BadgeKind.LEARNING),
        (None, ("community-participation", "learning"), BadgeKind.PARTICIPATION),
        (None, ("BadgeClass", "MembershipBadge"), BadgeKind.MEMBERSHIP),
        (None, ("applied_practice",), BadgeKind.APPLICATION),
        (None, ("Exam",), BadgeKind.KNOWLEDGE),
        (None, ("BadgeClass", "robots"), None),
        (None, ("remember", "concourse"), None),
        (None, (), None),
    ],
)
def test_kind_by_type_and_else_by_words(achievement_type: str | None, words: tuple[str, ...], kind: BadgeKind | None) -> None:
    assert badge_kind(achievement_type, words) == kind


def test_types_that_say_nothing_are_not_in_the_table() -> None:
    assert not {"Achievement", "Badge", "Certificate"} & set(ACHIEVEMENT_TYPES)
    assert set(ACHIEVEMENT_TYPES.values()) == set(BadgeKind)
