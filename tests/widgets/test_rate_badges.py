import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from rubric_kit import workspace
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
    Rating,
    RatingState,
    Source,
    Verification,
)
from rubric_kit.widgets import RateBadges
from rubric_kit.workspace import append_ratings, read_ratings

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
    view = RateBadges(RUBRIC, BADGES).view
    assert (view["place"], view["count"], view["label"]) == (0, 3, "First badge")
    assert set(view["answers"].values()) == {None}
    assert (view["answered"], view["cells"], view["left_here"]) == (0, 21, 7)
    answers = view["questions"][0]["answers"]
    assert [one["name"] for one in answers][-3:] == ["Cannot tell", "Withheld", "Does not apply"]
    json.dumps(view)


def test_an_answer_becomes_a_rating_and_a_change_another() -> None:
    page = RateBadges(RUBRIC, BADGES)
    view = ask(page, "rate", badge=FIRST, criterion="locality", answer="l1")
    assert view["answers"]["locality"] == "l1"
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
    page = RateBadges(RUBRIC, BADGES)
    page.rate("locality", "l1", reason="Two towns away.")
    page.rate("locality", "l1")
    page.explain("locality", "Two towns away.")
    assert len(page.ratings) == 1


def test_a_reason_before_the_answer_waits_for_it() -> None:
    page = RateBadges(RUBRIC, BADGES)
    view = ask(page, "explain", badge=FIRST, criterion="locality", reason="Two towns away.")
    assert view["notice"] == "Reason kept for now. Pick an answer, then it is saved."
    assert page.ratings == ()
    assert view["reasons"]["locality"] == "Two towns away."
    page.rate("locality", "l2")
    assert [(row.level, row.rationale) for row in page.ratings] == [("l2", "Two towns away.")]


def test_a_late_reason_goes_to_its_own_badge() -> None:
    page = RateBadges(RUBRIC, BADGES)
    page.rate("locality", "l1")
    ask(page, "go", to=1)
    ask(page, "explain", badge=FIRST, criterion="locality", reason="Two towns away.")
    assert page.ratings[-1].badge == FIRST
    assert page.view["reasons"]["locality"] == ""


def test_suggestions_come_after_the_answer_and_are_never_picked() -> None:
    page = RateBadges(RUBRIC, BADGES, facts={FIRST: facts_of(BADGES[0])})
    assert set(page.view["suggestions"].values()) == {None}
    assert "30 words" not in json.dumps(page.view)
    view = ask(page, "rate", badge=FIRST, criterion="criteria_clarity", answer="l1")
    suggestion = view["suggestions"]["criteria_clarity"]
    assert suggestion["words"] == "Tasks listed"
    assert suggestion["why"].startswith("30 words tell what to do. 2 steps are listed.")
    assert view["answers"]["criteria_clarity"] == "l1"
    assert len(page.ratings) == 1


def test_suggestions_can_be_left_out() -> None:
    page = RateBadges(RUBRIC, BADGES, facts={FIRST: facts_of(BADGES[0])}, show_suggestions=False)
    page.rate("criteria_clarity", "l1")
    assert set(page.view["suggestions"].values()) == {None}


def test_answers_are_saved_at_once_and_taken_up_again(tmp_path: Path) -> None:
    table = tmp_path / "ratings.csv"
    page = RateBadges(RUBRIC, BADGES, save_to=table)
    for criterion in RUBRIC.criteria:
        page.rate(criterion.id, "l1")
    page.rate("locality", "l2", reason="=Two towns away")
    assert page.view["notice"].startswith("Saved ")
    assert len(page.view["notice"]) == len("Saved 14:02")
    read = read_ratings(table, RUBRIC, BADGES)
    assert (read.ratings, read.findings) == (page.ratings, ())

    again = RateBadges(RUBRIC, BADGES, save_to=table)
    assert again.ratings == page.ratings
    assert again.badge == BADGES[1]
    assert again.view["notice"] == "7 earlier answers of rater-1 taken up."
    again.go_to(0)
    assert (again.view["answers"]["locality"], again.view["reasons"]["locality"]) == ("l2", "=Two towns away")
    again.rate("locality", "l0")
    assert again.ratings[-1].sequence == 9


def test_rows_of_others_stay_theirs(tmp_path: Path) -> None:
    table = tmp_path / "ratings.csv"
    RateBadges(RUBRIC, BADGES, rater="rater-1", save_to=table).rate("locality", "l1")
    second = RateBadges(RUBRIC, BADGES, rater="rater-2", save_to=table)
    assert second.view["answered"] == 0
    second.rate("locality", "l3")
    assert [(row.rater, row.sequence) for row in read_ratings(table, RUBRIC, BADGES).ratings] == [("rater-1", 1), ("rater-2", 2)]
    with table.open(encoding="utf-8", newline="") as file:
        assert [row["badge_name"] for row in csv.DictReader(file)] == ["First badge", "First badge"]


def test_a_row_on_another_wording_is_told_and_not_used(tmp_path: Path) -> None:
    table = tmp_path / "ratings.csv"
    other = Rating(sequence=1, rater="rater-1", badge=FIRST, criterion="locality", wording="0" * 64, level="l1")
    append_ratings(table, [other])
    page = RateBadges(RUBRIC, BADGES, save_to=table)
    assert page.view["answered"] == 0
    assert [finding.code for finding in page.findings] == ["RKT004"]
    assert "1 remark about the table: warning RKT004" in page.view["notice"]


def test_a_failing_save_says_so_and_is_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    page = RateBadges(RUBRIC, BADGES, save_to=folder / "ratings.csv")
    view = ask(page, "rate", badge=FIRST, criterion="locality", answer="l1")
    expected = f"Not saved: {folder} does not exist; check the spelling. Your answers are kept here; the next answer tries again."
    assert (view["notice"], view["refused"]) == (expected, True)
    assert len(page.ratings) == 1
    folder.mkdir()
    view = ask(page, "rate", badge=FIRST, criterion="classroom_use", answer="l2")
    assert view["refused"] is False
    assert read_ratings(folder / "ratings.csv", RUBRIC, BADGES).ratings == page.ratings
    assert [row.sequence for row in page.ratings] == [1, 2]


def test_a_system_error_while_saving_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workspace, "append_ratings", full)
    page = RateBadges(RUBRIC, BADGES, save_to=tmp_path / "ratings.csv")
    page.rate("locality", "l1")
    assert page.view["notice"].startswith("Not saved: cannot save ratings.csv: No space left on device.")


def test_a_table_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    table = tmp_path / "ratings.csv"
    table.write_text("badge,level\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ratings\.csv lacks the column 'sequence'"):
        RateBadges(RUBRIC, BADGES, save_to=table)
    table.write_bytes(b"")
    assert RateBadges(RUBRIC, BADGES, save_to=table).ratings == ()


@pytest.mark.parametrize("rater", ["Ms Smith", "", "rater\n", "x" * 65, "R1"])
def test_a_rater_is_a_code(rater: str) -> None:
    with pytest.raises(RecordError) as caught:
        RateBadges(RUBRIC, BADGES, rater=rater)
    allowed = "is no code; 1 to 64 of a-z, 0-9, _ and - are allowed, such as rater-1"
    assert caught.value.message.endswith(allowed)
    assert caught.value.message.startswith("rater '")


def test_no_badges_are_refused() -> None:
    with pytest.raises(RecordError, match="there is no badge to rate; give at least one"):
        RateBadges(RUBRIC, [])


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
    page = RateBadges(RUBRIC, BADGES)
    with pytest.raises(RatingError) as caught:
        page.rate(**content)  # type: ignore[arg-type]
    assert caught.value.message.startswith(message)
    view = ask(page, "rate", **content)
    assert view["notice"].startswith(f"Not saved: {message}")
    assert page.ratings == ()


def test_a_reason_with_a_control_character_is_refused_in_words() -> None:
    page = RateBadges(RUBRIC, BADGES)
    page.rate("locality", "l1")
    view = ask(page, "explain", badge=FIRST, criterion="locality", reason="a\x07b")
    assert "holds the control character U+0007; plain text is allowed, remove it" in view["notice"]
    assert len(page.ratings) == 1


def test_going_past_the_last_badge_is_refused() -> None:
    page = RateBadges(RUBRIC, BADGES)
    page.go_to(2)
    assert page.badge == BADGES[2]
    with pytest.raises(RatingError, match="there is no badge number 4; there are 3"):
        page.go_to(3)


def test_hostile_text_is_spelled_out_before_it_leaves() -> None:
    hostile = make_badge(
        "Micro\u200bsoft",
        criteria_narrative="<script>alert(1)</script> \u202egnp",
        issuer=Issuer(name="Look\u00adalike", description="x\u2066y"),
        alignments=(Alignment(target_name="Item\u200b"),),
    )
    sent = json.dumps(RateBadges(RUBRIC, [hostile]).view, ensure_ascii=False)
    assert not set("\u200b\u202e\u00ad\u2066") & set(sent)
    assert "‹U+202E›" in sent
    assert "<script>alert(1)</script>" in sent


def test_the_reason_before_the_answer_is_checked_when_it_is_saved() -> None:
    page = RateBadges(RUBRIC, BADGES)
    page.explain("locality", "a\x07b")
    with pytest.raises(RecordError, match=r"control character U\+0007"):
        page.rate("locality", "l1")
    assert page.ratings == ()
