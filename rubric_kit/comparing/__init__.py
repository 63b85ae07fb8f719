"""Badges side by side: labels that tell them apart, level differences, which is ahead and why, what other weights change."""

from rubric_kit.comparing.audience_lens import AudienceLens, audience_lens
from rubric_kit.comparing.audience_words import explain_audiences, explain_decision_change, explain_place_change
from rubric_kit.comparing.cell_spread import cell_spreads, round_change
from rubric_kit.comparing.labels import badge_labels
from rubric_kit.comparing.level_differences import compare_levels
from rubric_kit.comparing.order import explain_order, weight_that_ties
from rubric_kit.comparing.ranking_change import place_text, ranking_change, weight_text
from rubric_kit.comparing.same_name import same_name_groups
from rubric_kit.comparing.sample_figures import sample_figures

__all__ = [
    "AudienceLens",
    "audience_lens",
    "badge_labels",
    "cell_spreads",
    "compare_levels",
    "explain_audiences",
    "explain_decision_change",
    "explain_order",
    "explain_place_change",
    "place_text",
    "ranking_change",
    "round_change",
    "same_name_groups",
    "sample_figures",
    "weight_text",
    "weight_that_ties",
]
