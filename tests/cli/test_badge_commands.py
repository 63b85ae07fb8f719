"""The commands about badge files: each option, each outcome as JSON for programs, and one line for each wrong use."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.intake import FACT_NAMES
from rubric_kit.workspace import read_badge_folder, sample_badges_folder

SAMPLES = sample_badges_folder()
DAY = ("--as-of", "2026-11-24")
KEYS = [
    *("path", "item", "format", "outcome", "proof", "proof_method", "proof_reason", "issuer_anchored", "dates", "status"),
    *("findings", "badge", "facts", "framework_items"),
]
AWARD: dict[str, Any] = {
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://issuer.example", "name": "Synthetic District"},
    "validFrom": "2026-01-31T00:00:00Z",
    "credentialSubject": {"achievement": {"name": "Lesson Design", "criteria": {"narrative": "Plan a lesson."}}},
}


PACKAGE: dict[str, Any] = {
    "CFDocument": {"identifier": "d1", "title": "Synthetic Framework", "creator": "Synthetic District"},
    "CFItems": [
        {"identifier": "i1", "uri": "https://case.example/i1", "fullStatement": "Plans lessons", "humanCodingScheme": "1.a"}
    ],
    "CFAssociations": [],
}


Say = Callable[..., Any]
"""Runs the command line; see conftest.py."""


@pytest.fixture
def objects(say: Say, tmp_path: Path) -> Callable[[bytes | dict[str, Any]], dict[str, Any]]:
    """Read one file through the command line and return the one object that stands for it."""

    def read(content: bytes | dict[str, Any]) -> dict[str, Any]:
        path = tmp_path / "one"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        (found,) = json.loads(say("badges", path, "--json", *DAY).out)
        assert list(found) == KEYS
        return dict(found)

    return read


# The list for people


def test_badges_lists_every_item_and_sums_up(say: Say) -> None:
    said = say("badges", SAMPLES, *DAY)
    intake = read_badge_folder(SAMPLES)
    head, *rest = said.out.splitlines()
    assert said.code == 0
    assert re.split(r"  +", head) == ["key", "file", "badge", "issuer", "what it is", "proof", "holds"]
    for row, item in zip(rest, intake.items, strict=False):
        assert (item.badge.handle if item.badge else item.outcome.value) in row
    assert rest[-1].startswith(f"{len(intake.items)} items, {len(intake.badges)} badges (")
    assert "error RKB004 broken_truncated.json: The file is not JSON: " in said.error
    assert "\u202e" not in said.out + said.error


def test_findings_of_no_weight_go_to_standard_output_and_the_others_to_standard_error(say: Say) -> None:
    said = say("badges", SAMPLES, *DAY)
    assert {line.split(" ")[0] for line in said.error.splitlines()} == {"error", "warning"}
    assert any(line.startswith("info RKB040 hosted/science_fair_mentor_issuer.json: ") for line in said.out.splitlines())


def test_what_does_not_hold_is_said_in_the_last_column(say: Say) -> None:
    rows = {row.split("  ")[1].strip(): row for row in say("badges", SAMPLES, *DAY).out.splitlines() if "  " in row}
    assert rows["expired_lab_safety.json"].endswith("  expired")
    assert rows["revoked_assessment_author.json"].endswith("  revoked")
    assert rows["padlet_hobby.json"].endswith("  ok")


def test_as_of_decides_what_has_expired(say: Say) -> None:
    place = SAMPLES / "expired_lab_safety.json"
    # Its last day is 2024-06-15, which still counts.
    told = {day: say("badges", place, "--as-of", day) for day in ("2024-06-15", "2024-06-16")}
    assert [one.out.splitlines()[1].split()[-1] for one in told.values()] == ["ok", "expired"]
    assert [one.error.count("RKB052") for one in told.values()] == [0, 1]
    states = [json.loads(say("badges", place, "--json", "--as-of", day).out)[0]["facts"] for day in told]
    assert states[0] != states[1]


# JSON for programs


def test_there_is_one_object_for_each_item(say: Say) -> None:
    found = json.loads(say("badges", SAMPLES, "--json", *DAY).out)
    intake = read_badge_folder(SAMPLES)
    assert [(one["path"], one["item"]) for one in found] == [(item.path, item.label) for item in intake.items]
    assert all(list(one) == KEYS for one in found)
    assert {one["outcome"] for one in found} == {"badge", "not-a-badge", "unreadable"}
    assert {one["proof"] for one in found} == {"valid", "cannot-check", "no-proof"}
    assert {one["status"] for one in found} == {"ok", "revoked", "unknown", "none"}
    assert {one["dates"] for one in found} == {"ok", "expired"}
    assert {key for one in found for finding in one["findings"] for key in finding} == {
        "code", "where", "message", "severity", "advice",
    }  # fmt: skip


def test_a_badge_as_json(objects: Any) -> None:
    found = objects(AWARD)
    assert (found["path"], found["item"], found["format"]) == ("one", "file 1", "OB 3.0 award, JSON")
    assert (found["outcome"], found["proof"], found["dates"], found["status"]) == ("badge", "no-proof", "ok", "none")
    assert (found["proof_method"], found["issuer_anchored"], found["findings"]) == ("none", None, [])
    assert found["badge"]["name"] == "Lesson Design"
    assert [fact["name"] for fact in found["facts"]] == list(FACT_NAMES)


@pytest.mark.parametrize(
    ("content", "outcome", "code"),
    [
        (b"", "unreadable", "RKB001"),
        (b'{"type": ', "unreadable", "RKB004"),
        (b"%PDF-1.7", "not-a-badge", "RKB003"),
        (b'{"type": "Person"}', "not-a-badge", "RKB020"),
        (b'{"type": "Issuer", "id": "https://a.example", "name": "A"}', "not-a-badge", "RKB043"),
        (AWARD | {"issuer": {}}, "unreadable", "RKB022"),
        (AWARD | {"credentialSubject": {}}, "unreadable", "RKB025"),
    ],
)
def test_what_is_no_badge_as_json(objects: Any, content: Any, outcome: str, code: str) -> None:
    found = objects(content)
    assert (found["outcome"], found["badge"], found["facts"], found["framework_items"]) == (outcome, None, [], [])
    assert [finding["code"] for finding in found["findings"]] == [code]
    assert found["proof"] == "no-proof"


def test_dates_and_status_as_json(objects: Any) -> None:
    assert objects(AWARD | {"validUntil": "2026-11-23T00:00:00Z"})["dates"] == "expired"
    assert objects(AWARD | {"validUntil": "2026-11-24T00:00:00Z"})["dates"] == "ok"
    assert objects(AWARD | {"validFrom": "2026-11-25T00:00:00Z"})["dates"] == "not-yet-valid"
    entry = {"type": "BitstringStatusListEntry", "statusListCredential": "https://a.example/1", "statusListIndex": "1"}
    assert objects(AWARD | {"credentialStatus": entry})["status"] == "unknown"


def test_proofs_as_json(say: Say, tmp_path: Path) -> None:
    signed = json.loads((SAMPLES / "circle_keeper.json").read_bytes())
    changed = json.loads(json.dumps(signed).replace("Circle", "Square"))
    lacking = signed | {"@context": [*signed["@context"], "https://elsewhere.example/terms"]}
    for name, document in {"1": signed, "2": changed, "3": lacking}.items():
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    found = json.loads(say("badges", tmp_path, "--json", *DAY).out)
    assert [one["proof"] for one in found] == ["valid", "invalid", "cannot-check"]
    assert found[0]["proof_method"] == "Data Integrity (eddsa-rdfc-2022)"
    assert isinstance(found[0]["issuer_anchored"], bool)
    assert "was changed after signing" in found[1]["proof_reason"]
    assert "https://elsewhere.example/terms is not at hand" in found[2]["proof_reason"]


def test_lent_neighbours_are_no_items(say: Say) -> None:
    (one,) = json.loads(say("badges", SAMPLES / "science_fair_mentor.json", "--json", *DAY).out)
    assert (one["path"], one["outcome"], one["badge"]["name"]) == ("science_fair_mentor.json", "badge", "Science Fair Mentor")


# Options


def test_facts_are_written_as_a_table(say: Say, tmp_path: Path) -> None:
    table = tmp_path / "facts.csv"
    assert say("badges", SAMPLES, "--facts", table, *DAY).code == 0
    rows = list(csv.reader(io.StringIO(table.read_bytes().decode("utf-8-sig"), newline="")))
    badges = read_badge_folder(SAMPLES).badges
    assert rows[0] == ["key", "badge", "issuer", *FACT_NAMES]
    assert [row[0] for row in rows[1:]] == [badge.handle for badge in badges]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_missing_drafts_letters(say: Say) -> None:
    said = say("badges", SAMPLES / "padlet_hobby.json", "--missing", *DAY)
    assert said.code == 0
    assert "Noel's Classroom Apps" in said.out
    assert max(map(len, said.out.splitlines())) <= 75
    (letter,) = json.loads(say("badges", SAMPLES / "padlet_hobby.json", "--missing", "--json", *DAY).out)
    assert list(letter) == ["issuer", "badges", "text"]
    assert letter["text"].strip() == said.out.strip()
    (badge,) = read_badge_folder(SAMPLES / "padlet_hobby.json").badges
    assert letter["badges"] == [badge.key]


def _bare(cell: str) -> str:
    return re.sub(r" *[(*].*", "", cell.strip('"'))


def test_the_list_template_is_written_once_and_can_be_read(say: Say, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    assert say("badges", "--list-template", path) == (0, f"{path}\n", "")
    head = path.read_bytes().decode("utf-8-sig").splitlines()[0].split(",")
    assert len(head) > 5
    again = say("badges", "--list-template", path)
    assert again == (1, "", f"rubric-kit: {path} is there already; name another file\n")
    # As it comes, the list holds no badge of anybody: a row has to be filled in.
    filled = ["Synthetic" if cell.lower() in {"badge name", "issuer"} else "" for cell in map(_bare, head)]
    path.write_text(f"{','.join(head)}\n{','.join(filled)}\n", encoding="utf-8")
    found = json.loads(say("badges", path, "--json", *DAY).out)
    rows = [one for one in found if one["badge"]]
    assert [one["badge"]["name"] for one in rows] == ["Synthetic"]
    assert rows[0]["format"] == "item described in a list"


def test_contexts_can_be_named(say: Say, tmp_path: Path) -> None:
    address = "https://elsewhere.example/terms"
    signed = json.loads((SAMPLES / "circle_keeper.json").read_bytes())
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(signed | {"@context": [*signed["@context"], address]}), encoding="utf-8")
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "contexts.json").write_text(json.dumps({address: "terms.json"}), encoding="utf-8")
    (folder / "terms.json").write_text('{"@context": {}}', encoding="utf-8")
    reasons = [
        json.loads(say("badges", path, "--json", *DAY, *more).out)[0]["proof_reason"] for more in ((), ("--contexts", folder))
    ]
    assert [address in reason for reason in reasons] == [True, False]


def test_frameworks_are_listed(say: Say, tmp_path: Path) -> None:
    said = say("frameworks")
    assert said.code == 0
    assert re.split(r"  +", said.out.splitlines()[0]) == ["id", "framework", "items", "by"]
    assert len(said.out.splitlines()) > 5
    path = tmp_path / "package.json"
    path.write_text(json.dumps(PACKAGE), encoding="utf-8")
    own = say("frameworks", path)
    assert own.code == 0
    assert own.out.splitlines()[0] == "Synthetic Framework (Synthetic District)"
    assert re.search(r"^1\.a +Plans lessons", own.out, re.MULTILINE)


def test_alignments_are_looked_up_in_packages_that_are_named(objects: Any, say: Say, tmp_path: Path) -> None:
    alignment = {"targetName": "Plans lessons", "targetUrl": "https://case.example/i1"}
    objects(AWARD | {"credentialSubject": {"achievement": {"name": "Lesson Design", "alignment": [alignment]}}})
    (tmp_path / "package.json").write_text(json.dumps(PACKAGE), encoding="utf-8")
    found = []
    for more in ((), ("--frameworks", tmp_path / "package.json")):
        (one,) = json.loads(say("badges", tmp_path / "one", "--json", *DAY, *more).out)
        found.append(next(fact for fact in one["facts"] if fact["name"] == "alignment_resolved"))
    assert [(fact["state"], fact.get("values")) for fact in found] == [("unknown", []), ("present", ["d1 1.a"])]


# What goes wrong


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["badges", "gone"], 1, r"gone does not exist; name a badge file or a folder of badge files"),
        (["badges", "empty"], 1, r"empty holds no files to read; put badge files \(JSON, PNG, SVG\) into it"),
        (["badges", "badge.json", "--facts", "gone/facts.csv"], 1, r"gone does not exist; check the spelling"),
        (["badges", "badge.json", "--contexts", "gone"], 1, r"gone/contexts\.json does not exist; check the spelling"),
        (["badges", "badge.json", "--contexts", "badge.json"], 1, r"cannot read badge\.json/contexts\.json: Not a directory"),
        (["badges", "--list-template", "gone/list.csv"], 1, r"gone does not exist; check the spelling"),
        (["badges", "badge.json", "--as-of", "24.11.2026"], 2, r"Invalid value for '--as-of': '24\.11\.2026' does not match .*"),
        (["badges", "--json"], 2, r"Name badge files, or a folder of them\. See `rubric-kit badges --help`\."),
        (["frameworks", "gone.json"], 1, r"gone\.json does not exist; check the spelling"),
        (["frameworks", "badge.json"], 1, r"badge\.json is no CASE package: .*"),
        (["frameworks", "list.json"], 1, r"list\.json is no CASE package: the JSON is no object"),
    ],
)
def test_bad_input_is_one_line(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "badge.json").write_text(json.dumps(AWARD), encoding="utf-8")
    (tmp_path / "list.json").write_text("[]", encoding="utf-8")
    said = say(*arguments)
    assert (said.code, said.out) == (code, "")
    assert re.fullmatch(rf"rubric-kit: {message}\n", said.error)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["badge.json", "empty", "list.json"]


def test_the_exit_code_tells_whether_there_was_a_badge(say: Say, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<html></html>")
    assert say("badges", tmp_path, "--json").code == 1
    assert say("badges", tmp_path).code == 1
    shutil.copy(SAMPLES / "padlet_hobby.json", tmp_path)
    assert say("badges", tmp_path, "--json").code == 0
