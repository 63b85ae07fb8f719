"""Only names that no person bears are quoted."""

from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.intake.known_names import is_known_name


@pytest.mark.parametrize("name", ["credentialSubject", "BadgeClass", "recipient", "@context", "criteria_narrative"])
def test_names_of_the_standards_and_of_our_records_are_known(name: str) -> None:
    assert is_known_name(name)


@pytest.mark.parametrize("name", ["A_Persons_Name", "somebody@people.example", "", "Name", "https://people.example/somebody"])
def test_other_names_are_not(name: str) -> None:
    assert not is_known_name(name)


@pytest.mark.parametrize(
    "data",
    [
        b'{"Canary_Person": 1, "Canary_Person": 2}',
        b'{"type": "Canary Person"}',
        b'{"type": ["Profile", "https://people.example/canary-person"]}',
        b"<canary.person/>",
    ],
)
def test_no_finding_quotes_a_name_that_the_file_made_up(build: Any, data: bytes) -> None:
    findings = build.read(data).findings
    assert findings
    assert not [one for one in findings if "canary" in one.line().lower()]
