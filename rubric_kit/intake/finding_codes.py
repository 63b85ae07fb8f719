"""Every code that reading badges can give, and the list that remarks about one file are collected in."""

from __future__ import annotations

from typing import NamedTuple

from rubric_kit.model import Finding, Severity, visible


class Code(NamedTuple):
    """What a code stands for."""

    severity: Severity
    """How much it matters unless the place that gives it says otherwise."""
    title: str
    """What was found, in a few words."""
    advice: str
    """What a person can do about it."""


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
_ASK_AGAIN = "Ask the issuer or the earner for the file again."

CODES: dict[str, Code] = {
    "RKB001": Code(_E, "Empty file", _ASK_AGAIN),
    "RKB002": Code(_E, "File too large", "Check that the file is a badge and nothing else."),
    "RKB003": Code(
        _E, "Not a badge file", "Give the JSON, PNG, SVG or JWT file of the badge, a ZIP archive of them, or a list (CSV, XLSX)."
    ),
    "RKB004": Code(_E, "JSON that cannot be read", _ASK_AGAIN),
    "RKB005": Code(
        _E,
        "PNG picture without a badge inside",
        "Ask for the badge as downloaded from the issuer, not a copy of the picture.",
    ),
    "RKB006": Code(
        _E,
        "SVG picture without a badge inside",
        "Ask for the badge as downloaded from the issuer, not a copy of the picture.",
    ),
    "RKB007": Code(_E, "Only a web address", "This tool never opens addresses. Ask for the badge as a JSON file."),
    "RKB008": Code(_E, "PNG cut short or damaged", _ASK_AGAIN),
    "RKB009": Code(_E, "PNG with a wrong checksum", _ASK_AGAIN),
    "RKB010": Code(_E, "More than one badge inside one picture", "Ask for one file per badge."),
    "RKB011": Code(_E, "Badge after the end of the picture", _ASK_AGAIN),
    "RKB012": Code(
        _E,
        "Badge keyword in wrong letters",
        "The keywords are openbadges and openbadgecredential, in small letters.",
    ),
    "RKB013": Code(_E, "Compressed badge too large or damaged", _ASK_AGAIN),
    "RKB014": Code(_W, "Bytes after the end of the picture", "They were ignored. Ask where the file comes from."),
    "RKB015": Code(_E, "SVG or XML that is not read", _ASK_AGAIN),
    "RKB016": Code(_E, "Signed badge that cannot be decoded", _ASK_AGAIN),
    "RKB017": Code(_E, "File that could not be opened", "Make it readable, or take it out of the folder."),
    "RKB020": Code(
        _E,
        "Not a badge",
        "Open Badges 0.5 to 3.0 are read, and CLR 2.0 records, lists of badges, and ZIP archives of them.",
    ),
    "RKB021": Code(_E, "The badge class is not among the files", "Give the file of the badge class together with this one."),
    "RKB022": Code(_E, "No issuer", "Ask the earner for the file as the issuer gave it."),
    "RKB023": Code(
        _W,
        "The issuer is only an address or id",
        "Give the issuer's profile file together with this one, if there is one.",
    ),
    "RKB024": Code(_W, "No name", "Ask the issuer what the badge is called."),
    "RKB025": Code(_E, "No achievement", "Ask the issuer for the full file."),
    "RKB026": Code(_W, "Text cut or cleaned", "Read the original where this matters."),
    "RKB027": Code(_W, "Date that cannot be read", "Dates are written like 2026-01-31."),
    "RKB028": Code(_E, "Two files claim the same id", "Give only the one that belongs to this badge."),
    "RKB029": Code(_W, "Joined by file name, the ids differ", "Check that the two files belong together."),
    "RKB030": Code(_I, "The same file twice", "Nothing to do; it counts once."),
    "RKB031": Code(_W, "Same id, different content", "Ask the issuer which one holds. Both are kept."),
    "RKB032": Code(
        _W,
        "Name with look-alike or hidden characters",
        "Compare the name with the real one, letter by letter; it is never merged with another.",
    ),
    "RKB033": Code(_W, "Two names that look the same", "They are kept apart. Check which issuer is meant."),
    "RKB034": Code(_W, "Same issuer id, different names", "An id is a claim. Check which issuer is meant."),
    "RKB035": Code(
        _W,
        "Issued by the earner",
        "Nobody else vouches for this badge. The issuer's details are personal and were left out.",
    ),
    "RKB036": Code(_W, "On the issuer's revocation list", "Ask the issuer why it was taken back."),
    "RKB037": Code(_E, "Several achievements in one file", "Ask for one file per badge."),
    "RKB038": Code(_W, "Revoked", "Ask the issuer why it was taken back."),
    "RKB040": Code(_I, "Part of another badge", "Nothing to do."),
    "RKB041": Code(_I, "A badge class, not an award", "Nothing to do. What evidence earners hand in cannot be told from it."),
    "RKB042": Code(_I, "An older form of Open Badges", "Nothing to do."),
    "RKB043": Code(_I, "A helper document that no badge here uses", "Give it together with the badge it belongs to."),
    "RKB044": Code(_W, "An older data model", "Nothing to do, unless the issuer can send the badge in the current form."),
    "RKB045": Code(_I, "An endorsement, not a badge", "Give it together with the badge that it speaks for."),
    "RKB046": Code(_I, "A framework item, not a badge", "Nothing to do. It says what a badge can be aligned to."),
    "RKB047": Code(_I, "A record of several badges", "Nothing to do; each badge in it was read on its own."),
    "RKB048": Code(_W, "Hosted elsewhere", "This tool never opens addresses. Ask the earner for the badge as a JSON file."),
    "RKB050": Code(_W, "The signature is not valid", "Do not rely on this file. Ask the issuer to confirm the badge."),
    "RKB052": Code(_W, "Expired", "Ask whether the badge was renewed."),
    "RKB053": Code(_W, "Not yet valid", "Look again when its first day has come."),
    "RKB055": Code(
        _W, "Unsigned, in the form of a signed badge", "Anybody could have written it. Ask the issuer for the badge again."
    ),
    "RKB057": Code(
        _I, "The key is not bound to the issuer", "The file is as it was signed. Ask the issuer whether the key is theirs."
    ),
    "RKB058": Code(_W, "Parts that the signature does not cover", "Anybody could have added them. Do not rely on them."),
    "RKB059": Code(_I, "Cannot tell whether it was taken back", "Ask the issuer whether the badge still holds."),
    "RKB060": Code(_E, "Archive that is not read", "Unpack it, look at what it holds, and give the badge files."),
    "RKB061": Code(_W, "Part of an archive passed over", "Unpack the archive and give that file on its own."),
    "RKB062": Code(_E, "List of badges that cannot be read", "Take the list template and copy the columns into it."),
    "RKB063": Code(_W, "A row of the list was passed over", "Fill in what is missing and read the list again."),
    "RKB064": Code(_I, "Columns of a list that were not read", "Nothing to do; what is not about the badge is left out."),
    "RKB065": Code(_W, "A value in a list that cannot be read", "Put it right in the list and read it again."),
    "RKB066": Code(_E, "Framework package that cannot be read", "Ask for the framework as a CASE 1.0 or 1.1 package (JSON)."),
    "RKB068": Code(_I, "A framework, not a badge", "Give it with --frameworks, so that alignments are looked up in it."),
}
"""Codes of badge findings: severity, title, advice."""


class Remarks:
    """The findings about one file, in the order they were made."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.findings: list[Finding] = []

    def add(self, code: str, message: str, *, path: str = "", severity: Severity | None = None) -> None:
        """Add a finding; the same remark about the same place is kept once."""
        known = CODES[code]
        finding = Finding(
            code=code,
            severity=severity or known.severity,
            where=self.where,
            path=path,
            message=message,
            advice=known.advice,
        )
        self.take(finding)

    def take(self, finding: Finding) -> None:
        """Add a finding that was made elsewhere, unless it is there already."""
        if finding not in self.findings:
            self.findings.append(finding)


def quoted(text: str) -> str:
    """Return text from a file as it may stand in a message: hidden characters spelled out, at most 60 characters."""
    shown = visible(" ".join(text.split()))
    return f"“{shown if len(shown) <= 60 else shown[:59] + '…'}”"
