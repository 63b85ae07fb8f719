"""What widgets are given, checked before anything is drawn: a rubric, badges, and answers that fit both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rubric_kit.errors import RatingError, RecordError
from rubric_kit.model import Badge, RatingState, Rubric, visible
from rubric_kit.scoring import Answers


def check_given(rubric: object, badges: Sequence[Badge], answers: Mapping[str, Answers]) -> None:
    """Refuse what is no rubric, no badge, there twice, or an answer that its criterion does not have.

    Raises
    ------
    RecordError
        An argument is not what it should be, or a badge is there twice.
    RatingError
        An answer names a level that its criterion does not have.
    """
    if not isinstance(rubric, Rubric):
        raise RecordError(f"rubric is a Rubric, found {type(rubric).__name__}", where="rubric")
    if not all(isinstance(badge, Badge) for badge in badges):
        raise RecordError("badges are Badge records; read them from their files first", where="badges")
    keys = [badge.key for badge in badges]
    twice = next((badge for badge in badges if keys.count(badge.key) > 1), None)
    if twice is not None:
        raise RecordError(f"badge {visible(twice.name)!r} ({twice.handle}) is there twice; give each badge once", where="badges")
    for badge in badges:
        _check_answers(rubric, badge, answers.get(badge.key, {}))


def _check_answers(rubric: Rubric, badge: Badge, answers: Answers) -> None:
    for criterion in rubric.criteria:
        answer = answers.get(criterion.id)
        if answer is not None and not isinstance(answer, RatingState) and criterion.level(answer) is None:
            known = ", ".join(level.id for level in criterion.levels)
            found = f"badge {visible(badge.name)!r}: level {visible(str(answer))!r} of criterion {criterion.id!r} does not exist"
            raise RatingError(f"{found}; known are: {known}", where=criterion.id)
