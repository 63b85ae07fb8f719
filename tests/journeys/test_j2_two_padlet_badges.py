"""J2: two badges called "Padlet Badge", one with evidence, one without; what each is worth, and what would turn their order.

The part about scores and decisions; labels and depths in a register come with the comparison of same-name badges. Everything
here is synthetic.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from rubric_kit import decide, explain_order, read_review, weight_that_ties
from rubric_kit.charts.score_tables import explain, score

WEIGHTS = {"criteria": 3000, "evidence": 2500, "assessment": 2000, "alignment": 1500, "issuer": 1000}
CONFERENCE = {"criteria": "l3", "evidence": "l3", "assessment": "l2", "alignment": "l1", "issuer": "l3"}
HOBBY = {"criteria": "l1", "evidence": "l0", "assessment": "l1", "alignment": "l3", "issuer": "l2"}


@pytest.fixture
def district(make_district: Callable[..., Any]) -> Callable[[str], Any]:
    """Write the two badges, with the hobby badge's evidence as it is said."""

    def write(evidence: str) -> Any:
        answers = {
            ("Padlet Badge", "Conference Teachers"): CONFERENCE,
            ("Padlet Badge", "Hobby Apps"): HOBBY | {"evidence": evidence},
        }
        return make_district(WEIGHTS, answers)

    return write


def test_scores_order_and_the_weight_that_would_turn_it(district: Callable[[str], Any]) -> None:
    review = read_review(*district("l0"))
    by_issuer = {one.issuer.name: decide(review.rubric, one, review.answers[one.key]) for one in review.badges}
    conference, hobby = by_issuer["Conference Teachers"], by_issuer["Hobby Apps"]
    # .30 x 3/3 + .25 x 3/3 + .20 x 2/3 + .15 x 1/3 + .10 x 3/3 = .8333
    assert conference.score.ends == (Fraction(5, 6), Fraction(5, 6))
    # .30 x 1/3 + 0 + .20 x 1/3 + .15 x 3/3 + .10 x 2/3 = .3833
    assert hobby.score.ends == (Fraction(23, 60), Fraction(23, 60))
    assert (conference.outcome, hobby.outcome) == ("accept", "story")

    labels = (review.labels[conference.badge], review.labels[hobby.badge])
    assert labels == ("Padlet Badge - Conference Teachers", "Padlet Badge - Hobby Apps")
    ahead, reason = explain_order(review.rubric, conference.score, hobby.score, labels).split(" points of 100. ")
    assert ahead == f"{labels[0]} is ahead of {labels[1]} by 45.0"
    assert reason == "Evidence does most for it (25.0 points: Level 3 against Level 0)."
    # Differences of points on the others: .30 x 2 + .25 x 3 + .20 x 1 + .10 x 1 = 1.65, over .85; on alignment -2.
    # R = 1.65 / .85 = 1.9412; the tie is at R / (R + 2) = 33/67 = .4925
    tie = weight_that_ties(review.rubric, conference.score, hobby.score, "alignment")
    assert tie == Fraction(33, 67)
    assert round(float(tie) * 100, 1) == 49.3


def test_withheld_evidence_is_no_zero(district: Callable[[str], Any], say: Callable[..., str]) -> None:
    given = district("withheld")
    scores = score(*given)
    hobby = next(row for row in scores.run.rows if row.low != row.high)
    # Without evidence .3833; with the highest level .3833 + .25 = .6333, and the cut is .60.
    assert hobby.ends == (Fraction(23, 60), Fraction(38, 60))
    assert (hobby.outcome, hobby.possible) == (None, ("accept", "story"))
    said = explain("Padlet Badge - Hobby Apps", scores)
    assert said[0] == (
        "Padlet Badge - Hobby Apps: undetermined (38.3 to 63.3 of 100). What is missing leaves open: Accept or Keep in the story."
    )
    assert any(sentence.startswith("Ask the issuer one thing and the decision is sure") for sentence in said)

    printed = say("score", *given.options)
    assert "Padlet Badge - Conference Teachers  83.3          Accept" in printed
    assert "Padlet Badge - Hobby Apps           38.3 to 63.3  undetermined: Accept, Keep in the story" in printed
    assert "(What evidence does the badge show?)" in say("score", *given.options, "--explain", "Padlet Badge - Hobby Apps")
