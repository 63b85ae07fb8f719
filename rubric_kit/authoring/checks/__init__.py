"""The checks: 29 rules on a rubric's wording, levels, structure and policy, each with its source and a better pattern."""

from rubric_kit.authoring.checks.check import Check, RuleResult
from rubric_kit.authoring.checks.checking import CheckChanges, check_changes, check_rubric, open_checks
from rubric_kit.authoring.checks.sample import ENOUGH_BADGES, CriterionFigures, SampleFigures

__all__ = [
    "ENOUGH_BADGES",
    "Check",
    "CheckChanges",
    "CriterionFigures",
    "RuleResult",
    "SampleFigures",
    "check_changes",
    "check_rubric",
    "open_checks",
]
