"""Invented people and audiences who weigh the starter rubric, so that there is something to compare from the start."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Rubric, WeightAnswer, WeightMode, WeightSet
from rubric_kit.scoring.weighing import weigh
from rubric_kit.workspace.weights_file import read_weights

_INVENTED = "(Invented.)"
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


_AUDIENCES: tuple[tuple[str, WeightMode, tuple[int, ...], str], ...] = (
    ("student", WeightMode.POINTS, (20, 40, 10, 10, 10, 10, 0), f"I want to show what I made. {_INVENTED}"),
    ("teacher", WeightMode.POINTS, (20, 15, 10, 10, 10, 35, 0), f"It has to help in my classroom. {_INVENTED}"),
    ("college", WeightMode.POINTS, (25, 35, 20, 0, 20, 0, 0), f"Somebody has to have looked at the work. {_INVENTED}"),
    ("employer", WeightMode.POINTS, (30, 30, 25, 5, 10, 0, 0), f"I have to know who stands behind it. {_INVENTED}"),
)
"""The same for kinds of readers."""


def sample_people(rubric: Rubric) -> tuple[WeightSet, ...]:
    """Return the weights of four invented people; none if the rubric is not worded like the starter rubric."""
    return _invented(rubric, _PEOPLE)


def audience_weights(rubric: Rubric, file: str | Path = "") -> tuple[WeightSet, ...]:
    """Return weights by audience: those of a weights file, or of four invented audiences where no file is named.

    Without a file there are none if the rubric is not worded like the starter rubric.

    Raises
    ------
    InputError, RecordError
        The file cannot be used.
    """
    return read_weights(file) if file else _invented(rubric, _AUDIENCES)


def _invented(rubric: Rubric, said: Sequence[tuple[str, WeightMode, tuple[int, ...], str]]) -> tuple[WeightSet, ...]:
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
        for code, mode, numbers, reason in said
    )
