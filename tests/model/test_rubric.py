from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import Criterion, Rubric

Put = Callable[[dict[str, Any], str, Any], None]
Plain = dict[str, Any]


def refusal(plain: Plain) -> str:
    with pytest.raises(RecordError) as caught:
        Rubric.parse(plain)
    return caught.value.message


@pytest.mark.parametrize(
    ("path", "value", "start"),
    [
        ("id", "Has Space", "Rubric: id: a short name is 1 to 64 of a-z, 0-9, _ and -, found 'Has Space'"),
        ("id", "x" * 65, "Rubric: id: a short name is 1 to 64 of a-z, 0-9, _ and -"),
        ("criteria.0.id", "é", "Rubric: criteria.0.id: a short name is 1 to 64 of a-z, 0-9, _ and -"),
        ("criteria.0.weight", -1, "Rubric: criteria.0.weight: Input should be greater than or equal to 0, found -1"),
        ("criteria.0.weight", 10_001, "Rubric: criteria.0.weight: Input should be less than or equal to 10000, found 10001"),
        ("criteria.0.weight", 60.5, "Rubric: criteria.0.weight: Input should be a valid integer"),
        ("criteria.0.levels.1.points", -1, "Rubric: criteria.0.levels.1.points: Input should be greater than or equal to 0"),
        ("policy.cuts.0.at_least", 10_001, "Rubric: policy.cuts.0.at_least: Input should be less than or equal to 10000"),
        ("policy.outcomes.0.kind", "reject", "Rubric: policy.outcomes.0.kind: Input should be 'accept', 'accept_at_level'"),
        ("language", "English", "Rubric: language: String should match pattern"),
        ("version", 0, "Rubric: version: Input should be greater than or equal to 1, found 0"),
        ("title", "", "Rubric: title: String should have at least 1 character, found ''"),
        ("title", "a\x00b", "Rubric: title: holds the control character U+0000; plain text is allowed, remove it"),
    ],
)
def test_fields_of_the_wrong_form_are_refused(small: Plain, put: Put, path: str, value: object, start: str) -> None:
    put(small, path, value)
    message = refusal(small)
    assert message.startswith(start)
    assert "\n" not in message
    assert "\x00" not in message


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "colour",
            (
                "unknown field 'colour'; known are: id, version, parent, base, title, purpose, audience, language, targets, "
                "criteria, policy, citations, set_aside"
            ),
        ),
        (
            "criteria.1.wieght",
            "unknown field 'criteria.1.wieght'; known are: id, name, question, weight, levels, targets, citations",
        ),
        (
            "criteria.0.levels.2.text",
            "unknown field 'criteria.0.levels.2.text'; known are: id, name, points, descriptor, anchors, look_fors, citations",
        ),
        ("policy.cuts.0.name", "unknown field 'policy.cuts.0.name'; known are: at_least, outcome"),
        ("policy.substitutions.0.when.0.x", "unknown field 'policy.substitutions.0.when.0.x'; known are: criterion, at_least"),
        ("policy.evidence_rules.0.x", "unknown field 'policy.evidence_rules.0.x'; known are: kind, requirement"),
    ],
)
def test_an_unknown_field_is_named_with_the_known_ones(small: Plain, put: Put, path: str, message: str) -> None:
    put(small, path, 1)
    assert refusal(small) == f"Rubric: {message}"


def test_a_misspelt_field_is_told_rather_than_the_missing_one(small: Plain) -> None:
    small["criteria"][0]["wieght"] = small["criteria"][0].pop("weight")
    assert refusal(small).startswith("Rubric: unknown field 'criteria.0.wieght'; known are: id,")
    assert refusal(small).endswith("(and 1 more)")


# What a rater reads makes the wording; everything else may change under ratings that were given.
@pytest.mark.parametrize(
    ("changes", "same_wording"),
    [
        ({"criteria.0.weight": 5000, "criteria.1.weight": 5000}, True),
        ({"policy.cuts.0.at_least": 8000}, True),
        ({"policy.gates": []}, True),
        ({"criteria.0.levels.1.points": 2000}, True),
        ({"criteria.0.name": "Clear"}, True),
        ({"title": "Another"}, True),
        ({"criteria.0.levels.1.anchors": [{"text": "A sample"}]}, True),
        ({"criteria.0.levels.1.descriptor": "shows some of it"}, False),
        ({"criteria.0.levels.1.name": "In between"}, False),
        ({"criteria.1.question": "Does it fit here?"}, False),
    ],
)
def test_the_wording_fingerprint_is_about_what_a_rater_reads(
    small: Plain, put: Put, changes: dict[str, Any], same_wording: bool
) -> None:
    before = Rubric.parse(small)
    for path, value in changes.items():
        put(small, path, value)
    after = Rubric.parse(small)
    assert (after.wording_fingerprint == before.wording_fingerprint) is same_wording
    assert after.fingerprint != before.fingerprint


def test_other_weights_make_a_what_if_that_names_its_parent(small: Plain) -> None:
    rubric = Rubric.parse(small)
    what_if = rubric.with_weights({"clarity": 1000, "fit": 9000})
    assert [c.weight for c in what_if.criteria] == [1000, 9000]
    assert (what_if.version, what_if.parent) == (1, rubric.fingerprint)
    assert what_if.fingerprint != rubric.fingerprint
    assert [c.weight for c in rubric.criteria] == [6000, 4000]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"depth": 1, "clarity": 9999}, "weights name an unknown criterion 'depth'; known are: clarity, fit"),
        ({"clarity": 1000}, "Rubric: weights sum to 5,000 basis points (50 of 100); they must sum to 10,000: add 5,000"),
        ({"clarity": -1, "fit": 10_001}, "Criterion: weight: Input should be greater than or equal to 0, found -1"),
    ],
)
def test_other_weights_that_do_not_fit_are_refused(small: Plain, weights: dict[str, int], message: str) -> None:
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        Rubric.parse(small).with_weights(weights)


def test_parts_are_found_by_id(small: Plain) -> None:
    rubric = Rubric.parse(small)
    fit = rubric.criterion("fit")
    assert (fit.name, fit.top, rubric.top) == ("Fit", 3000, 3000)
    assert (fit.position("low"), fit.position("top")) == (0, 2)
    assert fit.level("mid") == fit.levels[1]
    assert fit.level("gone") is None
    assert rubric.policy.outcome("maybe").name == "On condition"
    lookups: list[Callable[[str], object]] = [rubric.criterion, rubric.policy.outcome, fit.position]
    for look in lookups:
        with pytest.raises(KeyError, match="gone"):
            look("gone")


def test_a_changed_criterion_is_checked_again(small: Plain) -> None:
    rubric = Rubric.parse(small)
    heavy: Criterion = rubric.criteria[0].replace(weight=7000)
    with pytest.raises(RecordError, match="weights sum to 11,000"):
        rubric.replace(criteria=(heavy, rubric.criteria[1]))
