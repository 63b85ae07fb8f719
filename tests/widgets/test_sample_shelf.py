from __future__ import annotations

from typing import Any

import pytest

from rubric_kit.authoring import draft_of, starter_rubric
from rubric_kit.errors import RatingError, RecordError
from rubric_kit.model import Alignment, Badge, Evidence, Issuer, Rubric, Source, Verification
from rubric_kit.widgets import EditRubric, sample_shelf

IMAGE = "<img src=x onerror=\"document.title='taken'\">"


def synthetic(
    letter: str, name: str = "Circle Keeper", narrative: str = "Lead three circles.\nWrite about one of them."
) -> Badge:
    return Badge(
        key=letter * 64,
        name=name,
        criteria_narrative=narrative,
        issuer=Issuer(name=f"Synthetic {letter}"),
        alignments=(Alignment(target_name="Listening"),),
        evidence=Evidence(state="present", kinds=("link",), count=1, basis="listed in the file"),
        verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
        source=Source(container="json", dialect="OB 2.0", sha256=letter * 64, size=1),
    )


A, B = synthetic("a"), synthetic("b", "Padlet Badge", "")
TOP: dict[str, Any] = {c.id: c.levels[-1].id for c in starter_rubric().criteria}


@pytest.fixture
def editor() -> EditRubric:
    return EditRubric(starter_rubric(), badges=[A, B], answers={A.key: TOP, B.key: TOP})


def ask(editor: EditRubric, do: str, **content: Any) -> dict[str, Any]:
    editor._handle_custom_msg({"do": do, "from": "page", "n": 1} | content, [])
    return editor.view


def pin(editor: EditRubric, text: str) -> dict[str, Any]:
    return ask(editor, "pin", criterion="locality", level="l2", text=text)


def test_a_badge_is_read_in_its_own_words(editor: EditRubric) -> None:
    assert [one["label"] for one in editor.shelf["badges"]] == ["Circle Keeper", "Padlet Badge"]
    assert editor.view["reading"] is None
    reading = ask(editor, "read_badge", badge=A.key)["reading"]
    titles = [block["title"] for block in reading["blocks"]]
    assert titles == ["Name", "What a person had to do", "Evidence", "Aligned to", "Issuer", "Description"]
    assert reading["proposed"] == "Lead three circles.\nWrite about one of them."
    assert ask(editor, "read_badge", badge=B.key)["reading"]["proposed"] == ""
    assert ask(editor, "read_badge", badge="")["reading"] is None
    view = ask(editor, "read_badge", badge="f" * 64)
    assert (view["refused"], view["notice"]) == (True, "This badge is not among the samples; choose one of the list.")


def test_words_of_the_badge_are_pinned_with_where_they_come_from(editor: EditRubric) -> None:
    assert pin(editor, "Lead three circles.")["notice"] == "Choose a sample badge first."
    ask(editor, "read_badge", badge=A.key)
    # White space may differ: a selection in the browser breaks lines where the screen does.
    view = pin(editor, "circles. Write about one")
    assert view["notice"] == "The words were pinned to level 2 of Local tie."
    pinned = {"text": "circles. Write about one", "source": "Circle Keeper, Synthetic a", "badge": A.key}
    assert editor.draft["criteria"][3]["levels"][2]["anchors"] == [pinned]
    shown = view["criteria"][3]["levels"][2]["anchors"]
    assert shown == [{"text": pinned["text"], "shown": pinned["text"], "source": pinned["source"]}]
    ask(editor, "step", step={"do": "remove_anchor", "criterion": "locality", "level": "l2", "text": pinned["text"]})
    assert editor.draft == draft_of(starter_rubric())


def test_words_the_badge_does_not_say_are_not_pinned_in_its_name(editor: EditRubric) -> None:
    ask(editor, "read_badge", badge=A.key)
    view = pin(editor, "Lead four circles.")
    assert view["notice"] == "The badge does not say these words as they stand here; pin words of the badge."
    # The kit says this about the badge; it is not the badge that says it.
    assert pin(editor, "Work is shown.")["refused"] is True
    assert pin(editor, "  ")["notice"] == "There are no words to pin; choose some first."


def test_hostile_words_stay_words() -> None:
    badge = synthetic("c", IMAGE, f"{IMAGE} \u202e hidden")
    editor = EditRubric(starter_rubric(), badges=[badge])
    reading = ask(editor, "read_badge", badge=badge.key)["reading"]
    assert reading["proposed"] == f"{IMAGE} ‹U+202E› hidden"
    assert pin(editor, reading["proposed"])["refused"] is False
    assert editor.draft["criteria"][3]["levels"][2]["anchors"][0]["source"] == f"{IMAGE}, Synthetic c"


def test_the_preview_follows_each_step(editor: EditRubric) -> None:
    assert editor.view["preview"]["sentence"] == "Nothing changes for the 2 sample badges."
    # All at the top level: no weight can change the score, so a question is reworded.
    editor.step({"do": "set", "criterion": "locality", "field": "question", "value": "Near?"})
    preview = editor.view["preview"]
    assert preview["sentence"].startswith("2 of 2 sample badges change: ")
    assert preview["note"] == "1 criterion was reworded: its ratings no longer count in the preview."
    # Local tie weighs 5 of 100, so 95 stay certain.
    assert [(row["before"]["score"], row["now"]["score"]) for row in preview["rows"]] == [("100.0", "95.0 to 100.0")] * 2
    editor.undo()
    assert editor.view["preview"]["rows"] == []


def test_weights_on_their_way_count_in_proportion_and_other_faults_wait(editor: EditRubric) -> None:
    editor.step({"do": "set", "criterion": "locality", "field": "weight", "value": 1000})
    preview = editor.view["preview"]
    assert preview["sentence"] == "Nothing changes for the 2 sample badges."
    assert preview["note"] == "The weights do not add up to 100 yet; here they count in proportion."
    editor.step({"do": "set", "criterion": "locality", "field": "weight", "value": "many"})
    waiting = "What changes for the sample badges is shown again when the things above are mended."
    assert editor.view["preview"]["sentence"] == waiting


def test_without_ratings_or_without_a_version_there_is_no_preview() -> None:
    assert EditRubric(starter_rubric(), badges=[A]).view["preview"] is None
    assert EditRubric(starter_rubric()).view["preview"] is None
    new = EditRubric(draft=draft_of(starter_rubric()), badges=[A], answers={A.key: TOP}, rated_with=starter_rubric())
    assert new.view["preview"] is None


def test_after_publishing_the_preview_starts_from_the_new_version(editor: EditRubric) -> None:
    editor.step({"do": "set", "criterion": "locality", "field": "question", "value": "Near?"})
    editor.publish()
    assert editor.view["preview"]["sentence"] == "Nothing changes for the 2 sample badges."
    # The ratings were given on other words, before and after.
    assert editor.view["preview"]["note"].startswith("1 criterion was reworded")


@pytest.mark.parametrize(
    ("badges", "answers", "error", "message"),
    [
        ([A, A], {}, RecordError, "is there twice; give each badge once"),
        (["a.json"], {}, RecordError, "badges are Badge records"),
        ([A], {A.key: {"locality": "l9"}}, RatingError, "level 'l9' of criterion 'locality' does not exist"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(badges: Any, answers: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        EditRubric(starter_rubric(), badges=badges, answers=answers)


def test_the_checks_are_given_what_the_ratings_say_once_for_each_version(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []
    whole = sample_shelf.sample_figures

    def count(version: Rubric, *rest: Any) -> Any:
        counted.append(version.version)
        return whole(version, *rest)

    monkeypatch.setattr(sample_shelf, "sample_figures", count)
    badges = [synthetic(letter, f"Badge {letter}") for letter in "abcdef"]
    editor = EditRubric(starter_rubric(), badges=badges, answers={badge.key: TOP for badge in badges})
    # Six badges, all at the top: no criterion tells one badge from another.
    alike = [row["path"] for row in editor.view["checks"] if row["code"] == "RKL024"]
    assert f"criteria.{starter_rubric().criteria[0].id}" in alike
    editor.step({"do": "set", "criterion": "locality", "field": "question", "value": "Near?"})
    assert counted == [1]
    editor.publish()
    assert counted == [1, 2]
    # What was reworded was not rated.
    assert "criteria.locality" not in [row["path"] for row in editor.view["checks"] if row["code"] == "RKL024"]
    bare = EditRubric(starter_rubric(), badges=badges)
    assert "RKL024" not in [row["code"] for row in bare.view["checks"]]
