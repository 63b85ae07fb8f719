from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring.exchange.text_rows import MOST_COLUMNS, MOST_ROWS, text_rows
from rubric_kit.errors import RecordError


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a;b, with a comma;c\nd;2,5;e\n", [["a", "b, with a comma", "c"], ["d", "2,5", "e"]]),
        ("a\tb, c; d\ne\tf\n", [["a", "b, c; d"], ["e", "f"]]),
        ('a\t"two\nlines"\nb\t"say ""so"""\n', [["a", "two\nlines"], ["b", 'say "so"']]),
        ("| a | b |\n|---|---|\n| c | d \\| e |\n", [["a", "b"], ["---", "---"], ["c", "d | e"]]),
        ("a | b\nc | d", [["a", "b"], ["c", "d"]]),
        ("\ufeffa,b\r\n\r\nc,d\r\n", [["a", "b"], [], ["c", "d"]]),
        ("one line, with a comma\nanother one\nand a third", [["one line, with a comma"], ["another one"], ["and a third"]]),
        ("", []),
        ("\n\n", []),
        # A title above the grid, with a comma in it.
        ("Speech, grade 5\na\tb, c\td\ne\tf, g, h\ti\n", [["Speech, grade 5"], ["a", "b, c", "d"], ["e", "f, g, h", "i"]]),
        ("Speech\n\na,b\nc,d\n", [["Speech"], [], ["a", "b"], ["c", "d"]]),
        # Tabs in prose under a header with commas.
        ('a,b\n"c\td","e"\n"f\tg","h"\n', [["a", "b"], ["c\td", "e"], ["f\tg", "h"]]),
        # Ragged rows stay ragged.
        ("a,b,c\nd,e\nf,g,h,i\n", [["a", "b", "c"], ["d", "e"], ["f", "g", "h", "i"]]),
    ],
)
def test_texts_are_taken_apart(text: str, rows: list[list[str]]) -> None:
    assert text_rows(text).rows == rows


def test_quotation_marks_that_do_not_pair_are_text_and_that_is_told() -> None:
    found = text_rows('a\tb\nc\t"Wow, she said\ne\tf\n')
    assert found.rows == [["a", "b"], ["c", '"Wow, she said'], ["e", "f"]]
    assert found.told == (
        "Cells are parted by tabs.",
        "Quotation marks do not pair, so they were taken as part of the text, and each line as a row.",
    )


def test_smart_quotes_are_text() -> None:
    assert text_rows("a,“b”\nc,’d\n").rows == [["a", "“b”"], ["c", "’d"]]


DOCUMENT = """# Badge rubric

For badges, pins, and cards.

We rate what we see, and say why, and where.

| Criteria | Spark | Lantern |
| :--- | --- | ---: |
| Tasks | None, or one | Two, or three |
| Work | None, at all | One, or more, or all |

Notes, in the end, are for us.
"""


def test_the_line_of_dashes_decides_for_bars_though_the_prose_around_the_table_has_more_commas() -> None:
    found = text_rows(DOCUMENT)
    assert found.separator == "|"
    assert found.told == ("Cells are parted by upright bars.",)
    assert found.rows[2] == ["For badges, pins, and cards."]
    assert found.rows[6:9] == [
        ["Criteria", "Spark", "Lantern"],
        [":---", "---", "---:"],
        ["Tasks", "None, or one", "Two, or three"],
    ]
    # Without that line commas win: four of the six lines that have any make three cells with them, three with bars.
    assert text_rows(DOCUMENT.replace("| :--- | --- | ---: |\n", "")).separator == ","


@pytest.mark.parametrize(
    "text",
    [
        # A Markdown table as the text of a cell is no table of its own.
        'Criterion,Low,High\nWork,"None","As here:\n| a | b |\n| --- | --- |\n| c | d |"\n',
        # Dashes in every cell of a sheet, and a line of dashes under a line without bars.
        "a,b,c\n--,--,--\nd,e,f\n",
        "a,b\n| --- | --- |,c\nd,e\n",
        "a,b,c | d\n--- | --- | ---\nd,e,f\ng,h,i\n",
    ],
    ids=["in a cell", "dashes between commas", "no header above", "a header of other cells"],
)
def test_other_lines_of_dashes_do_not_decide_for_bars(text: str) -> None:
    assert text_rows(text).separator == ","


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n" * (MOST_ROWS + 1), "401 rows (401 filled) were found; at most 400 are read"),
        ("a,b\n" + "x," * (MOST_COLUMNS + 1), "102 columns were found; at most 100 are read"),
        ("a,b\nc," + "x" * 100_001, "a cell holds more than 100,000 characters; at most that many are read"),
        ("a,b\nc," + "x" * 200_000, "a cell holds more than 100,000 characters; at most that many are read"),
    ],
)
def test_too_much_is_one_line_with_the_number_and_the_limit(text: str, message: str) -> None:
    with pytest.raises(RecordError) as caught:
        text_rows(text)
    assert caught.value.message == message


_CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1, max_size=8)


@given(st.lists(st.lists(_CELLS, min_size=3, max_size=3), min_size=2, max_size=5), st.sampled_from(",;\t"))
def test_what_a_spreadsheet_program_writes_comes_back(cells: list[list[str]], separator: str) -> None:
    rows = [["Criterion", "Low", "High"], *cells]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    found = text_rows(file.getvalue())
    blank = [row for row in found.rows if any(cell.strip() for cell in row)]
    assert found.separator == separator
    assert blank == [row for row in rows if any(cell.strip() for cell in row)]


@given(st.text(max_size=200) | st.text('",;\t|\n ab', max_size=60))
def test_any_text_gives_rows_and_never_a_traceback(text: str) -> None:
    found = text_rows(text)
    assert all(isinstance(cell, str) for row in found.rows for cell in row)
    assert not found.rows or any(cell.strip() for cell in found.rows[-1])
