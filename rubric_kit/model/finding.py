"""`Finding`: a coded remark about an input, kept beside what could be read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from rubric_kit.model.record import Record


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Finding(Record):
    """What was found, where, what is allowed and what to do. A finding never holds an earner's data."""

    code: Annotated[str, StringConstraints(pattern=r"^RK[A-Z][0-9]{3}$")]
    """Stable code: RKB... for badge files, RKR... and RKL... for rubrics, RKX... for rubrics from elsewhere, RKT... for
    rating tables, RKS... for stores of ratings, RKW... for files."""
    severity: Severity
    """Error: not used. Warning: used, look at it. Info: good to know."""
    where: str
    """File name, or the place in a record."""
    path: str = ""
    """Place inside the document, such as badge.issuer.name."""
    message: str
    """What was found and what is allowed, in one or two short sentences."""
    advice: str = ""
    """What to do."""

    def line(self) -> str:
        """Return the finding as one line for a terminal."""
        place = f"{self.where} ({self.path})" if self.path else self.where
        return f"{self.severity} {self.code} {place}: {self.message} {self.advice}".rstrip()
