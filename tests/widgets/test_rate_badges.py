"""The rating page asked as a browser asks it: code, gut call, answers, reasons; what is saved, refused and never lost."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import InputError, RatingError, RecordError
from rubric_kit.model import (
    Alignment,
    Badge,
    Evidence,
    Fact,
    FactState,
    Issuer,
    ProofOutcome,
    RatingState,
    Source,
    Verification,
)
from rubric_kit.widgets import RateBadges
from rubric_kit.widgets import rate_badges as rate_badges_module
from rubric_kit.widgets.rating_log import MemoryLog
from rubric_kit.workspace.store import new_entry, open_store

RUBRIC = starter_rubric()


def make_badge(name: str, **fields: Any) -> Badge:
    """Return a synthetic badge."""
    key = hashlib.sha256(name.encode()).hexdigest()
    given: dict[str, Any] = {
        "key": key,
        "name": name,
        "issuer": Issuer(name="Synthetic Association"),
        "evidence": Evidence(state=FactState.WITHHELD, basis="The file lists a piece of work and does not show it."),
        "verification": Verification(outcome=ProofOutcome.NO_PROOF, method="none", reason="The file holds no signature."),
        "source": Source(container="json", dialect="OB 2.0", sha256=key, size=2),
    }
    return Badge(**given | fields)


BADGES = (make_badge("First badge"), make_badge("Second badge"), make_badge("Third badge"))
FIRST = BADGES[0].key


def desk(*badges: Badge, **settings: Any) -> RateBadges:
    """Return a page for one rater on which every rubric lies open."""
    return RateBadges(RUBRIC, badges or BADGES, **{"rater": "rater-1", "gut_first": False} | settings)


def facts_of(badge: Badge) -> list[Fact]:
    """Facts that speak for "Tasks listed" (25 words and 2 steps) and no higher (50 words)."""
    return [
        Fact(badge=badge.key, name="criteria_words", state=FactState.PRESENT, number=30, basis="30 words tell what to do"),
        Fact(badge=badge.key, name="criteria_steps", state=FactState.PRESENT, number=2, basis="2 steps are listed"),
    ]


def ask(page: RateBadges, do: str, **content: Any) -> dict[str, Any]:
    """Send what the browser sends; return the view that goes back."""
    page._handle_custom_msg({"do": do, "from": "page", "n": 1} | content, [])
    return page.view


def test_the_first_view_shows_the_first_badge_and_no_answer() -> None:
    view = desk().view
    assert (view["place"], view["count"], view["label"]) == (0, 3, "First badge")
    assert {row["answer"] for row in view["cells"].values()} == {None}
    assert (view["answered"], view["asked"], view["left_here"]) == (0, 21, 7)
    answers = view["questions"][0]["answers"]
    assert [one["name"] for one in answers][-3:] == ["Cannot tell", "Withheld", "Does not apply"]
    json.dumps(view)


def test_without_a_rater_the_page_asks_for_the_code_and_shows_nothing_else() -> None:
    page = RateBadges(RUBRIC, BADGES)
    assert set(page.view) == {"asking", "banner", "notice", "refused", "heard"}
    assert page.view["asking"]
    view = ask(page, "start", code="Ms Smith")
    assert view["asking"]
    assert view["refused"]
    assert view["notice"] == "rater 'ms smith' is no code; 1 to 64 of a-z, 0-9, _ and - are allowed, such as rater-1."
    # A tablet begins a field with a capital.
    view = ask(page, "start", code=" Team3-a ")
    assert (view["asking"], view["rater"], view["notice"]) == (False, "team3-a", "You rate as team3-a.")


def test_nothing_is_answered_before_the_code() -> None:
    page = RateBadges(RUBRIC, BADGES)
    for do in ("rate", "call", "done"):
        assert ask(page, do, criterion="locality", answer="l1", call="accept")["notice"] == "Not saved: give your code first."
    assert page.ratings == ()
    assert page.rater == ""


def test_one_page_serves_a_room(tmp_path: Path) -> None:
    page = RateBadges(RUBRIC, BADGES, save_to=tmp_path / "ratings.db", gut_first=False)
    for code, level in (("rater-1", "l1"), ("rater-2", "l2")):
        page.start(code)
        page.rate("locality", level)
        assert ask(page, "stop")["asking"]
    view = ask(page, "start", code="rater-1")
    assert view["notice"] == "1 earlier answer of rater-1 taken up."
    assert view["cells"]["locality"]["answer"] == "l1"
    assert {row.rater for row in page.ratings} == {"rater-1"}


def test_a_page_for_one_rater_stays_theirs() -> None:
    page = desk()
    with pytest.raises(RatingError, match="this page is for rater-1 alone; leave rater empty to make one that asks"):
        page.stop()
    assert ask(page, "stop")["asking"] is False


def test_an_answer_becomes_a_rating_and_a_change_another() -> None:
    page = desk()
    view = ask(page, "rate", badge=FIRST, criterion="locality", answer="l1")
    assert view["cells"]["locality"]["answer"] == "l1"
    ask(page, "rate", badge=FIRST, criterion="locality", answer="withheld")
    ask(page, "explain", badge=FIRST, criterion="locality", reason="The issuer's town is blacked out.")
    rows = [(row.sequence, row.level, row.state, row.rationale) for row in page.ratings]
    assert rows == [
        (1, "l1", None, ""),
        (2, None, RatingState.WITHHELD, ""),
        (3, None, RatingState.WITHHELD, "The issuer's town is blacked out."),
    ]
    assert {(row.rater, row.badge, row.wording) for row in page.ratings} == {("rater-1", FIRST, RUBRIC.wording_fingerprint)}
    assert (page.view["answered"], page.view["left_here"]) == (1, 6)


def test_the_same_answer_again_is_no_row() -> None:
    page = desk()
    page.rate("locality", "l1", reason="Two towns away.")
    page.rate("locality", "l1")
    page.explain("locality", "Two towns away.")
    assert len(page.ratings) == 1


def test_a_reason_before_the_answer_waits_for_it() -> None:
    page = desk()
    view = ask(page, "explain", badge=FIRST, criterion="locality", reason="Two towns away.")
    assert view["notice"] == "Reason kept for now. Pick an answer, then it is saved."
    assert page.ratings == ()
    assert view["cells"]["locality"]["reason"] == "Two towns away."
    page.rate("locality", "l2")
    assert [(row.level, row.rationale) for row in page.ratings] == [("l2", "Two towns away.")]


def test_a_late_reason_goes_to_its_own_badge() -> None:
    page = desk()
    page.rate("locality", "l1")
    ask(page, "go", to=1)
    ask(page, "explain", badge=FIRST, criterion="locality", reason="Two towns away.")
    assert page.ratings[-1].badge == FIRST
    assert page.view["cells"]["locality"]["reason"] == ""


def test_suggestions_come_after_the_answer_and_are_never_picked() -> None:
    page = desk(facts={FIRST: facts_of(BADGES[0])})
    assert set(page.view["suggestions"].values()) == {None}
    assert "30 words" not in json.dumps(page.view)
    view = ask(page, "rate", badge=FIRST, criterion="criteria_clarity", answer="l1")
    suggestion = view["suggestions"]["criteria_clarity"]
    assert suggestion["words"] == "Tasks listed"
    assert suggestion["why"].startswith("30 words tell what to do. 2 steps are listed.")
    assert view["cells"]["criteria_clarity"]["answer"] == "l1"
    assert len(page.ratings) == 1


def test_suggestions_can_be_left_out() -> None:
    page = desk(facts={FIRST: facts_of(BADGES[0])}, suggestions="never")
    page.rate("criteria_clarity", "l1")
    assert set(page.view["suggestions"].values()) == {None}
    with pytest.raises(RecordError, match="suggestions is 'after' or 'never', found 'before'"):
        desk(suggestions="before")


def test_answers_are_saved_at_once_and_taken_up_again(tmp_path: Path) -> None:
    place = tmp_path / "ratings.db"
    page = desk(save_to=place)
    for criterion in RUBRIC.criteria:
        page.rate(criterion.id, "l1")
    page.rate("locality", "l2", reason="=Two towns away")
    assert page.view["notice"].startswith("Saved ")
    assert len(page.view["notice"]) == len("Saved 14:02")
    with open_store(place) as store:
        entries = [one.entry for one in store.entries()]
    assert [entry.rubric for entry in entries] == [RUBRIC.fingerprint] * 8
    locality = [entry for entry in entries if entry.criterion == "locality"]
    assert locality[1].replaces == (locality[0].id,), "the log tells what took the place of what"

    again = desk(save_to=place)
    assert again.ratings == page.ratings
    assert again.badge == BADGES[1]
    assert again.view["notice"] == "7 earlier answers of rater-1 taken up."
    again.go_to(0)
    cell = again.view["cells"]["locality"]
    assert (cell["answer"], cell["reason"]) == ("l2", "=Two towns away")
    again.rate("locality", "l0")
    assert again.ratings[-1].sequence == 9


def test_answers_of_others_stay_theirs(tmp_path: Path) -> None:
    place = tmp_path / "ratings.db"
    desk(save_to=place).rate("locality", "l1")
    second = desk(save_to=place, rater="rater-2")
    assert second.view["answered"] == 0
    second.rate("locality", "l3")
    with open_store(place) as store:
        assert [(one.entry.rater, one.entry.level) for one in store.entries()] == [("rater-1", "l1"), ("rater-2", "l3")]


def test_an_answer_to_other_words_is_told_and_not_used(tmp_path: Path) -> None:
    place = tmp_path / "ratings.db"
    fields = {"badge": FIRST, "criterion": "locality", "rubric": "0" * 64, "wording": "0" * 64, "level": "l1"}
    with open_store(place) as store:
        store.append([new_entry("rating", "rater-1", **fields)])
    page = desk(save_to=place)
    assert page.view["answered"] == 0
    assert [finding.code for finding in page.findings] == ["RKT004"]
    assert "1 remark about your earlier answers: warning RKT004" in page.view["notice"]


def test_a_failing_save_says_so_keeps_the_answer_and_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "ratings.db"
    page = desk(save_to=place)
    log = page._desk.log

    def full(_entries: object) -> None:
        raise InputError("cannot save ratings.db: no space left on the disk", where="ratings.db")

    with monkeypatch.context() as trouble:
        trouble.setattr(log, "append", full)
        view = ask(page, "rate", badge=FIRST, criterion="locality", answer="l1")
    kept = "Your answers are kept here; the next answer tries again."
    assert view["notice"] == f"Not saved: cannot save ratings.db: no space left on the disk. {kept}"
    assert view["refused"] is True
    assert log.entries() == ()
    assert len(page.ratings) == 1
    view = ask(page, "rate", badge=FIRST, criterion="classroom_use", answer="l2")
    assert view["refused"] is False
    assert [(one.sequence, one.entry.level) for one in log.entries()] == [(1, "l1"), (2, "l2")]
    assert [row.sequence for row in page.ratings] == [1, 2]


def test_a_store_that_can_only_be_read_refuses_each_answer_and_shows_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Locked(MemoryLog):
        read_only = True
        banner = "This folder can be read but not written; nothing can be saved here."

    monkeypatch.setattr(rate_badges_module, "open_log", lambda _place: Locked())
    page = desk(save_to=tmp_path / "ratings.db")
    assert page.view["banner"] == Locked.banner
    for do in ("rate", "done", "done"):
        view = ask(page, do, badge=FIRST, criterion="locality", answer="l1")
    assert view["notice"] == "Not saved: This folder can be read but not written; nothing can be saved here."
    assert view["refused"]
    assert view["cells"]["locality"]["answer"] is None
    assert page.ratings == ()


def test_a_ratings_table_is_refused_and_the_command_that_brings_it_in_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        desk(save_to=tmp_path / "my_ratings.csv")
    assert caught.value.message == (
        "my_ratings.csv is a table, and answers are saved in a store; bring it in with "
        "`rubric-kit ratings merge my_ratings.db my_ratings.csv` and give my_ratings.db here"
    )
    assert list(tmp_path.iterdir()) == []


def test_without_a_place_answers_last_as_long_as_the_notebook() -> None:
    page = desk()
    page.rate("locality", "l1")
    assert page.view["notice"].startswith("Kept in this notebook ")
    assert page.view["notice"].endswith(", not in a file")


@pytest.mark.parametrize("rater", ["Ms Smith", "rater\n", "x" * 65, "R1"])
def test_a_rater_is_a_code(rater: str) -> None:
    with pytest.raises(RecordError) as caught:
        desk(rater=rater)
    allowed = "is no code; 1 to 64 of a-z, 0-9, _ and - are allowed, such as rater-1"
    assert caught.value.message.endswith(allowed)
    assert caught.value.message.startswith("rater '")


def test_no_badges_and_a_badge_twice_are_refused() -> None:
    with pytest.raises(RecordError, match="there is no badge to rate; give at least one"):
        RateBadges(RUBRIC, [])
    with pytest.raises(RecordError, match=r"badge 'First badge' .* is there twice; give each badge once"):
        RateBadges(RUBRIC, [BADGES[0], BADGES[0]])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"criterion": "size", "answer": "l1"}, "no criterion is called 'size'; known are: criteria_clarity"),
        (
            {"criterion": "locality", "answer": "l9"},
            "'locality' has no answer 'l9'; known are: l0, l1, l2, l3, unknown, withheld",
        ),
        ({"criterion": "locality", "answer": "l1", "badge": "f" * 64}, "badge 'ffffffffffff' is not among the 3 badges at hand"),
    ],
)
def test_answers_that_fit_nothing_are_refused(content: dict[str, str], message: str) -> None:
    page = desk()
    with pytest.raises(RatingError) as caught:
        page.rate(**content)  # type: ignore[arg-type]
    assert caught.value.message.startswith(message)
    view = ask(page, "rate", **content)
    assert view["notice"].startswith(f"Not saved: {message}")
    assert page.ratings == ()


def test_a_reason_with_a_control_character_is_refused_in_words() -> None:
    page = desk()
    page.rate("locality", "l1")
    view = ask(page, "explain", badge=FIRST, criterion="locality", reason="a\x07b")
    assert "holds the control character U+0007; plain text is allowed, remove it" in view["notice"]
    assert len(page.ratings) == 1


def test_the_reason_before_the_answer_is_checked_when_it_is_saved() -> None:
    page = desk()
    page.explain("locality", "a\x07b")
    with pytest.raises(RecordError, match=r"control character U\+0007"):
        page.rate("locality", "l1")
    assert page.ratings == ()


def test_going_past_the_last_badge_is_refused() -> None:
    page = desk()
    page.go_to(2)
    assert page.badge == BADGES[2]
    with pytest.raises(RatingError, match="there is no badge number 4; there are 3"):
        page.go_to(3)
    assert ask(page, "go", to=3)["notice"] == "there is no badge number 4; there are 3."


def test_hostile_text_is_spelled_out_before_it_leaves() -> None:
    hostile = make_badge(
        "Micro\u200bsoft",
        criteria_narrative="<script>alert(1)</script> \u202egnp",
        issuer=Issuer(name="Look\u00adalike", description="x\u2066y"),
        alignments=(Alignment(target_name="Item\u200b"),),
    )
    sent = json.dumps(desk(hostile).view, ensure_ascii=False)
    assert not set("\u200b\u202e\u00ad\u2066") & set(sent)
    assert "‹U+202E›" in sent
    assert "<script>alert(1)</script>" in sent


def test_a_saved_notebook_holds_neither_answers_nor_code(monkeypatch: pytest.MonkeyPatch) -> None:
    page = RateBadges(RUBRIC, BADGES, rater="room-4-a", gut_first=False)
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(page, "send", sent.append)
    page.rate("locality", "l1", reason="Two towns away.")
    saved = json.dumps(page.get_state(), default=str)
    for trace in ("Two towns away", "room-4-a", "First badge", FIRST):
        assert trace not in saved
    # A page that opens says hello and gets what all pages were told last, marked as heard.
    view = ask(page, "hello", n=5)
    assert sent[-1] == {"view": view}
    assert view == {**sent[0]["view"], "heard": ["page", 5]}
    assert view["cells"]["locality"]["reason"] == "Two towns away."
