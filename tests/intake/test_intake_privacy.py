"""Markers in every slot that is about the earner must reach no record."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.intake import facts

# The machines that run this are shared and slow at times; a slow example is no fault here.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

_MARK = "zzcanary"


def _marked(number: int) -> str:
    return f"{_MARK}{number}"


def _credential(build: Any) -> dict[str, Any]:
    document = build.credential(
        id="urn:zzcanary:credential",
        name="zzcanary name",
        description="zzcanary description",
        image={"id": "https://people.example/zzcanary.png", "caption": "zzcanary"},
        evidence=[
            {"id": "https://people.example/zzcanary", "name": "zzcanary", "narrative": "zzcanary", "genre": "zzcanary"},
            {"narrative": "zzcanary, withheld"},
            "https://people.example/zzcanary2",
        ],
        proof={"type": "DataIntegrityProof", "proofValue": "zzcanary", "verificationMethod": "did:key:zzcanary"},
        endorsement=[{"id": "zzcanary", "credentialSubject": {"endorsementComment": "zzcanary"}}],
        credentialStatus={"id": "https://issuer.example/zzcanary"},
        termsOfUse={"id": "zzcanary"},
    )
    document["credentialSubject"] |= {
        "id": "did:example:zzcanary",
        "name": "zzcanary",
        "narrative": "zzcanary",
        "image": "https://people.example/zzcanary",
        "identifier": [{"identityHash": "zzcanary@people.example", "salt": "zzcanary", "hashed": False}],
        "result": [{"value": "zzcanary", "achievedLevel": "urn:zzcanary"}],
        "role": "zzcanary",
        "term": "zzcanary",
        "licenseNumber": "zzcanary",
        "source": {"name": "zzcanary"},
    }
    return document


def _assertion(build: Any) -> dict[str, Any]:
    return build.embedded(
        id="https://issuer.example/zzcanary.json",
        uid="zzcanary",
        recipient={"type": "email", "identity": "zzcanary@people.example", "salt": "zzcanary", "hashed": False},
        image="https://issuer.example/zzcanary.png",
        evidence=[{"id": "https://people.example/zzcanary", "narrative": "zzcanary", "name": "zzcanary", "audience": "zzcanary"}],
        narrative="zzcanary",
        revoked=True,
        revocationReason="zzcanary",
        verification={"type": "hosted", "creator": "https://issuer.example/zzcanary", "url": "https://issuer.example/zzcanary"},
    )


def _everything(build: Any, data: Any) -> str:
    intake = build.read(data)
    found = [badge.model_dump_json() for badge in intake.badges] + [one.model_dump_json() for one in intake.findings]
    found += [fact.model_dump_json() for badge in intake.badges for fact in facts(badge)]
    found += [repr(badge) for badge in intake.badges]
    return "\n".join(found)


@pytest.mark.parametrize("wrap", ["json", "png", "svg", "token"])
def test_no_marker_gets_through(build: Any, wrap: str) -> None:
    for document, keyword in ((_credential(build), b"openbadgecredential"), (_assertion(build), b"openbadges")):
        text = build.json(document)
        data = {
            "json": text,
            "png": build.png(build.text_chunk(text, keyword)),
            "svg": build.svg(text.decode()),
            "token": build.token(text),
        }[wrap]
        assert len(build.read(data).badges) == 1
        assert _MARK not in _everything(build, data)


def test_no_marker_gets_through_where_reading_fails(build: Any) -> None:
    for document in (_credential(build), _assertion(build)):
        for broken in ("badge", "issuer", "credentialSubject", "type"):
            if broken in document:
                changed = copy.deepcopy(document)
                if broken == "credentialSubject":
                    changed[broken].pop("achievement")
                else:
                    del changed[broken]
                assert _MARK not in _everything(build, changed)
        cut = build.json(document)[:-20]
        assert _MARK not in _everything(build, cut)
    list_of_people = [{"name": "zzcanary"}]
    assert _MARK not in _everything(build, list_of_people)
    # The type is the one place whose text a finding may quote; it names a kind of document, never a person.
    assert _MARK not in _everything(build, {"name": "zzcanary", "email": "zzcanary@people.example"})


_SLOTS_3 = (
    "id",
    "name",
    "narrative",
    "image",
    "identifier",
    "result",
    "role",
    "term",
    "licenseNumber",
    "source",
    "creditsEarned",
)
_ANY = st.recursive(
    st.just(_marked(1)) | st.just(f"https://people.example/{_MARK}") | st.integers() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "narrative", "url", "identity", "salt", "type", "genre", "@value"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@_UNHURRIED
@given(st.dictionaries(st.sampled_from(_SLOTS_3), _ANY), _ANY)
def test_whatever_shape_the_earners_slots_have_in_3_0(build: Any, subject: dict[str, Any], evidence: Any) -> None:
    document = build.credential(subject=subject, evidence=evidence, id=f"urn:{_MARK}")
    assert _MARK not in _everything(build, document)


@_UNHURRIED
@given(_ANY, _ANY, _ANY)
def test_whatever_shape_the_earners_slots_have_in_2_0(build: Any, recipient: Any, evidence: Any, narrative: Any) -> None:
    document = build.embedded(recipient=recipient, evidence=evidence, narrative=narrative, id=json.dumps(narrative))
    assert _MARK not in _everything(build, document)
