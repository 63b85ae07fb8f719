"""The Word document, opened again with the library."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from rubric_kit.authoring import policy_sentences, starter_names, starter_rubric
from rubric_kit.authoring.exchange.papers.print_page import write_print_page
from rubric_kit.authoring.exchange.papers.word_document import write_word
from rubric_kit.model import Anchor, Rubric


def opened(rubric: Rubric) -> Any:
    return docx.Document(io.BytesIO(write_word(rubric).data))


def parts(rubric: Rubric) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(write_word(rubric).data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_table_is_landscape_and_its_header_repeats_and_is_marked() -> None:
    rubric = starter_rubric()
    document = opened(rubric)
    section = document.sections[0]
    assert section.page_width > section.page_height
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Criterion", "Level 1", "Level 2", "Level 3", "Level 4"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
    first = rubric.criteria[0]
    cells = table.rows[1].cells
    assert cells[0].text == f"{first.name}\n{first.question}\nWeight 25 of 100. Sources [1, 2]."
    assert cells[3].text == f"Tasks listed 2 points\n{first.levels[2].descriptor} [13, 19]"


def test_the_table_fits_between_the_margins_of_letter_and_of_a4() -> None:
    document = opened(starter_rubric())
    section = document.sections[0]
    width = sum(cell.width for cell in document.tables[0].rows[0].cells)
    assert width <= section.page_width - section.left_margin - section.right_margin
    a4_landscape, centimetre = 10_692_000, 360_000
    assert width <= a4_landscape - 2 * 1.5 * centimetre


def test_title_purpose_rules_and_sources_are_in_it() -> None:
    rubric = starter_rubric()
    first = rubric.criteria[0]
    levels = (first.levels[0].replace(anchors=(Anchor(text="Lists no task", source="A synthetic badge"),)), *first.levels[1:])
    rubric = rubric.replace(criteria=(first.replace(levels=levels), *rubric.criteria[1:]))
    document = opened(rubric)
    texts = [one.text for one in document.paragraphs]
    assert texts[0] == rubric.title
    assert document.paragraphs[0].style.name == "Title"
    for sentence in policy_sentences(rubric):
        assert sentence.text in texts
    for wanted in (
        rubric.purpose,
        "Lists no task",
        "From: A synthetic badge",
        f"Fingerprint of this version: {rubric.fingerprint}",
    ):
        assert wanted in texts
    assert [one.text for one in document.paragraphs if one.style.name == "List Number"] == [one.text for one in rubric.targets]


def test_the_language_is_the_rubrics() -> None:
    document = opened(starter_rubric().replace(language="fr-CA"))
    assert {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))} == {"fr-CA"}
    assert document.core_properties.language == "fr-CA"
    assert document.core_properties.title == starter_rubric().title


def test_a_wide_rubric_has_a_table_for_each_criterion_on_a_page_of_its_own() -> None:
    wide = starter_rubric("connecting-credentials")
    document = opened(wide)
    assert len(document.tables) == len(wide.criteria)
    headings = [one for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert [one.text for one in headings] == [f"{at}. {one.name}" for at, one in enumerate(wide.criteria, start=1)]


@pytest.mark.parametrize("name", starter_names())
def test_nothing_in_it_runs_points_elsewhere_or_tells_when_it_was_made(name: str) -> None:
    found = parts(starter_rubric(name))
    assert next(iter(found)) == "[Content_Types].xml"
    for part, content in found.items():
        assert "vba" not in part.lower()
        assert "media" not in part
        if part.endswith(".rels"):
            assert b'TargetMode="External"' not in content
    assert b"w:hyperlink" not in found["word/document.xml"]
    assert b"w:fldSimple" not in found["word/document.xml"]
    assert found["docProps/core.xml"].count(b"2000-01-01T00:00:00Z") == 2
    assert sum(map(len, found.values())) < 200_000


def test_odd_and_hostile_words_are_words() -> None:
    rubric = starter_rubric()
    odd = 'a <w:p> & "b" \uffff \u200b =HYPERLINK("http://127.0.0.1:9")'
    first = rubric.criteria[0].replace(name=odd, question=odd)
    document = opened(rubric.replace(title=odd, purpose=odd, criteria=(first, *rubric.criteria[1:])))
    shown = odd.replace("\uffff", "\ufffd").replace("\u200b", "‹U+200B›")
    assert document.paragraphs[0].text == shown
    assert document.tables[0].rows[1].cells[0].text.startswith(f"{shown}\n{shown}\n")


def test_word_and_print_carry_the_same() -> None:
    assert write_word(starter_rubric()).losses == write_print_page(starter_rubric()).losses
