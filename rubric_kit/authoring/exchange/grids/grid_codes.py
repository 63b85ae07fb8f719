"""The codes of findings that only grids can give, and the notes that know them."""

from __future__ import annotations

from rubric_kit.authoring.exchange.finding_codes import CODES, Code, Notes, shortened
from rubric_kit.authoring.exchange.form import Loss
from rubric_kit.model import Finding, Severity

_W, _I = Severity.WARNING, Severity.INFO

GRID_CODES: dict[str, Code] = {
    "RKX101": Code(_I, "Merged cells", "Compare with the grid; a plain grid has no merged cells."),
    "RKX102": Code(_W, "A row that is longer or shorter than the header", "Look at the row; each level needs its cell."),
    "RKX103": Code(_I, "Levels in no order", "They were sorted by their points; look whether that is meant."),
    "RKX104": Code(_W, "No header", "Name the levels."),
    "RKX105": Code(_I, "A row without a name", "Give each criterion its name, or write its text into one cell."),
}
"""Codes of findings about grids."""

_MOST = 25


class GridNotes(Notes):
    """Notes on a grid: each code is given for at most 25 places, and how many more there are."""

    def __init__(self) -> None:
        super().__init__("grid")
        self._more: dict[str, int] = {}
        self.covered: set[str] = set()
        """Cells whose equal points are noted where the header gives them."""

    def find(self, code: str, message: str, place: str = "") -> None:
        """Note something doubtful and its place."""
        if code == "RKX001" and place in self.covered:
            return
        if sum(one.code == code for one in self.findings) >= _MOST:
            self._more[code] = self._more.get(code, 0) + 1
            return
        if code in CODES:
            super().find(code, message, place)
            return
        self._add(code, message, place)

    def lose(self, place: str, words: object, why: str) -> None:
        """Note something that has no place in a rubric; a sheet can hold thousands of such cells, each with its own place."""
        self.losses.append(Loss(path=place, words=shortened(words), why=why))

    def close(self) -> None:
        """Add how many remarks of each code were not listed."""
        for code, count in self._more.items():
            self._add(code, f"{count} more places like these.", "")

    def _add(self, code: str, message: str, place: str) -> None:
        known = GRID_CODES.get(code) or CODES[code]
        finding = Finding(code=code, severity=known.severity, where=self.where, path=place, message=message, advice=known.advice)
        if finding not in self.findings:
            self.findings.append(finding)
