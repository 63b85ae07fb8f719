"""Row 37 of the table of hostile input: a folder of thousands of badges is read in one go and in little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

COUNT = 10_000
MEGABYTES = 500
SCRIPT = """
import json, os, resource, sys
from rubric_kit.workspace import read_badge_folder

def read(out):
    stages = set()
    intake = read_badge_folder(sys.argv[1], progress=lambda stage, done, of: stages.add((stage, of)))
    # Of a process that was started by a large one, the system tells the memory of that one; of a forked child its own.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = {
        "megabytes": most / (1e6 if sys.platform == "darwin" else 1e3),
        "items": len(intake.items), "badges": len(intake.badges), "stages": sorted(stages),
        "proofs": sorted({badge.verification.outcome.value for badge in intake.badges}),
    }
    os.write(out, json.dumps(found).encode())

ours, theirs = os.pipe()
child = os.fork()
if not child:
    try:
        read(theirs)
    finally:
        os._exit(0)
os.close(theirs)
with os.fdopen(ours) as pipe:
    print(pipe.read())
os.waitpid(child, 0)
"""


def award(number: int) -> bytes:
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
        "verificationMethod": "https://issuer.example/keys/1",
        "proofValue": "z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk9czhSePTFehP8c3PGfb6a22gkfUKodjNAHBcWvDb7hRKo",
    }
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://issuer.example", "type": ["Profile"], "name": "Synthetic District"},
        "validFrom": "2026-01-31T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"https://issuer.example/achievements/{number}",
                "type": ["Achievement"],
                "name": f"Badge {number}",
                "description": "Plans a lesson for a class. " * 20,
                "criteria": {"narrative": "Submit a lesson plan. It is reviewed with a rubric. " * 20},
            },
        },
    }
    return json.dumps(document | ({"proof": proof} if not number % 5 else {})).encode()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory is told in another way there")
def test_thousands_of_badges_in_one_folder(tmp_path: Path) -> None:
    for number in range(COUNT):
        (tmp_path / f"{number:05}.json").write_bytes(award(number))
    command = [sys.executable, "-c", SCRIPT, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    told = json.loads(done.stdout)
    assert (told["items"], told["badges"]) == (COUNT, COUNT)
    assert told["proofs"] == ["cannot_check", "no_proof"]
    assert told["megabytes"] < MEGABYTES
    assert {stage for stage, _ in told["stages"]} == {"opened", "read"}
    assert all(of == COUNT for _, of in told["stages"])
