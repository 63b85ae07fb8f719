"""What several tests of the samples need: the files, their words, and what reading them gives."""

import base64
import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.intake import NamedBytes, read_badges
from rubric_kit.model import Badge

ROOT = Path(__file__).parents[2]


def _words(data: bytes) -> str:
    """Return all text of a file, also what an archive or a token hides."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(_words(archive.read(name)) for name in archive.namelist())
    text = data.decode("utf-8", errors="replace")
    payloads = re.findall(r"eyJ[\w-]+\.([\w-]+)\.[\w-]+", text)
    return text + "".join(base64.urlsafe_b64decode(one + "=" * (-len(one) % 4)).decode() for one in payloads)


@pytest.fixture(scope="session")
def sample_files() -> dict[str, bytes]:
    """Return the committed files of sample_badges/ by their path there, without the page about them."""
    folder = ROOT / "sample_badges"
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    del found["README.md"]
    return found


@pytest.fixture(scope="session")
def words() -> Callable[[bytes], str]:
    """Return a function that gives all text of a file."""
    return _words


@pytest.fixture(scope="session")
def rows() -> list[dict[str, str]]:
    """Return the sample ratings."""
    with (ROOT / "notebooks" / "sample_ratings.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.fixture(scope="session")
def intake(sample_files: dict[str, bytes]) -> Any:
    """Return what reading all samples gives."""
    return read_badges([NamedBytes(name, data) for name, data in sample_files.items()])


@pytest.fixture(scope="session")
def by_file(intake: Any) -> dict[str, Badge]:
    """Return badges by file, and by file and name where a file holds several things."""
    found = {}
    for item in intake.items:
        if item.badge is not None:
            file = re.split(r"#|(?<=\.zip)/", item.path)[0]
            found[item.path if file == item.path else f"{file}: {item.badge.name}"] = item.badge
    return found
