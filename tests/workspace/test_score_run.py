from __future__ import annotations

import pytest

from rubric_kit.errors import InputError, RecordError
from rubric_kit.scoring import rank
from rubric_kit.workspace.review import Review, read_review
from rubric_kit.workspace.score_run import ScoreRow, scored


@pytest.fixture(scope="module")
def review() -> Review:
    return read_review()


def test_rows_are_the_decisions_best_first(review: Review) -> None:
    run = scored(review)
    assert [(row.badge, row.outcome, row.possible, row.ends) for row in run.rows] == [
        (one.badge, one.outcome, one.possible, one.score.ends) for one in rank(review.rubric, review.badges, review.answers)
    ]
    assert run.rubric is review.rubric
    assert run.weights is None


@pytest.mark.parametrize("engine", ["memory", "pandas"])
def test_every_engine_at_hand_gives_the_same_rows(review: Review, engine: str) -> None:
    assert scored(review, engine=engine).rows == scored(review).rows


def test_an_unknown_engine_is_one_line(review: Review) -> None:
    with pytest.raises(InputError, match=r"no engine is called 'abacus'.*pandas.*polars"):
        scored(review, engine="abacus")


def test_other_weights_give_another_version_and_name_their_parent(review: Review) -> None:
    weights = {"criteria_clarity": 4500, "learning_evidence": 500}
    run = scored(review, weights=weights)
    assert {c.id: c.weight for c in run.rubric.criteria if c.id in weights} == weights
    assert run.rubric.parent == review.rubric.fingerprint
    assert run.rows != scored(review).rows


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (
            {"criteria_clarity": 4500},
            r"weights sum to 12,000 basis points \(120 of 100\); they must sum to 10,000: take away 2,000",
        ),
        ({"style": 1}, r"weights name an unknown criterion 'style'; known are: criteria_clarity, "),
        ({"criteria_clarity": -1}, r"greater than or equal to 0, found -1"),
        ({"criteria_clarity": float("nan")}, r"criteria_clarity|weight: .*found nan"),
    ],
)
def test_weights_that_do_not_fit_are_one_line(review: Review, weights: dict[str, int], message: str) -> None:
    with pytest.raises(RecordError, match=message) as caught:
        scored(review, weights=weights)
    assert "\n" not in caught.value.message


def test_a_badge_is_found_by_key_label_or_name(review: Review) -> None:
    run = scored(review)
    badge = next(one for one in review.badges if one.name == "Padlet Level 2")
    for said in (badge, badge.key, badge.key[:8].upper(), review.labels[badge.key], " padlet   level 2 "):
        assert run.decision(said).badge == badge.key


def test_two_badges_of_one_name_are_told_apart_by_label(review: Review) -> None:
    run = scored(review)
    with pytest.raises(
        InputError, match=r"^2 badges are called 'Padlet Badge': Padlet Badge - .+ \([0-9a-f]{12}\); .+; use a key or a label$"
    ):
        run.decision("Padlet Badge")
    labels = [review.labels[one.key] for one in review.badges if one.name == "Padlet Badge"]
    assert len({run.decision(label).badge for label in labels}) == 2


def test_an_unknown_badge_is_one_line(review: Review) -> None:
    with pytest.raises(
        InputError, match=r"^no badge is called 'Ghost‹U\+202E›'; give a label, a name or the start of a key, such as "
    ):
        scored(review).explain("Ghost\u202e")


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (ScoreRow("b", 23, 23, 60, None, ()), "38.3"),
        (ScoreRow("b", 23, 38, 60, None, ()), "38.3 to 63.3"),
        (ScoreRow("b", 59_999, 59_999, 100_000, None, ()), "59.9"),
        (ScoreRow("b", 0, 0, 0, None, ()), "nothing to add up"),
    ],
)
def test_a_score_is_rounded_down(row: ScoreRow, text: str) -> None:
    assert row.text == text


def test_nothing_to_add_up_ranks_below_a_score_of_nothing() -> None:
    assert ScoreRow("b", 0, 0, 0, None, ()).ends < ScoreRow("c", 0, 0, 60, None, ()).ends
