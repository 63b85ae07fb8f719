"""Files that must be refused, or read with a warning, give what the table beside them says."""

from __future__ import annotations

import base64
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.intake import NamedBytes, read_badges

FOLDER = Path(__file__).with_name("negative")
TABLE: dict[str, Any] = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
AS_OF = TABLE.pop("as_of")
WORDS = {
    "outcome": {"badge", "not-a-badge", "unreadable"},
    "proof": {"valid", "invalid", "cannot-check", "no-proof"},
    "dates": {"ok", "expired", "not-yet-valid"},
    "status": {"ok", "revoked", "unknown", "none"},
}


def _items(file: str) -> list[dict[str, Any]]:
    beside = [NamedBytes(name, (FOLDER / name).read_bytes()) for name in TABLE[file].get("with", ())]
    found = read_badges([NamedBytes(file, (FOLDER / file).read_bytes())], lent=lambda: beside, as_of=AS_OF)
    return [item.plain(AS_OF) for item in found.items]


def test_the_table_names_every_file_and_no_other() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.is_file()} - {"expected.toml"}
    assert set(TABLE) == files
    helpers = {path.relative_to(FOLDER).as_posix() for path in (FOLDER / "with").iterdir()}
    assert {name for row in TABLE.values() for name in row.get("with", ())} == helpers


def test_the_table_uses_the_words_of_the_command() -> None:
    for row in TABLE.values():
        assert set(row) - {"with", "inside", "codes", "why"} == set(WORDS)
        assert all(row[name] in words for name, words in WORDS.items())
    # Every word but "the award stands" and "checked and sound" is told by at least one file; those two are in sample_badges/.
    for name, words in WORDS.items():
        missing = words - {row[name] for row in TABLE.values()}
        assert missing <= {"ok"} if name == "status" else not missing


@pytest.mark.parametrize("file", sorted({*TABLE, *(name for row in TABLE.values() for name in row.get("with", ()))}))
def test_a_bad_file_says_that_it_is_synthetic_and_names_only_reserved_domains(file: str) -> None:
    data = (FOLDER / file).read_bytes()
    text = data.replace(b"\0", b"").decode("utf-8", errors="replace")
    for payload in re.findall(r"eyJ[\w-]+\.([\w-]+)", text):
        text += base64.urlsafe_b64decode(payload[: len(payload) // 4 * 4]).decode("utf-8", errors="replace")
    assert not data or re.search("synthetic[ -]sample", text.lower())
    hosts = set(re.findall(r"@([\w-]+(?:\.[\w-]+)+)", text)) | set(re.findall(r"https?://([\w.-]+)", text))
    known = {"w3id.org", "www.w3.org", "purl.imsglobal.org", "openbadges.org", "169.254.169.254"}
    assert {host for host in hosts if not re.search(r"(^|\.)example\.(org|net|edu|com)$", host)} <= known


@pytest.mark.parametrize("file", sorted(TABLE))
def test_a_file_gives_what_the_table_says(file: str) -> None:
    row, (item, *inside) = TABLE[file], _items(file)
    assert {name: item[name] for name in WORDS} == {name: row[name] for name in WORDS}, row["why"]
    told = {finding["code"] for finding in item["findings"]}
    assert set(row["codes"]) <= told, row["why"]
    # What else is said may inform, and never alarm.
    assert [one["code"] for one in item["findings"] if one["code"] not in row["codes"] and one["severity"] != "info"] == []
    assert [one["outcome"] for one in inside] == row.get("inside", []), row["why"]


@pytest.mark.parametrize("file", sorted(TABLE))
def test_no_finding_about_a_bad_file_quotes_its_earner_or_its_addresses(file: str) -> None:
    said = "\n".join(one["message"] for item in _items(file) for one in item["findings"])
    assert not re.search(r"salt-|sha256\$|earner-|example\.org/synthetic|etc/passwd", said)
    assert "\u202e" not in said
    assert "\n\n" not in said
