"""The leader's side without a browser: what is told before the reveal and after it, and what is written down."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import publish, starter_rubric
from rubric_kit.errors import InputError, RatingError, RecordError
from rubric_kit.model import Badge, Entry, EntryKind, Rubric, StoredEntry
from rubric_kit.model.person import Person
from rubric_kit.widgets import round_log
from rubric_kit.widgets.lead_round import LeadRound
from rubric_kit.workspace import write_rubric
from rubric_kit.workspace.store import new_entry, open_store, read_entries, write_entries

RUBRIC = starter_rubric()
A, B = "a" * 64, "b" * 64
MARK = "zq-only-in-an-answer"
TEAMS = {"r1": "north", "r2": "north", "r3": "south", "r4": "south"}
PEOPLE = tuple(Person(code, team, f"Name of {code}") for code, team in TEAMS.items())


class Told(list[dict[str, Any]]):
    """Messages to the browser, instead of a browser."""

    def last(self, kind: str) -> dict[str, Any]:
        return next(one for one in reversed(self) if one["kind"] == kind)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    messages = Told()

    def send(_self: LeadRound, content: dict[str, Any], _buffers: object = None) -> None:
        # As on the wire: what is no JSON fails here.
        messages.append(json.loads(json.dumps(content)))

    monkeypatch.setattr(LeadRound, "send", send)
    return messages


def rating(rater: str, answer: str, *, badge: str = A, criterion: str = "learning_evidence", **more: Any) -> Entry:
    """Return an answer; its reason is the mark with the rater and the answer."""
    rubric: Rubric = more.pop("on", RUBRIC)
    said = {"level": answer} if answer.startswith("l") else {"state": answer}
    fields = {"badge": badge, "criterion": criterion, "rationale": f"{MARK} {rater} {answer}"}
    return new_entry("rating", rater, rubric=rubric.fingerprint, wording=rubric.wording_fingerprint, **(fields | said | more))


def whole(rater: str, answer: str = "l2", **more: Any) -> list[Entry]:
    """Return a rater's answers to all questions about both badges, and the gut calls."""
    calls = [new_entry("gut_call", rater, badge=badge, call="accept", rationale=MARK) for badge in (A, B)]
    return calls + [rating(rater, answer, badge=badge, criterion=one.id, **more) for badge in (A, B) for one in RUBRIC.criteria]


def log(*entries: Entry) -> list[StoredEntry]:
    return [StoredEntry(at, entry) for at, entry in enumerate(entries, 1)]


def ask(widget: LeadRound, do: str, **content: Any) -> dict[str, Any]:
    """Send what the browser sends; return the view that stands afterwards."""
    widget._handle_custom_msg({"do": do, "from": "page", "n": 1} | content, [])
    return widget.view


def everything_sent(widget: LeadRound, told: Told) -> str:
    """Return all that a browser or a saved notebook could hold: every synced trait, and every message."""
    state = {name: value for name, value in widget.get_state().items() if name not in {"_esm", "_css"}}
    return json.dumps([state, told], ensure_ascii=False)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return str(tmp_path / "ratings.db")


@pytest.fixture
def lead(two_badges: tuple[Badge, Badge], told: Told) -> Callable[..., LeadRound]:
    told.clear()
    return lambda **given: LeadRound(RUBRIC, two_badges, **{"people": PEOPLE} | given)


@pytest.fixture
def late(lead: Callable[..., LeadRound], store: str) -> LeadRound:
    """Three of four have answered; r4 has said nothing. One cell is wide."""
    wide = [rating("r1", "l0"), rating("r2", "l3")]
    rest = [one for rater in ("r1", "r2", "r3") for one in whole(rater) if rater == "r3" or not _is_wide(one)]
    with open_store(store) as opened:
        opened.append([*wide, *rest])
    return lead(save_to=store)


def _is_wide(entry: Entry) -> bool:
    return (entry.badge, entry.criterion) == (A, "learning_evidence")


Lead = Callable[..., LeadRound]


def test_before_the_reveal_it_shows_who_is_done(late: LeadRound) -> None:
    view = late.view
    assert view["progress"] == "3 of 4 are done. Not yet: south: 1 of 2 in."
    assert view["teams"] == [{"words": "north: 2 of 2 in", "in": 2, "of": 2}, {"words": "south: 1 of 2 in", "in": 1, "of": 2}]
    # Seven questions about two badges.
    assert view["people"][0] == {"code": "r1", "team": "north", "calls": "2 of 2", "answered": "14 of 14", "done": True}
    assert view["people"][3] == {"code": "r4", "team": "south", "calls": "0 of 2", "answered": "0 of 14", "done": False}
    assert view["question"] == (
        "Show everybody what was said? 1 of 4 is not done: south: 1 of 2 in. 1 has said nothing at all. "
        "What comes in later is still counted, and told as late."
    )
    assert (view["round"], view["revealed"], view["shown"], view["record"]) == (1, False, 0, "")


def test_before_the_reveal_nothing_that_was_said_leaves_the_kernel(late: LeadRound, told: Told, tmp_path: Path) -> None:
    faulty = tmp_path / "faulty.csv"
    write_entries(faulty, log(rating("r3", "l1", badge=B)))
    faulty.write_text(faulty.read_text(encoding="utf-8").replace(",l1,", ",l1 or l2,"), encoding="utf-8")
    twice = tmp_path / "twice.csv"
    write_entries(twice, log(rating("r1", "l2"), new_entry("gut_call", "r1", badge=A, call="not")))
    for who in ("", "codes", "names"):
        for page in range(3):
            ask(late, "cells", who=who, page=page)
            ask(late, "slopes", page=page)
        ask(late, "reasons", badge=A, criterion="learning_evidence", who=who)
    ask(late, "bring", paths=f"{faulty}\n{twice}\n{tmp_path / 'none.db'}")
    ask(late, "look")
    ask(late, "open", round=2)
    ask(late, "reveal", round=2)
    sent = everything_sent(late, told)
    answers = {
        MARK,
        "l1 or l2",
        *(word for one in RUBRIC.criteria for level in one.levels for word in (f'"{level.id}"', level.name)),
    }
    assert [one for one in answers if one in sent] == []
    for word in ("accept", "unsure", "cannot tell", "withheld"):
        assert word not in sent
    assert told.last("cells")["rows"] == []
    assert told.last("reasons")["rows"] == []
    assert told.last("slopes")["rows"] == []
    assert told.last("bring")["lines"] == [
        "faulty.csv, row 2: could not be used; what is wrong with it is told when the round is shown (RKS001)",
        f"error RKS004 none.db: {tmp_path / 'none.db'} does not exist; check the spelling. The other files were brought in.",
    ]
    # That somebody answered twice is told, and what they said is not.
    assert late.view["conflicts"] == [
        "r1 answered Learning evidence on Synthetic badge a differently on two machines",
        "r1 answered the gut call on Synthetic badge a differently on two machines",
    ]
    assert (late.ratings, late.gut_calls, late.spreads) == ((), {}, ())
    assert not late.view["revealed"]


def test_the_reveal_shows_the_widest_cell_first_and_is_kept(late: LeadRound, told: Told, store: str) -> None:
    view = ask(late, "reveal", round=1)
    assert (view["revealed"], view["shown"], view["notice"]) == (True, 1, "Round 1 is shown.")
    assert view["record"] == "When it was shown, 3 of 4 were done (south: 1 of 2 in); 1 had said nothing."
    ask(late, "cells")
    page = told.last("cells")
    # Seven questions about two badges, six on a page.
    assert (page["count"], page["first"], page["last"], len(page["rows"]), page["to"]) == (14, 1, 2, 6, "page")
    first = page["rows"][0]
    assert first["title"] == "Learning evidence: Synthetic badge a"
    assert [place["count"] for place in first["places"]] == [1, 0, 1, 1, 0, 0, 0, 1]
    assert [place["name"] for place in first["places"][-4:]] == ["cannot tell", "withheld", "does not apply", "not answered"]
    assert (first["ends"], first["half"], first["middle"], first["reasons"]) == ([0, 3], [0, 3], [2, 2], 3)
    assert all(place["who"] == [] for row in page["rows"] for place in row["places"])
    ask(late, "cells", page=99)
    assert (told.last("cells")["page"], len(told.last("cells")["rows"])) == (2, 2)
    reveal = read_entries(store).entries[-1].entry
    assert (reveal.kind, reveal.round, reveal.rater, reveal.rubric) == (EntryKind.REVEAL, 1, "lead", RUBRIC.fingerprint)
    # A second press, or one that was meant for another round, writes nothing.
    assert ask(late, "reveal", round=1)["notice"] == "round 1 is shown already"
    assert [one.entry.kind for one in read_entries(store).entries].count(EntryKind.REVEAL) == 1


def test_no_answer_is_saved_with_the_notebook_after_the_reveal_either(late: LeadRound, told: Told) -> None:
    late.reveal()
    ask(late, "cells", who="names")
    ask(late, "reasons", badge=A, criterion="learning_evidence", who="names")
    assert MARK in json.dumps(told)
    saved = json.dumps({name: value for name, value in late.get_state().items() if name not in {"_esm", "_css"}})
    assert MARK not in saved
    assert "Name of" not in saved
    assert '"l2"' not in saved


def test_codes_and_names_are_shown_only_when_asked_for(late: LeadRound, told: Told) -> None:
    late.reveal()
    ask(late, "cells", who="")
    ask(late, "reasons", badge=A, criterion="learning_evidence")
    assert "r1" not in json.dumps([told.last("cells"), told.last("reasons")]).replace(f"{MARK} r1", "")
    ask(late, "cells", who="codes")
    assert told.last("cells")["rows"][0]["places"][0]["who"] == ["r1"]
    ask(late, "cells", who="names")
    assert told.last("cells")["rows"][0]["places"][3]["who"] == ["Name of r2 (r2)"]
    ask(late, "reasons", badge=A, criterion="learning_evidence", who="names")
    # The lowest and the highest first, as they speak first.
    assert [(one["number"], one["who"]) for one in told.last("reasons")["rows"]] == [
        (0, "Name of r1 (r1)"),
        (3, "Name of r2 (r2)"),
        (2, "Name of r3 (r3)"),
    ]
    assert late.view["has_names"]


def test_a_team_that_comes_late_is_counted_and_told_as_late(late: LeadRound, told: Told, tmp_path: Path) -> None:
    late.reveal()
    with open_store(tmp_path / "team.db") as team:
        team.append(whole("r4", "l1"))
    view = ask(late, "bring", paths=f'  "{tmp_path / "team.db"}"  ')
    # Two gut calls and fourteen answers.
    assert view["notice"] == "16 entries added, 0 there already."
    assert view["progress"] == "4 of 4 are done."
    assert view["record"] == (
        "When it was shown, 3 of 4 were done (south: 1 of 2 in); 1 had said nothing. 16 answers came in after that."
    )
    ask(late, "cells")
    assert [place["count"] for place in told.last("cells")["rows"][0]["places"]] == [1, 1, 1, 1, 0, 0, 0, 0]
    again = ask(late, "bring", paths=str(tmp_path / "team.db"))
    assert again["notice"] == "0 entries added, 16 there already."
    assert again["record"] == view["record"]


def test_a_conflict_counts_as_cannot_tell_and_its_reasons_are_nobodys(late: LeadRound, told: Told, tmp_path: Path) -> None:
    write_entries(tmp_path / "twice.csv", log(rating("r1", "l2")))
    late.bring_in([tmp_path / "twice.csv"])
    late.reveal()
    ask(late, "cells")
    row = next(one for one in told.last("cells")["rows"] if one["title"] == "Learning evidence: Synthetic badge a")
    assert [place["count"] for place in row["places"]] == [0, 0, 1, 1, 1, 0, 0, 1]
    ask(late, "reasons", badge=A, criterion="learning_evidence", who="codes")
    assert [one["who"] for one in told.last("reasons")["rows"]] == ["r3", "r2"]


def test_another_person_writes_and_the_leader_looks_again(late: LeadRound, store: str) -> None:
    with open_store(store) as other:
        other.append(whole("r4"))
    assert late.view["progress"].startswith("3 of 4")
    view = ask(late, "look")
    assert (view["progress"], view["notice"]) == ("4 of 4 are done.", "16 new entries.")
    assert view["question"] == "Show everybody what was said? All 4 are done."
    assert ask(late, "look")["notice"] == "Nothing new."


def test_a_round_is_opened_on_changed_words_and_the_change_is_drawn(
    late: LeadRound, lead: Lead, told: Told, store: str, tmp_path: Path
) -> None:
    plain = RUBRIC.plain()
    plain["criteria"][1]["levels"][1]["descriptor"] = "A piece of work is asked for by name."
    new = publish(plain, RUBRIC)
    write_rubric(tmp_path / "ours.v2.json", new)
    assert ask(late, "open", round=2, path=str(tmp_path / "ours.v2.json"))["notice"] == (
        "show what was said in round 1 first; then open the next round"
    )
    late.reveal()
    view = ask(late, "open", round=2, path=str(tmp_path / "ours.v2.json"))
    assert (view["round"], view["revealed"], view["shown"], view["notice"]) == (2, False, 1, "Round 2 is open.")
    assert view["progress"] == "0 of 4 are done. Not yet: north: 0 of 2 in, south: 0 of 2 in."
    opened = read_entries(store).entries[-1].entry
    assert (opened.kind, opened.round, opened.rubric) == (EntryKind.ROUND, 2, new.fingerprint)
    with open_store(store) as room:
        room.append([rating(rater, "l2", round=2, on=new) for rater in ("r1", "r2", "r3")])
        room.append([new_entry("done", rater, round=2) for rater in ("r1", "r2", "r3")])
    view = ask(late, "look")
    assert view["progress"] == "3 of 4 are done. Not yet: south: 1 of 2 in."
    # What was said in round 1 is still on the screen, and nothing of round 2.
    ask(late, "cells")
    assert [place["count"] for place in told.last("cells")["rows"][0]["places"]][:4] == [1, 0, 1, 1]
    ask(late, "slopes")
    assert told.last("slopes")["rows"] == []
    assert ask(late, "reveal", round=2)["shown"] == 2
    ask(late, "slopes")
    slopes = told.last("slopes")
    assert (slopes["count"], slopes["rows"][0]["steps"]) == (1, [[0, 2, 1], [2, 2, 1], [3, 2, 1]])
    assert slopes["rows"][0]["words"] == (
        "Spread of Learning evidence on Synthetic badge a fell from 3 levels to 0; 2 of 3 moved, 1 up and 1 down."
    )
    assert slopes["rows"][0]["ways"] == "1 from 0 to 2, 1 stayed at 2, 1 from 3 to 2."
    # A leader who opens the notebook again finds the round where it was, with the old rubric at hand and the new in the store.
    assert lead(save_to=store).view["readable"]
    assert lead(save_to=store).desk.shown_rubric == new


def test_what_is_not_rated_again_is_carried_and_shown_as_carried(late: LeadRound, told: Told, store: str) -> None:
    late.reveal()
    late.open_next()
    with open_store(store) as room:
        room.append([rating("r1", "l1", round=2), rating("r3", "l2", round=2)])
    late.look_again()
    late.reveal()
    ask(late, "cells")
    first = next(one for one in told.last("cells")["rows"] if one["title"] == "Learning evidence: Synthetic badge a")
    assert [(place["count"], place["carried"]) for place in first["places"]] == [
        (0, 0),
        (1, 0),
        (1, 0),
        (1, 1),
        (0, 0),
        (0, 0),
        (0, 0),
        (1, 0),
    ]
    ask(late, "slopes")
    assert [one["criterion"] for one in told.last("slopes")["rows"]] == ["learning_evidence"]


def test_a_round_on_a_version_that_is_not_at_hand_says_so(lead: Lead, told: Told, store: str) -> None:
    strange = "9" * 64
    with open_store(store) as room:
        room.append([new_entry("round", "lead", round=2, rubric=strange), new_entry("reveal", "lead", round=2, rubric=strange)])
    widget = lead(save_to=store)
    assert (widget.view["shown"], widget.view["readable"]) == (2, False)
    ask(widget, "cells")
    assert told.last("cells")["rows"] == []


def test_practice_plays_a_log_step_by_step_and_keeps_nothing(
    lead: Lead, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    played = [
        *(one for rater in ("r1", "r2", "r3", "r4") for one in whole(rater)),
        new_entry("reveal", "other", rubric=RUBRIC.fingerprint),
        new_entry("round", "other", round=2, rubric=RUBRIC.fingerprint),
        rating("r1", "l3", round=2),
    ]
    widget = lead(entries=log(*played))
    assert widget.view["practice"] == "This is for practice: nothing is saved. Run this cell again to start over."
    assert (widget.view["round"], widget.view["revealed"]) == (1, False)
    widget.reveal()
    assert widget.view["record"] == "When it was shown, 4 of 4 were done; everybody had said something."
    widget.open_next()
    assert widget.view["people"][0]["answered"] == "1 of 14"
    widget.reveal()
    ask(widget, "slopes")
    assert told.last("slopes")["rows"][0]["steps"] == [[2, 2, 3], [2, 3, 1]]
    write_entries(tmp_path / "more.csv", log(rating("r9", "l0")))
    assert widget.bring_in(["more.csv", "more.csv", "gone.db"])[:2] == (1, 1)
    assert widget.view["notice"] == "1 entry added, 1 there already. 1 thing could not be used."
    assert sorted(one.name for one in tmp_path.iterdir()) == ["more.csv"]


def test_a_read_only_store_is_told_and_nothing_can_be_written(
    late: LeadRound, lead: Lead, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert late.view["banner"] == ""
    monkeypatch.setattr(round_log, "open_store", partial(open_store, read_only=True))
    widget = lead(save_to=store)
    view = ask(widget, "reveal", round=1)
    assert view["read_only"]
    assert view["banner"].startswith("The ratings are open for reading only: you can look, ")
    assert view["notice"] == "the ratings are open for reading only, so nothing can be written"
    assert (view["refused"], view["revealed"]) == (True, False)
    view = ask(widget, "bring", paths=store)
    assert view["refused"]
    assert [one.entry.kind for one in read_entries(store).entries].count(EntryKind.REVEAL) == 0


@pytest.mark.parametrize(
    ("do", "error", "words"),
    [
        (lambda lead: lead(facilitator="The Lead"), RecordError, r"^'The Lead' is no code; 1 to 64 of a-z, 0-9, _ and - are"),
        (lambda lead: lead(save_to="a.db", entries=log(rating("r1", "l1"))), InputError, r"^give a store or entries to practise"),
        (lambda lead: lead().reveal(), RatingError, r"^nobody has answered yet, so there is nothing to show; look again when"),
        (lambda lead: lead(save_to="ratings.txt"), InputError, r"ratings\.txt"),
        (lambda lead: lead(rubrik=RUBRIC), TypeError, r"rubrik"),
    ],
)
def test_what_does_not_fit_is_refused(do: Callable[[Lead], object], error: type[Exception], words: str, lead: Lead) -> None:
    with pytest.raises(error, match=words):
        do(lead)


def test_there_must_be_a_badge() -> None:
    with pytest.raises(RecordError, match=r"^there is no badge to rate; give at least one$"):
        LeadRound(RUBRIC, [])


def test_the_next_round_is_of_the_same_rubric(late: LeadRound, tmp_path: Path) -> None:
    late.reveal()
    write_rubric(tmp_path / "other.json", starter_rubric("connecting-credentials"))
    view = ask(late, "open", round=2, path=str(tmp_path / "other.json"))
    assert view["notice"].startswith("that file holds the rubric 'connecting-credentials', and this round is about ")
    assert (view["refused"], view["round"]) == (True, 1)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings([*value.keys(), *value.values()])
    elif isinstance(value, Sequence):
        for one in value:
            yield from _strings(one)


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"do": 3},
        {"do": "cells", "page": "x", "who": ["codes"]},
        {"do": "reasons", "badge": [], "criterion": {}},
        {"do": "open"},
    ],
)
def test_a_message_that_makes_no_sense_changes_nothing(late: LeadRound, message: dict[str, Any]) -> None:
    late.reveal()
    before = late.view | {"heard": [], "notice": ""}
    late._handle_custom_msg({"from": "page", "n": 7} | message, [])
    assert late.view | {"heard": [], "notice": ""} == before
    assert not late.view["refused"]


def test_hidden_characters_are_spelled_out(lead: Lead, told: Told) -> None:
    widget = lead(entries=log(rating("r1", "l1", rationale="left\u202eright")), people=[Person("r1", "te\u200bam", "Na\u202eme")])
    widget.reveal()
    ask(widget, "reasons", badge=A, criterion="learning_evidence", who="names")
    row = told.last("reasons")["rows"][0]
    assert (row["reason"], row["who"]) == ("left‹U+202E›right", "Na‹U+202E›me (r1)")
    assert widget.view["teams"][0]["words"] == "te‹U+200B›am: 0 of 1 in"
    assert not [one for one in _strings(widget.view) if "\u200b" in one]
