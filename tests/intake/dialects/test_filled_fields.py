from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.dialects.filled_fields import FIELD_NAMES, filled, filled_3
from rubric_kit.model import ID_PATTERN


def test_names_are_short_names_sorted_and_each_once() -> None:
    assert list(FIELD_NAMES) == sorted(set(FIELD_NAMES))
    assert all(re.match(ID_PATTERN, name) for name in FIELD_NAMES)


@pytest.mark.parametrize(
    ("award", "definition", "issuer", "expected"),
    [
        ({"recipient": {"identity": "x"}, "issuedOn": "2026"}, {}, {}, ("issued_on", "learner")),
        ({"issued_on": 1, "expires": "2027", "evidence": "https://p.example/1"}, {}, {}, ("evidence", "expires", "issued_on")),
        ({"verify": {"type": "hosted"}, "narrative": "x"}, {}, {}, ("award_narrative", "verification")),
        (None, {"name": "N", "description": "D", "tags": ["a"], "image": "i"}, {}, ("description", "image", "name", "tag")),
        (None, {"criteria": "https://a.example/c"}, {}, ("criteria_url",)),
        (None, {"criteria": "Do this: and that"}, {}, ("criteria_narrative",)),
        (None, {"criteria": {"narrative": "x", "id": "https://a.example"}}, {}, ("criteria_narrative", "criteria_url")),
        (None, {"criteria": [{"narrative": "x"}, "https://a.example"]}, {}, ("criteria_narrative", "criteria_url")),
        (None, {"alignments": [{}], "@language": "en"}, {}, ("language",)),
        (None, {"alignment": [{"targetName": "x"}]}, {}, ("alignment",)),
        (None, {}, {"name": "I", "origin": "https://a.example", "contact": "x"}, ("issuer_contact", "issuer_name", "issuer_url")),
        (None, {}, {"address": {"addressCountryCode": "CA"}}, ("issuer_address", "issuer_country")),
        (None, {}, {"address": {"addressLocality": "X"}}, ("issuer_address",)),
        (None, {"name": "  ", "tags": [""], "image": None, "criteria": {}}, {"email": ""}, ()),
        (None, {"recipient": "somebody", "unheard": 1}, {"recipient": "x"}, ()),
    ],
)
def test_filled(award: Any, definition: Any, issuer: Any, expected: tuple[str, ...]) -> None:
    assert filled(award, definition, issuer) == expected


def test_filled_3_looks_into_all_four_objects() -> None:
    found = filled_3(
        {"validFrom": "2026", "validUntil": "2027", "proof": [{}], "credentialStatus": {"id": "x"}, "name": "Jane's badge"},
        {"id": "did:example:earner", "creditsEarned": 0, "result": [{"value": "A"}], "role": "x", "term": "y", "image": "z"},
        {
            "name": "N",
            "achievementType": "Course",
            "creditsAvailable": 3,
            "fieldOfStudy": "F",
            "humanCode": "H",
            "inLanguage": "en",
            "specialization": "S",
            "version": "1",
            "related": [{"id": "r"}],
            "creator": {"id": "c"},
            "resultDescription": [{"rubricCriterionLevel": [{"name": "1"}]}],
        },
        {"id": "did:web:a.example", "url": "https://a.example", "endorsementJwt": ["x"]},
    )
    assert found == (
        *("achievement_type", "creator", "credential_status", "credits_available", "credits_earned", "expires"),
        *("field_of_study", "human_code", "issued_on", "issuer_endorsement", "issuer_url", "language", "learner", "name"),
        *("related", "result", "result_description", "role", "rubric_levels", "specialization", "term", "version"),
    )


def test_a_learner_is_named_by_identifier_too() -> None:
    assert filled_3({}, {"identifier": [{"identityHash": "x"}]}, {}, {}) == ("learner",)
    assert filled_3({}, {"identifier": []}, {}, {}) == ()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_KEYS = st.sampled_from(
    [
        *(
            "name",
            "criteria",
            "address",
            "email",
            "recipient",
            "id",
            "result",
            "resultDescription",
            "proof",
            "evidence",
            "tags",
            "x",
        )
    ]
)
_OBJECT = st.dictionaries(_KEYS, _JSON, max_size=6)


@given(_OBJECT, _OBJECT, _OBJECT, _OBJECT)
def test_any_objects_give_known_names_only(one: Any, two: Any, three: Any, four: Any) -> None:
    for found in (filled(one, two, three), filled(None, two, three), filled_3(one, two, three, four)):
        assert list(found) == sorted(set(found))
        assert set(found) <= set(FIELD_NAMES)
