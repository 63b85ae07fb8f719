"""The official JSON Schemas accept the samples that claim to follow the standards to the letter."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

SHARED = Path(__file__).parents[3] / "shared" / "badge_corpus" / "schemas"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the official schemas are not beside the checkout (../shared)"),
]


def test_the_official_schema_accepts_what_is_written_as_open_badges_3_0(
    sample_files: dict[str, bytes], words: Callable[[bytes], str]
) -> None:
    schema = json.loads((SHARED / "ob_v3p0_achievementcredential_schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft201909Validator(schema)
    credentials = list(_credentials(sample_files, words))
    # The compact form and the older data model are legal and not what this schema describes.
    loose = {"circle_trainer_revoked.json", "paddle_badge.json"}
    wrong = [(name, [one.message for one in check.iter_errors(document)]) for name, document in credentials]
    assert {name for name, errors in wrong if errors} == loose, wrong
    # 12 JSON files of one award and a record of two; the archive holds one beside an award of the older standard.
    assert Counter(name.rsplit(".")[-1] for name, _ in credentials) == {"json": 14, "png": 2, "svg": 1, "jwt": 1, "zip": 1}


def _credentials(files: dict[str, bytes], words: Callable[[bytes], str]) -> Iterator[tuple[str, Any]]:
    """Yield every Open Badges 3.0 award with its file, also those in records, tokens, pictures and archives."""
    for name, data in files.items():
        for found in _objects(words(data)):
            inner = found.get("vc", found)
            subject = inner.get("credentialSubject")
            members = subject.get("verifiableCredential", [inner]) if isinstance(subject, dict) else []
            yield from ((name, one) for one in members if "OpenBadgeCredential" in one["type"])


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the outermost JSON objects that stand anywhere in a text."""
    at = text.find("{")
    while at >= 0:
        try:
            found, end = json.JSONDecoder().raw_decode(text, at)
        except ValueError:
            end = at + 1
        else:
            yield found
        at = text.find("{", end)


@pytest.mark.parametrize("stem", ["global_classroom_2016", "open_skills_leader"])
@pytest.mark.parametrize("part", ["assertion", "badgeclass", "issuer"])
def test_the_official_schemas_accept_what_is_written_as_open_badges_1_1(
    sample_files: dict[str, bytes], stem: str, part: str
) -> None:
    schema = json.loads((SHARED / f"ob_v1p1_{part}.json").read_text(encoding="utf-8"))
    files = {"assertion": f"{stem}.json", "badgeclass": f"hosted/{stem}_badge_class.json", "issuer": f"hosted/{stem}_issuer.json"}
    document = json.loads(sample_files[files[part]])
    check = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    assert [one.message for one in check.iter_errors(document)] == []
