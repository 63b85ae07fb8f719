"""Gut calls beside the rubric: where they part, and which cuts they speak for. Nothing here changes a decision or a policy."""

from rubric_kit.scoring.gut.best_cut import BestCuts, CutRange, best_cuts, misplaced
from rubric_kit.scoring.gut.call_group import CallGroup, Quartiles, ScoredCall
from rubric_kit.scoring.gut.contrast import GutContrast, GutRow, RubricScore, gut_contrast
from rubric_kit.scoring.gut.normal_crossing import normal_crossing
from rubric_kit.scoring.gut.recommendations import CutMethod, CutRecommendation, cut_recommendations
from rubric_kit.scoring.gut.tally import GutTally, Side

__all__ = [
    "BestCuts",
    "CallGroup",
    "CutMethod",
    "CutRange",
    "CutRecommendation",
    "GutContrast",
    "GutRow",
    "GutTally",
    "Quartiles",
    "RubricScore",
    "ScoredCall",
    "Side",
    "best_cuts",
    "cut_recommendations",
    "gut_contrast",
    "misplaced",
    "normal_crossing",
]
