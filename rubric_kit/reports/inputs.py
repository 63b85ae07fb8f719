"""What a comparison report is made from: a rubric version, badges and ratings, read and checked together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rubric_kit.errors import InputError, RatingError
from rubric_kit.model import Badge, Finding, Rating, Rubric
from rubric_kit.scoring import Answers, panel_answers, usable_ratings
from rubric_kit.workspace import read_badge_folder, read_ratings, read_rubric


@dataclass(frozen=True)
class ReportInputs:
    """A rubric version, badges and ratings that fit together."""

    rubric: Rubric
    badges: tuple[Badge, ...]
    ratings: tuple[Rating, ...]
    answers: Mapping[str, Answers]
    """The panel's answers by badge key."""
    badge_findings: tuple[Finding, ...]
    rating_findings: tuple[Finding, ...]


def read_inputs(rubric: str | Path, badges: str | Path, ratings: str | Path) -> ReportInputs:
    """Read the three inputs.

    Raises
    ------
    InputError
        A file cannot be used, or no badge could be read.
    RecordError
        The rubric is not whole.
    RatingError
        No rating fits the rubric and the badges.
    """
    version = read_rubric(rubric)
    intake = read_badge_folder(badges)
    if not intake.badges:
        first = intake.findings[0].line() if intake.findings else ""
        raise InputError(f"no badge in {badges} could be read: {first}", where=str(badges))
    table = read_ratings(ratings, version, intake.badges)
    usable = usable_ratings(version, intake.badges, table.ratings)
    findings = table.findings + usable.findings
    if not usable.rows:
        first = findings[0].line() if findings else "the table has no rows"
        raise RatingError(f"no rating in {Path(ratings).name} fits these badges and this rubric: {first}", where=str(ratings))
    answers = {badge.key: panel_answers(version, usable.rows, badge) for badge in intake.badges}
    return ReportInputs(version, intake.badges, usable.rows, answers, intake.findings, findings)
