"""Builders of badge files, as issuers would send them; all content is synthetic."""

from __future__ import annotations

import base64
import copy
import json
import struct
import zlib
from typing import Any

import pytest

from rubric_kit.intake import Intake, NamedBytes, read_badges

_ISSUER = {
    "id": "https://issuer.example/profile",
    "type": ["Profile"],
    "name": "Synthetic School District",
    "url": "https://issuer.example",
    "email": "badges@issuer.example",
    "description": "A made-up district.",
}
_ACHIEVEMENT = {
    "id": "https://issuer.example/achievements/1",
    "type": ["Achievement"],
    "name": "Lesson Design",
    "description": "Plans a lesson for a class.",
    "criteria": {"narrative": "Submit a lesson plan. It is reviewed with a rubric."},
}
_CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "credential name",
    "validFrom": "2026-01-31T00:00:00Z",
    "credentialSubject": {"id": "did:example:earner", "type": ["AchievementSubject"]},
}
_ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://issuer.example/assertions/1.json",
    "recipient": {"type": "email", "hashed": False, "identity": "earner@people.example"},
    "issuedOn": "2026-01-31T12:00:00Z",
    "badge": "https://issuer.example/class.json",
    "verification": {"type": "hosted"},
}
_BADGE_CLASS = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "BadgeClass",
    "id": "https://issuer.example/class.json",
    "name": "Robotics",
    "description": "Builds a robot.",
    "criteria": {"id": "https://issuer.example/criteria", "narrative": "Build a robot and show it."},
    "issuer": "https://issuer.example/profile.json",
    "tags": ["robots", "course"],
}
_PROFILE = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Issuer",
    "id": "https://issuer.example/profile.json",
    "name": "Synthetic Robotics Association",
    "url": "https://issuer.example",
    "email": "badges@issuer.example",
}
_NOTHING: Any = object()


class Build:
    """Makes documents and the containers they come in."""

    nothing = _NOTHING

    @staticmethod
    def changed(document: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
        merged = copy.deepcopy(document) | changes
        return {key: value for key, value in merged.items() if value is not _NOTHING}

    def achievement(self, **changes: Any) -> dict[str, Any]:
        return self.changed(_ACHIEVEMENT, changes)

    def issuer(self, **changes: Any) -> dict[str, Any]:
        return self.changed(_ISSUER, changes)

    def credential(self, **changes: Any) -> dict[str, Any]:
        """Build an OB 3.0 credential; `achievement` and `subject` go into its subject."""
        achievement = changes.pop("achievement", self.achievement())
        subject = {"achievement": achievement} | changes.pop("subject", {})
        base = self.changed(_CREDENTIAL, {"issuer": self.issuer()} | changes)
        if isinstance(base.get("credentialSubject"), dict):
            base["credentialSubject"] = self.changed(base["credentialSubject"], subject)
        return base

    def assertion(self, **changes: Any) -> dict[str, Any]:
        return self.changed(_ASSERTION, changes)

    def badge_class(self, **changes: Any) -> dict[str, Any]:
        return self.changed(_BADGE_CLASS, changes)

    def profile(self, **changes: Any) -> dict[str, Any]:
        return self.changed(_PROFILE, changes)

    def embedded(self, **changes: Any) -> dict[str, Any]:
        """Build an OB 2.0 assertion that holds its badge class and issuer."""
        return self.assertion(badge=self.badge_class(issuer=self.profile())) | changes

    @staticmethod
    def json(document: Any) -> bytes:
        return json.dumps(document).encode()

    @staticmethod
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    def text_chunk(self, document: Any, keyword: bytes = b"openbadgecredential") -> bytes:
        text = document if isinstance(document, bytes) else self.json(document)
        return self.chunk(b"iTXt", keyword + b"\0\0\0\0\0" + text)

    def png(self, *chunks: bytes) -> bytes:
        """Build a PNG of one black pixel with further chunks before its end."""
        header = self.chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        pixels = self.chunk(b"IDAT", zlib.compress(b"\0\0"))
        return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + self.chunk(b"IEND", b"")

    def svg(self, content: str = "", verify: str = "", namespace: str = "https://purl.imsglobal.org/ob/v3p0") -> bytes:
        element = "assertion" if namespace == "http://openbadges.org" else "credential"
        attribute = f' verify="{verify}"' if verify else ""
        inside = f"<![CDATA[{content}]]>" if content else ""
        badge = f"<o:{element}{attribute}>{inside}</o:{element}>"
        return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="{namespace}">{badge}<g/></svg>'.encode()

    def token(self, payload: Any, *, algorithm: str = "RS256", signature: str = "c2ln") -> bytes:
        parts = [self.json({"alg": algorithm}), payload if isinstance(payload, bytes) else self.json(payload)]
        return b".".join([*(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts), signature.encode()])

    def read(self, *files: Any, **named: Any) -> Intake:
        """Read documents or bytes; keyword arguments give the file names, with _json for .json."""
        pairs = [(f"file{number}.json", one) for number, one in enumerate(files)]
        pairs += [(name.replace("_json", ".json"), one) for name, one in named.items()]
        return read_badges(NamedBytes(name, one if isinstance(one, bytes) else self.json(one)) for name, one in pairs)

    def badge(self, *files: Any, **named: Any) -> Any:
        """Read files that hold one badge, and return it."""
        intake = self.read(*files, **named)
        assert len(intake.badges) == 1, [finding.line() for finding in intake.findings]
        return intake.badges[0]

    def codes(self, *files: Any, **named: Any) -> list[str]:
        return [finding.code for finding in self.read(*files, **named).findings]


@pytest.fixture(scope="session")
def build() -> Build:
    return Build()
