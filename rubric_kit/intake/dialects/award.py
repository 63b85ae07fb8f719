"""`Award`: one opened document on its way to becoming a Badge, with what is known about its proof."""

from __future__ import annotations

from dataclasses import dataclass

from rubric_kit.intake.containers.container import Opened
from rubric_kit.intake.dialects.earner import NOBODY, Earner
from rubric_kit.intake.dialects.memory import Memory
from rubric_kit.intake.dialects.neighbours import Neighbours
from rubric_kit.intake.dialects.node import Node
from rubric_kit.intake.dialects.proof_check import ProofCheck
from rubric_kit.intake.dialects.role import Dialect
from rubric_kit.model import Source
from rubric_kit.model.badge import Within


@dataclass(slots=True)
class Award:
    """What a dialect reader needs: the document, what it came in, the files beside it, and the means to check proofs."""

    node: Node
    opened: Opened
    sha256: str
    size: int
    neighbours: Neighbours
    proofs: ProofCheck
    memory: Memory
    within: Within | None = None
    earner: Earner = NOBODY
    """Whom the record around it is about, if it came out of one; compared and forgotten."""

    def source(self, dialect: Dialect) -> Source:
        """Return the record of what was read."""
        return Source(container=self.opened.container, dialect=dialect, within=self.within, sha256=self.sha256, size=self.size)
