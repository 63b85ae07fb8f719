"""What the sample badges say about a rubric, counted for the checks: which criteria differ among them, and which decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rubric_kit.authoring.checks import CriterionFigures, SampleFigures
from rubric_kit.model import Badge, Criterion, RatingState, Rubric
from rubric_kit.scoring import Answer, Answers, open_outcomes
from rubric_kit.scoring.trace import standing_outcome


def sample_figures(rubric: Rubric, badges: Iterable[Badge], answers: Mapping[str, Answers]) -> SampleFigures:
    """Count, criterion by criterion, how sample badges are rated and for how many of them the criterion decides.

    A criterion decides for a badge if another of its levels alone would leave other outcomes open. Badges that are decided
    whatever their ratings are, such as those the issuer took back, are left out: no criterion could decide for them.

    Parameters
    ----------
    rubric : Rubric
        The version whose policy decides.
    badges : iterable of Badge
        The sample badges.
    answers : mapping of badge key to answers
        What was rated, such as a panel's answers; what names another criterion or level is not counted.

    Examples
    --------
    >>> from rubric_kit import read_review
    >>> review = read_review()
    >>> figures = sample_figures(review.rubric, review.badges, review.answers)
    >>> figures.badges, [one.criterion for one in figures.criteria if one.levels == 1]
    (48, [])
    """
    usable = ((badge, _usable(rubric, badge, answers.get(badge.key, {}))) for badge in badges)
    rated = [(badge, given) for badge, given in usable if any(_is_level(answer) for answer in given.values())]
    return SampleFigures(
        badges=len(rated),
        criteria=tuple(_figures(rubric, criterion, rated) for criterion in rubric.criteria),
        issuers=tuple(sorted({badge.issuer.name for badge, _ in rated})),
    )


def _usable(rubric: Rubric, badge: Badge, given: Answers) -> dict[str, Answer]:
    """Return the answers that fit the rubric; none if the badge is decided without them."""
    if standing_outcome(rubric, badge) is not None:
        return {}
    fitting = ((one, given.get(one.id)) for one in rubric.criteria)
    return {one.id: answer for one, answer in fitting if not _is_level(answer) or one.level(str(answer)) is not None}


def _is_level(answer: Answer) -> bool:
    # A state is text too, and a level may bear the same name as one.
    return isinstance(answer, str) and not isinstance(answer, RatingState)


def _figures(rubric: Rubric, criterion: Criterion, rated: Sequence[tuple[Badge, Answers]]) -> CriterionFigures:
    here = [(badge, given) for badge, given in rated if _is_level(given.get(criterion.id))]
    return CriterionFigures(
        criterion=criterion.id,
        rated=len(here),
        levels=len({given[criterion.id] for _, given in here}),
        deciding=sum(_decides(rubric, badge, given, criterion) for badge, given in here),
    )


def _decides(rubric: Rubric, badge: Badge, given: Answers, criterion: Criterion) -> bool:
    now = open_outcomes(rubric, badge, given)
    others = (one.id for one in criterion.levels if one.id != given[criterion.id])
    return any(open_outcomes(rubric, badge, {**given, criterion.id: other}) != now for other in others)
