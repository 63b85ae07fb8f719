"""Markdown: what a rubric's words become, and that nothing in them comes alive."""

from __future__ import annotations

import re

import pytest

from rubric_kit.authoring import policy_sentences, starter_names, starter_rubric
from rubric_kit.authoring.exchange.grids.grid_reading import read_grid
from rubric_kit.authoring.exchange.papers.markdown_grid import inert, write_markdown
from rubric_kit.authoring.exchange.text_rows import text_rows
from rubric_kit.model import Anchor, Rubric

HOSTILE = (
    "**Do** it. [x](javascript:alert(1)) ![](http://127.0.0.1:9/p.png) <script>taken()</script> "
    "| `code` ~~gone~~ &lt; a@b.example"
)


def text(rubric: Rubric) -> str:
    return write_markdown(rubric).data.decode()


def hostile_rubric() -> Rubric:
    rubric = starter_rubric()
    first = rubric.criteria[0]
    anchored = first.levels[0].replace(
        name=HOSTILE, descriptor=f"- {HOSTILE}\n# {HOSTILE}", anchors=(Anchor(text=f"> {HOSTILE}"),)
    )
    first = first.replace(name=HOSTILE, question=HOSTILE, levels=(anchored, *first.levels[1:]))
    return rubric.replace(title=f"# {HOSTILE}", purpose=f"1. {HOSTILE}\n- {HOSTILE}", criteria=(first, *rubric.criteria[1:]))


def test_the_document_has_one_table_and_the_rules_in_sentences() -> None:
    rubric = starter_rubric()
    page = text(rubric)
    assert page.startswith("# Outside badges: a starter rubric\n\nHelps a district team")
    table = [line for line in page.splitlines() if line.startswith("|")]
    assert table[0] == "| Criterion | Question | Weight | Level 1 | Level 2 | Level 3 | Level 4 |"
    assert table[1] == "| --- | --- | ---: | --- | --- | --- | --- |"
    assert len(table) == 2 + len(rubric.criteria)
    assert "| Tasks listed (2 points)<br>The badge lists at least two tasks a person had to do." in table[2]
    for sentence in policy_sentences(rubric):
        assert f"- {inert(sentence.text)}" in page.splitlines()
    for number, target in enumerate(rubric.targets, start=1):
        assert f"{number}. {inert(target.text)}" in page.splitlines()
    assert page.rstrip().endswith(f"Fingerprint of this version: {rubric.fingerprint}")


@pytest.mark.parametrize("name", starter_names())
def test_each_row_of_the_table_has_a_cell_for_each_column(name: str) -> None:
    table = [line for line in text(starter_rubric(name)).splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1


def test_no_word_of_a_rubric_is_markup() -> None:
    page = text(hostile_rubric())
    shown = page.replace("<br>", " ")
    assert "<" not in shown
    assert not re.search(r"(?<!\\)[\[\]`~!$]", shown)
    assert not re.search(r"(?<!\\)\*", shown)
    assert not re.search(r"https?:/", shown), "a bare address would become a link"
    assert "\\@b.example" in shown
    lines = shown.splitlines()
    assert lines[0].startswith("# \\# \\*\\*Do\\*\\*")
    assert [line for line in lines if line.startswith(("1\\. ", "\\- "))]
    assert not [line for line in lines if line.startswith("1. \\*")]
    table = [line for line in page.splitlines() if line.startswith("|")]
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1


def test_hidden_characters_are_spelled_out() -> None:
    rubric = starter_rubric()
    assert "Micro‹U+200B›soft" in text(rubric.replace(title="Micro\u200bsoft"))


def test_a_table_that_was_copied_out_of_the_document_is_read_as_a_grid() -> None:
    rubric = starter_rubric()
    table = "\n".join(line for line in text(rubric).splitlines() if line.startswith("|"))
    reading = read_grid(text_rows(table).rows, {})
    names = [[level["name"] for level in one["levels"]] for one in reading.draft["criteria"]]
    assert names == [[level.name for level in one.levels] for one in rubric.criteria]
    assert [one["weight"] for one in reading.draft["criteria"]] == [one.weight for one in rubric.criteria]
    assert reading.question is None


def test_what_is_not_in_the_document_is_listed_and_what_is_listed_is_not_in_it() -> None:
    rubric = starter_rubric()
    written = write_markdown(rubric)
    looked_for = {
        f"criteria.{c.id}.levels.{level.id}.look_fors" for c in rubric.criteria for level in c.levels if level.look_fors
    }
    assert looked_for <= {loss.path for loss in written.losses}
    page = written.data.decode()
    assert "criteria\\_words" not in page
    assert "criteria\\_clarity" not in page
    assert rubric.citations[0].id not in page
