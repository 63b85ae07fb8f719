"""`rubric-kit weights all` and `weights lens` on the samples; journeys J6 and J12 hold them to figures worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import WeightMode
from rubric_kit.scoring import decide
from rubric_kit.scoring.robustness import Weightings, acceptances
from rubric_kit.scoring.weighing import weights_of
from rubric_kit.workspace import read_review, sample_badges_folder, sample_ratings_file, write_rubric
from rubric_kit.workspace.weights_file import add_weights

Say = Callable[..., Any]


@pytest.fixture
def given(tmp_path: Path) -> tuple[str, ...]:
    write_rubric(tmp_path / "rubric.json", starter_rubric())
    badges, ratings = str(sample_badges_folder()), str(sample_ratings_file())
    return ("--rubric", str(tmp_path / "rubric.json"), "--badges", badges, "--ratings", ratings)


@pytest.mark.parametrize("weightings", list(Weightings))
def test_shares_are_exact_fractions(say: Say, given: tuple[str, ...], weightings: Weightings) -> None:
    plain = json.loads(say("weights", "all", *given, "--weightings", weightings.value, "--json").out)
    review = read_review()
    exact = acceptances(review.rubric, review.badges, review.answers, weightings=weightings)
    found = {one["badge"]: tuple(Fraction(end) for end in one["accepts"]) for one in plain["badges"]}
    assert found == {key: tuple(share) for key, share in exact.items()}


def test_each_move_that_is_told_works(say: Say, given: tuple[str, ...]) -> None:
    said = say("weights", "all", *given)
    assert said.code == 0
    assert (
        "All weightings there are, each as likely as any other. 6 of 50 badges are decided the same under every weighting."
        in said.out
    )
    # 66.66 of 100; clarity is at its highest level and classroom use at its lowest, so a moved point is lost: 6.67 go below 60.
    assert (
        "Office Spreadsheets: Move 6.67 points from Criteria clarity to Classroom use: then the decision is Accept on condition."
        in said.out
    )
    review = read_review()
    weights = {c.id: c.weight for c in review.rubric.criteria}
    moved = weights | {"criteria_clarity": weights["criteria_clarity"] - 667, "classroom_use": weights["classroom_use"] + 667}
    badge = next(one for one in review.badges if one.name == "Office Spreadsheets")
    names = {one.name: one.id for one in review.rubric.policy.outcomes}
    assert decide(review.rubric.with_weights(moved), badge, review.answers[badge.key]).outcome == names["Accept on condition"]


def test_one_audience_is_no_lens(say: Say, given: tuple[str, ...], tmp_path: Path) -> None:
    rubric, file = starter_rubric(), tmp_path / "weights.json"
    add_weights(file, [weights_of(rubric, "teacher", WeightMode.POINTS, {c.id: 1 for c in rubric.criteria})])
    said = say("weights", "lens", *given, file)
    assert (said.code, said.out) == (1, "")
    assert said.lines == ["rubric-kit: an audience lens needs the weights of two or more audiences, found teacher; add one"]


def test_a_missing_weights_file_is_one_line(say: Say, given: tuple[str, ...], tmp_path: Path) -> None:
    said = say("weights", "lens", *given, tmp_path / "none.json")
    assert (said.code, said.out, len(said.lines)) == (1, "", 1)
    assert "none.json" in said.error
