"""CASE 1.1 rubrics (CFRubric): the one exchange form that holds all of a rubric."""

from __future__ import annotations

from rubric_kit.authoring.exchange.case.case_read import is_case, read_case
from rubric_kit.authoring.exchange.case.case_write import write_case
from rubric_kit.authoring.exchange.form import Format

FORMAT = Format(
    name="case",
    title="CASE 1.1 rubric (JSON): everything is in it",
    suffix=".case.json",
    takes="json",
    recognise=is_case,
    read=read_case,
    write=write_case,
)
