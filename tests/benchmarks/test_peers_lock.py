"""The lock of the packages that the kit is compared with."""

from __future__ import annotations

import re
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "benchmarks" / "peers.lock.txt").read_text(encoding="utf-8")
WANTED = (ROOT / "benchmarks" / "peers.in").read_text(encoding="utf-8")
_PIN = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\]+?))? \\$", flags=re.MULTILINE)


def _pins(text: str) -> dict[tuple[str, str], str]:
    return {(name, marker): version for name, version, marker in _PIN.findall(text)}


def test_the_lock_has_hashes_and_no_address() -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert len(blocks) == len(_pins(LOCK)) > 30
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in LOCK


def test_the_lock_pins_what_is_wanted_within_its_bounds() -> None:
    needs = [Requirement(line) for line in WANTED.splitlines() if line and not line.startswith("#")]
    assert "scikit-criteria" in {need.name for need in needs}
    for need in needs:
        versions = [version for (name, _), version in _pins(LOCK).items() if name == need.name]
        assert versions
        assert all(need.specifier.contains(version) for version in versions), need


def test_what_both_environments_hold_is_the_same_version() -> None:
    kit = _pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    shared = {pin: version for pin, version in _pins(LOCK).items() if pin in kit}
    assert {"numpy", "pandas", "pydantic"} <= {name for name, _ in shared}
    assert shared == {pin: kit[pin] for pin in shared}
