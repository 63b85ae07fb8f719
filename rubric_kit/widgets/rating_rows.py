"""What the rating page shows of a rater's book: rows and words, made ready to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rubric_kit.model import STATE_WORDS, Badge, Entry, Fact, GutCall, Rating, Rubric, visible
from rubric_kit.scoring import suggest
from rubric_kit.widgets.badge_sheet import answer_words
from rubric_kit.widgets.rating_book import RatingBook

CALL_WORDS = {GutCall.ACCEPT: "Accept", GutCall.NOT: "Not", GutCall.UNSURE: "Unsure"}
"""The words a person reads for each gut call, the same as on the score sheet."""

_ASK = "Before you open the rubric: would you accept this badge?"


def count_words(count: int, one: str, many: str) -> str:
    """Return a number with its noun, such as "1 answer" or "2 answers"."""
    return f"{count} {one if count == 1 else many}"


def cell_rows(book: RatingBook, badge: Badge) -> dict[str, dict[str, Any]]:
    """Return what stands in each cell of a badge, by criterion id: answer, reason, the earlier answer, a contradiction."""
    rows = {}
    for criterion in book.rubric.criteria:
        cell = (badge.key, criterion.id)
        entry = book.stock.answers.get(cell)
        rows[criterion.id] = {
            "answer": (entry.level or str(entry.state)) if entry else None,
            "reason": book.reason(cell),
            "before": _before(book, book.stock.before.get(cell)),
            "conflict": _twice(_entry_words(book.rubric, one) for one in book.stock.conflicts.get(cell, ())),
        }
    return rows


def gut_row(book: RatingBook, badge: Badge) -> dict[str, Any]:
    """Return the gut call on a badge, and whether the rubric is open without one."""
    entry = book.stock.calls.get(badge.key)
    said = book.stock.call_conflicts.get(badge.key, ())
    words = CALL_WORDS[entry.call] if entry and entry.call else ""
    since = f" in round {entry.round}" if entry and entry.round < book.round else ""
    line = f"Your gut call{since}: {words}." if words else ""
    if not words and badge.key in book.stock.rated:
        line = "No gut call: this rubric was opened before one was made."
    return {
        "ask": _ASK,
        "calls": [{"id": str(call), "name": name} for call, name in CALL_WORDS.items()],
        "call": str(entry.call) if entry else None,
        "reason": entry.rationale if entry else "",
        "line": line,
        "open": is_open(book, badge.key),
        "conflict": _twice(CALL_WORDS[one.call] for one in said if one.call),
    }


def is_open(book: RatingBook, key: str) -> bool:
    """Whether a badge's rubric may be opened: there is a gut call, or the rater has read the rubric on it before."""
    stock = book.stock
    return key in stock.calls or key in stock.call_conflicts or key in stock.rated


def room_words(book: RatingBook, *, hidden: bool) -> str:
    """Return what is to be known of the round, in a few sentences; empty in a first round with nothing special.

    Parameters
    ----------
    book : RatingBook
        The rater's book.
    hidden : bool
        Whether the issuers are hidden.
    """
    told = []
    if hidden:
        told.append("The issuer is hidden until the reveal; the badge's words may still give it away.")
        told.append("Answer «Cannot tell» where only the issuer's name would tell.")
    if book.opened_on not in (None, book.rubric.fingerprint):
        told.append(
            f"Round {book.round} was opened on another version of the rubric ({book.opened_on[:8]}) than the one on this page "
            f"({book.rubric.fingerprint[:8]}). Ask the facilitator which one counts."
        )
    if book.revealed:
        told.append(f"Round {book.round} is revealed. You can look at your answers and no longer change them.")
    elif book.round > 1:
        told.append(f"Round {book.round}. Questions start empty; where you leave one empty, your earlier answer on it counts.")
    if book.stock.done and not book.revealed:
        told.append(f"You said that you are done with round {book.round}; until the reveal you can still change answers.")
    return " ".join(told)


def news_words(book: RatingBook, before: tuple[int, bool], *, blind: bool) -> str:
    """Return what changed in the room since a round and its reveal were last seen."""
    if book.round != before[0]:
        return f"Round {book.round} is open now. What you said before stands beside each question."
    if book.revealed and not before[1]:
        shown = " The issuers are shown." if blind else ""
        return f"The facilitator has revealed round {book.round}.{shown}"
    return ""


class Suggestions:
    """What the data suggest for cells that the person has answered; before that it could sway them.

    Parameters
    ----------
    rubric : Rubric
        Its look-fors are asked.
    facts : mapping of badge key to facts
        What was observed.
    """

    def __init__(self, rubric: Rubric, facts: Mapping[str, Sequence[Fact]]) -> None:
        self._rubric, self._facts = rubric, dict(facts)
        self._found: dict[str, dict[str, Rating]] = {}
        self._of_issuers = {
            criterion.id
            for criterion in rubric.criteria
            for level in criterion.levels
            for one in level.look_fors
            if one.fact.startswith("issuer") or one.fact in ("endorsements", "anchored")
        }

    def rows(self, book: RatingBook, badge: Badge, hide: Callable[[str], str] | None) -> dict[str, dict[str, str] | None]:
        """Return the suggestion for each criterion, None where there is none to be shown.

        Parameters
        ----------
        book : RatingBook
            What was answered.
        badge : Badge
            The badge as it was read.
        hide : callable, optional
            In blind mode, takes the issuer out of a text; criteria that ask for facts about the issuer get no suggestion then.
        """
        rows: dict[str, dict[str, str] | None] = {one.id: None for one in self._rubric.criteria}
        for criterion, rating in self._of(badge).items():
            if (badge.key, criterion) in book.stock.answers and (hide is None or criterion not in self._of_issuers):
                why = rating.rationale if hide is None else hide(rating.rationale)
                rows[criterion] = {"words": answer_words(self._rubric, rating), "why": visible(why)}
        return rows

    def _of(self, badge: Badge) -> dict[str, Rating]:
        if badge.key not in self._facts:
            return {}
        if badge.key not in self._found:
            self._found[badge.key] = {row.criterion: row for row in suggest(self._rubric, badge, self._facts[badge.key])}
        return self._found[badge.key]


def _entry_words(rubric: Rubric, entry: Entry) -> str:
    criterion = next((one for one in rubric.criteria if one.id == entry.criterion), None)
    level = criterion.level(entry.level) if criterion and entry.level else None
    if entry.state is not None:
        return STATE_WORDS[entry.state].capitalize()
    return visible(level.name if level else str(entry.level))


def _before(book: RatingBook, entry: Entry | None) -> str:
    if entry is None:
        return ""
    other = "" if entry.wording == book.rubric.wording_fingerprint else " (the wording was another one)"
    because = f" Because: {visible(entry.rationale)}" if entry.rationale else ""
    return f"before: {_entry_words(book.rubric, entry)}{other}.{because}"


def _twice(said: Iterable[str]) -> str:
    words = [f"«{one}»" for one in dict.fromkeys(said)]
    return f"You answered this twice, on two machines: {' and '.join(words)}. Answer again to settle it." if words else ""
