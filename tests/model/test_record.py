from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

import rubric_kit.model as records
from rubric_kit.errors import RecordError
from rubric_kit.model import (
    SCHEMAS,
    Citation,
    Condition,
    Cut,
    Fact,
    Finding,
    Rating,
    RatingState,
    Record,
    Rubric,
    canonical_json,
    fingerprint,
)

ALL_RECORDS = sorted(
    (kind for name in records.__all__ if isinstance(kind := getattr(records, name), type) and issubclass(kind, Record)),
    key=lambda kind: kind.__name__,
)


def test_every_kind_of_record_is_looked_at() -> None:
    assert set(SCHEMAS.values()) <= set(ALL_RECORDS)
    assert len(ALL_RECORDS) >= 30


@pytest.mark.parametrize("kind", ALL_RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_is_frozen_and_closed(kind: type[Record]) -> None:
    assert kind.model_config["frozen"] is True
    assert kind.model_config["extra"] == "forbid"
    assert all(field.description for field in kind.model_fields.values())


@pytest.mark.parametrize("kind", [kind for kind in ALL_RECORDS if kind is not Record], ids=lambda kind: kind.__name__)
def test_every_record_names_its_fields_when_it_is_given_another(kind: type[Record]) -> None:
    with pytest.raises(RecordError) as caught:
        kind.parse({"no_such_field": 1}, where="table.csv")
    known = ", ".join(kind.model_fields)
    assert caught.value.message.startswith(f"table.csv: unknown field 'no_such_field'; known are: {known}")
    assert caught.value.where == "table.csv"


def test_a_record_cannot_be_changed_in_place() -> None:
    cut = Cut(at_least=6000, outcome="yes")
    with pytest.raises(ValidationError, match="Instance is frozen"):
        cut.at_least = 1
    assert cut.at_least == 6000
    assert {cut: 1}[Cut(at_least=6000, outcome="yes")] == 1


def test_replace_gives_another_record_and_leaves_this_one() -> None:
    cut = Cut(at_least=6000, outcome="yes")
    assert cut.replace(at_least=7000) == Cut(at_least=7000, outcome="yes")
    assert cut == Cut(at_least=6000, outcome="yes")
    with pytest.raises(RecordError, match=r"^Cut: at_least: Input should be less than or equal to 10000, found 10001$"):
        cut.replace(at_least=10_001)
    with pytest.raises(RecordError, match=r"^Cut: unknown field 'share'; known are: at_least, outcome$"):
        cut.replace(share=1)


@pytest.mark.parametrize(
    ("value", "start"),
    [
        ("{", "a.json: is not JSON (EOF while parsing"),
        (b"\xff\xfe", "a.json: is not JSON ("),
        ("[]", "a.json: Input should be an object"),
        ("", "a.json: is not JSON (EOF"),
        ({"at_least": {1, 2}, "outcome": "yes"}, "a.json: cannot be read as JSON (Object of type set"),
        ({"at_least": float("nan"), "outcome": "yes"}, "a.json: at_least: Input should be a"),
        ({"outcome": "yes"}, "a.json: at_least: Field required"),
        ({"at_least": "x" * 200, "outcome": "yes"}, "a.json: at_least: Input should be a valid integer"),
        ({"at_least": 1, "outcome": "\ud800"}, "a.json: "),
        ({"at_least": 1, "outcome": "x\u202ey"}, "a.json: outcome: a short name is 1 to 64 of a-z, 0-9, _ and -"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(value: Any, start: str) -> None:
    with pytest.raises(RecordError) as caught:
        Cut.parse(value, where="a.json")
    assert caught.value.message.startswith(start)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 300


def test_a_table_nested_without_end_is_refused() -> None:
    value: dict[str, Any] = {}
    value["again"] = value
    with pytest.raises(RecordError, match="cannot be read as JSON"):
        Cut.parse(value)


@pytest.mark.parametrize("name", ["a", "z9", "with-dash", "with_line", "0", "x" * 64])
def test_an_id_is_plain(name: str) -> None:
    assert Citation(id=name, text="t").id == name


@pytest.mark.parametrize("name", ["", "A", "a b", "ä", "a.b", "a/b", "x" * 65, "a\n", "\u0661"])
def test_other_ids_are_refused(name: str) -> None:
    with pytest.raises(RecordError, match=r"^Citation: id: a short name is 1 to 64 of a-z, 0-9, _ and -"):
        Citation.parse({"id": name, "text": "t"})


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\r", "\x0b"])
def test_control_characters_are_refused_and_named(character: str) -> None:
    expected = f"Citation: text: holds the control character U+{ord(character):04X}; plain text is allowed, remove it"
    with pytest.raises(RecordError) as caught:
        Citation.parse({"id": "a", "text": f"x{character}y"})
    assert caught.value.message.startswith(expected)
    assert character not in caught.value.message


def test_a_line_is_at_most_400_characters() -> None:
    assert Citation(id="a", text="x" * 400).text
    with pytest.raises(RecordError, match=r"^Citation: text: String should have at most 400 characters"):
        Citation.parse({"id": "a", "text": "x" * 401})


def test_canonical_json_has_sorted_keys_no_spaces_and_plain_utf8() -> None:
    assert (
        canonical_json({"b": [1, True, None], "a": {"z": "é‹", "y": ()}}) == '{"a":{"y":[],"z":"é‹"},"b":[1,true,null]}'.encode()
    )


@pytest.mark.parametrize("value", [1.0, {"a": [1, 2.5]}, [[float("nan")]], {"a": {"b": (0.1,)}}])
def test_floats_have_no_canonical_form(value: object) -> None:
    with pytest.raises(RecordError, match=r"^\S+ is a float; only whole numbers have one canonical form$"):
        canonical_json(value)


def test_the_fingerprint_of_a_small_record_never_changes() -> None:
    # printf '{"at_least":6000,"outcome":"yes"}' | sha256sum
    expected = "eaff05dfc339bb4659185cf0475a93705b23f60cc06b6ca0344371a1cfef550a"
    assert canonical_json(Cut(at_least=6000, outcome="yes")) == b'{"at_least":6000,"outcome":"yes"}'
    assert fingerprint(Cut(at_least=6000, outcome="yes")) == expected
    assert fingerprint({"outcome": "yes", "at_least": 6000}) == expected
    assert fingerprint(Cut(at_least=6001, outcome="yes")) != expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=3), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(value=json_values)
def test_canonical_json_is_read_back_as_it_was(value: object) -> None:
    assert json.loads(canonical_json(value)) == value


@given(value=st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=3), st.integers(), max_size=6), data=st.data())
def test_the_order_of_keys_makes_no_difference(value: dict[str, int], data: st.DataObject) -> None:
    turned = dict(data.draw(st.permutations(list(value.items()))))
    assert canonical_json(turned) == canonical_json(value)


ids = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=64)
digests = st.text(alphabet="0123456789abcdef", min_size=64, max_size=64)
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t"), max_size=50)
lines = texts.filter(bool)


@st.composite
def ratings(draw: st.DrawFn) -> Rating:
    by_level = draw(st.booleans())
    return Rating(
        sequence=draw(st.integers(1, 10**9)),
        rater=draw(ids),
        badge=draw(digests),
        criterion=draw(ids),
        wording=draw(digests),
        level=draw(ids) if by_level else None,
        state=None if by_level else draw(st.sampled_from(RatingState)),
        rationale=draw(texts),
        origin=draw(st.sampled_from(records.Origin)),
    )


@st.composite
def small_rubrics(draw: st.DrawFn) -> Rubric:
    names = draw(st.lists(ids, min_size=1, max_size=4, unique=True))
    weights = [10_000 - 7 * (len(names) - 1), *[7] * (len(names) - 1)]
    outcome = draw(ids)
    criteria = []
    for name, weight in zip(names, weights, strict=True):
        points = sorted(draw(st.sets(st.integers(0, 9999), min_size=1, max_size=7)))
        rungs = [
            {"id": f"l{n}", "name": draw(lines), "points": value, "descriptor": f"d{draw(texts)}"}
            for n, value in enumerate([*points, 10_000])
        ]
        criteria.append({"id": name, "name": draw(lines), "question": draw(lines), "weight": weight, "levels": rungs})
    policy = {"outcomes": [{"id": outcome, "kind": "accept", "name": "o", "wording": "o"}], "cuts": [], "below": outcome}
    return Rubric.parse({"id": draw(ids), "title": draw(lines), "criteria": criteria, "policy": policy})


@given(record=ratings() | small_rubrics())
def test_a_record_is_read_back_as_it_was_written(record: Record) -> None:
    kind = type(record)
    assert kind.parse(canonical_json(record)) == record
    assert kind.parse(record.plain()) == record
    assert kind.parse(record.model_dump_json()) == record
    again = kind.parse(json.loads(json.dumps(record.plain())))
    assert fingerprint(again) == fingerprint(record)


def test_replacing_forgets_the_old_fingerprint(small: dict[str, Any]) -> None:
    rubric = Rubric.parse(small)
    before, wording = rubric.fingerprint, rubric.wording_fingerprint
    other = rubric.replace(title="Another")
    assert other.fingerprint == fingerprint(other) != before
    assert other.wording_fingerprint == wording
    assert rubric.fingerprint == before == fingerprint(rubric)
    # A fingerprint that was asked for does not make a record differ from one where nobody asked.
    assert Rubric.parse(small) == rubric


RATING = {"sequence": 1, "rater": "r1", "badge": "a" * 64, "criterion": "fit", "wording": "b" * 64}
EITHER = "Rating: a rating has either a level or a state (unknown, withheld, not_applicable), not both and not neither"


@pytest.mark.parametrize("answer", [{}, {"level": "l1", "state": "unknown"}])
def test_a_rating_has_a_level_or_a_state(answer: dict[str, str]) -> None:
    with pytest.raises(RecordError) as caught:
        Rating.parse(RATING | answer)
    assert caught.value.message == EITHER


@pytest.mark.parametrize(
    ("field", "value"),
    [("sequence", 0), ("rater", "Jo Doe"), ("badge", "A" * 64), ("badge", "a" * 63), ("state", "absent"), ("origin", "machine")],
)
def test_a_rating_of_the_wrong_form_is_refused(field: str, value: object) -> None:
    with pytest.raises(RecordError, match=f"^Rating: {field}: "):
        Rating.parse(RATING | {"level": "l1"} | {field: value})


def test_a_fact_counts_from_zero() -> None:
    plain = {"badge": "a" * 64, "name": "words", "state": "present", "basis": "counted"}
    assert Fact.parse(plain | {"number": 0}).number == 0
    with pytest.raises(RecordError, match=r"^Fact: number: Input should be greater than or equal to 0, found -1$"):
        Fact.parse(plain | {"number": -1})


def test_a_finding_is_one_line() -> None:
    finding = Finding(code="RKT001", severity="warning", where="rating 3", message="Found a.", advice="Do b.")
    assert finding.line() == "warning RKT001 rating 3: Found a. Do b."
    assert finding.replace(path="x.y", advice="").line() == "warning RKT001 rating 3 (x.y): Found a."
    with pytest.raises(RecordError, match=r"^Finding: code: String should match pattern"):
        finding.replace(code="T1")


def test_a_substitution_has_at_most_eight_conditions(
    small: dict[str, Any], put: Callable[[dict[str, Any], str, Any], None]
) -> None:
    one = Condition(criterion="fit", at_least="mid").plain()
    put(small, "policy.substitutions.0.when", [one] * 8)
    assert len(Rubric.parse(small).policy.substitutions[0].when) == 8
    put(small, "policy.substitutions.0.when", [one] * 9)
    with pytest.raises(RecordError, match=r"^Rubric: policy\.substitutions\.0\.when: Tuple should have at most 8 items"):
        Rubric.parse(small)
