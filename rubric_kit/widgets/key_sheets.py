"""`KeySheets`: key paper score sheets in, one short mark for each answer; every sheet is saved when its row is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from rubric_kit.errors import RatingError, RecordError, RubricKitError
from rubric_kit.model import Badge, Rating, Rubric, visible
from rubric_kit.scoring.sheet_marks import read_gut_mark, read_marks
from rubric_kit.widgets.given_badges import check_given
from rubric_kit.widgets.house_widget import assets
from rubric_kit.widgets.message_widget import MessageWidget
from rubric_kit.widgets.rating_book import RatingBook
from rubric_kit.widgets.rating_log import MemoryLog, open_log
from rubric_kit.widgets.rating_rows import count_words
from rubric_kit.widgets.sheet_rows import Sheet, kept_back, legend, problem_of, sheet_of, sheet_row, standing_sheet
from rubric_kit.widgets.shown_badges import ShownBadges
from rubric_kit.workspace.score_sheets import numbered_badges


class KeySheets(MessageWidget):
    """The code on a sheet, then one row of fields for each badge: a mark for the gut call and one for each criterion.

    Rows are called as the printed sheets are, such as "3-bdfk", and by the badge's name.
    A mark is the level's number as the score sheet prints it, counted from 1, or "?" for cannot tell, "w" for withheld, "n" for
    does not apply; the gut call is "a" accept, "n" not or "u" unsure. Reasons stay on the paper.

    Parameters
    ----------
    rubric : Rubric
        The version that the sheets were printed from.
    badges : sequence of Badge
        Badges that were rated on paper.
    save_to : str or Path, optional
        Store to add to: a file that ends in .db, or the address of a PostgreSQL database. Without it answers last as long as the
        notebook's kernel.
    round : int, optional
        Round that the sheets were filled in; without it the one that is open. A round that is revealed takes sheets all the same,
        since they were filled in before.
    blind : bool
        Whether badges are called by names that do not tell their issuers.

    Raises
    ------
    RecordError
        There is no badge, one is there twice, or the round is not 1 to 99.
    InputError
        The store cannot be opened or read.
    """

    _esm, _css = assets("key_sheets", "talk")

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        *,
        save_to: str | Path | None = None,
        round: int | None = None,  # noqa: A002  the record's own word
        blind: bool = False,
    ) -> None:
        if not badges:
            raise RecordError("there is no badge to key in; give at least one", where="badges")
        if round is not None and not 1 <= round <= 99:
            raise RecordError(f"a round is a number from 1 to 99, found {round}", where="round")
        check_given(rubric, badges, {})
        self._rubric, self._badges, self._round = rubric, {badge.key: badge for badge in badges}, round
        names = ShownBadges(badges).labels(hidden=blind)
        self._labels = {one.badge.key: f"{one.code} {names[one.badge.key]}" for one in numbered_badges(rubric, badges)}
        self._log = open_log(save_to)
        self._book: RatingBook | None = None
        self._typed: dict[str, Sheet] = {}
        super().__init__()
        self._show("")

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Ratings of the rater whose sheets are keyed in, oldest first, earlier answers included."""
        return self._book.rows if self._book else ()

    def start(self, rater: str) -> None:
        """Key in the sheets of a rater; what stands under the code already is shown.

        Raises
        ------
        RecordError
            The code is not 1 to 64 of a-z, 0-9, _ and -.
        InputError
            The store cannot be read.
        """
        self._book = RatingBook(self._rubric, tuple(self._badges.values()), rater, self._log, only_round=self._round)
        self._typed = {}
        count = len(self._book.stock.answers)
        self._show(f"{count_words(count, 'earlier answer', 'earlier answers')} taken up." if count else "")

    def key_in(self, badge: str, marks: Sequence[str], *, gut: str = "") -> None:
        """Save one sheet.

        Parameters
        ----------
        badge : str
            Key of the badge.
        marks : sequence of str
            One mark for each criterion, in the rubric's order; empty where the sheet has no answer.
        gut : str
            Mark of the gut call; may be empty.

        Raises
        ------
        RatingError
            There is no code yet, no such badge, or a mark stands for nothing; nothing of the sheet is saved.
        InputError
            Nothing can be added to the store.
        """
        book, key = self._at(badge)
        answers, call = read_marks(self._rubric, marks), read_gut_mark(gut)
        sheet = Sheet(gut, tuple(marks))
        stays = kept_back(standing_sheet(book, self._badges[key]), sheet)
        changes = [book.call(key, call, "")] if call else []
        for criterion, answer in answers.items():
            changes.append(book.rate((key, criterion), str(answer), book.reason((key, criterion))))
        self._typed.pop(key, None)
        self._save(book, key, sum(changes), stays)

    def _save(self, book: RatingBook, key: str, changes: int, stays: int) -> None:
        label = self._labels[key]
        still = count_words(stays, "answer stands", "answers stand")
        note = f" {still} that the sheet leaves blank: what was said can be changed, not unsaid." if stays else ""
        if not changes and not book.unsaved:
            self._show(f"{label}: nothing new on this sheet.{note}")
            return
        try:
            book.save()
        except RubricKitError as error:
            self._show(f"Not saved: {error.message.rstrip('.')}. The sheet is kept here; the next one tries again.", refused=True)
            return
        now = f"{datetime.now().astimezone():%H:%M}"
        done = f"Kept in this notebook {now}, not in a file" if isinstance(self._log, MemoryLog) else f"Saved {now}"
        self._show(f"{done}: {label}, {count_words(changes, 'new answer', 'new answers')}.{note}")

    def _at(self, badge: object) -> tuple[RatingBook, str]:
        if self._book is None:
            raise RatingError("give the code on the sheet first", where="rater")
        if not isinstance(badge, str) or badge not in self._badges:
            found = visible(str(badge))[:12]
            raise RatingError(f"badge {found!r} is not among the {len(self._badges)} badges at hand", where="badge")
        return self._book, badge

    def _obey(self, content: Mapping[str, Any]) -> None:
        try:
            self._carry_out(content)
        except RubricKitError as error:
            before = "" if content.get("do") == "start" else "Not saved: "
            self._show(f"{before}{error.message.rstrip('.')}.", refused=True)

    def _carry_out(self, content: Mapping[str, Any]) -> None:
        if content.get("do") == "start":
            self.start(str(content.get("code", "")).strip().lower())
            return
        book, key = self._at(content.get("badge"))
        sheet = sheet_of(self._rubric, content.get("gut"), content.get("marks"))
        self._typed[key] = sheet
        if content.get("do") == "keep":
            self.key_in(key, sheet.marks, gut=sheet.gut)
        else:
            problem = problem_of(book.rubric, sheet)
            self._show(f"{problem}." if problem else "", refused=bool(problem))

    def _show(self, notice: str, *, refused: bool = False) -> None:
        book = self._book
        badges = self._badges.items() if book else ()
        rows = [sheet_row(book, badge, self._labels[key], self._typed.get(key)) for key, badge in badges if book]
        view = {
            "rater": book.rater if book else "",
            "whose": f"Sheets of {book.rater}, round {book.round}" if book else "",
            "banner": visible(self._log.banner),
            "legend": legend(self._rubric),
            "rows": rows,
            "notice": notice,
            "refused": refused,
        }
        self._draw(view)
