"""Paper sheets keyed in as a browser does it: marks are understood at once, saved when the row is left, told when wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.errors import InputError, RatingError, RecordError
from rubric_kit.model import Badge, EntryKind, Issuer, Origin, RatingState, Rubric
from rubric_kit.widgets import RateBadges
from rubric_kit.widgets.key_sheets import KeySheets
from rubric_kit.workspace.score_sheets import numbered_badges
from rubric_kit.workspace.store import merge, new_entry, open_store

MARKS = ["3", "w", "", "?", "n", "1", "4"]
NONE = [""] * 7


def ask(page: KeySheets, do: str, **content: Any) -> dict[str, Any]:
    page._handle_custom_msg({"do": do, "from": "page", "n": 1} | content, [])
    return page.view


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "ratings.db"


@pytest.fixture
def page(rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path) -> KeySheets:
    keyed = KeySheets(rubric, two_badges, save_to=place)
    keyed.start("paper-1")
    return keyed


def test_the_code_comes_first(rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    page = KeySheets(rubric, two_badges)
    assert (page.view["rater"], page.view["rows"]) == ("", [])
    assert page.view["legend"][0]["name"] == "1. Criteria clarity"
    assert page.view["legend"][0]["marks"] == "1 Not stated, 2 Topic only, 3 Tasks listed, 4 Tasks and standard"
    view = ask(page, "keep", badge=two_badges[0].key, gut="a", marks=MARKS)
    assert view["notice"] == "Not saved: give the code on the sheet first."
    view = ask(page, "start", code="Ms Smith")
    assert (view["refused"], view["rater"]) == (True, "")
    assert view["notice"].startswith("rater 'ms smith' is no code")
    view = ask(page, "start", code=" Paper-1 ")
    assert (view["whose"], view["notice"]) == ("Sheets of paper-1, round 1", "")


def test_a_row_is_called_as_its_printed_sheet_is(rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    alike = [badge.replace(name="Padlet Badge", issuer=Issuer(name=f"Issuer {badge.key[0]}")) for badge in two_badges]
    printed = [one.code for one in numbered_badges(rubric, alike)]
    for blind, names in ((False, ("Issuer a", "Issuer b")), (True, ("issuer hidden - aaaaaaaa", "issuer hidden - bbbbbbbb"))):
        page = KeySheets(rubric, alike, blind=blind)
        page.start("paper-1")
        labels = [row["label"] for row in page.view["rows"]]
        assert labels == [f"{code} Padlet Badge - {name}" for code, name in zip(printed, names, strict=True)]


def test_marks_are_understood_while_they_are_keyed_and_nothing_is_saved_yet(
    page: KeySheets, two_badges: tuple[Badge, Badge]
) -> None:
    view = ask(page, "type", badge=two_badges[0].key, gut="A", marks=MARKS)
    row = view["rows"][0]
    assert row["understood"].split("; ") == [
        "gut call: accept",
        "Criteria clarity: Tasks listed",
        "Learning evidence: withheld",
        "Local tie: cannot tell",
        "Framework alignment: does not apply",
        *[one for one in row["understood"].split("; ") if one.startswith(("Classroom use", "Vision"))],
    ]
    assert (row["state"], row["problem"], view["notice"]) == ("Not saved yet.", "", "")
    assert page.ratings == ()
    json.dumps(view)


def test_a_sheet_is_saved_as_what_a_person_said(
    page: KeySheets, rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    view = ask(page, "keep", badge=two_badges[0].key, gut="a", marks=MARKS)
    assert view["notice"].startswith("Saved ")
    assert view["notice"].endswith(" Synthetic badge a, 7 new answers.")
    assert view["rows"][0]["state"] == "Saved: 6 answers and the gut call."
    with open_store(place) as store:
        entries = [one.entry for one in store.entries()]
    assert {(one.rater, one.badge, one.round, one.origin, one.rubric) for one in entries} == {
        ("paper-1", two_badges[0].key, 1, Origin.PERSON, rubric.fingerprint)
    }
    assert {one.criterion: one.level or one.state for one in entries if one.kind is EntryKind.RATING} == {
        "criteria_clarity": "l2",
        "learning_evidence": RatingState.WITHHELD,
        "locality": RatingState.UNKNOWN,
        "framework_alignment": RatingState.NOT_APPLICABLE,
        "classroom_use": "l0",
        "mission_fit": "l3",
    }
    view = ask(page, "keep", badge=two_badges[0].key, gut="a", marks=MARKS)
    assert view["notice"].endswith("Synthetic badge a: nothing new on this sheet.")
    assert len(page.ratings) == 6


def test_a_wrong_mark_is_told_and_nothing_of_the_sheet_is_saved(page: KeySheets, two_badges: tuple[Badge, Badge]) -> None:
    marks = ["9", *MARKS[1:6], "x"]
    view = ask(page, "type", badge=two_badges[0].key, gut="y", marks=marks)
    row = view["rows"][0]
    assert row["wrong"] == ["", "criteria_clarity", "mission_fit"]
    assert row["problem"].startswith("'y' is no mark for the gut call; allowed are a accept, n not, u unsure")
    assert row["problem"].endswith("(and 2 more)")
    assert view["notice"] == f"{row['problem']}."
    view = ask(page, "keep", badge=two_badges[0].key, gut="", marks=marks)
    assert view["notice"].startswith("Not saved: '9' is no mark for 'Criteria clarity'; allowed are 1 to 4 for a level")
    assert page.ratings == ()
    assert view["rows"][0]["marks"] == marks, "what was keyed in stays to be mended"


def test_what_stands_already_is_shown_as_marks_and_a_blank_takes_nothing_back(
    page: KeySheets, two_badges: tuple[Badge, Badge]
) -> None:
    key = two_badges[0].key
    page.key_in(key, MARKS, gut="u")
    page.start("paper-2")
    assert page.view["rows"][0]["marks"] == NONE
    page.start("paper-1")
    row = page.view["rows"][0]
    assert (row["gut"], row["marks"]) == ("u", MARKS)
    assert page.view["notice"] == "6 earlier answers taken up."
    page.key_in(key, ["4", *MARKS[1:6], ""])
    assert page.view["notice"].endswith(
        "1 new answer. 2 answers stand that the sheet leaves blank: what was said can be changed, not unsaid."
    )
    assert page.view["rows"][0]["marks"] == ["4", *MARKS[1:]]


def test_a_reason_given_on_the_rating_page_stays_with_a_changed_answer(
    page: KeySheets, rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    RateBadges(rubric, two_badges, rater="paper-1", save_to=place, gut_first=False).rate("locality", "l1", reason="Far away.")
    page.start("paper-1")
    page.key_in(two_badges[0].key, ["", "", "", "1", "", "", ""])
    assert [(row.level, row.rationale) for row in page.ratings] == [("l1", "Far away."), ("l0", "Far away.")]


def test_sheets_of_a_revealed_or_earlier_round_are_still_that_rounds(
    rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    with open_store(place) as store:
        store.append([new_entry("reveal", "lead", round=1), new_entry("round", "lead", round=2, rubric=rubric.fingerprint)])
    for number in (1, None):
        page = KeySheets(rubric, two_badges, save_to=place, round=number)
        page.start("paper-1")
        page.key_in(two_badges[0].key, MARKS, gut="n")
    with open_store(place) as store:
        rounds = [one.entry.round for one in store.entries() if one.entry.kind in (EntryKind.RATING, EntryKind.GUT_CALL)]
    assert rounds == [1] * 7 + [2] * 7
    with pytest.raises(RecordError, match="a round is a number from 1 to 99, found 0"):
        KeySheets(rubric, two_badges, round=0)


def test_a_cell_with_two_answers_is_told(rubric: Rubric, two_badges: tuple[Badge, Badge], tmp_path: Path) -> None:
    for laptop, mark in (("a", "1"), ("b", "2")):
        one = KeySheets(rubric, two_badges, save_to=tmp_path / f"{laptop}.db")
        one.start("paper-1")
        one.key_in(two_badges[0].key, [mark, *NONE[1:]], gut="a" if mark == "1" else "n")
    with open_store(tmp_path / "both.db") as store:
        merge(store, [tmp_path / "a.db", tmp_path / "b.db"])
    page = KeySheets(rubric, two_badges, save_to=tmp_path / "both.db")
    page.start("paper-1")
    told = "Answered twice and differently, on two machines: Criteria clarity, the gut call. Key it again to settle it."
    assert page.view["rows"][0]["problem"] == told
    page.key_in(two_badges[0].key, ["2", *NONE[1:]], gut="a")
    assert page.view["rows"][0]["problem"] == ""


def test_a_failing_save_keeps_the_sheet_and_the_next_one_tries_again(
    page: KeySheets, two_badges: tuple[Badge, Badge], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_entries: object) -> None:
        raise InputError("no space left on the disk", where="ratings.db")

    with monkeypatch.context() as trouble:
        trouble.setattr(page._log, "append", full)
        view = ask(page, "keep", badge=two_badges[0].key, gut="", marks=MARKS)
    assert view["notice"] == "Not saved: no space left on the disk. The sheet is kept here; the next one tries again."
    assert page._log.entries() == ()
    assert view["rows"][0]["state"] == "Not saved yet."
    view = ask(page, "keep", badge=two_badges[1].key, gut="", marks=["1", *NONE[1:]])
    assert view["rows"][0]["state"] == "Saved: 6 answers."
    assert len(page._log.entries()) == 7


def test_what_fits_nothing_is_refused(page: KeySheets, rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    assert ask(page, "keep", badge="f" * 64, gut="", marks=MARKS)["notice"].startswith(
        "Not saved: badge 'ffffffffffff' is not among"
    )
    assert ask(page, "keep", badge=None, gut="", marks=MARKS)["refused"]
    assert ask(page, "keep", badge=two_badges[0].key, gut=None, marks="nonsense")["notice"].endswith("nothing new on this sheet.")
    with pytest.raises(RatingError, match="1 mark is there and the rubric asks 7 questions"):
        page.key_in(two_badges[0].key, ["1"])
    with pytest.raises(RecordError, match="there is no badge to key in; give at least one"):
        KeySheets(rubric, [])
    assert page.ratings == ()
