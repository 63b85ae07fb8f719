"""Tables about badges: the list to fill in by hand, the facts with one row per badge, and framework packages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from rubric_kit.errors import InputError
from rubric_kit.intake import FACT_NAMES, facts, strict_json
from rubric_kit.intake.facts import Resolve
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.frameworks import read_case_package, resolve, shipped_frameworks
from rubric_kit.model import Badge, Fact, Framework
from rubric_kit.model.formula_guard import guarded
from rubric_kit.workspace.files import MOST_BYTES, read_file, write_file


def write_list_template(path: Path) -> None:
    """Write the list that a person fills in for badges and certificates without a file; one that is there is kept.

    Raises
    ------
    InputError
        The file is there already, or cannot be written.
    """
    from rubric_kit.intake.lists.described_item import list_template

    if path.exists():
        raise InputError(f"{path} is there already; name another file", where=str(path))
    write_file(path, list_template())


def write_fact_table(path: Path, badges: Iterable[Badge], *, as_of: date | None = None, look_up: Resolve | None = None) -> None:
    """Write the facts of badges as a CSV table, one row per badge; text that a spreadsheet would run is defused.

    Raises
    ------
    InputError
        The file cannot be written.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(["key", "badge", "issuer", *FACT_NAMES])
    for badge in badges:
        cells = (badge.name, badge.issuer.name, *(fact_text(fact) for fact in facts(badge, as_of=as_of, resolve=look_up)))
        table.writerow([badge.handle, *map(guarded, cells)])
    write_file(path, b"\xef\xbb\xbf" + text.getvalue().encode())


def fact_text(fact: Fact) -> str:
    """Return a fact as one cell of a table: its number and words where it is present, else its state."""
    if fact.state != "present":
        return fact.state.value
    told = ", ".join(fact.values)
    if fact.number is None:
        return told or "present"
    return f"{fact.number} ({told})" if told else str(fact.number)


def framework_look_up(*paths: Path | str) -> Resolve:
    """Return what looks an alignment up in the kit's own frameworks and in a district's CASE packages.

    Give it to `rubric_kit.intake.facts` as `resolve`.

    Raises
    ------
    InputError
        A file cannot be read, or is no CASE package.
    """
    packs = (*shipped_frameworks(), *read_frameworks(*paths))
    return lambda alignment: resolve(alignment, packs)


def read_frameworks(*paths: Path | str) -> tuple[Framework, ...]:
    """Read CASE 1.0 or 1.1 packages.

    Raises
    ------
    InputError
        A file cannot be read, or is no CASE package.
    """
    found: list[Framework] = []
    for path in map(Path, paths):
        document = strict_json(read_file(path), where=str(path), max_bytes=MOST_BYTES)
        remarks = Remarks(path.name)
        framework = read_case_package(document, remarks) if isinstance(document, Mapping) else None
        if framework is None:
            why = remarks.findings[0].message if remarks.findings else "the JSON is no object"
            raise InputError(f"{path} is no CASE package: {why}", where=str(path))
        found.append(framework)
    return tuple(found)
