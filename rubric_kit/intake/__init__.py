"""Bytes in, badges and findings out, then facts about each badge. This floor opens no file and no socket.

The way of a file: `container` tells by its bytes what it is, `png`, `svg`, `jwt` and `strict_json` take the document out,
`open_badges_2` and `open_badges_3` copy the fields that are not about the earner into a `Badge`, `clashes` compares the
badges with each other, and `facts` observes each one.
"""

from rubric_kit.intake.facts import FACT_NAMES, facts, facts_of
from rubric_kit.intake.finding_codes import CODES
from rubric_kit.intake.item import Dates, Intake, Item, ItemOutcome
from rubric_kit.intake.named_bytes import NamedBytes
from rubric_kit.intake.reader import read_badges
from rubric_kit.intake.strict_json import strict_json

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
