"""A piece of a report: HTML from a template that escapes everything, shown by a notebook as it will be printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from rubric_kit.model import Rubric, visible

TEMPLATE_FOLDER = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Section:
    """HTML of one section, and the same as plain text."""

    html: str
    text: str

    def _repr_mimebundle_(self, **_wishes: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def section(template: str, text: str, **values: Any) -> Section:
    """Fill a section template; every value is escaped, and hidden characters in it are spelled out."""
    return Section(_environment().get_template(f"sections/{template}.html.j2").render(**values), text)


def heading_section(title: str, as_of: str, finding: str, rubric: Rubric) -> Section:
    """Show the title of a report, the date given, and the finding in one sentence."""
    version = f"{rubric.title}, version {rubric.version}"
    return section(
        "heading", f"{title}. {finding}", title=title, as_of=as_of, finding=finding, rubric=version, audience=rubric.audience
    )


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
