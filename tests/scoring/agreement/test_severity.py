"""Where each rater stands: the median of her differences from the median of the others, by hand, and refused where few."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.model import Rating, Rubric
from rubric_kit.scoring.agreement import severity
from rubric_kit.scoring.agreement.level_grid import LevelGrid
from rubric_kit.scoring.agreement.severity import grid_severity

MakeGrid = Callable[..., LevelGrid]
# Six badges, five raters; r0 is one below the others' median on four badges, r4 is above on the last one.
TABLE = [
    [0, 1, 2, 2, 1, 0],
    [1, 2, 2, 2, 2, 1],
    [1, 2, 3, 2, 2, 1],
    [1, 2, 3, 2, 2, 1],
    [1, 2, 3, 2, 2, 3],
]


def test_offsets_by_hand(grid: MakeGrid) -> None:
    found = {one.rater: one for one in grid_severity([grid(TABLE)])}
    # r0: others' medians 1, 2, 3, 2, 2, 1; differences -1, -1, -1, 0, -1, -1.
    assert found["r0"][1:5] == (Fraction(-1), 5, 1, 0)
    # r1: others' medians 1, 2, 3, 2, 2, 1; differences 0, 0, -1, 0, 0, 0.
    assert found["r1"][1:5] == (Fraction(0), 1, 5, 0)
    # r4: others' medians 1, 2, 2.5, 2, 2, 1; differences 0, 0, .5, 0, 0, 2.
    assert found["r4"][1:5] == (Fraction(0), 0, 4, 2)


def test_in_words(grid: MakeGrid) -> None:
    found = {one.rater: one.sentence for one in grid_severity([grid(TABLE)])}
    counts = "lower than the middle of the others on 5, the same on 1, higher on 0 of 6 answers"
    assert found["r0"] == f"r0: {counts}; typically 1 level below them."
    assert found["r4"].endswith("higher on 2 of 6 answers; typically level with them.")


def test_half_levels_and_more_than_one(grid: MakeGrid) -> None:
    # The others' median lies between 1 and 2, so r0 with 3 is one and a half above.
    table = [[3] * 6, [1] * 6, [1] * 6, [2] * 6, [2] * 6]
    assert grid_severity([grid(table)])[0].sentence.endswith("typically 1.5 levels above them.")


def test_differences_of_all_criteria_count_together(grid: MakeGrid) -> None:
    lenient = [[3 if row == 0 else 2 for _ in range(6)] for row in range(5)]
    strict = [[1 if row == 0 else 2 for _ in range(6)] for row in range(5)]
    found = grid_severity([grid(lenient), grid(strict)])[0]
    # Six differences of 1 and six of -1: the median is 0, and only the counts show what happened.
    assert (found.offset, found.lower, found.higher) == (0, 6, 6)


def test_with_few_people_there_are_counts_and_the_reason(grid: MakeGrid) -> None:
    found = grid_severity([grid(TABLE[:4])])[0]
    assert (found.offset, found.lower, found.same) == (None, 5, 1)
    assert found.why.startswith("Counts only: 4 people")
    assert found.sentence == "r0: lower than the middle of the others on 5, the same on 1, higher on 0 of 6 answers."


def test_somebody_alone_has_nothing_to_be_compared_with(grid: MakeGrid) -> None:
    table = [[*row, None] for row in TABLE] + [[None] * 6 + [2]]
    alone = grid_severity([grid(table)])[-1]
    assert (alone.offset, alone.cells) == (None, 0)
    assert alone.sentence == "r5: no badge that somebody else gave a level as well."
    assert alone.plain()["sentence"] == alone.sentence


@given(shift=st.integers(-2, 2), table=st.lists(st.lists(st.integers(2, 5), min_size=6, max_size=6), min_size=5, max_size=6))
def test_a_rater_who_moves_by_a_constant_moves_by_it(grid: MakeGrid, shift: int, table: list[list[int]]) -> None:
    moved = [[one + shift for one in table[0]], *table[1:]]
    before, after = (grid_severity([grid(rows, 8)])[0].offset for rows in (table, moved))
    assert before is not None
    assert after == before + shift


def test_from_ratings(make_rubric: Callable[..., Rubric], rate: Callable[..., list[Rating]]) -> None:
    rubric = make_rubric({"clarity": 10_000})
    found = severity(rubric, rate(rubric, "clarity", TABLE), [f"{at:064x}" for at in range(6)])
    assert [one.offset for one in found] == [-1, 0, 0, 0, 0]
    assert found[0].plain()["offset"] == "-1"
