"""Repeatable reports: a parameter model, a papermill run, our own page template, and a manifest."""

from rubric_kit.reports.comparison import ComparisonReport, comparison_report
from rubric_kit.reports.issuer_letter import IssuerLetter, issuer_letters
from rubric_kit.reports.manifest import manifest_of
from rubric_kit.reports.parameters import (
    TEMPLATES,
    ComparisonParameters,
    RatingRoundParameters,
    ReportParameters,
    RubricParameters,
    report_parameters,
)
from rubric_kit.reports.rating_round import RatingRoundReport, rating_round_report
from rubric_kit.reports.rubric_report import RubricReport, rubric_report
from rubric_kit.reports.run import RenderedReport, render_report

__all__ = [
    "TEMPLATES",
    "ComparisonParameters",
    "ComparisonReport",
    "IssuerLetter",
    "RatingRoundParameters",
    "RatingRoundReport",
    "RenderedReport",
    "ReportParameters",
    "RubricParameters",
    "RubricReport",
    "comparison_report",
    "issuer_letters",
    "manifest_of",
    "rating_round_report",
    "render_report",
    "report_parameters",
    "rubric_report",
]
