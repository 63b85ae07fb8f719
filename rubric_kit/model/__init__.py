"""The records, in the order of the path: badge file -> Badge -> Fact -> Rating -> Score -> Decision -> Comparison.

Every record is frozen, refuses unknown fields and has a published JSON Schema (`rubric_kit.model.schema`). This floor
imports pydantic and the standard library only.
"""

from rubric_kit.model.badge import (
    Alignment,
    AwardStatus,
    Badge,
    BadgeKind,
    BadgeLevel,
    Endorsement,
    Evidence,
    Issuer,
    LevelScale,
    ProofOutcome,
    Source,
    Verification,
)
from rubric_kit.model.comparison import ComparedLevel, Comparison, CriterionDifference
from rubric_kit.model.criterion import Anchor, Citation, Criterion, Level, LookFor, Target
from rubric_kit.model.decision import Decision, Flip, Settler, SettlingSet, TraceStep
from rubric_kit.model.entry import Cell, Entry, EntryKind, GutCall, StoredEntry, entry_id
from rubric_kit.model.fact import Fact
from rubric_kit.model.finding import Finding, Severity
from rubric_kit.model.framework import Framework, FrameworkItem, FrameworkLink
from rubric_kit.model.policy import (
    Condition,
    Cut,
    EvidenceRule,
    Gate,
    Outcome,
    OutcomeKind,
    Policy,
    Profile,
    ProfilePart,
    RecommendedCut,
    Substitution,
)
from rubric_kit.model.rating import Origin, Rating
from rubric_kit.model.record import BASIS_POINTS, ID_PATTERN, Record, canonical_json, fingerprint
from rubric_kit.model.rubric import Base, Rubric, SetAside, rubric_problems
from rubric_kit.model.rubric_problems import Problem
from rubric_kit.model.schema import SCHEMAS, json_schema
from rubric_kit.model.score import CriterionScore, Score, interval_text, share_text
from rubric_kit.model.state import STATE_WORDS, FactState, RatingState
from rubric_kit.model.visible_text import visible
from rubric_kit.model.weight_set import (
    CardLevel,
    CriterionWeight,
    GroupCentre,
    GroupWeights,
    TradeOff,
    WeightAnswer,
    WeightDistance,
    WeightMode,
    WeightSet,
    WeightSpread,
)

__all__ = [
    "BASIS_POINTS",
    "ID_PATTERN",
    "SCHEMAS",
    "STATE_WORDS",
    "Alignment",
    "Anchor",
    "AwardStatus",
    "Badge",
    "BadgeKind",
    "BadgeLevel",
    "Base",
    "CardLevel",
    "Cell",
    "Citation",
    "ComparedLevel",
    "Comparison",
    "Condition",
    "Criterion",
    "CriterionDifference",
    "CriterionScore",
    "CriterionWeight",
    "Cut",
    "Decision",
    "Endorsement",
    "Entry",
    "EntryKind",
    "Evidence",
    "EvidenceRule",
    "Fact",
    "FactState",
    "Finding",
    "Flip",
    "Framework",
    "FrameworkItem",
    "FrameworkLink",
    "Gate",
    "GroupCentre",
    "GroupWeights",
    "GutCall",
    "Issuer",
    "Level",
    "LevelScale",
    "LookFor",
    "Origin",
    "Outcome",
    "OutcomeKind",
    "Policy",
    "Problem",
    "Profile",
    "ProfilePart",
    "ProofOutcome",
    "Rating",
    "RatingState",
    "RecommendedCut",
    "Record",
    "Rubric",
    "Score",
    "SetAside",
    "Settler",
    "SettlingSet",
    "Severity",
    "Source",
    "StoredEntry",
    "Substitution",
    "Target",
    "TraceStep",
    "TradeOff",
    "Verification",
    "WeightAnswer",
    "WeightDistance",
    "WeightMode",
    "WeightSet",
    "WeightSpread",
    "canonical_json",
    "entry_id",
    "fingerprint",
    "interval_text",
    "json_schema",
    "rubric_problems",
    "share_text",
    "visible",
]
