"""The part "Which badges need a panel": what triage found, and nothing where no past decisions were given. Synthetic data."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.charts.triage_table import triage_table
from rubric_kit.reports import comparison_report, report_parameters
from rubric_kit.reports.inputs import read_inputs
from rubric_kit.scoring.triage import triage
from rubric_kit.workspace import read_review, sample_badges_folder, sample_ratings_file, write_rubric
from rubric_kit.workspace.past_decisions import read_past_decisions


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """Write 240 synthetic decisions: people follow the cut at 45 but for a band around it."""
    dice = random.Random(5)  # noqa: S311 - a reproducible draw, nothing secret
    path = tmp_path / "past.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["badge", "score", "decision"])
        for number in range(240):
            score = dice.randrange(0, 1000)
            accepted = score >= 450 if abs(score - 450) > 100 else dice.random() < 0.5
            table.writerow([f"request {number}", f"{score / 10:.1f}", "accept" if accepted else "not"])
    return path


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    write_rubric(tmp_path / "rubric.json", starter_rubric())
    return {
        "rubric": str(tmp_path / "rubric.json"),
        "badges": str(sample_badges_folder()),
        "ratings": str(sample_ratings_file()),
    }


def test_without_past_decisions_there_is_no_such_part(given: dict[str, str]) -> None:
    shown = comparison_report(**given, title="T").needs_panel()
    assert shown.text == ""
    assert "panel" not in shown.html


def test_every_badge_goes_somewhere_for_a_reason(given: dict[str, str], past: Path) -> None:
    shown = comparison_report(**given, title="T", past=past).needs_panel()
    review = read_review()
    found = triage(
        review.rubric, review.badges, review.answers, read_past_decisions(past, review.rubric, review.badges, review.answers).past
    )
    assert not found.refusal
    assert shown.text == found.sentence
    assert found.sentence in shown.html
    assert shown.html.count("<li><b><bdi>") == len(review.badges) == len(found.routes)
    table = triage_table(found, review.labels)
    assert table.caption.startswith(found.sentence)
    assert len(table.rows) == len(review.badges)
    assert {row[1] for row in table.rows} == {"Clear accept", "Not counted", "For the panel"}
    assert all(row[2] for row in table.rows)


def test_a_refusal_is_said_and_sends_the_rest_to_the_panel(given: dict[str, str], tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text("badge,score,decision\nA,90,accept\nB,10,not\nC,ninety,accept\n", encoding="utf-8")
    shown = comparison_report(**given, title="T", past=few).needs_panel()
    assert shown.text.startswith("No triage: ")
    assert "Clear accept" not in shown.html
    assert "row 4: " in shown.html


def test_the_manifest_names_the_past_by_hash(given: dict[str, str], past: Path) -> None:
    named = read_inputs(report_parameters("comparison", {**given, "past": str(past)})).named["past"]
    assert isinstance(named, dict)
    assert named["used"] == 240
    assert len(str(named["sha256"])) == 64
