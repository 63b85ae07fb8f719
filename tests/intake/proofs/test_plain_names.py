"""What JSON-LD reads in another way than plain readers makes a document not plain."""

from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.intake.proofs.plain_names import has_plain_names


@pytest.mark.parametrize(
    "document",
    [
        {"@context": ["https://a.example"], "id": "x", "evidence": [{"name": "a"}, {"@value": "b"}], "tag": ["a", "b"]},
        {"@context": "https://a.example", "credentialStatus": {"id": "x"}},
    ],
)
def test_what_issuers_write_is_plain(document: Any) -> None:
    assert has_plain_names(document)


@pytest.mark.parametrize(
    "document",
    [
        {"@context": {"a": "https://a.example"}},
        {"https://a.example/name": "x"},
        {"@graph": []},
        # JSON-LD reads a list in a list as one flat list, and readers that look for an object see nothing.
        {"credentialStatus": [[{"id": "x"}]]},
        {"credentialSubject": {"achievement": {"resultDescription": [{"name": "a"}, [{"name": "b"}]]}}},
        # The context of Open Badges 3.0 gives the class Criteria and the field criteria one meaning.
        {"credentialSubject": {"achievement": {"Criteria": {"narrative": "x"}}}},
    ],
)
def test_other_writings_are_not(document: Any) -> None:
    assert not has_plain_names(document)
