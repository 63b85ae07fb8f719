"""CASE: what is written follows the standard and holds everything; what other tools wrote is read and told."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import draft_of, draft_problems, publish, starter_names, starter_rubric
from rubric_kit.authoring.exchange.case.case_rubric import FORMAT
from rubric_kit.authoring.exchange.form import Reading, Written
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric

_SHARED = Path(__file__).parents[5] / "shared" / "badge_corpus" / "case" / "schema" / "case-v1p1-cfpackage.json"
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")

# The members of CASE 1.1 classes, as its published JSON schema names them (1EdTech CASE 1.1, CFPackage): required first.
_HEAD = {"identifier", "uri", "lastChangeDateTime"}
_ALLOWED = {
    "CFDocument": _HEAD | {"creator", "title", "caseVersion", "language", "version"},
    "CFItem": _HEAD | {"fullStatement", "humanCodingScheme"},
    "CFRubric": _HEAD | {"title", "description", "CFRubricCriteria", "extensions"},
    "CFRubricCriterion": _HEAD
    | {"category", "description", "CFItemURI", "weight", "position", "rubricId", "CFRubricCriterionLevels", "extensions"},
    "CFRubricCriterionLevel": _HEAD
    | {"quality", "description", "score", "feedback", "position", "rubricCriterionId", "extensions"},
}


def write(rubric: Rubric) -> Written:
    assert FORMAT.write is not None
    return FORMAT.write(rubric)


def read(given: Any, answers: Mapping[str, str] | None = None) -> Reading:
    assert FORMAT.read is not None
    assert FORMAT.recognise is not None
    assert FORMAT.recognise(given)
    return FORMAT.read(given, answers or {})


def package(rubric: Rubric | None = None) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(write(rubric or starter_rubric()).data)
    return value


def parts(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "CFDocument", value["CFDocument"]
    for item in value.get("CFItems", []):
        yield "CFItem", item
    for rubric in value["CFRubrics"]:
        yield "CFRubric", rubric
        for criterion in rubric["CFRubricCriteria"]:
            yield "CFRubricCriterion", criterion
            for level in criterion["CFRubricCriterionLevels"]:
                yield "CFRubricCriterionLevel", level


# A rubric as another tool may write it: no extensions, scores from high to low, percent weights, one item link.
FOREIGN: dict[str, Any] = {
    "identifier": "11111111-1111-4111-8111-111111111111",
    "uri": "https://example.org/rubrics/1",
    "title": "Synthetic oral report rubric",
    "description": "For a made-up class.",
    "lastChangeDateTime": "2026-01-01T00:00:00Z",
    "CFRubricCriteria": [
        {
            "category": "Voice",
            "description": "Can the back row hear the speaker?",
            "weight": 40,
            "position": 2,
            "CFRubricCriterionLevels": [
                {"quality": "Clear", "description": "Each word is heard in the back row.", "score": 4, "position": 1},
                {"quality": "Faint", "description": "Some words are heard in the back row.", "score": 2, "position": 2},
                {"quality": "Silent", "description": "No word is heard.", "score": 0, "position": 3},
            ],
        },
        {
            "category": "Sources",
            "description": "Are sources named?",
            "weight": 60,
            "position": 1,
            "CFItemURI": {
                "title": "Names sources",
                "identifier": "22222222-2222-4222-8222-222222222222",
                "uri": "https://example.org/items/2",
            },
            "CFRubricCriterionLevels": [
                {"quality": "None", "description": "No source is named.", "score": 0.0},
                {"quality": "Two", "description": "Two sources are named.", "score": 1.5, "feedback": "Well done"},
            ],
        },
    ],
}


def foreign(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(FOREIGN) | changes


def codes(reading: Reading) -> list[str]:
    return [one.code for one in reading.findings]


@pytest.mark.parametrize("name", starter_names())
def test_every_part_has_what_case_requires_and_nothing_it_does_not_know(name: str) -> None:
    identifiers = []
    for kind, part in parts(package(starter_rubric(name))):
        assert part.keys() >= _HEAD
        assert part.keys() <= _ALLOWED[kind], kind
        assert _UUID.fullmatch(part["identifier"])
        assert part["uri"] == f"urn:uuid:{part['identifier']}"
        assert _DATE.fullmatch(part["lastChangeDateTime"])
        identifiers.append(part["identifier"])
    assert len(set(identifiers)) == len(identifiers)


def test_the_fields_of_case_hold_the_rubric_for_other_tools() -> None:
    value = package()
    [rubric] = value["CFRubrics"]
    first, last = rubric["CFRubricCriteria"][0], rubric["CFRubricCriteria"][-1]
    assert rubric["title"] == "Outside badges: a starter rubric"
    assert (first["category"], first["weight"], first["position"], first["rubricId"]) == (
        "Criteria clarity",
        0.25,
        1,
        rubric["identifier"],
    )
    level = first["CFRubricCriterionLevels"][2]
    assert (level["quality"], level["score"], level["position"]) == ("Tasks listed", 2.0, 3)
    assert level["rubricCriterionId"] == first["identifier"]
    # The mission criterion serves three items; CASE has room for a link to one.
    assert last["CFItemURI"]["identifier"] == value["CFItems"][0]["identifier"]
    assert [one["humanCodingScheme"] for one in value["CFItems"]] == ["active-learning", "every-student", "growing-staff"]
    assert "CFItems" not in package(
        starter_rubric().replace(targets=(), criteria=tuple(one.replace(targets=()) for one in starter_rubric().criteria))
    )


def test_a_later_version_has_a_later_date_and_other_identifiers() -> None:
    first = starter_rubric()
    second = publish(draft_of(first) | {"title": "Outside badges, our own"}, first)
    one, two = package(first)["CFRubrics"][0], package(second)["CFRubrics"][0]
    assert one["lastChangeDateTime"] == "1970-01-01T00:00:01Z"
    assert two["lastChangeDateTime"] == "1970-01-01T00:00:02Z"
    assert one["identifier"] != two["identifier"]
    assert Rubric.parse(read(package(second)).draft) == second


def test_our_own_file_is_told_and_comes_back_without_a_remark() -> None:
    reading = read(package())
    assert reading.told == (
        "This CASE file was written by this kit: version 1 of “Outside badges: a starter rubric”, with its policy and sources.",
    )
    assert (reading.question, reading.losses, reading.findings) == (None, (), ())


def test_the_rubric_alone_and_the_answer_of_a_server_are_read_too() -> None:
    rubric = package()["CFRubrics"][0]
    for given_value in (rubric, {"CFRubric": rubric}, [rubric]):
        assert Rubric.parse(read(given_value).draft) == starter_rubric()


def test_what_another_program_changed_in_the_case_fields_counts() -> None:
    value = package()
    rubric = value["CFRubrics"][0]
    rubric["CFRubricCriteria"][0]["weight"] = 0.5
    rubric["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["description"] = "Nothing is listed."
    value["CFItems"][0]["fullStatement"] = "Students build things"
    reading = read(value)
    assert reading.told[-1] == "It was changed since, in another program; what stands in the CASE fields counts."
    # 5,000 of 12,500: 4,000; 2,500: 2,000; 1,500: 1,200; 500: 400.
    assert [one["weight"] for one in reading.draft["criteria"]] == [4000, 2000, 1200, 400, 1200, 1200, 0]
    assert codes(reading) == ["RKX008"]
    assert reading.draft["criteria"][0]["levels"][0]["descriptor"] == "Nothing is listed."
    assert reading.draft["targets"][0]["text"] == "Students build things"
    assert draft_problems(reading.draft) == ()


def test_a_criterion_that_another_program_added_gets_its_own_id() -> None:
    value = package()
    criteria = value["CFRubrics"][0]["CFRubricCriteria"]
    added = copy.deepcopy(criteria[0]) | {"position": 8}
    del added["extensions"]
    criteria.append(added)
    draft = read(value).draft
    assert draft["criteria"][-1]["id"] == "criteria_clarity_2"
    assert draft_problems(draft) == ()


@pytest.mark.parametrize(
    "spoiled",
    [
        {"policy": {"outcomes": 5}},
        {"policy": {}, "id": "NOT AN ID"},
        {"id": 7},
        {"set_aside": "x"},
        {"version": "one"},
    ],
)
def test_a_spoiled_part_of_ours_is_left_out_and_the_rest_is_read(spoiled: dict[str, Any]) -> None:
    value = package()
    value["CFRubrics"][0]["extensions"]["rubric_kit"] |= spoiled
    reading = read(value)
    assert "RKX014" in codes(reading)
    assert len(reading.draft["criteria"]) == 7
    publish(reading.draft)


def test_a_foreign_rubric_is_read_in_the_order_of_its_positions_and_what_it_lacks_is_told() -> None:
    reading = read(foreign())
    draft = reading.draft
    assert [(one["name"], one["question"], one["weight"]) for one in draft["criteria"]] == [
        ("Sources", "Are sources named?", 6000),
        ("Voice", "Can the back row hear the speaker?", 4000),
    ]
    # 0, 1.5 and 0, 2, 4 are wholes and halves: a scale to 2.
    assert [[level["points"] for level in one["levels"]] for one in draft["criteria"]] == [[0, 2000], [0, 1000, 2000]]
    assert [level["name"] for level in draft["criteria"][1]["levels"]] == ["Silent", "Faint", "Clear"]
    assert draft["targets"] == [{"id": "names_sources", "text": "Names sources"}]
    assert draft["criteria"][0]["targets"] == ["names_sources"]
    assert draft["purpose"] == "For a made-up class."
    assert [(one.path, one.words) for one in reading.losses] == [("CFRubricCriteria[1].levels[2].feedback", "Well done")]
    assert any("simple ones were filled in" in one for one in reading.told)
    assert reading.findings == ()
    publish(draft)


def test_a_rubric_with_nothing_but_what_case_requires_is_read() -> None:
    level = {"identifier": "3", "uri": "urn:3", "lastChangeDateTime": "2026-01-01T00:00:00Z"}
    criterion = level | {"CFRubricCriterionLevels": [level, level]}
    reading = read(level | {"CFRubricCriteria": [criterion]})
    draft = reading.draft
    assert draft["title"] == "Rubric without a title"
    assert [(one["name"], one["levels"][0]["name"], one["levels"][1]["points"]) for one in draft["criteria"]] == [
        ("Criterion 1", "Level 1", 1000)
    ]
    assert reading.question is not None
    assert (reading.question.key, reading.question.assumed) == ("order", "low")
    assert set(codes(reading)) == {"RKX009"}
    publish(draft)


def test_levels_without_scores_raise_one_question_and_the_answer_turns_them_round() -> None:
    value = foreign()
    for criterion in value["CFRubricCriteria"]:
        for level in criterion["CFRubricCriterionLevels"]:
            del level["score"]
    assert [one["name"] for one in read(value).draft["criteria"][1]["levels"]] == ["Clear", "Faint", "Silent"]
    turned = read(value, {"order": "high"})
    assert [one["name"] for one in turned.draft["criteria"][1]["levels"]] == ["Silent", "Faint", "Clear"]
    with pytest.raises(RecordError, match="'sideways' is no answer to the question 'order'; answers are: low, high"):
        read(value, {"order": "sideways"})


def test_several_rubrics_raise_one_question() -> None:
    value = {"CFDocument": {}, "CFRubrics": [foreign(), foreign(title="The other one")]}
    reading = read(value)
    assert reading.question is not None
    assert reading.question.choices == (("1", "Synthetic oral report rubric"), ("2", "The other one"))
    assert reading.draft["title"] == "Synthetic oral report rubric"
    assert read(value, {"rubric": "2"}).draft["title"] == "The other one"
    with pytest.raises(RecordError, match="answers are: 1, 2"):
        read(value, {"rubric": "3"})


def test_field_names_in_capitals_are_read() -> None:
    def loud(value: Any) -> Any:
        if isinstance(value, dict):
            return {key.upper(): loud(one) for key, one in value.items()}
        return [loud(one) for one in value] if isinstance(value, list) else value

    assert read(loud(foreign())).draft == read(foreign()).draft


def test_without_weights_the_highest_scores_act_as_weights() -> None:
    value = foreign()
    for criterion in value["CFRubricCriteria"]:
        del criterion["weight"]
    reading = read(value)
    # 1.5 and 4 of 5.5: 2,727.27 and 7,272.73 of 10,000.
    assert [one["weight"] for one in reading.draft["criteria"]] == [2727, 7273]
    assert "The file holds no weights. The highest scores differ and act as weights, so they were taken as such." in reading.told


def test_weights_that_sum_to_something_else_keep_their_proportions_and_are_noted() -> None:
    value = foreign()
    value["CFRubricCriteria"][0]["weight"] = 0.2
    value["CFRubricCriteria"][1]["weight"] = 0.6
    reading = read(value)
    assert [one["weight"] for one in reading.draft["criteria"]] == [7500, 2500]
    assert [one.message for one in reading.findings] == ["The weights sum to 0.8, not to 1 or 100; their proportions were kept."]


def test_what_is_no_number_equal_scores_and_unknown_fields_are_told() -> None:
    value = foreign(publisher="Somebody")
    value["CFRubricCriteria"][0]["CFRubricCriterionLevels"][0]["score"] = "high"
    value["CFRubricCriteria"][1]["CFRubricCriterionLevels"][1]["score"] = 0
    reading = read(value)
    assert codes(reading) == ["RKX004", "RKX001", "RKX011", "RKX001"] or set(codes(reading)) == {"RKX001", "RKX004", "RKX011"}
    assert ("CFRubric.publisher", "Somebody") in [(one.path, one.words) for one in reading.losses]
    assert draft_problems(reading.draft)


def test_a_category_that_several_criteria_share_is_no_name() -> None:
    value = foreign()
    for criterion in value["CFRubricCriteria"]:
        criterion["category"] = "Speech"
    reading = read(value)
    assert [one["name"] for one in reading.draft["criteria"]] == ["Are sources named?", "Can the back row hear the speaker?"]
    assert [one.path for one in reading.losses if one.path.endswith("category")] == [
        "CFRubricCriteria[1].category",
        "CFRubricCriteria[2].category",
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"CFDocument": {"title": "Framework"}, "CFItems": [{}]}, "This is a CASE file without a rubric"),
        ({"CFRubrics": []}, "This is a CASE file without a rubric"),
        ({"CFRubricCriteria": []}, "The CASE rubric has no criteria"),
        ({"CFRubric": {"title": "x"}}, "The CASE rubric has no criteria"),
    ],
)
def test_a_file_without_a_rubric_is_one_line(value: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError, match=message) as caught:
        read(value)
    assert "\n" not in caught.value.message


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "title", "score", "rubric_kit"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=200)
@given(st.data())
def test_any_spoiled_file_gives_a_reading_or_one_line(data: st.DataObject) -> None:
    value = package()
    at: Any = value
    for _ in range(data.draw(st.integers(1, 7))):
        keys: list[Any] = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(at[key], dict | list) or not at[key]:
            break
        at, above, last = at[key], at, key
        if data.draw(st.integers(0, 3)) == 0:
            above[last] = data.draw(_JSON)
            break
    else:
        at[key if isinstance(at, dict) and key in at else next(iter(at)) if isinstance(at, dict) else 0] = data.draw(_JSON)
    assert FORMAT.read is not None
    try:
        reading = FORMAT.read(value, {})
    except RecordError as error:
        assert "\n" not in error.message  # noqa: PT017  either way is right
    else:
        draft_problems(reading.draft)


@pytest.mark.shared
@pytest.mark.skipif(not _SHARED.is_file(), reason="the official schema is not beside the checkout (../shared)")
@settings(max_examples=50)
@given(data=st.data())
def test_the_official_schema_accepts_every_rubric(data: st.DataObject, whole_rubrics: st.SearchStrategy[Rubric]) -> None:
    schema = json.loads(_SHARED.read_text(encoding="utf-8"))
    check = jsonschema.Draft201909Validator(schema, format_checker=jsonschema.FormatChecker())
    written = json.loads(write(data.draw(whole_rubrics)).data)
    assert [error.message for error in check.iter_errors(written)] == []


def test_the_leaves_fixture_tells_rubrics_apart(leaves: Callable[..., dict[str, Any]]) -> None:
    # The law of the round trip rests on it.
    plain = starter_rubric().plain()
    other = copy.deepcopy(plain)
    other["criteria"][1]["levels"][2]["citations"].pop()
    one, two = leaves(plain), leaves(other, plain)
    assert {path for path in one.keys() | two.keys() if one.get(path) != two.get(path)} == {
        "criteria.learning_evidence.levels.l2.citations.1"
    }


def test_what_else_is_in_a_package_is_listed_and_its_language_is_taken() -> None:
    items = [{"identifier": FOREIGN["CFRubricCriteria"][1]["CFItemURI"]["identifier"], "fullStatement": "Names two sources"}]
    items += [{"identifier": str(at), "fullStatement": "Idle"} for at in range(3)]
    value = {
        "CFDocument": {"title": "A made-up framework", "language": "es"},
        "CFItems": items,
        "CFAssociations": [{}, {}],
        "CFRubrics": [foreign()],
    }
    reading = read(value)
    assert reading.draft["language"] == "es"
    assert reading.draft["targets"] == [{"id": "names_two_sources", "text": "Names two sources"}]
    assert [(one.path, one.words) for one in reading.losses if one.path.startswith("CF") and "[" not in one.path] == [
        ("CFDocument", "A made-up framework"),
        ("CFAssociations", "2 entries"),
        ("CFItems", "3 items"),
    ]
    assert read(value | {"CFDocument": {"language": "<b>"}}).draft["language"] == "en"


def test_feedback_takes_the_place_of_a_missing_description() -> None:
    value = foreign()
    level = value["CFRubricCriteria"][1]["CFRubricCriterionLevels"][1]
    level["description"] = " "
    reading = read(value)
    assert reading.draft["criteria"][0]["levels"][1]["descriptor"] == "Well done"
    assert "Where a level has feedback and no description, the feedback was taken as its text." in reading.told
    assert reading.losses == ()


def test_a_criterion_that_another_program_took_away_is_missed_by_the_rules_about_it() -> None:
    value = package()
    value["CFRubrics"][0]["CFRubricCriteria"].pop()
    reading = read(value)
    assert reading.told[-1] == "It was changed since, in another program; what stands in the CASE fields counts."
    [problem] = draft_problems(reading.draft)
    assert "names criterion 'mission_fit', which does not exist" in problem.message


def test_names_of_fields_are_shown_with_hidden_characters_spelled_out() -> None:
    [loss] = [one for one in read(foreign(**{"a\u202eb\nc": "d\u200be"})).losses if one.path.startswith("CFRubric.")]
    assert (loss.path, loss.words) == ("CFRubric.a‹U+202E›b c", "d‹U+200B›e")
