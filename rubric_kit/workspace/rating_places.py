"""Ratings from wherever they are kept: a database, its address, a log written out (CSV), or a table of ratings (CSV)."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rubric_kit.model import Badge, EntryKind, Finding, Rating, Rubric, Severity, StoredEntry
from rubric_kit.scoring.rounds import Conflict, ratings_of, standing
from rubric_kit.workspace.district_file import is_address
from rubric_kit.workspace.ratings_table import RatingsTable
from rubric_kit.workspace.ratings_table import read_ratings as read_ratings_table

_LOG_COLUMNS = {"id", "kind", "made"}
_FIRST_LINE = 10_000


def read_ratings(place: Path | str, rubric: Rubric, badges: Iterable[Badge]) -> RatingsTable:
    """Read ratings.

    Of a log the answers that stand are taken, of each rater and question those of the latest round. Where a rater gave two
    answers on two machines it counts as "cannot tell" and is a finding, RKT012. What cannot be used is a finding beside the
    rest: RKT001 unknown badge, RKT004 another wording; of a table see `rubric_kit.workspace.ratings_table.read_ratings`.

    Parameters
    ----------
    place : path
        A database (.db), the address of one (postgresql://...), a log (CSV) or a table of ratings (CSV).
    rubric : Rubric
        The version that decides.
    badges : iterable of Badge
        The badges at hand.

    Raises
    ------
    InputError
        The place cannot be read, or holds neither a log nor a table.
    """
    if not holds_log(place):
        return read_ratings_table(place, rubric, badges)
    from rubric_kit.workspace.store import read_entries

    read = read_entries(place)
    answers = [one for one in read.entries if one.entry.kind is EntryKind.RATING]
    name = shown_name(place)
    here = {badge.key for badge in badges}
    known = [one for one in ratings_of(answers) if one.badge in here]
    fitting = [one for one in known if one.wording == rubric.wording_fingerprint]
    findings = (*read.findings, *_passed_over(name, answers, known, rubric, here), *_conflicts(name, answers, rubric, here))
    return RatingsTable(tuple(fitting), findings)


def holds_log(place: Path | str) -> bool:
    """Tell whether a place holds a log, in a database or written out, rather than a table of ratings."""
    if is_address(place) or Path(place).suffix.lower() == ".db":
        return True
    try:
        with Path(place).open("rb") as file:
            start = file.readline(_FIRST_LINE).decode("utf-8-sig", "replace")
    except OSError:
        return False
    header = next(csv.reader([start]), [])
    return {name.strip() for name in header} >= _LOG_COLUMNS


def shown_name(place: Path | str) -> str:
    """Return how messages name a place: the file, or the name of the database; never an address, which may hold a password."""
    name = Path(place).name
    # A database that `frozen_ratings` wrote out is still that database to whoever reads the message.
    return name.removesuffix(".csv") if name.endswith(".db.csv") else name


@contextmanager
def frozen_ratings(place: Path | str) -> Iterator[Path | str]:
    """Give a place of ratings that does not change meanwhile: of a database its log as it is now, in a file of its own.

    Raises
    ------
    InputError
        The database cannot be read.
    """
    if not holds_log(place) or Path(place).suffix.lower() == ".csv":
        yield place
        return
    from rubric_kit.workspace.store import read_entries, write_entries

    with tempfile.TemporaryDirectory(prefix="rubric_kit-") as folder:
        frozen = Path(folder) / f"{Path(place).name}.csv"
        write_entries(frozen, read_entries(place).entries)
        yield frozen


def _passed_over(
    name: str, answers: Sequence[StoredEntry], known: Sequence[Rating], rubric: Rubric, here: set[str]
) -> Iterator[Finding]:
    """Say how many ratings are of other badges or on other words: a log keeps them all, so one line each is enough."""
    strange = {one.entry.badge for one in answers} - here
    if strange:
        of_them = sum(one.entry.badge in strange for one in answers)
        keys = ", ".join(sorted(str(key)[:12] for key in strange)[:3])
        told = f"{of_them:,} answers" if of_them > 1 else "1 answer"
        message = f"Not used: {told} about badges that are not among those at hand ({keys})."
        yield _finding("RKT001", name, message, "Add the badge files to rate with, or leave it so.")
    whole = rubric.wording_fingerprint
    others = [one for one in known if one.wording != whole]
    if others:
        wordings = ", ".join(sorted({one.wording[:12] for one in others})[:3])
        ours = f"version {rubric.version} of {rubric.id!r} has {whole[:12]}"
        told = f"{len(others):,} ratings" if len(others) > 1 else "1 rating"
        message = f"Not used: {told} on wording {wordings}; {ours}."
        yield _finding("RKT004", name, message, "Rate again, or use the version that was rated.")


def _conflicts(name: str, answers: Sequence[StoredEntry], rubric: Rubric, here: set[str]) -> Iterator[Finding]:
    latest: dict[object, int] = {}
    for one in answers:
        cell = one.entry.cell
        latest[cell._replace(round=0)] = max(cell.round, latest.get(cell._replace(round=0), 0))
    for conflict in standing(answers).conflicts:
        cell = conflict.cell
        if cell.badge in here and cell.wording == rubric.wording_fingerprint and cell.round == latest[cell._replace(round=0)]:
            yield _finding(
                "RKT012", f"{name}, {_places(conflict)}", f"{conflict.sentence}.", "Until then it counts as cannot tell."
            )


def _places(conflict: Conflict) -> str:
    return f"entries {' and '.join(str(one.sequence) for one in conflict.entries)}"


def _finding(code: str, where: str, message: str, advice: str) -> Finding:
    return Finding(code=code, severity=Severity.WARNING, where=where, message=message, advice=advice)
