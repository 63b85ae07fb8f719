"""Rules on levels, criteria, points, weights, policy, links and the sample: rubrics in which each speaks, and in which not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.authoring.checks import CriterionFigures, SampleFigures, check_rubric
from rubric_kit.model import Severity

Find = Callable[..., Any]


def told(checks: Any) -> list[tuple[str, str]]:
    return [(one.path, one.message) for one in checks]


# ---- L07 ----


def test_two_criteria_that_ask_the_same_overlap(row: Any, rubric_with: Any, found: Find) -> None:
    one = row("The teacher shares plans with colleagues.", "Colleagues try the plans.", id="one", name="Collaboration")
    two = row("The teacher shares plans with colleagues.", "Colleagues try the plans.", id="two", name="Teamwork")
    three = row("The teacher asks students.", "Students answer the teacher in a letter.", id="three", name="Voice")
    [check] = found(7, rubric_with(one, two, three, plain=False))
    # Both are about collaborate, teacher, share, plan, colleague and try: "teamwork" counts as the same word as "collaboration".
    assert (check.path, check.place, check.message) == (
        "criteria.two",
        "Teamwork",
        "It shares 100 of 100 of its words with Collaboration.",
    )
    assert check.severity is Severity.INFO
    assert found(7, rubric_with(one, three, plain=False)) == []


def test_words_that_most_criteria_share_tell_none_of_them_apart(row: Any, rubric_with: Any, found: Find) -> None:
    things = ("task", "author", "date", "price", "town")
    rows = [row(f"The badge page names no {one}.", f"The badge page names the {one}.", id=one, name=one) for one in things]
    assert found(7, rubric_with(*rows, plain=False)) == []


# ---- L10, L11 ----


@pytest.mark.parametrize(("count", "words"), [(2, "2 levels"), (7, "7 levels"), (1, "1 level")])
def test_too_few_or_too_many_levels(count: int, words: str, row: Any, rubric_with: Any, found: Find) -> None:
    [check] = found(10, rubric_with(row(*"abcdefg"[:count])))
    assert (check.path, check.message) == ("criteria.row.levels", f"It has {words}; 3 to 6 are usual.")
    assert check.place == "Tasks, levels"


def test_three_to_six_levels_are_usual_and_two_with_a_gate_are_a_list(row: Any, rubric_with: Any, found: Find) -> None:
    for count in (3, 4, 5, 6):
        assert found(10, rubric_with(row(*"abcdef"[:count]))) == []
    gates = [{"id": "must", "criterion": "row", "at_least": "l1", "otherwise": "story"}]
    assert found(10, rubric_with(row("Not met.", "Met."), policy={"gates": gates})) == []


def test_too_few_or_too_many_criteria(row: Any, rubric_with: Any, found: Find) -> None:
    two = [row(*"abc", id=f"c{at}") for at in range(2)]
    assert told(found(11, rubric_with(*two, plain=False))) == [("criteria", "The rubric has 2 criteria; 3 to 8 are usual.")]
    nine = [row(*"abc", id=f"c{at}") for at in range(9)]
    assert told(found(11, rubric_with(*nine, plain=False))) == [
        ("criteria", "9 criteria are weighed against each other; 3 to 8 are usual.")
    ]
    assert found(11, rubric_with(*nine[:8], plain=False)) == []


def test_criteria_without_weight_and_lists_of_gates_are_not_weighed(row: Any, rubric_with: Any, found: Find) -> None:
    nine = [row(*"abc", id=f"c{at}") for at in range(9)]
    gates = [{"id": f"g{at}", "criterion": f"c{at}", "at_least": "l1", "otherwise": "story"} for at in range(9)]
    assert found(11, rubric_with(*nine, plain=False, policy={"gates": gates})) == []
    nine[0]["weight"] = 0
    assert found(11, rubric_with(*nine, plain=False)) == []


# ---- L19 ----


def test_points_that_tie_or_fall(row: Any, rubric_with: Any, found: Find) -> None:
    checks = found(19, rubric_with(row(*"abc", points=(1000, 1000, 500))))
    assert told(checks) == [
        ("criteria.row.levels.l1.points", "It is worth 1 point, as much as «Stage alpha» below it."),
        ("criteria.row.levels.l2.points", "It is worth 0.5 points, less than the 1 point of «Stage blpha» below it."),
    ]
    assert {one.severity for one in checks} == {Severity.ERROR}
    assert found(19, rubric_with(row(*"abc", points=(0, 1000, 2000)))) == []


def test_uneven_steps_are_told_until_the_purpose_explains_the_points(row: Any, rubric_with: Any, found: Find) -> None:
    uneven = row(*"abc", points=(0, 1000, 5000))
    [check] = found(19, rubric_with(uneven))
    assert (check.path, check.severity) == ("criteria.row.levels", Severity.INFO)
    assert check.message == "The levels are worth 0, 1, 5: the steps differ, and nothing says why."
    assert check.rewrite == "Use even steps, or say in the purpose what the points mean."
    assert found(19, rubric_with(uneven, purpose="The points are hours of training.")) == []


def test_names_that_go_down_while_points_go_up(row: Any, rubric_with: Any, found: Find) -> None:
    [check] = found(19, rubric_with(row(*"abc", names=("Expert", "Novice", "Apprentice"))))
    assert (check.path, check.quoted) == ("criteria.row.levels.l1.name", "Novice")
    assert found(19, rubric_with(row(*"abc", names=("Novice", "Competent", "Expert")))) == []


# ---- L20, L28 ----


def test_levels_without_sample_text_are_told_once_and_each_before_a_calibration(row: Any, rubric_with: Any, found: Find) -> None:
    rubric = rubric_with(row(*"abc"))
    assert found(20, rubric) == []
    assert found(20, rubric, calibrating=True) == []
    rubric["criteria"][0]["levels"][1]["anchors"] = []
    # Four criteria of three levels: 12 levels, one of them without.
    assert told(found(20, rubric)) == [("criteria", "11 of the 12 levels have sample text.")]
    [check] = found(20, rubric, calibrating=True)
    assert (check.path, check.severity, check.place) == ("criteria.row.levels.l1", Severity.ERROR, "Tasks, level «Stage blpha»")
    for level in rubric["criteria"][0]["levels"]:
        level["anchors"] = []
    [check] = found(20, rubric, calibrating=True)
    assert (check.path, check.severity) == ("criteria.row", Severity.ERROR)
    assert found(20, rubric)[0].severity is Severity.INFO


def test_no_vision_item_is_listed_or_none_is_served(rubric_with: Any, found: Find) -> None:
    assert found(28, rubric_with()) == []
    assert told(found(28, rubric_with(targets=[]))) == [("targets", "No item of a vision, mission or standard is listed.")]
    unlinked = rubric_with()
    for criterion in unlinked["criteria"]:
        criterion["targets"] = []
    assert told(found(28, unlinked)) == [("targets", "1 item is listed, and no criterion serves one.")]


# ---- L26 ----


def test_required_evidence_needs_a_way_where_it_is_withheld(row: Any, rubric_with: Any, found: Find) -> None:
    policy = {"evidence_criterion": "row", "evidence_rules": [{"kind": "learning", "requirement": "required"}]}
    [check] = found(26, rubric_with(row(*"abc"), policy=policy))
    assert (check.path, check.severity, check.place) == ("policy.substitutions", Severity.INFO, "Policy, substitutions")
    carried = {"id": "private", "withheld": "row", "counts_as": "l1", "when": [{"criterion": "topic", "at_least": "l1"}]}
    assert found(26, rubric_with(row(*"abc"), policy=policy | {"substitutions": [carried]})) == []
    optional = policy | {"evidence_rules": [{"kind": "learning", "requirement": "optional"}]}
    assert found(26, rubric_with(row(*"abc"), policy=optional)) == []


# ---- L27 ----


def test_a_heavy_weight_is_a_gate_in_disguise(row: Any, rubric_with: Any, found: Find) -> None:
    [check] = found(27, rubric_with(row(*"abc", weight=5550)))
    assert (check.path, check.place) == ("criteria.row.weight", "Tasks, weight")
    assert check.message == "It carries 55.5 of 100, as much as all others together or more."
    assert found(27, rubric_with(row(*"abc", weight=4900))) == []
    gates = [{"id": "must", "criterion": "row", "at_least": "l1", "otherwise": "story"}]
    assert found(27, rubric_with(row(*"abc", weight=5550), policy={"gates": gates})) == []


def test_of_two_criteria_one_has_half_anyway(row: Any, rubric_with: Any, found: Find) -> None:
    def pair(weight: int) -> Any:
        return rubric_with(row(*"abc", id="one", weight=weight), row(*"abc", id="two", weight=10_000 - weight), plain=False)

    assert found(27, pair(5000)) == found(27, pair(7000)) == []
    assert len(found(27, pair(8000))) == 1
    result = check_rubric(rubric_with(row(*"abc", weight=10_000), plain=False))[26]
    assert (result.state, result.reason) == ("not_applicable", "Fewer than two criteria have a weight.")


# ---- L23, L24, L25 and the sample ----


def figures(rated: int, levels: int, deciding: int, **more: Any) -> SampleFigures:
    one = CriterionFigures(criterion="row", rated=rated, levels=levels, deciding=deciding)
    return SampleFigures(badges=rated, criteria=(one,), **more)


def test_a_weight_that_decides_nothing_and_badges_that_are_all_alike(row: Any, rubric_with: Any, found: Find) -> None:
    rubric = rubric_with(row(*"abc", weight=300))
    assert told(found(23, rubric, sample=figures(9, 3, 0))) == [
        ("criteria.row.weight", "With 3 of 100, no other level on it would change what is decided for any of 9 sample badges.")
    ]
    assert found(23, rubric, sample=figures(9, 3, 1)) == []
    assert told(found(24, rubric, sample=figures(9, 1, 1))) == [
        ("criteria.row", "All 9 sample badges that are rated on it have the same level.")
    ]
    assert found(24, rubric, sample=figures(9, 2, 1)) == []


@pytest.mark.parametrize(
    ("sample", "reason"),
    [
        (None, "No sample badges are rated."),
        (SampleFigures(badges=0, criteria=()), "No sample badges are rated."),
        (figures(5, 1, 0), "No criterion is rated on 6 sample badges or more."),
    ],
)
@pytest.mark.parametrize("number", [23, 24])
def test_too_few_rated_badges_say_nothing(number: int, sample: Any, reason: str, row: Any, rubric_with: Any) -> None:
    result = check_rubric(rubric_with(row(*"abc")), sample=sample)[number - 1]
    assert (result.state, result.reason, result.checks) == ("not_applicable", reason, ())


def test_names_of_the_sample_issuers_count_as_brands(row: Any, rubric_with: Any, found: Find) -> None:
    rubric = rubric_with(row("A person signed.", "The lakeshore paddling association signed."))
    assert found(25, rubric, sample=figures(9, 3, 1)) == []
    [check] = found(25, rubric, sample=figures(9, 3, 1, issuers=("Lakeshore Paddling Association", "A", "???")))
    assert check.quoted == "lakeshore paddling association"


# ---- L29 ----


def outcomes(*wordings: str) -> dict[str, Any]:
    given = [{"id": f"o{at}", "kind": "narrative", "name": f"Outcome {at}", "wording": text} for at, text in enumerate(wordings)]
    return {"outcomes": given, "cuts": [{"at_least": 6000, "outcome": "o0"}], "below": f"o{len(given) - 1}"}


@pytest.mark.parametrize(
    ("wording", "quoted"),
    [
        ("Not accepted. Teachers should not pursue this badge.", "not pursue"),
        ("Do not bother with badges of this kind.", "not bother"),
        ("This badge is a waste of time.", "waste of time"),
    ],
)
def test_an_outcome_never_tells_anybody_not_to_learn(wording: str, quoted: str, rubric_with: Any, found: Find) -> None:
    [check] = found(29, rubric_with(policy=outcomes("Accepted.", wording)))
    assert (check.path, check.place, check.quoted) == ("policy.outcomes.o1.wording", "Outcome «Outcome 1», wording", quoted)
    assert check.severity is Severity.ERROR


def test_not_counted_for_something_is_no_turning_away(rubric_with: Any, found: Find) -> None:
    fair = ("Not counted for hours this year, because no tasks are named; it still belongs in your story.", "Never give up.")
    assert found(29, rubric_with(policy=outcomes("Accepted.", *fair))) == []
