"""How far people agree who rated the same badges: percent first, then what chance leaves of it, and when a number is no use."""

from rubric_kit.scoring.agreement.agreement import agreement
from rubric_kit.scoring.agreement.agreement_change import agreement_change
from rubric_kit.scoring.agreement.alpha import WHY_TWO_ORDINALS
from rubric_kit.scoring.agreement.both_rounds import BothRounds, both_rounds
from rubric_kit.scoring.agreement.catalogue import FIGURES, MAIN_FIGURES
from rubric_kit.scoring.agreement.criterion_agreement import Agreement, CriterionAgreement, PairCounts, Said
from rubric_kit.scoring.agreement.facets import Facets, Measure, facets
from rubric_kit.scoring.agreement.figure import Figure, FigureFacts
from rubric_kit.scoring.agreement.level_grid import LevelGrid, level_grid
from rubric_kit.scoring.agreement.severity import RaterSeverity, severity

__all__ = [
    "FIGURES",
    "MAIN_FIGURES",
    "WHY_TWO_ORDINALS",
    "Agreement",
    "BothRounds",
    "CriterionAgreement",
    "Facets",
    "Figure",
    "FigureFacts",
    "LevelGrid",
    "Measure",
    "PairCounts",
    "RaterSeverity",
    "Said",
    "agreement",
    "agreement_change",
    "both_rounds",
    "facets",
    "level_grid",
    "severity",
]
