"""The questions that settle a decision, as a person reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import decide
from rubric_kit.scoring.settling_words import settling_sentence

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]

WITHHELD, UNKNOWN = RatingState.WITHHELD, RatingState.UNKNOWN
THREE = {"criteria": 6000, "evidence": 3000, "local": 1000}
ONE_THING = "Ask the issuer one thing and the decision is sure, whatever the answer: Evidence (How is evidence?)."
TWO_THINGS = (
    "Ask the issuer two things and the decision is sure, whatever the answers: Evidence (How is evidence?), "
    "Local (How is local?)."
)
START = "Start with Evidence: 3 of its 4 levels settle it alone."


def test_the_sentence_names_the_questions_best_first(make_rubric: MakeRubric, make_badge: MakeBadge) -> None:
    rubric = make_rubric(THREE, cut=6000)
    # Criteria l2 is 40: evidence at l0, l2 and l3 settles it alone, local never does.
    decision = decide(rubric, make_badge(), {"criteria": "l2", "evidence": UNKNOWN, "local": UNKNOWN})
    assert [(one.criterion, one.alone, one.settling) for one in decision.settlers] == [
        ("evidence", False, 3),
        ("local", False, 0),
    ]
    assert settling_sentence(rubric, decision) == f"{TWO_THINGS} {START}"


@pytest.mark.parametrize(
    ("evidence", "local", "sentence"),
    [
        (UNKNOWN, "l3", ONE_THING),
        (WITHHELD, "l3", f"{ONE_THING} Evidence is withheld; if that cannot be told, the decision may stay open."),
        (None, "l3", "Rate one thing and the decision is sure, whatever the answer: Evidence (How is evidence?)."),
        (
            UNKNOWN,
            None,
            (
                "Learn two things and the decision is sure, whatever the answers. Ask the issuer: Evidence (How is evidence?). "
                f"Rate: Local (How is local?). {START}"
            ),
        ),
        (
            WITHHELD,
            WITHHELD,
            f"{TWO_THINGS} {START} Evidence and Local are withheld; if that cannot be told, the decision may stay open.",
        ),
    ],
)
def test_the_sentence_tells_what_is_asked_from_what_is_rated(
    make_rubric: MakeRubric, make_badge: MakeBadge, evidence: RatingState | None, local: str | None, sentence: str
) -> None:
    rubric = make_rubric(THREE, cut=6000)
    answers = {"criteria": "l2", "evidence": evidence, "local": local}
    assert settling_sentence(rubric, decide(rubric, make_badge(), answers)) == sentence
