"""Hostile words on their way through the whole kit: into reports, tables, rubrics and file names, and out again as words.

Rows 1, 2, 3, 23 to 29 and 36 of the table of hostile input; tests/intake/test_hazards.py says where the other rows stand.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.charts import badge_table
from rubric_kit.errors import ParameterError, RecordError
from rubric_kit.intake import NamedBytes, facts, read_badges
from rubric_kit.model import Rating, Rubric
from rubric_kit.model.formula_guard import unguarded
from rubric_kit.reports import comparison_report, issuer_letters, report_parameters
from rubric_kit.widgets import RateBadges
from rubric_kit.workspace import append_ratings, read_badge_folder, read_ratings, write_fact_table, write_rubric

IMAGE = "<img src=x onerror=\"document.title='taken'\">"
SCRIPT = "</script><script>document.title='taken'</script>"
MARKDOWN = "**Do** it. [x](javascript:alert(1)) ![](http://127.0.0.1:9/p.png) <script>taken()</script> [d](data:text/html,x)"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|'/C calc'!A0", '=HYPERLINK("http://127.0.0.1:9","x")']


def award(name: str, issuer: str = "Synthetic District", narrative: str = MARKDOWN) -> bytes:
    document = {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://issuer.example", "name": issuer},
        "credentialSubject": {
            "achievement": {"name": name, "description": SCRIPT, "criteria": {"narrative": narrative}, "tag": [IMAGE]}
        },
    }
    return json.dumps(document).encode()


class Tags(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.fixture
def review(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Make two rated badges of one name, with hostile words in every text."""
    place = tmp_path / "badges"
    place.mkdir()
    for number, issuer in enumerate((IMAGE, SCRIPT)):
        (place / f"{number}.json").write_bytes(award(f"{SCRIPT} {IMAGE}", issuer))
    rubric = starter_rubric()
    first = rubric.criteria[0].replace(name=IMAGE, question=SCRIPT)
    rubric = rubric.replace(title=SCRIPT, criteria=(first, *rubric.criteria[1:]))
    write_rubric(tmp_path / "rubric.json", rubric)
    rows = [
        rating(rubric, badge.key, criterion.id, at % len(criterion.levels))
        for badge in read_badge_folder(place).badges
        for at, criterion in enumerate(rubric.criteria)
    ]
    append_ratings(tmp_path / "ratings.csv", [row.replace(sequence=at) for at, row in enumerate(rows, 1)])
    return tmp_path / "rubric.json", place, tmp_path / "ratings.csv"


def rating(rubric: Rubric, badge: str, criterion: str, level: int) -> Rating:
    return Rating(
        sequence=1,
        rater="rater-1",
        badge=badge,
        criterion=criterion,
        level=rubric.criterion(criterion).levels[level].id,
        rationale=f"{IMAGE} {MARKDOWN}",
        origin="person",
        wording=rubric.wording_fingerprint,
    )


def test_rows_1_2_and_3_a_report_shows_hostile_words_as_words(review: tuple[Path, Path, Path]) -> None:
    rubric, badges, ratings = review
    report = comparison_report(rubric, badges, ratings, title=SCRIPT)
    parts = [report.heading(), report.decisions(), report.side_by_side_reason(), report.reasons(), report.missing()]
    charts = [report.scores(), report.heat_map()]
    shown = [part.html for part in (*parts, report.how_made())] + [chart.html() for chart in charts]
    for page in shown:
        seen = Tags(page)
        assert not seen.tags & {"script", "img", "iframe", "image", "use", "foreignobject", "object", "embed", "link", "base"}
        assert not {name for name in seen.attributes if name.startswith("on") or name in {"href", "src", "xlink:href"}}
    assert "&lt;/script&gt;" in shown[0]
    assert sum("&lt;img src=x" in page for page in shown) >= 3


def test_rows_1_and_2_a_table_of_badges_shows_hostile_words_as_words() -> None:
    badges = read_badges([NamedBytes("a", award(IMAGE, SCRIPT))]).badges
    seen = Tags(badge_table(badges).html())
    assert not seen.tags & {"script", "img"}
    assert not {name for name in seen.attributes if name.startswith("on")}


def test_row_2_criteria_reach_the_screen_as_the_text_they_are() -> None:
    """The rating page gets the Markdown as it stands; its script can only write it as text, see test_no_active_code.py."""
    badges = read_badges([NamedBytes("a", award("Name"))]).badges
    page = RateBadges(starter_rubric(), badges, rater="rater-1", facts={one.key: facts(one) for one in badges})
    lines = [line for block in page.view["words"] for line in block["lines"]]
    assert MARKDOWN in lines


def test_row_2_a_letter_quotes_nothing_that_runs() -> None:
    (badge,) = read_badges([NamedBytes("a", award(IMAGE, SCRIPT))]).badges
    (letter,) = issuer_letters([badge], {badge.key: facts(badge)})
    assert MARKDOWN not in letter.text
    assert "javascript:" not in letter.text


@pytest.mark.parametrize("key", ["x=1;import os;os.system('id');y", "__class__", "rubric ", "title\nimport os", ""])
def test_row_23_a_parameter_is_one_of_those_declared(key: str) -> None:
    with pytest.raises(
        ParameterError, match=r"is not declared by template 'comparison'; known are: rubric, title, as_of, badges, ratings, focus"
    ):
        report_parameters("comparison", {"rubric": "r", "badges": "b", "ratings": "t", key: "1"})


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"!!python/object/apply:os.system ['id']\n", id="row_24_yaml"),
        pytest.param(b"\x80\x04\x95\x20\0\0\0\0\0\0\0\x8c\x05posix\x94\x8c\x06system\x94\x93\x94.", id="row_25_pickle"),
        pytest.param(b"cos\nsystem\n(S'id'\ntR.", id="row_25_older_pickle"),
        pytest.param(b"__import__('os').system('id')", id="row_26_python"),
    ],
)
def test_rows_24_to_26_programs_are_no_badges(data: bytes) -> None:
    intake = read_badges([NamedBytes("badge.json", data)])
    assert [one.code for one in intake.findings] == ["RKB003"]


@pytest.mark.parametrize("text", ["__import__('os').system('id')", "9**9**9", '"a"*10**9', "l2 or True", "x" * 1_000_000])
def test_row_26_rules_are_records_and_no_text_is_worked_out(text: str) -> None:
    plain = starter_rubric().plain()
    plain["policy"]["gates"][0]["at_least"] = text
    with pytest.raises(RecordError) as caught:
        Rubric.parse(plain)
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 1_000


HOSTILE_IDS = ["__proto__", "constructor", "hasownproperty", "valueof", "__defineGetter__".lower()]


def test_row_27_criteria_called_like_parts_of_javascript_are_ordinary() -> None:
    rubric = starter_rubric()
    kept = rubric.criteria[: len(HOSTILE_IDS)]
    weights = [2_000] * len(kept)
    criteria = tuple(one.replace(id=name, weight=weight) for one, name, weight in zip(kept, HOSTILE_IDS, weights, strict=True))
    policy = rubric.policy.replace(gates=(), substitutions=(), evidence_rules=(), evidence_criterion=None)
    odd = rubric.replace(criteria=criteria, policy=policy)
    badges = read_badges([NamedBytes("a", award("Name"))]).badges
    view = RateBadges(odd, badges, rater="rater-1", gut_first=False).view
    assert [one["id"] for one in view["questions"]] == HOSTILE_IDS
    # The script looks these up by id, so each id must have an entry of its own: an object answers to some of them anyway.
    for part in ("cells", "suggestions"):
        assert set(view[part]) == set(HOSTILE_IDS)


def test_row_27_other_letters_than_small_ones_are_refused() -> None:
    plain = starter_rubric().plain()
    plain["criteria"][0]["id"] = "toString"
    with pytest.raises(RecordError, match="a-z"):
        Rubric.parse(plain)


@pytest.mark.parametrize("formula", FORMULAS)
def test_row_28_a_spreadsheet_program_shows_text_and_runs_nothing(formula: str, tmp_path: Path) -> None:
    badges = read_badges([NamedBytes("a", award(formula, formula, formula))]).badges
    write_fact_table(tmp_path / "facts.csv", badges)
    rubric = starter_rubric()
    row = rating(rubric, badges[0].key, rubric.criteria[0].id, 1).replace(rationale=formula)
    append_ratings(tmp_path / "ratings.csv", [row], labels={badges[0].key: formula})
    for name in ("facts.csv", "ratings.csv"):
        table = list(csv.reader(io.StringIO((tmp_path / name).read_text(encoding="utf-8-sig"), newline="")))
        for cell in (cell for line in table for cell in line):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), (name, cell)
    table = list(csv.reader(io.StringIO((tmp_path / "facts.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert unguarded(table[1][1]) == formula.strip()
    assert read_ratings(tmp_path / "ratings.csv", rubric, badges).ratings[0].rationale == formula


NAMES = [
    "CON",
    "nul.json",
    "x.",
    "a b",
    "ü" * 120,
    "\U0001f600.json",
    "caf\u00e9",
    "cafe\u0301",
    "-rf",
    "~",
    "$(id)",
    "a'b\"c",
    "%00",
]


@pytest.mark.skipif(os.name == "nt", reason="Windows does not make such files at all")
def test_row_29_files_of_any_name_are_read_and_only_what_was_asked_for_is_made(tmp_path: Path) -> None:
    place = tmp_path / "badges"
    place.mkdir()
    for number, name in enumerate([*NAMES, "a:b", "line\nbreak", "..x"]):
        (place / name).write_bytes(award(f"../../{name}", f"issuer {number}"))
    before = {path.name for path in place.iterdir()}
    intake = read_badge_folder(place)
    # A name that begins with a dot is a hidden file.
    assert len(intake.badges) == len(before) - 1
    write_fact_table(tmp_path / "facts.csv", intake.badges)
    assert {path.name for path in place.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} == {"badges", "facts.csv"}
    assert unicodedata.normalize("NFC", "cafe\u0301") == "caf\u00e9", "two of the names are twins"


@pytest.mark.skipif(os.name == "nt", reason="locales are set as Unix does it")
def test_row_36_the_same_bytes_in_any_locale(tmp_path: Path) -> None:
    (tmp_path / "badge.json").write_bytes(award("Né à l’école 北京", "Académie"))
    said: list[tuple[bytes, bytes]] = []
    for number, locale in enumerate(({"LC_ALL": "C.UTF-8"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})):
        table = tmp_path / f"facts{number}.csv"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
        command = [sys.executable, "-m", "rubric_kit", "badges", str(tmp_path / "badge.json"), "--json", "--as-of", "2026-11-24"]
        done = subprocess.run(
            [*command, "--facts", str(table)], cwd=tmp_path, env=kept | locale, capture_output=True, check=False, timeout=60
        )
        assert (done.returncode, done.stderr) == (0, b"")
        said.append((table.read_bytes(), done.stdout))
    assert said[0] == said[1]
    assert "Né à l’école 北京".encode() in said[0][0]


def test_a_hostile_badge_cannot_pass_for_a_formula_or_markup_in_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from rubric_kit.cli import main

    (tmp_path / "badge.json").write_bytes(award(SCRIPT, IMAGE))
    assert main(["badges", str(tmp_path / "badge.json"), "--json"]) == 0
    read: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert read[0]["badge"]["name"] == SCRIPT
