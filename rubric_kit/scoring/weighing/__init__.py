"""Asking for weights: every mode leads to the same `WeightSet`, exactly, and says what it is known to do to the answers."""

from rubric_kit.scoring.weighing.cards import full_card, most_cards, next_card
from rubric_kit.scoring.weighing.effective import effective_weights
from rubric_kit.scoring.weighing.fit import weights_misfit
from rubric_kit.scoring.weighing.group import group_weights
from rubric_kit.scoring.weighing.group_words import group_words
from rubric_kit.scoring.weighing.hints import Hint, weight_hints
from rubric_kit.scoring.weighing.modes import MODES, ModeFacts
from rubric_kit.scoring.weighing.trade_off import weight_ranges
from rubric_kit.scoring.weighing.weight_sets import weigh, weights_of

__all__ = [
    "MODES",
    "Hint",
    "ModeFacts",
    "effective_weights",
    "full_card",
    "group_weights",
    "group_words",
    "most_cards",
    "next_card",
    "weigh",
    "weight_hints",
    "weight_ranges",
    "weights_misfit",
    "weights_of",
]
