"""`rubric-kit ratings`: the log of what was said: brought together, counted, written out, checked, copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rubric_kit.cli.options import FILE, JSON, OWN_BADGES_IF_ANY, OWN_RUBRIC_IF_ANY, STORE, STORE_PLACE, refuse_to_replace
from rubric_kit.cli.printing import print_findings, print_json, print_table
from rubric_kit.cli.round_commands import open_round, reveal
from rubric_kit.cli.sheet_commands import key, sheet
from rubric_kit.model import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rubric_kit.workspace.rating_counts import RaterCount
    from rubric_kit.workspace.store import MergeResult


@click.group()
def ratings() -> None:
    """Ratings: bring several laptops' together, print and key score sheets, count, check and copy."""


ratings.add_command(key)
ratings.add_command(sheet)
ratings.add_command(reveal)
ratings.add_command(open_round)


@ratings.command()
@click.argument("into")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@OWN_RUBRIC_IF_ANY
@OWN_BADGES_IF_ANY
@click.option("--steps", is_flag=True, help="Also bring in the leader's steps: rounds that were opened or shown there.")
@JSON
def merge(into: str, files: tuple[str, ...], rubric: Path | None, badges: Path | None, steps: bool, as_json: bool) -> None:
    """Bring the ratings of FILE... into the database INTO: databases, logs (CSV) and tables of ratings (CSV).

    In any order, and as often as you like: nothing is lost and nothing counts twice. Where one rater answered differently on two
    laptops both answers are kept and listed. Tables of ratings need the rubric and the badges that were rated.
    """
    from rubric_kit.workspace import read_badge_folder, read_rubric
    from rubric_kit.workspace.rating_places import holds_log
    from rubric_kit.workspace.store import merge as merged
    from rubric_kit.workspace.store import open_store

    # Only tables of ratings need them, and a badge that cannot be read is no reason to leave a log outside.
    has_table = rubric is not None and badges is not None and not all(holds_log(file) for file in files)
    version = read_rubric(rubric) if has_table and rubric is not None else None
    read = read_badge_folder(badges).badges if has_table and badges is not None else ()
    with open_store(into) as store:
        result = merged(store, files, rubric=version, badges=read, steps=steps)
        banner = store.banner
    if as_json:
        print_json(_plain(result))
        return
    _print_merged(result)
    if banner:
        click.echo(visible(banner), err=True)


@ratings.command("list")
@STORE_PLACE
@click.option("--answers", is_flag=True, help="Also print what everybody said; nobody should see it before the reveal.")
@JSON
def list_ratings(place: str, answers: bool, as_json: bool) -> None:
    """Say who has given how many answers in each round: codes and counts, not what was said."""
    from rubric_kit.workspace.rating_counts import answer_rows, rater_counts
    from rubric_kit.workspace.store import read_entries

    read = read_entries(place)
    counts = rater_counts(read.entries)
    said = answer_rows(read.entries) if answers else ()
    if as_json:
        plain: dict[str, object] = {"raters": [one._asdict() for one in counts]}
        print_json(plain | ({"answers": [one._asdict() for one in said]} if answers else {}))
        return
    _print_counts(counts)
    if said:
        click.echo("")
        print_table(said[0]._fields, [tuple(map(str, one)) for one in said])
    print_findings(read.findings)


@ratings.command()
@STORE
@click.argument("file", type=FILE)
@click.option("--table", is_flag=True, help="Write the table of ratings of earlier versions instead: the answers that count now.")
def export(ratings: str, file: Path, table: bool) -> None:
    """Write the whole log to FILE (CSV), for a stick or an e-mail; `ratings merge` takes it in again."""
    from rubric_kit.scoring.rounds import ratings_of
    from rubric_kit.workspace import append_ratings
    from rubric_kit.workspace.store import read_entries, write_entries

    refuse_to_replace(file)
    read = read_entries(ratings)
    if table:
        rows = ratings_of(read.entries)
        append_ratings(file, rows)
        told = (
            f"{len(rows):,} ratings. A table has no place for rounds, gut calls and answers that were changed: they stay behind."
        )
    else:
        write_entries(file, read.entries)
        told = f"{len(read.entries):,} entries: everything that was said."
    click.echo(file)
    click.echo(told)


@ratings.command()
@STORE_PLACE
def verify(place: str) -> None:
    """Check every row of a database of ratings, and that none is missing or was changed by hand."""
    from rubric_kit.workspace.store import open_store

    with open_store(place, create=False, read_only=True) as store:
        store.verify()
        click.echo(f"{store.place}: whole, {store.last_sequence():,} entries.")


@ratings.command()
@STORE_PLACE
def backup(place: str) -> None:
    """Copy a database of ratings into the folder `backups` beside it, and check the copy; the last five are kept."""
    from rubric_kit.errors import InputError
    from rubric_kit.workspace.store import newest_good_backup, open_store

    with open_store(place, create=False) as store:
        store.backup()
        shown, banner = store.place, store.banner
    newest = None if "://" in shown else newest_good_backup(Path(shown))
    if newest is None:
        why = banner or "it is on a server, or empty; whoever keeps the server copies it"
        raise InputError(f"{shown} was not copied: {why}", where=shown)
    click.echo(newest.sentence)


@ratings.command()
@STORE_PLACE
def restore(place: str) -> None:
    """Put a good copy in the place of a damaged database, with what can be saved of it; the damaged file is kept."""
    from rubric_kit.workspace.store.restoring import restore as restored

    click.echo(restored(place).sentence)


def _print_merged(result: MergeResult) -> None:
    click.echo(f"{result.added:,} entries added, {result.already:,} were there already.")
    if result.conflicts:
        many = "answer differs" if len(result.conflicts) == 1 else "answers differ"
        click.echo(f"{len(result.conflicts)} {many}. Both are kept, and until it is settled that counts as cannot tell:")
    for conflict in result.conflicts:
        click.echo(visible(f"  {conflict.sentence}."))
    print_findings(result.findings)


def _plain(result: MergeResult) -> dict[str, object]:
    return {
        "added": result.added,
        "already": result.already,
        "conflicts": [
            {**one.cell._asdict(), "entries": [entry.entry.id for entry in one.entries], "sentence": one.sentence}
            for one in result.conflicts
        ],
        "findings": [one.plain() for one in result.findings],
    }


def _print_counts(counts: Sequence[RaterCount]) -> None:
    if not counts:
        click.echo("Nobody has answered yet.")
        return
    rows = [
        (str(one.round), one.rater, str(one.answers), str(one.gut_calls), str(one.conflicts), "yes" if one.done else "")
        for one in counts
    ]
    print_table(("round", "rater", "answers", "gut calls", "in conflict", "said done"), rows)
