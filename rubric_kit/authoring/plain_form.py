"""A rubric or a draft of one as plain objects with every field in place, so that two can be laid side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from rubric_kit.authoring.draft_form import whole_draft
from rubric_kit.authoring.draft_places import Draft
from rubric_kit.model import Rubric


def plain_form(given: Rubric | Mapping[str, Any]) -> Draft:
    """Return a rubric, or a draft that may be unfinished, as plain objects of its own.

    Raises
    ------
    RecordError
        A draft has not the form of a rubric.
    """
    if isinstance(given, Rubric):
        return given.plain()
    draft = whole_draft(given)
    try:
        return Rubric.model_validate(draft, context={"unfinished": True}).plain()
    except ValidationError:
        return draft
