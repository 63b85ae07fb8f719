"""The inputs of a report, read before a kernel starts: whatever is wrong with them is one line, and the manifest names them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from rubric_kit.model import Rubric
from rubric_kit.reports.comparison import ComparisonReport
from rubric_kit.reports.manifest import sha256_of
from rubric_kit.reports.parameters import ComparisonParameters, ReportParameters, RubricParameters
from rubric_kit.workspace import read_file, read_review, read_rubric
from rubric_kit.workspace.past_decisions import read_past_decisions
from rubric_kit.workspace.weights_file import read_weights


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
    raise TypeError(f"no inputs are known for {type(parameters).__name__}")


def _comparison(parameters: ComparisonParameters) -> ReportInputs:
    review = read_review(parameters.rubric, parameters.badges, parameters.ratings)
    sets = read_weights(parameters.weights) if parameters.weights else ()
    past = read_past_decisions(parameters.past, review.rubric, review.badges, review.answers) if parameters.past else None
    # A focus that names no badge, or weights of another rubric, are found here, where the message is one line, not in the kernel.
    ComparisonReport(review, title=parameters.title, focus=parameters.focus, sets=sets, past=past)
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


def _named(path: str, rubric: Rubric) -> dict[str, str]:
    return {
        "sha256": sha256_of(read_file(Path(path))),
        "fingerprint": rubric.fingerprint,
        "wording_fingerprint": rubric.wording_fingerprint,
    }
