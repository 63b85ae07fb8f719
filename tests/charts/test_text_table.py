"""Tables as notebooks show them: escaped, with header cells, numbers to the right."""

from __future__ import annotations

from rubric_kit.charts import TextTable, badge_table, finding_table
from rubric_kit.intake import NamedBytes, read_badges
from rubric_kit.model import Finding, Severity
from rubric_kit.workspace import read_badge_folder

HOSTILE = "</td><script>alert(1)</script>\u202egnp.exe"


def test_every_cell_is_escaped_and_hidden_characters_are_spelled_out() -> None:
    html = TextTable(HOSTILE, (HOSTILE, "b"), ((HOSTILE, HOSTILE),)).html()
    assert "<script" not in html
    assert "\u202e" not in html
    # Caption, its accessible name, one header cell and two cells.
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;‹U+202E›gnp.exe") == 5


def test_header_cells_name_columns_and_rows_and_numbers_stand_to_the_right() -> None:
    html = TextTable("Scores", ("Badge", "Score"), (("A", "38.3 to 63.3"), ("B", "50.0"))).html()
    assert html.count('<th scope="col"') == 2
    assert html.count('<th scope="row"') == 2
    assert html.count("text-align:right") == 2
    assert "<caption" in html


def test_a_column_with_one_word_in_it_stays_to_the_left() -> None:
    assert "text-align:right" not in TextTable("Scores", ("Badge", "Score"), (("A", "50.0"), ("B", "open"))).html()


def test_an_empty_table_still_names_its_columns() -> None:
    table = finding_table(())
    assert table.frame().columns.tolist() == ["Where", "Severity", "What was found", "What to do"]
    assert table._repr_mimebundle_() == {"text/html": table.html(), "text/plain": "Findings: 0 rows"}


def test_badges_are_listed_with_what_they_say_and_the_start_of_their_key() -> None:
    badges = read_badge_folder().badges
    frame = badge_table(badges).frame().set_index("Badge")
    assert len(frame) == len(badges)
    private = frame.loc["Coding Club: Working Program"]
    assert private["Evidence"] == "withheld"
    assert private["Proof"] == "no proof"
    assert any(badge.key.startswith(private["Key"]) for badge in badges)


def test_findings_are_listed_whole() -> None:
    (finding,) = read_badges([NamedBytes("a.json", b"")]).findings
    assert finding_table([finding]).rows == (("file 1", "error", finding.message, finding.advice),)
    long = Finding(code="RKB001", severity=Severity.INFO, where="x", message="m" * 300)
    assert "m" * 300 in finding_table([long]).html()
    assert finding_table([finding, long], notes=False).rows == finding_table([finding]).rows
