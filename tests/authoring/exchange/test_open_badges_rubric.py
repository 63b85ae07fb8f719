"""Open Badges 3.0: a rubric as result descriptions, the traps of such files told, and nothing of an earner kept."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import draft_problems, publish, starter_names, starter_rubric
from rubric_kit.authoring.exchange.form import Reading
from rubric_kit.authoring.exchange.open_badges_rubric import FORMAT
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric

_SHARED = Path(__file__).parents[4] / "shared" / "badge_corpus" / "schemas" / "ob_v3p0_achievementcredential_schema.json"
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def level(name: str, points: Any = None, **more: Any) -> dict[str, Any]:
    own: dict[str, Any] = {
        "id": f"urn:x:{name}",
        "type": ["RubricCriterionLevel"],
        "name": name,
        "description": f"{name} is seen.",
    }
    return own | ({} if points is None else {"points": points}) | more


def description(name: str, *levels: dict[str, Any], **more: Any) -> dict[str, Any]:
    own = {"id": f"urn:x:{name}", "type": ["ResultDescription"], "name": name, "resultType": "RubricCriterionLevel"}
    return own | {"rubricCriterionLevel": list(levels)} | more


def achievement(*descriptions: dict[str, Any], **more: Any) -> dict[str, Any]:
    own = {"id": "urn:x:achievement", "type": ["Achievement"], "name": "Made-up badge", "description": "For a made-up class."}
    return own | {"criteria": {"narrative": "Do it."}, "resultDescription": list(descriptions)} | more


def award(of: dict[str, Any], *results: dict[str, Any]) -> dict[str, Any]:
    subject = {"id": "did:example:SECRET-EARNER", "type": ["AchievementSubject"], "achievement": of, "result": list(results)}
    return {"type": ["VerifiableCredential", "OpenBadgeCredential"], "name": "SECRET-AWARD", "credentialSubject": subject}


WORK = description("Work", level("None", "0"), level("Some", "1"), level("Much", "3"))


def read(given: Any, answers: Mapping[str, str] | None = None) -> Reading:
    assert FORMAT.read is not None
    assert FORMAT.recognise is not None
    assert FORMAT.recognise(given)
    return FORMAT.read(given, answers or {})


def written(rubric: Rubric) -> dict[str, Any]:
    assert FORMAT.write is not None
    value: dict[str, Any] = json.loads(FORMAT.write(rubric).data)
    return value


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(one.code, one.path) for one in reading.findings]


@pytest.mark.parametrize("name", starter_names())
def test_a_rubric_is_an_achievement_with_all_that_the_standard_requires(name: str) -> None:
    value = written(starter_rubric(name))
    assert value.keys() >= {"id", "type", "criteria", "description", "name"}
    assert "proof" not in value
    ids = [value["id"]]
    for one in value["resultDescription"]:
        assert one.keys() >= {"id", "type", "name", "resultType"}
        ids.append(one["id"])
        for rung in one["rubricCriterionLevel"]:
            assert rung["type"] == ["RubricCriterionLevel"]
            assert isinstance(rung["points"], str)
            ids.append(rung["id"])
    assert all(_URN.fullmatch(one) for one in ids)
    assert len(set(ids)) == len(ids)


def test_points_are_those_of_the_rubric_and_a_gate_is_a_required_level() -> None:
    value = written(starter_rubric())
    first, last = value["resultDescription"][0], value["resultDescription"][-1]
    assert [one["points"] for one in first["rubricCriterionLevel"]] == ["0", "1", "2", "3"]
    assert "requiredLevel" not in first
    assert last["requiredLevel"] == last["rubricCriterionLevel"][1]["id"]
    assert "- Criteria clarity: Can a reader tell" in value["criteria"]["narrative"]


def test_of_two_gates_on_a_criterion_the_higher_level_is_required() -> None:
    plain = starter_rubric().plain()
    plain["policy"]["gates"].append({"id": "more", "criterion": "mission_fit", "at_least": "l2", "otherwise": "narrative"})
    last = written(Rubric.parse(plain))["resultDescription"][-1]
    assert last["requiredLevel"] == last["rubricCriterionLevel"][2]["id"]


def test_a_required_level_comes_back_as_a_gate() -> None:
    reading = read(written(starter_rubric()))
    assert reading.draft["policy"]["gates"] == [
        {"id": "vision_and_mission", "criterion": "vision_and_mission", "at_least": "l1", "otherwise": "narrative"}
    ]
    assert "Each required level became a gate." in reading.told
    publish(reading.draft)


def test_the_traps_of_the_specifications_own_example_are_told() -> None:
    # The same points twice, written as text; letters as allowed values; a result that points to the other description.
    rubric = description(
        "Project", level("Mastered", "4"), level("Met", "4"), allowedValue=["A", "B"], requiredLevel="urn:x:Gone"
    )
    letter = {"id": "urn:x:Letter", "type": ["ResultDescription"], "name": "Letter", "resultType": "LetterGrade"}
    result = {"type": ["Result"], "resultDescription": "urn:x:Letter", "achievedLevel": "urn:x:Mastered"}
    reading = read(award(achievement(rubric, letter), result))
    assert codes(reading) == [
        ("RKX021", "credentialSubject.result[1]"),
        ("RKX024", "resultDescription[2]"),
        ("RKX022", "resultDescription[1].allowedValue"),
        ("RKX020", "resultDescription"),
        ("RKX001", "resultDescription[1].rubricCriterionLevel[2]"),
        ("RKX023", "resultDescription[1].requiredLevel"),
    ]
    assert [one.path for one in draft_problems(reading.draft)] == ["criteria.project.levels"]


def test_a_file_without_traps_raises_none() -> None:
    result = {"type": ["Result"], "resultDescription": "urn:x:Work", "achievedLevel": "urn:x:Some"}
    sound = description("Work", level("None", 0), level("Some", 1), level("Much", 3), requiredLevel="urn:x:Some")
    reading = read(award(achievement(sound), result, {"type": ["Result"], "value": "A"}))
    assert reading.findings == ()
    assert [(one["name"], one["points"]) for one in reading.draft["criteria"][0]["levels"]] == [
        ("None", 0),
        ("Some", 1000),
        ("Much", 3000),
    ]
    publish(reading.draft)


def test_nothing_of_an_earner_is_kept_or_told() -> None:
    results = [
        {"type": ["Result"], "resultDescription": "urn:x:SECRET", "achievedLevel": "urn:x:SECRET", "value": "SECRET"},
        {"type": ["Result"], "resultDescription": "urn:x:SECRET", "achievedLevel": "urn:x:Some"},
    ]
    reading = read(award(achievement(WORK, creator={"name": "SECRET"}), *results))
    assert [code for code, _ in codes(reading)] == ["RKX021", "RKX021", "RKX020"]
    assert "SECRET" not in repr(reading)


def test_an_achievement_and_bare_descriptions_are_read_alike() -> None:
    whole = read(achievement(WORK)).draft
    assert (whole["title"], whole["purpose"]) == ("Made-up badge", "For a made-up class.")
    assert read([WORK]).draft["criteria"] == read({"resultDescription": [WORK]}).draft["criteria"] == whole["criteria"]


def test_levels_without_points_raise_one_question() -> None:
    value = achievement(description("Work", level("Much"), level("None")))
    reading = read(value)
    assert reading.question is not None
    assert reading.question.key == "order"
    assert [one["name"] for one in read(value, {"order": "high"}).draft["criteria"][0]["levels"]] == ["None", "Much"]


def test_a_gate_names_the_right_level_whatever_the_order_of_the_file() -> None:
    value = achievement(description("Work", level("Much", 3), level("Some", 1), level("None", 0), requiredLevel="urn:x:Much"))
    [gate] = read(value).draft["policy"]["gates"]
    assert gate["at_least"] == "l2"


def test_other_fields_are_listed_as_lost() -> None:
    value = achievement(description("Work", level("None", 0), level("Much", 1, alignment=[{"targetName": "x"}]), alignment=["y"]))
    assert [(one.path, one.words) for one in read(value | {"tag": ["x"]}).losses] == [
        ("resultDescription[1].alignment", "['y']"),
        ("resultDescription[1].rubricCriterionLevel[2].alignment", "[{'targetName': 'x'}]"),
        ("achievement.criteria", ""),
        ("achievement.tag", ""),
    ]


def test_results_without_levels_are_one_line() -> None:
    letter = {"id": "urn:x:Letter", "type": ["ResultDescription"], "name": "Letter", "resultType": "LetterGrade"}
    with pytest.raises(RecordError, match="at least one rubricCriterionLevel list is needed"):
        read(achievement(letter))


@pytest.mark.parametrize(
    "value", [{}, [], [1], {"type": ["Achievement"], "name": "x"}, {"credentialSubject": {"achievement": {}}}, "x"]
)
def test_json_without_result_descriptions_is_not_taken_for_it(value: Any) -> None:
    assert FORMAT.recognise is not None
    assert not FORMAT.recognise(value)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "name", "points"]), inner, max_size=2),
    max_leaves=5,
)


@settings(max_examples=150)
@given(
    st.sampled_from(["id", "name", "points", "description", "level"]),
    _JSON,
    st.sampled_from(["id", "name", "requiredLevel"]),
    _JSON,
)
def test_any_spoiled_file_gives_a_reading_or_one_line(field: str, spoiled: Any, other: str, again: Any) -> None:
    work = copy.deepcopy(WORK) | {other: again}
    work["rubricCriterionLevel"][1][field] = spoiled
    try:
        reading = read(award(achievement(work), {"achievedLevel": spoiled, "resultDescription": again}))
    except RecordError as error:
        assert "\n" not in error.message  # noqa: PT017  either way is right
    else:
        draft_problems(reading.draft)


@pytest.mark.shared
@pytest.mark.skipif(not _SHARED.is_file(), reason="the official schemas are not beside the checkout (../shared)")
@settings(max_examples=50)
@given(data=st.data())
def test_the_official_schema_accepts_every_achievement(data: st.DataObject, whole_rubrics: st.SearchStrategy[Rubric]) -> None:
    schema = json.loads(_SHARED.read_text(encoding="utf-8"))
    part = {"$schema": schema["$schema"], "$ref": "#/$defs/Achievement", "$defs": schema["$defs"]}
    value = written(data.draw(whole_rubrics))
    assert [error.message for error in jsonschema.Draft201909Validator(part).iter_errors(value)] == []
