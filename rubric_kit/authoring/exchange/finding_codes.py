"""Every code that reading a rubric from another form can give, and the notes that are taken while one is read."""

from __future__ import annotations

from typing import Any, NamedTuple

from rubric_kit.authoring.exchange.form import Loss, Question, Reading
from rubric_kit.model import Finding, Severity, visible


class Code(NamedTuple):
    """What a code stands for."""

    severity: Severity
    """How much it matters."""
    title: str
    """What was found, in a few words."""
    advice: str
    """What a person can do about it."""


_MOST_LOOKED_AT = 4_000
_MOST_PLACE = 120
_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CODES: dict[str, Code] = {
    "RKX001": Code(_E, "Two levels with the same points", "Give each level of the row points of its own."),
    "RKX002": Code(_E, "A lone level", "Add at least one more level to the row."),
    "RKX003": Code(_E, "More levels or criteria than a rubric can hold", "Join or remove some."),
    "RKX004": Code(_W, "Points that cannot be read as a number", "Write plain numbers, such as 2 or 2.5."),
    "RKX005": Code(_W, "Points below zero", "Look at the points; the whole row was moved up so that it starts at zero."),
    "RKX006": Code(_W, "Points that had to be rounded", "Look at the points; they are kept to three decimals."),
    "RKX007": Code(_W, "A weight that is missing or cannot be read", "Give the criterion its weight."),
    "RKX008": Code(_W, "Weights that do not sum to 100", "Look at the weights; their proportions were kept."),
    "RKX009": Code(_W, "A name or a text that is missing", "Write what belongs there."),
    "RKX010": Code(_W, "Text cut or cleaned", "Read the original where this matters."),
    "RKX011": Code(_W, "Some levels have points and some have none", "Give every level of the row its points."),
    "RKX012": Code(_W, "A row or an entry that holds nothing", "Remove it from the file, or fill it in."),
    "RKX013": Code(_W, "A point range instead of points", "Say in the level's text what tells the ends of the range apart."),
    "RKX014": Code(_W, "The rubric's own data does not fit what stands in the file", "Compare the rubric with the file."),
    "RKX020": Code(_I, "Points written as text", "Nothing to do if the numbers are right."),
    "RKX021": Code(_W, "A result that points to another description", "Ask the issuer which level was meant."),
    "RKX022": Code(_W, "Allowed values on a rubric result", "Levels count here; ask the issuer what the values are for."),
    "RKX023": Code(_W, "The required level does not exist", "Ask the issuer which level is required."),
    "RKX024": Code(_W, "A description without levels", "It was left out, since nobody could rate it."),
}
"""Codes of import findings: severity, title, advice. RKX0xx: program formats and all formats; RKX1xx: grids."""


class Notes:
    """What is noted while a file is read: how it was understood, what is doubtful, and what had no place.

    Parameters
    ----------
    where : str
        What is read, in words, such as "Canvas CSV"; findings name it.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self.told: list[str] = []
        self.findings: list[Finding] = []
        self.losses: list[Loss] = []
        # Told apart by their hashes: a hostile file can give a hundred thousand.
        self._noted: set[Finding | Loss] = set()

    def tell(self, sentence: str) -> None:
        """Note how the file was understood; the same sentence is kept once."""
        if sentence not in self.told:
            self.told.append(sentence)

    def find(self, code: str, message: str, place: str = "") -> None:
        """Note something doubtful and its place; the same remark about the same place is kept once."""
        known = CODES[code]
        finding = Finding(code=code, severity=known.severity, where=self.where, path=place, message=message, advice=known.advice)
        if finding not in self._noted:
            self._noted.add(finding)
            self.findings.append(finding)

    def lose(self, place: str, words: object, why: str) -> None:
        """Note something that stands in the file and has no place in a rubric."""
        loss = Loss(path=shortened(place, _MOST_PLACE), words=shortened(words), why=why)
        if loss not in self._noted:
            self._noted.add(loss)
            self.losses.append(loss)

    def reading(self, draft: dict[str, Any], question: Question | None = None) -> Reading:
        """Return what was read together with everything that was noted."""
        return Reading(draft, tuple(self.told), question, tuple(self.losses), tuple(self.findings))


def shortened(text: object, most: int = 80) -> str:
    """Return text from a file on one line, hidden characters spelled out, cut to some characters."""
    shown = visible(" ".join(str(text)[:_MOST_LOOKED_AT].split()))
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def quoted(text: object) -> str:
    """Return text from a file as it may stand in a message."""
    return f"“{shortened(text, 60)}”"
