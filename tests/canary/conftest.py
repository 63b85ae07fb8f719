"""Badges in every dialect and container with a marker in each place that is about the earner; all content is synthetic."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
import zipfile
import zlib
from itertools import count
from typing import Any

import openpyxl
import pytest

Json = dict[str, Any]

MARK = "zqkcanary"
"""Begins every marker: no file may hold it in any writing."""
FILE_MARK = "zqxfilename"
"""Begins every marker in a file's name: only the terminal may show it."""
KEPT = "zqkeptword"
"""Stands in fields that are kept, so that a search is known to find what is there."""
DAY = "2026-01-31T00:00:00Z"
V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB2 = "https://w3id.org/openbadges/v2"


class Canary:
    """Makes marked badges. Each marker is another one and names the slot that it stands in."""

    mark, file_mark, kept = MARK, FILE_MARK, KEPT

    def __init__(self) -> None:
        self._numbers = count(1)
        self.hashes: list[str] = []
        """Salted hashes of addresses, with a salt that stands in the same file: as good as the address."""

    def word(self, slot: str) -> str:
        return f"{MARK}{next(self._numbers):06d}{slot}"

    def url(self, slot: str) -> str:
        return f"https://people.example/{self.word(slot)}"

    def address(self, slot: str) -> str:
        return f"{self.word(slot)}@people.example"

    def file_name(self, ending: str) -> str:
        return f"{FILE_MARK}{next(self._numbers):06d}_jane.{ending}"

    def _identity(self, salt: str, slot: str, *, hashed: bool = True) -> str:
        """Return an address, or its hash; the hash may not be worked out and kept either."""
        address = self.address(slot)
        found = hashlib.sha256(f"{address}{salt}".encode()).hexdigest()
        self.hashes.append(found)
        return f"sha256${found}" if hashed else address

    def _thing(self, slot: str, *names: str) -> Json:
        return {name: self.url(slot + name) if name in {"id", "url", "image"} else self.word(slot + name) for name in names}

    def achievement(self, number: int) -> Json:
        return {
            "id": f"https://issuer.example/achievements/{number}",
            "type": ["Achievement"],
            "name": f"{KEPT} badge {number % 25}",
            "description": "Plans a lesson for a class.",
            "criteria": {"narrative": "Submit a lesson plan. It is reviewed with a rubric."},
            "image": {"id": self.url("achievementimage"), "caption": self.word("caption")},
        }

    def issuer(self, number: int) -> Json:
        reached = {"email": self.address("issueremail"), "phone": self.word("phone"), "image": self.url("issuerimage")}
        named = {"id": f"https://issuer{number % 7}.example", "type": ["Profile"], "name": f"{KEPT} District {number % 7}"}
        return named | reached | {"address": self._thing("address", "streetAddress")}

    def award_3(self, number: int) -> Json:
        """Return an Open Badges 3.0 award."""
        salt = self.word("salt")
        return {
            "@context": [V1 if number % 3 else V2, OB3],
            "id": f"urn:{self.word('id')}",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": self.word("name"),
            "description": self.word("description"),
            "image": self._thing("image", "id", "caption"),
            "issuer": self.issuer(number),
            "issuanceDate" if number % 3 else "validFrom": DAY,
            "credentialSubject": self._subject(number, salt),
            "evidence": [
                self._thing("evidence", "id", "name", "narrative", "description", "genre", "audience", "url"),
                {"narrative": self.word("evidencenarrative")},
            ],
            "endorsement": [self._endorsement()],
            "credentialStatus": {"id": self.url("status"), "type": "1EdTechRevocationList"},
            "refreshService": {"id": self.url("refresh"), "type": "1EdTechCredentialRefresh"},
            "credentialSchema": [{"id": self.url("schema"), "type": "1EdTechJsonSchemaValidator2019"}],
            "termsOfUse": [self._thing("terms", "id", "type")],
            "studentName": self.word("invented"),
            "proof": [self._proof()],
        }

    def _subject(self, number: int, salt: str) -> Json:
        result = self._thing("result", "value", "achievedLevel", "status", "resultDescription")
        identity = {
            "identityHash": self._identity(salt, "identity"),
            "salt": salt,
            "hashed": True,
            "identityType": "emailAddress",
        }
        plain = {"identityHash": self.address("plainidentity"), "hashed": False}
        names = ("id", "name", "email", "givenName", "familyName", "narrative", "image", "role", "term", "licenseNumber")
        return self._thing("subject", *names) | {
            "type": ["AchievementSubject"],
            "identifier": [identity, plain],
            "result": [result | {"alignment": [self._thing("resultalignment", "targetName", "targetDescription")]}],
            "source": self._thing("source", "id", "name", "email"),
            "creditsEarned": self.word("credits"),
            "achievement": self.achievement(number),
        }

    def _endorsement(self) -> Json:
        about = self._thing("endorsement", "id", "endorsementComment", "name")
        endorser = {"id": "https://endorser.example", "name": "Synthetic Endorser", "email": self.address("endorser")}
        return {
            "id": self.url("endorsementid"),
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": endorser,
            "credentialSubject": about,
        }

    def _proof(self) -> Json:
        more = self._thing("proof", "id", "proofValue", "nonce", "challenge", "domain")
        method = f"did:key:{self.word('method')}"
        fixed = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod"}
        return more | fixed | {"verificationMethod": method, "created": DAY}

    def self_issued(self, number: int) -> Json:
        """Return an award that its earner issued: what is said about the issuer is then about the earner."""
        award = self.award_3(number)
        earner = self.url("earner")
        award["credentialSubject"]["id"] = earner
        return award | {"issuer": {"id": earner} | self._thing("selfissued", "name", "url", "description", "email")}

    def record(self, number: int) -> Json:
        """Return a CLR record of two awards."""
        held = [self.award_3(number), self.award_3(number + 1)]
        subject = self._thing("clr", "id", "name") | {"type": ["ClrSubject"], "verifiableCredential": held}
        return self.award_3(number) | {"type": ["VerifiableCredential", "ClrCredential"], "credentialSubject": subject}

    def award_2(self, number: int) -> Json:
        """Return an Open Badges 2.0 award."""
        salt = self.word("salt")
        identity = self._identity(salt, "recipient", hashed=bool(number % 2))
        badge = self.achievement(number) | {"type": "BadgeClass", "issuer": self.issuer(number) | {"type": "Issuer"}}
        return {
            "@context": OB2,
            "type": "Assertion",
            "id": self.url("awardid"),
            "uid": self.word("uid"),
            "recipient": {
                "type": "email",
                "hashed": bool(number % 2),
                "salt": salt,
                "identity": identity,
                "name": self.word("who"),
            },
            "issuedOn": DAY,
            "image": self._thing("image", "id", "caption", "author"),
            "evidence": [self._thing("evidence", "id", "name", "narrative", "description", "genre", "audience")],
            "narrative": self.word("narrative"),
            "revoked": not number % 5,
            "revocationReason": self.word("reason"),
            "verification": {"type": "hosted"} | self._thing("verification", "url", "creator"),
            "related": [self._thing("related", "id")],
            "extensions:recipientProfile": self._thing("extension", "name", "birthday"),
            "badge": badge,
        }

    def award_1(self, number: int) -> Json:
        """Return an Open Badges 1.0 or 1.1 award."""
        issuer = {"name": f"{KEPT} District", "url": "https://issuer.example", "email": self.address("issueremail")}
        badge = self.achievement(number) | {"criteria": "https://issuer.example/criteria", "issuer": issuer}
        del badge["id"], badge["type"]
        salt = self.word("salt")
        recipient = {"type": "email", "hashed": True, "salt": salt, "identity": self._identity(salt, "recipient")}
        verify = {"type": "hosted", "url": self.url("verify")}
        more = self._thing("award", "uid", "evidence", "image")
        context = {"@context": "https://w3id.org/openbadges/v1", "type": "Assertion"} if number % 2 else {}
        return context | more | {"recipient": recipient, "issuedOn": 1_400_000_000, "badge": badge, "verify": verify}

    def award_0(self, number: int) -> Json:
        """Return an Open Badges 0.5 award."""
        salt = self.word("salt")
        recipient = self._identity(salt, "recipient", hashed=bool(number % 2))
        reached = {"contact": self.address("contact"), "org": "Synthetic"}
        issuer = {"origin": "https://issuer.example", "name": f"{KEPT} District"} | reached
        named = {"version": "0.5.0", "name": f"{KEPT} badge", "image": self.url("image"), "description": "x", "criteria": "/c"}
        return {"recipient": recipient, "salt": salt, "evidence": self.url("evidence"), "badge": named | {"issuer": issuer}}

    # Containers

    @staticmethod
    def json(document: Any) -> bytes:
        return json.dumps(document, ensure_ascii=False).encode()

    @staticmethod
    def _chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    def png(self, document: Json) -> bytes:
        keyword = b"openbadgecredential" if "credentialSubject" in document else b"openbadges"
        texts = [
            self._chunk(b"tEXt", b"Author\0" + self.word("author").encode()),
            self._chunk(b"zTXt", b"Comment\0\0" + zlib.compress(self.word("comment").encode())),
            self._chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + self.word("xmp").encode()),
            self._chunk(b"eXIf", b"II*\0" + self.word("exif").encode()),
            self._chunk(b"iTXt", keyword + b"\0\0\0\0\0" + self.json(document)),
        ]
        header = self._chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
        pixels = self._chunk(b"IDAT", zlib.compress(b"\0\0"))
        end = self._chunk(b"IEND", b"") + self.word("afterend").encode()
        return b"\x89PNG\r\n\x1a\n" + header + b"".join(texts) + pixels + end

    def svg(self, document: Json) -> bytes:
        three = "credentialSubject" in document
        namespace, element = (
            ("https://purl.imsglobal.org/ob/v3p0", "credential") if three else ("http://openbadges.org", "assertion")
        )
        inside = f"<![CDATA[{self.json(document).decode()}]]>"
        about = f"<title>{self.word('title')}</title><metadata id='{self.word('xmlid')}'>{self.word('metadata')}</metadata>"
        badge = f'<o:{element} xmlns:o="{namespace}">{inside}</o:{element}>'
        return f'<svg xmlns="http://www.w3.org/2000/svg"><!-- {self.word("comment")} -->{about}{badge}</svg>'.encode()

    def token(self, document: Json) -> bytes:
        header = {"alg": "RS256", "kid": self.url("kid"), "jku": self.url("jku")}
        claims = self._thing("token", "sub", "jti", "aud")
        parts = self.json(header), self.json(claims | document), self.word("signature").encode()
        return b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)

    def archive(self, *files: bytes) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as made:
            for data in files:
                info = zipfile.ZipInfo(self.file_name("json"))
                info.comment = self.word("entrycomment").encode()
                extra = self.word("extra").encode()
                info.extra = struct.pack("<HH", 0x7075, len(extra)) + extra
                made.writestr(info, data)
            made.comment = self.word("comment").encode()
        return held.getvalue()

    def rows(self, number: int) -> list[list[str]]:
        head = [
            "Learner name",
            "Email",
            "Badge name",
            "Issuer",
            "Criteria",
            "Evidence URL",
            "Notes",
            self.word("column"),
            "Badge URL",
        ]
        return [head] + [
            [
                *(self.word("learner"), self.address("email"), f"{KEPT} badge {number}", f"{KEPT} District", "Plan a lesson."),
                *(self.url("evidence"), self.word("notes"), self.word("cell"), self.url("badgeurl")),
            ]
            for _ in range(3)
        ]

    def table(self, number: int) -> bytes:
        return "\r\n".join(",".join(row) for row in self.rows(number)).encode()

    def workbook(self, number: int) -> bytes:
        book = openpyxl.Workbook()
        for row in self.rows(number):
            book.active.append(row)
        book.active.title = self.word("sheet")
        book.properties.creator = self.word("creator")
        held = io.BytesIO()
        book.save(held)
        return held.getvalue()


@pytest.fixture
def canary() -> Canary:
    return Canary()
