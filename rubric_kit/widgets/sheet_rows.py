"""Paper score sheets as rows of marks: what stands already, what was keyed in, and what is understood of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rubric_kit.errors import RatingError
from rubric_kit.model import STATE_WORDS, Badge, RatingState, Rubric, visible
from rubric_kit.scoring.sheet_marks import GUT_MARKS, STATE_MARKS, marks_of, read_gut_mark, read_mark
from rubric_kit.widgets.rating_book import RatingBook
from rubric_kit.widgets.rating_rows import CALL_WORDS, count_words


class Sheet(NamedTuple):
    """The marks of one sheet."""

    gut: str
    marks: tuple[str, ...]
    """One for each criterion, in the rubric's order; empty where the sheet has no answer."""


def legend(rubric: Rubric) -> list[dict[str, str]]:
    """Return the rubric's questions with the marks of their levels, as the score sheet prints them."""
    return [
        {
            "id": criterion.id,
            "name": f"{number}. {visible(criterion.name)}",
            "marks": ", ".join(f"{mark} {name}" for mark, name in marks_of(criterion)),
        }
        for number, criterion in enumerate(rubric.criteria, start=1)
    ]


def standing_sheet(book: RatingBook, badge: Badge) -> Sheet:
    """Return the marks of what stands in a rater's book on a badge."""
    call = book.stock.calls.get(badge.key)
    calls = {name: mark for mark, name in GUT_MARKS.items()}
    gut = calls[call.call] if call and call.call and call.round == book.round else ""
    states = {state: mark for mark, state in STATE_MARKS.items()}
    marks = []
    for criterion in book.rubric.criteria:
        entry = book.stock.answers.get((badge.key, criterion.id))
        if entry is None:
            marks.append("")
        elif entry.level:
            marks.append(str([level.id for level in criterion.levels].index(entry.level) + 1))
        else:
            marks.append(states[RatingState(str(entry.state))])
    return Sheet(gut, tuple(marks))


def sheet_row(book: RatingBook, badge: Badge, label: str, typed: Sheet | None) -> dict[str, Any]:
    """Return the row of one badge: its marks, what they are understood as, what is wrong, and whether all of it is saved."""
    there = standing_sheet(book, badge)
    sheet = there if typed is None else typed
    problem = problem_of(book.rubric, sheet)
    count = sum(1 for mark in there.marks if mark)
    saved = count_words(count, "answer", "answers") + (" and the gut call" if there.gut else "")
    is_saved = sheet == there and all(one.badge != badge.key for one in book.unsaved)
    state = f"Saved: {saved}." if is_saved else "Not saved yet."
    return {
        "badge": badge.key,
        "label": label,
        "gut": sheet.gut,
        "marks": list(sheet.marks),
        "understood": "; ".join(_understood(book.rubric, sheet)),
        "problem": problem or _twice(book, badge),
        "wrong": list(_faults(book.rubric, sheet)),
        "state": state if sheet.gut or any(sheet.marks) else "",
    }


def problem_of(rubric: Rubric, sheet: Sheet) -> str:
    """Return what is wrong with a sheet's marks, in one line; empty if nothing is."""
    told = list(_faults(rubric, sheet).values())
    more = f" (and {len(told) - 1} more)" if len(told) > 1 else ""
    return f"{told[0]}{more}" if told else ""


def kept_back(there: Sheet, sheet: Sheet) -> int:
    """Return how many answers stand although the sheet leaves them blank: what was said once can be changed, not unsaid."""
    return sum(
        bool(old) and not new.strip() for old, new in zip((there.gut, *there.marks), (sheet.gut, *sheet.marks), strict=True)
    )


def _faults(rubric: Rubric, sheet: Sheet) -> dict[str, str]:
    """Return what is wrong with each mark that stands for nothing, by criterion; "" is the gut call."""
    found = {}
    try:
        read_gut_mark(sheet.gut)
    except RatingError as error:
        found[""] = error.message
    for criterion, mark in zip(rubric.criteria, sheet.marks, strict=True):
        try:
            read_mark(criterion, mark)
        except RatingError as error:
            found[criterion.id] = error.message
    return found


def _understood(rubric: Rubric, sheet: Sheet) -> Iterator[str]:
    call = GUT_MARKS.get(sheet.gut.strip().lower())
    if call:
        yield f"gut call: {CALL_WORDS[call].lower()}"
    for criterion, mark in zip(rubric.criteria, sheet.marks, strict=True):
        try:
            answer = read_mark(criterion, mark)
        except RatingError:
            continue
        if answer is not None:
            level = None if isinstance(answer, RatingState) else criterion.level(answer)
            yield f"{visible(criterion.name)}: {visible(level.name) if level else STATE_WORDS[answer]}"


def _twice(book: RatingBook, badge: Badge) -> str:
    stock = book.stock
    names = [visible(one.name) for one in book.rubric.criteria if (badge.key, one.id) in stock.conflicts]
    names += ["the gut call"] if badge.key in stock.call_conflicts else []
    return f"Answered twice and differently, on two machines: {', '.join(names)}. Key it again to settle it." if names else ""


def sheet_of(rubric: Rubric, gut: object, marks: object) -> Sheet:
    """Return what a page sends as a sheet; what is no row of marks becomes an empty one."""
    given: Sequence[object] = (
        marks if isinstance(marks, list) and len(marks) == len(rubric.criteria) else [""] * len(rubric.criteria)
    )
    return Sheet(str(gut or ""), tuple(str(one or "") for one in given))
