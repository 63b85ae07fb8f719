"""What a rater reads: a badge in its own words, and a rubric as questions with answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rubric_kit.model import STATE_WORDS, Badge, BadgeLevel, FactState, ProofOutcome, Rating, Rubric, visible

_PROOF = {
    ProofOutcome.VALID: "The proof is good.",
    ProofOutcome.INVALID: "The proof is broken.",
    ProofOutcome.CANNOT_CHECK: "The proof cannot be checked here.",
    ProofOutcome.NO_PROOF: "The file carries no proof.",
}
_EVIDENCE = {
    FactState.PRESENT: "Work is shown.",
    FactState.ABSENT: "No work is shown.",
    FactState.WITHHELD: "Work exists and is not shown.",
    FactState.UNKNOWN: "The file cannot tell whether there is work.",
}
_STATES = (
    ("unknown", "Cannot tell", "What is at hand does not say. Any level stays possible."),
    ("withheld", "Withheld", "It exists and is not shown, for example to protect a student's privacy."),
    ("not_applicable", "Does not apply", "The question does not fit this badge. The other weights are rescaled."),
)


def questions(rubric: Rubric) -> list[dict[str, Any]]:
    """Return the rubric's questions, each with its levels and the three answers that are none of them."""
    states = [{"id": key, "name": name, "text": text, "number": None} for key, name, text in _STATES]
    return [
        {
            "id": criterion.id,
            "name": visible(criterion.name),
            "question": visible(criterion.question),
            "answers": [
                {"id": level.id, "name": visible(level.name), "text": visible(level.descriptor), "number": place}
                for place, level in enumerate(criterion.levels)
            ]
            + states,
        }
        for criterion in rubric.criteria
    ]


def answer_words(rubric: Rubric, rating: Rating) -> str:
    """Return a rating's answer in words: the level's name, or the state."""
    level = rubric.criterion(rating.criterion).level(rating.level) if rating.level else None
    return visible(level.name) if level else STATE_WORDS[str(rating.state)]


def badge_words(badge: Badge) -> list[dict[str, Any]]:
    """Return a badge as headed blocks of lines, hidden characters spelled out; every block is there, also when it is empty."""
    blocks = (
        ("Name", iter((badge.name,))),
        ("Issuer", _issuer(badge)),
        ("Description", _given(badge.description)),
        ("What a person had to do", _criteria(badge)),
        ("Aligned to", _alignments(badge)),
        ("Evidence", _evidence(badge)),
        ("The issuer's own levels", _scales(badge)),
        ("Proof", iter((_PROOF[badge.verification.outcome], badge.verification.reason))),
        ("Dates", _dates(badge)),
    )
    return [{"title": title, "lines": [visible(line) for line in lines]} for title, lines in blocks]


def _given(text: str) -> Iterator[str]:
    yield text.strip() or "Nothing is stated."


def _issuer(badge: Badge) -> Iterator[str]:
    yield badge.issuer.name
    if badge.issuer.description:
        yield badge.issuer.description
    if badge.issuer.url:
        yield f"Web address, as stated, not opened: {badge.issuer.url}"


def _criteria(badge: Badge) -> Iterator[str]:
    yield from _given(badge.criteria_narrative)
    if badge.criteria_url:
        yield f"The badge says that its criteria are at this address, not opened: {badge.criteria_url}"


def _alignments(badge: Badge) -> Iterator[str]:
    if not badge.alignments:
        yield "No framework item is named."
    for one in badge.alignments:
        code = f"{one.target_code} " if one.target_code else ""
        framework = f" ({one.target_framework})" if one.target_framework else ""
        description = f": {one.target_description}" if one.target_description else ""
        yield f"{code}{one.target_name}{framework}{description}"


def _evidence(badge: Badge) -> Iterator[str]:
    evidence = badge.evidence
    yield _EVIDENCE[evidence.state]
    if evidence.count:
        kinds = ", ".join(evidence.kinds)
        yield f"{evidence.count} {'piece' if evidence.count == 1 else 'pieces'} of it{f': {kinds}' if kinds else ''}."
    yield evidence.basis


def _scales(badge: Badge) -> Iterator[str]:
    if not badge.level_scales:
        yield "None is stated."
    for scale in badge.level_scales:
        rungs = [_rung(level) for level in scale.levels] or list(scale.allowed_values)
        yield f"{scale.name}: {'; '.join(rungs)}" if rungs else scale.name


def _rung(level: BadgeLevel) -> str:
    points = f" ({level.points} points)" if level.points else ""
    return f"{level.name}{points}" + (f" - {level.description}" if level.description else "")


def _dates(badge: Badge) -> Iterator[str]:
    yield f"Issued {badge.valid_from.isoformat()}." if badge.valid_from else "No issue date is stated."
    yield f"Valid until {badge.valid_until.isoformat()}." if badge.valid_until else "No end date is stated."
    if badge.revoked:
        yield "The issuer has taken this award back."
