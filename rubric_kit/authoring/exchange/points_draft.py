"""Drafts from forms that have points and no weights, and the question which level is the lowest where there are no points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rubric_kit.authoring.draft_places import Draft
from rubric_kit.authoring.exchange.draft_parts import CriterionPart, draft_from, rising
from rubric_kit.authoring.exchange.finding_codes import Notes, shortened
from rubric_kit.authoring.exchange.folded_points import unfolded
from rubric_kit.authoring.exchange.form import Question

_ORDER = Question(
    "order",
    "The levels have no points. Which level stands first in the file?",
    (("low", "the lowest"), ("high", "the highest")),
    "low",
)


def points_draft(
    parts: Sequence[CriterionPart], notes: Notes, *, title: str, more: Mapping[str, Any] | None = None, decimals: int = 2
) -> Draft:
    """Build a draft, taking the weights out of the points.

    Parameters
    ----------
    parts : sequence of CriterionPart
        The criteria; levels without points stand from low to high.
    notes : Notes
        Where findings and sentences go.
    title : str
        Title of the rubric; may be empty.
    more : mapping, optional
        Further fields of the rubric.
    decimals : int
        Decimals to which points are written in this form.
    """
    parts = [part._replace(levels=rising(part.levels)) for part in parts]
    rows = [[level.points for level in part.levels] for part in parts]
    if not any(one is not None for row in rows for one in row):
        return draft_from(parts, notes, title=title, more=more)
    apart = unfolded(rows, notes, decimals)
    weighed = [
        part._replace(
            weight=apart.weights[at],
            levels=[level._replace(points=points) for level, points in zip(part.levels, apart.rows[at], strict=True)],
        )
        for at, part in enumerate(parts)
    ]
    return draft_from(weighed, notes, title=title, more=more, scale=apart.scale)


def low_first(
    parts: Sequence[CriterionPart], answers: Mapping[str, str], notes: Notes
) -> tuple[Sequence[CriterionPart], Question | None]:
    """Return the criteria with levels from low to high; if no level has points, also the question which one is the lowest.

    Raises
    ------
    RecordError
        The answer to the question "order" is none of its choices.
    """
    if any(level.points is not None for part in parts for level in part.levels):
        return parts, None
    notes.tell("The levels have no points, so they were given 0, 1, 2 and so on, from the lowest.")
    if _ORDER.answer(answers) == "high":
        return [part._replace(levels=part.levels[::-1]) for part in parts], _ORDER
    return parts, _ORDER


def which_rubric(titles: Sequence[str]) -> Question | None:
    """Return the question which of several rubrics in a file is meant; None if there is one."""
    if len(titles) < 2:
        return None
    choices = tuple((str(number), shortened(one) or f"rubric {number}") for number, one in enumerate(titles, start=1))
    return Question("rubric", f"The file holds {len(titles)} rubrics. Which one do you want?", choices, "1")


def one_question(first: Question | None, second: Question | None, answers: Mapping[str, str]) -> Question | None:
    """Return the question to ask: the second one once the first is answered, so that there is never more than one."""
    return second if second is not None and (first is None or first.key in answers) else first
