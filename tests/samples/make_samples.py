"""Writes the sample badges, their ratings and the files that must be refused, the same bytes each time.

    python tests/samples/make_samples.py [FOLDER]

What the badges say stands in badges.toml, why each is there in origins.toml, what four invented raters said about them in
ratings.toml. Without FOLDER the files of this repository are written: sample_badges/ with its README, the ratings in
notebooks/sample_ratings.csv, and tests/samples/negative/. A rating names its badge by the badge's key, so the samples and the
ratings belong together: after a change in either, run this again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from negative_samples import negative_files
from sample_files import badge_files
from sample_readme import readme

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
COLUMNS = ("sequence", "rater", "badge", "badge_name", "criterion", "level", "state", "rationale", "origin", "wording")
STATES = {"u": "unknown", "w": "withheld", "n": "not_applicable"}
NOT_RATED = "-"


def ratings_table(keys: dict[str, str], names: dict[str, str], wording: str) -> bytes:
    """Return the CSV with one row per rater, badge and criterion.

    Parameters
    ----------
    keys, names : dict
        Key and shown name of each rated badge, by its heading in ratings.toml.
    wording : str
        Fingerprint of the rubric's wording.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for sequence, (badge, rater, criterion, given, why) in enumerate(_answers(), 1):
        level, state = ("", STATES[given]) if given in STATES else (f"l{given}", "")
        row = [sequence, f"rater-{rater}", keys[badge][:12], names[badge], criterion, level, state, why, "person", wording]
        writer.writerow(row)
    return out.getvalue().encode()


def write_samples(folder: Path) -> None:
    """Write all files below a folder that is laid out like this repository."""
    from rubric_kit.authoring import starter_rubric

    plan, rated = _plan("badges.toml"), list(_plan("ratings.toml"))
    files = badge_files(plan)
    keys = _keys(files, rated)
    names = {badge["file"]: badge.get("label", badge["name"]) for badge in plan["badge"]}
    shown = {heading: names.get(heading) or heading.partition(": ")[2] for heading in rated}
    page = readme(_plan("origins.toml"), len(rated))
    for name, data in {**files, "README.md": page}.items():
        _write(folder / "sample_badges" / name, data)
    _write(folder / "notebooks" / "sample_ratings.csv", ratings_table(keys, shown, starter_rubric().wording_fingerprint[:12]))
    for name, data in negative_files(plan).items():
        _write(folder / "tests" / "samples" / "negative" / name, data)


def _keys(files: dict[str, bytes], rated: list[str]) -> dict[str, str]:
    """Return the key of each rated badge: of a file the hash of its bytes; a badge inside a file is asked of the reader."""
    from rubric_kit.intake import NamedBytes, read_badges

    keys = {heading: hashlib.sha256(files[heading]).hexdigest() for heading in rated if heading in files}
    for file in dict.fromkeys(heading.partition(": ")[0] for heading in rated if heading not in files):
        found = read_badges([NamedBytes(file, files[file])], check_proofs=False)
        keys |= {f"{file}: {badge.name}": badge.key for badge in found.badges}
    return keys


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def _answers() -> Iterator[tuple[str, int, str, str, str]]:
    """Yield badge, rater, criterion, answer and reason, each badge once through all raters."""
    for badge, criteria in _plan("ratings.toml").items():
        for rater in (1, 2, 3, 4):
            for criterion, (given, *reasons) in criteria.items():
                why = dict(reason.split(": ", 1) for reason in reasons)
                answer = given.split()[rater - 1]
                if answer != NOT_RATED:
                    yield badge, rater, criterion, answer, why.get(str(rater), "")


def _plan(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
