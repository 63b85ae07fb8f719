from __future__ import annotations

from typing import Any

from rubric_kit.authoring import apply_step, draft_of, starter_rubric
from rubric_kit.authoring.targets import COLUMNS, target_coverage

Draft = dict[str, Any]


def linked(**links: list[str]) -> Draft:
    draft = draft_of(starter_rubric())
    for criterion in draft["criteria"]:
        criterion["targets"] = links.get(criterion["id"], [])
    return draft


def test_each_item_has_its_criteria_and_their_weight() -> None:
    # Criteria clarity carries 25 and classroom use 15 of 100; the mission has no weight and a gate.
    links = linked(
        criteria_clarity=["growing-staff"], classroom_use=["active-learning", "growing-staff"], mission_fit=["active-learning"]
    )
    coverage = target_coverage(links)
    assert [(row.number, row.target, row.weight, [one.criterion for one in row.criteria]) for row in coverage.rows] == [
        (1, "active-learning", 1500, ["classroom_use", "mission_fit"]),
        (2, "every-student", 0, []),
        (3, "growing-staff", 4000, ["criteria_clarity", "classroom_use"]),
    ]
    assert [one.gated for one in coverage.rows[0].criteria] == [False, True]
    assert coverage.unserved == ("every-student",)
    assert coverage.without == ("learning_evidence", "issuer_standing", "locality", "framework_alignment")
    assert coverage.summary == (
        "2 of 3 vision and mission items are served, by criteria that carry 40 of 100; "
        "a gate asks for 1 of these criteria; no criterion serves item 2; 4 of 7 criteria serve none."
    )


def test_the_table_is_tidy() -> None:
    coverage = target_coverage(linked(criteria_clarity=["growing-staff", "active-learning"], mission_fit=["active-learning"]))
    table = coverage.table()
    assert all(tuple(row) == COLUMNS for row in table)
    assert [(row["number"], row["criterion"], row["weight"], row["gated"]) for row in table] == [
        (1, "criteria_clarity", 2500, False),
        (1, "mission_fit", 0, True),
        (2, None, None, False),
        (3, "criteria_clarity", 2500, False),
    ]


def test_nothing_listed_and_nothing_served() -> None:
    none = linked()
    assert target_coverage(none).summary == "0 of 3 vision and mission items are served."
    none["targets"] = []
    coverage = target_coverage(none)
    assert coverage.summary == "No vision or mission item is listed, so no criterion can serve one."
    assert (coverage.rows, coverage.unserved, len(coverage.without)) == ((), (), 7)


def test_an_unfinished_draft_is_covered_too() -> None:
    draft = linked(locality=["every-student", "gone"])
    draft = apply_step(draft, {"do": "set", "criterion": "locality", "field": "weight", "value": "a lot"})
    draft = apply_step(draft, {"do": "set", "criterion": "locality", "field": "name", "value": ""})
    [row] = [row for row in target_coverage(draft).rows if row.criteria]
    assert (row.target, row.weight, row.criteria[0].name) == ("every-student", 0, "locality")


def test_a_version_and_its_draft_are_covered_alike() -> None:
    assert target_coverage(starter_rubric()) == target_coverage(draft_of(starter_rubric()))
