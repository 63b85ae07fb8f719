"""`rubric-kit ratings sheet` and `rubric-kit ratings key`: rating on paper, and what was ticked keyed in again."""

from __future__ import annotations

import re
from pathlib import Path

import click

from rubric_kit.cli.options import BADGES, FILE, JSON, RUBRIC, STORE, refuse_to_replace
from rubric_kit.cli.printing import print_findings, print_json
from rubric_kit.model import ID_PATTERN, Severity, visible


def _codes(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(value.replace(",", " ").split()))
    for code in codes:
        if not re.fullmatch(ID_PATTERN, code):
            raise click.BadParameter(f"{visible(code)!r} is no code; a-z, 0-9, _ and - are allowed.")
    return codes


@click.command()
@RUBRIC
@BADGES
@click.option("-o", "--out", type=FILE, required=True, help="Page to write (HTML); print it on Letter or A4.")
@click.option(
    "--raters", callback=_codes, default="", metavar="CODES", help="Print these codes: rater-1,rater-2. Each gets a set."
)
@click.option("--table", type=FILE, help="Also write the table (CSV) that the filled-in sheets are keyed into.")
def sheet(rubric: Path | str, badges: Path | str, out: Path, raters: tuple[str, ...], table: Path | None) -> None:
    """Print score sheets: a page for each badge, with its number and four letters by which it is keyed in."""
    from rubric_kit.workspace import read_badge_folder, read_rubric, write_file
    from rubric_kit.workspace.score_sheets import sheets_to_print, table_to_key

    for file in filter(None, (out, table)):
        refuse_to_replace(file)
    version, intake = read_rubric(rubric), read_badge_folder(badges)
    write_file(out, sheets_to_print(version, intake.badges, raters))
    click.echo(out)
    if table is not None:
        write_file(table, table_to_key(version, intake.badges, raters))
        click.echo(table)
    # Whatever could not be read has no sheet; the rest of what is to be known about badges `rubric-kit badges` tells.
    print_findings(one for one in intake.findings if one.severity is Severity.ERROR)


@click.command()
@STORE
@RUBRIC
@BADGES
@click.argument("file", type=FILE)
@click.option("--round", "round_number", type=click.IntRange(1, 99), help="Round the sheets belong to; without it, the open one.")
@click.option("--replace", is_flag=True, help="Take the place of other answers that the same rater gave to the same question.")
@JSON
def key(
    ratings: str, rubric: Path | str, badges: Path | str, file: Path, round_number: int | None, replace: bool, as_json: bool
) -> None:
    """Key filled-in score sheets in: FILE (CSV or XLSX) has a row for each sheet and a mark for each answer.

    Columns: rater, badge, gut (a, n or u) and one for each criterion: 1 for the lowest level, ? cannot tell, w withheld, n does
    not apply. A cell that does not fit is told by its address, and the rest is taken.
    """
    from rubric_kit.workspace import read_badge_folder, read_rubric
    from rubric_kit.workspace.keyed_sheets import key_sheets
    from rubric_kit.workspace.store import open_store

    version, read = read_rubric(rubric), read_badge_folder(badges).badges
    with open_store(ratings) as store:
        keyed = key_sheets(store, file, version, read, round=round_number, replace=replace)
        banner = store.banner
    if as_json:
        print_json({**keyed._asdict(), "findings": [one.plain() for one in keyed.findings]})
        return
    click.echo(f"{keyed.added:,} answers added, {keyed.already:,} were there already.")
    print_findings(keyed.findings)
    if banner:
        click.echo(visible(banner), err=True)
