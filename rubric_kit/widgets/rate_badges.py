"""`RateBadges`: read one badge at a time and answer each question of the rubric; every answer is saved at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import traitlets

from rubric_kit.errors import RatingError, RubricKitError
from rubric_kit.model import Badge, Fact, Finding, Rating, Rubric, visible
from rubric_kit.scoring import suggest
from rubric_kit.widgets.badge_sheet import answer_words, badge_words, questions
from rubric_kit.widgets.house_widget import HouseWidget, assets
from rubric_kit.widgets.rating_book import RatingBook


class RateBadges(HouseWidget):
    """One badge at a time, its own words on the left and the rubric's questions on the right.

    Each changed answer or reason is a new `Rating`; earlier ones stay. With a file, each is saved at once and the next session
    goes on from there.

    Parameters
    ----------
    rubric : Rubric
        What is asked.
    badges : sequence of Badge
        Badges to rate, in this order.
    rater : str
        Code of the rater, not a name.
    facts : mapping of badge key to facts, optional
        Facts for the look-fors' suggestions.
    save_to : str or Path, optional
        Ratings table to go on from and to add to.
    show_suggestions : bool
        Whether a suggestion is shown once the person has answered.

    Raises
    ------
    RecordError
        The rater's code is not 1 to 64 of a-z, 0-9, _ and -, or there is no badge.
    InputError
        The ratings table is there and cannot be read.
    """

    _esm, _css = assets("rate_badges")

    view = traitlets.Dict().tag(sync=True)
    """What the browser draws; made here, never changed there."""

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        *,
        rater: str = "rater-1",
        facts: Mapping[str, Sequence[Fact]] | None = None,
        save_to: str | Path | None = None,
        show_suggestions: bool = True,
    ) -> None:
        self._rubric, self._badges = rubric, tuple(badges)
        self._book = RatingBook(rubric, self._badges, rater, None if save_to is None else Path(save_to))
        self._facts = dict(facts or {}) if show_suggestions else {}
        self._suggestions: dict[str, dict[str, Rating]] = {}
        self._questions = questions(rubric)
        self._heard: list[object] = ["", 0]
        # Where the rater left: the first badge with an open question.
        self._place = next((at for at, badge in enumerate(self._badges) if self._book.left(badge.key)), 0)
        super().__init__()
        self._show(self._resumed())
        self.on_msg(self._on_message)

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Ratings of the rater, oldest first, earlier answers included."""
        return tuple(self._book.rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Rows of the table that could not be used."""
        return self._book.findings

    @property
    def badge(self) -> Badge:
        """The badge that is shown."""
        return self._badges[self._place]

    def go_to(self, place: int) -> None:
        """Show another badge; 0 is the first.

        Raises
        ------
        RatingError
            There is no badge at that place.
        """
        if not 0 <= place < len(self._badges):
            raise RatingError(f"there is no badge number {place + 1}; there are {len(self._badges)}", where="badges")
        self._place = place
        self._show("")

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
            There is no such badge, criterion, level or state.
        RecordError
            The reason is too long or holds a control character.
        """
        cell = (self.badge.key if badge is None else badge, criterion)
        changed = self._book.rate(cell, answer, self._book.reason(cell) if reason is None else reason)
        self._save(changed=changed)

    def explain(self, criterion: str, reason: str, *, badge: str | None = None) -> None:
        """Give the reason for an answer; before there is one, it is kept until the question is answered.

        Raises
        ------
        RatingError
            There is no such badge or criterion.
        RecordError
            The reason is too long or holds a control character.
        """
        cell = (self.badge.key if badge is None else badge, criterion)
        if self._book.explain(cell, reason):
            self._save(changed=True)
        else:
            waits = reason and cell not in self._book.answers
            self._show("Reason kept for now. Pick an answer, then it is saved." if waits else "")

    def _save(self, *, changed: bool) -> None:
        if not changed:
            self._show("")
            return
        # Only shown, never stored: the rows are in order by their sequence.
        now = f"{datetime.now().astimezone():%H:%M}"
        try:
            self._book.save()
        except RubricKitError as error:
            message = f"Not saved: {error.message}. Your answers are kept here; the next answer tries again."
            self._show(message, refused=True)
            return
        self._show(f"Saved {now}" if self._book.save_to is not None else f"Kept in this notebook {now}, not in a file")

    def _resumed(self) -> str:
        count, left_out = len(self._book.answers), len(self.findings)
        told = [f"{count} earlier {'answer' if count == 1 else 'answers'} of {self._book.rater} taken up."] if count else []
        if left_out:
            told.append(f"{left_out} {'remark' if left_out == 1 else 'remarks'} about the table: {self.findings[0].line()}")
        return visible(" ".join(told))

    def _suggested(self, criterion_id: str) -> dict[str, str] | None:
        """Return the data's suggestion for a cell that the person has answered; before that it could sway them."""
        key = self.badge.key
        if (key, criterion_id) not in self._book.answers or key not in self._facts:
            return None
        if key not in self._suggestions:
            rows = suggest(self._rubric, self.badge, self._facts[key])
            self._suggestions[key] = {row.criterion: row for row in rows}
        row = self._suggestions[key].get(criterion_id)
        return None if row is None else {"words": answer_words(self._rubric, row), "why": visible(row.rationale)}

    def _on_message(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        self._heard = [content.get("from", ""), content.get("n", 0)]
        try:
            self._obey(content)
        except RubricKitError as error:
            self._show(f"Not saved: {error.message}", refused=True)

    def _obey(self, content: Mapping[str, Any]) -> None:
        criterion, badge = str(content.get("criterion", "")), content.get("badge")
        if content.get("do") == "go":
            self.go_to(int(content.get("to", 0)))
        elif content.get("do") == "rate":
            self.rate(criterion, str(content.get("answer", "")), badge=badge)
        else:
            self.explain(criterion, str(content.get("reason", "")), badge=badge)

    def _show(self, notice: str, *, refused: bool = False) -> None:
        badge, book = self.badge, self._book
        answers = {one.id: book.answers.get((badge.key, one.id)) for one in self._rubric.criteria}
        self.view = {
            "badge": badge.key,
            "place": self._place,
            "count": len(self._badges),
            "label": book.labels[badge.key],
            "words": badge_words(badge),
            "questions": self._questions,
            "answers": {key: (row.level or str(row.state)) if row else None for key, row in answers.items()},
            "reasons": {key: book.reason((badge.key, key)) for key in answers},
            "suggestions": {key: self._suggested(key) for key in answers},
            "answered": len(book.answers),
            "cells": len(self._badges) * len(self._rubric.criteria),
            "left_here": book.left(badge.key),
            "notice": notice,
            "refused": refused,
            "heard": self._heard,
        }
