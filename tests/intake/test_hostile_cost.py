"""Files made to do harm cost at most seconds and some memory, whatever is in them: no file holds up a batch.

Rows 6, 7, 8, 13, 14 and others of the table in test_hazards.py, measured. The promise is two seconds and 200 MB for one file
that is one badge. The tests allow three times the time, since machines that run tests are shared; memory does not vary.
"""

from __future__ import annotations

import base64
import io
import json
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.intake.proofs.multikey import base58_encoded

Json = dict[str, Any]

V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_ED25519 = b"\xed\x01"


def did_key() -> str:
    """Return a did:key that nobody holds: its key is made of counted bytes."""
    # 32 bytes that are a point on the curve: the base point's own encoding.
    point = bytes([0x58]) + bytes([0x66]) * 31
    return f"did:key:z{base58_encoded(_ED25519 + point)}"


def bad_proof() -> Json:
    """Return a proof of the right form whose signature fits nothing."""
    did = did_key()
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-01-31T00:00:00Z",
        "verificationMethod": f"{did}#{did.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
        "proofValue": f"z{base58_encoded(bytes(range(64)))}",
    }


def credential(number: int = 1, **more: Any) -> Json:
    """Return a small award; awards with different numbers differ."""
    return {
        "@context": [V2, OB3],
        "id": f"urn:uuid:00000000-0000-4000-8000-{number:012}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": did_key(), "type": ["Profile"], "name": "Synthetic School District"},
        "validFrom": "2026-01-31T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"https://issuer.example/achievements/{number}",
                "type": ["Achievement"],
                "name": "Synthetic teamwork",
                "description": "Works with others.",
                "criteria": {"narrative": "Lead one project. It is reviewed with a rubric."},
            },
        },
    } | more


def zipped(*files: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return held.getvalue()


def zip_of_zips() -> bytes:
    inner = zipped(("badge.json", json.dumps(credential()).encode()))
    for _ in range(10):
        inner = zipped(("inner.zip", inner), ("again.zip", inner))
    return inner


def many_entries() -> bytes:
    return zipped(*((f"{number}.json", json.dumps(credential(number)).encode()) for number in range(10_000)))


def deep_xml() -> bytes:
    return b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 200_000 + b"</g>" * 200_000 + b"</svg>"


def entity_bomb() -> bytes:
    lines = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    return f"<!DOCTYPE svg [<!ENTITY e0 'ha'>{lines}]><svg xmlns='http://www.w3.org/2000/svg'>&e9;</svg>".encode()


def quadratic_entities() -> bytes:
    return f"<!DOCTYPE svg [<!ENTITY e '{'x' * 50_000}'>]><svg xmlns='http://www.w3.org/2000/svg'>{'&e;' * 4_000}</svg>".encode()


def outside_entity() -> bytes:
    return b"<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&e;</svg>"


def text_bomb(chunk: Any, kind: bytes) -> bytes:
    """Return a PNG chunk whose text unpacks to 200 MB."""
    machine = zlib.compressobj(9)
    packed = b"".join(machine.compress(bytes(1_000_000)) for _ in range(200)) + machine.flush()
    head = b"openbadges\0\0" if kind == b"zTXt" else b"openbadges\0\1\0\0\0"
    return chunk(kind, head + packed)


def many_strings() -> bytes:
    """Return 5 MB of JSON that is almost nothing but short strings, in a list that a badge does have."""
    award = credential()
    award["credentialSubject"]["achievement"]["tag"] = ["ab"] * 600_000
    return json.dumps(award).encode()


def poison_graph() -> bytes:
    """Return a signed award with thousands of nodes without a name that say the same."""
    alike = [{"type": ["Evidence"], "name": "Synthetic work"} for _ in range(2_000)]
    return json.dumps(credential(evidence=alike, proof=bad_proof())).encode()


def large_csv() -> bytes:
    head = "Badge name,Issuer,Criteria,Learner\n"
    return head.encode() + "".join(f"Badge {n},Synthetic District,{'word ' * 180},x\n" for n in range(10_000)).encode()


def large_token() -> bytes:
    # 3.6 MB of JSON are 4.9 MB of base64: just below what is read.
    payload = json.dumps(credential(description="word " * 720_000)).encode()
    parts = [json.dumps({"alg": "RS256"}).encode(), payload, bytes(256)]
    return b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)


def record_of_bad_proofs(members: int) -> bytes:
    """Return a CLR record whose members each carry a proof that has to be worked out to be found wrong."""
    held = [credential(number, proof=bad_proof()) for number in range(members)]
    clr = credential() | {"type": ["VerifiableCredential", "ClrCredential"], "name": "Record"}
    return json.dumps(clr | {"credentialSubject": {"type": ["ClrSubject"], "verifiableCredential": held}}).encode()


def deep_json() -> bytes:
    return b'{"type":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def huge_picture(build: Any) -> bytes:
    """Return a PNG of 20 MB that says it is 30,000 pixels wide and high; the badge stands before the pixels."""
    header = build.chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 6, 0, 0, 0))
    badge = build.text_chunk(credential())
    pixels = build.chunk(b"IDAT", os.urandom(19_900_000))
    return b"\x89PNG\r\n\x1a\n" + header + badge + pixels + build.chunk(b"IEND", b"")


# Name -> how the file is made, and the finding or outcome that it must lead to.
FILES: dict[str, tuple[Callable[[Any], bytes], str]] = {
    "row_06_entity_bomb": (lambda _: entity_bomb(), "RKB015"),
    "row_06_quadratic_entities": (lambda _: quadratic_entities(), "RKB015"),
    "row_06_outside_entity": (lambda _: outside_entity(), "RKB015"),
    "row_07_deep_xml": (lambda _: deep_xml(), "RKB002"),
    "row_07_deep_xml_below_the_size_limit": (lambda _: deep_xml()[:900_000], "RKB015"),
    "row_08_text_bomb_ztxt": (lambda build: build.png(text_bomb(build.chunk, b"zTXt")), "RKB013"),
    "row_08_text_bomb_itxt": (lambda build: build.png(text_bomb(build.chunk, b"iTXt")), "RKB013"),
    "row_09_huge_picture": (huge_picture, "badge"),
    "row_13_zip_bomb": (lambda _: zipped(("bomb.json", bytes(10_000_000))), "RKB060"),
    "row_13_zip_of_zips": (lambda _: zip_of_zips(), "RKB061"),
    "row_14_deep_json": (lambda _: deep_json(), "RKB004"),
    "row_19_long_number": (lambda _: b'{"type": ' + b"9" * 4_000_000 + b"}", "RKB004"),
    "many_strings": (lambda _: many_strings(), "badge"),
    "poison_graph": (lambda _: poison_graph(), "badge"),
    "large_token": (lambda _: large_token(), "badge"),
    "not_a_list_after_all": (lambda _: b"Badge name,Issuer\n" + b'"' * 9_000_000, "RKB062"),
    "long_lines_of_commas": (lambda _: b"," * 9_000_000, "RKB003"),
}
# Files that hold thousands of badges: they may take longer, but not longer for each badge, and no more memory.
RECORDS: dict[str, tuple[Callable[[Any], bytes], int]] = {
    "list_of_10,000": (lambda _: large_csv(), 10_000),
    "archive_of_10,000": (lambda _: many_entries(), 10_000),
    "record_of_1,000_bad_proofs": (lambda _: record_of_bad_proofs(1_000), 1_000),
}
SECONDS, MEGABYTES = 6, 200
RECORD_SECONDS_EACH, RECORD_MEGABYTES = 0.06, 400
# One process loads everything once; a child of it reads one file, so that each starts with the same memory.
METER = """
import json, os, resource, sys, time
from rubric_kit.intake import NamedBytes, facts_of, read_badges
import openpyxl
import rubric_kit.intake.containers.archive
import rubric_kit.intake.lists.badge_list
import rubric_kit.intake.lists.described_item
import rubric_kit.intake.lists.workbook
import rubric_kit.intake.proofs.data_integrity, rubric_kit.intake.proofs.status_list, rubric_kit.intake.proofs.token_proof
from rubric_kit.intake.proofs.canonical import canonical_nquads
import resource

def memory():
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)

def read(path, out):
    resource.setrlimit(resource.RLIMIT_CPU, (90, 95))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
    idle, start = memory(), time.process_time()
    with open(path, "rb") as file:
        intake = read_badges([NamedBytes("one", file.read())])
    facts_of(intake.badges)
    seconds = time.process_time() - start
    found = {
        "seconds": seconds,
        "megabytes": memory() - idle,
        "badges": len(intake.badges),
        "items": len(intake.items),
        "outcomes": sorted({badge.verification.outcome.value for badge in intake.badges}),
        "reasons": sorted({item.verification.reason for item in intake.items[:5] if item.verification}),
        "codes": sorted({one.code for one in intake.findings}),
    }
    os.write(out, json.dumps(found).encode())

told = {}
for path in sys.argv[1:]:
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            read(path, theirs)
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    told[os.path.basename(path)] = {"status": status} | json.loads(said or "{}")
print(json.dumps(told))
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="limits on one process are set as Unix does it")


@pytest.fixture(scope="module")
def measured(build: Any, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, (made, _) in (FILES | RECORDS).items():
        (folder / name).write_bytes(made(build))
    names = [str(folder / name) for name in (*FILES, *RECORDS)]
    done = subprocess.run([sys.executable, "-c", METER, *names], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    found: dict[str, Json] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", FILES)
def test_one_file_costs_at_most_seconds_and_some_memory(measured: dict[str, Json], name: str) -> None:
    found, expected = measured[name], FILES[name][1]
    assert found["status"] == 0, "the reader died: of an exception, a limit on memory, or a limit on time"
    if expected == "badge":
        assert found["badges"] == 1
    else:
        assert (found["badges"], expected in found["codes"]) == (0, True), found
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES


@pytest.mark.parametrize("name", RECORDS)
def test_a_file_of_thousands_costs_little_for_each(measured: dict[str, Json], name: str) -> None:
    found, count = measured[name], RECORDS[name][1]
    assert (found["status"], found["badges"]) == (0, count)
    assert found["seconds"] < RECORD_SECONDS_EACH * count
    assert found["megabytes"] < RECORD_MEGABYTES


def test_proofs_that_cost_too_much_are_not_called_invalid(measured: dict[str, Json]) -> None:
    assert measured["poison_graph"]["reasons"] == ["The badge is too tangled to be brought into its signed form in time."]


def test_a_wrong_signature_in_a_record_is_found_in_each_member(measured: dict[str, Json]) -> None:
    assert measured["record_of_1,000_bad_proofs"]["outcomes"] == ["invalid"]


def test_the_meter_measures(measured: dict[str, Json]) -> None:
    """Control: 20 MB that are read must show in the memory, and a thousand signatures in the time."""
    assert measured["row_09_huge_picture"]["megabytes"] > 15
    assert measured["record_of_1,000_bad_proofs"]["seconds"] > 0.2
