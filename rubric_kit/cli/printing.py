"""Tables, findings and progress on a terminal: every cell is one line with hidden characters spelled out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import click

from rubric_kit.model import Finding, Severity, visible


def print_json(value: Any) -> None:
    """Print a value for programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_findings(findings: Iterable[Finding], paths: Mapping[str, str] | None = None) -> None:
    """Print findings, one line each; what is wrong goes to standard error.

    Parameters
    ----------
    findings : iterable of Finding
        The findings.
    paths : mapping, optional
        Name of a file by the label that findings bear: on a terminal a person wants to know which file is meant.
    """
    for finding in findings:
        named = finding if paths is None else finding.replace(where=paths.get(finding.where, finding.where))
        click.echo(visible(named.line()), err=finding.severity is not Severity.INFO)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; a cell holds at most 60 characters."""
    shown = [[_cell(cell) for cell in row] for row in (columns, *rows)]
    widths = [max(len(row[at]) for row in shown) for at in range(len(columns))]
    for row in shown:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function to be told how far the work is; a bar appears on a terminal after one second."""
    started, bars = time.monotonic(), dict[str, Any]()
    with ExitStack() as open_bars:

        def told(stage: str, done: int, of: int) -> None:
            if not sys.stderr.isatty() or time.monotonic() - started < 1 or not of:
                return
            if stage not in bars:
                bar = click.progressbar(length=of, label=f"{label}: {stage}", file=sys.stderr)
                bars[stage] = open_bars.enter_context(bar)
            bars[stage].update(done - bars[stage].pos)

        yield told


def _cell(text: str) -> str:
    line = visible(" ".join(str(text).split()))
    return line if len(line) <= 60 else f"{line[:59]}…"
