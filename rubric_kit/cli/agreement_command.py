"""`rubric-kit ratings agreement`: how far people agree, percent first, and what changed since an earlier round."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from rubric_kit.cli.options import BADGES, FILE, JSON, RATINGS, RUBRIC
from rubric_kit.cli.printing import print_findings, print_json, print_table
from rubric_kit.model import Severity, visible

if TYPE_CHECKING:
    from rubric_kit.model import Badge, Finding, Rating, Rubric
    from rubric_kit.scoring.agreement import Agreement, CriterionAgreement, Facets, Figure

_ROUND = click.IntRange(min=1)
_COUNTS = ("criterion", "pairs", "same level", "same or next", "2 or more apart")
_COEFFICIENTS = {"alpha_ordinal_krippendorff": "alpha, ordinal by Krippendorff", "ac2_ordinal_gwet": "AC2, ordinal by Gwet"}


class _Read(NamedTuple):
    """Ratings of one round and what did not fit."""

    ratings: tuple[Rating, ...]
    findings: tuple[Finding, ...]


@click.command()
@RUBRIC
@BADGES
@RATINGS
@click.option("--round", "round_", type=_ROUND, help="Only what was said in this round; else what each said last.")
@click.option("--since", type=_ROUND, help="Also say what changed since this round.")
@click.option("--since-rubric", type=FILE, help="The version that was rated then, if its words were others.")
@click.option("--all", "everything", is_flag=True, help="Every figure with when not to use it, criterion by criterion.")
@JSON
def agreement(
    rubric: Path | str,
    badges: Path | str,
    ratings: str,
    round_: int | None,
    since: int | None,
    since_rubric: Path | None,
    everything: bool,
    as_json: bool,
) -> None:
    """Say how far people agree on the levels they gave: percent first, then what chance leaves of it.

    With fewer than 5 people or 6 badges there are counts only, and the reason.
    """
    from rubric_kit.scoring.agreement import agreement as agreed
    from rubric_kit.scoring.agreement import agreement_change, both_rounds, facets
    from rubric_kit.workspace import read_badge_folder, read_rubric

    if since_rubric is not None and since is None:
        raise click.UsageError("--since-rubric goes with --since.")
    version = read_rubric(rubric)
    intake = read_badge_folder(badges)
    keys = [badge.key for badge in intake.badges]
    read = _read(ratings, round_, version, intake.badges)
    found = agreed(version, read.ratings, keys)
    measures = facets(version, read.ratings, keys)
    change: tuple[str, ...] = ()
    # Of the badges only those that could not be read matter here: they are missing from the count.
    findings = (*(one for one in intake.findings if one.severity is Severity.ERROR), *read.findings)
    if since is not None:
        then = version if since_rubric is None else read_rubric(since_rubric)
        both = both_rounds(_read(ratings, since, then, intake.badges).ratings, read.ratings)
        change = (both.sentence, *agreement_change(agreed(then, both.before, keys), agreed(version, both.after, keys)))
    if as_json:
        head = {"rubric": version.fingerprint, "version": version.version, "round": round_}
        print_json({**head, **_plain(found, measures, change), "findings": [one.plain() for one in findings]})
        return
    for line in _lines(found, measures, change, everything=everything):
        click.echo(visible(line))
    if not everything:
        click.echo()
        _print_table(found)
    print_findings(findings)


def _read(place: str, round_: int | None, rubric: Rubric, badges: tuple[Badge, ...]) -> _Read:
    from rubric_kit.errors import InputError
    from rubric_kit.scoring.rounds import ratings_of
    from rubric_kit.workspace import read_ratings
    from rubric_kit.workspace.rating_places import holds_log, shown_name
    from rubric_kit.workspace.store import read_entries

    if round_ is None:
        return _Read(*read_ratings(place, rubric, badges))
    if not holds_log(place):
        message = f"{shown_name(place)} is a table of ratings, which knows no rounds; leave --round and --since out"
        raise InputError(message, where=place)
    read = read_entries(place)
    found = ratings_of(read.entries, round=round_)
    if not found:
        rounds = sorted({one.entry.round for one in read.entries})
        known = f"there are entries of {', '.join(map(str, rounds))}" if rounds else "it is empty"
        raise InputError(f"{shown_name(place)} holds no ratings of round {round_}; {known}", where=shown_name(place))
    return _Read(found, read.findings)


def _plain(found: Agreement, measures: Facets, change: tuple[str, ...]) -> dict[str, Any]:
    return {**found.plain(), "facets": measures.plain(), "change": list(change)}


def _lines(found: Agreement, measures: Facets, change: tuple[str, ...], *, everything: bool) -> Iterator[str]:
    yield from found.sentences
    for one in found.criteria:
        if one.refusal and one.refusal != found.whole.refusal:
            yield f"{one.name}: {one.refusal}"
    if change:
        yield ""
        yield from change
    yield ""
    yield from (one.sentence for one in found.severity)
    yield from measures.sentences
    if everything:
        for one in (*found.criteria, found.whole):
            yield from _in_full(one)


def _in_full(one: CriterionAgreement) -> Iterator[str]:
    yield ""
    yield one.name
    yield from (f"  {sentence}" for sentence in one.sentences)
    for figure in one.figures:
        if one.refusal and not figure.facts.is_share:
            continue
        yield f"  {figure.name}"
        yield f"    {figure.statistic}: {_shown(figure)}"
        yield f"    {figure.when_not}"


def _shown(figure: Figure) -> str:
    if figure.value is None:
        return f"none; {figure.why}"
    interval = f" ({figure.interval_text} in 95 of 100 cases)" if figure.interval_text else ""
    return f"{figure.text}{interval}{f'; {figure.note}' if figure.note else ''}"


def _print_table(found: Agreement) -> None:
    """Print one row for each criterion; where no coefficient may be shown at all there is no column for any."""
    rows = (*found.criteria, found.whole)
    refused = all(one.refusal for one in rows)
    columns = _COUNTS if refused else (*_COUNTS, *_COEFFICIENTS.values())
    print_table(columns, [_row(one)[: len(columns)] for one in rows])


def _row(one: CriterionAgreement) -> tuple[str, ...]:
    shares = (one.figure(key).text for key in ("exact", "adjacent"))
    coefficients = (_cell(one.figure(key)) for key in _COEFFICIENTS)
    return (one.name, f"{one.pairs.pairs:,}", *shares, f"{one.pairs.further:,}", *coefficients)


def _cell(figure: Figure) -> str:
    if figure.value is None:
        return "none"
    return f"{figure.text} ({figure.interval_text})" if figure.interval_text else figure.text
