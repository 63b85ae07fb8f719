"""Every error of rubric_kit, drawn as a tree.

    RubricKitError              one line for a person: what was found, where, what is allowed, what to do
    ├── RecordError             a record cannot be built from what was given (unknown field, weights that do not sum)
    ├── RatingError             a rating that fits neither the rubric nor the badges at hand
    ├── InputError              a file or folder that cannot be used (missing, empty, no permission, unreadable)
    ├── ParameterError          a report parameter that the template does not declare, or with the wrong type
    └── ReportError             a report that could not be made, or that would not be safe to publish

A badge file that cannot be read is no error: it is a `rubric_kit.model.Finding` beside the badges that could be read.
"""

from __future__ import annotations


class RubricKitError(Exception):
    """Base of all errors: one line that says what was found, where, what is allowed and what to do.

    Parameters
    ----------
    message : str
        The whole line, ready to be shown.
    where : str, optional
        File, folder, field or badge the message is about; kept apart so that programs need not parse the text.
    """

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where

    def _render_traceback_(self) -> list[str]:
        """Show one line in a notebook, where IPython would print the whole way through the code."""
        return [self.message]


class RecordError(RubricKitError):
    """A record cannot be built from what was given."""


class RatingError(RubricKitError):
    """A rating fits neither the rubric nor the badges at hand."""


class InputError(RubricKitError):
    """A file or folder cannot be used."""


class ParameterError(RubricKitError):
    """A report parameter is not declared by the template, or has the wrong type."""


class ReportError(RubricKitError):
    """A report could not be made, or would not be safe to publish."""
