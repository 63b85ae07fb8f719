"""From an executed notebook to one self-contained HTML page that runs nothing and asks for nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nbformat
from nbconvert.exporters import HTMLExporter

from rubric_kit.errors import ReportError
from rubric_kit.reports.section import TEMPLATE_FOLDER

_ACTIVE_TAGS = {
    "script",
    "iframe",
    "frame",
    "applet",
    # Browsers read what is inside these in their own way, which a second parser cannot follow.
    "noscript",
    "template",
    "textarea",
    "math",
    "object",
    "embed",
    "link",
    "base",
    "form",
    "foreignobject",
    "animate",
    "set",
    "image",
    "img",
    "video",
    "audio",
}
_PAINT_ATTRIBUTES = {
    "style",
    "fill",
    "stroke",
    "filter",
    "mask",
    "clip-path",
    "cursor",
    "marker-start",
    "marker-mid",
    "marker-end",
}
_ADDRESS_ATTRIBUTES = {"href", "src", "xlink:href", "action", "formaction", "data", "poster", "srcset", "background"}


def html_page(notebook: nbformat.NotebookNode, *, title: str, language: str) -> str:
    """Render an executed notebook with our own template.

    Raises
    ------
    ReportError
        The page holds something that could run or ask the network; it is never written then.
    """
    notebook = nbformat.from_dict(notebook)  # the caller's notebook keeps its own metadata
    # The exporter's own language_code knows two-letter codes only and would call a page in fr-CA English.
    notebook.metadata |= {"title": title, "language": language}
    exporter = HTMLExporter(
        template_name="report",
        extra_template_basedirs=[str(TEMPLATE_FOLDER)],
        exclude_anchor_links=True,
        mathjax_url="",
        require_js_url="",
        jquery_url="",
        mermaid_js_url="",
        widget_renderer_url="",
        jupyter_widgets_base_url="",
    )
    page, _ = exporter.from_notebook_node(notebook)
    text = re.sub(r"\n{3,}", "\n\n", page).strip() + "\n"
    refuse_active_content(text)
    return text


def refuse_active_content(page: str) -> None:
    """Look through a page for anything that could run or ask the network.

    Everything in a report is escaped where it is made; this is the second look, before the file is written.

    Raises
    ------
    ReportError
        Something was found; the message names the element.
    """
    watcher = _Watcher()
    watcher.feed(page)
    watcher.close()
    if watcher.found:
        raise ReportError(f"the report would hold {watcher.found[0]}; it was not written", where="report")


class _Watcher(HTMLParser):
    """Collects elements and attributes that have no place in a report."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.style_elements = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE_TAGS:
            self.found.append(f"an element <{tag}>")
        self.style_elements += tag == "style"
        if self.style_elements > 1:
            self.found.append("a second <style>")
        for name, value in attrs:
            if name == "http-equiv" and (value or "").lower() != "content-security-policy":
                self.found.append(f"an http-equiv of {value!r}")
            if name.startswith("on"):
                self.found.append(f"an event attribute {name} on <{tag}>")
            if name in _ADDRESS_ATTRIBUTES and not (value or "").startswith("#"):
                self.found.append(f"an address in {name} on <{tag}>")
            if name in _PAINT_ATTRIBUTES and _outside_paint(value or ""):
                self.found.append(f"an address in the {name} of <{tag}>")

    def handle_comment(self, data: str) -> None:
        # Where a comment ends differs from parser to parser, so a comment could hide an element from this one.
        self.found.append(f"a comment {data[:40]!r}")

    def handle_pi(self, data: str) -> None:
        self.found.append(f"an instruction {data[:40]!r}")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"a marked section {data[:40]!r}")


def _outside_paint(style: str) -> bool:
    """Say whether a style points to anything but a part of the same picture."""
    plain = "".join(style.lower().split())
    return "\\" in plain or "url(" in plain.replace("url(#", "").replace('url("#', "")
