from datetime import date
from typing import Any

import pytest

from rubric_kit.model import (
    Alignment,
    AwardStatus,
    Badge,
    BadgeLevel,
    Evidence,
    FactState,
    Issuer,
    LevelScale,
    ProofOutcome,
    Source,
    Verification,
)
from rubric_kit.widgets.badge_sheet import badge_words


def words(**fields: Any) -> dict[str, list[str]]:
    given: dict[str, Any] = {
        "key": "a" * 64,
        "name": "Synthetic badge",
        "issuer": Issuer(name="Synthetic Association"),
        "evidence": Evidence(state=FactState.UNKNOWN, basis="The file is no award."),
        "verification": Verification(outcome=ProofOutcome.NO_PROOF, method="none", reason="It holds no signature."),
        "source": Source(container="json", dialect="OB 2.0", sha256="a" * 64, size=2),
    }
    return {block["title"]: block["lines"] for block in badge_words(Badge(**given | fields))}


def test_what_is_missing_is_said() -> None:
    told = words()
    assert told["Description"] == ["Nothing is stated."]
    assert told["What a person had to do"] == ["Nothing is stated."]
    assert told["Aligned to"] == ["No framework item is named."]
    assert told["The issuer's own levels"] == ["None is stated."]
    assert told["Dates"] == ["No issue date is stated.", "No end date is stated."]
    assert told["Proof"] == ["The file carries no proof.", "It holds no signature."]


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (FactState.PRESENT, "Work is shown."),
        (FactState.ABSENT, "No work is shown."),
        (FactState.WITHHELD, "Work exists and is not shown."),
        (FactState.UNKNOWN, "The file cannot tell whether there is work."),
    ],
)
def test_evidence_states_are_words(state: FactState, first: str) -> None:
    assert words(evidence=Evidence(state=state, basis="Looked."))["Evidence"] == [first, "Looked."]


def test_what_is_there_is_told_in_full() -> None:
    novice, expert = BadgeLevel(name="Novice", points="1"), BadgeLevel(name="Expert", description="Leads")
    told = words(
        criteria_narrative="Teach a unit.",
        criteria_url="https://example.org/c",
        evidence=Evidence(state=FactState.PRESENT, kinds=("file", "link"), count=2, basis="Listed."),
        alignments=(Alignment(target_name="Designer", target_code="2.5.a", target_framework="Example frame"),),
        level_scales=(LevelScale(name="Depth", levels=(novice, expert)),),
        valid_from=date(2016, 5, 1),
        status=AwardStatus.REVOKED,
    )
    assert told["What a person had to do"] == [
        "Teach a unit.",
        "The badge says that its criteria are at this address, not opened: https://example.org/c",
    ]
    assert told["Evidence"] == ["Work is shown.", "2 pieces of it: file, link.", "Listed."]
    assert told["Aligned to"] == ["2.5.a Designer (Example frame)"]
    assert told["The issuer's own levels"] == ["Depth: Novice (1 points); Expert - Leads"]
    assert told["Dates"] == ["Issued 2016-05-01.", "No end date is stated.", "The issuer has taken this award back."]


def test_hidden_characters_are_spelled_out() -> None:
    assert words(issuer=Issuer(name="Micro\u200bsoft"))["Issuer"] == ["Micro‹U+200B›soft"]
