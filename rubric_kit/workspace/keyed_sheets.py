"""Filled-in score sheets, keyed into a table (CSV or XLSX): one row for each sheet, one short mark for each answer.

Columns: rater (a code), badge (what the sheet is called, the badge's label, or the start of its key), gut (a, n or u), and one
for each criterion, named by its id, its name or its number: 1 for the lowest level and so on, "?" cannot tell, "w" withheld, "n"
does not apply, nothing where the sheet is blank. A cell that does not fit is a finding with its address, and the rest goes on.
An answer that stands already is not added again, so the same table may be keyed as often as one likes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import RatingError
from rubric_kit.model import (
    ID_PATTERN,
    Badge,
    Cell,
    Criterion,
    Entry,
    EntryKind,
    Finding,
    Origin,
    RatingState,
    Rubric,
    Severity,
    StoredEntry,
    visible,
)
from rubric_kit.scoring.rounds import current_round, standing
from rubric_kit.scoring.sheet_marks import read_gut_mark, read_mark
from rubric_kit.workspace.keyed_table import KeyedTable, read_keyed_table
from rubric_kit.workspace.score_sheets import NumberedBadge, numbered_badges
from rubric_kit.workspace.store import Store, new_entry

_SHORTEST = 8
_SHEET = re.compile(r"(?P<number>[1-9][0-9]{0,3})?[\s-]*(?P<check>[a-z]{4})?", re.ASCII)


class KeyedSheets(NamedTuple):
    """What came of keying sheets in."""

    added: int
    """Answers that are new in the store."""
    already: int
    """Answers that stood there already."""
    findings: tuple[Finding, ...]
    """What was not taken: RKT030 a column, RKT031 a cell, RKT032 a badge, RKT033 another answer stands. RKT034: no letters."""


def key_sheets(
    store: Store,
    path: Path | str,
    rubric: Rubric,
    badges: Sequence[Badge],
    *,
    round: int | None = None,  # noqa: A002  the record's own word
    replace: bool = False,
) -> KeyedSheets:
    """Bring a table of keyed sheets into a store; what is taken is saved together, or not at all.

    Parameters
    ----------
    store : Store
        Where the answers go.
    path : path
        The table, CSV or XLSX.
    rubric : Rubric
        The version that the sheets were printed from.
    badges : sequence of Badge
        The badges at hand, in the order in which the sheets were numbered.
    round : int, optional
        Round that the answers belong to; without it the one that is open.
    replace : bool
        Whether an answer takes the place of another one that the same rater gave to the same question.

    Raises
    ------
    InputError
        The table cannot be read, lacks a column, or the store cannot be written to.
    """
    table = read_keyed_table(path, rubric)
    log = store.entries()
    desk = _Desk(rubric, badges, log, round=round or current_round(log), replace=replace)
    for number, row in table.filled_rows():
        desk.key(table, number, row)
    store.append(desk.entries)
    return KeyedSheets(len(desk.entries), desk.already, (*table.findings, *desk.findings, *desk.unchecked()))


class _Answer(NamedTuple):
    """An answer, as the fields of its entry."""

    cell: Cell
    fields: dict[str, object]

    @property
    def says(self) -> tuple[object, ...]:
        """What it says, as `Entry.says` tells it."""
        return (*(self.fields.get(name) for name in ("level", "state", "call")), None)


class _Desk:
    """Where one table is keyed in."""

    def __init__(
        self,
        rubric: Rubric,
        badges: Sequence[Badge],
        log: Iterable[StoredEntry],
        *,
        round: int,  # noqa: A002
        replace: bool,
    ) -> None:
        self._rubric, self._round, self._replace = rubric, round, replace
        self._known = numbered_badges(rubric, badges)
        found = standing(log)
        self._standing = {one.entry.cell: (one,) for one in found.rows} | {one.cell: one.entries for one in found.conflicts}
        self._keyed: dict[Cell, tuple[object, ...]] = {}
        self._loose: list[str] = []
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self.already = 0

    def key(self, table: KeyedTable, number: int, row: Sequence[str]) -> None:
        """Take one row."""
        rater = row[table.rater].strip().lower()
        where = table.address(number, table.rater)
        if not re.fullmatch(ID_PATTERN, rater):
            message = f"{_quoted(row[table.rater])} is no rater's code; 1 to 64 of a-z, 0-9, _ and - are allowed."
            self._find("RKT031", where, message, "Correct it and key the table in again; this row was not used.")
            return
        where = table.address(number, table.badge)
        found = self._found(row[table.badge], where)
        if found is None:
            return
        for at, criterion in table.marked():
            if row[at].strip():
                self._key_cell(criterion, row[at], rater, found, table.address(number, at))

    def unchecked(self) -> Iterator[Finding]:
        """Say where a row names its sheet by its number alone."""
        if self._loose:
            many = f" and {len(self._loose) - 1} more" if len(self._loose) > 1 else ""
            message = f"This names the sheet by its number alone{many}."
            advice = "The letters after the number show whether it is still that badge; key them in, too."
            yield Finding(code="RKT034", severity=Severity.INFO, where=self._loose[0], message=message, advice=advice)

    def _key_cell(self, criterion: Criterion | None, mark: str, rater: str, found: NumberedBadge, where: str) -> None:
        try:
            answer = self._answer(criterion, mark, rater, found.badge)
        except RatingError as error:
            self._find("RKT031", where, f"{error.message}.", "Correct the cell and key the table in again.")
            return
        there = self._standing.get(answer.cell, ())
        before = self._keyed.setdefault(answer.cell, answer.says)
        if before != answer.says:
            message = "This sheet was keyed in twice in this table, with another answer."
            self._find("RKT033", where, message, "Keep one of the rows.")
        elif {one.entry.says for one in there} == {answer.says}:
            self.already += 1
        elif there and not self._replace:
            message = f"{rater} has given another answer already ({found.label}); it stays."
            self._find("RKT033", where, message, "If the sheet is right, key it in with --replace.")
        else:
            fields = answer.fields | {"badge": found.badge.key, "replaces": [one.entry.id for one in there]}
            entry = new_entry(answer.cell.kind, rater, round=self._round, **fields)
            self.entries.append(entry)
            # The next row that says the same of this cell finds it there.
            self._standing[answer.cell] = (StoredEntry(len(self.entries), entry),)

    def _answer(self, criterion: Criterion | None, mark: str, rater: str, badge: Badge) -> _Answer:
        """Read a mark; no criterion: it is the gut call."""
        if criterion is None:
            cell = Cell(EntryKind.GUT_CALL, rater, self._round, badge.key, None, None, Origin.PERSON)
            return _Answer(cell, {"call": read_gut_mark(mark)})
        said = read_mark(criterion, mark)
        wording = self._rubric.wording_fingerprint
        cell = Cell(EntryKind.RATING, rater, self._round, badge.key, criterion.id, wording, Origin.PERSON)
        fields = {"criterion": criterion.id, "rubric": self._rubric.fingerprint, "wording": wording}
        return _Answer(cell, fields | {"state" if isinstance(said, RatingState) else "level": said})

    def _found(self, said: str, where: str) -> NumberedBadge | None:
        """Return the badge that a cell names, or None with a finding."""
        plain = " ".join(said.split())
        sheet = _SHEET.fullmatch(plain.lower())
        found = self._of_sheet(sheet) if sheet else []
        if found and sheet and not sheet["check"]:
            self._loose.append(where)
        found = found or [one for one in self._known if plain in (one.label, visible(one.badge.name))]
        found = found or [one for one in self._known if len(plain) >= _SHORTEST and one.badge.key.startswith(plain.lower())]
        if len(found) == 1:
            return found[0]
        if found:
            message = f"{_quoted(said)} could be {len(found)} badges, such as sheets {found[0].code} and {found[1].code}."
        elif sheet and sheet["check"]:
            message = f"{_quoted(said)} was printed for another badge, or for other words of the rubric."
        else:
            message = f"{_quoted(said)} is no badge at hand."
        self._find("RKT032", where, message, "Give what the sheet is called, such as 3-bdfk, the label, or the start of the key.")
        return None

    def _of_sheet(self, sheet: re.Match[str]) -> list[NumberedBadge]:
        number, check = sheet["number"], sheet["check"]
        if not number and not check:
            return []
        return [
            one for one in self._known if str(one.number) == (number or str(one.number)) and one.check == (check or one.check)
        ]

    def _find(self, code: str, where: str, message: str, advice: str) -> None:
        self.findings.append(Finding(code=code, severity=Severity.WARNING, where=where, message=message, advice=advice))


def _quoted(cell: str) -> str:
    shown = visible(" ".join(cell.split()))
    return repr(shown if len(shown) <= 40 else f"{shown[:39]}…")
