"""A rubric as a Word document: a landscape table whose header repeats on each page, sample text, rules and sources."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rubric_kit.authoring.exchange.form import Format, Written
from rubric_kit.authoring.exchange.papers.paper import Paper, PaperCriterion, PaperLevel, paper_losses, paper_of
from rubric_kit.authoring.exchange.steady_zip import steady
from rubric_kit.model import Rubric

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DXA_PER_CM = 567
_LETTER = (27.94, 21.59)
"""Landscape Letter in centimetres; the margins leave a text that fits A4 as well."""
_MARGIN = 1.7
_TEXT_WIDTH = 24.4
_FIRST_WIDTH = 5.4
_SMALL = 9
_TEXT_COLOUR, _QUIET, _ACCENT, _FIELD = "1F2328", "57606A", "08519C", "F6F8FA"
_FONTS = {
    "Normal": (11, _TEXT_COLOUR),
    "Title": (20, _ACCENT),
    "Heading 1": (15, _TEXT_COLOUR),
    "Heading 2": (12, _TEXT_COLOUR),
}


def write_word(rubric: Rubric) -> Written:
    """Write a rubric as a Word document without macros, pictures or links."""
    import docx  # a quarter of a second: only who writes a document pays for it

    paper = paper_of(rubric)
    document = docx.Document()
    _drop_unused(document)
    _set_up(document, rubric)
    _head(document, paper)
    if paper.wide:
        for criterion in paper.criteria:
            _own_table(document, criterion)
    else:
        _grid(document, paper)
    _samples(document, paper)
    _list(document, "Vision and mission", paper.targets, "List Number")
    _list(document, "How ratings become a decision", paper.policy, "List Bullet")
    _list(document, "Sources", [f"[{at}] {text}" for at, text in enumerate(paper.sources, start=1)], "Normal")
    _small(document.add_paragraph(), f"Fingerprint of this version: {paper.fingerprint}")
    out = io.BytesIO()
    document.save(out)
    return Written(steady(out.getvalue()), paper_losses(rubric))


def _set_up(document: Document, rubric: Rubric) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(length) for length in _LETTER)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    for name, (size, colour) in _FONTS.items():
        font = document.styles[name].font
        font.size, font.name, font.color.rgb = Pt(size), "Calibri", RGBColor.from_string(colour)
    _set_language(document, rubric.language)
    core = document.core_properties
    core.title, core.author, core.last_modified_by = _clean(rubric.title)[:255], "rubric_kit", "rubric_kit"
    core.comments, core.keywords, core.language, core.revision = "", "", rubric.language, 1


def _drop_unused(document: Document) -> None:
    """Take out what the library's template brings along and nobody uses: a picture, a second set of styles, table styles."""
    from docx.enum.style import WD_STYLE_TYPE

    for part in (document.part, document.part.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/stylesWithEffects", "/thumbnail", "/customXml")):
                del part.rels[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}:
            style.delete()


def _set_language(document: Document, language: str) -> None:
    """Set the language that screen readers speak and spell checkers use."""
    from docx.oxml.ns import qn

    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    for element in document.settings.element.iter(qn("w:themeFontLang")):
        element.set(qn("w:val"), language)


def _head(document: Document, paper: Paper) -> None:
    document.add_paragraph(_clean(paper.title), style="Title")
    for line in paper.purpose.split("\n"):
        if line.strip():
            document.add_paragraph(_clean(line))
    for fact in paper.facts:
        _small(document.add_paragraph(), fact)


def _grid(document: Document, paper: Paper) -> None:
    width = (_TEXT_WIDTH - _FIRST_WIDTH) / paper.most_levels
    first = paper.criteria[0].levels
    named = [f"{level.name} ({level.points})" for level in first]
    labels = named if paper.one_ladder else [f"Level {number}" for number in range(1, paper.most_levels + 1)]
    document.add_heading("Criteria and levels, lowest level first", level=1)
    table = _table(document, ["Criterion", *labels], [_FIRST_WIDTH, *[width] * paper.most_levels])
    for criterion in paper.criteria:
        cells = table.add_row().cells
        _criterion_cell(cells[0], criterion)
        for cell, level in zip(cells[1:], criterion.levels, strict=False):
            _level_cell(cell, level, named=not paper.one_ladder)
        for cell in cells[1 + len(criterion.levels) :]:
            _small(cell.paragraphs[0], "no such level")
    _finish(table, [_FIRST_WIDTH, *[width] * paper.most_levels])


def _own_table(document: Document, criterion: PaperCriterion) -> None:
    heading = document.add_heading(_clean(f"{criterion.number}. {criterion.name}"), level=1)
    heading.paragraph_format.page_break_before = True
    document.add_paragraph(_clean(criterion.question))
    _small(document.add_paragraph(), _notes(criterion))
    widths = [_FIRST_WIDTH, _TEXT_WIDTH - _FIRST_WIDTH]
    table = _table(document, ["Level", "What a rater can see"], widths)
    for level in criterion.levels:
        name, text = table.add_row().cells
        _text(name, [f"{level.name} ({level.points})"], bold=True)
        _level_cell(text, level, named=False)
    _finish(table, widths)


def _table(document: Document, labels: list[str], widths: list[float]) -> Any:
    table = document.add_table(rows=1, cols=len(labels))
    table.style = document.styles["Table Grid"]
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, labels, strict=True):
        _text(cell, [text], bold=True)
        _shade(cell)
    row = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  the library has no name for a header row
    _append(row, "w:tblHeader", {"w:val": "1"})
    for column, width in zip(table.columns, widths, strict=True):
        from docx.shared import Cm

        column.width = Cm(width)
    return table


def _finish(table: Any, widths: list[float]) -> None:
    """Say which row and column are headers, keep rows whole, and give each cell its width, as some programs want it."""
    from docx.oxml.ns import qn

    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001  as above
    if look is not None:
        for name, value in {"firstRow": "1", "firstColumn": "1", "lastRow": "0", "lastColumn": "0", "noVBand": "1"}.items():
            look.set(qn(f"w:{name}"), value)
    from docx.shared import Cm

    for row in table.rows:
        _append(row._tr.get_or_add_trPr(), "w:cantSplit", {"w:val": "1"})  # noqa: SLF001  as above
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _criterion_cell(cell: _Cell, criterion: PaperCriterion) -> None:
    _text(cell, [criterion.name], bold=True)
    cell.add_paragraph(_clean(criterion.question))
    _small(cell.add_paragraph(), _notes(criterion))
    _shade(cell)


def _level_cell(cell: _Cell, level: PaperLevel, *, named: bool) -> None:
    paragraph = cell.paragraphs[0]
    if named:
        paragraph.add_run(_clean(level.name)).bold = True
        _small(paragraph, f" {level.points}")
        paragraph = cell.add_paragraph()
    paragraph.add_run(_clean(level.descriptor))
    if level.marks:
        _small(paragraph, f" {level.marks}")


def _notes(criterion: PaperCriterion) -> str:
    sources = f"Sources {criterion.marks}" if criterion.marks else ""
    return ". ".join(filter(None, (f"Weight {criterion.weight}", criterion.serves, sources))) + "."


def _samples(document: Document, paper: Paper) -> None:
    if not paper.samples:
        return
    document.add_heading("Sample text for levels", level=1)
    for sample in paper.samples:
        document.add_heading(_clean(sample.place), level=2)
        document.add_paragraph(_clean(sample.text))
        if sample.source:
            _small(document.add_paragraph(), f"From: {sample.source}")


def _list(document: Document, title: str, items: Iterable[str], style: str) -> None:
    items = list(items)
    if items:
        document.add_heading(title, level=1)
        for item in items:
            document.add_paragraph(_clean(item), style=style)


def _text(cell: _Cell, lines: list[str], *, bold: bool) -> None:
    cell.paragraphs[0].add_run(_clean("\n".join(lines))).bold = bold


def _small(paragraph: Any, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(_clean(text))
    run.font.size, run.font.color.rgb = Pt(_SMALL), RGBColor.from_string(_QUIET)


def _shade(cell: _Cell) -> None:
    _append(cell._tc.get_or_add_tcPr(), "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": _FIELD})  # noqa: SLF001  as above


def _append(parent: Any, tag: str, attributes: dict[str, str]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    parent.append(element)


def _clean(text: str) -> str:
    """Replace what cannot stand in XML."""
    return _NO_XML.sub("\ufffd", text)


FORMAT = Format(
    name="word",
    title="Word document",
    suffix=".docx",
    takes="rows",
    recognise=None,
    read=None,
    write=write_word,
)
"""The format."""
