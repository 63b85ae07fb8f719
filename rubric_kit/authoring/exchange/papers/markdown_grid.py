"""A rubric as a Markdown document: a table, sample text, the rules in sentences, sources; nothing in it is live."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.papers.paper import Paper, PaperCriterion, PaperLevel, paper_losses, paper_of
from rubric_kit.model import Rubric

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~#!$@&<>]")
# Renderers make links of bare addresses; a backslash in front of the mark keeps them words.
_ADDRESS = re.compile(r":(?=/)|(?<=www)\.", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)(\d{1,9})?([-+=.):])")


def inert(text: str) -> str:
    r"""Return text that Markdown shows as it stands: no markup, no HTML, no links, no line breaks.

    Examples
    --------
    >>> inert("[x](http://a.example) | <b>")
    '\\[x\\](http\\://a.example) \\| &lt;b&gt;'
    """
    line = _SPECIAL.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), " ".join(text.split()))
    line = _ADDRESS.sub(lambda found: f"\\{found[0]}", line)
    return _LINE_START.sub(lambda found: f"{found[1]}{found[2] or ''}\\{found[3]}", line)


def inert_lines(text: str, between: str = "<br>") -> str:
    """Return text of several lines as it may stand in a table's cell."""
    return between.join(inert(line) for line in text.split("\n"))


def write_markdown(rubric: Rubric) -> Written:
    """Write a rubric as a Markdown document with one table."""
    text = "\n".join(_lines(paper_of(rubric)))
    return Written(f"{text}\n".encode("utf-8", "replace"), paper_losses(rubric))


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {inert(paper.title)}"
    for paragraph in (*paper.purpose.split("\n"), *paper.facts):
        if paragraph.strip():
            yield from ("", inert(paragraph))
    yield ""
    yield from _table(paper)
    if paper.samples:
        yield from ("", "## Sample text for levels")
        for sample in paper.samples:
            yield from ("", f"### {inert(sample.place)}", "")
            yield "> " + inert_lines(sample.text, "<br>\n> ")
            if sample.source:
                yield from ("", f"From: {inert(sample.source)}")
    yield from _list("Vision and mission", paper.targets, "{}.")
    yield from _list("How ratings become a decision", paper.policy, "-")
    yield from _list("Sources", paper.sources, "{}.")
    yield from ("", f"Fingerprint of this version: {paper.fingerprint}")


def _list(title: str, items: tuple[str, ...], mark: str) -> Iterator[str]:
    if items:
        yield from ("", f"## {title}", "")
        for number, item in enumerate(items, start=1):
            yield f"{mark.format(number)} {inert(item)}"


def _table(paper: Paper) -> Iterator[str]:
    first = paper.criteria[0].levels
    numbered = [f"Level {number}" for number in range(1, paper.most_levels + 1)]
    labels = [f"{inert(level.name)} ({level.points})" for level in first] if paper.one_ladder else numbered
    yield _row(["Criterion", "Question", "Weight", *labels])
    yield _row(["---", "---", "---:", *["---"] * len(labels)])
    for criterion in paper.criteria:
        cells = [_cell(level, named=not paper.one_ladder) for level in criterion.levels]
        yield _row([inert(criterion.name), _question(criterion), _weight(criterion), *cells, *[""] * (len(labels) - len(cells))])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _question(criterion: PaperCriterion) -> str:
    more = ". ".join(filter(None, (criterion.serves, f"Sources {criterion.marks}" if criterion.marks else "")))
    return inert_lines(criterion.question) + (f"<br>{inert(more)}." if more else "")


def _weight(criterion: PaperCriterion) -> str:
    return f"{criterion.weight.removesuffix(' of 100')}%"


def _cell(level: PaperLevel, *, named: bool) -> str:
    first = f"{inert(level.name)} ({level.points})<br>" if named else ""
    return first + inert_lines(level.descriptor) + (f" {inert(level.marks)}" if level.marks else "")


FORMAT = Format(
    name="markdown",
    title="Markdown document",
    suffix=".md",
    takes="rows",
    recognise=None,
    read=None,
    write=write_markdown,
)
"""The format."""
