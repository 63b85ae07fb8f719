import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.authoring import draft_of, starter_rubric
from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric
from rubric_kit.widgets import EditRubric
from rubric_kit.workspace import read_rubric

EMPTY_DESCRIPTOR = {"do": "set", "criterion": "locality", "level": "l1", "field": "descriptor", "value": ""}


@pytest.fixture
def editor() -> EditRubric:
    return EditRubric(starter_rubric())


def ask(editor: EditRubric, do: str = "step", **content: Any) -> dict[str, Any]:
    """Send what the browser sends; return the view that goes back."""
    editor._handle_custom_msg({"do": do, "from": "page", "n": 1} | content, [])
    return editor.view


def weigh(criterion: str, text: str) -> dict[str, Any]:
    return {"do": "set", "criterion": criterion, "field": "weight", "value": text}


def test_a_fresh_editor_has_nothing_to_publish_yet(editor: EditRubric) -> None:
    view = editor.view
    assert (view["headline"], view["can_publish"]) == ("Nothing changed since version 1", False)
    assert view["total"] == "The weights add up to 100 of 100."
    assert view["publish_label"] == "Publish as version 2"
    assert [row["weight"] for row in view["criteria"]] == ["25", "25", "15", "5", "15", "15", "0"]
    assert (view["can_undo"], view["can_redo"], view["notice"]) == (False, False, "")
    json.dumps(view)


def test_an_empty_descriptor_is_told_beside_its_cell_and_goes_when_mended(editor: EditRubric) -> None:
    view = ask(editor, step=EMPTY_DESCRIPTOR)
    assert (view["headline"], view["can_publish"]) == ("1 thing to mend", False)
    assert view["problems"] == [
        {
            "path": "criteria.locality.levels.l1.descriptor",
            "place": "Local tie, level 1, descriptor",
            "message": "The descriptor is empty; say what a rater can see at this level.",
        }
    ]
    view = ask(editor, step=EMPTY_DESCRIPTOR | {"value": "The issuer works in our state."})
    assert (view["headline"], view["can_publish"]) == ("Ready to publish", True)
    assert view["problems"] == []


def test_a_weight_is_typed_as_points_of_100(editor: EditRubric) -> None:
    # 12.5 in place of 5: 25 + 25 + 15 + 12.5 + 15 + 15 + 0 = 107.5, so 7.5 too many.
    view = ask(editor, step=weigh("locality", "12.5"))
    assert editor.draft["criteria"][3]["weight"] == 1250
    assert view["total"] == "The weights add up to 107.5 of 100."
    assert view["problems"][0]["message"] == "They must add up to 100: take away 7.5."
    # 0.25 in place of 5: 95.25.
    view = ask(editor, step=weigh("locality", "0,25"))
    assert view["problems"][0]["message"] == "They must add up to 100: add 4.75."


@pytest.mark.parametrize("text", ["", "a third", "12.345", "1_0", "-5", "101", "1e1"])
def test_a_weight_that_is_none_says_what_is_allowed(editor: EditRubric, text: str) -> None:
    view = ask(editor, step=weigh("locality", text))
    assert view["problems"] == [
        {
            "path": "criteria.locality.weight",
            "place": "Local tie, weight",
            "message": "A weight is a number from 0 to 100 with at most two decimals, such as 12.5.",
        }
    ]
    with pytest.raises(RecordError, match="weight"):
        editor.publish()


def test_an_empty_or_overlong_name_is_told_in_plain_words(editor: EditRubric) -> None:
    name = {"do": "set", "criterion": "locality", "field": "name"}
    view = ask(editor, step=name | {"value": ""})
    told = {
        "path": "criteria.locality.name",
        "place": "Criterion 4, name",
        "message": "Nothing is written here yet; write a few words.",
    }
    assert view["problems"] == [told]
    view = ask(editor, step=name | {"value": "x" * 401})
    assert view["problems"][0]["message"] == "This has 401 characters; at most 400 characters fit."


def test_a_refused_step_is_one_line_for_the_page_and_changes_nothing(editor: EditRubric) -> None:
    view = ask(editor, step={"do": "remove_criterion", "criterion": "mission_fit"})
    assert view["notice"] == "Vision and mission is used by the policy (gate serves-our-mission); change that rule first."
    assert view["refused"] is True
    assert view["can_undo"] is False
    assert editor.draft == draft_of(starter_rubric())
    assert ask(editor, step={"do": "add_criterion"})["refused"] is False


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ({"do": "paint"}, "unknown step 'paint'; known are: set, add_criterion"),
        ({"do": "move_criterion", "criterion": "locality", "by": 2}, "a move is by -1 or 1, found 2"),
        ({"do": "add_level", "criterion": "size"}, "no criterion is called 'size'; known are: criteria_clarity"),
        ({"do": "set", "criterion": "locality", "field": "id", "value": "x"}, "field 'id' cannot be set here; allowed are: name"),
    ],
)
def test_a_refused_step_raises_in_python(editor: EditRubric, step: dict[str, Any], message: str) -> None:
    with pytest.raises(RecordError) as caught:
        editor.step(step)
    assert caught.value.message.startswith(message)
    view = ask(editor, step=step)
    assert view["notice"].startswith(message[0].upper() + message[1:])


def test_moves_say_where_the_criterion_is_now(editor: EditRubric) -> None:
    view = ask(editor, step={"do": "move_criterion", "criterion": "locality", "by": -1})
    assert view["notice"] == "Local tie is now number 3 of 7."
    assert [row["id"] for row in view["criteria"]][2] == "locality"


def test_typing_in_one_field_is_undone_together(editor: EditRubric) -> None:
    for typed in ("Near", "Nearby", "Nearby or not"):
        ask(editor, step={"do": "set", "criterion": "locality", "field": "name", "value": typed}, burst="name-1")
    ask(editor, step={"do": "set", "criterion": "locality", "field": "name", "value": "Far"}, burst="name-2")
    assert ask(editor, "undo")["criteria"][3]["name"] == "Nearby or not"
    view = ask(editor, "undo")
    assert view["criteria"][3]["name"] == "Local tie"
    assert (view["can_undo"], view["can_redo"]) == (False, True)
    assert view["notice"] == "One step was taken back; no more can be."
    assert ask(editor, "redo")["criteria"][3]["name"] == "Nearby or not"
    # Typing on after a redo starts a step of its own.
    ask(editor, step={"do": "set", "criterion": "locality", "field": "name", "value": "Here"}, burst="name-2")
    assert ask(editor, "undo")["criteria"][3]["name"] == "Nearby or not"


def test_undo_and_redo_with_nothing_left_only_say_so(editor: EditRubric) -> None:
    assert ask(editor, "undo")["notice"] == "There is no step to take back."
    assert ask(editor, "redo")["notice"] == "There is no step to do again."
    assert editor.draft == draft_of(starter_rubric())


def test_a_step_that_changes_nothing_is_no_step(editor: EditRubric) -> None:
    editor.step({"do": "set", "criterion": "locality", "field": "weight", "value": 500})
    assert editor.view["can_undo"] is False


def test_publishing_makes_the_next_version_and_saves_it(tmp_path: Path) -> None:
    start = starter_rubric()
    path = tmp_path / "ours.json"
    editor = EditRubric(start, save_to=path)
    followed: list[Rubric] = []
    editor.observe(lambda change: followed.append(change["new"]), "rubric")
    editor.step({"do": "set", "criterion": "locality", "field": "name", "value": "Near us"})
    view = ask(editor, "publish")
    assert view["notice"] == "Version 2 is published and saved in ours.json."
    assert view["publish_label"] == "Publish as version 3"
    assert (editor.rubric.version, editor.rubric.parent) == (2, start.fingerprint)
    assert Rubric.parse(path.read_bytes()) == editor.rubric
    assert followed == [editor.rubric]
    assert start.criterion("locality").name == "Local tie"


def test_publishing_unchanged_or_faulty_drafts_is_refused(editor: EditRubric) -> None:
    view = ask(editor, "publish")
    assert view["notice"] == "Nothing was changed since version 1; there is nothing to publish."
    editor.step(EMPTY_DESCRIPTOR)
    with pytest.raises(RecordError, match="criterion 'locality', level 'l1': the descriptor is empty"):
        editor.publish()
    assert editor.rubric.version == 1


def test_a_version_that_cannot_be_saved_is_not_published(tmp_path: Path) -> None:
    editor = EditRubric(starter_rubric(), save_to=tmp_path / "nowhere" / "ours.json")
    editor.step({"do": "set", "criterion": "locality", "field": "name", "value": "Near us"})
    with pytest.raises(InputError, match="nowhere does not exist; check the spelling"):
        editor.publish()
    assert ask(editor, "publish")["refused"] is True
    assert editor.rubric.version == 1
    assert editor.draft["criteria"][3]["name"] == "Near us"


def test_a_published_version_is_never_replaced_by_one_that_was_not_made_from_it(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    step = {"do": "set", "criterion": "locality", "field": "name", "value": "Near us"}
    first = EditRubric(starter_rubric(), save_to=path)
    first.step(step)
    ours = first.publish()
    # Opened again from the starter rubric, by mistake.
    second = EditRubric(starter_rubric(), save_to=path)
    second.step(step | {"value": "Far away"})
    with pytest.raises(
        RecordError, match=r"^ours\.json holds version 2 of 'outside-badges', which this draft was not made from; open that file"
    ):
        second.publish()
    assert Rubric.parse(path.read_bytes()) == ours
    assert second.rubric.version == 1
    # Opened from the file, the next version takes its place.
    third = EditRubric(read_rubric(path), save_to=path)
    third.step(step | {"value": "Far away"})
    assert third.publish().parent == ours.fingerprint
    assert read_rubric(path).version == 3


def test_after_publishing_undo_still_goes_back(editor: EditRubric) -> None:
    editor.step({"do": "set", "criterion": "locality", "field": "name", "value": "Near us"})
    editor.publish()
    editor.undo()
    assert editor.publish().criterion("locality").name == "Local tie"
    assert editor.rubric.version == 3


def test_the_draft_handed_out_is_a_copy(editor: EditRubric) -> None:
    editor.draft["criteria"].clear()
    assert len(editor.draft["criteria"]) == 7


def test_each_view_tells_which_message_it_answers(editor: EditRubric) -> None:
    assert ask(editor, step=EMPTY_DESCRIPTOR, n=7)["heard"] == ["page", 7]


def test_a_misspelt_argument_is_refused() -> None:
    with pytest.raises(TypeError, match="svae_to"):
        EditRubric(starter_rubric(), svae_to="x.json")  # type: ignore[call-arg]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["name", "weight", "descriptor", "add", "copy", "remove", "up", "down", "more levels", "fewer levels"]),
        st.integers(0, 50),
        st.integers(0, 50),
        st.text(max_size=8),
    ),
    max_size=12,
)


def as_step(draft: dict[str, Any], kind: str, first: int, second: int, text: str) -> dict[str, Any] | None:
    """Turn drawn numbers into a step that the editor offers for this draft."""
    if kind == "add":
        return {"do": "add_criterion"}
    if not draft["criteria"]:
        return None
    criterion = draft["criteria"][first % len(draft["criteria"])]
    level = criterion["levels"][second % len(criterion["levels"])]
    if kind == "fewer levels" and len(criterion["levels"]) <= 2:
        return None
    base: dict[str, Any] = {"criterion": criterion["id"]}
    more: dict[str, dict[str, Any]] = {
        "name": {"do": "set", "field": "name", "value": text},
        "weight": {"do": "set", "field": "weight", "value": second * 100},
        "descriptor": {"do": "set", "level": level["id"], "field": "descriptor", "value": text},
        "copy": {"do": "duplicate_criterion"},
        "remove": {"do": "remove_criterion"},
        "up": {"do": "move_criterion", "by": -1},
        "down": {"do": "move_criterion", "by": 1},
        "more levels": {"do": "add_level"},
        "fewer levels": {"do": "remove_level", "level": level["id"]},
    }
    return base | more[kind]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_as_many_undos_as_steps_give_the_draft_back(drawn: list[tuple[str, int, int, str]]) -> None:
    editor = EditRubric(starter_rubric())
    start, taken = editor.draft, 0
    for one in drawn:
        step = as_step(editor.draft, *one)
        if step is None:
            continue
        try:
            editor.step(step)
        except RecordError:
            continue
        taken += 1
    end = editor.draft
    for _ in range(taken):
        editor.undo()
    assert editor.draft == start
    for _ in range(taken):
        editor.redo()
    assert editor.draft == end
    json.dumps(editor.view)
