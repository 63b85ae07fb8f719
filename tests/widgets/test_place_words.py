"""Places of a draft in words, for problems and for what a format cannot hold."""

from __future__ import annotations

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.widgets.place_words import named, place_words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("title", "Title"),
        ("set_aside", "Findings left standing"),
        ("weights", "Weights"),
        ("targets", "Vision and mission"),
        ("targets.every-student.text", "Vision and mission, item 2"),
        ("targets.gone", "Vision and mission"),
        ("criteria", "Criteria"),
        ("criteria.gone.weight", "Criteria"),
        ("criteria.*.id", "Every criterion"),
        ("criteria.*.levels.*.id", "Every level"),
        ("criteria.locality", "Local tie"),
        ("criteria.locality.weight", "Local tie, weight"),
        ("criteria.locality.levels", "Local tie"),
        ("criteria.locality.levels.gone.descriptor", "Local tie, descriptor"),
        ("criteria.locality.levels.l2", "Local tie, level 2"),
        ("criteria.locality.levels.l2.look_fors", "Local tie, level 2, look-fors"),
        ("criteria.locality.levels.l2.anchors.0.text", "Local tie, level 2"),
        ("policy", "How it decides"),
        ("policy.adopted", "How it decides"),
        ("policy.cuts", "How it decides, cuts"),
        ("policy.cuts.0.at_least", "How it decides, cuts"),
        ("policy.gates.serves-our-mission", "How it decides, gate 1"),
        ("policy.substitutions.private-evidence", "How it decides, rule 1"),
        ("policy.profiles.gone", "How it decides, profile"),
        ("policy.outcomes.conditional.wording", "How it decides, outcome 3"),
    ],
)
def test_a_place_is_named_as_the_editor_shows_it(path: str, words: str) -> None:
    assert place_words(starter_rubric().plain(), path) == words


def test_a_criterion_without_a_name_is_called_by_its_number() -> None:
    assert named({"name": " "}, 3) == "Criterion 4"
    assert named({"name": "Near\u202e us"}, 3) == "Near‹U+202E› us"
