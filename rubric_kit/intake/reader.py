"""`read_badges`: files in, badges and findings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from rubric_kit.intake.clashes import clashes
from rubric_kit.intake.containers.container import Opened, opened
from rubric_kit.intake.dialects import open_badges_2, open_badges_3
from rubric_kit.intake.dialects.award import Award
from rubric_kit.intake.dialects.earner import Earner
from rubric_kit.intake.dialects.lone_endorsement import JoinedEndorsements, lone_endorsement
from rubric_kit.intake.dialects.memory import Memory
from rubric_kit.intake.dialects.neighbours import Neighbour, Neighbours
from rubric_kit.intake.dialects.node import Node
from rubric_kit.intake.dialects.proof_check import ProofCheck, cannot_check, remark_proof
from rubric_kit.intake.dialects.role import ASSERTION_TYPES, Role, role_of
from rubric_kit.intake.finding_codes import Remarks, quoted
from rubric_kit.intake.frameworks.case_package import is_case_package
from rubric_kit.intake.item import Dates, Intake, Item, ItemOutcome, dates_on
from rubric_kit.intake.known_names import is_known_name
from rubric_kit.intake.named_bytes import NamedBytes
from rubric_kit.intake.pieces import Piece, Unpacking
from rubric_kit.model import AwardStatus, Badge, Severity, Verification

Lent = Callable[[], Iterable[NamedBytes]]
"""Gives files that only serve as neighbours."""
Progress = Callable[[str, int, int], None]
"""Told what is being done ("opened", then "read"), how many are done, and of how many (0 while that is not known)."""
_PARTS = frozenset({Role.BADGE_CLASS, Role.ACHIEVEMENT, Role.HELPER, Role.UNTYPED, Role.ASSERTION, Role.ALIGNMENT})
# What a finding says about a file that holds no badge: these were read and are something else, all others cannot be used.
_SOMETHING_ELSE = frozenset({"RKB003", "RKB005", "RKB006", "RKB020"})
_PICTURES = {"RKB005": "picture, PNG", "RKB006": "picture, SVG"}
_OF_THE_HOLDER = "the proof of a presentation tells who showed the badges, not who issued them, and is not checked"
_ONLY_ADDRESS = "only the address of a hosted badge is in the file, and nothing is fetched here"


def read_badges(
    files: Iterable[NamedBytes],
    *,
    lent: Lent | None = None,
    extra_contexts: Mapping[str, Any] | None = None,
    check_proofs: bool = True,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Read badges from files that were loaded by the caller; nothing is opened or fetched here.

    Files that belong to a badge (badge class, issuer profile, key, revocation list, status list) are joined with it when
    they are given together with it. Whatever cannot be read becomes a finding; nothing is raised because of a file's
    content.

    Parameters
    ----------
    files : iterable of NamedBytes
        The files, in the order in which badges and findings are returned. They are taken one at a time and let go.
    lent : callable, optional
        Gives files that only serve as neighbours, such as the rest of a folder of which one file was named. It is called
        when a badge refers to something that is not among the files, at most once.
    extra_contexts : mapping, optional
        JSON-LD contexts beyond the built-in ones, by address; none of them replaces a built-in one.
    check_proofs : bool
        Whether signatures are checked; without it every proof reads "cannot check".
    as_of : date, optional
        The day on which the badges are looked at; without it no finding tells whether one has expired. The clock is
        never asked.
    progress : callable, optional
        Told how far it is: what is being done, how many are done, of how many.

    Returns
    -------
    Intake
        Items, badges and findings.

    Examples
    --------
    >>> read_badges([NamedBytes("empty.json", b"")]).findings[0].code
    'RKB001'
    """
    told = progress or (lambda _stage, _done, _of: None)
    unpacking = Unpacking()
    for number, file in enumerate(files, 1):
        unpacking.take(file, number)
        told("opened", number, 0)
    reading = _Reading(unpacking.pieces, lent, extra_contexts or {}, check_proofs=check_proofs)
    reading.read(told)
    # A row that stands in two lists is one badge.
    badges = tuple({badge.key: badge for badge in reversed(reading.badges.values())}.values())[::-1]
    for finding in clashes(badges, {badge.key: unpacking.pieces[at].label for at, badge in reading.badges.items()}):
        reading.by_label[finding.where].findings.append(finding)
    items: list[Item] = []
    for piece in unpacking.pieces:
        items.append(reading.item(piece, as_of) if piece.repeats is None else _repeated(piece, items[piece.repeats]))
    return Intake(tuple(items), badges, tuple(finding for item in items for finding in item.findings))


class _Reading:
    """The pieces of one reading and what became of each."""

    def __init__(self, pieces: list[Piece], lent: Lent | None, extra_contexts: Mapping[str, Any], *, check_proofs: bool) -> None:
        self.pieces = pieces
        self.neighbours = Neighbours(
            _own_documents(pieces),
            None if lent is None else lambda: _lent_documents(lent()),
        )
        self.proofs = ProofCheck(self.neighbours, extra_contexts, on=check_proofs)
        self.memory = Memory()
        self.badges: dict[int, Badge] = {}
        self.verifications: dict[int, Verification] = {}
        self.by_label = {piece.label: piece.remarks for piece in pieces}

    def read(self, told: Progress) -> None:
        """Read all pieces. Awards come first: a badge class that an award uses is not a badge of its own."""
        for piece in self.pieces:
            if piece.content is not None and piece.content.address:
                self._resolve(piece, piece.content)
        done = 0
        for roles in ({Role.CREDENTIAL}, {Role.ASSERTION}, {Role.BADGE_CLASS, Role.ACHIEVEMENT}):
            for piece in self.pieces:
                if piece.role in roles and piece.content is not None and piece.number not in self.neighbours.used:
                    self._keep(piece, self._badge(piece, piece.content))
                    done += 1
                    told("read", done, len(self.pieces))
        for piece in self.pieces:
            if piece.row is not None:
                self._keep(piece, _described(piece))
            elif piece.content is not None and piece.role in {Role.ENDORSEMENT, Role.RECORD, Role.OTHER}:
                self._prove(piece, piece.content)
        self._join_endorsements()

    def _badge(self, piece: Piece, content: Opened) -> Badge | None:
        about = (piece.within, piece.earner)
        award = Award(piece.node, content, piece.sha256, piece.size, self.neighbours, self.proofs, self.memory, *about)
        if piece.role is Role.CREDENTIAL:
            return open_badges_3.read_credential(award, self._prove(piece, content))
        if piece.role is Role.ASSERTION:
            verification = self.verifications[piece.number] = open_badges_2.assertion_proof(award)
            return open_badges_2.read_assertion(award, verification)
        return open_badges_3.read_achievement(award) if piece.role is Role.ACHIEVEMENT else open_badges_2.read_badge_class(award)

    def _keep(self, piece: Piece, badge: Badge | None) -> None:
        if badge is not None:
            self.badges[piece.number] = badge
            self.verifications[piece.number] = badge.verification
        if piece.number in self.verifications:
            remark_proof(self.verifications[piece.number], piece.remarks)

    def _prove(self, piece: Piece, content: Opened) -> Verification:
        proven = content.token is not None or bool(content.document.get("proof"))
        issuer = open_badges_3.stated_issuer(content.document) if proven else ""
        if proven and piece.role is Role.RECORD and "ClrCredential" not in piece.node.types:
            found = cannot_check("presentation", _OF_THE_HOLDER)
        elif content.token is not None:
            found = self.proofs.token(content.token, signed=content.signed, issuer=issuer)
        else:
            found = self.proofs.document(content.document, issuer=issuer)
        self.verifications[piece.number] = found
        return found

    def _resolve(self, piece: Piece, content: Opened) -> None:
        """Take the award that a picture only gives the address of, if it is among the files."""
        found = self.neighbours.find(content.address, ASSERTION_TYPES, piece.remarks, "")
        if found is None:
            self.verifications[piece.number] = cannot_check("hosted", _ONLY_ADDRESS)
            piece.remarks.add("RKB048", "The picture holds only the address at which the badge is hosted.")
            return
        piece.content = replace(content, document=found, address="")
        piece.role = role_of(piece.node)

    def _join_endorsements(self) -> None:
        """Count endorsements that came as files of their own with the badges they speak for."""
        lone = {
            piece.number: lone_endorsement(piece.node, self.verifications[piece.number])
            for piece in self.pieces
            if piece.role is Role.ENDORSEMENT and piece.number in self.verifications
        }
        if not lone:
            return
        joined = JoinedEndorsements(lone)
        for number, badge in self.badges.items():
            piece = self.pieces[number]
            self.badges[number] = joined.join(badge, _earner(piece.node), piece.remarks)
        for number in lone:
            remarks = self.pieces[number].remarks
            remark_proof(self.verifications[number], remarks)
            remarks.add("RKB045", f"The file is an endorsement; {joined.use(number)}.")

    def item(self, piece: Piece, as_of: date | None) -> Item:
        """Return what became of a piece."""
        badge = self.badges.get(piece.number)
        node = piece.node
        since = badge.valid_from if badge else node.day("validFrom", "issuanceDate", "issuedOn", "issued_on")
        until = badge.valid_until if badge else node.day("validUntil", "expirationDate", "expires")
        self._remark_kind(piece)
        if as_of is not None:
            _remark_dates(piece.remarks, since, until, as_of)
        return Item(
            label=piece.label,
            path=piece.path,
            format=_format(piece, badge),
            outcome=self._outcome(piece),
            badge=badge,
            verification=self.verifications.get(piece.number),
            status=badge.status if badge else AwardStatus.NONE,
            valid_from=since,
            valid_until=until,
            findings=tuple(piece.remarks.findings),
        )

    def _outcome(self, piece: Piece) -> ItemOutcome:
        if piece.number in self.badges or piece.role in {Role.ENDORSEMENT, Role.ALIGNMENT}:
            return ItemOutcome.BADGE
        codes = {one.code for one in piece.remarks.findings if one.severity is Severity.ERROR}
        # An award whose badge class is elsewhere, or of which only the address is known, is a badge all the same.
        if codes == {"RKB021"} or any(one.code == "RKB048" for one in piece.remarks.findings):
            return ItemOutcome.BADGE
        return ItemOutcome.UNREADABLE if codes - _SOMETHING_ELSE else ItemOutcome.NOT_A_BADGE

    def _remark_kind(self, piece: Piece) -> None:
        """Say what a file is that is no badge, and what is unusual about one that is."""
        remarks, node = piece.remarks, piece.node
        if piece.content is None or piece.members or piece.content.address:
            return
        if self.neighbours.served(piece.number) and piece.number not in self.badges:
            remarks.add("RKB040", "The file belongs to a badge among the files and was read with it.")
        elif piece.role is Role.HELPER:
            remarks.add("RKB043", f"The file is a {_named(node)}, which no badge here uses.")
        elif is_case_package(node.value):
            remarks.add("RKB068", "The file is a framework in the form of a CASE package.")
        elif piece.role is Role.ALIGNMENT:
            remarks.add("RKB046", "The file describes one item of a framework.")
        elif piece.role is Role.RECORD:
            remarks.add("RKB020", "The record holds no badges, or lies inside another record and is not opened.")
        elif piece.role is Role.ASSERTION and not node.types and piece.number in self.badges:
            remarks.add("RKB042", "The award states no type, as before Open Badges 2.0.")
        elif piece.role is Role.OTHER:
            remarks.add("RKB020", f"It is a {_named(node)}.", path="type")
        elif piece.role is Role.UNTYPED:
            remarks.add("RKB020", "The JSON states no type and has not the shape of an award.")


def _repeated(piece: Piece, first: Item) -> Item:
    """Return the item of bytes that were given before."""
    return replace(first, label=piece.label, path=piece.path, findings=tuple(piece.remarks.findings))


def _earner(award: Node) -> Earner:
    """Return how an award names its earner, whichever standard it follows."""
    if award.has("badge"):
        return Earner.of_assertion(award)
    return Earner.of_subjects(award.nodes("credentialSubject"), award.value.get("sub"))


def _described(piece: Piece) -> Badge | None:
    from rubric_kit.intake.lists.described_item import described_badge

    return described_badge(piece.row or {}, piece.remarks, within="list")


def _own_documents(pieces: Iterable[Piece]) -> Iterator[Neighbour]:
    for one in pieces:
        if one.content is not None and one.content.container == "json" and one.role in _PARTS:
            yield Neighbour(one.number, _last_part(one.path), one.content.document)


def _lent_documents(files: Iterable[NamedBytes]) -> Iterator[Neighbour]:
    for file in files:
        content = opened(file.data, Remarks(""))
        if content is not None and content.container == "json" and content.document:
            yield Neighbour(-1, file.last_part, content.document)


def _last_part(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _remark_dates(remarks: Remarks, since: date | None, until: date | None, day: date) -> None:
    found = dates_on(since, until, day)
    if found is Dates.EXPIRED and until is not None:
        remarks.add("RKB052", f"Its last day was {until.isoformat()}; it was looked at on {day.isoformat()}.")
    elif found is Dates.NOT_YET_VALID and since is not None:
        remarks.add("RKB053", f"Its first day is {since.isoformat()}; it was looked at on {day.isoformat()}.")


def _format(piece: Piece, badge: Badge | None) -> str:
    """Say what a piece is: standard, kind of document, container."""
    if piece.row is not None:
        return "item described in a list"
    if piece.content is None:
        codes = [one.code for one in piece.remarks.findings]
        return piece.holder or next((_PICTURES[code] for code in codes if code in _PICTURES), "unknown")
    container = piece.content.container.upper()
    if piece.content.address:
        return f"address of a hosted badge, {container}"
    if piece.members:
        return f"record of several badges, {container}"
    standard = badge.source.dialect if badge else ""
    word = "award" if piece.role is Role.ASSERTION else piece.role.value
    return f"{standard} {word}, {container}".strip()


def _named(node: Node) -> str:
    if not node.types:
        return "document without a type"
    named = [quoted(one) for one in node.types[:5] if is_known_name(one)]
    return f"document of type {', '.join(named)}" if named else "document of a type that is not known here"
