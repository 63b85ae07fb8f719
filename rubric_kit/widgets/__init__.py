"""The widgets of the workbench: one .py, one .js and one .css of the same name each; see README.md in this folder."""

from rubric_kit.widgets.ask_weights import AskWeights
from rubric_kit.widgets.describe_item import DescribeItem
from rubric_kit.widgets.edit_rubric import EditRubric
from rubric_kit.widgets.key_sheets import KeySheets
from rubric_kit.widgets.lead_round import LeadRound
from rubric_kit.widgets.rate_badges import RateBadges
from rubric_kit.widgets.read_badges import ReadBadges
from rubric_kit.widgets.sample_weights import audience_weights, sample_people
from rubric_kit.widgets.weigh_criteria import WeighCriteria

__all__ = [
    "AskWeights",
    "DescribeItem",
    "EditRubric",
    "KeySheets",
    "LeadRound",
    "RateBadges",
    "ReadBadges",
    "WeighCriteria",
    "audience_weights",
    "sample_people",
]
