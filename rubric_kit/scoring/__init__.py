"""Ratings in, scores and decisions out: whole numbers decide, gaps make intervals, every rule leaves a trace."""

from rubric_kit.scoring.answers import PANEL, Answer, Answers, UsableRatings, answers_by_rater, panel_answers, usable_ratings
from rubric_kit.scoring.decision import decide, open_outcomes
from rubric_kit.scoring.ranking import rank
from rubric_kit.scoring.score import score_badge
from rubric_kit.scoring.settling import smallest_settling_set
from rubric_kit.scoring.settling_words import settling_sentence
from rubric_kit.scoring.suggestions import LOOK_FORS, suggest
from rubric_kit.scoring.weights import move_weight, to_basis_points

__all__ = [
    "LOOK_FORS",
    "PANEL",
    "Answer",
    "Answers",
    "UsableRatings",
    "answers_by_rater",
    "decide",
    "move_weight",
    "open_outcomes",
    "panel_answers",
    "rank",
    "score_badge",
    "settling_sentence",
    "smallest_settling_set",
    "suggest",
    "to_basis_points",
    "usable_ratings",
]
