# A script to run, no package.
"""Whether a rating that was acknowledged can be lost: kills, faults of the disk, full and read-only disks, clocks, locales.

    make bench NAMES=durability   (python benchmarks/durability.py [--kills COUNT] [--most COUNT] [--json] [NAME ...])

Every part works on the store itself, in processes that are killed or given a fault, and then looks from a fresh process at
what is there. It prints a table and ends with exit code 1 if one acknowledged entry is missing, a file does not verify, a
message is no line for a person, or saving does not go on after the cure. Linux alone has all the faults; a part that cannot
be tried says what is missing and counts as skipped.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from harness.faults import FaultError
from harness.scenarios import (
    Part,
    clock,
    error_at_each_sync,
    full_disk,
    full_file,
    kill_at_each_call,
    kills,
    locale,
    no_space_at_each_write,
    read_only_disk,
    read_only_folder,
)
from harness.scenarios_files import backup_killed, file_killed, migration_killed

KILLS, MOST = 1_000, 200
COUNTED: dict[str, Callable[[Path, int], Part]] = {
    "kills": kills,
    "kill_at_each_call": kill_at_each_call,
    "backup_killed": backup_killed,
    "migration_killed": migration_killed,
    "file_killed": file_killed,
    "error_at_each_sync": error_at_each_sync,
    "no_space_at_each_write": no_space_at_each_write,
}
"""Parts that are tried as often as a person says, by the name that a person types."""
PLAIN: dict[str, Callable[[Path], Part]] = {
    "full_disk": full_disk,
    "full_file": full_file,
    "read_only_folder": read_only_folder,
    "read_only_disk": read_only_disk,
    "clock": clock,
    "locale": locale,
}
"""Parts that are tried once."""
NAMES = (*COUNTED, *PLAIN)


def main() -> int:
    """Try every part that is asked for and return 1 if a promise is broken."""
    parser = argparse.ArgumentParser(description="Tries to lose a rating.")
    parser.add_argument("--kills", type=int, default=KILLS, help="how many saves are killed at a random moment")
    parser.add_argument("--most", type=int, default=MOST, help="at how many calls of a save at most a fault is brought about")
    parser.add_argument("--json", action="store_true", help="print one JSON object a part, for programs")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(NAMES)}; all without any")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        parser.error(f"no part is called {unknown[0]!r}; known are: {', '.join(NAMES)}")
    if not hasattr(os, "fork"):
        print("this system cannot fork processes; run it on Linux or macOS", file=sys.stderr)
        return 2
    if not asked.json:
        print(_line("part", "runs", "acknowledged", "lost", "torn", "broken promises", "seconds"))
    broken = 0
    for part, took in _tried(asked.names or NAMES, asked.kills, asked.most):
        broken += len(part.broken)
        print(json.dumps(part._asdict()) if asked.json else _row(part, took), flush=True)
    return 1 if broken else 0


def _tried(names: Sequence[str], count: int, most: int) -> Iterator[tuple[Part, float]]:
    for name in names:
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="rubric_kit-") as folder:
            # Somebody who may do little has to get here too.
            Path(folder).chmod(0o755)
            try:
                part = _try(name, Path(folder), count if name == "kills" else most)
            except FaultError as error:
                part = Part(name, skipped=str(error))
        yield part, time.monotonic() - start


def _try(name: str, folder: Path, times: int) -> Part:
    return COUNTED[name](folder, times) if name in COUNTED else PLAIN[name](folder)


def _row(part: Part, took: float) -> str:
    if part.skipped:
        return f"{part.name:<24}  skipped: {part.skipped}"
    words = [part.name, f"{part.runs:,}", f"{part.acknowledged:,}", str(part.lost), str(part.torn), str(len(part.broken))]
    lines = [
        _line(*words, f"{took:.1f}"),
        *(f"    broken: {one}" for one in part.broken[:5]),
        *(f"    {one}" for one in part.notes),
    ]
    return "\n".join(lines)


def _line(*words: str) -> str:
    return f"{words[0]:<24}" + "".join(f"  {word:>15}" for word in words[1:])


if __name__ == "__main__":
    sys.exit(main())
