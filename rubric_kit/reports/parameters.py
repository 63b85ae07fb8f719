"""Parameters of the report templates: what is not declared here never reaches a notebook.

papermill writes parameter names into the notebook's code as they are, so an undeclared name would be a way to run code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from rubric_kit.errors import ParameterError
from rubric_kit.model import visible

Words = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Place = Annotated[str, StringConstraints(max_length=4_000, pattern=r"^[^\x00-\x1f]*$")]


def _day(value: object) -> object:
    # pydantic would also take a number of seconds for a date.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
        raise ValueError("write the date as YYYY-MM-DD")
    return value


Day = Annotated[date | None, BeforeValidator(_day)]


class ReportParameters(BaseModel):
    """What every template takes."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    places: ClassVar[tuple[str, ...]] = ()
    """Names of the parameters that are paths of inputs."""

    rubric: Words
    """Rubric file (JSON)."""
    title: Words
    """Title of the report."""
    as_of: Day = None
    """Date of the report (YYYY-MM-DD); it is given, never read from the clock."""

    def for_notebook(self) -> dict[str, str]:
        """Return the parameters as plain text, as the notebook takes them."""
        return {name: "" if value is None else str(value) for name, value in self}

    def inputs(self) -> dict[str, str]:
        """Return the paths of the inputs that were given, by parameter."""
        return {name: path for name in self.places if (path := getattr(self, name))}


class ComparisonParameters(ReportParameters):
    """Parameters of the template `comparison`."""

    places: ClassVar[tuple[str, ...]] = ("rubric", "badges", "ratings", "weights", "past")

    badges: Words
    """Badge file or folder of badge files."""
    ratings: Words
    """Ratings: database, its address, or table (CSV)."""
    title: Words = "Outside badges compared"
    """Title of the report."""
    focus: Annotated[str, Field(max_length=2_000, pattern=r"^[0-9a-f, ]*$")] = ""
    """Badges to set side by side: keys, or at least their first 8 characters, with commas between. Empty: those that share a
    name, or else the first two of the ranking."""
    weights: Place = ""
    """Weights of other people or audiences (a weights file, JSON): the report says what they would change. Empty: it does not."""
    past: Place = ""
    """Past decisions (CSV): the report says which badges are clear and which need a panel. Empty: it does not."""


class RubricParameters(ReportParameters):
    """Parameters of the template `rubric`."""

    places: ClassVar[tuple[str, ...]] = ("rubric", "before")

    before: Place = ""
    """An earlier version of the rubric, or the base it builds on (JSON): the report says what changed. Empty: it does not."""
    title: Words = "Our rubric, and how it decides"
    """Title of the report."""


class RatingRoundParameters(ReportParameters):
    """Parameters of the template `rating_round`; what is left empty is the kit's own sample."""

    places: ClassVar[tuple[str, ...]] = ("rubric", "badges", "ratings", "people", "before_rubric")

    rubric: Place = ""
    """The version that the round was rated on (JSON). Empty: the starter rubric."""
    badges: Place = ""
    """Badge file or folder of badge files. Empty: the sample badges."""
    ratings: Place = ""
    """Ratings: database, its address, log or table (CSV). Empty: the sample round."""
    people: Place = ""
    """Roster (CSV): the report counts who is done by team. Empty: it does not."""
    before_rubric: Place = ""
    """The version that the round before was rated on (JSON). Empty: the same one."""
    comments: Literal["yes", "no"] = "no"
    """Whether the report prints the reasons that people wrote on the widest cells, without codes."""
    title: Words = "How far apart we were"
    """Title of the report."""


TEMPLATES: dict[str, type[ReportParameters]] = {
    "comparison": ComparisonParameters,
    "rubric": RubricParameters,
    "rating_round": RatingRoundParameters,
}
"""Parameter models by template."""


def report_parameters(template: str, given: Mapping[str, str]) -> ReportParameters:
    """Check the parameters of a template before anything is started.

    Raises
    ------
    ParameterError
        The template is not known, a parameter is not declared, is missing, or has the wrong form.
    """
    if template not in TEMPLATES:
        known = ", ".join(TEMPLATES)
        raise ParameterError(f"no report template is called {visible(template)!r}; known are: {known}", where=template)
    model = TEMPLATES[template]
    for name in given:
        if name not in model.model_fields:
            known = ", ".join(model.model_fields)
            message = f"parameter {visible(name)!r} is not declared by template {template!r}; known are: {known}"
            raise ParameterError(message, where=name)
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        found = "" if first["type"] == "missing" else f", found {visible(str(first['input']))[:80]!r}"
        said = first["msg"].removeprefix("Value error, ")
        raise ParameterError(f"parameter {name!r} of template {template!r}: {said}{found}", where=name) from None
