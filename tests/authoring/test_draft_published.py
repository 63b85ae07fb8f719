from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring import DRAFT_STEPS, apply_step, draft_of, draft_problems, publish, starter_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, Severity

Draft = dict[str, Any]


def problems(draft: Draft) -> list[tuple[str, str, str]]:
    return [(one.code, one.path, one.message) for one in draft_problems(draft)]


def test_all_problems_are_listed_with_their_places(draft: Draft) -> None:
    draft["criteria"][3]["weight"] = 700
    draft["criteria"][3]["levels"][1]["descriptor"] = " \n"
    draft["criteria"][2]["levels"][3]["points"] = 4000
    assert problems(draft) == [
        ("RKR002", "weights", "weights sum to 10,200 basis points (102 of 100); they must sum to 10,000: take away 200"),
        (
            "RKR002",
            "criteria.locality.levels.l1.descriptor",
            "criterion 'locality', level 'l1': the descriptor is empty; say what a rater can see at this level",
        ),
        (
            "RKR002",
            "criteria",
            (
                "the highest level has 3,000 or 4,000 thousandths of a point, depending on the criterion; "
                "it must be the same everywhere, or points would act as hidden weights"
            ),
        ),
    ]
    assert {one.severity for one in draft_problems(draft)} == {Severity.ERROR}


def test_fields_of_the_wrong_form_are_found_by_id(draft: Draft) -> None:
    draft["criteria"][3]["levels"][1]["points"] = "many"
    draft["criteria"][2]["name"] = ""
    draft["criteria"][1]["colour"] = "red"
    del draft["title"]
    found = {path: (code, message) for code, path, message in problems(draft)}
    assert set(found) == {
        "title",
        "criteria.learning_evidence.colour",
        "criteria.issuer_standing.name",
        "criteria.locality.levels.l1.points",
    }
    assert found["title"] == ("RKR001", "this field is missing")
    assert found["criteria.learning_evidence.colour"][1] == "this field is not known here; remove it or correct its name"
    assert found["criteria.issuer_standing.name"][1] == "String should have at least 1 character"
    assert found["criteria.locality.levels.l1.points"][1].startswith("Input should be a valid integer")


def test_a_record_without_an_id_is_found_by_its_number(draft: Draft) -> None:
    del draft["criteria"][3]["id"]
    draft["criteria"][2]["levels"][1] = "not a level"
    assert [path for _, path, _ in problems(draft)] == ["criteria.issuer_standing.levels.1", "criteria.3.id"]


def test_a_first_version_has_no_parent(draft: Draft) -> None:
    draft |= {"version": 7, "parent": "0" * 64}
    published = publish(draft)
    assert (published.version, published.parent) == (1, None)


def test_a_changed_draft_becomes_the_next_version(draft: Draft) -> None:
    parent = starter_rubric()
    child = publish(apply_step(draft, {"do": "set", "field": "title", "value": "Ours"}), parent)
    assert (child.version, child.parent, child.title) == (2, parent.fingerprint, "Ours")
    grandchild = publish(apply_step(draft_of(child), {"do": "set", "field": "title", "value": "Ours again"}), child)
    assert (grandchild.version, grandchild.parent) == (3, child.fingerprint)
    assert child.wording_fingerprint == parent.wording_fingerprint


def test_an_unchanged_draft_is_not_published(draft: Draft) -> None:
    with pytest.raises(RecordError, match=r"^nothing was changed since version 1; there is nothing to publish$"):
        publish(draft, starter_rubric())
    # Fields left at their default say the same.
    del draft["language"]
    with pytest.raises(RecordError, match="nothing was changed since version 1"):
        publish(draft, starter_rubric())
    child = publish(apply_step(draft, {"do": "set", "field": "title", "value": "Ours"}), starter_rubric())
    with pytest.raises(RecordError, match="nothing was changed since version 2"):
        publish(draft_of(child), child)


def test_a_draft_with_problems_is_not_published(draft: Draft) -> None:
    draft["criteria"][3]["weight"] = 700
    message = "draft: weights sum to 10,200 basis points (102 of 100); they must sum to 10,000: take away 200"
    for parent in (None, starter_rubric()):
        with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
            publish(draft, parent)


@pytest.mark.parametrize("value", ["\ud800", 2.5, float("nan"), {"a": 1}, None])
def test_whatever_a_field_was_set_to_publishing_answers_in_one_line(draft: Draft, value: object) -> None:
    broken = apply_step(draft, {"do": "set", "field": "title", "value": value})
    assert draft_problems(broken)
    with pytest.raises(RecordError, match=r"^draft: [^\n]+$"):
        publish(broken, starter_rubric())


step = st.fixed_dictionaries(
    {"do": st.sampled_from(list(DRAFT_STEPS))},
    optional={
        "criterion": st.sampled_from(["locality", "mission_fit", "criteria_clarity", "criterion7", "nowhere"]),
        "level": st.sampled_from(["l0", "l1", "l2", "l3", "l4"]),
        "field": st.sampled_from(["title", "name", "weight", "points", "descriptor"]),
        "value": st.none() | st.text(max_size=5) | st.integers(-5, 12_000) | st.floats(),
        "by": st.sampled_from([-1, 1, 2]),
    },
)


@given(steps=st.lists(step, max_size=12))
def test_no_run_of_steps_ends_in_anything_but_a_draft_or_a_refusal(steps: list[dict[str, Any]]) -> None:
    draft = draft_of(starter_rubric())
    for one in steps:
        try:
            draft = apply_step(draft, one)
        except RecordError:
            continue
    if draft_problems(draft):
        with pytest.raises(RecordError):
            publish(draft)
    else:
        assert isinstance(publish(draft), Rubric)
