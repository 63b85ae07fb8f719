"""Whatever a badge holds, its facts are whole records, although they are built without validation."""

from __future__ import annotations

import copy
import pickle
import sys
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.intake import FACT_NAMES, facts
from rubric_kit.model import (
    Alignment,
    AwardStatus,
    Badge,
    BadgeKind,
    BadgeLevel,
    Endorsement,
    Evidence,
    Fact,
    FactState,
    Issuer,
    LevelScale,
    ProofOutcome,
    Source,
    Verification,
    canonical_json,
)

_SNIPPETS = st.sampled_from(
    [
        *("10 hours", "1.5 ECTS", "level 2 of 4", "submit", "a lesson plan", "must", "not", "no exam", "students", "- ", "\n"),
        *("<li>", "https://a.example/x", "1,000,000 hrs", "0,5", "99999999999 hours", "ISTE", "\u202e", "_", "’", "."),
    ]
)
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters=[chr(n) for n in range(32)])
_TEXT = st.one_of(st.just(""), st.text(_CHARACTERS, max_size=60), st.lists(_SNIPPETS, max_size=12).map(" ".join))
_LINE = st.one_of(
    st.text(_CHARACTERS, min_size=1, max_size=60), st.lists(_SNIPPETS, min_size=1, max_size=6).map(" ".join)
).filter(lambda text: 0 < len(text) <= 400)
_CLAIM = st.none() | st.sampled_from(["https://a.example/1", "did:web:a.example"])
_DAY = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))


def _any(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(fields)


_BADGES = _any(
    name=_LINE,
    kind=st.none() | st.sampled_from(BadgeKind),
    description=_TEXT,
    criteria_narrative=_TEXT,
    criteria_url=_CLAIM,
    issuer=_any(name=_LINE, claimed_id=_CLAIM, url=_CLAIM, description=_TEXT, has_contact=st.booleans()).map(
        lambda d: Issuer(**d)
    ),
    alignments=st.lists(
        _any(target_name=_LINE, target_url=_CLAIM, target_code=st.none() | _LINE, target_framework=st.none() | _LINE).map(
            lambda d: Alignment(**d)
        ),
        max_size=2,
    ).map(tuple),
    evidence=_any(state=st.sampled_from(FactState), count=st.integers(0, 3)).map(lambda d: Evidence(**d)),
    level_scales=st.lists(st.just(LevelScale(name="S", levels=(BadgeLevel(name="1"),))), max_size=1).map(tuple),
    endorsements=st.lists(
        st.sampled_from(ProofOutcome).map(lambda one: Endorsement(endorser="x", about="badge", outcome=one)), max_size=2
    ).map(tuple),
    workload=st.none() | _LINE,
    creator=st.none() | _LINE,
    fields=st.sampled_from([(), ("learner", "name", "proof")]),
    language=st.none() | _LINE | st.sampled_from(["en", "fi"]),
    tags=st.lists(_LINE, max_size=2).map(tuple),
    valid_from=_DAY,
    valid_until=_DAY,
    status=st.sampled_from(AwardStatus),
    verification=_any(outcome=st.sampled_from(ProofOutcome), anchored=st.none() | st.booleans(), anchor=st.none() | _LINE).map(
        lambda d: Verification(method="JWT", reason="a reason", **d)
    ),
    source=st.sampled_from(["OB 2.0", "OB 3.0", "described"]).map(
        lambda one: Source(container="json", dialect=one, sha256="b" * 64, size=1)
    ),
).map(lambda fields: Badge(key="a" * 64, **fields))


@settings(max_examples=150)
@given(badge=_BADGES, as_of=_DAY)
def test_facts_never_raise_and_equal_validated_records(badge: Badge, as_of: date | None) -> None:
    found = facts(badge, as_of=as_of)
    assert tuple(one.name for one in found) == FACT_NAMES
    for one in found:
        assert one == Fact.model_validate(one.model_dump())
    assert facts(badge, as_of=as_of) == found


def test_a_fact_behaves_like_a_validated_one() -> None:
    badge = Badge(
        key="a" * 64,
        name="Level 2",
        issuer=Issuer(name="Synthetic"),
        evidence=Evidence(state=FactState.ABSENT),
        verification=Verification(outcome=ProofOutcome.NO_PROOF, method="none", reason="none"),
        source=Source(container="json", dialect="OB 2.0", sha256="b" * 64, size=1),
    )
    for one in facts(badge):
        same = Fact(**{name: getattr(one, name) for name in Fact.model_fields})
        assert one == same
        assert hash(one) == hash(same)
        assert repr(one) == repr(same)
        assert one.model_fields_set == same.model_fields_set
        assert one.model_extra == same.model_extra
        assert canonical_json(one) == canonical_json(same)
        assert copy.deepcopy(one) == same
        assert pickle.loads(pickle.dumps(one)) == same  # noqa: S301  the test's own bytes
        assert one.replace(number=7).number == 7


@settings(max_examples=60, deadline=None)
@given(badge=_BADGES, other=_BADGES, as_of=_DAY)
def test_facts_that_are_remembered_are_those_that_are_observed(badge: Badge, other: Badge, as_of: date | None) -> None:
    # Every field of one badge is put into the other in turn: what was remembered of the first must not stand for the mixture.
    facts(badge, as_of=as_of)
    for name in Badge.model_fields:
        mixture = badge.replace(**{name: getattr(other, name)})
        remembered = facts(mixture, as_of=as_of)
        sys.modules["rubric_kit.intake.facts.observe"]._REMEMBERED.clear()
        assert remembered == facts(mixture, as_of=as_of)
