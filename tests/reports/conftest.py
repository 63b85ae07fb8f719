"""One report on the sample badges for all tests here, a small review with ratings of our own, and a reader of pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import papermill
import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Rating, Rubric
from rubric_kit.reports import render_report
from rubric_kit.workspace import append_ratings, read_badge_folder, sample_badges_folder, sample_ratings_file, write_rubric

TITLE = "Outside badges, <autumn> & spring"
AS_OF = "2026-11-24"


class Page(HTMLParser):
    """A report as a browser's parser sees it: elements with their attributes, and the text inside each kind of element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    @property
    def text(self) -> str:
        return " ".join(text for tag, text in self.texts if tag != "style")

    def inside(self, tag: str) -> list[str]:
        """Return the texts that stand directly in elements of this kind."""
        return [text for at, text in self.texts if at == tag]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"meta", "br", "link", "img"}:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))


@dataclass(frozen=True)
class Made:
    """A report, its manifest, and what it was made from."""

    page_file: Path
    manifest_file: Path
    parameters: dict[str, str]
    page: Page = field(repr=False)
    manifest: dict[str, Any] = field(repr=False)


Levels = Mapping[str, Mapping[str, str]]


def made(parameters: dict[str, str], out: Path) -> Made:
    report = render_report("comparison", parameters, out)
    manifest = json.loads(report.manifest.read_text(encoding="utf-8"))
    return Made(report.page, report.manifest, parameters, Page(report.page.read_text(encoding="utf-8")), manifest)


@pytest.fixture(scope="session")
def render() -> Callable[[dict[str, str], Path], Made]:
    return made


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Render the report on the sample badges and the starter rubric, once."""
    folder = tmp_path_factory.mktemp("sample report")
    write_rubric(folder / "starter.json", starter_rubric())
    parameters = {
        "rubric": str(folder / "starter.json"),
        "badges": str(sample_badges_folder()),
        "ratings": str(sample_ratings_file()),
        "title": TITLE,
        "as_of": AS_OF,
    }
    return made(parameters, folder / "report.html")


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return starter_rubric()


@pytest.fixture
def small(tmp_path: Path, rubric: Rubric) -> Callable[[Levels], dict[str, str]]:
    """Copy sample badges and rate them: `small({"padlet_hobby.json": {"all": "l2", "locality": "unknown"}})`."""

    def make(levels: Levels) -> dict[str, str]:
        folder = tmp_path / "badges"
        folder.mkdir()
        for name in levels:
            shutil.copy(sample_badges_folder() / name, folder / name)
        write_rubric(tmp_path / "rubric.json", rubric)
        intake = read_badge_folder(folder)
        rows = [
            row
            for item in intake.items
            if item.badge and levels[item.path]
            for row in _rows(rubric, item.badge, levels[item.path])
        ]
        append_ratings(tmp_path / "ratings.csv", [row.replace(sequence=at) for at, row in enumerate(rows, start=1)])
        return {"rubric": str(tmp_path / "rubric.json"), "badges": str(folder), "ratings": str(tmp_path / "ratings.csv")}

    return make


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test fail if a kernel is asked for."""

    def refuse(*_arguments: object, **_options: object) -> None:
        pytest.fail("a kernel was asked for")

    monkeypatch.setattr(papermill, "execute_notebook", refuse)


def _rows(rubric: Rubric, badge: Badge, levels: Mapping[str, str]) -> list[Rating]:
    found = []
    for criterion in rubric.criteria:
        answer = levels.get(criterion.id, levels["all"])
        given = {"level": answer} if criterion.level(answer) else {"state": answer}
        found.append(
            Rating(
                sequence=1, rater="rater-1", badge=badge.key, criterion=criterion.id, wording=rubric.wording_fingerprint, **given
            )
        )
    return found
