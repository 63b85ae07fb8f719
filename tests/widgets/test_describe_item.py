import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.errors import InputError, RecordError
from rubric_kit.intake.lists.described_item import FORM_FIELDS, list_template
from rubric_kit.widgets import DescribeItem, ReadBadges
from rubric_kit.workspace import read_badge_folder

COURSE = {"item_type": "course", "name": "Coding Clubs", "issuer": "Synthetic Association", "criteria": "Attend four sessions."}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = []

    def send(_self: DescribeItem, content: dict[str, Any], _buffers: object = None) -> None:
        messages.append(json.loads(json.dumps(content)))

    monkeypatch.setattr(DescribeItem, "send", send)
    return messages


@pytest.fixture
def form(told: list[dict[str, Any]], tmp_path: Path) -> DescribeItem:
    told.clear()
    return DescribeItem(save_to=tmp_path / "my_items.csv")


def ask(form: DescribeItem, do: str, **content: Any) -> None:
    form._handle_custom_msg({"do": do, "from": "page"} | content, [])


def test_the_form_has_the_fields_of_the_list_and_none_for_the_learner(form: DescribeItem) -> None:
    fields = form.view["fields"]
    assert [one["name"] for one in fields] == [one.name for one in FORM_FIELDS]
    assert [one["name"] for one in fields if one["required"]] == ["name", "issuer"]
    assert {one["first"] for one in fields if one["required"]} == {True}
    kinds = next(one for one in fields if one["name"] == "item_type")["choices"]
    assert {"value": "course", "words": "Course"} in kinds
    words = " ".join(f"{one['name']} {one['label']}" for one in fields).lower()
    assert not {"learner", "earner", "student", "recipient", "person", "email"} & set(words.split())
    assert form.view["privacy"].startswith("There is no field for the learner's name")


def test_an_item_joins_the_reading_and_says_what_is_missing(told: list[dict[str, Any]], tmp_path: Path) -> None:
    desk = ReadBadges()
    form = DescribeItem(desk, save_to=tmp_path / "my_items.csv")
    ask(form, "add", fields=COURSE)
    assert [badge.name for badge in desk.badges] == ["Coding Clubs"]
    assert [item.label for item in desk.items] == ["item 1"]
    answer = told[-1]
    assert answer["notice"].startswith("Added. What a reader would still ask for: ")
    assert (answer["refused"], [one["name"] for one in answer["items"]]) == (False, ["Coding Clubs"])
    ask(form, "remove", key=desk.badges[0].key)
    assert desk.items == ()
    assert told[-1]["notice"] == "Removed. The file changes when you save the list."


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": " "}, "name", "Not added. Badge name is empty. What the issuer calls it."),
        ({"issuer": ""}, "issuer", "Not added. Issuer is empty. The organisation that gives it."),
        ({"issued": "someday"}, "issued", "Not added. The date cannot be read"),
    ],
)
def test_what_is_not_whole_is_told_at_its_field_and_not_added(
    form: DescribeItem, told: list[dict[str, Any]], change: dict[str, str], field: str, words: str
) -> None:
    ask(form, "add", fields=COURSE | change)
    assert told[-1]["notice"].startswith(words)
    assert (told[-1]["refused"], told[-1]["field"], told[-1]["items"]) == (True, field, [])
    with pytest.raises(RecordError, match=words.removeprefix("Not added. ")):
        form.add(COURSE | change)


def test_the_same_item_counts_once(form: DescribeItem) -> None:
    form.add(COURSE)
    with pytest.raises(RecordError, match="This item is in the list already"):
        form.add(COURSE)
    assert len(form.items) == 1


def test_the_list_is_saved_read_back_and_gone_on_with(form: DescribeItem, told: list[dict[str, Any]], tmp_path: Path) -> None:
    formula = COURSE | {"name": "=1+1", "description": "Two\nlines; with, marks", "evidence": "file"}
    ask(form, "add", fields=COURSE)
    ask(form, "add", fields=formula)
    ask(form, "save")
    assert told[-1]["notice"] == "Saved: 2 items in my_items.csv."
    saved = (tmp_path / "my_items.csv").read_bytes()
    assert [row[1] for row in csv.reader(io.StringIO(saved.decode("utf-8-sig"), newline=""))] == [
        "Badge name",
        "Coding Clubs",
        "'=1+1",
    ]
    # The list is read like any other file of a folder.
    assert [badge.name for badge in read_badge_folder(tmp_path).badges] == ["Coding Clubs", "=1+1"]
    later = DescribeItem(save_to=tmp_path / "my_items.csv")
    assert [item.badge and item.badge.name for item in later.items] == ["Coding Clubs", "=1+1"]
    later.save()
    assert (tmp_path / "my_items.csv").read_bytes() == saved


def test_a_file_that_is_no_list_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "my_items.csv"
    path.write_text("Learner,Grade\nSomebody,A\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"my_items.csv cannot be read as a list of items: .* Give save_to another name\."):
        DescribeItem(save_to=path)
    path.write_text("Badge name,Issuer,Our notes\nCoding Clubs,Synthetic Association,keep this\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"my_items.csv has other columns, and saving would lose them\."):
        DescribeItem(save_to=path)
    path.write_text("Badge name,Issuer\nCoding Clubs,\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"row 2 has no name or no issuer, and saving would lose it"):
        DescribeItem(save_to=path)


def test_the_template_can_be_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(list_template())
    assert len(DescribeItem(save_to=path).items) == 2


def test_a_folder_that_is_not_there_is_told_when_saving(told: list[dict[str, Any]], tmp_path: Path) -> None:
    form = DescribeItem(save_to=tmp_path / "nowhere" / "my_items.csv")
    ask(form, "add", fields=COURSE)
    ask(form, "save")
    assert told[-1]["refused"]
    assert told[-1]["notice"].startswith("Not saved: ")
    assert "does not exist; check the spelling" in told[-1]["notice"]


def test_what_was_typed_is_in_no_trait(form: DescribeItem) -> None:
    ask(form, "add", fields=COURSE)
    assert "Coding Clubs" not in repr(form.get_state())


def test_an_unexpected_message_is_no_trace(form: DescribeItem, told: list[dict[str, Any]]) -> None:
    ask(form, "add", fields=7)
    assert told[-1]["notice"] == "Something unexpected happened. What you typed is still here."
