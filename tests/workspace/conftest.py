"""The kit's own samples, and a way to run code as somebody who may not do everything."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Rubric
from rubric_kit.workspace import read_badge_folder, sample_badges_folder

# Tests may run as root, whom no permission stops; everything has to be imported while the files can still be read.
_AS_NOBODY = """
import os, sys, pathlib
import rubric_kit.workspace as workspace
from rubric_kit.errors import InputError
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
place = pathlib.Path(sys.argv[1])
try:
    {code}
except InputError as error:
    print(error.message)
else:
    print("no error")
"""


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return starter_rubric()


@pytest.fixture(scope="session")
def badges() -> tuple[Badge, ...]:
    return read_badge_folder(sample_badges_folder()).badges


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder whose parents everybody may pass; pytest's own are for the owner only."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in folder.rglob("*"):
            if path.is_dir():
                path.chmod(0o755)


@pytest.fixture
def as_nobody() -> Callable[[str, Path], str]:
    """Run one statement about `place` without privileges and return the message of its InputError."""
    if os.name == "nt":
        pytest.skip("permissions work differently on Windows")

    def run(code: str, place: Path) -> str:
        script = textwrap.dedent(_AS_NOBODY).format(code=code)
        command = [sys.executable, "-c", script, str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.stderr == ""
        return done.stdout.strip()

    return run
