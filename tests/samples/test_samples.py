"""The committed samples are what the generator writes, hold nobody's data, and read as their README says."""

import csv
import hashlib
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.intake import NamedBytes, read_badges
from rubric_kit.model import Badge, FactState, Rating

ROOT = Path(__file__).parents[2]
BADGES = ROOT / "sample_badges"
RATINGS = ROOT / "notebooks" / "sample_ratings.csv"
RESERVED = re.compile(r"(^|\.)example\.(org|net|edu|com)$")
STANDARDS = {"w3id.org", "www.w3.org", "purl.imsglobal.org", "iste.org", "openbadges.org"}
BROKEN = "broken_truncated.json"


def _badge_files() -> dict[str, bytes]:
    found = {path.relative_to(BADGES).as_posix(): path.read_bytes() for path in sorted(BADGES.rglob("*")) if path.is_file()}
    del found["README.md"]
    return found


def _rows() -> list[dict[str, str]]:
    with RATINGS.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _given(file: str, criterion: str) -> list[str]:
    handle = hashlib.sha256((BADGES / file).read_bytes()).hexdigest()[:12]
    return [row["level"] or row["state"] for row in _rows() if (row["badge"], row["criterion"]) == (handle, criterion)]


@pytest.fixture(scope="module")
def intake() -> Any:
    return read_badges([NamedBytes(name, data) for name, data in _badge_files().items()])


@pytest.fixture(scope="module")
def by_file(intake: Any) -> dict[str, Badge]:
    return {intake.names[badge.key]: badge for badge in intake.badges}


def test_the_generator_writes_the_committed_bytes(tmp_path: Path) -> None:
    generator = Path(__file__).with_name("make_samples.py")
    subprocess.run([sys.executable, str(generator), str(tmp_path)], check=True, timeout=60)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    committed = {f"sample_badges/{name}": data for name, data in _badge_files().items()}
    committed["notebooks/sample_ratings.csv"] = RATINGS.read_bytes()
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == [], "run tests/samples/make_samples.py again"


@pytest.mark.parametrize("file", sorted(_badge_files()))
def test_a_sample_names_only_reserved_domains_and_says_that_it_is_synthetic(file: str) -> None:
    text = _badge_files()[file].decode("utf-8", errors="replace")
    mail_hosts = re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text)
    hosts = set(re.findall(r"https?://([^/\"'\s]+)", text))
    assert [host for host in mail_hosts if not RESERVED.search(host)] == []
    assert {host for host in hosts if not RESERVED.search(host)} <= STANDARDS
    assert "synthetic sample" in text.lower()


def test_the_readme_describes_every_file_and_no_other() -> None:
    readme = (BADGES / "README.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `([^`]+)` \|", readme, flags=re.MULTILINE)
    assert sorted(described) == sorted(_badge_files())
    assert "All badges here are synthetic" in readme


def test_every_file_but_the_broken_one_and_the_neighbours_becomes_a_badge(by_file: dict[str, Badge]) -> None:
    expected = [name for name in _badge_files() if name != BROKEN and not name.startswith("hosted/")]
    assert sorted(by_file) == sorted(expected)
    assert len(by_file) == 21


def test_only_the_broken_file_is_an_error(intake: Any) -> None:
    errors = [finding for finding in intake.findings if finding.severity == "error"]
    assert [finding.where for finding in errors] == [BROKEN]
    assert errors[0].code.startswith("RKB")


def test_no_badge_keeps_anything_of_its_earner(by_file: dict[str, Badge]) -> None:
    for file, badge in by_file.items():
        data = (BADGES / file).read_bytes()
        kept = badge.model_dump_json()
        traces = re.findall(rb"salt-[0-9a-f]{8}", data) + re.findall(rb"sha256\$[0-9a-f]{64}", data)
        assert traces, f"{file} holds no hashed earner, so the test would show nothing"
        assert [trace for trace in traces if trace.decode() in kept] == []


def test_the_two_padlet_badges_share_their_name_and_differ_where_it_counts(by_file: dict[str, Badge]) -> None:
    strong, weak = by_file["padlet_association.json"], by_file["padlet_hobby.json"]
    assert strong.name == weak.name == "Padlet Badge"
    assert strong.issuer.name != weak.issuer.name
    assert (strong.evidence.state, weak.evidence.state) == (FactState.PRESENT, FactState.ABSENT)
    assert [one.target_code for one in strong.alignments] == [None]
    assert [one.target_code for one in weak.alignments] == ["2.4", "2.5", "2.6"]
    assert strong.criteria_narrative.count("\n- ") == 5
    assert weak.criteria_narrative.count(".") == 1


def test_the_samples_hold_what_their_readme_says(by_file: dict[str, Badge]) -> None:
    assert by_file["coding_club_private.json"].evidence.state == FactState.WITHHELD
    assert [level.name for level in by_file["padlet_level_2.png"].level_scales[0].levels] == [
        "Level 1: posts",
        "Level 2: responds",
        "Level 3: leads",
    ]
    assert len(by_file["micro_credential_reading.json"].level_scales[0].levels) == 3
    assert by_file["micro_credential_reading.json"].endorsements == 1
    assert by_file["collaboration_numerique.json"].language == "fr"
    assert str(by_file["expired_lab_safety.json"].valid_until) == "2024-06-15"
    assert [name for name, badge in by_file.items() if badge.revoked] == ["revoked_assessment_author.json"]
    assert by_file["criteria_behind_link.json"].criteria_narrative == ""
    assert by_file["criteria_behind_link.json"].criteria_url == "https://quiet-room.example.net/badges/calm-classroom/criteria"
    assert by_file["science_fair_mentor.json"].issuer.name == by_file["padlet_association.json"].issuer.name
    assert "\u202e" in by_file["hostile_text.json"].name


def test_the_lookalike_differs_by_one_cyrillic_letter(by_file: dict[str, Badge]) -> None:
    false, true = by_file["lookalike_issuer.json"].issuer.name, by_file["padlet_association.json"].issuer.name
    assert false != true
    assert false.replace("\N{CYRILLIC SMALL LETTER A}", "a") == true


def test_the_containers_and_standards_are_mixed(by_file: dict[str, Badge]) -> None:
    kinds = Counter((badge.source.container, badge.source.dialect) for badge in by_file.values())
    assert {key for key in kinds if key[0] != "json"} == {(c, d) for c in ("png", "svg") for d in ("OB 2.0", "OB 3.0")}
    assert min(kinds["json", "OB 2.0"], kinds["json", "OB 3.0"]) >= 6


def test_the_ratings_fit_the_badges_and_the_starter_rubric(by_file: dict[str, Badge]) -> None:
    rubric = starter_rubric()
    keys = {badge.handle: badge.key for badge in by_file.values()}
    rows = _rows()
    assert [int(row["sequence"]) for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        given = {name: row[name] or None for name in ("level", "state")}
        rating = Rating.parse(
            {name: row[name] for name in ("rater", "criterion", "rationale", "origin")}
            | given
            | {"sequence": int(row["sequence"]), "badge": keys[row["badge"]], "wording": rubric.wording_fingerprint}
        )
        assert row["wording"] == rubric.wording_fingerprint[:12]
        assert rating.level is None or rubric.criterion(rating.criterion).level(rating.level) is not None
    assert {row["criterion"] for row in rows} == {criterion.id for criterion in rubric.criteria}
    assert {row["badge"] for row in rows} == set(keys)


def test_every_cell_is_rated_once_save_for_the_planned_gaps() -> None:
    cells = Counter((row["rater"], row["badge"], row["criterion"]) for row in _rows())
    assert set(cells.values()) == {1}
    # 21 badges x 7 criteria x 4 raters = 588; rater-4 skips one badge (7), rater-3 two cells: 588 - 7 - 2 = 579
    assert len(cells) == 579
    assert len(_given("medical_magnet_student.json", "criteria_clarity")) == 3
    assert len(_given("expired_lab_safety.json", "locality")) == 3


@pytest.mark.parametrize(
    ("file", "criterion", "expected"),
    [
        ("padlet_association.json", "criteria_clarity", {"l3"}),
        ("padlet_hobby.json", "learning_evidence", {"l0"}),
        ("padlet_hobby.json", "framework_alignment", {"l3"}),
        ("coding_club_private.json", "learning_evidence", {"withheld"}),
        ("conference_participation.json", "learning_evidence", {"not_applicable"}),
        ("media_circle_member.json", "learning_evidence", {"not_applicable"}),
        ("criteria_behind_link.json", "learning_evidence", {"unknown"}),
        ("hobby_income_tax.svg", "mission_fit", {"l0"}),
    ],
)
def test_all_raters_agree_where_the_samples_need_it(file: str, criterion: str, expected: set[str]) -> None:
    assert set(_given(file, criterion)) == expected


def test_raters_disagree_as_people_do() -> None:
    levels = defaultdict(list)
    for row in _rows():
        if row["level"]:
            levels[row["badge"], row["criterion"]].append(int(row["level"][1]))
    spreads = Counter(max(given) - min(given) for given in levels.values())
    assert 0.15 <= spreads[1] / spreads.total() <= 0.30
    assert 3 <= spreads[2] <= 8
    assert set(spreads) == {0, 1, 2}
    assert 0.2 <= sum(bool(row["rationale"]) for row in _rows()) / len(_rows()) <= 0.3
