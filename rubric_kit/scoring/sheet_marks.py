"""From the marks that are keyed in off a paper score sheet to answers: one short mark for each criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rubric_kit.errors import RatingError
from rubric_kit.model import Criterion, GutCall, RatingState, Rubric, visible

STATE_MARKS: Mapping[str, RatingState] = {
    "?": RatingState.UNKNOWN,
    "w": RatingState.WITHHELD,
    "n": RatingState.NOT_APPLICABLE,
}
"""Marks that stand for the three answers that are no level."""

GUT_MARKS: Mapping[str, GutCall] = {"a": GutCall.ACCEPT, "n": GutCall.NOT, "u": GutCall.UNSURE}
"""Marks that stand for the gut call."""

_MOST_SHOWN = 12


def read_marks(rubric: Rubric, marks: Sequence[str]) -> dict[str, str | RatingState]:
    """Return the answers that a row of marks stands for.

    A mark is the level's number as the score sheet prints it, counted from 1 for the lowest, or "?" for cannot tell, "w" for
    withheld, "n" for does not apply. Capitals and spaces round a mark make no difference.

    Parameters
    ----------
    rubric : Rubric
        The version that the sheet was printed from.
    marks : sequence of str
        One mark for each criterion, in the rubric's order; an empty one where the sheet has no answer. A text counts as one mark
        for each character, with a space for an empty one.

    Returns
    -------
    dict of str to str or RatingState
        Level or state by criterion id; a criterion with an empty mark is left out, since nobody answered it.

    Raises
    ------
    RatingError
        There are more or fewer marks than criteria, or a mark stands for nothing.

    Examples
    --------
    Of a rubric that asks for clarity, evidence and fit, `read_marks(rubric, ["3", "w", ""])` is the third level for clarity,
    withheld for evidence and nothing for fit.
    """
    if len(marks) != len(rubric.criteria):
        few, asked = len(marks), len(rubric.criteria)
        message = (
            f"{few} {'mark is' if few == 1 else 'marks are'} there and the rubric asks {asked} "
            f"{'question' if asked == 1 else 'questions'}; give one mark for each, an empty one where the sheet has no answer"
        )
        raise RatingError(message, where="marks")
    read = [(criterion.id, read_mark(criterion, mark)) for criterion, mark in zip(rubric.criteria, marks, strict=True)]
    return {name: answer for name, answer in read if answer is not None}


def read_mark(criterion: Criterion, mark: str) -> str | RatingState | None:
    """Return the level or state that one mark stands for; None for an empty mark.

    Raises
    ------
    RatingError
        The mark stands for nothing.
    """
    plain = mark.strip().lower()
    if not plain:
        return None
    if plain in STATE_MARKS:
        return STATE_MARKS[plain]
    # Looked up as text: int() would also take "02", "+2" and digits of other scripts.
    levels = {str(number): level.id for number, level in enumerate(criterion.levels, start=1)}
    if plain in levels:
        return levels[plain]
    allowed = f"1 to {len(criterion.levels)} for a level, ? cannot tell, w withheld, n does not apply, nothing if it is blank"
    message = f"{_quoted(mark)} is no mark for {visible(criterion.name)!r}; allowed are {allowed}"
    raise RatingError(message, where=criterion.id)


def read_gut_mark(mark: str) -> GutCall | None:
    """Return the gut call that a mark stands for: "a" accept, "n" not, "u" unsure; None for an empty mark.

    Raises
    ------
    RatingError
        The mark stands for nothing.
    """
    plain = mark.strip().lower()
    if plain and plain not in GUT_MARKS:
        allowed = "a accept, n not, u unsure, nothing if it is blank"
        raise RatingError(f"{_quoted(mark)} is no mark for the gut call; allowed are {allowed}", where="gut")
    return GUT_MARKS.get(plain)


def marks_of(criterion: Criterion) -> Iterator[tuple[str, str]]:
    """Yield the marks of a criterion's levels with their names, lowest level first."""
    for number, level in enumerate(criterion.levels, start=1):
        yield str(number), visible(level.name)


def _quoted(mark: str) -> str:
    """Return what was keyed in, short and with hidden characters spelled out."""
    shown = visible(mark.strip())
    return repr(shown if len(shown) <= _MOST_SHOWN else f"{shown[: _MOST_SHOWN - 1]}…")
