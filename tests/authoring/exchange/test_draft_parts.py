from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring import draft_problems, publish
from rubric_kit.authoring.exchange.draft_parts import (
    CriterionPart,
    LevelPart,
    draft_from,
    free_slug,
    rising,
    shared_out,
    simple_policy,
    slug,
)
from rubric_kit.authoring.exchange.finding_codes import CODES, Notes


def levels(*points: int | None, descriptor: str = "Something a rater can see") -> list[LevelPart]:
    return [
        LevelPart(f"Rung {at}", descriptor, None if one is None else Fraction(one), f"C{at}")
        for at, one in enumerate(points, start=1)
    ]


def criterion(name: str, *points: int | None, weight: int | None = None) -> CriterionPart:
    return CriterionPart(name, f"{name}?", levels(*points), None if weight is None else Fraction(weight), "A2")


def built(*parts: CriterionPart, **more: Any) -> tuple[dict[str, Any], Notes]:
    notes = Notes("test file")
    return draft_from(parts, notes, title="Our rubric", **more), notes


def codes(notes: Notes) -> list[str]:
    return [one.code for one in notes.findings]


def test_a_whole_file_gives_a_draft_that_can_be_published_at_once() -> None:
    draft, notes = built(criterion("Work", 0, 1, 2, weight=3), criterion("Reach", 0, 1, 2, weight=1))
    # 3 of 4 and 1 of 4 of 10,000.
    assert [one["weight"] for one in draft["criteria"]] == [7500, 2500]
    assert [one["id"] for one in draft["criteria"]] == ["work", "reach"]
    assert [one["id"] for one in draft["criteria"][0]["levels"]] == ["l0", "l1", "l2"]
    assert codes(notes) == []
    assert publish(draft).title == "Our rubric"


def test_what_the_file_lacks_is_filled_in_and_told() -> None:
    draft, notes = built(
        CriterionPart("", "", [LevelPart("", "x"), LevelPart("Best", "")]), CriterionPart("", "Is it new?", levels(None, None))
    )
    assert [(one["name"], one["question"]) for one in draft["criteria"]] == [
        ("Criterion 1", "Criterion 1"),
        ("Is it new?", "Is it new?"),
    ]
    first = draft["criteria"][0]["levels"]
    assert [(one["name"], one["descriptor"], one["points"]) for one in first] == [("Level 1", "x", 0), ("Best", "Best", 1000)]
    assert codes(notes) == ["RKX009", "RKX009"]
    assert any("all criteria weigh the same" in one for one in notes.told)
    assert any("Nobody has adopted them" in one for one in notes.told)
    publish(draft)


def test_the_policy_that_is_filled_in_is_whole_adopted_by_nobody_and_tells_nobody_to_stop() -> None:
    policy = simple_policy()
    assert policy["adopted"] is None
    assert policy["cuts"] == [{"at_least": 6000, "outcome": "accept"}]
    assert policy["below"] == "narrative"
    assert not any("stop" in one["wording"] or "not pursue" in one["wording"] for one in policy["outcomes"])


def test_a_policy_of_the_file_is_taken_and_nothing_is_told() -> None:
    draft, notes = built(criterion("Work", 0, 1), more={"policy": simple_policy() | {"adopted": "the board, 2026"}})
    assert draft["policy"]["adopted"] == "the board, 2026"
    assert not any("rules" in one for one in notes.told)


@pytest.mark.parametrize(
    ("parts", "code", "problem"),
    [
        ([criterion("Work", 0, 2, 2)], "RKX001", "points must rise"),
        ([criterion("Work", 3)], "RKX002", "2 to 8 are allowed"),
        ([criterion("Work", *range(9))], "RKX003", "2 to 8 are allowed"),
        ([criterion(f"Work {at}", 0, 1) for at in range(41)], "RKX003", "1 to 40 criteria"),
    ],
)
def test_a_file_at_fault_gives_a_finding_and_a_draft_that_must_be_mended(
    parts: list[CriterionPart], code: str, problem: str
) -> None:
    draft, notes = built(*parts)
    assert code in codes(notes)
    assert any(problem in one.message for one in draft_problems(draft))


def test_equal_points_are_named_with_both_places() -> None:
    _, notes = built(criterion("Work", 0, 2, 2))
    [found] = notes.findings
    assert (found.code, found.path) == ("RKX001", "C3")
    assert found.message == "Two levels of “Work” have 2 points, as in C2; points must rise from level to level."


def test_levels_are_put_in_order_by_their_points() -> None:
    draft, _ = built(criterion("Work", 4, 3, 0))
    assert [(one["name"], one["points"]) for one in draft["criteria"][0]["levels"]] == [
        ("Rung 3", 0),
        ("Rung 2", 3000),
        ("Rung 1", 4000),
    ]


def test_levels_with_equal_points_stay_in_the_order_in_which_the_file_goes_up() -> None:
    assert [one.name for one in rising(levels(4, 2, 2))] == ["Rung 3", "Rung 2", "Rung 1"]
    assert [one.name for one in rising(levels(2, 2, 4))] == ["Rung 1", "Rung 2", "Rung 3"]
    assert [one.name for one in rising(levels(4, None, 2))] == ["Rung 1", "Rung 2", "Rung 3"]


def test_a_missing_weight_beside_others_is_nought_and_noted() -> None:
    draft, notes = built(criterion("Work", 0, 1, weight=1), criterion("Reach", 0, 1))
    assert [one["weight"] for one in draft["criteria"]] == [10_000, 0]
    assert codes(notes) == ["RKX007"]


def test_texts_are_cut_and_cleaned_and_that_is_noted() -> None:
    notes = Notes("test file")
    long = CriterionPart("Wo\x00rk", "q" * 500, [LevelPart("a", "b" * 20_001), LevelPart("c", "d")])
    draft = draft_from([long], notes, title="")
    assert draft["title"] == "Rubric without a title"
    assert (draft["criteria"][0]["name"], len(draft["criteria"][0]["question"])) == ("Work", 400)
    assert codes(notes) == ["RKX010"] * 3
    publish(draft)


def test_ids_come_from_the_words_and_never_twice() -> None:
    taken: set[str] = set()
    assert [free_slug(one, taken, "criterion_1") for one in ("Work", "work", "評価", "Work!")] == [
        "work",
        "work_2",
        "criterion_1",
        "work_3",
    ]
    assert slug("Criteria clarity") == "criteria_clarity"
    assert len(slug("long " * 40)) <= 64


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=40))
def test_what_is_shared_out_sums_to_the_whole_and_is_off_by_less_than_one(shares: list[int]) -> None:
    parts = shared_out([Fraction(one) for one in shares])
    total = sum(shares)
    if not total:
        assert parts == [0] * len(shares)
        return
    assert sum(parts) == 10_000
    assert all(abs(part - Fraction(share * 10_000, total)) < 1 for part, share in zip(parts, shares, strict=True))


@given(st.lists(st.text(max_size=70), min_size=1, max_size=8))
def test_any_words_give_ids_that_a_rubric_takes(words: list[str]) -> None:
    parts = [CriterionPart(one, one, levels(0, 1)) for one in words]
    publish(draft_from(parts, Notes("test file"), title=words[0]))


def test_every_code_has_its_title_and_advice() -> None:
    assert all(code.startswith("RKX") and one.title and one.advice.endswith(".") for code, one in CODES.items())
