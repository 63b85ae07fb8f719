"""What can be observed about a badge with no rater.

`observe` asks the observers (`award_facts`, `criteria_facts`, `issuer_facts`, `alignment_facts`, `completeness`), which read
texts through `text_reading` and `statements` with the words of `fact_words`, and compare with the lists of `field_lists`.
"""

from rubric_kit.intake.facts.alignment_facts import Resolve, ResolvedItem, resolved_items
from rubric_kit.intake.facts.observe import FACT_NAMES, facts, facts_of

__all__ = ["FACT_NAMES", "Resolve", "ResolvedItem", "facts", "facts_of", "resolved_items"]
