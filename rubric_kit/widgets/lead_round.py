"""`LeadRound`: who is done, the reveal, the widest cells first, and the round after the talk; for whoever leads the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from rubric_kit.comparing.cell_spread import CellSpread
from rubric_kit.errors import InputError, RubricKitError
from rubric_kit.model import Badge, GutCall, Rating, Rubric, StoredEntry, visible
from rubric_kit.model.person import Person
from rubric_kit.scoring.rounds import RoundState
from rubric_kit.widgets.cell_rows import PER_PAGE, cell_row, naming_for, page_of, reason_rows, slope_row
from rubric_kit.widgets.house_widget import HouseWidget, assets
from rubric_kit.widgets.round_desk import RoundDesk
from rubric_kit.widgets.round_log import Brought, KeptLog, PracticeLog
from rubric_kit.widgets.round_rows import conflict_words, left_out_lines, people_rows, reveal_question, reveal_record, team_rows
from rubric_kit.workspace import read_rubric

_PRACTICE = "This is for practice: nothing is saved. Run this cell again to start over."
_READ_ONLY = "The ratings are open for reading only: you can look, and nothing can be shown to the room or opened from here."


class LeadRound(HouseWidget):
    """The leader's side of a rating round.

    Before the reveal it shows who is done and never what was said. After it, the cells in which the room is furthest apart come
    first, with no name at a dot. Then the next round can be opened, and what the talk changed is drawn.

    No answer is ever in a trait, also not after the reveal, since traits are saved with the notebook: what was said goes to the
    page in messages, and only once it is released.

    Parameters
    ----------
    rubric : Rubric
        What is asked.
    badges : sequence of Badge
        What it is asked about.
    save_to : str or Path, optional
        The store that the room rates into, or the leader's own; without it nothing is saved.
    entries : iterable of StoredEntry
        Without a store: a log to practise with, which is played again step by step.
    people : sequence of Person
        Who is expected, and in which team. Names are shown only when the leader asks for them.
    facilitator : str
        Code under which the reveal and the rounds are written.
    versions : sequence of Rubric
        Other published versions, for rounds that were opened on them.

    Raises
    ------
    RecordError
        The code is none, or there is no badge.
    InputError
        The store cannot be opened, or entries were given beside a store.
    """

    _esm, _css = assets("lead_round", "pictures", "lead_round_cells", "lead_round_slopes")

    view = traitlets.Dict().tag(sync=True)
    """What the browser draws of the round: who is done and what can be done next. Made here, never changed there."""

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        *,
        save_to: str | Path | None = None,
        entries: Iterable[StoredEntry] = (),
        people: Sequence[Person] = (),
        facilitator: str = "lead",
        versions: Sequence[Rubric] = (),
    ) -> None:
        given = tuple(entries)
        if save_to is not None and given:
            raise InputError("give a store or entries to practise with, not both", where="entries")
        log = PracticeLog(given, rubric, badges) if save_to is None else KeptLog(save_to, rubric, badges)
        self.desk = RoundDesk(rubric, badges, log, people=people, facilitator=facilitator, versions=versions)
        self._heard: list[object] = ["", 0]
        super().__init__()
        self._show("")
        self.on_msg(self._on_message)

    @property
    def state(self) -> RoundState:
        """How far the open round is: who is done, never what was said."""
        return self.desk.state

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Answers that are released, each rater's last one; empty before the reveal."""
        return self.desk.ratings

    @property
    def gut_calls(self) -> Mapping[tuple[str, str], GutCall]:
        """Gut calls that are released, by rater and badge; empty before the reveal."""
        return self.desk.gut_calls

    @property
    def spreads(self) -> tuple[CellSpread, ...]:
        """Cells that are released, the widest first; empty before the reveal."""
        return self.desk.spreads

    def bring_in(self, sources: Sequence[str | Path]) -> Brought:
        """Add what is in the teams' files: databases, tables of entries, tables of ratings. It may be done again and again.

        A file that cannot be used is told in the findings, and the others are brought in.

        Raises
        ------
        InputError
            The store cannot be written to.
        """
        found = self.desk.log.bring_in([str(one) for one in sources])
        self.desk.look_again()
        told = f"{_count(found.added, 'entry', 'entries')} added, {found.already} there already"
        left_out = _count(len(found.findings), "thing", "things")
        self._show(f"{told}. {left_out} could not be used." if found.findings else f"{told}.")
        return found

    def look_again(self) -> None:
        """Read the store again: others may have written to it.

        Raises
        ------
        InputError
            The store cannot be read.
        """
        before = len(self.desk.reading.entries)
        self.desk.look_again()
        new = len(self.desk.reading.entries) - before
        self._show(f"{_count(new, 'new entry', 'new entries')}." if new else "Nothing new.")

    def reveal(self) -> None:
        """Let everybody see what was said in the open round, also if somebody is missing.

        Raises
        ------
        RatingError
            It is shown already, or nobody has answered.
        InputError
            The store cannot be written to.
        """
        self.desk.reveal()
        self._show(f"Round {self.desk.shown_round} is shown.")

    def open_next(self, rubric: Rubric | None = None) -> None:
        """Open the next round, on another version of the rubric or on the same one.

        Raises
        ------
        RatingError
            The open round is not shown yet.
        RecordError
            The version is one of another rubric.
        InputError
            The store cannot be written to.
        """
        self.desk.open_next(rubric)
        self._show(f"Round {self.desk.open_round} is open.")

    # ---- messages

    def _on_message(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        self._heard = [content.get("from", ""), content.get("n", 0)]
        try:
            self._obey(content)
        except RubricKitError as error:
            self._show(error.message, refused=True)
        except Exception:  # noqa: BLE001 - a trace would be saved in the notebook, and could quote what somebody said
            self._show("Something unexpected happened; run this cell again.", refused=True)

    def _obey(self, content: Mapping[str, Any]) -> None:
        do = content.get("do")
        if do == "cells":
            self._answer(content, **self._cells(content))
        elif do == "slopes":
            self._answer(content, **self._slopes(content))
        elif do == "reasons":
            self._answer(content, **self._reasons(content))
        elif do == "look":
            self.look_again()
        elif do == "bring":
            found = self.bring_in(_lines(content.get("paths")))
            self._answer(content, lines=left_out_lines(found.findings, told=self.state.revealed))
        elif do == "reveal" and content.get("round") == self.desk.open_round:
            # The round is named, so that a late second press does not release the next one unseen.
            self.reveal()
        elif do == "open" and content.get("round") == self.desk.open_round + 1:
            path = next(iter(_lines(content.get("path"))), "")
            self.open_next(read_rubric(path) if path else None)
        else:
            self._show("")

    def _cells(self, content: Mapping[str, Any]) -> dict[str, Any]:
        rubric, cells = self.desk.shown_rubric, self.spreads
        page, last = page_of(len(cells), content.get("page"))
        carried, naming = self.desk.carried, naming_for(content.get("who"), self._names)
        told = Counter((one.badge, one.criterion) for one in self.desk.reasons() if one.rationale.strip())
        rows = [
            cell_row(
                cell,
                rubric.criterion(cell.criterion),
                {rater for rater, badge, criterion in carried if (badge, criterion) == (cell.badge, cell.criterion)},
                told[cell.badge, cell.criterion],
                naming,
            )
            for cell in cells[page * PER_PAGE : (page + 1) * PER_PAGE]
            if rubric
        ]
        return {"rows": rows, "page": page, "last": last, "count": len(cells), "first": page * PER_PAGE + 1}

    def _slopes(self, content: Mapping[str, Any]) -> dict[str, Any]:
        rubric, changes = self.desk.shown_rubric, self.desk.changes()
        page, last = page_of(len(changes), content.get("page"))
        shown = changes[page * PER_PAGE : (page + 1) * PER_PAGE]
        rows = [slope_row(one, rubric.criterion(one.after.criterion)) for one in shown if rubric]
        return {"rows": rows, "page": page, "last": last, "count": len(changes), "first": page * PER_PAGE + 1}

    def _reasons(self, content: Mapping[str, Any]) -> dict[str, Any]:
        where = content.get("badge"), content.get("criterion")
        rubric, naming = self.desk.shown_rubric, naming_for(content.get("who"), self._names)
        cell = next((one for one in self.spreads if (one.badge, one.criterion) == where), None)
        rows = reason_rows(cell, rubric.criterion(cell.criterion), self.desk.reasons(), naming) if cell and rubric else []
        return {"badge": where[0], "criterion": where[1], "rows": rows}

    def _answer(self, asked: Mapping[str, Any], **content: Any) -> None:
        self.send(
            {"kind": asked["do"], "to": asked.get("from", ""), "n": asked.get("n", 0), "round": self.desk.shown_round} | content
        )

    @property
    def _names(self) -> dict[str, str]:
        return {one.code: one.name for one in self.desk.people}

    def _show(self, notice: str, *, refused: bool = False) -> None:
        desk, state = self.desk, self.desk.state
        log, shown = desk.log, desk.shown_round
        self.view = {
            "heard": self._heard,
            "notice": visible(notice),
            "refused": refused,
            "banner": visible(log.banner or (_READ_ONLY if log.read_only else "")),
            "practice": "" if log.place else _PRACTICE,
            "read_only": log.read_only,
            "round": state.round,
            "revealed": state.revealed,
            "progress": visible(state.sentence),
            "teams": team_rows(state),
            "people": people_rows(state, len(desk.badges)),
            "has_names": any(self._names.values()),
            "question": reveal_question(state),
            "record": reveal_record(*desk.at_reveal(shown)) if shown else "",
            "shown": shown,
            "readable": not shown or desk.shown_rubric is not None,
            "conflicts": conflict_words(desk.reading.standing.conflicts, desk.rubric_of(state.round) or desk.rubric, desk.labels),
        }


def _count(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _lines(text: object) -> list[str]:
    """Return the paths in a text field, one a line; copied paths come in quotation marks."""
    lines = [line.strip().strip("\"'") for line in str(text or "").splitlines()]
    return [str(Path(line).expanduser()) for line in lines if line]
