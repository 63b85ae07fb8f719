"""Writes the sample badges and the sample ratings, the same bytes each time.

    python tests/samples/make_samples.py [FOLDER]

What the badges say stands in badges.toml, what four invented raters said about them in ratings.toml. Without FOLDER the
files of this repository are written: sample_badges/ (badge files only) and notebooks/sample_ratings.csv. A rating names
its badge by the hash of the file's bytes, so the two belong together: after a change in either, run this again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sample_containers import contained
from sample_shapes import hosted_documents, open_badge_2, open_badge_3

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COLUMNS = ("sequence", "rater", "badge", "badge_name", "criterion", "level", "state", "rationale", "origin", "wording")
STATES = {"u": "unknown", "w": "withheld", "n": "not_applicable"}
NOT_RATED = "-"
BROKEN_FILE = "broken_truncated.json"


def badge_files() -> dict[str, bytes]:
    """Return every badge file by its path inside sample_badges/."""
    plan = _plan("badges.toml")
    files: dict[str, bytes] = {}
    for badge in plan["badge"]:
        newer = badge["standard"] == "OB 3.0"
        award = (open_badge_3 if newer else open_badge_2)(badge, plan["issuer"])
        neighbours = hosted_documents(award, badge) if badge.get("hosted") else {}
        files |= {name: _text(document, badge).encode() for name, document in neighbours.items()}
        files[badge["file"]] = contained(_text(award, badge), badge["file"], award["id"], newer=newer)
    whole = files["padlet_hobby.json"]
    files[BROKEN_FILE] = whole[: len(whole) * 2 // 5]
    return files


def ratings_table(files: dict[str, bytes], wording: str) -> bytes:
    """Return the CSV with one row per rater, badge and criterion."""
    names = {badge["file"]: badge.get("label", badge["name"]) for badge in _plan("badges.toml")["badge"]}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for sequence, (file, rater, criterion, given, why) in enumerate(_answers(), 1):
        key = hashlib.sha256(files[file]).hexdigest()[:12]
        level, state = ("", STATES[given]) if given in STATES else (f"l{given}", "")
        writer.writerow([sequence, f"rater-{rater}", key, names[file], criterion, level, state, why, "person", wording])
    return out.getvalue().encode()


def write_samples(folder: Path) -> None:
    """Write all files below a folder that is laid out like this repository."""
    from rubric_kit.authoring import starter_rubric

    files = badge_files()
    table = ratings_table(files, starter_rubric().wording_fingerprint[:12])
    for name, data in files.items():
        _write(folder / "sample_badges" / name, data)
    _write(folder / "notebooks" / "sample_ratings.csv", table)


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _answers() -> Iterator[tuple[str, int, str, str, str]]:
    """Yield file, rater, criterion, answer and reason, each badge once through all raters."""
    for file, criteria in _plan("ratings.toml").items():
        for rater in (1, 2, 3, 4):
            for criterion, (given, *reasons) in criteria.items():
                why = dict(reason.split(": ", 1) for reason in reasons)
                answer = given.split()[rater - 1]
                if answer != NOT_RATED:
                    yield file, rater, criterion, answer, why.get(str(rater), "")


def _plan(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _text(document: dict[str, Any], badge: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=badge.get("ascii", False)) + "\n"


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
