"""Under five raters or six badges there are counts only, and the reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rubric_kit.scoring.agreement.house_rule import house_rule, overlap
from rubric_kit.scoring.agreement.level_grid import LevelGrid

MakeGrid = Callable[..., LevelGrid]


@pytest.mark.parametrize(
    ("raters", "badges", "said"),
    [
        (5, 6, ""),
        (4, 6, "Counts only: 4 people can be compared and at least 5 are needed."),
        (5, 5, "Counts only: 5 badges can be compared and at least 6 are needed."),
        (
            2,
            1,
            "Counts only: 2 people can be compared and at least 5 are needed, and 1 badge can be compared and at least 6 are",
        ),
        (1, 6, "Counts only: 0 people can be compared and at least 5 are needed, and 0 badges can be compared"),
    ],
)
def test_the_rule(grid: MakeGrid, raters: int, badges: int, said: str) -> None:
    found = house_rule([grid([[at % 4 for at in range(badges)]] * raters)])
    assert found.startswith(said)
    assert bool(found) is bool(said)


def test_a_badge_that_one_person_rated_and_a_person_who_shares_none_do_not_count(grid: MakeGrid) -> None:
    table = [[0, 1, 2, 3, 0, 1, None], [0, 1, 2, 3, 0, 1, None], [None, None, None, None, None, None, 2]]
    assert overlap([grid(table)]) == (2, 6)


def test_over_several_criteria_everybody_who_shares_something_counts(grid: MakeGrid) -> None:
    one = grid([[0, None], [1, None], [None, 2]])
    other = grid([[None, 1], [None, None], [None, 2]])
    assert overlap([one, other]) == (3, 2)
