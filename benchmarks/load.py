# A script to run, no package.
"""Whether thirty people can rate at once: 30 processes x 40 badges x 8 criteria, on SQLite and on PostgreSQL; races for a rubric.

    make bench NAMES=load   (python benchmarks/load.py [--processes COUNT] [--pace SECONDS] [--races COUNT] [--json] [NAME ...])

Every answer is a save of its own, acknowledged when it is on the disk. The processes save as quickly as they can, which no
room does, and then at a pace: 300 answers a second from all together, ten times as many as a busy room gives. The script
prints a table and ends with exit code 1 if one answer is lost, one save is refused, one race has no single winner, or 99 of
100 saves take more than 100 ms; other work on the machine shows in the waits. PostgreSQL runs as the tests start it, from the
machine's own binaries, with its fsync on; without them that part is skipped.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from harness.machine import load_words, machine_words
from harness.writers import BADGES, Load, Races, load, races

PROCESSES, RACES = 30, 1_000
LONGEST = 0.1
"""Longest wait for 99 of 100 saves, in seconds."""
PACE = 0.1
"""Seconds between two answers of one rater, the second time round; thirty of them then give 300 answers a second."""
_CONFTEST = Path(__file__).parents[1] / "tests" / "workspace" / "store" / "conftest.py"


def main() -> int:
    """Measure, print, and return 1 if a promise is broken."""
    parser = argparse.ArgumentParser(description="Lets many people rate at once.")
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--badges", type=int, default=BADGES)
    parser.add_argument("--pace", type=float, default=PACE, help="seconds between two answers of one rater, second time round")
    parser.add_argument("--races", type=int, default=RACES)
    parser.add_argument("--json", action="store_true", help="print one JSON object for each database, for programs")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(DATABASES)}; all without any")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in DATABASES]
    if unknown:
        parser.error(f"no database is called {unknown[0]!r}; known are: {', '.join(DATABASES)}")
    if not hasattr(os, "fork"):
        print("this system cannot fork processes; run it on Linux or macOS", file=sys.stderr)
        return 2
    if not asked.json:
        print(f"{machine_words()}; load {load_words()}")
    broken = False
    for name in asked.names or DATABASES:
        with DATABASES[name]() as places:
            if places is None:
                print(json.dumps({"name": name, "skipped": True}) if asked.json else f"{name}: skipped, no server is installed")
                continue
            quick = load(places(), asked.processes, badges=asked.badges)
            paced = load(places(), asked.processes, badges=asked.badges, pause=asked.pace) if not asked.json else None
            won = races(places(), asked.races)
        broken |= bool(_broken(quick, won)) or bool(paced and _broken(paced, won))
        print(_object(name, quick, won) if asked.json else _lines(name, quick, paced, won), flush=True)
    return 1 if broken else 0


Places = Callable[[], str]


@contextmanager
def _sqlite() -> Iterator[Places | None]:
    with tempfile.TemporaryDirectory(prefix="rubric_kit-") as folder:
        numbers = iter(range(100))
        yield lambda: str(Path(folder) / f"{next(numbers)}.db")


@contextmanager
def _postgresql() -> Iterator[Places | None]:
    tests = _tests()
    tools = tests._tools()  # noqa: SLF001  the tests' own way to start a server
    if tools is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        running = tests._server(tools, Path(folder), durable=True)  # noqa: SLF001
        server, numbers = next(running), iter(range(100))

        def place() -> str:
            name = f"load{next(numbers)}"
            tests._on_server(server, f"CREATE DATABASE {name}")  # noqa: SLF001
            return f"{server}/{name}"

        try:
            yield place
        finally:
            running.close()


DATABASES = {"sqlite": _sqlite, "postgresql": _postgresql}


def _tests() -> ModuleType:
    spec = importlib.util.spec_from_file_location("store_conftest", _CONFTEST)
    assert spec is not None  # noqa: S101  the file is there; said for the type checker
    assert spec.loader is not None  # noqa: S101
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _broken(found: Load, won: Races) -> list[str]:
    promises = {
        f"{found.lost} answers are lost": found.lost,
        f"{len(found.refused)} saves were refused: {found.refused[:1]}": found.refused,
        f"the store is not whole: {found.wrong}": found.wrong,
        f"99 of 100 saves took up to {found.wait(0.99) * 1000:.0f} ms": found.wait(0.99) > LONGEST,
        f"only {won.one_won} of {won.races} races had one winner": won.one_won < won.races,
        f"{won.overwritten} winners were overwritten": won.overwritten,
        f"something else came through: {won.wrong[:1]}": won.wrong,
    }
    return [words for words, happened in promises.items() if happened]


def _object(name: str, found: Load, won: Races) -> str:
    waits = {"p50": found.wait(0.5), "p99": found.wait(0.99), "max": found.waits[-1]}
    return json.dumps({"name": name, **found._asdict(), "waits": waits, "races": won._asdict()})


def _lines(name: str, quick: Load, paced: Load | None, won: Races) -> str:
    lines = [f"{name}:"]
    for words, found in (("as quick as it goes", quick), ("at a pace", paced)):
        if found is None:
            continue
        waits = (
            f"p50 {found.wait(0.5) * 1000:.1f} ms, p99 {found.wait(0.99) * 1000:.1f} ms, longest {found.waits[-1] * 1000:.0f} ms"
        )
        rate = f"{found.saves / found.seconds:,.0f} saves/s"
        lines.append(f"  {words}: {found.saves:,} saves, {found.lost} lost, {len(found.refused)} refused, {rate}, {waits}")
        lines += [f"    broken: {one}" for one in _broken(found, won)]
    lines.append(f"  races: {won.one_won:,} of {won.races:,} had one winner, {won.overwritten} overwritten; the other was told:")
    return "\n".join([*lines, f"    {won.words}"])


if __name__ == "__main__":
    sys.exit(main())
