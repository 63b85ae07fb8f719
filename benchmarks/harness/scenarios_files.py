"""Parts of the trial about whole files: a backup, an older store that is brought forward, a file saved over another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from harness.faults import calls_of, with_fault
from harness.forked import Outcome, Tell, Work, outcome_of
from harness.saves import found_in, saving
from harness.scenarios import SIZES, Ledger, Part
from rubric_kit.errors import RubricKitError
from rubric_kit.workspace.files import append_to_file, write_file, write_new_file
from rubric_kit.workspace.store import newest_good_backup, open_store

_KILL = "signal=KILL"
_OLD, _NEW = b"old line\n" * 20_000, b"new line\n" * 30_000


def backup_killed(folder: Path, most: int = 200) -> Part:
    """Kill a process at each call by which a backup changes the disk: the store and an earlier backup stay whole."""
    ledger = Ledger("backup_killed")

    def work(place: str) -> Work:
        def copied(tell: Tell) -> None:
            with open_store(place) as store:
                tell({"backup": str(store.backup())})

        return copied

    def prepare(place: str) -> Outcome:
        outcome_of(saving(place, SIZES))
        return outcome_of(_without_copies(place))

    def look(place: str, what: str, before: Outcome) -> None:
        ledger.weigh(place, [before], what)
        after = outcome_of(work(place))
        ledger.expect(newest_good_backup(Path(place)), f"{what}: there is no good backup afterwards: {after.lines}")
        for left in (Path(place).parent / "backups").glob("*.db"):
            ledger.expect(not found_in(str(left)).wrong, f"{what}: {left.name} is not whole")

    _each(folder, ledger, most, prepare, work, look)
    return ledger.part()


def _without_copies(place: str) -> Work:
    """Return the work of adding entries while no backup is made of them, so that one is due."""

    def work(tell: Tell) -> None:
        for one in (Path(place).parent / "backups").glob("*.db"):
            one.unlink()
        with open_store(place) as store:
            tell({"saved": [one.entry.id for one in store.entries()]})
        for one in (Path(place).parent / "backups").glob("*.db"):
            one.unlink()

    return work


def migration_killed(folder: Path, most: int = 200) -> Part:
    """Kill a process at each call by which it brings an older store forward: it opens afterwards, old or new, with everything."""
    from harness.older_store import make_older_store

    ledger = Ledger("migration_killed")

    def prepare(place: str) -> Outcome:
        ids = make_older_store(Path(place))
        return Outcome(({"tried": ids}, {"saved": ids}), 0)

    def work(place: str) -> Work:
        def opened(tell: Tell) -> None:
            with open_store(place) as store:
                tell({"entries": len(store.entries())})

        return opened

    _each(folder, ledger, most, prepare, work, lambda place, what, before: ledger.weigh(place, [before], what))
    return ledger.part()


def file_killed(folder: Path, most: int = 200) -> Part:
    """Kill a process at each call of saving over a file, saving a new one and adding to one: each is old or new, and whole."""
    ledger = Ledger("file_killed")
    row = b"one more row\n"
    ways: dict[str, tuple[Callable[[Path], object], set[bytes | None]]] = {
        "write_file": (lambda path: write_file(path, _NEW), {_OLD, _NEW}),
        "write_new_file": (lambda path: write_new_file(path.with_name("new"), _NEW), {None, _NEW}),
        "append_to_file": (lambda path: append_to_file(path, row), {_OLD, _OLD + row}),
    }
    for name, (way, allowed) in ways.items():

        def prepare(place: str) -> Outcome:
            Path(place).parent.mkdir(parents=True, exist_ok=True)
            Path(place).write_bytes(_OLD)
            return Outcome((), 0)

        def work(place: str, way: Callable[[Path], object] = way) -> Work:
            def saved(tell: Tell) -> None:
                try:
                    way(Path(place))
                except RubricKitError as error:
                    tell({"refused": error.message})

            return saved

        def look(place: str, what: str, _before: Outcome, name: str = name, allowed: set[bytes | None] = allowed) -> None:
            path = Path(place).with_name("new") if name == "write_new_file" else Path(place)
            ledger.runs += 1
            there = path.read_bytes() if path.exists() else None
            ledger.expect(there in allowed, f"{name}, {what}: the file is neither old nor new")

        _each(folder / name, ledger, most, prepare, work, look)
    return ledger.part()


def _each(
    folder: Path,
    ledger: Ledger,
    most: int,
    prepare: Callable[[str], Outcome],
    work: Callable[[str], Work],
    look: Callable[[str, str, Outcome], None],
) -> None:
    """Kill a piece of work at each of its calls in turn, on something that is prepared anew every time."""
    folder.mkdir(exist_ok=True)
    counting = folder / "counting"
    counting.mkdir()
    prepare(str(counting / "ratings.db"))
    counted = calls_of(work(str(counting / "ratings.db")), folder / "calls.txt")
    ledger.notes.append(f"calls: {', '.join(f'{counted[one]} {one}' for one in sorted(counted))}")
    listed = [(call, nth) for call in sorted(counted) for nth in range(1, counted[call] + 1)]
    ledger.expect(listed, "it makes no such call, so nothing was tried")
    for call, nth in listed[:: max(1, -(-len(listed) // most))]:
        inner = folder / f"{call}{nth}"
        inner.mkdir()
        place = str(inner / "ratings.db")
        before = prepare(place)
        outcome = with_fault(work(place), call, _KILL, str(nth))
        what = f"kill at {call} {nth}"
        ledger.expect(outcome.signal == 9, f"{what}: the process was not killed")
        look(place, what, before)
