"""The same rubric gives the same file, whatever the clock, the time zone and the order of sets are."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import hashlib
from rubric_kit.authoring import starter_rubric
from rubric_kit.authoring.exchange import FORMATS
for name in ("grid-csv", "grid-xlsx", "grid-text", "markdown", "print", "print-large", "score-sheet", "word"):
    print(name, hashlib.sha256(FORMATS[name].write(starter_rubric()).data).hexdigest())
"""


def made(seed: str, zone: str) -> str:
    surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=surroundings, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def once() -> str:
    return made("1", "UTC")


def test_two_processes_give_the_same_bytes(once: str) -> None:
    assert made("2", "Pacific/Auckland") == once
    assert len(once.splitlines()) == 8
