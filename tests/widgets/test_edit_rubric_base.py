"""A topic rubric in the editor: what it changes in its base, where it goes below it, and the base's new version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import publish, starter_rubric, topic_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric
from rubric_kit.widgets import EditRubric
from rubric_kit.workspace import publish_rubric, read_base, read_rubric, write_rubric

IMAGE = "<img src=x onerror=\"document.title='taken'\">"
OLD = starter_rubric()
TITLE = "Outside badges: a starter rubric"
QUESTION = {"do": "set", "criterion": "criteria_clarity", "field": "question", "value": "Our question?"}


def next_base() -> Rubric:
    """Return version 2 of the base: a question and a cut are other ones, and a criterion is renamed."""
    draft = OLD.plain()
    draft["criteria"][0]["question"] = "The district's new question?"
    draft["criteria"][3]["name"] = "Near us"
    draft["policy"]["cuts"][1]["at_least"] = 6500
    return publish(draft, OLD)


NEW = next_base()
TOPIC = publish(topic_rubric(OLD, id="padlet", title="Padlet badges"))


def ask(editor: EditRubric, do: str = "step", **content: Any) -> dict[str, Any]:
    editor._handle_custom_msg({"do": do, "from": "page", "n": 1} | content, [])
    json.dumps(editor.view)
    return editor.view


def step(editor: EditRubric, **what: Any) -> dict[str, Any]:
    return ask(editor, step=what)


def cut(editor: EditRubric, text: str) -> dict[str, Any]:
    return step(editor, do="set_cut", cut=1, value=text)


def test_a_rubric_without_a_base_shows_nothing_new() -> None:
    base = EditRubric(OLD).view["base"]
    assert (base["line"], base["folded"], base["bring_in"], base["decide"]) == ("", False, "", None)


def test_a_base_that_nobody_names_changes_nothing_and_is_told() -> None:
    editor = EditRubric(OLD, base=NEW)
    told = f"This rubric names no base, so version 2 of «{TITLE}», which was given as one, is not looked at."
    assert editor.view["base"]["line"] == told
    assert (editor.view["base"]["folded"], editor.problems) == (False, ())
    ask(editor, step=QUESTION)
    assert editor.publish().version == 2


def test_a_draft_whose_base_was_not_given_says_so_in_one_line() -> None:
    editor = EditRubric(TOPIC)
    view = cut(editor, "50")
    told = f"Builds on «{TITLE}», version 1; give the editor its file (base) to see what differs."
    assert (view["base"]["line"], view["base"]["folded"]) == (told, False)
    # Nobody can tell what the base says, so nothing is held up.
    assert view["can_publish"] is True
    assert editor.publish().version == 2


def test_what_the_rubric_changes_in_its_base_is_told_in_sentences() -> None:
    editor = EditRubric(TOPIC, base=OLD)
    view = step(editor, **QUESTION)
    base = view["base"]
    assert base["title"] == "What this rubric changes in its base: 2 changes"
    assert base["lines"][0] == f'The title changes: "{TITLE}" -> "Padlet badges".'
    assert base["lines"][1].startswith("The question of Criteria clarity is reworded")
    assert (base["line"], base["folded"], base["bring_in"]) == (f"Builds on «{TITLE}», version 1.", True, "")


def test_what_goes_below_the_base_is_to_be_mended_and_holds_up_publishing() -> None:
    editor = EditRubric(TOPIC, base=OLD)
    view = cut(editor, "50")
    told = (
        "The cut for Accept is lower than in the base: 50 of 100; in the base it is 60. "
        "A topic rubric may ask for more than its base, not for less."
    )
    assert view["problems"] == [{"path": "policy.cuts.accept", "place": "How it decides, cuts", "message": told}]
    assert (view["headline"], view["can_publish"]) == ("1 thing to mend", False)
    assert [one.code for one in editor.problems] == ["RKR014"]
    # The rules are whole by themselves, so they are read aloud.
    assert "Accept from 50 of 100." in view["policy"]["sentences"]
    with pytest.raises(RecordError, match=r"^The cut for Accept is lower than in the base: 50 of 100; in the base it is 60\."):
        editor.publish()
    assert ask(editor, "publish")["refused"] is True
    assert cut(editor, "70")["can_publish"] is True
    assert editor.publish().version == 2


def test_where_it_only_differs_it_stands_among_the_checks_and_holds_nothing_up() -> None:
    editor = EditRubric(TOPIC, base=OLD)
    before = editor.view["checks_line"]
    view = step(editor, **QUESTION)
    (row,) = [one for one in view["checks"] if not one["can_leave"]]
    assert (row["code"], row["criterion"], row["word"], row["left"]) == ("RKR016", "criteria_clarity", "Warning", False)
    assert row["place"] == "Criteria clarity, question"
    assert "is worded in another way than in the base" in row["message"]
    assert row["message"].endswith("keep the base's words and pin sample text if that is enough.")
    assert view["texts"][row["text"]]["why"].startswith("This rubric builds on a base rubric.")
    assert view["checks_line"] != before
    assert {"severity": "warning", "words": "1 warning"} in view["criteria"][0]["marks"]
    assert view["can_publish"] is True


def test_a_criterion_of_the_base_that_is_gone_is_told() -> None:
    editor = EditRubric(TOPIC, base=OLD)
    view = step(editor, do="remove_criterion", criterion="locality")
    messages = [one["message"] for one in view["problems"]]
    told = "Local tie is missing; a topic rubric keeps every criterion of its base. Put it back; it may carry little weight."
    assert told in messages


def test_fields_of_any_form_are_held_against_the_base_without_an_error() -> None:
    editor = EditRubric(TOPIC, base=OLD)
    cut(editor, "many")
    step(editor, do="set", criterion="locality", field="weight", value="x")
    step(editor, do="add_profile", outcome="accept")
    view = step(editor, do="set_part", profile="profile0", part=0, field="criteria", value="y")
    assert view["refused"] is False
    assert view["base"]["folded"] is True


def test_another_rubric_is_not_the_base() -> None:
    other = EditRubric(TOPIC, base=OLD.replace(id="someone-elses", title="Theirs"))
    told = "; version 1 of «Theirs» was given, which is another rubric. Give the editor the one it builds on (base)."
    assert other.view["base"]["line"].endswith(told)
    assert [(one["path"], one["place"]) for one in other.view["problems"]] == [("base", "Base rubric")]
    assert [one.code for one in other.problems] == ["RKR010"]
    other.step(QUESTION)
    with pytest.raises(RecordError, match="names 'outside-badges' as its base; it was held against"):
        other.publish()


def test_an_older_version_than_the_one_it_builds_on_is_told_and_holds_nothing_up() -> None:
    editor = EditRubric(publish(topic_rubric(NEW, id="padlet", title="Padlet")), base=OLD)
    told = f"; version 1 of «{TITLE}» was given, which is not that one. Give the editor the version it builds on (base)."
    assert editor.view["base"]["line"].endswith(told)
    assert editor.problems == ()
    assert [one["code"] for one in editor.view["checks"] if not one["can_leave"]] == ["RKR010"]


def test_a_newer_version_needs_the_one_that_the_rubric_names() -> None:
    for old in (None, NEW):
        editor = EditRubric(TOPIC, base=NEW, old_base=old)
        base = editor.view["base"]
        assert (base["bring_in"], base["folded"]) == ("", False)
        assert "version 2 of" in base["line"]
        assert base["line"].endswith(
            "To bring it in, give the editor version 1, too (old_base): it is kept beside the base's file under a name that "
            "ends in .v1.json."
        )
        assert ask(editor, "bring_in_base")["notice"] == "There is no newer version of the base to bring in."
        with pytest.raises(RecordError, match=r"^there is no newer version of the base to bring in$"):
            editor.bring_in_base()


def test_until_a_newer_version_is_brought_in_the_rubric_is_held_against_its_own() -> None:
    editor = EditRubric(TOPIC, base=NEW, old_base=OLD)
    base = editor.view["base"]
    assert base["title"] == "What this rubric changes in its base: 1 change; version 2 of the base is here"
    assert base["bring_in"] == "Bring in version 2 of the base"
    # 60 of 100 are what version 1 asks for; version 2 asks for 65.
    assert editor.problems == ()
    cut(editor, "55")
    assert [one.code for one in editor.problems] == ["RKR014"]


def test_a_new_version_comes_in_and_undo_leads_back() -> None:
    editor = EditRubric(TOPIC, base=NEW, old_base=OLD)
    before = editor.draft
    view = ask(editor, "bring_in_base")
    # The question, the name and the cut.
    assert view["notice"] == "Version 2 of the base is in: 3 changes were taken over. Undo leads back."
    assert view["base"]["title"] == "What this rubric changes in its base: 1 change"
    assert (view["base"]["bring_in"], view["base"]["decide"]) == ("", None)
    assert editor.draft["base"]["fingerprint"] == NEW.fingerprint
    assert editor.draft["criteria"][3]["name"] == "Near us"
    assert view["can_publish"] is True
    assert ask(editor, "undo")["base"]["bring_in"] == "Bring in version 2 of the base"
    assert editor.draft == before
    ask(editor, "redo")
    published = editor.publish()
    assert (published.version, published.parent) == (2, TOPIC.fingerprint)
    assert published.base is not None
    assert published.base.fingerprint == NEW.fingerprint


@pytest.fixture
def undecided() -> EditRubric:
    """An editor that has changed a question and a cut, as the base has, and brought the base's new version in."""
    editor = EditRubric(TOPIC, base=NEW, old_base=OLD)
    ask(editor, step=QUESTION)
    cut(editor, "62")
    ask(editor, "bring_in_base")
    return editor


def places(editor: EditRubric) -> list[str]:
    decide = editor.view["base"]["decide"]
    return [row["path"] for row in decide["rows"]] if decide else []


BOTH = ["criteria.criteria_clarity.question", "policy.cuts.accept.at_least"]


def test_what_both_changed_is_listed_to_be_decided(undecided: EditRubric) -> None:
    told = "Version 2 of the base is in: 1 change was taken over. 2 places are to decide, see below. Undo leads back."
    assert undecided.view["notice"] == told
    decide = undecided.view["base"]["decide"]
    assert decide["title"] == "To decide, because the base changed it, too: 2 places"
    words = 'The base now says "The district\'s new question?"; this rubric had changed it too, and "Our question?" stands.'
    assert decide["rows"][0] == {
        "path": "criteria.criteria_clarity.question",
        "place": "Criteria clarity, question",
        "words": words,
        "can_take": True,
    }
    assert places(undecided) == BOTH
    # 62 of 100 are less than the new base asks for.
    assert [one.code for one in undecided.problems] == ["RKR014"]


def test_a_place_is_decided_by_keeping_taking_or_writing(undecided: EditRubric) -> None:
    view = ask(undecided, "keep_own", path=BOTH[0])
    assert (view["notice"], places(undecided)) == ("It stays as it is here.", BOTH[1:])
    view = ask(undecided, "take_base", path=BOTH[1])
    assert view["notice"] == "It says what the base says now. Undo leads back."
    assert undecided.draft["policy"]["cuts"][1] == {"at_least": 6500, "outcome": "accept"}
    assert undecided.draft["criteria"][0]["question"] == "Our question?"
    assert (places(undecided), view["base"]["decide"], undecided.problems) == ([], None, ())
    ask(undecided, "undo")
    assert places(undecided) == BOTH[1:]
    # Writing what the base says decides it, too.
    cut(undecided, "65")
    assert places(undecided) == []


@pytest.mark.parametrize("do", ["keep_own", "take_base"])
@pytest.mark.parametrize("path", ["title", "weights", ""])
def test_where_nothing_is_to_be_decided_the_editor_says_so(undecided: EditRubric, do: str, path: str) -> None:
    view = ask(undecided, do, path=path)
    assert (view["refused"], view["notice"]) == (True, "Nothing is to be decided there any more.")
    assert places(undecided) == BOTH


def test_a_later_change_of_what_was_taken_over_is_nothing_to_decide(undecided: EditRubric) -> None:
    step(undecided, do="set", criterion="locality", field="name", value="Close by")
    assert places(undecided) == BOTH


def test_undo_puts_what_is_to_be_decided_away_and_redo_brings_it_back(undecided: EditRubric) -> None:
    ask(undecided, "undo")
    assert places(undecided) == []
    ask(undecided, "redo")
    assert places(undecided) == BOTH


def test_once_published_nothing_is_left_to_decide(undecided: EditRubric) -> None:
    cut(undecided, "66")
    assert places(undecided) == BOTH
    undecided.publish()
    assert places(undecided) == []


def test_weights_of_its_own_are_decided_as_one_thing() -> None:
    new = publish(OLD.with_weights({"locality": 700, "issuer_standing": 1300}).plain(), OLD)
    topic = TOPIC.with_weights({"locality": 1000, "issuer_standing": 1000})
    editor = EditRubric(topic, base=new, old_base=OLD)
    step(editor, do="add_criterion")
    ask(editor, "bring_in_base")
    assert places(editor) == ["weights"]
    view = ask(editor, "take_base", path="weights")
    assert [row["weight"] for row in view["criteria"]] == ["25", "25", "13", "7", "15", "15", "0", "0"]
    # The new criterion makes these weights other ones than the base's; the question is answered all the same.
    assert places(editor) == []


def test_what_cannot_be_taken_alone_is_only_kept() -> None:
    draft = OLD.plain()
    draft["criteria"].insert(0, draft["criteria"].pop())
    new = publish(draft, OLD)
    editor = EditRubric(TOPIC, base=new, old_base=OLD)
    step(editor, do="move_criterion", criterion="locality", to=0)
    view = ask(editor, "bring_in_base")
    (row,) = view["base"]["decide"]["rows"]
    assert (row["path"], row["place"], row["can_take"]) == ("criteria", "Criteria", False)
    view = ask(editor, "take_base", path="criteria")
    assert view["notice"] == "What the base says cannot be taken at criteria alone; change it there by hand."
    assert ask(editor, "keep_own", path="criteria")["base"]["decide"] is None


def test_after_a_restart_the_draft_goes_on_and_what_is_to_be_decided_is_still_there(tmp_path: Path) -> None:
    district, padlet = tmp_path / "district.json", tmp_path / "padlet.json"
    write_rubric(district, OLD)
    publish_rubric(district, NEW)
    write_rubric(padlet, TOPIC)

    def opened() -> EditRubric:
        base, old = read_base(district, read_rubric(padlet))
        return EditRubric(read_rubric(padlet), save_to=padlet, base=base, old_base=old)

    first = opened()
    ask(first, step=QUESTION)
    ask(first, "bring_in_base")
    second = opened()
    assert second.draft["base"]["version"] == 2
    assert places(second) == BOTH[:1]
    second.publish()
    third = opened()
    assert (places(third), third.view["base"]["line"]) == ([], f"Builds on «{TITLE}», version 2.")


def test_a_new_topic_rubric_begins_as_its_base_and_becomes_version_1() -> None:
    editor = EditRubric(draft=topic_rubric(OLD, id="padlet", title="Padlet badges"), base=OLD)
    assert editor.view["base"]["title"] == "What this rubric changes in its base: 1 change"
    first = editor.publish()
    assert (first.version, first.base is not None) == (1, True)


def test_a_great_many_changes_are_cut_short() -> None:
    draft = topic_rubric(OLD, id="padlet", title="Padlet badges")
    for criterion in draft["criteria"]:
        criterion["name"] += "!"
        for level in criterion["levels"]:
            level["name"] += "!"
            level["descriptor"] += "!"
            level["anchors"] = [{"text": f"Words {at}", "source": None, "badge": None} for at in range(5)]
    base = EditRubric(draft=draft, base=OLD).view["base"]
    count = int(base["title"].split(": ")[1].split(" ")[0])
    assert count > 100
    assert (len(base["lines"]), base["lines"][-1]) == (101, f"and {count - 100} more")


def test_hostile_words_stay_words() -> None:
    bad = f"{IMAGE}\u202e"
    base = publish(OLD.plain() | {"title": bad})
    draft = topic_rubric(base, id="padlet", title=bad)
    draft["criteria"][0]["question"] = bad
    view = EditRubric(draft=draft, base=base).view["base"]
    assert "‹U+202E›" in view["line"]
    assert all("\u202e" not in one for one in view["lines"])
