from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.model import Badge, Rating, RatingState, Rubric, Severity
from rubric_kit.scoring import answers_by_rater, panel_answers, usable_ratings

TWO = {"clarity": 6000, "fit": 4000}
MakeRating = Callable[..., Rating]


@pytest.fixture
def rubric(make_rubric: Callable[..., Rubric]) -> Rubric:
    return make_rubric(TWO)


@pytest.fixture
def badge(make_badge: Callable[..., Badge]) -> Badge:
    return make_badge()


@pytest.fixture
def rating(rubric: Rubric, badge: Badge) -> MakeRating:
    def make(sequence: int, answer: str = "l1", **fields: Any) -> Rating:
        kind = "state" if answer in {"unknown", "withheld", "not_applicable"} else "level"
        base = {"rater": "r1", "badge": badge.key, "criterion": "clarity", "wording": rubric.wording_fingerprint}
        return Rating.parse({"sequence": sequence, kind: answer} | base | fields)

    return make


def test_a_later_row_replaces_an_earlier_one(rubric: Rubric, badge: Badge, rating: MakeRating) -> None:
    rows = [rating(4, "l3"), rating(1, "l0"), rating(2, "unknown"), rating(3, "l2", rater="r2"), rating(5, criterion="fit")]
    found = usable_ratings(rubric, [badge], rows)
    assert [row.sequence for row in found.rows] == [3, 4, 5]
    assert found.findings == ()
    assert answers_by_rater(rubric, found.rows, badge) == {
        "r1": {"clarity": "l3", "fit": "l1"},
        "r2": {"clarity": "l2", "fit": None},
    }


def test_a_suggestion_never_replaces_a_judgement(rubric: Rubric, badge: Badge, rating: MakeRating) -> None:
    rows = [rating(1, "l0"), rating(2, "l3", origin="look_for")]
    found = usable_ratings(rubric, [badge], rows)
    assert len(found.rows) == 2
    assert answers_by_rater(rubric, found.rows, badge) == {"r1": {"clarity": "l0", "fit": None}}
    assert panel_answers(rubric, [rows[1]], badge) == {"clarity": None, "fit": None}


def test_raters_are_sorted_and_other_badges_left_out(rubric: Rubric, badge: Badge, rating: MakeRating) -> None:
    rows = [rating(1, rater="zoe"), rating(2, rater="abe"), rating(3, rater="max", badge="b" * 64)]
    assert list(answers_by_rater(rubric, rows, badge)) == ["abe", "zoe"]


@pytest.mark.parametrize(
    ("fields", "code", "message", "advice"),
    [
        (
            {"badge": "c" * 64},
            "RKT001",
            "rater r1 rated badge cccccccccccc, which is not among the badges at hand.",
            "Add the badge's file, or leave the row out.",
        ),
        ({"criterion": "depth"}, "RKT002", "criterion 'depth' does not exist; known are: clarity, fit.", "Correct the name."),
        (
            {"level": "l9"},
            "RKT003",
            "level 'l9' of criterion 'clarity' does not exist; known are: l0, l1, l2, l3.",
            "Correct the level.",
        ),
    ],
)
def test_a_row_that_does_not_fit_is_told_and_not_used(
    rubric: Rubric, badge: Badge, rating: MakeRating, fields: dict[str, str], code: str, message: str, advice: str
) -> None:
    found = usable_ratings(rubric, [badge], [rating(1, "l2"), rating(7, **fields)])
    assert [row.sequence for row in found.rows] == [1]
    [finding] = found.findings
    assert (finding.code, finding.where, finding.severity) == (code, "rating 7", Severity.WARNING)
    assert (finding.message, finding.advice) == (message, advice)


@pytest.mark.parametrize(("count", "words"), [(1, "1 rating was"), (2, "2 ratings were")])
def test_ratings_on_another_wording_are_counted_in_one_finding(
    rubric: Rubric, badge: Badge, rating: MakeRating, count: int, words: str
) -> None:
    # The other wording comes first: a row with an unknown level there is no fault of its own.
    rows = [rating(n + 1, "l9", wording="0" * 64) for n in range(count)]
    found = usable_ratings(rubric, [badge], [*rows, rating(9)])
    assert len(found.rows) == 1
    [finding] = found.findings
    assert (finding.code, finding.where, finding.severity) == ("RKT004", "ratings", Severity.WARNING)
    assert finding.message == (f"{words} given on another wording of the rubric than version 1 of 'synthetic'; not used.")
    assert finding.advice == "Rate again, or score with the version that was rated."


def test_ratings_stay_good_under_other_weights(rubric: Rubric, badge: Badge, rating: MakeRating) -> None:
    other = rubric.with_weights({"clarity": 1000, "fit": 9000})
    assert len(usable_ratings(other, [badge], [rating(1)]).rows) == 1


@pytest.mark.parametrize(
    ("given", "together"),
    [
        (["l2"], "l2"),
        (["l0", "l3", "l1"], "l1"),
        # An even number: of the two in the middle the lower one.
        (["l1", "l2"], "l1"),
        (["l0", "l3", "l2", "l1"], "l1"),
        (["l3", "l3", "l0", "l3"], "l3"),
        # More than half gave a level, and only levels make the median.
        (["l2", "l3", "unknown"], "l2"),
        # Exactly half is not more than half.
        (["l2", "unknown"], RatingState.UNKNOWN),
        (["l2", "l2", "withheld", "withheld"], RatingState.WITHHELD),
        # The most frequent state, and of equally frequent ones the one that leaves most open.
        (["withheld", "withheld", "unknown"], RatingState.WITHHELD),
        (["not_applicable", "unknown"], RatingState.UNKNOWN),
        (["not_applicable", "withheld"], RatingState.WITHHELD),
        (["not_applicable", "not_applicable", "l1"], RatingState.NOT_APPLICABLE),
        ([], None),
    ],
)
def test_what_a_panel_says_together(
    rubric: Rubric, badge: Badge, rating: MakeRating, given: list[str], together: str | RatingState | None
) -> None:
    rows = [rating(n + 1, answer, rater=f"r{n}") for n, answer in enumerate(given)]
    found = panel_answers(rubric, rows, badge)
    assert found == {"clarity": together, "fit": None}
    assert type(found["clarity"]) is type(together)


def test_those_who_did_not_answer_are_not_counted(rubric: Rubric, badge: Badge, rating: MakeRating) -> None:
    rows = [rating(1, "l2"), rating(2, "l3", rater="r2", criterion="fit"), rating(3, "l0", rater="r3", criterion="fit")]
    assert panel_answers(rubric, rows, badge) == {"clarity": "l2", "fit": "l0"}
