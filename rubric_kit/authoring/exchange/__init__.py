"""Rubrics in other forms: read from and written to what schools already use, with a list of what each form cannot carry."""

from __future__ import annotations

from rubric_kit.authoring.exchange.form import Format, Loss, Question, Reading, Written
from rubric_kit.authoring.exchange.formats import FORMATS

__all__ = ["FORMATS", "Format", "Loss", "Question", "Reading", "Written"]
