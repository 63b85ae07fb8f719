"""Rounds of rating: which entries of a log stand, and who is done; pure functions of the log."""

from rubric_kit.scoring.rounds.round_state import RaterProgress, RoundState, TeamProgress, current_round, round_state, shown_round
from rubric_kit.scoring.rounds.standing import Conflict, Standing, gut_calls_of, ratings_of, standing

__all__ = [
    "Conflict",
    "RaterProgress",
    "RoundState",
    "Standing",
    "TeamProgress",
    "current_round",
    "gut_calls_of",
    "ratings_of",
    "round_state",
    "shown_round",
    "standing",
]
