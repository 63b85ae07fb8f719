"""Where one person after another sits down to rate: who is there, which badge lies open, what is saved and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from rubric_kit.errors import RatingError, RubricKitError
from rubric_kit.model import Badge, GutCall, Rubric, visible
from rubric_kit.widgets.rating_book import RatingBook
from rubric_kit.widgets.rating_log import MemoryLog, RatingLog
from rubric_kit.widgets.rating_rows import count_words, is_open, news_words

_NO_NEWS = "No news."


class Told(NamedTuple):
    """One line for the person at the desk."""

    line: str = ""
    refused: bool = False
    """Whether it says that something was not saved."""


class RatingDesk:
    """The raters of one page, one at a time.

    Parameters
    ----------
    rubric : Rubric
        What is asked.
    badges : sequence of Badge
        What it is asked about, in this order.
    log : RatingLog
        Log to go on from and to add to.
    blind : bool
        Whether the issuer is hidden until a round is revealed.
    gut_first : bool
        Whether a badge's rubric opens only after a gut call on it.
    """

    def __init__(self, rubric: Rubric, badges: Sequence[Badge], log: RatingLog, *, blind: bool, gut_first: bool) -> None:
        self.rubric, self.badges, self.log = rubric, tuple(badges), log
        self.book: RatingBook | None = None
        self.place = 0
        self.gut_first = gut_first
        self._blind = blind
        self._sure = False

    @property
    def badge(self) -> Badge:
        """The badge that lies open."""
        return self.badges[self.place]

    @property
    def asked(self) -> int:
        """How many questions there are, over all badges."""
        return len(self.badges) * len(self.rubric.criteria)

    @property
    def hidden(self) -> bool:
        """Whether the issuers are hidden."""
        return self._blind and not (self.book and self.book.unveiled)

    def start(self, rater: str) -> Told:
        """Sit somebody down where they left; raises RecordError for what is no code."""
        self.book = RatingBook(self.rubric, self.badges, rater, self.log)
        self._go_where_left()
        count = len(self.book.stock.answers)
        told = [f"{count_words(count, 'earlier answer', 'earlier answers')} of {rater} taken up."] if count else []
        if self.book.findings:
            remarks = count_words(len(self.book.findings), "remark", "remarks")
            told.append(f"{remarks} about your earlier answers: {self.book.findings[0].line()}")
        return Told(visible(" ".join(told) or f"You rate as {rater}."))

    def stop(self) -> Told:
        """Let the next person sit down."""
        self.book, self.place = None, 0
        return Told()

    def go_to(self, place: int) -> Told:
        """Open another badge; raises RatingError if there is none at that place."""
        if not 0 <= place < len(self.badges):
            raise RatingError(f"there is no badge number {place + 1}; there are {len(self.badges)}", where="badges")
        self.place = place
        return self.look("")

    def call(self, call: str, reason: str, badge: str | None) -> Told:
        """Make a gut call."""
        if call not in set(GutCall):
            raise RatingError("pick one first: accept, not or unsure", where="call")
        book = self._open_book()
        return self._saved(changed=book.call(self.badge.key if badge is None else badge, GutCall(call), reason))

    def rate(self, criterion: str, answer: str, reason: str | None, badge: str | None) -> Told:
        """Answer a question."""
        book, cell = self._cell(criterion, badge)
        return self._saved(changed=book.rate(cell, answer, book.reason(cell) if reason is None else reason))

    def explain(self, criterion: str, reason: str, badge: str | None) -> Told:
        """Give a reason."""
        book, cell = self._cell(criterion, badge)
        changed = book.explain(cell, reason)
        waits = not changed and cell not in book.stock.answers and bool(reason)
        return self._saved(changed=changed, otherwise="Reason kept for now. Pick an answer, then it is saved." if waits else "")

    def done(self, *, sure: bool) -> Told:
        """Say that the round is done; without being sure, open questions are told first."""
        book = self._open_book()
        left = self.asked - book.answered
        if left and not (sure or self._sure or book.stock.done):
            told = self.look(
                f"{count_words(left, 'question is', 'questions are')} not answered. Press again if you are done all the same."
            )
            self._sure = True
            return told
        return self._saved(changed=book.done(), otherwise=f"You are done with round {book.round}; you said so before.")

    def look(self, notice: str = _NO_NEWS) -> Told:
        """Take up what is new in the log; return it after a notice of one's own."""
        self._sure = False
        try:
            news = self._news()
        except RubricKitError as error:
            before = "" if notice == _NO_NEWS else f"{notice} "
            return Told(f"{before}Cannot look for news: {error.message.rstrip('.')}.".strip(), refused=True)
        return Told(" ".join(one for one in ("" if news and notice == _NO_NEWS else notice, news) if one))

    def _saved(self, *, changed: bool, otherwise: str = "") -> Told:
        if not changed or self.book is None:
            return self.look(otherwise)
        try:
            self.book.save()
        except RubricKitError as error:
            return Told(
                f"Not saved: {error.message.rstrip('.')}. Your answers are kept here; the next answer tries again.", refused=True
            )
        # Only shown, never stored: the names of the entries say what took the place of what.
        now = f"{datetime.now().astimezone():%H:%M}"
        return self.look(f"Kept in this notebook {now}, not in a file" if isinstance(self.log, MemoryLog) else f"Saved {now}")

    def _news(self) -> str:
        if self.book is None:
            return ""
        before = (self.book.round, self.book.revealed)
        self.book.look()
        if self.book.round != before[0]:
            self._go_where_left()
        return news_words(self.book, before, blind=self._blind)

    def _go_where_left(self) -> None:
        book = self.book
        self.place = next((at for at, one in enumerate(self.badges) if book and book.left(one.key)), 0)

    def _open_book(self) -> RatingBook:
        if self.book is None:
            raise RatingError("give your code first", where="rater")
        if self.book.revealed:
            message = f"round {self.book.round} is revealed, so its answers are closed; the facilitator opens the next round"
            raise RatingError(message, where="round")
        return self.book

    def _cell(self, criterion: str, badge: str | None) -> tuple[RatingBook, tuple[str, str]]:
        book = self._open_book()
        key = self.badge.key if badge is None else badge
        if self.gut_first and any(one.key == key for one in self.badges) and not is_open(book, key):
            raise RatingError("say first what your gut says: accept, not or unsure; then the rubric opens", where="call")
        return book, (key, criterion)
