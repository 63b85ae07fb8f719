"""`Award`: one opened file on its way to becoming a Badge, and the claims about its proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rubric_kit.intake.container import Opened
from rubric_kit.intake.neighbours import Neighbours
from rubric_kit.intake.node import Node
from rubric_kit.model import ProofOutcome, Source, Verification


@dataclass(frozen=True)
class Award:
    """What a dialect reader needs: the document, what it came in and the files beside it."""

    node: Node
    opened: Opened
    sha256: str
    size: int
    neighbours: Neighbours

    def source(self, dialect: Literal["OB 2.0", "OB 3.0"]) -> Source:
        """Return the record of what was read."""
        return Source(container=self.opened.container, dialect=dialect, sha256=self.sha256, size=self.size)


def cannot_check(method: str, reason: str = "proofs are not checked yet in this version") -> Verification:
    """Say that there is a proof and nothing is known about it."""
    return Verification(outcome=ProofOutcome.CANNOT_CHECK, method=method, reason=reason)


def no_proof(method: str = "none", reason: str = "the file carries no proof") -> Verification:
    """Say that there is nothing to check."""
    return Verification(outcome=ProofOutcome.NO_PROOF, method=method, reason=reason)
