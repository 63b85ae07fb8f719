"""What stands on paper of a rubric, for every form that people read: print page, large print, Markdown, Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import jinja2

from rubric_kit.authoring.exchange.finding_codes import shortened
from rubric_kit.authoring.exchange.form import Loss
from rubric_kit.authoring.exchange.grids.grid_own import points_words
from rubric_kit.authoring.exchange.grids.grid_writing import has_one_ladder
from rubric_kit.authoring.policy_words import policy_sentences
from rubric_kit.model import Criterion, Level, Rubric, visible
from rubric_kit.model.rule_words import exact_share

_TEMPLATES = Path(__file__).parent / "templates"
WIDE = 5
"""With more levels than this, or with long texts, a table is too wide for a page: each criterion then has its own."""
_LONG_ROW = 1_400


class PaperLevel(NamedTuple):
    """A level on paper."""

    name: str
    points: str
    """Points in words, such as "2 points"."""
    descriptor: str
    marks: str
    """Numbers of its sources, such as "[1, 3]"; empty if it has none."""


class PaperCriterion(NamedTuple):
    """A criterion on paper."""

    number: int
    name: str
    question: str
    weight: str
    """Its weight in words, such as "25 of 100"."""
    serves: str
    """The vision and mission items it serves, in words; may be empty."""
    marks: str
    """Numbers of its sources."""
    levels: tuple[PaperLevel, ...]


class PaperSample(NamedTuple):
    """A piece of sample text on paper."""

    place: str
    """Criterion and level, such as "Criteria clarity, Tasks listed"."""
    text: str
    source: str


class Paper(NamedTuple):
    """A rubric on paper; texts are not escaped, but hidden characters in them are spelled out."""

    title: str
    purpose: str
    language: str
    facts: tuple[str, ...]
    """Sentences about the version, its readers and what it builds on."""
    fingerprint: str
    criteria: tuple[PaperCriterion, ...]
    one_ladder: bool
    """Whether all criteria have levels of the same names and points."""
    most_levels: int
    wide: bool
    """Whether a table with all levels side by side is too wide for a page."""
    samples: tuple[PaperSample, ...]
    targets: tuple[str, ...]
    policy: tuple[str, ...]
    sources: tuple[str, ...]


def paper_of(rubric: Rubric) -> Paper:
    """Return what stands on paper of a rubric."""
    numbers = {one.id: at for at, one in enumerate(rubric.citations, start=1)}
    criteria = tuple(_criterion(at, one, rubric, numbers) for at, one in enumerate(rubric.criteria, start=1))
    most = max(len(one.levels) for one in criteria)
    longest = max(sum(len(level.descriptor) for level in one.levels) for one in criteria)
    return Paper(
        title=visible(rubric.title),
        purpose=visible(rubric.purpose),
        language=rubric.language,
        facts=tuple(_facts(rubric)),
        fingerprint=rubric.fingerprint,
        criteria=criteria,
        one_ladder=has_one_ladder(rubric),
        most_levels=most,
        wide=most > WIDE or longest > _LONG_ROW,
        samples=tuple(_samples(rubric)),
        targets=tuple(visible(one.text) for one in rubric.targets),
        policy=tuple(visible(one.text) for one in policy_sentences(rubric)),
        sources=tuple(visible(f"{one.text} {one.url or ''}".strip()) for one in rubric.citations),
    )


def paper_losses(rubric: Rubric) -> tuple[Loss, ...]:
    """List what paper does not carry: what only a program reads, and ids."""
    losses = [
        _lost("parent", rubric.parent, "The version this one was made from is not printed; this one's fingerprint is."),
        _lost("base", rubric.base.title if rubric.base else "", "Its title and version are printed, its short name is not."),
        *_level_losses(rubric),
        _lost("criteria.*.id", "; ".join(one.id for one in rubric.criteria), "On paper, names take the place of ids."),
        _lost("criteria.*.levels.*.id", "", "On paper, names take the place of ids.", always=True),
        _lost("targets.*.id", "; ".join(one.id for one in rubric.targets), "On paper, numbers take the place of ids."),
        _lost("citations.*.id", "; ".join(one.id for one in rubric.citations), "On paper, numbers take the place of ids."),
        _lost("policy", "ids and kinds of outcomes", "The rules are printed as sentences for people, not for programs."),
        _lost("set_aside", "; ".join(one.reason for one in rubric.set_aside), "Findings left standing are not printed."),
    ]
    return tuple(one for one in losses if one is not None)


def page(template: str, paper: Paper, **values: Any) -> bytes:
    """Fill a page template; every value is escaped, so that no text of a rubric can become markup."""
    text = _environment().get_template(f"{template}.html.j2").render(paper=paper, **values)
    return f"{text.strip()}\n".encode("utf-8", "replace")


def ours(rubric: Rubric) -> str:
    """Return the mark for this kit's own words on a page in another language."""
    return "" if rubric.language.partition("-")[0] == "en" else "en"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _facts(rubric: Rubric) -> Iterator[str]:
    yield f"Rubric {rubric.id}, version {rubric.version}. Read by: {visible(rubric.audience)}. Language: {rubric.language}."
    if rubric.base is not None:
        yield f"It builds on «{visible(rubric.base.title)}», version {rubric.base.version}."


def _criterion(at: int, criterion: Criterion, rubric: Rubric, numbers: Mapping[str, int]) -> PaperCriterion:
    places = [number for number, one in enumerate(rubric.targets, start=1) if one.id in criterion.targets]
    items = "item" if len(places) == 1 else "items"
    return PaperCriterion(
        at,
        visible(criterion.name),
        visible(criterion.question),
        f"{exact_share(criterion.weight)} of 100",
        f"Serves {items} {', '.join(map(str, places))} of the vision and mission" if places else "",
        _marks(criterion.citations, numbers),
        tuple(_level(one, numbers) for one in criterion.levels),
    )


def _level(level: Level, numbers: Mapping[str, int]) -> PaperLevel:
    return PaperLevel(visible(level.name), points_words(level), visible(level.descriptor), _marks(level.citations, numbers))


def _marks(citations: Sequence[str], numbers: Mapping[str, int]) -> str:
    found = sorted({numbers[one] for one in citations})
    return f"[{', '.join(map(str, found))}]" if found else ""


def _samples(rubric: Rubric) -> Iterator[PaperSample]:
    for criterion in rubric.criteria:
        for level in criterion.levels:
            for one in level.anchors:
                yield PaperSample(visible(f"{criterion.name}, {level.name}"), visible(one.text), visible(one.source or ""))


def _level_losses(rubric: Rubric) -> Iterator[Loss]:
    for criterion in rubric.criteria:
        for level in criterion.levels:
            place = f"criteria.{criterion.id}.levels.{level.id}"
            if level.look_fors:
                words = "; ".join(one.fact for one in level.look_fors)
                why = "Facts that suggest a level are for the program; a person reads the level's text."
                yield Loss(path=f"{place}.look_fors", words=shortened(words), why=why)
            if any(one.badge for one in level.anchors):
                why = "Text and source are printed; the key of the sample badge is not."
                yield Loss(path=f"{place}.anchors", words=shortened(level.anchors[0].text), why=why)


def _lost(path: str, words: str | None, why: str, *, always: bool = False) -> Loss | None:
    return Loss(path=path, words=shortened(words or ""), why=why) if words or always else None
