"""A review: a rubric version, badges and ratings, read and checked together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rubric_kit.comparing import badge_labels
from rubric_kit.errors import InputError, RatingError
from rubric_kit.intake import facts_of
from rubric_kit.model import Badge, Fact, Finding, Rating, Rubric
from rubric_kit.scoring import Answers, panel_answers, usable_ratings
from rubric_kit.workspace.badge_folder import read_badge_folder
from rubric_kit.workspace.rating_places import holds_log, read_ratings, shown_name
from rubric_kit.workspace.rubric_file import read_rubric
from rubric_kit.workspace.shipped import sample_ratings_file


@dataclass(frozen=True)
class Review:
    """A rubric version, badges and ratings that fit together."""

    rubric: Rubric
    badges: tuple[Badge, ...]
    facts: Mapping[str, tuple[Fact, ...]]
    """Facts by badge key."""
    ratings: tuple[Rating, ...]
    answers: Mapping[str, Answers]
    """The panel's answers by badge key."""
    labels: Mapping[str, str]
    """A different label for each badge, by key."""
    badge_findings: tuple[Finding, ...]
    rating_findings: tuple[Finding, ...]
    remarks: Mapping[str, tuple[Finding, ...]]
    """Warnings about badges that were read, by badge key: file names lead to them and are not kept."""


def read_review(rubric: str | Path = "", badges: str | Path = "", ratings: str | Path = "") -> Review:
    """Read a rubric, badges and ratings together; what is left empty is the kit's own sample.

    Parameters
    ----------
    rubric : path
        Rubric file; empty for the starter rubric.
    badges : path
        Badge file or folder of badge files; empty for the sample badges.
    ratings : path
        Database of ratings, its address, or a table; empty for the sample ratings.

    Raises
    ------
    InputError
        A file cannot be used, or no badge could be read.
    RecordError
        The rubric is not whole.
    RatingError
        There is no rating yet, or none fits the rubric and the badges.
    """
    version = read_rubric(rubric)
    intake = read_badge_folder(badges)
    if not intake.badges:
        first = intake.findings[0].line() if intake.findings else ""
        raise InputError(f"no badge in {badges} could be read: {first}", where=str(badges))
    place = ratings or sample_ratings_file()
    table = read_ratings(place, version, intake.badges)
    usable = usable_ratings(version, intake.badges, table.ratings)
    findings = table.findings + usable.findings
    if not usable.rows:
        raise _no_ratings(place, findings)
    rows_of: dict[str, list[Rating]] = {badge.key: [] for badge in intake.badges}
    for row in usable.rows:
        rows_of[row.badge].append(row)
    return Review(
        rubric=version,
        badges=intake.badges,
        facts=facts_of(intake.badges),
        ratings=usable.rows,
        answers={badge.key: panel_answers(version, rows_of[badge.key], badge) for badge in intake.badges},
        labels=badge_labels(intake.badges),
        badge_findings=intake.findings,
        rating_findings=findings,
        remarks={
            badge.key: tuple(one for one in intake.findings if one.severity == "warning" and one.where == intake.label(badge.key))
            for badge in intake.badges
        },
    )


def _no_ratings(place: str | Path, findings: Sequence[Finding]) -> RatingError:
    name = shown_name(place)
    if not findings and holds_log(place):
        how = "rate in notebook 03 (`rubric-kit lab`), or bring answers in with `rubric-kit ratings merge` or `ratings key`"
        return RatingError(f"{name} holds no rating yet; {how}", where=name)
    first = findings[0].line() if findings else "the table has no rows"
    return RatingError(f"no rating in {name} fits these badges and this rubric: {first}", where=name)
