"""How long reading badges takes, as a ratio to `json.loads` of the same bytes, and how much memory it takes.

10,000 Open Badges 3.0 documents are read, validated and observed (all facts), without checking signatures, in two ways: as a
district gets them (250 badges with 40 earners each) and as nobody gets them (every badge different). Both sides are timed
in one run, best of three, by the processor's clock, so that other work on the machine counts little. Usage:
`make bench NAMES=intake` or `python benchmarks/intake.py [COUNT]`.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable

from rubric_kit.intake import NamedBytes, facts, read_badges

COUNT = 10_000
EARNERS_PER_BADGE = 40
ROUNDS = 3
_SUBJECTS = ("robotics", "reading", "lab safety", "media", "bookkeeping", "coding", "choir", "gardening", "debate", "statistics")


def document(award: int, badge: int) -> bytes:
    """Return a synthetic award in the shape that issuers send: about 2 kB, of which a third is prose."""
    subject = _SUBJECTS[badge % len(_SUBJECTS)]
    return json.dumps(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
            "id": f"urn:uuid:00000000-0000-4000-8000-{award:012d}",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": f"Synthetic badge {badge}",
            "issuer": {
                "id": f"https://issuer-{badge % 50}.example.org",
                "type": ["Profile"],
                "name": f"Synthetic Association {badge % 50}",
                "url": f"https://issuer-{badge % 50}.example.org",
                "email": "badges@issuer.example.org",
                "description": "Synthetic. An association of teachers that publishes its rubrics and names its review board.",
            },
            "validFrom": "2026-03-01T00:00:00Z",
            "validUntil": "2029-03-01T00:00:00Z",
            "credentialSubject": {
                "id": f"did:example:earner-{award}",
                "type": ["AchievementSubject"],
                "achievement": {
                    "id": f"https://issuer-{badge % 50}.example.org/badges/{badge}",
                    "type": ["Achievement"],
                    "achievementType": "MicroCredential",
                    "name": f"Practice of {subject} {badge}",
                    "description": f"Synthetic. Plans and leads a unit of {subject} with a class and reflects on it in writing.",
                    "criteria": {
                        "narrative": f"To earn badge {badge}, a teacher:\n\n"
                        f"1. Plans a unit of {subject} of at least six lessons.\n"
                        "2. Teaches it with students and hands in a video of one lesson.\n"
                        "3. Submits student work samples and a written reflection of 800 words.\n"
                        "4. Is assessed by two trained reviewers with a public rubric of four levels.\n\n"
                        "About 15 hours of work. Reviewers answer within ten school days.",
                    },
                    "alignment": [
                        {
                            "type": ["Alignment"],
                            "targetName": "Designer",
                            "targetCode": "2.5.a",
                            "targetFramework": "ISTE Standards for Educators",
                            "targetUrl": "https://iste.org/standards/educators",
                        }
                    ],
                    "resultDescription": [
                        {
                            "id": f"urn:uuid:10000000-0000-4000-8000-{badge:012d}",
                            "type": ["ResultDescription"],
                            "name": "Level",
                            "resultType": "RubricCriterionLevel",
                            "rubricCriterionLevel": [
                                {"id": f"urn:level:{at}", "type": ["RubricCriterionLevel"], "name": name, "level": str(at)}
                                for at, name in enumerate(("Starting", "Practising", "Leading"))
                            ],
                        }
                    ],
                    "tag": ["teaching", subject],
                },
            },
            "evidence": [{"id": f"https://work.example.org/{award}", "type": ["Evidence"], "name": "Video of a lesson"}],
        },
        indent=1,
    ).encode()


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """Return the shortest processor time of a piece of work, in seconds."""
    times: list[float] = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def read_and_observe(documents: list[bytes]) -> None:
    """Do all that intake does but for signatures."""
    intake = read_badges((NamedBytes(f"{number}.json", data) for number, data in enumerate(documents)), check_proofs=False)
    if len(intake.badges) != len(documents):
        raise SystemExit(f"only {len(intake.badges)} of {len(documents)} badges were read")
    for badge in intake.badges:
        facts(badge)


def main(arguments: list[str]) -> int:
    """Print the ratios and the peak of memory."""
    count = int(arguments[0]) if arguments else COUNT
    for words, earners in (("as a district gets them", EARNERS_PER_BADGE), ("every badge different", 1)):
        documents = [document(award, award // earners) for award in range(count)]
        size = sum(map(len, documents))
        base = best_of(ROUNDS, lambda docs=documents: [json.loads(one) for one in docs])  # type: ignore[misc]
        ours = best_of(ROUNDS, lambda docs=documents: read_and_observe(docs))  # type: ignore[misc]
        print(f"{count:,} documents of {size // count:,} bytes, {words}:")
        print(f"  json.loads {base / count * 1e6:6.1f} us a document; reading, validation and facts {ours / count * 1e6:6.1f} us")
        print(f"  ratio {ours / base:.1f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in units of 1,024 bytes, macOS in bytes.
    print(f"peak memory {peak / (1024 if sys.platform != 'darwin' else 1024**2):.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
