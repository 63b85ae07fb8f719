from __future__ import annotations

from collections.abc import Callable

import pytest

from rubric_kit.comparing.version_preview import decisions_for, reads_alike, version_preview
from rubric_kit.model import Badge, Rubric

A, B, C = "a" * 64, "b" * 64, "c" * 64
WEIGHTS = {"one": 5000, "two": 5000}


@pytest.fixture
def rubric(weighted_rubric: Callable[..., Rubric]) -> Rubric:
    return weighted_rubric(WEIGHTS)


@pytest.fixture
def badges(named_badge: Callable[..., Badge]) -> list[Badge]:
    return [named_badge(key) for key in (A, B, C)]


# Levels are worth 0 to 3 points; the cut is at 60 of 100.
# A: (3 + 0) / 6 = 50.0, kept in the story; B: (2 + 2) / 6 = 66.7, accepted; C: (0 + 0) / 6 = 0.
ANSWERS = {A: {"one": "l3", "two": "l0"}, B: {"one": "l2", "two": "l2"}, C: {"one": "l0", "two": "l0"}}


def test_the_same_version_changes_nothing(rubric: Rubric, badges: list[Badge]) -> None:
    found = version_preview(rubric, rubric, badges, ANSWERS)
    assert (found.rows, found.sentence, found.wording_note) == ((), "Nothing changes for the 3 sample badges.", "")
    assert version_preview(rubric, rubric, badges[:1], ANSWERS).sentence == "Nothing changes for the sample badge."


def test_other_weights_change_scores_and_outcomes_and_outcomes_come_first(rubric: Rubric, badges: list[Badge]) -> None:
    # 80 to 20: A is 80.0 and accepted, B stays at 66.7, C at 0.
    after = rubric.with_weights({"one": 8000, "two": 2000})
    found = version_preview(rubric, after, badges, ANSWERS)
    assert [(row.badge, row.before.outcome, row.now.outcome) for row in found.rows] == [(A, "story", "yes")]
    assert found.sentence == "1 of 3 sample badges changes: 1 in what is decided."
    # 55 to 45: A is 55.0, and the outcome stays.
    found = version_preview(rubric, rubric.with_weights({"one": 5500, "two": 4500}), badges, ANSWERS)
    assert found.sentence == "1 of 3 sample badges changes: 1 in the score alone."
    answers = {B: ANSWERS[A], A: ANSWERS[B] | {"two": "l3"}, C: ANSWERS[C]}
    # Now A is (2 + 3) / 6 = 83.3 and 73.3 at 80 to 20: the score alone. B changes its outcome and comes first.
    found = version_preview(rubric, after, badges, answers)
    assert [row.badge for row in found.rows] == [B, A]
    assert found.sentence == "2 of 3 sample badges change: 1 in what is decided and 1 in the score alone."


def test_a_reworded_criterion_loses_its_ratings_and_the_others_keep_theirs(rubric: Rubric, badges: list[Badge]) -> None:
    one, two = rubric.criteria
    after = rubric.replace(criteria=(one, two.replace(question="How is it really?")))
    found = version_preview(rubric, after, badges, ANSWERS)
    assert found.reworded == ("two",)
    assert found.wording_note == "1 criterion was reworded: its ratings no longer count in the preview."
    # A: 3 of 6 from the one that counts, up to 6 of 6: 50.0 to 100.0.
    row = next(row for row in found.rows if row.badge == A)
    assert (row.now.outcome, row.now.score.low_share, row.now.score.high_share) == (None, 5000, 10_000)


@pytest.mark.parametrize("change", ["descriptor", "name"])
def test_what_a_rater_reads_in_a_level_is_wording(rubric: Rubric, badges: list[Badge], change: str) -> None:
    one, two = rubric.criteria
    levels = (two.levels[0].replace(**{change: "Other words"}), *two.levels[1:])
    both = rubric.replace(criteria=(one.replace(question="Other?"), two.replace(levels=levels)))
    found = version_preview(rubric, both, badges, ANSWERS)
    assert found.wording_note == "2 criteria were reworded: their ratings no longer count in the preview."


def test_names_weights_anchors_points_and_targets_are_not_read_while_rating(rubric: Rubric) -> None:
    one = rubric.criteria[0]
    anchored = one.levels[1].replace(anchors=({"text": "like this"},), points=1500)
    other = one.replace(name="Another name", weight=100, levels=(one.levels[0], anchored, *one.levels[2:]))
    assert reads_alike(one, other)


def test_a_new_criterion_is_not_rated_yet(rubric: Rubric, badges: list[Badge]) -> None:
    one, two = rubric.criteria
    after = rubric.replace(criteria=(one, two.replace(weight=3000), two.replace(id="three", weight=2000)))
    found = version_preview(rubric, after, badges, ANSWERS)
    assert (found.new, found.reworded) == (("three",), ())
    assert found.wording_note == "1 criterion is new and not rated yet."


def test_ratings_belong_to_the_version_they_were_given_on(rubric: Rubric, badges: list[Badge]) -> None:
    """After publishing other words the published version has no ratings for them either."""
    one, two = rubric.criteria
    second = rubric.replace(criteria=(one, two.replace(question="Other?")), version=2, parent=rubric.fingerprint)
    was = decisions_for(rubric, second, badges, ANSWERS)
    assert was[B].outcome is None
    back = version_preview(second, rubric, badges, ANSWERS, rated_with=rubric)
    assert [(row.before.outcome, row.now.outcome) for row in back.rows if row.badge == B] == [(None, "yes")]
    assert back.reworded == ()
