"""`Badge`: one shape for every badge, whatever its file looked like, with no place for its earner."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import StringConstraints

from rubric_kit.model.record import Id, Line, Record, Sha256, Text
from rubric_kit.model.state import FactState

Claim = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
"""An id or address that a badge states about itself; never followed and never proof of anything."""


Within = Literal["zip", "CLR", "presentation", "list"]
"""What a badge can be taken out of: an archive, a record of several badges, a wallet's presentation, a list."""


class BadgeKind(StrEnum):
    """What a badge recognises; each kind asks for different evidence."""

    LEARNING = "learning"
    APPLICATION = "application"
    KNOWLEDGE = "knowledge"
    PARTICIPATION = "participation"
    MEMBERSHIP = "membership"
    OTHER = "other"


class Issuer(Record):
    """Who issued the badge, as the badge tells it."""

    name: Line
    """The issuer's name; two issuers may bear the same one, and anybody can copy one."""
    claimed_id: Claim | None = None
    """The id the issuer states (a URL or a DID); a claim."""
    url: Claim | None = None
    """The issuer's web address; a claim, never opened."""
    description: Text = ""
    """What the issuer says about itself."""
    has_contact: bool = False
    """Whether the file names a way to reach the issuer; the address itself is not kept, it may be a person's."""


class Alignment(Record):
    """A framework item that the issuer says the badge is aligned to."""

    target_name: Line
    """Name of the framework item."""
    target_url: Claim | None = None
    """Address of the framework item; a claim, never opened."""
    target_code: Line | None = None
    """Short code of the item, such as "2.5.a"."""
    target_framework: Line | None = None
    """Name of the framework."""
    target_description: Text = ""
    """What the item says."""
    target_type: Line | None = None
    """Open Badges 3.0 target type, such as CFItem."""


class Evidence(Record):
    """What the badge shows of the earner's work: that it is there and of which kinds, never the work itself."""

    state: FactState
    """Present, absent, withheld, or unknown when the file is not an award."""
    kinds: tuple[Literal["link", "narrative", "file", "other"], ...] = ()
    """Kinds of evidence found, sorted, each once."""
    count: int = 0
    """How many pieces of evidence were listed."""
    basis: Line = "not looked at"
    """How the state was found out."""


class BadgeLevel(Record):
    """One rung of the issuer's own scale (Open Badges 3.0 RubricCriterionLevel)."""

    name: Line
    """Name of the rung."""
    level: Line | None = None
    """The rung's own label, as text: issuers write anything here."""
    points: Line | None = None
    """Points of the rung, as text: the standard keeps them as text."""
    description: Text = ""
    """What the rung asks for."""


class LevelScale(Record):
    """A scale on which the issuer places the achievement (Open Badges 3.0 ResultDescription)."""

    name: Line
    """Name of the scale."""
    result_type: Line | None = None
    """Open Badges 3.0 resultType."""
    levels: tuple[BadgeLevel, ...] = ()
    """Rungs, lowest first, as the issuer lists them."""
    allowed_values: tuple[Line, ...] = ()
    """Values without rungs, lowest first."""


class ProofOutcome(StrEnum):
    """What can be said about a badge's proof with no network."""

    VALID = "valid"
    INVALID = "invalid"
    CANNOT_CHECK = "cannot_check"
    NO_PROOF = "no_proof"


class AwardStatus(StrEnum):
    """Whether the issuer has taken the award back, as far as the files at hand can tell."""

    OK = "ok"
    """A list at hand does not name it."""
    REVOKED = "revoked"
    """The file itself or a list at hand says that it was taken back, or suspended."""
    UNKNOWN = "unknown"
    """Only a list or server that is not at hand could tell."""
    NONE = "none"
    """The badge names no place where that could be looked up."""


class Verification(Record):
    """What is known about the badge's proof; whether the issuer is trusted is a different question."""

    outcome: ProofOutcome
    """One of four outcomes; "cannot_check" is neither good nor bad."""
    method: Line
    """What kind of proof the file carries: hosted, signed, Data Integrity, JWT, none."""
    reason: Line
    """Why the outcome is what it is, in one sentence."""
    anchored: bool | None = None
    """Whether the key is bound to the issuer that the badge names; None where no signature was found valid."""
    anchor: Line | None = None
    """What binds the key to the issuer, or why nothing does, in one sentence."""
    unsigned: tuple[Line, ...] = ()
    """Names of fields in the file that the signature does not cover."""


class Endorsement(Record):
    """Somebody else's word for the badge or its issuer; the comment itself is not kept, it may speak of a person."""

    endorser: Line
    """Who endorses, as the endorsement tells it."""
    about: Literal["award", "badge", "issuer"]
    """What the endorsement stands beside."""
    outcome: ProofOutcome
    """What can be said about the endorsement's own proof."""


class Source(Record):
    """What was read. The file's name is not kept: people name files after the earner."""

    container: Literal["json", "png", "svg", "jwt", "row"]
    """What the bytes were, told by their content; a row of a list or of a form is one as well."""
    dialect: Literal["OB 0.5", "OB 1.0", "OB 1.1", "OB 2.0", "OB 3.0", "described"]
    """Which standard the badge inside follows; "described" for an item that a person put into a list or a form."""
    within: Within | None = None
    """What the badge was taken out of, if it did not come as a file of its own."""
    sha256: Sha256
    """SHA-256 of the badge's bytes: of the file, the archive entry, the record's member or the row."""
    size: int
    """Length of those bytes."""


class Badge(Record):
    """One badge. It has no field in which an earner's name, address or work could be kept."""

    key: Sha256
    """Identity: the SHA-256 of the file's bytes. Never the name, never the claimed id."""
    claimed_id: Claim | None = None
    """The id of the BadgeClass or Achievement, as stated; the award's own id is dropped, it points to a person."""
    name: Line
    """The badge's name."""
    kind: BadgeKind | None = None
    """What it recognises; None when the badge does not tell."""
    achievement_type: Line | None = None
    """Open Badges 3.0 achievementType, as stated."""
    description: Text = ""
    """The badge's description."""
    criteria_narrative: Text = ""
    """What a person had to do to earn it, as the badge tells it ("criteria" alone is the rubric's word)."""
    criteria_url: Claim | None = None
    """Where the criteria are said to be; never opened."""
    issuer: Issuer
    """Who issued it."""
    alignments: tuple[Alignment, ...] = ()
    """Framework items, in the issuer's order."""
    evidence: Evidence
    """What it shows of the earner's work."""
    level_scales: tuple[LevelScale, ...] = ()
    """The issuer's own scales."""
    endorsements: tuple[Endorsement, ...] = ()
    """Endorsements that the file carries."""
    workload: Line | None = None
    """Hours or credits, as the badge states them in a field of its own."""
    creator: Line | None = None
    """Who designed the badge, where the file names somebody other than the issuer."""
    fields: tuple[Id, ...] = ()
    """Names of the fields that the file fills, sorted: names only, and only those of a fixed list."""
    language: Line | None = None
    """Language tag of the achievement, as stated."""
    tags: tuple[Line, ...] = ()
    """Tags, in the issuer's order."""
    valid_from: date | None = None
    """First day of validity (issue date), without the time of day."""
    valid_until: date | None = None
    """Last day of validity, if the badge expires."""
    status: AwardStatus = AwardStatus.NONE
    """Whether the issuer has taken the award back."""
    verification: Verification
    """What is known about the proof."""
    source: Source
    """What was read."""

    @property
    def revoked(self) -> bool:
        """Whether the award is known to be taken back."""
        return self.status is AwardStatus.REVOKED

    @property
    def handle(self) -> str:
        """First 12 characters of the key: enough for a table, never enough to be an identity."""
        return self.key[:12]
