"""How far a decision depends on the weights, exactly: shares of all weightings, smallest moves, swings, places and gates."""

from rubric_kit.scoring.robustness.acceptance import Acceptance, acceptance, acceptances, accepting_outcomes, outcome_shares
from rubric_kit.scoring.robustness.acceptance_columns import AcceptanceColumns, acceptance_shares
from rubric_kit.scoring.robustness.acceptance_words import acceptance_words
from rubric_kit.scoring.robustness.certainty import CertainCount, certain_under_all, count_certain
from rubric_kit.scoring.robustness.flip_distance import flip_distance
from rubric_kit.scoring.robustness.flip_distances import flip_distances
from rubric_kit.scoring.robustness.gate_diagnostics import GateDiagnostic, gate_diagnostics
from rubric_kit.scoring.robustness.nearest_move import WeightMove, nearest_move
from rubric_kit.scoring.robustness.pairwise_share import PairwiseShare, pairwise_share
from rubric_kit.scoring.robustness.rank_acceptability import PlaceTie, RankAcceptability, rank_acceptability
from rubric_kit.scoring.robustness.weight_swings import ScoreEnds, SwingFlip, WeightSwing, weight_swings
from rubric_kit.scoring.robustness.weightings import CLOSENESS, Weightings, parts_around, standard_deviations, weightings_words

__all__ = [
    "CLOSENESS",
    "Acceptance",
    "AcceptanceColumns",
    "CertainCount",
    "GateDiagnostic",
    "PairwiseShare",
    "PlaceTie",
    "RankAcceptability",
    "ScoreEnds",
    "SwingFlip",
    "WeightMove",
    "WeightSwing",
    "Weightings",
    "acceptance",
    "acceptance_shares",
    "acceptance_words",
    "acceptances",
    "accepting_outcomes",
    "certain_under_all",
    "count_certain",
    "flip_distance",
    "flip_distances",
    "gate_diagnostics",
    "nearest_move",
    "outcome_shares",
    "pairwise_share",
    "parts_around",
    "rank_acceptability",
    "standard_deviations",
    "weight_swings",
    "weightings_words",
]
