"""The inputs of a report, read before a kernel starts: whatever is wrong with them is one line, and the manifest names them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rubric_kit.model import Rubric
from rubric_kit.reports.comparison import comparison_report
from rubric_kit.reports.manifest import sha256_of
from rubric_kit.reports.parameters import ComparisonParameters, RatingRoundParameters, ReportParameters, RubricParameters
from rubric_kit.reports.rating_round import rating_round_report
from rubric_kit.workspace import read_file, read_rubric
from rubric_kit.workspace.shipped import sample_rounds_file


class ReportInputs(NamedTuple):
    """What a run has to know about the inputs of a report."""

    language: str
    """Language tag of the page."""
    named: dict[str, object]
    """The inputs as the manifest names them: by hash and fingerprint, never by path."""


def read_inputs(parameters: ReportParameters) -> ReportInputs:
    """Read what a template is given.

    Raises
    ------
    InputError, RecordError, RatingError
        An input cannot be used.
    ParameterError
        A parameter names something that is not among the inputs.
    """
    if isinstance(parameters, ComparisonParameters):
        return _comparison(parameters)
    if isinstance(parameters, RubricParameters):
        return _rubric(parameters)
    if isinstance(parameters, RatingRoundParameters):
        return _rating_round(parameters)
    raise TypeError(f"no inputs are known for {type(parameters).__name__}")


def _comparison(parameters: ComparisonParameters) -> ReportInputs:
    # A focus that names no badge, or weights of another rubric, are found here, where the message is one line, not in the kernel.
    report = comparison_report(
        parameters.rubric,
        parameters.badges,
        parameters.ratings,
        title=parameters.title,
        focus=parameters.focus,
        weights=parameters.weights,
        past=parameters.past,
    )
    review, sets, past = report.review, report.other_weights.sets, report.past
    named: dict[str, object] = {
        "rubric": _named(parameters.rubric, review.rubric),
        "badges": sorted(badge.key for badge in review.badges),
        "badge_findings": sorted(finding.code for finding in review.badge_findings),
        "ratings": {"sha256": sha256_of(read_file(Path(parameters.ratings))), "used": len(review.ratings)},
    }
    if sets:
        named["weights"] = {
            "sha256": sha256_of(read_file(Path(parameters.weights))),
            "sets": [f"{one.rater}/{one.mode}" for one in sets],
        }
    if past is not None:
        named["past"] = {"sha256": sha256_of(read_file(Path(parameters.past))), "used": len(past.past)}
    return ReportInputs(review.rubric.language, named)


def _rubric(parameters: RubricParameters) -> ReportInputs:
    rubric = read_rubric(parameters.rubric)
    named: dict[str, object] = {"rubric": _named(parameters.rubric, rubric)}
    if parameters.before:
        named["before"] = _named(parameters.before, read_rubric(parameters.before))
    return ReportInputs(rubric.language, named)


def _rating_round(parameters: RatingRoundParameters) -> ReportInputs:
    report = rating_round_report(
        parameters.rubric,
        parameters.badges,
        parameters.ratings,
        title=parameters.title,
        people=parameters.people,
        before_rubric=parameters.before_rubric,
    )
    log = report.log
    named: dict[str, object] = {
        "rubric": _named(parameters.rubric, report.rubric),
        "badges": sorted(badge.key for badge in report.badges),
        "ratings": {
            "sha256": sha256_of(read_file(Path(parameters.ratings or sample_rounds_file()))),
            "entries": len(log.entries),
            "round": log.shown,
        },
    }
    if parameters.people:
        # A roster may hold names, and the hash of a short list of names can be guessed.
        named["people"] = {"listed": len(report.people)}
    if parameters.before_rubric:
        named["before_rubric"] = _named(parameters.before_rubric, report.before)
    return ReportInputs(report.rubric.language, named)


def _named(path: str, rubric: Rubric) -> dict[str, str]:
    # The starter rubric has no file of its own.
    file = {"sha256": sha256_of(read_file(Path(path)))} if path else {}
    return file | {
        "fingerprint": rubric.fingerprint,
        "wording_fingerprint": rubric.wording_fingerprint,
    }
