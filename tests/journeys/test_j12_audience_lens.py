"""J12: the same badges for teachers' hours and for college admissions: three change places, and the chart says through what.

Everything here is synthetic.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit import read_review
from rubric_kit.charts import audience_places
from rubric_kit.comparing.audience_lens import audience_lens
from rubric_kit.reports import render_report
from rubric_kit.workspace.weights_file import read_weights

CRITERIA = ("criteria", "evidence", "use", "issuer")
POINTS = {"teacher": (30, 10, 50, 10), "college": (30, 50, 10, 10)}
# Levels on criteria, evidence, use, issuer; the score of 100 for teacher and for college.
BADGES = {
    ("Classroom Apps", "Conference Teachers"): (3, 1, 3, 3),  # 30 + 3.3 + 50 + 10 = 93.3    30 + 16.7 + 10 + 10 = 66.7
    ("Digital Lessons", "Valley Academy"): (3, 3, 2, 3),  # 30 + 10 + 33.3 + 10 = 83.3       30 + 50 + 6.7 + 10 = 96.7
    ("Data Portfolio", "Lake College"): (3, 3, 1, 3),  # 30 + 10 + 16.7 + 10 = 66.7          30 + 50 + 3.3 + 10 = 93.3
    ("Media Circle", "Hobby Apps"): (2, 1, 1, 1),  # 20 + 3.3 + 16.7 + 3.3 = 43.3            20 + 16.7 + 3.3 + 3.3 = 43.3
    ("Tool Basics", "Hobby Apps"): (1, 1, 1, 1),  # 33.3                                     33.3
    ("Star Gazer", "Night Club"): (0, 0, 0, 0),  # 0                                         0
}


@pytest.fixture
def district(make_district: Callable[..., Any]) -> Any:
    answers = {
        badge: {name: f"l{level}" for name, level in zip(CRITERIA, levels, strict=True)} for badge, levels in BADGES.items()
    }
    return make_district(dict.fromkeys(CRITERIA, 2500), answers)


@pytest.fixture
def weights(district: Any, say: Callable[..., str], tmp_path: Path) -> Path:
    """Fill in a sheet for each audience, as two people would, and bring both into one file."""
    file = tmp_path / "weights.json"
    for audience, points in POINTS.items():
        sheet = tmp_path / f"{audience}.csv"
        say("weights", "blank", "--rubric", district.rubric, "--mode", "points", sheet)
        with sheet.open(encoding="utf-8-sig", newline="") as blank:
            header, *rows = csv.reader(blank)
        assert [row[0] for row in rows] == list(CRITERIA)
        with sheet.open("w", encoding="utf-8", newline="") as filled:
            csv.writer(filled).writerows([header, *([*row[:-1], str(given)] for row, given in zip(rows, points, strict=True))])
        say("weights", "from", "--rubric", district.rubric, "--mode", "points", "--rater", audience, sheet, "-o", file)
    return file


def test_three_badges_change_places_and_the_chart_names_the_criterion(district: Any, weights: Path) -> None:
    review = read_review(*district)
    lens = audience_lens(review.rubric, review.badges, review.answers, read_weights(weights))
    names = {one.key: one.name for one in review.badges}
    assert [names[one.badge] for one in lens.rankings["teacher"]][:3] == ["Classroom Apps", "Digital Lessons", "Data Portfolio"]
    assert [names[one.badge] for one in lens.rankings["college"]][:3] == ["Digital Lessons", "Data Portfolio", "Classroom Apps"]
    assert {names[key] for key in lens.moved} == {"Classroom Apps", "Digital Lessons", "Data Portfolio"}
    # Towards Classroom Apps, evidence moves Digital Lessons and Data Portfolio by .40 x 2/3 each, together .53; use moves them
    # by .40 x 1/3 and .40 x 2/3, together .40.
    assert lens.responsible(lens.changes("teacher", "college")) == ("evidence",)
    said = audience_places(lens).description
    assert "3 of 6 badges change places" in said
    assert "Evidence does most for it (10 of 100 for teacher, 50 for college)" in said


def test_the_command_line_says_the_same(district: Any, weights: Path, say: Callable[..., str]) -> None:
    printed = say("weights", "lens", *district.options, weights)
    assert (
        "From teacher to college, 3 of 6 badges change places for certain: Classroom Apps, Digital Lessons and Data Portfolio. "
        "Evidence does most for it (10 of 100 for teacher, 50 for college)."
    ) in printed
    plain = json.loads(say("weights", "lens", *district.options, weights, "--json"))
    assert plain["audiences"] == ["teacher", "college"]
    assert len(plain["changes"]) == 2
    assert all(one["swapped"] for one in plain["changes"])


def test_so_does_the_report(district: Any, weights: Path, tmp_path: Path) -> None:
    given = {name: str(path) for name, path in zip(district._fields, district, strict=True)}
    made = render_report("comparison", {**given, "weights": str(weights)}, tmp_path / "report.html")
    page = made.page.read_text(encoding="utf-8")
    assert "3 of 6 badges change places" in page
    assert "Evidence does most for it" in page
