"""Marks keyed in off a paper sheet: every answer there is has one mark, and what has none is told in one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring import starter_names, starter_rubric
from rubric_kit.errors import RatingError
from rubric_kit.model import GutCall, RatingState
from rubric_kit.scoring.sheet_marks import GUT_MARKS, STATE_MARKS, marks_of, read_gut_mark, read_mark, read_marks

RUBRIC = starter_rubric()
FIRST = RUBRIC.criteria[0]


def test_a_row_of_marks_becomes_answers_and_blanks_are_left_out() -> None:
    assert read_marks(RUBRIC, ["3", "w", "", " ", "?", "N", "1"]) == {
        "criteria_clarity": "l2",
        "learning_evidence": RatingState.WITHHELD,
        "framework_alignment": RatingState.UNKNOWN,
        "classroom_use": RatingState.NOT_APPLICABLE,
        "mission_fit": "l0",
    }
    assert read_marks(RUBRIC, "3w  ?n1") == read_marks(RUBRIC, ["3", "w", "", "", "?", "n", "1"])


@pytest.mark.parametrize("name", starter_names())
def test_every_level_and_state_of_every_starter_has_a_mark_of_its_own(name: str) -> None:
    for criterion in starter_rubric(name).criteria:
        marks = [*(mark for mark, _ in marks_of(criterion)), *STATE_MARKS]
        assert len(set(marks)) == len(marks)
        assert all(len(mark) == 1 for mark in marks), "one key for each answer"
        assert [read_mark(criterion, mark) for mark in marks] == [
            *(level.id for level in criterion.levels),
            *STATE_MARKS.values(),
        ]
    assert set(STATE_MARKS.values()) == set(RatingState)


@pytest.mark.parametrize("mark", ["0", "5", "x", "12", "-1", "+1", "01", "1.0", "²", "١", "l2", "??"])
def test_what_is_no_mark_is_told_in_one_line(mark: str) -> None:
    with pytest.raises(RatingError) as caught:
        read_mark(FIRST, mark)
    allowed = "allowed are 1 to 4 for a level, ? cannot tell, w withheld, n does not apply, nothing if it is blank"
    assert caught.value.message == f"{mark!r} is no mark for 'Criteria clarity'; {allowed}"
    assert caught.value.where == "criteria_clarity"


def test_hidden_and_endless_marks_are_shown_short_and_spelled_out() -> None:
    with pytest.raises(RatingError, match=r"^'‹U\+202E›1' is no mark"):
        read_mark(FIRST, "\u202e1")
    with pytest.raises(RatingError, match=r"^'xxxxxxxxxxx…' is no mark"):
        read_mark(FIRST, "x" * 5_000)


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        (["1"], "1 mark is there and the rubric asks 7 questions; give one mark for each"),
        (["1"] * 8, "8 marks are there and the rubric asks 7 questions; give one mark for each"),
        ([], "0 marks are there and the rubric asks 7 questions; give one mark for each"),
    ],
)
def test_more_or_fewer_marks_than_questions_are_refused(marks: list[str], found: str) -> None:
    with pytest.raises(RatingError) as caught:
        read_marks(RUBRIC, marks)
    assert caught.value.message.startswith(found)


def test_the_gut_call_has_three_marks() -> None:
    assert [read_gut_mark(mark) for mark in ("a", "N ", "u", "", " ")] == [
        GutCall.ACCEPT,
        GutCall.NOT,
        GutCall.UNSURE,
        None,
        None,
    ]
    assert set(GUT_MARKS.values()) == set(GutCall)
    with pytest.raises(RatingError, match=r"^'y' is no mark for the gut call; allowed are a accept, n not, u unsure, nothing"):
        read_gut_mark("y")


@given(st.lists(st.sampled_from(["1", "2", "3", "4", "?", "w", "n", ""]), min_size=7, max_size=7))
def test_what_is_read_back_as_marks_is_what_was_keyed_in(marks: list[str]) -> None:
    answers = read_marks(RUBRIC, marks)
    states = {state: mark for mark, state in STATE_MARKS.items()}
    again = []
    for criterion in RUBRIC.criteria:
        answer = answers.get(criterion.id)
        if answer is None:
            again.append("")
        elif isinstance(answer, RatingState):
            again.append(states[answer])
        else:
            again.append(str(criterion.position(answer) + 1))
    assert again == marks


@given(st.text(max_size=3))
def test_a_mark_is_understood_or_refused_and_nothing_else(mark: str) -> None:
    try:
        answer = read_mark(FIRST, mark)
    except RatingError as error:
        told = error.message
    else:
        told = ""
        assert answer is None or isinstance(answer, RatingState) or FIRST.level(answer) is not None
    assert len(told.splitlines()) <= 1
