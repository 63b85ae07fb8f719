"""The committed samples are what the generator writes, hold nobody's data, and read as their README says."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.model import AwardStatus, Badge, FactState, ProofOutcome

ROOT = Path(__file__).parents[2]
BADGES = ROOT / "sample_badges"
RATINGS = ROOT / "notebooks" / "sample_ratings.csv"
RESERVED = re.compile(r"(^|\.)example\.(org|net|edu|com)$")
STANDARDS = {"schemas.openxmlformats.org", "w3id.org", "www.w3.org", "purl.imsglobal.org", "iste.org", "openbadges.org"}
BROKEN = "broken_truncated.json"
ADDRESS_ONLY = "old_address_only.png"
AN_EARNER = re.compile(r"salt-[0-9a-f]{8}|sha256\$[0-9a-f]{64}|learner-\d{3}")


def _badge_files() -> dict[str, bytes]:
    found = {path.relative_to(BADGES).as_posix(): path.read_bytes() for path in sorted(BADGES.rglob("*")) if path.is_file()}
    del found["README.md"]
    return found


def test_the_generator_writes_the_committed_bytes(tmp_path: Path) -> None:
    generator = Path(__file__).with_name("make_samples.py")
    subprocess.run([sys.executable, str(generator), str(tmp_path)], check=True, timeout=60)
    made = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    places = [*BADGES.rglob("*"), RATINGS, *(ROOT / "tests" / "samples" / "negative").rglob("*")]
    committed = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in places if path.is_file()}
    # The table of what the negative files give is written by hand.
    del committed["tests/samples/negative/expected.toml"]
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == [], "run tests/samples/make_samples.py again"


@pytest.mark.parametrize("file", sorted(_badge_files()))
def test_a_sample_names_only_reserved_domains_and_says_that_it_is_synthetic(file: str, words: Callable[[bytes], str]) -> None:
    text = words(_badge_files()[file])
    mail_hosts = re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text)
    hosts = set(re.findall(r"https?://([^/\"'\s#]+)", text)) | set(re.findall(r"did:web:([\w.-]+)", text))
    assert [host for host in mail_hosts if not RESERVED.search(host)] == []
    assert {host for host in hosts if not RESERVED.search(host)} <= STANDARDS
    assert re.search("synthetic[ -]sample", text.lower())


def test_no_issuer_bears_the_name_of_a_platform_that_the_shapes_are_taken_from(by_file: dict[str, Badge]) -> None:
    platforms = r"lrng|pdln|vif|participate|open badge|badgelist|cancred|credmos|microsoft|google|mozilla|credly|badgr"
    assert [badge.issuer.name for badge in by_file.values() if re.search(platforms, badge.issuer.name.lower())] == []
    assert [badge.name for badge in by_file.values() if re.search(rf"{platforms}|\bmie\b", badge.name.lower())] == []


def test_the_readme_describes_every_file_and_no_other() -> None:
    readme = (BADGES / "README.md").read_text(encoding="utf-8")
    described = re.findall(r"^\| `([^`]+)` \|", readme, flags=re.MULTILINE)
    assert sorted(described) == sorted(_badge_files())
    assert "All badges here are synthetic" in readme


@pytest.mark.parametrize(
    "shape",
    [
        "LRNG",
        "PDLN",
        "VIF",
        "Open Badge Academy",
        "Badgelist",
        "CanCred Factory",
        "Open Badge Factory",
        "Credmos",
        "Microsoft MIE Trainer",
        "Google Certified Educator",
        "Mozilla-era",
    ],
)
def test_each_issuer_named_in_the_chat_has_a_badge_in_its_shape(shape: str) -> None:
    readme = (BADGES / "README.md").read_text(encoding="utf-8")
    origins = [line.split("|")[5] for line in readme.splitlines() if line.startswith("| `")]
    assert [origin for origin in origins if shape in origin]


def test_every_file_becomes_a_badge_save_for_the_planned_ones(by_file: dict[str, Badge]) -> None:
    several = {"adult_school_record.json", "summer_institute.zip", "district_list.csv", "evening_school.xlsx"}
    single = {name for name in _badge_files() if not name.startswith("hosted/")} - several - {BROKEN, ADDRESS_ONLY}
    assert {name for name in by_file if ": " not in name} == single
    assert Counter(name.split(": ")[0] for name in by_file if ": " in name) == {
        "adult_school_record.json": 2,
        "summer_institute.zip": 2,
        "district_list.csv": 3,
        "evening_school.xlsx": 1,
    }
    # 42 files of one badge, and 2 + 2 + 3 + 1 badges inside files
    assert len(by_file) == 50


def test_only_the_broken_file_is_an_error(intake: Any) -> None:
    errors = [item.path for item in intake.items for one in item.findings if one.severity == "error"]
    assert errors == [BROKEN]


def test_every_helper_document_belongs_to_a_badge(intake: Any) -> None:
    unused = [item.path for item in intake.items for one in item.findings if one.code == "RKB043"]
    assert unused == []


def test_no_badge_keeps_anything_of_its_earner(by_file: dict[str, Badge], words: Callable[[bytes], str]) -> None:
    for name, badge in by_file.items():
        file = name.split(": ")[0]
        kept = badge.model_dump_json()
        traces = AN_EARNER.findall(words((BADGES / file).read_bytes()))
        # A badge that nobody earned yet has no earner.
        assert traces or file == "outdoor_lesson_definition.json", f"{file} holds no earner, so the test would show nothing"
        assert [trace for trace in traces if trace in kept] == []


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
    assert len(by_file["micro_credential_reading.json"].endorsements) == 1
    assert [one.outcome for one in by_file["global_classroom_2024.json"].endorsements] == [ProofOutcome.VALID]
    assert by_file["collaboration_numerique.json"].language == "fr"
    assert str(by_file["expired_lab_safety.json"].valid_until) == "2024-06-15"
    revoked = ["circle_trainer_revoked.json", "revoked_assessment_author.json"]
    assert [name for name, badge in by_file.items() if badge.revoked] == revoked
    assert by_file["circle_keeper.json"].status is AwardStatus.OK
    assert by_file["mentor_signed.jwt"].status is AwardStatus.OK
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
    assert set(kinds) == {
        *(("json", dialect) for dialect in ("OB 0.5", "OB 1.0", "OB 1.1", "OB 2.0", "OB 3.0")),
        *((container, dialect) for container in ("png", "svg", "jwt") for dialect in ("OB 2.0", "OB 3.0")),
        ("row", "described"),
    }
    assert min(kinds["json", "OB 2.0"], kinds["json", "OB 3.0"]) >= 6


def test_the_signed_samples_are_valid_and_bound_to_their_issuers(by_file: dict[str, Badge]) -> None:
    found = {name: one.verification for name, one in by_file.items() if one.verification.outcome is ProofOutcome.VALID}
    assert sorted(found) == [
        "adult_school_record.json: English for Adults, Level 4 of 6",
        "adult_school_record.json: Office Spreadsheets",
        "circle_keeper.json",
        "circle_trainer_revoked.json",
        "family_math_night.jwt",
        "global_classroom_2024.json",
        "mentor_signed.jwt",
        "paddle_badge.json",
        "quillboard_certified_level_1.json",
        "quillboard_certified_level_2.png",
    ]
    assert {one.anchored for one in found.values()} == {True}
    assert {one.unsigned for one in found.values()} == {()}
    assert not [name for name, one in by_file.items() if one.verification.outcome is ProofOutcome.INVALID]


def test_four_clusters_of_similar_names_are_planted(by_file: dict[str, Badge]) -> None:
    def about(words: str) -> dict[str, str]:
        return {name: badge.name for name, badge in by_file.items() if words in badge.name}

    levels = set(about("Quillboard Certified Teacher").values())
    assert levels == {f"Quillboard Certified Teacher{level}" for level in ("", " Level 1", " Level 2")}
    assert set(about("Global Classroom Educator").values()) == {f"Global Classroom Educator {year}" for year in (2016, 2024)}
    assert sorted(about("Padlet Badge")) == ["padlet_association.json", "padlet_hobby.json"]
    false = by_file["lookalike_padlet.json"].name
    assert false != "Padlet Badge"
    assert false.replace("\N{CYRILLIC SMALL LETTER A}", "a") == "Padlet Badge"
    assert by_file["paddle_badge.json"].name == "Paddle Badge"
