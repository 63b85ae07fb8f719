"""The table of hostile input, row by row: what comes in, and what must come of it.

Here stand rows 14 to 22: JSON, names, claims and addresses. Rows 5 to 13, pictures and archives, stand in
test_hazardous_containers.py; rows 1 to 4 and 23 to 29, where text from a file could come alive again, in
tests/test_no_active_code.py and tests/test_hostile_words.py; row 36 in the latter as well; row 37, many files in one folder, in
tests/workspace/test_many_badges.py. What hostile files cost in time and memory is measured in test_hostile_cost.py.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.intake import ItemOutcome
from rubric_kit.model import visible


def refused(build: Any, data: bytes) -> tuple[str, str]:
    """Read one file that must give no badge, and return the code and the message of its one error."""
    intake = build.read(data)
    assert intake.badges == ()
    assert [item.outcome for item in intake.items] == [ItemOutcome.UNREADABLE]
    (finding,) = [one for one in intake.findings if one.severity == "error"]
    return finding.code, finding.message


def zipped(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr(name, content)
    return held.getvalue()


# JSON


@pytest.mark.parametrize("wrap", ["json", "png", "svg", "token", "zip"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('{"a":' * 65 + "1" + "}" * 65, "nests deeper than 64 levels", id="row_14_depth"),
        pytest.param("[" * 100_000 + "]" * 100_000, "nests deeper than 64 levels", id="row_14_great_depth"),
        pytest.param('{"name": "A", "name": "B"}', "the key 'name' twice in one object", id="row_15_key_twice"),
        pytest.param(
            '{"jane.doe@people.example": 1, "jane.doe@people.example": 2}', "holds a key twice", id="row_15_person_as_key"
        ),
        pytest.param('{"a": NaN}', "holds NaN, which is no JSON number", id="row_16_nan"),
        pytest.param('{"a": -Infinity}', "holds -Infinity, which is no JSON number", id="row_16_infinity"),
        pytest.param('{"a": 1e999}', "holds a number that is too large", id="row_16_1e999"),
        pytest.param('{"a": "\\ud800"}', "holds half a character", id="row_17_surrogate"),
        pytest.param('{"a": ' + "9" * 5_000 + "}", "holds a number with more than 100 digits", id="row_19_digits"),
    ],
)
def test_rows_14_to_19_json_that_two_programs_could_read_differently(build: Any, wrap: str, text: str, words: str) -> None:
    data = {
        "json": text.encode(),
        "png": build.png(build.text_chunk(text.encode())),
        "svg": build.svg(text),
        "token": build.token(text.encode()),
        "zip": zipped("badge.json", text.encode()),
    }[wrap]
    intake = build.read(data)
    assert intake.badges == ()
    (finding,) = [one for one in intake.findings if one.severity == "error"]
    assert finding.code == ("RKB016" if wrap == "token" else "RKB004")
    assert words in finding.message
    assert "jane" not in finding.line()
    assert "\n" not in finding.line()


def test_row_17_a_null_character_in_a_name_is_replaced_and_told(build: Any) -> None:
    intake = build.read(build.credential(achievement=build.achievement(name="Les\0son")))
    assert [badge.name for badge in intake.badges] == ["Les\ufffdson"]
    assert [one.code for one in intake.findings] == ["RKB026"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_row_18_unicode_is_read_whatever_its_encoding(build: Any, encoding: str) -> None:
    text = json.dumps(build.credential(achievement=build.achievement(name="Né à l'école")), ensure_ascii=False)
    assert build.badge(text.encode(encoding)).name == "Né à l'école"


def test_row_18_latin_1_is_refused_with_a_hint(build: Any) -> None:
    code, message = refused(build, '{"name": "école"}'.encode("latin-1"))
    assert code == "RKB004"
    assert "it may be Latin-1 or Windows text, save it as UTF-8" in message
    code, message = refused(build, "Badge name,Issuer\nCafé,École\n".encode("latin-1"))
    assert code == "RKB062"
    assert "save it as “CSV UTF-8”" in message


# Names and claims

REAL = "Microsoft"
PRETENDERS = ["\u041cicrosoft", "Micro\u200bsoft", "Micro\u00adsoft", "\u202etfosorciM", "\uff2dicrosoft"]


@pytest.mark.parametrize("name", PRETENDERS, ids=["cyrillic", "zero_width", "soft_hyphen", "right_to_left", "wide"])
def test_row_20_a_pretender_is_flagged_and_never_merged(build: Any, name: str) -> None:
    real = build.credential(issuer=build.issuer(name=REAL))
    other = build.credential(issuer=build.issuer(name=name, id="https://elsewhere.example"), id="urn:other")
    intake = build.read(real, other)
    assert [badge.issuer.name for badge in intake.badges] == [REAL, name]
    assert {one.code for one in intake.findings if one.where == "file 2"} & {"RKB032", "RKB033"}
    assert not {one.code for one in build.read(real).findings} & {"RKB032", "RKB033"}
    shown = "\n".join(visible(one.line()) for one in intake.findings)
    assert not set("\u202e\u200b\u00ad") & set(shown)


@pytest.mark.parametrize("name", ["Минск", "École Jean-Jaurès", "北京大学", "Αθήνα"])
def test_row_20_honest_names_in_one_script_are_not_flagged(build: Any, name: str) -> None:
    assert build.codes(build.credential(issuer=build.issuer(name=name))) == []


def test_row_21_an_id_is_a_claim(build: Any) -> None:
    real = "https://real.example/b/1"
    one = build.credential(achievement=build.achievement(id=real, name="One"))
    other = build.credential(
        achievement=build.achievement(id=real, name="Two"), issuer=build.issuer(id="https://real.example@evil.example")
    )
    intake = build.read(one, other)
    assert len({badge.key for badge in intake.badges}) == 2
    assert [badge.claimed_id for badge in intake.badges] == [real, real]
    assert "RKB031" in [finding.code for finding in intake.findings]
    assert {badge.verification.outcome.value for badge in intake.badges} == {"no_proof"}
    assert not any(badge.verification.anchored for badge in intake.badges)


def test_row_21_two_documents_for_one_issuer_are_none(build: Any) -> None:
    def profile(name: str) -> dict[str, Any]:
        return build.profile(name=name)

    intake = build.read(build.assertion(badge=build.badge_class()), profile("First"), profile("Second"))
    (badge,) = intake.badges
    assert badge.issuer.name not in {"First", "Second"}
    assert "RKB028" in [finding.code for finding in intake.findings]


class Opened:
    """What the interpreter itself says was opened, whichever library asked; a hook cannot be taken out again."""

    def __init__(self) -> None:
        self._seen: list[str] | None = None
        sys.addaudithook(self._note)

    def watch(self) -> None:
        self._seen = []

    def stop(self) -> list[str]:
        seen, self._seen = self._seen, None
        assert seen is not None
        return seen

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if self._seen is None:
            return
        if event.startswith(("socket.", "urllib.", "http.", "ftplib.")) or (event == "open" and "passwd" in str(arguments)):
            self._seen.append(event)


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened()


INSIDE = ["http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "gopher://127.0.0.1:25/x", "http://[::1]:9/"]


@pytest.mark.parametrize("address", INSIDE, ids=["metadata", "file", "gopher", "loopback"])
def test_row_22_no_address_in_a_badge_is_opened(build: Any, address: str, opened: Opened) -> None:
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "verificationMethod": address,
        "proofValue": "z1",
    }
    three = build.credential(
        **{"@context": [address], "proof": proof},
        image={"id": address},
        evidence=[{"id": address}],
        refreshService={"id": address, "type": "1EdTechCredentialRefresh"},
        credentialSchema=[{"id": address, "type": "1EdTechJsonSchemaValidator2019"}],
        credentialStatus={
            "id": address,
            "type": "BitstringStatusListEntry",
            "statusListCredential": address,
            "statusListIndex": "1",
        },
        endorsement=[address],
        achievement=build.achievement(
            criteria={"id": address}, image=address, alignment=[{"targetName": "a", "targetUrl": address}]
        ),
        issuer=build.issuer(url=address, image=address, id=address),
    )
    two = build.assertion(badge=address, image=address, verification={"type": "signed", "creator": address})
    whole = build.embedded(badge=build.badge_class(issuer=address, image=address, criteria=address), evidence=address)
    header = build.json({"alg": "ES256", "jku": address, "x5u": address, "kid": address})
    token = b".".join([*(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (header, build.json(three))), b"c2ln"])
    pictures = build.png(build.text_chunk(address.encode(), b"openbadges")), build.svg(verify=address)
    opened.watch()
    intake = build.read(three, two, whole, token, *pictures)
    assert opened.stop() == []
    assert len(intake.badges) == 3


def test_row_22_the_watch_sees_what_is_opened(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "passwd").touch()
    opened.watch()
    (tmp_path / "passwd").read_bytes()
    assert len(opened.stop()) == 1
