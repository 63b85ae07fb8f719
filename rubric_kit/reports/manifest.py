"""The manifest of a report: what it was made from, so that anyone can make it again and compare."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from rubric_kit import __version__
from rubric_kit.reports.parameters import ComparisonParameters
from rubric_kit.workspace import Review, read_file

_PACKAGES = ("altair", "nbconvert", "papermill", "pydantic", "vl-convert-python")
_PATHS = {"rubric", "badges", "ratings"}


def manifest_of(
    template: str, template_bytes: bytes, parameters: ComparisonParameters, review: Review, page: bytes
) -> dict[str, object]:
    """Return the manifest as plain JSON objects.

    Paths and badge file names are left out: a path tells who made the report, a badge's file name may tell who earned it.
    The badges are named by the hash of their bytes.
    """
    return {
        "manifest_version": 1,
        "template": {"name": template, "sha256": _sha256(template_bytes)},
        "made_with": {"rubric_kit": __version__} | {name: version(name) for name in _PACKAGES},
        "parameters": {name: value for name, value in parameters.for_notebook().items() if name not in _PATHS},
        "inputs": {
            "rubric": {
                "sha256": _sha256(read_file(Path(parameters.rubric))),
                "fingerprint": review.rubric.fingerprint,
                "wording_fingerprint": review.rubric.wording_fingerprint,
            },
            "badges": sorted(badge.key for badge in review.badges),
            "badge_findings": sorted(finding.code for finding in review.badge_findings),
            "ratings": {"sha256": _sha256(read_file(Path(parameters.ratings))), "used": len(review.ratings)},
        },
        "report": {"sha256": _sha256(page), "bytes": len(page)},
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
