from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import Problem, Rubric, rubric_problems

Put = Callable[[dict[str, Any], str, Any], None]
Plain = dict[str, Any]


def refusal(plain: Plain) -> str:
    with pytest.raises(RecordError) as caught:
        Rubric.parse(plain)
    return caught.value.message


def test_a_whole_rubric_has_no_problem(small: Plain) -> None:
    assert rubric_problems(Rubric.parse(small)) == []


CITED = "citation 'gone' is used and not listed under citations"
BELOW = "outcome 'nowhere' is not defined; known are: yes, maybe, story"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("criteria", [], "a rubric has 1 to 40 criteria, found 0"),
        (
            "criteria.0.weight",
            5999,
            "weights sum to 9,999 basis points (99.99 of 100); they must sum to 10,000: add 1",
        ),
        (
            "criteria.0.weight",
            6500,
            "weights sum to 10,500 basis points (105 of 100); they must sum to 10,000: take away 500",
        ),
        ("criteria.1.id", "clarity", "criterion 'clarity' is there twice; each needs a name of its own"),
        ("criteria.0.levels", [], "criterion 'clarity' has 0 levels; 2 to 8 are allowed"),
        ("criteria.0.levels.1.id", "low", "criterion 'clarity': level 'low' is there twice; each needs a name of its own"),
        ("criteria.0.levels.1.points", 0, "criterion 'clarity': points must rise from level to level, found 0, 0, 3000"),
        ("criteria.1.levels.1.points", 3000, "criterion 'fit': points must rise from level to level, found 0, 3000, 3000"),
        (
            "criteria.1.levels.0.descriptor",
            " \n ",
            "criterion 'fit', level 'low': the descriptor is empty; say what a rater can see at this level",
        ),
        (
            "criteria.1.levels.2.points",
            4000,
            (
                "the highest level has 3,000 or 4,000 thousandths of a point, depending on the criterion; "
                "it must be the same everywhere, or points would act as hidden weights"
            ),
        ),
        ("policy.outcomes.1.id", "yes", "outcome 'yes' is there twice; each needs a name of its own"),
        ("policy.below", "nowhere", BELOW),
        ("policy.cuts.0.outcome", "nowhere", BELOW),
        ("policy.gates.0.otherwise", "nowhere", BELOW),
        ("policy.outcomes", [], "outcome 'yes' is not defined; known are: none"),
        ("policy.cuts.1.at_least", 7000, "cuts must fall from first to last, found 7000, 7000 basis points"),
        ("policy.cuts.0.at_least", 4000, "cuts must fall from first to last, found 4000, 5000 basis points"),
        (
            "policy.gates.0.criterion",
            "depth",
            "gate 'must-fit' names criterion 'depth', which does not exist; known are: clarity, fit",
        ),
        (
            "policy.gates.0.at_least",
            "l1",
            "gate 'must-fit' names level 'l1' of 'fit', which does not exist; known are: low, mid, top",
        ),
        (
            "policy.substitutions.0.counts_as",
            "l1",
            "substitution 'carry' names level 'l1' of 'clarity', which does not exist; known are: low, mid, top",
        ),
        (
            "policy.substitutions.0.withheld",
            "depth",
            "substitution 'carry' names criterion 'depth', which does not exist; known are: clarity, fit",
        ),
        (
            "policy.substitutions.0.when.0.at_least",
            "l1",
            "substitution 'carry' names level 'l1' of 'fit', which does not exist; known are: low, mid, top",
        ),
        ("policy.substitutions.0.when", [], "substitution 'carry' needs conditions on criteria other than 'clarity'"),
        (
            "policy.substitutions.0.when.0.criterion",
            "clarity",
            "substitution 'carry' needs conditions on criteria other than 'clarity'",
        ),
        (
            "policy.evidence_criterion",
            "depth",
            "evidence_criterion names criterion 'depth', which does not exist; known are: clarity, fit",
        ),
        ("policy.evidence_criterion", None, "evidence rules need evidence_criterion, the criterion they are about"),
        ("criteria.0.citations", ["gone"], CITED),
        ("criteria.1.levels.0.citations", ["gone"], CITED),
        ("criteria.1.targets", ["gone"], "target 'gone' is used and not listed under targets"),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(small: Plain, put: Put, path: str, value: object, message: str) -> None:
    put(small, path, value)
    assert refusal(small) == f"Rubric: {message}"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("policy.gates", "gate 'must-fit' is there twice; each needs a name of its own"),
        ("policy.substitutions", "substitution 'carry' is there twice; each needs a name of its own"),
        ("policy.evidence_rules", "evidence rule 'participation' is there twice; each needs a name of its own"),
        ("policy.outcomes", "outcome 'yes' is there twice; each needs a name of its own"),
        ("citations", "citation 'chat' is there twice; each needs a name of its own"),
        ("targets", "target 'goal' is there twice; each needs a name of its own"),
    ],
)
def test_nothing_is_there_twice(small: Plain, path: str, message: str) -> None:
    at: Any = small
    for part in path.split("."):
        at = at[part]
    at.append(at[0])
    assert refusal(small) == f"Rubric: {message}"


def test_one_criterion_is_carried_by_one_substitution(small: Plain) -> None:
    rules = small["policy"]["substitutions"]
    rules.append({**rules[0], "id": "carry-too"})
    assert refusal(small) == "Rubric: substitution for criterion 'clarity' is there twice; each needs a name of its own"


@pytest.mark.parametrize(("count", "allowed"), [(1, False), (2, True), (8, True), (9, False)])
def test_two_to_eight_levels(count: int, allowed: bool) -> None:
    levels = [{"id": f"l{n}", "name": "L", "points": 10 * n, "descriptor": "d"} for n in range(count)]
    plain: Plain = {
        "id": "r",
        "title": "t",
        "criteria": [{"id": "c", "name": "C", "question": "?", "weight": 10_000, "levels": levels}],
        "policy": {"outcomes": [{"id": "o", "kind": "accept", "name": "o", "wording": "o"}], "cuts": [], "below": "o"},
    }
    if allowed:
        assert len(Rubric.parse(plain).criteria[0].levels) == count
    else:
        assert refusal(plain) == f"Rubric: criterion 'c' has {count} levels; 2 to 8 are allowed"


def test_at_most_forty_criteria(small: Plain) -> None:
    small["criteria"] = [{**small["criteria"][0], "id": f"c{n}", "weight": 250} for n in range(41)]
    assert refusal(small) == "Rubric: a rubric has 1 to 40 criteria, found 41"


def test_every_problem_of_an_unfinished_rubric_has_its_place(small: Plain, put: Put) -> None:
    put(small, "criteria.0.weight", 0)
    put(small, "criteria.1.levels.0.descriptor", "")
    put(small, "policy.gates.0.at_least", "l1")
    draft = Rubric.model_validate(small, context={"unfinished": True})
    assert [problem.path for problem in rubric_problems(draft)] == [
        "weights",
        "criteria.fit.levels.low.descriptor",
        "policy.gates.must-fit",
    ]
    assert all(isinstance(problem, Problem) and problem.message for problem in rubric_problems(draft))
