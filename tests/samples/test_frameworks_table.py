"""The committed framework packs are what the generator writes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "rubric_kit" / "intake" / "frameworks" / "packs"


def test_the_packs_are_what_the_table_says(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "tests" / "samples" / "make_frameworks.py"), str(tmp_path)], check=True)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_bytes() for path in PACKS.iterdir()}
