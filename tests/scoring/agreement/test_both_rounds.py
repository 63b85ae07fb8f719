"""Of two rounds only what the same person answered in both is compared."""

from __future__ import annotations

from collections.abc import Callable

from rubric_kit.model import Origin, Rating, Rubric
from rubric_kit.scoring.agreement import both_rounds

MakeRubric = Callable[..., Rubric]
Rate = Callable[..., list[Rating]]


def test_cells_of_both_rounds_are_kept_and_the_rest_is_counted(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric({"clarity": 10_000})
    before = rate(rubric, "clarity", [[0, 1, 2], [3, None, "unknown"]])
    after = rate(rubric, "clarity", [[1, None, 2], [3, 3, 1]], first=50)
    found = both_rounds(before, after)
    assert [row.level or row.state for row in found.before] == ["l0", "l2", "l3", "unknown"]
    assert [row.level for row in found.after] == ["l1", "l2", "l3", "l1"]
    assert (found.only_before, found.only_after) == (1, 1)
    assert found.sentence == (
        "Compared are the 4 answers that the same person gave to the same question in both rounds; 1 given in the first only and "
        "1 in the second only."
    )


def test_other_words_are_the_same_question_and_a_later_row_counts(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric({"clarity": 10_000})
    (first,), (second,) = rate(rubric, "clarity", [[0]]), rate(rubric, "clarity", [[2]], first=2)
    reworded = second.replace(wording="e" * 64)
    found = both_rounds([second, first], [reworded])
    assert (found.before, found.after) == ((second,), (reworded,))
    assert found.sentence.endswith("in both rounds.")


def test_without_anything_in_common_nothing_is_compared(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric({"clarity": 10_000})
    (person,) = rate(rubric, "clarity", [[0]])
    found = both_rounds([person], [person.replace(origin=Origin.LOOK_FOR)])
    assert found == ((), (), 1, 0)
    assert found.sentence == "Nobody answered the same question in both rounds, so nothing can be compared."
