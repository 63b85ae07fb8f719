"""Commands about badge files: what they say, what is missing, what is not safe to trust."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import click

from rubric_kit.cli.options import FILE, JSON, WORKSPACE, district, framework_packages
from rubric_kit.cli.printing import print_findings, print_json, print_table, progress_bar
from rubric_kit.intake import Intake, Item, ItemOutcome
from rubric_kit.intake.facts import Resolve


@click.command()
@WORKSPACE
@click.argument("paths", type=FILE, nargs=-1)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Day on which the badges are looked at; without it, today.")
@click.option("--contexts", type=FILE, help="Folder of further JSON-LD contexts for checking signatures.")
@click.option("--frameworks", "packages", type=FILE, multiple=True, help="A CASE package to look alignments up in; repeatable.")
@click.option("--missing", is_flag=True, help="Draft the letter to each issuer that asks for what is missing.")
@click.option("--facts", type=FILE, help="Also write the facts as a table (CSV), one row per badge.")
@click.option(
    "--list-template", type=FILE, help="Write a list (CSV) to fill in by hand, for badges and certificates without a file."
)
@JSON
def badges(
    paths: tuple[Path, ...],
    as_of: datetime | None,
    contexts: Path | None,
    packages: tuple[Path, ...],
    missing: bool,
    facts: Path | None,
    list_template: Path | None,
    as_json: bool,
) -> None:
    """Read badges: files, pictures, ZIP archives, lists, or folders of them; without PATHS those of the workspace.

    Says what each one says, what is missing, and what is not safe to trust. Nothing is fetched, and nothing about the
    earner is kept.
    """
    from rubric_kit.workspace import framework_look_up, read_badge_folder, write_fact_table, write_list_template

    if list_template is not None:
        write_list_template(list_template)
        click.echo(list_template)
        if not paths:
            return
    context = click.get_current_context()
    if not paths:
        place = district(context)
        if place is None:
            raise click.UsageError("Name badge files, or a folder of them.")
        paths = (Path(place.badges),)
    packages = (*framework_packages(context), *packages)
    look_up = framework_look_up(*packages) if packages else None
    day = as_of.date() if as_of else datetime.now(tz=UTC).astimezone().date()
    with progress_bar("Badges") as told:
        intake = read_badge_folder(*paths, contexts=contexts or "", as_of=day, progress=told)
    if facts is not None:
        write_fact_table(facts, intake.badges, as_of=day, look_up=look_up)
    if missing:
        _print_letters(intake, day, as_json=as_json)
    elif as_json:
        print_json([_object(item, day, look_up) for item in intake.items])
    else:
        _print_items(intake, day)
    sys.exit(0 if intake.badges or any(item.outcome is ItemOutcome.BADGE for item in intake.items) else 1)


@click.command()
@click.argument("paths", type=FILE, nargs=-1)
def frameworks(paths: tuple[Path, ...]) -> None:
    """List the frameworks that alignments are looked up in, or the items of CASE packages.

    PATHS are CASE 1.0 or 1.1 packages (JSON); without any, the frameworks that come with the kit are listed.
    """
    from rubric_kit.intake.frameworks import shipped_frameworks
    from rubric_kit.workspace import read_frameworks

    if not paths:
        rows = [(one.key, one.title, str(len(one.items)), one.creator) for one in shipped_frameworks()]
        print_table(("id", "framework", "items", "by"), rows)
        return
    for framework in read_frameworks(*paths):
        click.echo(f"{framework.title} ({framework.creator})")
        print_table(("code", "name", "level"), [(one.code or "", one.name, one.level or "") for one in framework.items])


def _object(item: Item, day: date, look_up: Resolve | None) -> dict[str, object]:
    from rubric_kit.intake.facts import facts, resolved_items

    badge = item.badge
    if badge is None:
        return item.plain(day) | {"badge": None, "facts": [], "framework_items": []}
    return item.plain(day) | {
        "badge": badge.plain(),
        "facts": [fact.plain() for fact in facts(badge, as_of=day, resolve=look_up)],
        "framework_items": [
            {"pack": one.pack, "code": one.code, "name": one.name, "url": one.url, "asserted_by": badge.issuer.name}
            for one in resolved_items(badge, look_up)
        ],
    }


def _print_items(intake: Intake, day: date) -> None:
    rows = [
        (
            "" if item.badge is None else item.badge.handle,
            item.path,
            item.outcome.value if item.badge is None else item.badge.name,
            "" if item.badge is None else item.badge.issuer.name,
            item.format,
            "" if item.verification is None else item.verification.outcome.value.replace("_", " "),
            item.dates(day).value if item.status.value in {"none", "unknown"} else item.status.value,
        )
        for item in intake.items
    ]
    print_table(("key", "file", "badge", "issuer", "what it is", "proof", "holds"), rows)
    print_findings(intake.findings, {item.label: item.path for item in intake.items})
    click.echo(_summary(intake))


def _summary(intake: Intake) -> str:
    counts = Counter(item.outcome for item in intake.items)
    proofs = Counter(badge.verification.outcome.value.replace("_", " ") for badge in intake.badges)
    told = ", ".join(f"{count} {words}" for words, count in sorted(proofs.items()))
    return (
        f"{len(intake.items)} items, {len(intake.badges)} badges ({told or 'none'}); "
        f"{counts[ItemOutcome.NOT_A_BADGE]} not a badge, {counts[ItemOutcome.UNREADABLE]} not readable."
    )


def _print_letters(intake: Intake, day: date, *, as_json: bool) -> None:
    from rubric_kit.intake import facts_of
    from rubric_kit.reports import issuer_letters

    letters = issuer_letters(intake.badges, facts_of(intake.badges, as_of=day), as_of=day)
    if as_json:
        print_json([{"issuer": one.issuer, "badges": list(one.badges), "text": one.text} for one in letters])
        return
    for number, letter in enumerate(letters):
        click.echo(("\n" + "=" * 75 + "\n\n" if number else "") + letter.text)
