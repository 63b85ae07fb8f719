from __future__ import annotations

from collections.abc import Callable

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import decide
from rubric_kit.scoring.explanation import explanation, weights_text

ALL = {"criteria": "l3", "evidence": "l3", "assessment": "l2", "alignment": "l1", "issuer": "l3"}


def told(rubric: Rubric, badge: Badge, answers: dict[str, str | RatingState]) -> tuple[str, ...]:
    return explanation(rubric, decide(rubric, badge, answers), "Padlet Badge")


def test_what_why_what_else_and_by_which_version(make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]) -> None:
    rubric = make_rubric()
    found = told(rubric, make_badge(), ALL)
    assert found[0] == "Padlet Badge: Accept (83.3 of 100). Accepted."
    assert found[1].startswith("Score 83.3 of 100: Criteria 30.0, Evidence 25.0,")
    assert found[2] == "Accept from 60.0 of 100: reached."
    # Without evidence 83.3 - 25 = 58.3 is below 60; so is criteria at the lowest level (53.3).
    assert "Evidence from Level 3 to Level 0 would make it Keep in the story." in found
    assert found[-1] == (
        f"Decided by Synthetic, version 1 ({rubric.fingerprint[:8]}). "
        "Weights: Criteria 30, Evidence 25, Assessment 20, Alignment 15, Issuer 10."
    )


def test_a_gap_names_the_question(make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]) -> None:
    hobby = {"criteria": "l1", "evidence": RatingState.WITHHELD, "assessment": "l1", "alignment": "l3", "issuer": "l2"}
    found = told(make_rubric(), make_badge(), hobby)
    assert found[0] == (
        "Padlet Badge: undetermined (38.3 to 63.3 of 100). What is missing leaves open: Accept or Keep in the story."
    )
    assert (
        "Ask the issuer one thing and the decision is sure, whatever the answer: Evidence (How is evidence?). "
        "Evidence is withheld; if that cannot be told, the decision may stay open."
    ) in found


def test_a_decision_that_no_single_level_changes(make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]) -> None:
    lowest = dict.fromkeys(ALL, "l0")
    assert "No change of a single level would change this decision." in told(make_rubric(), make_badge(), lowest)


def test_hidden_characters_of_a_name_are_spelled_out(
    make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]
) -> None:
    rubric = make_rubric()
    found = explanation(rubric, decide(rubric, make_badge(), ALL), "Padlet\u202e")
    assert found[0].startswith("Padlet‹U+202E›: Accept")


def test_weights_are_told_without_needless_zeros(make_rubric: Callable[..., Rubric]) -> None:
    rubric = make_rubric({"criteria": 6667, "evidence": 3333})
    assert weights_text(rubric) == "Criteria 66.6, Evidence 33.3"
