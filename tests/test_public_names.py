"""The public names are pinned: whoever adds or removes one does it on purpose."""

from __future__ import annotations

import subprocess
import sys

import pytest

import rubric_kit

PINNED = [
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


def test_the_public_names_are_these() -> None:
    assert rubric_kit.__all__ == PINNED


@pytest.mark.parametrize("name", PINNED)
def test_each_name_is_there_and_described(name: str) -> None:
    found = getattr(rubric_kit, name)
    assert found.__name__ == name
    assert found.__doc__


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        AttributeError, match=r"rubric_kit has no name 'decidde'; its public names are: AskWeights, Badge, .*decide"
    ):
        _ = rubric_kit.decidde


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, rubric_kit; print(sorted({'pydantic', 'pandas', 'altair', 'anywidget', 'IPython'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
