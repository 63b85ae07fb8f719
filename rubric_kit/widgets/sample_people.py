"""Four invented people who weigh the starter rubric, each in a way of their own, so that there is something to compare."""

from __future__ import annotations

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Rubric, WeightAnswer, WeightMode, WeightSet
from rubric_kit.scoring.weighing import weigh

_INVENTED = "(An invented person.)"
_PEOPLE: tuple[tuple[str, WeightMode, tuple[int, ...], str], ...] = (
    ("t-01", WeightMode.POINTS, (15, 50, 10, 5, 5, 15, 0), f"What counts is that somebody has done it. {_INVENTED}"),
    (
        "t-02",
        WeightMode.RANK_SUM,
        (3, 1, 4, 6, 5, 2, 7),
        f"Students should notice that their teacher has this badge. {_INVENTED}",
    ),
    ("t-03", WeightMode.SWING, (100, 40, 60, 20, 90, 30, 0), f"The same person as below, asked in another way. {_INVENTED}"),
    ("t-03", WeightMode.POINTS, (30, 10, 20, 10, 20, 10, 0), f"Evidence is often private. The requirements are not. {_INVENTED}"),
    ("t-04", WeightMode.DIRECT, (9, 2, 8, 4, 8, 3, 0), f"We have to answer for it before the board. {_INVENTED}"),
)
"""Code, mode and one number for each criterion of the starter rubric, in its order."""


def sample_people(rubric: Rubric) -> tuple[WeightSet, ...]:
    """Return the weights of four invented people; none if the rubric is not worded like the starter rubric."""
    if rubric.wording_fingerprint != starter_rubric().wording_fingerprint:
        return ()
    return tuple(
        weigh(
            rubric,
            mode,
            [WeightAnswer(criterion=c.id, value=number * 1_000) for c, number in zip(rubric.criteria, numbers, strict=True)],
            rater=code,
            note=reason,
        )
        for code, mode, numbers, reason in _PEOPLE
    )
