"""environment.yml and requirements.lock say the same as pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import rattler
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NEEDED = {one.name: one for one in map(Requirement, PROJECT["project"]["dependencies"])}
LINES = [line for line in CONDA["dependencies"] if isinstance(line, str)]


@pytest.mark.parametrize("line", LINES)
def test_conda_can_read_each_line(line: str) -> None:
    rattler.MatchSpec(line, strict=True)


def test_the_check_would_notice_a_faulty_line() -> None:
    with pytest.raises(Exception, match=r"=>|parse|operator|invalid"):
        rattler.MatchSpec("pandas =>3", strict=True)


def test_environment_names_what_pyproject_names_with_the_same_bounds() -> None:
    named = {line.split()[0]: SpecifierSet(line.split()[1]) for line in LINES if line != "pip"}
    python = named.pop("python")
    assert named == {name: need.specifier for name, need in NEEDED.items()}
    assert SpecifierSet(PROJECT["project"]["requires-python"]).contains("3.11.0")
    assert python.contains("3.11.0")
    assert not python.contains("3.10.9")


def test_the_project_itself_comes_by_pip() -> None:
    assert [line for line in CONDA["dependencies"] if isinstance(line, dict)] == [{"pip": ["."]}]
    assert CONDA["channels"] == ["conda-forge"]


def test_lock_pins_every_dependency_within_its_bounds() -> None:
    pins = dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", LOCK, flags=re.MULTILINE))
    groups = map(Requirement, PROJECT["dependency-groups"]["dev"])
    for need in (*NEEDED.values(), *groups):
        assert need.specifier.contains(pins[need.name]), need


def test_lock_has_hashes_and_no_address() -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert len(blocks) > 100
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in LOCK


def test_lock_leaves_the_slow_import_out() -> None:
    assert "rfc3987-syntax==1.1.0 ; sys_platform == 'never'" in LOCK
