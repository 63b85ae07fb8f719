"""Decide which outside badges a school district accepts, at what level, and why.

The path, and where each step lives:

    badge file -> Badge -> Fact -> Rating -> Score -> Decision -> Comparison -> chart -> report

    model       the records: Badge, Fact, Rubric, Rating, Score, Decision, Comparison
    intake      bytes in, badges and findings out: read_badges, facts
    authoring   before anyone is rated: starter_rubric, check_rubric, rubric_changes, drafts, exchange formats
    scoring     ratings in, decisions out: decide, rank, suggest, move_weight; below it
      weighing    answers in, weights out, in any mode, of one person or many: weigh, group_weights
      robustness  how far a decision depends on the weights, exactly
      tables      millions of badges at once, on any engine: score_frame
      triage      which badges of a batch need a panel: triage
      rounds      which entries of a log stand, who is done
      agreement   how far people agree, percent first: agreement
      gut         gut calls beside the rubric
    comparing   badges side by side: compare_levels, explain_order, audience_lens
    workspace   files and folders: open_workspace, read_badge_folder, read_rubric, read_review
      store       the log of ratings, in SQLite or PostgreSQL: open_store
    charts      level_differences, score_intervals, level_heat_map; tables: score, explain
    widgets     EditRubric, AskWeights, WeighCriteria, RateBadges, KeySheets, LeadRound
    reports     render_report
    workbench   opening JupyterLab on the notebooks

Importing rubric_kit loads nothing else; each name is fetched when it is first used (PEP 562).
"""

from __future__ import annotations

__version__ = "0.1.0"

# Type checkers take this name for true. Importing it from typing would cost more than everything else here together.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from rubric_kit.authoring import check_rubric, rubric_changes, starter_rubric
    from rubric_kit.charts import level_differences, level_heat_map, score_intervals
    from rubric_kit.charts.score_tables import explain, score
    from rubric_kit.comparing import badge_labels, compare_levels, explain_order, same_name_groups, weight_that_ties
    from rubric_kit.comparing.audience_lens import audience_lens
    from rubric_kit.errors import RubricKitError
    from rubric_kit.intake import facts
    from rubric_kit.model import Badge, Comparison, Decision, Fact, Finding, Rating, Rubric, Score
    from rubric_kit.reports import render_report
    from rubric_kit.scoring import decide, move_weight, rank, suggest
    from rubric_kit.scoring.agreement import agreement
    from rubric_kit.scoring.tables import score_frame
    from rubric_kit.scoring.triage import triage
    from rubric_kit.scoring.weighing import group_weights, weigh
    from rubric_kit.widgets import AskWeights, EditRubric, KeySheets, LeadRound, RateBadges, WeighCriteria
    from rubric_kit.workspace import (
        open_workspace,
        read_badge_folder,
        read_ratings,
        read_review,
        read_rubric,
        write_rubric,
    )
    from rubric_kit.workspace.store import open_store

_HOMES = {
    "authoring": ("check_rubric", "rubric_changes", "starter_rubric"),
    "charts": ("level_differences", "level_heat_map", "score_intervals"),
    "charts.score_tables": ("explain", "score"),
    "comparing": ("badge_labels", "compare_levels", "explain_order", "same_name_groups", "weight_that_ties"),
    "comparing.audience_lens": ("audience_lens",),
    "errors": ("RubricKitError",),
    "intake": ("facts",),
    "model": ("Badge", "Comparison", "Decision", "Fact", "Finding", "Rating", "Rubric", "Score"),
    "reports": ("render_report",),
    "scoring": ("decide", "move_weight", "rank", "suggest"),
    "scoring.agreement": ("agreement",),
    "scoring.tables": ("score_frame",),
    "scoring.triage": ("triage",),
    "scoring.weighing": ("group_weights", "weigh"),
    "widgets": ("AskWeights", "EditRubric", "KeySheets", "LeadRound", "RateBadges", "WeighCriteria"),
    "workspace": ("open_workspace", "read_badge_folder", "read_ratings", "read_review", "read_rubric", "write_rubric"),
    "workspace.store": ("open_store",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AskWeights",
    "Badge",
    "Comparison",
    "Decision",
    "EditRubric",
    "Fact",
    "Finding",
    "KeySheets",
    "LeadRound",
    "RateBadges",
    "Rating",
    "Rubric",
    "RubricKitError",
    "Score",
    "WeighCriteria",
    "agreement",
    "audience_lens",
    "badge_labels",
    "check_rubric",
    "compare_levels",
    "decide",
    "explain",
    "explain_order",
    "facts",
    "group_weights",
    "level_differences",
    "level_heat_map",
    "move_weight",
    "open_store",
    "open_workspace",
    "rank",
    "read_badge_folder",
    "read_ratings",
    "read_review",
    "read_rubric",
    "render_report",
    "rubric_changes",
    "same_name_groups",
    "score",
    "score_frame",
    "score_intervals",
    "starter_rubric",
    "suggest",
    "triage",
    "weigh",
    "weight_that_ties",
    "write_rubric",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"rubric_kit has no name {name!r}; its public names are: {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(f"rubric_kit.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
