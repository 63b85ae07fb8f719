"""Past decisions in a CSV table: one row per badge that people decided, with its score or with the badge's key."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Finding, Rubric, Severity
from rubric_kit.model.formula_guard import guarded, unguarded
from rubric_kit.scoring import Answers
from rubric_kit.scoring.triage import PastDecision, past_of_badge, read_verdict
from rubric_kit.workspace.files import read_file, write_file

PAST_COLUMNS = ("badge", "badge_name", "score", "low", "high", "decision", "rubric", "date")
"""Columns of the table. badge: any name, or the key of a badge at hand or at least its first 8 characters. score: 0 to 100, or
"38.3 to 63.3"; or low and high. Where all three are empty, a badge at hand is scored from its ratings. decision: an outcome's id
or name, or accept or not. rubric: fingerprint of the version that scored it, or at least its first 8 characters; may be empty.
badge_name and date are for people and not read."""

_NEEDED = ("badge", "decision")
_SHORTEST = 8
_FINGERPRINT = re.compile(rf"[0-9a-f]{{{_SHORTEST},64}}")
_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,6})?")


class PastDecisionsTable(NamedTuple):
    """What a table of past decisions held."""

    past: tuple[PastDecision, ...]
    """Decisions that can be used, in the table's order."""
    findings: tuple[Finding, ...]
    """One finding for each row that cannot, and for what was not read."""


class _Misfit(Exception):  # noqa: N818 - no error of the program: it becomes a finding
    """Why a row cannot be used."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.code, self.message, self.advice = code, message, advice


def read_past_decisions(
    path: Path | str, rubric: Rubric, badges: Iterable[Badge] = (), answers: Mapping[str, Answers] | None = None
) -> PastDecisionsTable:
    """Read a table of past decisions; a row that cannot be used is a finding beside the others.

    Codes: RKT001 a key that could be several badges, RKT010 unknown column, RKT011 too many cells, RKT020 unknown decision,
    RKT021 faulty score, RKT022 no score and no ratings, RKT023 a badge that is decided twice, RKT024 rows without a decision,
    RKT025 faulty rubric fingerprint.

    Parameters
    ----------
    path : path
        The table, a CSV file with commas or semicolons.
    rubric : Rubric
        The version at hand; its policy says which outcomes there are.
    badges : iterable of Badge
        Badges at hand.
    answers : mapping of badge key to answers, optional
        Their ratings.

    Raises
    ------
    InputError
        The file cannot be read, is no UTF-8 text, is empty, or lacks a column.
    """
    path = Path(path)
    header, rows = _rows(path)
    findings = [
        _finding("RKT010", f"column {name!r}", f"not read; known are: {', '.join(PAST_COLUMNS)}.", severity=Severity.INFO)
        for name in header
        if name and name not in PAST_COLUMNS
    ]
    reader = _Reader(rubric, {badge.key: badge for badge in badges}, answers or {})
    found: dict[str, PastDecision] = {}
    undecided = 0
    for line, cells in rows:
        try:
            one = reader.read(header, cells)
        except _Misfit as why:
            findings.append(_finding(why.code, f"row {line}", why.message, why.advice))
            continue
        if one is None:
            undecided += 1
            continue
        if one.badge and one.badge in found:
            message = f"badge {one.badge[:12]} is decided in an earlier row as well; this row counts."
            findings.append(_finding("RKT023", f"row {line}", message, "Keep one of the rows."))
        # A name that is no key may well stand for several badges.
        found[one.badge or f"row {line}"] = one
    if undecided:
        rows_are = "1 row has" if undecided == 1 else f"{undecided} rows have"
        findings.append(_finding("RKT024", path.name, f"{rows_are} no decision; not used.", severity=Severity.INFO))
    return PastDecisionsTable(tuple(found.values()), tuple(findings))


def write_past_template(
    path: Path, rubric: Rubric, badges: Iterable[Badge] = (), *, labels: Mapping[str, str] | None = None
) -> None:
    """Write a table to fill in, one row for each badge; a spreadsheet runs none of it, and a file that is there is kept.

    It shows no scores: whoever sees a score decides by it, and then people and scores agree for no good reason.

    Parameters
    ----------
    path : path
        File to write.
    rubric : Rubric
        The version at hand.
    badges : iterable of Badge
        Badges to decide; the key of each stands in its row.
    labels : mapping of badge key to label, optional
        Names for people.

    Raises
    ------
    InputError
        The file is there already, or cannot be written.
    """
    if path.exists():
        raise InputError(f"{path} is there already; name another file", where=str(path))
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, PAST_COLUMNS, restval="", lineterminator="\r\n")
    table.writeheader()
    for badge in badges:
        name = guarded((labels or {}).get(badge.key, badge.name))
        # Whole fingerprints: a spreadsheet takes twelve characters such as 12345e678901 for a number.
        table.writerow({"badge": badge.key, "badge_name": name, "rubric": rubric.fingerprint})
    write_file(path, b"\xef\xbb\xbf" + text.getvalue().encode())


class _Reader:
    """Reads rows with the badges and ratings at hand."""

    def __init__(self, rubric: Rubric, badges: Mapping[str, Badge], answers: Mapping[str, Answers]) -> None:
        self._rubric = rubric
        self._badges = badges
        self._answers = answers

    def read(self, header: Sequence[str], cells: Sequence[str]) -> PastDecision | None:
        """Return the decision of one row, None where nobody has decided yet, or raise why it cannot be used."""
        if any(cell.strip() for cell in cells[len(header) :]):
            message = f"the row has {len(cells)} cells and the table {len(header)} columns."
            raise _Misfit("RKT011", message, "Put text that holds commas between quotation marks.")
        row = {name: unguarded(cell.strip()) for name, cell in zip(header, cells, strict=False)}
        if not row["decision"]:
            return None
        policy = self._rubric.policy
        decided = read_verdict(policy, row["decision"])
        if decided is None:
            known = ", ".join(outcome.id for outcome in policy.outcomes)
            message = f"the decision is none of the rubric's outcomes; known are: {known}, accept, not."
            raise _Misfit("RKT020", message, "Correct the decision.")
        scored_by = row.get("rubric", "").lower()
        if scored_by and not _FINGERPRINT.fullmatch(scored_by):
            message = f"a rubric's fingerprint is at least {_SHORTEST} of 0-9 and a-f, found {scored_by[:20]!r}."
            raise _Misfit("RKT025", message, "`rubric-kit rubric check` prints it; or leave it empty.")
        key = self._key(row["badge"].lower())
        ends = _ends(row)
        if ends is not None:
            return PastDecision(row["badge"], *ends, *decided, scored_by, key)
        if all(one is None for one in self._answers.get(key, {}).values()):
            message = "there is no score, and no badge with ratings at hand has this key."
            raise _Misfit("RKT022", message, "Give a score from 0 to 100, or the key of a badge that was rated.")
        one = past_of_badge(self._rubric, self._badges[key], self._answers[key], decided)
        return replace(one, rubric=scored_by or one.rubric)

    def _key(self, text: str) -> str:
        matches = [key for key in self._badges if key.startswith(text)] if len(text) >= _SHORTEST else []
        if len(matches) > 1:
            raise _Misfit("RKT001", f"badge {text[:12]!r} could be several badges.", "Give the whole key.")
        return matches[0] if matches else ""


def _ends(row: Mapping[str, str]) -> tuple[Fraction, Fraction] | None:
    """Return low and high as shares of the full score, or None where no score is given."""
    cells = [row.get(name, "") for name in ("low", "high")]
    if not any(cells):
        cells = row.get("score", "").split(" to ")
    if cells == [""]:
        return None
    ends = [_share(cell.strip()) for cell in cells]
    low, high = ends[0], ends[-1]
    if len(ends) > 2 or low is None or high is None or low > high:
        message = f"a score is a number from 0 to 100, or low and high in this order, found {' to '.join(cells)[:40]!r}."
        raise _Misfit("RKT021", message, "Correct the score.")
    return low, high


def _share(cell: str) -> Fraction | None:
    if not _NUMBER.fullmatch(cell):
        return None
    share = Fraction(cell.replace(",", ".")) / 100
    return share if share <= 1 else None


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the column names, and each row that is not empty with its number, as long as the header at least."""
    try:
        text = read_file(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name} is not UTF-8 text; save it from the spreadsheet as 'CSV UTF-8'", where=str(path)) from None
    first = text.partition("\n")[0]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","))
    except csv.Error as error:
        raise InputError(f"{path.name} cannot be read as CSV ({error})", where=str(path)) from None
    columns = ", ".join(PAST_COLUMNS)
    if not rows:
        raise InputError(f"{path.name} is empty; the first row names the columns: {columns}", where=str(path))
    header = [name.strip() for name in rows[0]]
    missing = next((name for name in _NEEDED if name not in header), None)
    if missing:
        raise InputError(
            f"{path.name} lacks the column {missing!r}; found {', '.join(header)}; known are {columns}", where=str(path)
        )
    twice = next((name for name in PAST_COLUMNS if header.count(name) > 1), None)
    if twice:
        raise InputError(f"{path.name} has the column {twice!r} twice; keep one of them", where=str(path))
    padded = (row + [""] * (len(header) - len(row)) for row in rows[1:])
    return header, [(line, row) for line, row in enumerate(padded, start=2) if any(cell.strip() for cell in row)]


def _finding(code: str, where: str, message: str, advice: str = "", *, severity: Severity = Severity.WARNING) -> Finding:
    return Finding(code=code, severity=severity, where=where, message=message, advice=advice)
