"""What a talk did to agreement: numbers of both rounds, those that moved most first, and a caution."""

from __future__ import annotations

from collections.abc import Callable

from rubric_kit.model import Rating, Rubric
from rubric_kit.scoring.agreement import Agreement, agreement, agreement_change

MakeRubric = Callable[..., Rubric]
Rate = Callable[..., list[Rating]]
WEIGHTS = {"clarity": 6000, "use": 4000}
KEYS = [f"{at:064x}" for at in range(6)]
SAME = [[0, 1, 2, 3, 0, 1]] * 5
# r0 stands two levels off on every badge: 4 of 10 pairs apart.
APART = [[2, 3, 0, 1, 2, 3], *SAME[1:]]


def agreed(rubric: Rubric, rate: Rate, clarity: list[list[int]], use: list[list[int]] | None = None) -> Agreement:
    rows = rate(rubric, "clarity", clarity) + (rate(rubric, "use", use, first=100) if use else [])
    return agreement(rubric, rows, KEYS)


def test_all_criteria_first_then_those_that_moved_most(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric(WEIGHTS)
    found = agreement_change(agreed(rubric, rate, SAME, APART), agreed(rubric, rate, SAME, SAME))
    assert found[0] == (
        "All criteria: the same level in 80 of 100 pairs before (96 of 120), 100 of 100 after (120 of 120), 20 of 100 more; "
        "two levels apart or more 24 before, 0 after."
    )
    assert found[1].startswith("Krippendorff's alpha, ordinal by Krippendorff: .")
    assert " after." in found[1]
    assert found[2].startswith("Use: the same level in 60 of 100 pairs before (36 of 60), 100 of 100 after (60 of 60), 40 of 100")
    assert found[3].startswith(
        "Clarity: the same level in 100 of 100 pairs before (60 of 60), 100 of 100 after (60 of 60), no change"
    )
    assert found[-1].startswith("People who have talked answer alike more easily.")


def test_whether_intervals_overlap_is_told(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric({"clarity": 10_000})
    before, after = agreed(rubric, rate, APART), agreed(rubric, rate, SAME)
    assert agreement_change(before, after)[1].endswith(" The intervals do not overlap.")
    assert agreement_change(before, before)[1].endswith("the change could look smaller or larger.")


def test_other_words_in_between_are_told_first(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric({"clarity": 10_000})
    first = rubric.criteria[0]
    reworded = rubric.replace(criteria=(first.replace(question="How clear is it to a parent?"),))
    found = agreement_change(agreed(rubric, rate, APART), agreed(reworded, rate, SAME))
    assert found[0] == "The wording of the rubric changed in between, so the rounds answer different words."


def test_a_round_without_pairs_is_told(make_rubric: MakeRubric, rate: Rate) -> None:
    rubric = make_rubric({"clarity": 10_000})
    nobody = agreement(rubric, [], KEYS)
    found = agreement_change(nobody, agreed(rubric, rate, SAME))
    assert found[0] == "All criteria: nothing to compare; before the talk no two people gave a level to the same badge."
    assert agreement_change(agreed(rubric, rate, SAME), nobody)[0].startswith("All criteria: nothing to compare; after")


def test_criteria_that_came_and_went_are_told(make_rubric: MakeRubric, rate: Rate) -> None:
    before, after = make_rubric({"clarity": 6000, "use": 4000}), make_rubric({"clarity": 6000, "reach": 4000})
    found = agreement_change(agreed(before, rate, SAME, SAME), agreed(after, rate, SAME))
    assert "Use: not rated again." in found
    assert any(sentence.startswith("Reach: not rated before. Nobody gave a level") for sentence in found)
