"""The parts of the trial of a store: each brings something about and says what became of the ratings."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from harness.faults import as_nobody, calls_of, no_file_larger_than, remount, small_disk, with_fault
from harness.forked import Forked, Outcome, Tell, Work, outcome_of
from harness.saves import REASON, found_in, judge, rating, saving
from rubric_kit.errors import RubricKitError
from rubric_kit.workspace.store import open_store

PER_FILE = 50
"""Kills that one file lives through; then a new one is begun, which is killed while it is made as well."""
SIZES = (1, 1, 3, 1, 8)
"""Entries that are saved at once, in turn."""
_SAVE = (3,)
_LATEST = 0.15
_KILL = "signal=KILL"


class Part(NamedTuple):
    """What became of the ratings in one part of the trial."""

    name: str
    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    """Entries that were acknowledged and are not there."""
    torn: int = 0
    """Saves of which a part is there, and entries that are there twice."""
    broken: tuple[str, ...] = ()
    """Every promise that was not kept, in words."""
    notes: tuple[str, ...] = ()
    skipped: str = ""
    """What is missing on this machine; empty if the part was tried."""


class Ledger:
    """Gathers what a part finds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.runs = self.acknowledged = self.lost = self.torn = 0
        self.broken: list[str] = []
        self.notes: list[str] = []

    def weigh(self, place: str, outcomes: Sequence[Outcome], what: str) -> None:
        """Look at a store after a run, and keep what is wrong with it."""
        self.runs += 1
        told = judge(found_in(place), outcomes)
        self.acknowledged += sum(map(len, outcomes[-1].told("saved")))
        self.lost += told.lost
        self.torn += told.torn
        self.expect(not told.lost, f"{what}: {told.lost} acknowledged entries are not there")
        self.expect(not told.torn, f"{what}: {told.torn} saves are there in part or twice")
        self.expect(not told.wrong, f"{what}: {told.wrong}")

    def expect(self, kept: object, what: str) -> None:
        """Keep a promise that was broken."""
        if not kept:
            self.broken.append(what)

    def refused(self, outcome: Outcome, what: str, *words: str) -> None:
        """Check that what went wrong was told in one line that holds some words, and that no other error came through."""
        self.expect(not outcome.told("raised"), f"{what}: an error came through: {outcome.told('raised')}")
        for message in outcome.told("refused"):
            good = "\n" not in message and (not words or any(word in message for word in words))
            self.expect(good, f"{what}: the message does not say it: {message}")

    def part(self) -> Part:
        """Return what was found."""
        numbers = (self.runs, self.acknowledged, self.lost, self.torn)
        return Part(self.name, *numbers, tuple(self.broken), tuple(dict.fromkeys(self.notes)))


def without_path(message: str) -> str:
    """Return a message without the name of the file, which is another one every time."""
    return re.sub(r"\S*/\S+\.db(?:: )?", "", message).strip()


def kills(folder: Path, count: int) -> Part:
    """Kill a process that saves, at a random moment, again and again."""
    ledger, chance = Ledger("kills"), random.Random(31)  # noqa: S311  moments, no secrets
    outcomes: list[Outcome] = []
    for number in range(count):
        place = str(folder / f"{number // PER_FILE}.db")
        outcomes = [] if number % PER_FILE == 0 else outcomes
        child = Forked(saving(place, islice(cycle(SIZES), 10_000), first=number * 1_000))
        child.go()
        # One in four may fall into the opening, the others fall into the saves.
        if number % 4:
            child.wait_for("open")
        time.sleep(chance.uniform(0, _LATEST))
        child.kill()
        outcomes.append(child.outcome())
        ledger.refused(outcomes[-1], f"kill {number + 1}")
        ledger.expect(not outcomes[-1].told("refused"), f"kill {number + 1}: what came before keeps from saving")
        ledger.weigh(place, outcomes, f"kill {number + 1}")
    ledger.expect(ledger.acknowledged > count, "hardly anything was saved before the kills")
    return ledger.part()


def kill_at_each_call(folder: Path, most: int = 200) -> Part:
    """Kill a process at the first, second, ... of each call by which opening, saving and closing change the disk."""
    ledger = Ledger("kill_at_each_call")
    for call, nth, place, before in _each_call(folder, ledger, most):
        outcome = with_fault(saving(place, _SAVE, first=100), call, _KILL, str(nth))
        what = f"kill at {call} {nth}"
        ledger.expect(outcome.signal == 9, f"{what}: the process was not killed")
        ledger.weigh(place, [before, outcome], what)
        ledger.weigh(place, [before, outcome, outcome_of(saving(place, _SAVE, first=200))], f"after the {what}")
    return ledger.part()


def error_at_each_sync(folder: Path, most: int = 200) -> Part:
    """Let the disk fail to keep what was written, at each sync of a save in turn."""
    return _errors(folder, Ledger("error_at_each_sync"), ("fsync", "fdatasync"), "EIO", most)


def no_space_at_each_write(folder: Path, most: int = 200) -> Part:
    """Let the disk be full at each write of a save in turn."""
    return _errors(folder, Ledger("no_space_at_each_write"), ("pwrite64", "ftruncate"), "ENOSPC", most)


def _errors(folder: Path, ledger: Ledger, calls: Iterable[str], error: str, most: int) -> Part:
    for call, nth, place, before in _each_call(folder, ledger, most, set(calls)):
        outcome = with_fault(saving(place, _SAVE, first=100), call, f"error={error}", str(nth))
        what = f"{error} at {call} {nth}"
        ledger.refused(outcome, what, "disk")
        ledger.weigh(place, [before, outcome], what)
        after = outcome_of(saving(place, _SAVE, first=200))
        ledger.expect(after.told("saved"), f"{what}: saving does not go on: {after.lines}")
        ledger.weigh(place, [before, outcome, after], f"after {what}")
        ledger.notes += [without_path(one) for one in outcome.told("refused")]
    return ledger.part()


def _each_call(folder: Path, ledger: Ledger, most: int, only: set[str] | None = None) -> Iterable[tuple[str, int, str, Outcome]]:
    """Give each call of a save with its number, and a store of its own that holds something already."""
    counting = str(folder / "counting.db")
    outcome_of(saving(counting, SIZES))
    counted = calls_of(saving(counting, _SAVE, first=50), folder / "calls.txt")
    listed = [(call, nth) for call in sorted(counted) if only is None or call in only for nth in range(1, counted[call] + 1)]
    ledger.notes.append(
        "calls of one opening, save and closing: " + ", ".join(f"{counted[one]} {one}" for one in sorted(counted))
    )
    ledger.expect(listed, "a save makes no such call, so nothing was tried")
    for call, nth in listed[:: -(-len(listed) // most)]:
        place = str(folder / f"{call}{nth}.db")
        yield call, nth, place, outcome_of(saving(place, SIZES))


def full_disk(folder: Path) -> Part:
    """Fill a small disk up, free some of it, and go on in the same process."""
    ledger = Ledger("full_disk")
    with small_disk(folder / "disk") as disk:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(600_000))
        place = str(disk / "ratings.db")
        _filled(ledger, place, outcome_of(saving(place, [8] * 30, cure=ballast.unlink)), "disk is full")
    return ledger.part()


def full_file(folder: Path) -> Part:
    """Let the system forbid a file to grow, then allow it, and go on in the same process."""
    ledger, place = Ledger("full_file"), str(folder / "ratings.db")

    def limited(tell: Tell) -> None:
        saving(place, [8] * 30, cure=no_file_larger_than(150_000))(tell)

    _filled(ledger, place, outcome_of(limited), "disk")
    return ledger.part()


def _filled(ledger: Ledger, place: str, outcome: Outcome, words: str) -> None:
    ledger.expect(outcome.told("refused"), "nothing was refused, so nothing was tried")
    at = next((number for number, line in enumerate(outcome.lines) if "refused" in line), 0)
    ledger.expect(any("saved" in line for line in outcome.lines[at:]), "saving did not go on after the cure")
    for message in outcome.told("refused")[:1]:
        ledger.expect("\n" not in message and words in message, f"the message does not say it: {message}")
        ledger.notes.append(without_path(message))
    ledger.weigh(place, [outcome], "full")


def read_only_folder(folder: Path) -> Part:
    """Open a store in a folder that may only be read, as somebody whom permissions stop."""
    ledger = Ledger("read_only_folder")
    inner = folder / "inner"
    inner.mkdir()
    place = str(inner / "ratings.db")
    before = outcome_of(saving(place, SIZES))
    for path in inner.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    inner.chmod(0o555)
    outcome = outcome_of(as_nobody(_looking(place)))
    inner.chmod(0o755)
    for path in inner.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    _only_read(ledger, outcome)
    ledger.weigh(place, [before, outcome_of(saving(place, _SAVE, first=100))], "writable again")
    return ledger.part()


def read_only_disk(folder: Path) -> Part:
    """Make a disk read-only while a store on it is open, then writable, and go on in the same process."""
    ledger = Ledger("read_only_disk")
    with small_disk(folder / "disk", "4m") as disk:
        place = str(disk / "ratings.db")
        before = outcome_of(saving(place, SIZES))
        remount(disk, "ro")
        _only_read(ledger, outcome_of(_looking(place)))
        remount(disk, "rw")
        ledger.weigh(place, [before, outcome_of(saving(place, _SAVE, first=100))], "writable again")
    return ledger.part()


def _looking(place: str) -> Work:
    """Return the work of opening a store that may not be written, reading it, and trying to save."""

    def work(tell: Tell) -> None:
        with open_store(place) as store:
            tell({"read_only": store.read_only, "banner": store.banner, "read": len(store.entries())})
            try:
                store.append([rating(1)])
            except RubricKitError as error:
                tell({"refused": error.message})

    return work


def _only_read(ledger: Ledger, outcome: Outcome) -> None:
    ledger.refused(outcome, "read-only")
    ledger.expect(outcome.told("read_only") == [True], f"the store does not open read-only: {outcome.lines}")
    ledger.expect(outcome.told("read") == [sum(SIZES)], "the store cannot be read")
    ledger.expect(all(outcome.told("banner")), "no banner says so")
    ledger.expect(outcome.told("refused"), "a save was not refused")
    ledger.notes += [*outcome.told("banner"), *map(without_path, outcome.told("refused"))]


def clock(folder: Path) -> Part:
    """Set the clock back three years between an answer and its change; the change stands all the same."""
    from harness.clock import answers_in_order

    ledger, place = Ledger("clock"), str(folder / "ratings.db")
    outcome = outcome_of(answers_in_order(place))
    ledger.refused(outcome, "clock")
    for name in ("years", "order", "stands"):
        ledger.expect(outcome.told(name) == [True], f"clock: {name} is {outcome.told(name)}")
    ledger.weigh(place, [outcome], "clock")
    return ledger.part()


def locale(folder: Path) -> Part:
    """Save and write in the C locale, and compare with what another locale gives."""
    ledger = Ledger("locale")
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    usual = {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    written = []
    for number, settings in enumerate((bare, usual)):
        out = folder / str(number)
        out.mkdir()
        code = "import sys; from harness.locale_trial import main; main(sys.argv[1])"
        path = os.pathsep.join(one for one in sys.path if one)
        variables = {name: value for name, value in os.environ.items() if not name.startswith("LC_")} | settings
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", code, str(out)],
            env=variables | {"PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        ledger.expect(not done.returncode, f"{settings['LC_ALL']}: {done.stderr.strip()[-300:]}")
        written.append({one.name: one.read_bytes() for one in sorted(out.iterdir()) if one.suffix == ".csv"})
        ledger.runs += 1
    ledger.expect(written[0] and written[0] == written[1], f"the locales write other bytes: {[sorted(one) for one in written]}")
    ledger.expect(any(REASON.encode() in one for one in written[0].values()), "the letters did not come out")
    return ledger.part()
