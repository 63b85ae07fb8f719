"""`RateBadges`: read one badge at a time, say what your gut says, then answer the rubric; every answer is saved at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from rubric_kit.errors import RatingError, RecordError, RubricKitError
from rubric_kit.model import Badge, Fact, Finding, GutCall, Rating, Rubric, visible
from rubric_kit.widgets.badge_sheet import questions
from rubric_kit.widgets.given_badges import check_given
from rubric_kit.widgets.house_widget import assets
from rubric_kit.widgets.message_widget import MessageWidget
from rubric_kit.widgets.rating_book import RatingBook, rater_code
from rubric_kit.widgets.rating_desk import RatingDesk, Told
from rubric_kit.widgets.rating_log import open_log
from rubric_kit.widgets.rating_rows import Suggestions, cell_rows, gut_row, room_words
from rubric_kit.widgets.shown_badges import ShownBadges

_SAVES = ("call", "rate", "explain", "done")


class RateBadges(MessageWidget):
    """One badge at a time, its own words on the left and the rubric's questions on the right.

    Each changed answer, reason or gut call is a new entry; earlier ones stay. With a place to save to, each is saved at once and
    the next session goes on from there. The round that is open comes from the log, so that a facilitator's page and this one
    agree.

    Parameters
    ----------
    rubric : Rubric
        What is asked.
    badges : sequence of Badge
        Badges to rate, in this order.
    rater : str
        Code of the rater, not a name. Left empty the page asks for it, so that one page can serve a whole room.
    facts : mapping of badge key to facts, optional
        Facts for the look-fors' suggestions.
    save_to : str or Path, optional
        Store to go on from and to add to: a file that ends in .db, or the address of a PostgreSQL database. Without it answers
        last as long as the notebook's kernel.
    suggestions : {"after", "never"}
        Whether a suggestion is shown once the person has answered.
    blind : bool
        Whether the issuer is hidden until the facilitator reveals a round.
    gut_first : bool
        Whether each badge's rubric opens only after a gut call on it.

    Raises
    ------
    RecordError
        The rater's code is not 1 to 64 of a-z, 0-9, _ and -, there is no badge, or one is there twice.
    InputError
        The store cannot be opened or read.
    """

    _esm, _css = assets("rate_badges", "talk", "rate_badges_fields")

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        *,
        rater: str = "",
        facts: Mapping[str, Sequence[Fact]] | None = None,
        save_to: str | Path | None = None,
        suggestions: Literal["after", "never"] = "after",
        blind: bool = False,
        gut_first: bool = True,
    ) -> None:
        if not badges:
            raise RecordError("there is no badge to rate; give at least one", where="badges")
        if suggestions not in ("after", "never"):
            raise RecordError(f"suggestions is 'after' or 'never', found {suggestions!r}", where="suggestions")
        check_given(rubric, badges, {})
        self._asks = rater == ""
        if not self._asks:
            rater_code(rater)
        self._desk = RatingDesk(rubric, badges, open_log(save_to), blind=blind, gut_first=gut_first)
        self._shown = ShownBadges(badges)
        self._suggestions = Suggestions(rubric, facts or {} if suggestions == "after" else {})
        self._questions = questions(rubric)
        super().__init__()
        self._show(Told() if self._asks else self._desk.start(rater))

    @property
    def rater(self) -> str:
        """Code of the rater; empty while the page asks for it."""
        return self._desk.book.rater if self._desk.book else ""

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Ratings of the rater, oldest first, earlier answers included."""
        return self._desk.book.rows if self._desk.book else ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Ratings of the rater in the store that fit neither the rubric nor the badges."""
        return self._desk.book.findings if self._desk.book else ()

    @property
    def badge(self) -> Badge:
        """The badge that is shown."""
        return self._desk.badge

    def start(self, rater: str) -> None:
        """Rate under a code; what was answered under it before is taken up.

        Raises
        ------
        RecordError
            The code is not 1 to 64 of a-z, 0-9, _ and -.
        InputError
            The store cannot be read.
        """
        self._show(self._desk.start(rater))

    def stop(self) -> None:
        """Ask for a code again, for the next person at this page.

        Raises
        ------
        RatingError
            The page was made for one rater.
        """
        if not self._asks:
            raise RatingError(f"this page is for {self.rater} alone; leave rater empty to make one that asks", where="rater")
        self._show(self._desk.stop())

    def go_to(self, place: int) -> None:
        """Show another badge; 0 is the first.

        Raises
        ------
        RatingError
            There is no badge at that place.
        """
        self._show(self._desk.go_to(place))

    def call(self, call: GutCall | str, *, reason: str = "", badge: str | None = None) -> None:
        """Say by gut whether a badge would be accepted; an earlier call stays in the log.

        Parameters
        ----------
        call : {"accept", "not", "unsure"}
            The call.
        reason : str
            Why; may be empty.
        badge : str, optional
            Key of the badge; without it the badge that is shown.

        Raises
        ------
        RatingError
            There is no such call or badge, or the round is closed.
        RecordError
            The reason is too long or holds a control character.
        """
        self._show(self._desk.call(call, reason, badge))

    def rate(self, criterion: str, answer: str, *, reason: str | None = None, badge: str | None = None) -> None:
        """Answer one question about a badge.

        Parameters
        ----------
        criterion : str
            Id of the criterion.
        answer : str
            Id of a level, or "unknown", "withheld" or "not_applicable".
        reason : str, optional
            Why; without it the reason given before stays.
        badge : str, optional
            Key of the badge; without it the badge that is shown.

        Raises
        ------
        RatingError
            There is no such badge, criterion, level or state, the gut call is missing, or the round is closed.
        RecordError
            The reason is too long or holds a control character.
        """
        self._show(self._desk.rate(criterion, answer, reason, badge))

    def explain(self, criterion: str, reason: str, *, badge: str | None = None) -> None:
        """Give the reason for an answer; before there is one, it is kept until the question is answered.

        Raises
        ------
        RatingError
            There is no such badge or criterion, the gut call is missing, or the round is closed.
        RecordError
            The reason is too long or holds a control character.
        """
        self._show(self._desk.explain(criterion, reason, badge))

    def done(self, *, sure: bool = True) -> None:
        """Say "I am done with this round"; with `sure` False, questions that are still open are told first.

        Raises
        ------
        RatingError
            The round is closed.
        """
        self._show(self._desk.done(sure=sure))

    def look(self) -> None:
        """Look for news: a round that was opened or revealed, answers of the same rater on another page."""
        self._show(self._desk.look())

    def _obey(self, content: Mapping[str, Any]) -> None:
        try:
            self._carry_out(content)
        except RubricKitError as error:
            before = "Not saved: " if content.get("do") in _SAVES else ""
            self._show(Told(f"{before}{error.message.rstrip('.')}.", refused=True))

    def _carry_out(self, content: Mapping[str, Any]) -> None:
        do, badge = content.get("do"), content.get("badge")
        criterion, reason = str(content.get("criterion", "")), str(content.get("reason", ""))
        if do == "go":
            self.go_to(int(content.get("to", 0)))
        elif do == "rate":
            self.rate(criterion, str(content.get("answer", "")), badge=badge)
        elif do == "explain":
            self.explain(criterion, reason, badge=badge)
        elif do == "call":
            self.call(str(content.get("call", "")), reason=reason, badge=badge)
        elif do == "done":
            self.done(sure=False)
        elif do == "start":
            self.start(str(content.get("code", "")).strip().lower())
        elif do == "stop":
            self.stop()
        else:
            self.look()

    def _show(self, told: Told) -> None:
        desk = self._desk
        room = {
            "asking": desk.book is None,
            "banner": visible(desk.log.banner),
            "notice": told.line,
            "refused": told.refused,
        }
        self._draw(room if desk.book is None else room | self._page(desk.book))

    def _page(self, book: RatingBook) -> dict[str, Any]:
        desk, badge, hidden = self._desk, self._desk.badge, self._desk.hidden
        gut = gut_row(book, badge) if desk.gut_first else None
        is_shown = gut is None or gut["open"]
        hide = self._shown.hide(badge.key, hidden=hidden)
        return {
            "rater": book.rater,
            "asks": self._asks,
            "round": book.round,
            "room": room_words(book, hidden=hidden),
            "closed": book.revealed,
            "badge": badge.key,
            "place": desk.place,
            "count": len(desk.badges),
            "label": self._shown.labels(hidden=hidden)[badge.key],
            "words": self._shown.words(badge.key, hidden=hidden),
            "gut": gut,
            "questions": self._questions if is_shown else [],
            "cells": cell_rows(book, badge) if is_shown else {},
            "suggestions": self._suggestions.rows(book, badge, hide) if is_shown else {},
            "answered": book.answered,
            "asked": desk.asked,
            "left_here": book.left(badge.key),
        }
