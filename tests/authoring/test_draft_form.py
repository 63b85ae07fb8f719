from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.authoring import apply_step, draft_of, draft_problems, publish, starter_rubric
from rubric_kit.authoring.draft_form import whole_draft
from rubric_kit.errors import RecordError

Draft = dict[str, Any]


def test_a_draft_comes_back_as_an_equal_copy(draft: Draft) -> None:
    read = whole_draft(draft)
    assert read == draft
    read["criteria"].clear()
    assert len(draft["criteria"]) == 7


def test_what_can_be_mended_in_the_editor_is_let_in(draft: Draft) -> None:
    draft["criteria"][0]["weight"] = "a third"
    draft["criteria"][1]["name"] = ""
    draft["criteria"][2]["question"] = "x" * 500
    draft["criteria"][3]["levels"] = draft["criteria"][3]["levels"][:1]
    read = whole_draft(draft)
    assert read == draft
    assert len(draft_problems(read)) == 3


def test_parts_that_may_be_left_out_are_filled_in(draft: Draft) -> None:
    for name in ("targets", "citations", "set_aside", "purpose", "audience", "language", "version", "parent", "base"):
        del draft[name]
    for criterion in draft["criteria"]:
        del criterion["citations"], criterion["targets"]
        for level in criterion["levels"]:
            del level["anchors"], level["look_fors"], level["citations"]
    del draft["policy"]["gates"], draft["policy"]["substitutions"], draft["policy"]["evidence_rules"]
    del draft["policy"]["evidence_criterion"]
    read = whole_draft(draft)
    assert set(read) == set(draft_of(starter_rubric()))
    assert publish(apply_step(read, {"do": "add_target"})).version == 1


def spoil(draft: Draft, how: str) -> object:
    if how == "no object":
        return ["a list"]
    if how == "no criteria":
        del draft["criteria"]
    elif how == "unknown field":
        draft["colour"] = "red"
    elif how == "name of another kind":
        draft["criteria"][0]["name"] = 7
    elif how == "hostile id":
        draft["criteria"][0]["id"] = "Not An Id"
    elif how == "criterion twice":
        draft["criteria"][1]["id"] = draft["criteria"][0]["id"]
    elif how == "level twice":
        draft["criteria"][1]["levels"][1]["id"] = "l0"
    elif how == "no JSON":
        draft["title"] = {1, 2}
    return draft


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ("no object", "given does not have the form of a rubric: it: "),
        ("no criteria", "given does not have the form of a rubric: criteria: Field required"),
        ("unknown field", "given does not have the form of a rubric: colour: "),
        ("name of another kind", "given does not have the form of a rubric: criteria.0.name: "),
        ("hostile id", "given does not have the form of a rubric: criteria.0.id: "),
        (
            "criterion twice",
            "given does not have the form of a rubric: 'criteria_clarity' is there twice; each needs a name of its own",
        ),
        ("level twice", "given does not have the form of a rubric: 'l0' is there twice; each needs a name of its own"),
        ("no JSON", "given cannot be read as JSON ("),
    ],
)
def test_what_has_not_the_form_of_a_rubric_is_one_line(draft: Draft, how: str, message: str) -> None:
    with pytest.raises(RecordError) as caught:
        whole_draft(spoil(draft, how), where="given")
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message
