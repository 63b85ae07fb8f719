"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from rubric_kit.errors import InputError

# Whether a path may be read is told by the place that reads it, as bad input and not as a wrong call.
FILE = click.Path(path_type=Path, readable=False)
RUBRIC = click.option("--rubric", "rubric", required=True, type=FILE, help="Rubric file (JSON).")
BADGES = click.option("--badges", "badges", required=True, type=FILE, help="Badge file, or folder of badge files.")
RATINGS = click.option("--ratings", "ratings", required=True, type=FILE, help="Ratings table (CSV).")
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")


def refuse_to_replace(file: Path) -> None:
    """Keep a file that is there.

    Raises
    ------
    InputError
        There is a file of that name.
    """
    if file.exists():
        raise InputError(f"{file} is there already; name another file", where=str(file))
