"""What a badge recognises, told by its own words and never guessed from its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rubric_kit.model import BadgeKind

ACHIEVEMENT_TYPES: dict[str, BadgeKind] = {
    **dict.fromkeys(("Membership",), BadgeKind.MEMBERSHIP),
    **dict.fromkeys(("CoCurricular", "CommunityService"), BadgeKind.PARTICIPATION),
    **dict.fromkeys(
        ("ApprenticeshipCertificate", "Assignment", "Fieldwork", "JourneymanCertificate", "MasterCertificate"),
        BadgeKind.APPLICATION,
    ),
    **dict.fromkeys(("Assessment", "Certification", "License"), BadgeKind.KNOWLEDGE),
    **dict.fromkeys(
        (
            "AssociateDegree",
            "BachelorDegree",
            "CertificateOfCompletion",
            "Competency",
            "Course",
            "Degree",
            "Diploma",
            "DoctoralDegree",
            "GeneralEducationDevelopment",
            "LearningProgram",
            "MasterDegree",
            "MicroCredential",
            "ProfessionalDoctorate",
            "ResearchDoctorate",
            "SecondarySchoolDiploma",
        ),
        BadgeKind.LEARNING,
    ),
    **dict.fromkeys(("Award", "QualityAssuranceCredential"), BadgeKind.OTHER),
}
"""Open Badges 3.0 achievementType -> kind. Achievement, Badge, Certificate and extensions say nothing and are not listed."""

WORDS: tuple[tuple[BadgeKind, re.Pattern[str]], ...] = (
    (BadgeKind.PARTICIPATION, re.compile(r"\b(participation|participant|attendance|attendee|attended)\b")),
    (BadgeKind.MEMBERSHIP, re.compile(r"\b(membership|member)\b")),
    (BadgeKind.APPLICATION, re.compile(r"\b(application|applied|practice|implementation|fieldwork)\b")),
    (BadgeKind.KNOWLEDGE, re.compile(r"\b(knowledge|assessment|exam|examination|certification)\b")),
    (BadgeKind.LEARNING, re.compile(r"\b(learning|course|coursework|training|competency)\b")),
)
"""Words in tags and types -> kind; the first line that fits counts, since "learning" stands beside everything."""


def badge_kind(achievement_type: str | None, words: Iterable[str]) -> BadgeKind | None:
    """Return what the badge recognises: by its achievementType, else by its tags and types, else None."""
    if achievement_type in ACHIEVEMENT_TYPES:
        return ACHIEVEMENT_TYPES[achievement_type]
    # "ParticipationBadge" and "community-participation" are told by the words they are made of.
    text = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|[_-]", " ", word) for word in words).lower()
    return next((kind for kind, pattern in WORDS if pattern.search(text)), None)
