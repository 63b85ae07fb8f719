"""Commands about the versions of a rubric, and about rubrics that build on another."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from rubric_kit.cli.options import FILE, JSON, file_argument, refuse_to_replace
from rubric_kit.cli.printing import print_findings, print_json, print_table
from rubric_kit.model import visible


@click.command()
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@JSON
def diff(before: Path, after: Path, as_json: bool) -> None:
    """Say what changed between two versions of a rubric, or between a base rubric and one built on it."""
    from rubric_kit.authoring import rubric_changes
    from rubric_kit.workspace import read_rubric

    changes = rubric_changes(read_rubric(before), read_rubric(after))
    if as_json:
        print_json({"changes": [change.plain() for change in changes]})
        return
    for change in changes:
        click.echo(visible(change.sentence))
    if not changes:
        click.echo("Nothing was changed.")


@click.command()
@click.argument("base", type=FILE)
@click.argument("file", type=FILE)
@click.option("--id", "rubric_id", required=True, help="Short name of the new rubric: a-z, 0-9, _ and -.")
@click.option("--title", required=True, help="Its title.")
def topic(base: Path, file: Path, rubric_id: str, title: str) -> None:
    """Start a rubric for one topic on a BASE rubric, and write it to FILE."""
    from rubric_kit.authoring import publish, topic_rubric
    from rubric_kit.workspace import read_rubric, write_rubric

    refuse_to_replace(file)
    write_rubric(file, publish(topic_rubric(read_rubric(base), id=rubric_id, title=title)))
    click.echo(file)


@click.command()
@click.argument("file", type=FILE)
@click.argument("old_base", type=FILE)
@click.argument("new_base", type=FILE)
@click.option("-o", "--out", type=FILE, required=True, help="Rubric file to write: the next version of FILE.")
def follow(file: Path, old_base: Path, new_base: Path, out: Path) -> None:
    """Bring a new version of its base into a topic rubric: what FILE left alone follows the base, what it changed stays."""
    from rubric_kit.authoring import base_change, draft_problems, publish
    from rubric_kit.workspace import read_rubric, write_rubric

    refuse_to_replace(out)
    ours = read_rubric(file)
    found = base_change(ours, read_rubric(old_base), read_rubric(new_base))
    for change in found.taken:
        click.echo(visible(change.sentence))
    for conflict in found.conflicts:
        click.echo(visible(f"To decide: {conflict.path}: {conflict.sentence}"))
    problems = draft_problems(found.draft)
    print_findings(problems)
    if not problems:
        write_rubric(out, publish(found.draft, ours))
    many = "1 thing is" if len(problems) == 1 else f"{len(problems)} things are"
    click.echo(f"Nothing was written: {many} to be mended first." if problems else out, err=bool(problems))
    sys.exit(1 if problems else 0)


@click.command("publish")
@click.argument("changed", type=FILE)
@file_argument("the file of the published rubric")
def publish_version(changed: Path, file: Path) -> None:
    """Freeze CHANGED, a rubric file edited by hand, as the next version of what FILE holds.

    Every version is kept in a file of its own beside FILE; nothing that was published is ever replaced.
    """
    from rubric_kit.authoring import draft_problems, publish
    from rubric_kit.workspace import publish_rubric, read_rubric, read_rubric_json, version_path

    draft = read_rubric_json(changed)
    problems = draft_problems(draft)
    if problems:
        print_findings(problems)
        sys.exit(1)
    version = publish(draft, read_rubric(file) if file.exists() else None)
    publish_rubric(file, version)
    click.echo(f"{file.name} holds version {version.version} now; it is also kept as {version_path(file, version.version).name}.")


@click.command()
@file_argument("a rubric file")
@JSON
def versions(file: Path, as_json: bool) -> None:
    """List the published versions that are kept beside a rubric file, and say whether one was changed by hand."""
    from rubric_kit.authoring import rubric_changes
    from rubric_kit.workspace import rubric_versions

    found = rubric_versions(file)
    earlier = [None, *(one.rubric for one in found.files)]
    rows = [
        (
            str(one.rubric.version),
            one.rubric.fingerprint[:12],
            str(len(rubric_changes(before, one.rubric))) if before else "",
            one.path.name,
        )
        for before, one in zip(earlier, found.files, strict=False)
    ]
    if as_json:
        kept = [
            {
                "version": one.rubric.version,
                "fingerprint": one.rubric.fingerprint,
                "parent": one.rubric.parent,
                "file": one.path.name,
            }
            for one in found.files
        ]
        print_json({"versions": kept, "findings": [one.plain() for one in found.findings]})
    else:
        print_table(("version", "fingerprint", "changes", "file"), rows)
        print_findings(found.findings)
    sys.exit(1 if found.findings else 0)
