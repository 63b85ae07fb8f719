"""Where a leader's entries are kept: in a store, or for practice in memory, where a whole log is played again step by step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from rubric_kit.errors import RubricKitError
from rubric_kit.model import Badge, Entry, EntryKind, Finding, Rubric, Severity, StoredEntry
from rubric_kit.workspace.store import EntriesRead, merge, open_store, read_entries
from rubric_kit.workspace.store.table_entries import entries_of_table, is_ratings_table

_LEADERS = (EntryKind.ROUND, EntryKind.REVEAL)


class Brought(NamedTuple):
    """What came of files that were brought in."""

    added: int
    """Entries that were new."""
    already: int
    """Entries that were there."""
    findings: tuple[Finding, ...]
    """What could not be used."""


class RoundLog(Protocol):
    """A log that a leader reads and adds to."""

    @property
    def place(self) -> str:
        """Where the entries are, for people; empty where nothing is kept."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""

    @property
    def banner(self) -> str:
        """What people must know about the state of the log; empty when nothing is wrong."""

    def entries(self) -> tuple[StoredEntry, ...]:
        """Return what is there now."""

    def write(self, entry: Entry) -> None:
        """Add an entry; when this returns it is kept."""

    def bring_in(self, sources: Sequence[str]) -> Brought:
        """Add what is in other people's files; what is there already is not added twice."""

    def rubrics(self, rubric_id: str) -> tuple[Rubric, ...]:
        """Return versions of a rubric that are kept with the log."""

    def keep_rubric(self, rubric: Rubric) -> None:
        """Keep a version with the log, so that a round that was opened on it can be read later."""


class KeptLog:
    """A log in a store."""

    def __init__(self, save_to: str | Path, rubric: Rubric, badges: Sequence[Badge]) -> None:
        self._store = open_store(save_to)
        self._rubric, self._badges = rubric, badges

    @property
    def place(self) -> str:
        """Where the store is, without a password."""
        return self._store.place

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._store.read_only

    @property
    def banner(self) -> str:
        """What people must know about the store."""
        return self._store.banner

    def entries(self) -> tuple[StoredEntry, ...]:
        """Return what is there now, others' entries included."""
        return self._store.entries()

    def write(self, entry: Entry) -> None:
        """Add an entry; when this returns it is on the disk."""
        self._store.append([entry])

    def bring_in(self, sources: Sequence[str]) -> Brought:
        """Merge other people's files into the store."""
        found = merge(self._store, sources, rubric=self._rubric, badges=self._badges)
        return Brought(found.added, found.already, tuple(found.findings))

    def rubrics(self, rubric_id: str) -> tuple[Rubric, ...]:
        """Return the version that the store keeps, if there is one."""
        kept = self._store.rubric(rubric_id)
        return (kept[0],) if kept else ()

    def keep_rubric(self, rubric: Rubric) -> None:
        """Keep a version in the store."""
        if self._store.read_only:
            return  # the entry that follows is refused, with words for a person
        kept = self._store.rubric(rubric.id)
        self._store.save_rubric(rubric, revision=kept[1] if kept else 0)


class PracticeLog:
    """A log in memory, to practise with: nothing is written anywhere.

    Of the entries given, those of the first round are there at once. What the leader wrote is left out, so that each step can be
    taken by hand, and the answers of a later round come in when it is opened.
    """

    place = ""
    read_only = False
    banner = ""

    def __init__(self, entries: Iterable[StoredEntry], rubric: Rubric, badges: Sequence[Badge]) -> None:
        self._rubric, self._badges = rubric, tuple(badges)
        given = [one.entry for one in sorted(entries, key=lambda one: one.sequence)]
        self._given = [one for one in given if one.kind not in _LEADERS]
        self._log: dict[str, StoredEntry] = {}
        self._play(1)

    def entries(self) -> tuple[StoredEntry, ...]:
        """Return what is there now."""
        return tuple(self._log.values())

    def write(self, entry: Entry) -> None:
        """Add an entry; after one that opens a round come the answers of that round."""
        self._add(entry)
        if entry.kind is EntryKind.ROUND:
            self._play(entry.round)

    def bring_in(self, sources: Sequence[str]) -> Brought:
        """Add what is in other people's files, for as long as the notebook is open."""
        added = already = 0
        findings: list[Finding] = []
        for source in sources:
            try:
                read = self._read(source)
            except RubricKitError as error:
                findings.append(_not_read(source, error))
                continue
            findings += read.findings
            for one in read.entries:
                new = self._add(one.entry)
                added, already = added + new, already + (not new)
        return Brought(added, already, tuple(findings))

    def rubrics(self, rubric_id: str) -> tuple[Rubric, ...]:  # noqa: ARG002  asked of every log
        """Return nothing: versions are not kept here."""
        return ()

    def keep_rubric(self, rubric: Rubric) -> None:
        """Keep nothing."""

    def _read(self, source: str) -> EntriesRead:
        path = Path(source)
        if path.suffix.lower() == ".csv" and is_ratings_table(path):
            return entries_of_table(path, self._rubric, self._badges)
        return read_entries(source)

    def _play(self, number: int) -> None:
        for entry in self._given:
            if entry.round == number:
                self._add(entry)

    def _add(self, entry: Entry) -> bool:
        if entry.id in self._log:
            return False
        self._log[entry.id] = StoredEntry(len(self._log) + 1, entry)
        return True


def _not_read(source: str, error: RubricKitError) -> Finding:
    message, advice = f"{error.message}.", "The other files were brought in."
    return Finding(code="RKS004", severity=Severity.ERROR, where=Path(source).name, message=message, advice=advice)
