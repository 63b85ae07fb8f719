from __future__ import annotations

from collections.abc import Callable

import pytest

from rubric_kit.errors import RatingError
from rubric_kit.model import Badge, ProofOutcome, RatingState, Rubric, Verification
from rubric_kit.scoring.tables import levels_of

TWO = {"clarity": 6000, "fit": 4000}


def test_answers_become_places_and_codes(make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]) -> None:
    proof = Verification(outcome=ProofOutcome.INVALID, method="signed", reason="The signature does not fit.")
    badges = [make_badge("1" * 64), make_badge("2" * 64), make_badge("3" * 64).replace(verification=proof)]
    answers = {
        badges[0].key: {"clarity": "l3", "fit": RatingState.UNKNOWN},
        badges[1].key: {"clarity": RatingState.WITHHELD, "fit": RatingState.NOT_APPLICABLE},
    }
    table = levels_of(make_rubric(TWO, invalid_proof="story"), badges, answers)
    assert table.columns.tolist() == [[3, -2, -4], [-1, -3, -4]]
    assert (table.badges, table.criteria) == (tuple(badge.key for badge in badges), ("clarity", "fit"))
    assert table.standing.tolist() == [-1, -1, 1]


def test_a_level_that_is_not_there_is_refused(make_rubric: Callable[..., Rubric], make_badge: Callable[..., Badge]) -> None:
    badge = make_badge()
    with pytest.raises(RatingError, match=r"^level 'l4' of criterion 'fit' does not exist; known are: l0, l1, l2, l3$"):
        levels_of(make_rubric(TWO), [badge], {badge.key: {"fit": "l4"}})
