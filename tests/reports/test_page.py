"""From notebook to page: code stays behind, text is escaped, and nothing active gets through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import ReportError
from rubric_kit.reports import render_report
from rubric_kit.reports.page import html_page, refuse_active_content
from rubric_kit.workspace import sample_badges_folder, sample_ratings_file, write_rubric


def notebook(data: dict[str, str], source: str = "secret_code()") -> nbformat.NotebookNode:
    output = nbformat.v4.new_output("execute_result", data=data, execution_count=1)
    stream = nbformat.v4.new_output("stream", name="stderr", text="a warning with /a/path")
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source, outputs=[stream, output])])


def test_outputs_are_shown_and_code_and_warnings_are_not() -> None:
    page = html_page(notebook({"text/html": "<p>shown</p>", "text/plain": "other"}), title="A & B <c>", language="fr-CA")
    assert "<p>shown</p>" in page
    assert '<html lang="fr-CA">' in page
    assert "<title>A &amp; B &lt;c&gt;</title>" in page
    for hidden in ("secret_code", "/a/path", "other"):
        assert hidden not in page


def test_text_without_html_is_escaped() -> None:
    page = html_page(notebook({"text/plain": "<b onclick=x>1 & 2"}), title="T", language="en")
    assert "<pre>&lt;b onclick=x&gt;1 &amp; 2</pre>" in page


def test_the_notebook_that_was_given_is_left_as_it_was() -> None:
    given = notebook({"text/html": "<p>shown</p>"})
    before = nbformat.writes(given)
    html_page(given, title="T", language="en")
    assert nbformat.writes(given) == before


ACTIVE = [
    ("<script>1</script>", "an element <script>"),
    ("<SCRIPT src=x></SCRIPT>", "an element <script>"),
    ('<p onclick="x()">1</p>', "an event attribute onclick on <p>"),
    ('<svg onload="x()"></svg>', "an event attribute onload on <svg>"),
    ("<svg><animate/></svg>", "an element <animate>"),
    ("<svg><foreignObject></foreignObject></svg>", "an element <foreignobject>"),
    ('<a href="https://example.org">1</a>', "an address in href on <a>"),
    ('<a href="javascript:1">1</a>', "an address in href on <a>"),
    ("<a href=''>1</a>", "an address in href on <a>"),
    ('<svg><use xlink:href="http://example.org/a.svg#b"/></svg>', "an address in xlink:href on <use>"),
    ('<p style="background: URL( http://example.org/a.png)">1</p>', "an address in the style of <p>"),
    ('<p style="background: u\\72l(http://example.org/a.png)">1</p>', "an address in the style of <p>"),
    ('<svg><path fill="url(https://example.org/a.svg#b)"/></svg>', "an address in the fill of <path>"),
    ("<iframe></iframe>", "an element <iframe>"),
    ('<img src="data:image/png;base64,">', "an element <img>"),
    ("<form></form>", "an element <form>"),
    ('<base href="/x">', "an element <base>"),
    ('<link rel="stylesheet" href="#">', "an element <link>"),
    ('<meta http-equiv="refresh" content="0;url=http://example.org">', "an http-equiv of 'refresh'"),
    ("<!--><script>1</script>-->", "a comment '><script>1</script>'"),
    ("<![CDATA[x><script>1</script>]]>", "a marked section 'CDATA[x><script>1</script>'"),
    ("<style>p {}</style><style>@import 'x'</style>", "a second <style>"),
]


@pytest.mark.parametrize(("active", "named"), ACTIVE)
def test_active_content_is_refused_by_name(active: str, named: str) -> None:
    with pytest.raises(ReportError) as caught:
        refuse_active_content(f"<!DOCTYPE html><html><body><p>before</p>{active}<p>after</p></body></html>")
    assert caught.value.message == f"the report would hold {named}; it was not written"


@pytest.mark.parametrize(
    "harmless",
    [
        '<a href="#report">1</a>',
        "<p>&lt;script&gt; onclick=x href=javascript: url(http://example.org)</p>",
        '<svg><path fill="url(#gradient)" clip-path="url(#clip0)" style="stroke: #000"/><use xlink:href="#a"/></svg>',
        '<svg aria-label="url(http://example.org) &lt;script&gt;"></svg>',
    ],
)
def test_harmless_content_passes(harmless: str) -> None:
    refuse_active_content(f"<!DOCTYPE html><html><body>{harmless}</body></html>")


@pytest.mark.parametrize("active", ["<script>document.title='taken'</script>", "<p onload=x>", "<iframe></iframe>"])
def test_a_page_with_active_content_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, active: str) -> None:
    def executed(*_arguments: Any, **_options: Any) -> nbformat.NotebookNode:
        return notebook({"text/html": active})

    monkeypatch.setattr(papermill, "execute_notebook", executed)
    parameters = {"rubric": "", "badges": str(sample_badges_folder()), "ratings": str(sample_ratings_file())}
    rubric = tmp_path / "rubric.json"
    write_rubric(rubric, starter_rubric())
    with pytest.raises(ReportError, match=r"^the report would hold an .*; it was not written$"):
        render_report("comparison", parameters | {"rubric": str(rubric)}, tmp_path / "report.html")
    assert [one.name for one in tmp_path.iterdir()] == ["rubric.json"]


@pytest.mark.parametrize("language", ["en", "fr", "fr-CA", "haw", "zh-Hant"])
def test_the_page_tells_its_language(language: str) -> None:
    assert f'<html lang="{language}">' in html_page(notebook({"text/html": "<p>1</p>"}), title="T", language=language)
