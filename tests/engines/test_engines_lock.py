"""The engines' environment is the kit's own with more in it, and nothing of that comes to a teacher."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / ".ci" / "engines.lock.txt").read_text(encoding="utf-8")
OWN = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# The driver of a district's database server is no engine.
EXTRAS = {name: lines for name, lines in PROJECT["project"]["optional-dependencies"].items() if name != "postgres"}


def pins(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", lock, flags=re.MULTILINE):
        found.setdefault(name, set()).add(version)
    return found


def test_both_locks_come_from_one_resolution() -> None:
    engines, own = pins(LOCK), pins(OWN)
    assert {name: engines.get(name) for name in own} == own


def test_every_engine_is_pinned_within_its_bounds_and_none_is_in_the_kits_own_lock() -> None:
    needed = [Requirement(line) for name, lines in EXTRAS.items() if name != "engines" for line in lines]
    needed += [Requirement(line) for line in PROJECT["dependency-groups"]["oracles"]]
    for need in needed:
        assert all(need.specifier.contains(version) for version in pins(LOCK)[need.name]), need
        assert need.name not in pins(OWN)


def test_one_extra_holds_all_engines() -> None:
    (every,) = EXTRAS["engines"]
    assert Requirement(every).extras == EXTRAS.keys() - {"engines"}


def test_the_lock_has_hashes_and_no_address() -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in LOCK
