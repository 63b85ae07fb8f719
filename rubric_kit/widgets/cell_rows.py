"""Revealed cells as the plain rows that the leader's widget draws: places with dots, reasons, and what a talk changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from rubric_kit.comparing.cell_spread import STATE_PLACES, CellChange, CellSpread, Step
from rubric_kit.model import STATE_WORDS, Criterion, Rating, RatingState, visible

PER_PAGE = 6
"""Cells on a page: what a room can talk about before it is tired."""

CellKey = tuple[str, str]
"""A badge's key and a criterion's id."""
Naming = Callable[[str], str]
"""From a rater's code to what may be shown of it; empty text for nothing."""


def cell_row(cell: CellSpread, criterion: Criterion, carried: Collection[str], reasons: int, naming: Naming) -> dict[str, Any]:
    """Return one cell: its places from the lowest level to "not answered", and where the middle and the ends are.

    Parameters
    ----------
    cell : CellSpread
        Answers of everybody.
    criterion : Criterion
        For the names of the levels.
    carried : collection of str
        Codes of those whose answer is the one of an earlier round.
    reasons : int
        How many gave a reason.
    naming : callable
        What may be shown of a rater.
    """
    return {
        "badge": cell.badge,
        "criterion": cell.criterion,
        "title": f"{cell.name}: {cell.label}",
        "words": cell.sentence,
        "places": [*_levels(cell, criterion, carried, naming), *_states(cell, carried, naming)],
        "levels": len(cell.levels),
        "ends": None if cell.lowest is None else [cell.lowest, cell.highest],
        "half": cell.quartiles,
        "middle": cell.median,
        "reasons": reasons,
    }


def reason_rows(cell: CellSpread, criterion: Criterion, ratings: Iterable[Rating], naming: Naming) -> list[dict[str, Any]]:
    """Return the reasons given in a cell: those at the lowest and the highest level first, who are asked to speak first."""
    given = [one for one in ratings if one.rationale.strip() and (one.badge, one.criterion) == (cell.badge, cell.criterion)]
    return [
        {
            "number": criterion.position(one.level) if one.level else None,
            "answer": _answer_words(criterion, one),
            "reason": visible(one.rationale),
            "who": naming(one.rater),
        }
        for one in sorted(given, key=lambda one: _from_the_ends(cell, criterion, one))
    ]


def slope_row(change: CellChange, criterion: Criterion) -> dict[str, Any]:
    """Return what a talk changed in one cell: the words, and how many went from which level to which."""
    return {
        "badge": change.after.badge,
        "criterion": change.after.criterion,
        "title": f"{change.after.name}: {change.after.label}",
        "words": change.sentence,
        "names": [visible(level.name) for level in criterion.levels],
        "steps": [list(step) for step in change.steps],
        "ways": f"{', '.join(_way(step) for step in change.steps)}." if change.steps else "",
    }


def page_of(count: int, wanted: object) -> tuple[int, int]:
    """Return the page to show and the last one, from 0; what a browser asks for may be anything."""
    last = max(0, (count - 1) // PER_PAGE)
    return (min(max(wanted, 0), last) if isinstance(wanted, int) else 0), last


def naming_for(who: object, names: Mapping[str, str]) -> Naming:
    """Return what may be shown of a rater: nothing, the code, or the code and the name if there is one."""
    if who == "codes":
        return visible
    if who == "names":
        return lambda code: visible(f"{names[code]} ({code})" if names.get(code) else code)
    return lambda _code: ""


def _levels(cell: CellSpread, criterion: Criterion, carried: Collection[str], naming: Naming) -> list[dict[str, Any]]:
    raters: dict[int, list[str]] = {}
    for rater, place in cell.by_rater.items():
        raters.setdefault(place, []).append(rater)
    return [
        {"number": at, "name": visible(level.name)} | _people(raters.get(at, []), carried, naming)
        for at, level in enumerate(criterion.levels)
    ]


def _states(cell: CellSpread, carried: Collection[str], naming: Naming) -> list[dict[str, Any]]:
    return [
        {"number": None, "name": "not answered" if state is None else STATE_WORDS[state], "absent": state is None}
        | _people([one.rater for one in cell.answers if _is(one.answer, state)], carried, naming)
        for state in STATE_PLACES
    ]


def _is(answer: object, state: RatingState | None) -> bool:
    """Whether an answer is this state; a level may bear a state's name."""
    return answer is None if state is None else isinstance(answer, RatingState) and answer is state


def _people(raters: list[str], carried: Collection[str], naming: Naming) -> dict[str, Any]:
    shown = [naming(rater) for rater in raters]
    return {
        "count": len(raters),
        "carried": sum(rater in carried for rater in raters),
        "who": [one for one in shown if one],
    }


def _way(step: Step) -> str:
    if step.before == step.after:
        return f"{step.people} stayed at {step.before}"
    return f"{step.people} from {step.before} to {step.after}"


def _answer_words(criterion: Criterion, rating: Rating) -> str:
    level = criterion.level(rating.level) if rating.level else None
    return visible(level.name) if level else STATE_WORDS[str(rating.state)]


def _from_the_ends(cell: CellSpread, criterion: Criterion, rating: Rating) -> tuple[int, int, str]:
    """Sort key: the ends, then what lies between, then states; low before high, then by the text, which names nobody."""
    if rating.level is None:
        return (2, 0, rating.rationale)
    place = criterion.position(rating.level)
    return (0 if place in (cell.lowest, cell.highest) else 1, place, rating.rationale)
