"""Names stand in the roster alone: a round is rated, merged, counted, exported and reported, and nothing else holds a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.cli import main
from rubric_kit.model.person import Person
from rubric_kit.reports import render_report
from rubric_kit.workspace import read_badge_folder, read_rubric
from rubric_kit.workspace.district import Workspace, new_workspace
from rubric_kit.workspace.store import new_entry, open_store
from rubric_kit.workspace.store.traces import Sought, count_in_file

CODES = tuple(f"zqkcode-{number}" for number in range(1, 7))
PEOPLE = [Person(code, f"team-{number % 2}", f"Zqkname{number} Márkerson") for number, code in enumerate(CODES, start=1)]
NAMES = Sought(words=(*(one.name for one in PEOPLE), "Márkerson"))
CODED = Sought(words=CODES)


@pytest.fixture
def district(tmp_path: Path) -> Workspace:
    """Make a workspace in which six people have rated the sample badges in a round that was revealed."""
    place = new_workspace(tmp_path / "district", samples=True)
    assert place.folder is not None
    rows = ["code,team,name", *(",".join(one) for one in PEOPLE)]
    (place.folder / "ratings" / "people.csv").write_text("\n".join(rows), encoding="utf-8")
    rubric = read_rubric(place.rubric)
    badges = read_badge_folder(place.badges).badges
    with open_store(place.store) as store:
        store.append(
            new_entry(
                "rating", code, badge=badge.key, criterion=one.id, rubric=rubric.fingerprint,
                wording=rubric.wording_fingerprint, level=one.levels[(at + len(one.id)) % len(one.levels)].id,
            )
            for at, code in enumerate(CODES)
            for badge in badges[:7]
            for one in rubric.criteria
        )  # fmt: skip
        store.append([new_entry("gut_call", code, badge=badges[0].key, call="unsure") for code in CODES])
        store.append([new_entry("done", code) for code in CODES] + [new_entry("reveal", "lead")])
    return place


def test_a_name_that_is_written_is_found() -> None:
    """Control: this is how the test below looks, and it finds names in pages, notebooks and addresses."""
    for text in ("<td>Zqkname1 Márkerson</td>", '"Zqkname1 M\\u00e1rkerson"', "Zqkname1%20M%C3%A1rkerson", "Márkerson"):
        assert count_in_file(text.encode(), NAMES) > 0, text
    assert count_in_file("Zqkname1 Márkerson".encode("utf-16-le"), NAMES) > 0
    assert count_in_file(b"zqkcode-1", NAMES) == 0


def test_no_file_and_no_screen_holds_a_name(
    district: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert district.folder is not None
    roster = district.folder / "ratings" / "people.csv"
    monkeypatch.chdir(district.folder)
    out = tmp_path / "out"
    out.mkdir()
    for words in (
        ["ratings", "list", "--answers", district.store],
        ["ratings", "export", str(out / "entries.csv")],
        ["ratings", "export", str(out / "table.csv"), "--table"],
        ["ratings", "merge", str(out / "merged.db"), str(out / "entries.csv"), district.store, "--json"],
        ["ratings", "agreement", "--all"],
        ["ratings", "agreement", "--json"],
        ["ratings", "backup", district.store],
        ["ratings", "sheet", "--out", str(out / "sheets.html"), "--raters", ",".join(CODES)],
        ["compare"],
        ["data", "erase", "--before", "1999-01-01"],
    ):
        assert main(words) == 0, (words, capsys.readouterr().err)
    printed = capsys.readouterr()
    parameters = {name: str(getattr(district, name)) for name in ("rubric", "badges")} | {"ratings": district.store}
    render_report("rating_round", parameters | {"people": str(roster), "comments": "yes"}, out / "round.html")

    files = {one: one.read_bytes() for folder in (out, district.folder) for one in folder.rglob("*") if one.is_file()}
    assert {one.name: found for one, data in files.items() if (found := count_in_file(data, NAMES))} == {"people.csv": 12}
    assert count_in_file((printed.out + printed.err).encode(), NAMES) == 0
    # The same files do hold what people said, by code.
    assert {"entries.csv", "table.csv", "merged.db", "sheets.html"} <= {
        one.name for one, data in files.items() if count_in_file(data, CODED) or CODES[0].encode() in data
    }
    assert count_in_file(printed.out.encode(), CODED) > 0
    assert (out / "round.manifest.json") in files
