"""J6: two factions weigh evidence 50 and 10 of 100; 31 of 40 badges are decided the same under every weighting there is.

The room talks about the other nine. Each faction's weights and its reason stay in the record. Everything here is synthetic.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from rubric_kit import read_review
from rubric_kit.model import WeightAnswer, WeightMode
from rubric_kit.reports import render_report
from rubric_kit.scoring.robustness import acceptances, certain_under_all, count_certain
from rubric_kit.scoring.weighing import group_weights, weigh
from rubric_kit.workspace.weights_file import add_weights, read_weights

CRITERIA = ("criteria", "evidence", "use", "issuer")
STARTING = {"criteria": 3000, "evidence": 3000, "use": 2000, "issuer": 2000}
FOR_EVIDENCE = {"criteria": 20, "evidence": 50, "use": 20, "issuer": 10}
FOR_CRITERIA = {"criteria": 50, "evidence": 10, "use": 25, "issuer": 15}
REASON = "Families ask us what was handed in."

# Two of three points are 66.7 of 100, one is 33.3, and the cut is 60. All levels at 2 or 3: accepted whatever the weights are.
SURE_YES = list(product((2, 3), repeat=4))
# All at 0 or 1: never accepted. One of the sixteen is left out, so that 31 are sure.
SURE_NO = list(product((0, 1), repeat=4))[1:]
# The highest level on one criterion and at most 1 on another: all weight on the first accepts, all on the other does not.
DEPENDS = [
    (3, 0, 3, 2),
    (0, 3, 2, 2),
    (3, 1, 2, 2),
    (1, 3, 3, 3),
    (2, 0, 3, 3),
    (3, 3, 0, 0),
    (1, 3, 1, 1),
    (3, 0, 1, 1),
    (0, 3, 0, 3),
]


@pytest.fixture
def district(make_district: Callable[..., Any]) -> Any:
    levels = [*SURE_YES, *SURE_NO, *DEPENDS]
    assert len(levels) == 40
    answers = {
        (f"Badge {number:02}", f"Issuer {number % 7}"): {name: f"l{one}" for name, one in zip(CRITERIA, given, strict=True)}
        for number, given in enumerate(levels)
    }
    return make_district(STARTING, answers, adopted="The board, 28 November 2026")


def hundred_points(points: Mapping[str, int]) -> list[WeightAnswer]:
    return [WeightAnswer(criterion=name, value=1000 * given) for name, given in points.items()]


@pytest.fixture
def weights(district: Any, tmp_path: Path) -> Path:
    rubric, file = read_review(*district).rubric, tmp_path / "weights.json"
    people = {"member-1": FOR_EVIDENCE, "member-2": FOR_EVIDENCE, "member-3": FOR_CRITERIA}
    for code, points in people.items():
        note = REASON if code == "member-1" else ""
        add_weights(file, [weigh(rubric, WeightMode.POINTS, hundred_points(points), rater=code, note=note)])
    return file


def test_thirty_one_of_forty_do_not_depend_on_the_weights(district: Any) -> None:
    review = read_review(*district)
    assert count_certain(review.rubric, review.badges, review.answers)[:2] == (31, 40)
    shares = acceptances(review.rubric, review.badges, review.answers)
    sure = [one for one in review.badges if certain_under_all(review.rubric, one, review.answers[one.key])]
    assert sorted(shares[one.key] for one in sure) == [(0, 0)] * 15 + [(1, 1)] * 16
    assert all(0 < shares[one.key].low == shares[one.key].high < 1 for one in review.badges if one not in sure)


def test_the_factions_differ_only_there(district: Any, weights: Path, say: Callable[..., str]) -> None:
    review = read_review(*district)
    outcomes = []
    for whose in ("member-1", "member-3"):
        plain = json.loads(say("score", *district.options, "--weights", weights, "--whose", whose, "--json"))
        outcomes.append({one["badge"]: one["outcome"] for one in plain["decisions"]})
    differ = {key for key in outcomes[0] if outcomes[0][key] != outcomes[1][key]}
    depends = {one.key for one in review.badges if not certain_under_all(review.rubric, one, review.answers[one.key])}
    assert differ
    assert differ < depends


def test_the_record_keeps_both_sides(district: Any, weights: Path, say: Callable[..., str]) -> None:
    rubric = read_review(*district).rubric
    group = group_weights(rubric, read_weights(weights))
    assert group.factions == (("member-1", "member-2"), ("member-3",))
    # They move 40 from evidence, to criteria 30, use 5 and issuer 5.
    assert {(one.rater, one.other): one.distance for one in group.distances}["member-1", "member-3"] == 4000
    assert {one.rater: one.note for one in group.members}["member-1"] == REASON
    assert {one.rater: one.as_mapping()["evidence"] for one in group.members} == {
        "member-1": 5000,
        "member-2": 5000,
        "member-3": 1000,
    }
    printed = say("weights", "together", "--rubric", district.rubric, weights)
    assert "member-3" in printed
    assert "Evidence" in printed


def test_the_command_line_and_the_report_say_so(district: Any, weights: Path, say: Callable[..., str], tmp_path: Path) -> None:
    sentence = "31 of 40 badges are decided the same under every weighting"
    assert sentence in say("weights", "all", *district.options)
    plain = json.loads(say("weights", "all", *district.options, "--json"))
    assert sum(one["same_under_all"] for one in plain["badges"]) == plain["certain"]["certain"] == 31
    given = {name: str(path) for name, path in zip(district._fields, district, strict=True)}
    made = render_report("comparison", {**given, "weights": str(weights)}, tmp_path / "report.html")
    page = made.page.read_text(encoding="utf-8")
    assert sentence in page
    assert REASON in page
    assert "The board, 28 November 2026" in page
