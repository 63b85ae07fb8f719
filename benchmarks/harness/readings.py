"""What one script measured, as it travels from the script's process to the page of results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple


class Reading(NamedTuple):
    """One number that was asked for: two times in seconds, or one amount (memory in bytes)."""

    key: str
    ours: float
    peer: float | None = None


class Run(NamedTuple):
    """All readings of one script, with the versions of the packages that took part."""

    script: str
    readings: tuple[Reading, ...]
    versions: dict[str, str]


def write_run(path: Path, run: Run) -> None:
    """Write a run for `read_run`."""
    path.write_text(json.dumps(run._asdict(), allow_nan=False), encoding="utf-8")


def read_run(path: Path) -> Run:
    """Read what `write_run` wrote."""
    plain = json.loads(path.read_text(encoding="utf-8"))
    return Run(plain["script"], tuple(Reading(*one) for one in plain["readings"]), plain["versions"])
