"""Who gave which level to which badge: the latest row counts, states and gaps are kept apart, nothing is silently dropped."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rubric_kit.errors import RatingError
from rubric_kit.model import Origin, Rating, RatingState, Rubric
from rubric_kit.scoring.agreement import level_grid
from rubric_kit.scoring.agreement.level_grid import level_grids

MakeRubric = Callable[..., Rubric]
Rate = Callable[..., list[Rating]]
WEIGHTS = {"clarity": 6000, "use": 4000}
KEYS = [f"{at:064x}" for at in range(3)]


def test_levels_states_and_gaps(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric(WEIGHTS)
    ratings = rate(rubric, "clarity", [[0, "unknown", 3], [None, "withheld", "not_applicable"], [1, 2, None]])
    found = level_grid(rubric, ratings, "clarity", KEYS)
    assert (found.raters, found.badges) == (("r0", "r1", "r2"), tuple(KEYS))
    assert found.levels.tolist() == [[0, -1, 3], [-1, -1, -1], [1, 2, -1]]
    assert dict(found.states) == {RatingState.UNKNOWN: 1, RatingState.WITHHELD: 1, RatingState.NOT_APPLICABLE: 1}
    assert (found.empty, found.left_out, found.size) == (2, 0, 4)
    assert (found.name, found.level_names[3], found.points[3]) == ("Clarity", "Level 3", 3000)


def test_a_later_row_of_the_same_rater_counts_whatever_the_order_of_the_rows(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric(WEIGHTS)
    rows = rate(rubric, "clarity", [[0, 1, "unknown"]]) + rate(rubric, "clarity", [[3, "unknown", 2]], first=10)
    for ordered in (rows, rows[::-1]):
        found = level_grid(rubric, ordered, "clarity", KEYS)
        assert found.levels.tolist() == [[3, -1, 2]]
        assert dict(found.states)[RatingState.UNKNOWN] == 1


def test_what_does_not_fit_is_counted(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric(WEIGHTS)
    fits, other_badge, other_level, other_words = rate(rubric, "clarity", [[0], [1], [2], [3]])
    strange = [
        other_badge.replace(badge="f" * 64),
        other_level.replace(level="brilliant"),
        other_words.replace(wording="e" * 64),
    ]
    found = level_grid(rubric, [fits, *strange], "clarity", KEYS)
    assert (found.levels.tolist(), found.left_out) == ([[0, -1, -1], [-1, -1, -1], [-1, -1, -1]], 3)
    assert "r3" not in found.raters


def test_a_suggestion_from_look_fors_is_no_rater(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric(WEIGHTS)
    person, machine = rate(rubric, "clarity", [[0], [1]])
    found = level_grid(rubric, [person, machine.replace(origin=Origin.LOOK_FOR)], "clarity", KEYS)
    assert (found.raters, found.left_out) == (("r0",), 0)


def test_all_criteria_have_the_same_raters_and_badges(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric(WEIGHTS)
    rows = rate(rubric, "clarity", [[0, 1, 2]]) + rate(rubric, "use", [[None] * 3, [1, 1, None]], first=10)
    clarity, use = level_grids(rubric, iter(rows), KEYS)
    assert clarity.raters == use.raters == ("r0", "r1")
    assert use.levels.tolist() == [[-1, -1, -1], [1, 1, -1]]


def test_an_unknown_criterion_and_a_badge_named_twice_are_refused(make_rubric: MakeRubric) -> None:
    rubric = make_rubric(WEIGHTS)
    with pytest.raises(RatingError, match=r"criterion 'charm' does not exist in 'synthetic'; known are: clarity, use$"):
        level_grid(rubric, [], "charm", KEYS)
    with pytest.raises(RatingError, match=r"badge '000000000000' is named twice; name each badge once$"):
        level_grid(rubric, [], "clarity", [KEYS[0], KEYS[1], KEYS[0]])


def test_without_ratings_there_is_an_empty_grid(make_rubric: MakeRubric) -> None:
    found = level_grid(make_rubric(WEIGHTS), [], "clarity", KEYS)
    assert (found.raters, found.levels.shape, found.empty) == ((), (0, 3), 0)
