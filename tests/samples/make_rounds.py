"""Writes the sample of a rating round, the same bytes each time.

    python tests/samples/make_rounds.py [FOLDER]

What is said in it stands in round_sample.py. Without FOLDER notebooks/sample_rounds.csv and notebooks/sample_people.csv of this
repository are written. An entry names its badge by the badge's key and the rubric by its fingerprint: after a change in the
sample badges or in the starter rubric, run this again.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from round_sample import BADGES, people_table, round_entries

from rubric_kit.model import StoredEntry
from rubric_kit.workspace.store import write_entries

ROOT = Path(__file__).parents[2]


def write_rounds(folder: Path) -> None:
    """Write both files into a folder."""
    keys = {name: hashlib.sha256((ROOT / "sample_badges" / name).read_bytes()).hexdigest() for name in BADGES}
    entries = round_entries(keys)
    write_entries(folder / "sample_rounds.csv", [StoredEntry(at, entry) for at, entry in enumerate(entries, 1)])
    (folder / "sample_people.csv").write_bytes(people_table())


if __name__ == "__main__":
    write_rounds(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "notebooks")
