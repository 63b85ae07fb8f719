"""What was given for each criterion, checked: every criterion once, none unknown, each number within the mode's bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric, WeightAnswer, WeightMode
from rubric_kit.scoring.weighing.plain_words import and_more, plain_number

MOST_ANSWERS = 2_000
"""More answers than that fit no mode: 40 criteria have 780 pairs."""

Shares = Mapping[str, int | Fraction]
"""Share of each criterion, in the rubric's order; only proportions matter."""


class Weighed(NamedTuple):
    """What a mode made of the answers."""

    shares: Shares
    """Exact shares."""
    inconsistency: int | None = None
    """As in `WeightSet`."""
    inconsistency_words: str | None = None
    """As in `WeightSet`."""
    remarks: tuple[str, ...] = ()
    """As in `WeightSet`."""


def one_for_each(rubric: Rubric, mode: WeightMode, answers: Sequence[WeightAnswer]) -> dict[str, int]:
    """Return what was said about each criterion, in the rubric's order, in thousandths.

    Raises
    ------
    RecordError
        A criterion is unknown, was answered twice or not at all, or an answer compares two criteria.
    """
    compared = next((one for one in answers if one.against is not None), None)
    if compared is not None:
        found = f"found {compared.criterion!r} against {compared.against!r}"
        raise RecordError(f"{mode} asks about each criterion by itself, {found}; leave the second out", where=compared.criterion)
    require_known(rubric, mode, (one.criterion for one in answers))
    said = {one.criterion: one.value for one in answers}
    twice = repeated(one.criterion for one in answers)
    if twice is not None:
        raise RecordError(f"{mode} has two answers for criterion {twice!r}; keep one of them", where=twice)
    missing = [c.id for c in rubric.criteria if c.id not in said]
    if missing:
        raise RecordError(
            f"{mode} has no answer for criterion {missing[0]!r}{and_more(missing)}; give each one", where=missing[0]
        )
    return {c.id: said[c.id] for c in rubric.criteria}


def require_known(rubric: Rubric, mode: WeightMode, names: Iterable[str]) -> None:
    """Refuse a criterion that the rubric does not have.

    Raises
    ------
    RecordError
        There is one.
    """
    known = {c.id for c in rubric.criteria}
    unknown = list(dict.fromkeys(name for name in names if name not in known))
    if unknown:
        listed = ", ".join(c.id for c in rubric.criteria)
        raise RecordError(
            f"{mode} names criterion {unknown[0]!r}, which does not exist{and_more(unknown)}; known are: {listed}",
            where=unknown[0],
        )


def require_within(mode: WeightMode, said: Mapping[str, int], least: int, most: int) -> None:
    """Refuse a number outside the bounds; bounds and numbers in thousandths.

    Raises
    ------
    RecordError
        There is one.
    """
    for name, value in said.items():
        if not least <= value <= most:
            allowed = f"{plain_number(least)} to {plain_number(most)} is allowed"
            raise RecordError(f"{mode} gives criterion {name!r} {plain_number(value)}; {allowed}", where=name)


def require_some(mode: WeightMode, said: Mapping[str, int]) -> None:
    """Refuse answers that are all zero: they have no proportions.

    Raises
    ------
    RecordError
        They are.
    """
    if not any(said.values()):
        advice = "give at least one criterion more than zero, or use mode none for equal weights"
        raise RecordError(f"{mode} gives every criterion zero; {advice}", where="weights")


def repeated(names: Iterable[str]) -> str | None:
    """Return the first name that is there more than once, if there is one."""
    return next((name for name, count in Counter(names).items() if count > 1), None)
