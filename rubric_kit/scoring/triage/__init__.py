"""Triage: which badges of a batch are clear, which need the panel, and how often that will differ from what a panel would say."""

from rubric_kit.scoring.triage.past import PastDecision, Verdict, past_of_badge, read_verdict
from rubric_kit.scoring.triage.routing import triage
from rubric_kit.scoring.triage.triaged import Destination, Route, Triage
from rubric_kit.scoring.triage.zones import Zone

__all__ = [
    "Destination",
    "PastDecision",
    "Route",
    "Triage",
    "Verdict",
    "Zone",
    "past_of_badge",
    "read_verdict",
    "triage",
]
