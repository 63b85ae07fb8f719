"""Bringing the logs of several laptops together: any number of files, in any order, any number of times."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from rubric_kit.errors import RubricKitError
from rubric_kit.model import Badge, EntryKind, Finding, Rubric, Severity, StoredEntry
from rubric_kit.scoring.rounds import Conflict, standing
from rubric_kit.workspace.store.entries_table import changed_copy
from rubric_kit.workspace.store.places import is_address, place_of
from rubric_kit.workspace.store.reading import read_entries
from rubric_kit.workspace.store.store import Store
from rubric_kit.workspace.store.table_entries import entries_of_table, is_ratings_table

_STEPS = {EntryKind.ROUND: "opened", EntryKind.REVEAL: "shown"}


class MergeResult(NamedTuple):
    """What merging did."""

    added: int
    """Entries that are new in the store."""
    already: int
    """Entries that it had already."""
    conflicts: tuple[Conflict, ...]
    """Cells of the store for which several different answers stand now."""
    findings: tuple[Finding, ...]
    """What could not be brought in: RKS001 to RKS003 as in `EntriesRead`, RKS004 a file that cannot be used, RKS005 entries that
    were erased here, RKS006 steps of a leader that were left where they are; RKT... as in `read_ratings`."""


def merge(
    into: Store,
    sources: Iterable[str | Path],
    *,
    rubric: Rubric | None = None,
    badges: Iterable[Badge] = (),
    steps: bool = False,
) -> MergeResult:
    """Bring logs together. Nothing is taken out of the store and nothing in it is changed.

    Whether a round is shown is for the leader of this store to say: a team that practised the reveal in a file of its own must
    not show everybody's answers by handing that file in. So rounds that were opened or shown elsewhere stay there, which is told.

    The same files give the same standing answers in any order and any number of times, since entries are known by their names.

    Parameters
    ----------
    into : Store
        The store that grows.
    sources : iterable of str or Path
        Stores (.db), entries tables (.csv), ratings tables (.csv), addresses of servers.
    rubric : Rubric, optional
        The version that ratings tables were rated on; only they need it.
    badges : iterable of Badge
        The badges that ratings tables speak about; only they need them.
    steps : bool
        Whether the leader's steps come along, too, such as for a copy of the leader's own log.

    Raises
    ------
    InputError
        The store that is to grow cannot be written to. What was merged before that stays.
    """
    badges = tuple(badges)
    added = already = 0
    findings: list[Finding] = []
    for source in sources:
        name = place_of(source).shown if is_address(source) else Path(source).name
        try:
            entries, found = _read(source, rubric, badges)
        except RubricKitError as error:
            findings.append(_finding("RKS004", Severity.ERROR, name, f"{error.message}.", "The other files were brought in."))
            continue
        findings += found
        if not steps:
            entries, left = _without_steps(into, entries)
            findings += [_finding("RKS006", Severity.INFO, name, *left)] if left else []
        result = into.add_copies(one.entry for one in entries)
        added += result.new
        already += len(result.stored) - result.new
        findings += [changed_copy(entry, name) for entry in result.changed]
        if result.erased:
            message = f"entries that were erased here are not brought back: {len(result.erased)}."
            findings.append(_finding("RKS005", Severity.INFO, name, message, "Erase them in that file too."))
    return MergeResult(added, already, standing(into.entries()).conflicts, tuple(findings))


def _without_steps(into: Store, entries: tuple[StoredEntry, ...]) -> tuple[tuple[StoredEntry, ...], tuple[str, str] | None]:
    """Leave out the steps that the store does not have, and say which."""
    there = {one.entry.id for one in into.entries() if one.entry.kind in _STEPS}
    left = [one for one in entries if one.entry.kind in _STEPS and one.entry.id not in there]
    if not left:
        return entries, None
    told = sorted({f"round {one.entry.round} {_STEPS[one.entry.kind]}" for one in left})
    message = f"steps of a leader were left in that file: {', '.join(told)}."
    return tuple(one for one in entries if one not in left), (message, "Take these steps here, or merge with --steps.")


def _read(
    source: str | Path, rubric: Rubric | None, badges: tuple[Badge, ...]
) -> tuple[tuple[StoredEntry, ...], tuple[Finding, ...]]:
    path = Path(source)
    if path.suffix.lower() == ".csv" and is_ratings_table(path):
        return entries_of_table(path, rubric, badges)
    return read_entries(source)


def _finding(code: str, severity: Severity, where: str, message: str, advice: str) -> Finding:
    return Finding(code=code, severity=severity, where=where, message=message, advice=advice)
