"""The manifest of a report: what it was made from, so that anyone can make it again and compare."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from importlib.metadata import version

from rubric_kit import __version__
from rubric_kit.reports.parameters import ReportParameters

_PACKAGES = ("altair", "nbconvert", "papermill", "pydantic", "vl-convert-python")


def manifest_of(
    template: str, template_bytes: bytes, parameters: ReportParameters, inputs: Mapping[str, object], page: bytes
) -> dict[str, object]:
    """Return the manifest as plain JSON objects.

    Paths and badge file names are left out: a path tells who made the report, a badge's file name may tell who earned it.
    The badges are named by the hash of their bytes.

    Parameters
    ----------
    template : str
        Name of the template.
    template_bytes : bytes
        The template itself.
    parameters : ReportParameters
        What was given; paths are left out.
    inputs : mapping
        What `read_inputs` says about the files.
    page : bytes
        The report.
    """
    return {
        "manifest_version": 1,
        "template": {"name": template, "sha256": sha256_of(template_bytes)},
        "made_with": {"rubric_kit": __version__} | {name: version(name) for name in _PACKAGES},
        "parameters": {name: value for name, value in parameters.for_notebook().items() if name not in parameters.places},
        "inputs": dict(inputs),
        "report": {"sha256": sha256_of(page), "bytes": len(page)},
    }


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes, as 64 hexadecimal characters."""
    return hashlib.sha256(data).hexdigest()
