"""Bytes in, badges and findings out. This floor opens no file and no socket.

The way of a file: `pieces` takes files apart (`containers` tell by the bytes what they are, `lists` read lists and forms), the
`dialects` copy the fields that are not about the earner into a `Badge`, `proofs` check signatures, `clashes` compares the badges
with each other, and `facts` observes each one; `frameworks` is where alignments are looked up. `reader` leads through it.
"""

from rubric_kit.intake.containers.strict_json import strict_json
from rubric_kit.intake.facts import FACT_NAMES, facts, facts_of
from rubric_kit.intake.finding_codes import CODES
from rubric_kit.intake.item import Dates, Intake, Item, ItemOutcome
from rubric_kit.intake.named_bytes import NamedBytes
from rubric_kit.intake.reader import read_badges

__all__ = [
    "CODES",
    "FACT_NAMES",
    "Dates",
    "Intake",
    "Item",
    "ItemOutcome",
    "NamedBytes",
    "facts",
    "facts_of",
    "read_badges",
    "strict_json",
]
