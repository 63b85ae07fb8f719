"""The gut call before the rubric, rounds and reveals, two machines, blind mode: what the page shows and what the log keeps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.errors import InputError, RatingError
from rubric_kit.model import Badge, Entry, EntryKind, Fact, GutCall, Rubric
from rubric_kit.scoring.rounds import gut_calls_of, standing
from rubric_kit.widgets import RateBadges
from rubric_kit.workspace.store import merge, new_entry, open_store

FACT = {"name": "issuer_url", "state": "present", "basis": "Synthetic issuer names a web address"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "ratings.db"


def page_on(place: Path, rubric: Rubric, badges: Sequence[Badge], **settings: Any) -> RateBadges:
    return RateBadges(rubric, badges, **{"rater": "rater-1", "save_to": place} | settings)


def log_of(place: Path) -> list[Entry]:
    with open_store(place) as store:
        return [one.entry for one in store.entries()]


def say(place: Path, *entries: Entry) -> None:
    """Let the facilitator, or the same rater on another page, write to the store."""
    with open_store(place) as store:
        store.append(entries)


def reveal(number: int) -> Entry:
    return new_entry("reveal", "lead", round=number)


def opened(number: int, rubric: Rubric) -> Entry:
    return new_entry("round", "lead", round=number, rubric=rubric.fingerprint)


def ask(page: RateBadges, do: str, **content: Any) -> dict[str, Any]:
    page._handle_custom_msg({"do": do, "from": "page", "n": 1} | content, [])
    return page.view


def other_words(rubric: Rubric) -> Rubric:
    first = rubric.criteria[0]
    return rubric.replace(criteria=(first.replace(question="Is it clear?"), *rubric.criteria[1:]))


# The gut call


def test_the_rubric_opens_only_after_the_gut_call(rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path) -> None:
    page = page_on(place, rubric, two_badges)
    gut = page.view["gut"]
    assert gut["ask"] == "Before you open the rubric: would you accept this badge?"
    assert [one["name"] for one in gut["calls"]] == ["Accept", "Not", "Unsure"]
    assert (gut["call"], gut["open"]) == (None, False)
    assert (page.view["questions"], page.view["cells"]) == ([], {})
    assert rubric.criteria[0].question not in json.dumps(page.view)
    with pytest.raises(RatingError, match="say first what your gut says: accept, not or unsure; then the rubric opens"):
        page.rate("locality", "l1")
    assert ask(page, "call", call="")["notice"] == "Not saved: pick one first: accept, not or unsure."
    view = ask(page, "call", badge=two_badges[0].key, call="unsure", reason="I know the issuer.")
    assert view["notice"].startswith("Saved ")
    assert view["gut"]["line"] == "Your gut call: Unsure."
    assert len(view["questions"]) == len(view["cells"]) == 7
    (entry,) = log_of(place)
    assert (entry.kind, entry.call, entry.rationale) == (EntryKind.GUT_CALL, GutCall.UNSURE, "I know the issuer.")
    page.go_to(1)
    assert page.view["questions"] == [], "each badge has a call of its own"


def test_a_changed_call_keeps_the_first_one(rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path) -> None:
    page = page_on(place, rubric, two_badges)
    page.call("accept")
    page.call("accept")
    page.call("not", reason="On second thought.")
    first, second = log_of(place)
    assert [first.call, second.call] == ["accept", "not"]
    assert second.replaces == (first.id,)
    assert page_on(place, rubric, two_badges).view["gut"]["reason"] == "On second thought."


def test_where_the_rubric_was_read_before_no_gut_call_is_asked(
    rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    page_on(place, rubric, two_badges, gut_first=False).rate("locality", "l1")
    view = page_on(place, rubric, two_badges).view
    assert view["gut"]["line"] == "No gut call: this rubric was opened before one was made."
    assert view["gut"]["open"]
    assert len(view["questions"]) == 7


def test_the_gut_call_can_be_left_out(rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    view = RateBadges(rubric, two_badges, rater="rater-1", gut_first=False).view
    assert view["gut"] is None
    assert len(view["questions"]) == 7


# Rounds


def test_what_was_on_its_way_when_the_reveal_came_still_counts(
    rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    page = page_on(place, rubric, two_badges, gut_first=False)
    say(place, reveal(1))
    view = ask(page, "rate", badge=two_badges[0].key, criterion="locality", answer="l1")
    assert view["notice"].startswith("Saved ")
    assert view["notice"].endswith("The facilitator has revealed round 1.")
    assert view["closed"]
    assert view["room"] == "Round 1 is revealed. You can look at your answers and no longer change them."
    closed = "round 1 is revealed, so its answers are closed; the facilitator opens the next round"
    for do in ("rate", "explain", "call", "done"):
        view = ask(page, do, badge=two_badges[0].key, criterion="locality", answer="l2", call="accept", reason="x")
        assert view["notice"] == f"Not saved: {closed}."
    assert [entry.kind for entry in log_of(place)] == [EntryKind.REVEAL, EntryKind.RATING]


def test_a_second_round_starts_empty_beside_what_was_said_before(
    rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    page = page_on(place, rubric, two_badges)
    page.call("accept")
    for criterion in rubric.criteria:
        page.rate(criterion.id, "l1")
    page.rate("locality", "withheld", reason="Blacked out.")
    page.go_to(1)
    say(place, reveal(1), opened(2, rubric))
    view = ask(page, "look")
    assert view["notice"] == "Round 2 is open now. What you said before stands beside each question."
    assert (view["place"], view["round"], view["answered"]) == (0, 2, 0)
    assert not view["closed"]
    cell = view["cells"]["locality"]
    assert (cell["answer"], cell["reason"], cell["before"]) == (None, "", "before: Withheld. Because: Blacked out.")
    assert view["cells"]["criteria_clarity"]["before"] == "before: Topic only."
    assert view["gut"]["line"] == "Your gut call in round 1: Accept."
    page.rate("locality", "l2")
    latest = log_of(place)[-1]
    assert (latest.round, latest.replaces) == (2, ()), "the first round stays as it was"
    again = page_on(place, rubric, two_badges).view
    assert (again["round"], again["answered"], again["cells"]["locality"]["before"]) == (2, 1, cell["before"])


def test_no_news_is_told_too(rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path) -> None:
    assert ask(page_on(place, rubric, two_badges), "look")["notice"] == "No news."


def test_news_that_cannot_be_read_take_nothing_away(
    rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_on(place, rubric, two_badges, gut_first=False)
    page.rate("locality", "l1")

    def gone(**_where: int) -> None:
        raise InputError("ratings.db cannot be read", where="ratings.db")

    monkeypatch.setattr(page._desk.log, "entries", gone)
    view = ask(page, "look")
    assert (view["notice"], view["refused"]) == ("Cannot look for news: ratings.db cannot be read.", True)
    assert view["cells"]["locality"]["answer"] == "l1"


def test_a_round_on_other_words_shows_the_earlier_answer_as_one_to_other_words(
    rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    page_on(place, rubric, two_badges, gut_first=False).rate("criteria_clarity", "l1")
    edited = other_words(rubric)
    say(place, reveal(1), opened(2, edited))
    page = page_on(place, edited, two_badges, gut_first=False)
    assert page.view["cells"]["criteria_clarity"]["before"] == "before: Topic only (the wording was another one)."
    assert page.view["room"].startswith("Round 2. Questions start empty")
    stale = page_on(place, rubric, two_badges, gut_first=False)
    assert stale.view["room"].startswith(f"Round 2 was opened on another version of the rubric ({edited.fingerprint[:8]})")


def test_done_is_said_once_and_open_questions_are_told_first(
    rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    page = page_on(place, rubric, two_badges)
    told = "14 questions are not answered. Press again if you are done all the same."
    assert ask(page, "done")["notice"] == told
    assert log_of(place) == []
    ask(page, "go", to=1)
    assert ask(page, "done")["notice"] == told, "another step in between asks again"
    view = ask(page, "done")
    assert view["notice"].startswith("Saved ")
    assert "You said that you are done with round 1; until the reveal you can still change answers." in view["room"]
    assert ask(page, "done")["notice"] == "You are done with round 1; you said so before."
    assert [(entry.kind, entry.rubric) for entry in log_of(place)] == [(EntryKind.DONE, rubric.fingerprint)]


# Two machines


def test_a_cell_answered_on_two_machines_asks_again_and_the_answer_settles_it(
    rubric: Rubric, two_badges: tuple[Badge, Badge], tmp_path: Path
) -> None:
    for laptop, answer, call in (("a", "l1", "accept"), ("b", "unknown", "not")):
        one = page_on(tmp_path / f"{laptop}.db", rubric, two_badges)
        one.call(call)
        one.rate("criteria_clarity", answer)
        one.rate("locality", "l2")
    both = tmp_path / "both.db"
    with open_store(both) as store:
        merge(store, [tmp_path / "a.db", tmp_path / "b.db"])
    page = page_on(both, rubric, two_badges)
    cells = page.view["cells"]
    said = cells["criteria_clarity"]["conflict"]
    assert said.startswith("You answered this twice, on two machines: ")
    assert "«Topic only»" in said
    assert "«Cannot tell»" in said
    assert said.endswith("Answer again to settle it.")
    assert (cells["criteria_clarity"]["answer"], page.view["answered"]) == (None, 1)
    assert (cells["locality"]["answer"], cells["locality"]["conflict"]) == ("l2", ""), "the same twice is no conflict"
    assert "«Accept»" in page.view["gut"]["conflict"]

    page.rate("criteria_clarity", "l3")
    page.call("accept")
    page.rate("locality", "l0")
    assert page.view["cells"]["criteria_clarity"]["conflict"] == page.view["gut"]["conflict"] == ""
    with open_store(both) as store:
        entries = store.entries()
    assert standing(entries).conflicts == ()
    assert {one.entry.criterion: one.entry.level for one in standing(entries).rows if one.entry.criterion} == {
        "criteria_clarity": "l3",
        "locality": "l0",
    }
    assert gut_calls_of(entries) == {("rater-1", two_badges[0].key): GutCall.ACCEPT}


def test_what_the_same_rater_says_on_another_page_is_taken_up(
    rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path
) -> None:
    first, second = (page_on(place, rubric, two_badges, gut_first=False) for _ in range(2))
    second.rate("locality", "l1")
    first.rate("classroom_use", "l1")
    assert first.view["cells"]["locality"]["answer"] == "l1"
    first.rate("locality", "l2")
    assert standing(one for one in open_store(place).entries()).conflicts == ()


# Blind mode


def test_the_issuer_is_hidden_until_the_reveal(rubric: Rubric, two_badges: tuple[Badge, Badge], place: Path) -> None:
    badge = two_badges[0]
    facts = {badge.key: [Fact(badge=badge.key, **FACT)]}
    page = page_on(place, rubric, two_badges, blind=True, facts=facts)
    page.call("accept")
    page.rate("issuer_standing", "l1")
    shown = json.dumps(page.view)
    assert "Synthetic issuer" not in shown
    assert page.view["room"].startswith("The issuer is hidden until the reveal; the badge's words may still give it away.")
    assert page.view["suggestions"]["issuer_standing"] is None, "the data know the issuer"
    say(place, reveal(1))
    view = ask(page, "look")
    assert view["notice"] == "The facilitator has revealed round 1. The issuers are shown."
    assert "Synthetic issuer" in json.dumps(view["words"])
    assert view["suggestions"]["issuer_standing"] is not None
    say(place, opened(2, rubric))
    assert "Synthetic issuer" in json.dumps(ask(page, "look")["words"]), "what was shown once stays known"


def test_while_the_code_is_asked_for_no_badge_is_shown(rubric: Rubric, two_badges: tuple[Badge, Badge]) -> None:
    page = RateBadges(rubric, two_badges, blind=True)
    assert "Synthetic" not in json.dumps(page.view)
