"""Whatever comes in, badges or findings come out, and never an exception."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.intake import facts_of

# The machines that run this are shared and slow at times; a slow example is no fault here.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

_KEYS = st.sampled_from(
    [
        "@context", "type", "@type", "id", "@id", "name", "badge", "issuer", "credentialSubject", "achievement", "criteria",
        "narrative", "evidence", "alignment", "targetName", "targetUrl", "recipient", "identity", "verification", "verify",
        "resultDescription", "rubricCriterionLevel", "tags", "tag", "expires", "validUntil", "validFrom", "issuedOn", "revoked",
        "revocationList", "revokedAssertions", "proof", "endorsement", "vc", "@value", "en", "url", "email", "description",
    ]
)  # fmt: skip
_TEXTS = st.text(max_size=20) | st.sampled_from(
    [
        "Assertion",
        "BadgeClass",
        "Issuer",
        "OpenBadgeCredential",
        "RevocationList",
        "hosted",
        "2026-01-01",
        "https://a.example/f.json",
        "f",
    ]
)
_VALUES = st.recursive(
    _TEXTS | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=25,
)


def _survives(build: Any, *files: Any) -> None:
    intake = build.read(*files)
    assert intake.badges or intake.findings
    assert len(intake.items) >= len(files)
    assert {item.badge.key for item in intake.items if item.badge} == {badge.key for badge in intake.badges}
    assert set(facts_of(intake.badges)) == {badge.key for badge in intake.badges}
    for item in intake.items:
        json.dumps(item.plain(date(2026, 11, 24)), ensure_ascii=False).encode()


@_UNHURRIED
@given(st.binary(max_size=400), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"<svg ", b"{", b"eyJhbGciOiJub25lIn0."]))
def test_any_bytes(build: Any, data: bytes, start: bytes) -> None:
    _survives(build, start + data)


@_UNHURRIED
@given(st.dictionaries(_KEYS, _VALUES, max_size=10), st.dictionaries(_KEYS, _VALUES, max_size=10))
def test_any_two_json_objects(build: Any, one: dict[str, Any], other: dict[str, Any]) -> None:
    _survives(build, one, other)


@_UNHURRIED
@given(
    st.dictionaries(_KEYS, _VALUES, max_size=6),
    st.dictionaries(_KEYS, _VALUES, max_size=8),
    st.dictionaries(_KEYS, _VALUES, max_size=8),
)
def test_badges_with_anything_in_any_field(
    build: Any, top: dict[str, Any], inner: dict[str, Any], issuer: dict[str, Any]
) -> None:
    kept = {key: value for key, value in top.items() if key not in {"type", "achievement"}}
    _survives(build, build.credential(**({"achievement": build.achievement(**inner), "issuer": issuer} | kept)))
    _survives(build, build.embedded(**({"badge": build.badge_class(**({"issuer": issuer} | inner))} | kept)))


@_UNHURRIED
@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 255))
def test_cut_and_changed_pictures(build: Any, cut: int, place: int, value: int) -> None:
    text = build.json(build.credential())
    for whole in (build.png(build.text_chunk(text)), build.svg(text.decode()), build.token(text)):
        _survives(build, whole[: cut % len(whole)])
        changed = bytearray(whole)
        changed[place % len(whole)] = value
        _survives(build, bytes(changed))
