"""An installed copy has everything it needs, and nothing that a person made in the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, check=True)
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_every_file_of_the_package_the_notebooks_and_the_samples(shipped: set[str]) -> None:
    command = ["git", "ls-files", "rubric_kit", "notebooks", "sample_badges"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this copy of the kit is no git checkout, so there is no list to compare with")
    for name in listed.stdout.splitlines():
        assert (name if name.startswith("rubric_kit/") else f"rubric_kit/_shipped/{name}") in shipped


def test_the_wheel_leaves_behind_what_a_person_made(shipped: set[str]) -> None:
    assert not [name for name in shipped if "/my_" in name or "checkpoint" in name]
    assert all(name.startswith(("rubric_kit/", "rubric_kit-")) for name in shipped)
