"""The charts about a rating round with words that would like to run, long and right-to-left words, one person and sixty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from random import Random
from xml.etree import ElementTree as ET

import pytest

from rubric_kit.charts import Display, agreement_table, dot_strips, gut_against_rubric, gut_partings, round_slopes
from rubric_kit.charts.palette import ACCENT, FIELD, INK, SECONDARY, WHITE, contrast, level_colours
from rubric_kit.comparing.cell_spread import cell_spreads, round_change
from rubric_kit.model import Badge, GutCall, Rating, Rubric
from rubric_kit.scoring.agreement import agreement
from rubric_kit.scoring.gut import cut_recommendations, gut_contrast

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]
Rate = Callable[..., list[Rating]]

SCRIPT = "</script><script>alert(1)</script>"
IMAGE = '<img src="http://tracker.example/p.png" onerror="alert(1)">'
NAMES = (
    SCRIPT,
    IMAGE,
    "\u202egnp.exe Padlet Badge",
    "شارة محو الأمية الرقمية للمعلمين في المنطقة التعليمية",
    "Micro-credential in Formative Assessment Practices for Multilingual Learners in Rural Secondary Schools",
    "Unbreakable" * 12,
    "数字素养教师徽章" * 8,
    "{{ datum.name }} ]]> & \" ' = datum['x']",
)
SHAPES = {"svg", "g", "path", "rect", "text", "tspan", "line", "defs", "clipPath", "style"}


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    names = {"clarity": IMAGE, "evidence": NAMES[4], "fit": NAMES[3], "reach": "Reach"}
    return small_rubric({"clarity": 4000, "evidence": 3000, "fit": 2000, "reach": 1000}, **names)


def _said(rubric: Rubric, badges: list[Badge], people: int, rate: Rate, seed: int) -> list[Rating]:
    draw = Random(seed)  # noqa: S311 - synthetic answers
    return [
        row
        for badge in badges
        for criterion in rubric.criteria
        for row in rate(rubric, badge, criterion.id, "".join(draw.choice("0011122?wn."[seed:]) for _ in range(people)))
    ]


def _made(rubric: Rubric, badges: list[Badge], people: int, rate: Rate) -> tuple[list[Display], list[str]]:
    """Return every chart, and the pages of the tables."""
    labels = {badge.key: f"{badge.name} - {badge.issuer.name}" for badge in badges}
    before, after = (_said(rubric, badges, people, rate, seed) for seed in (0, 3))
    draw = Random(7)  # noqa: S311 - synthetic calls
    calls = {(f"rater-{at}", badge.key): draw.choice(list(GutCall)) for badge in badges for at in range(1, people + 1)}
    contrast_found = gut_contrast(rubric, badges, calls, before)
    displays = [
        dot_strips(rubric, cell_spreads(rubric, badges, before), labels),
        round_slopes(rubric, round_change(rubric, rubric, badges, before, after), labels),
        gut_against_rubric(rubric, contrast_found, labels, cut_recommendations(rubric, contrast_found)),
    ]
    found = agreement(rubric, before, [badge.key for badge in badges], intervals=False)
    return displays, [gut_partings(contrast_found, labels).html(), agreement_table(found).html()]


@pytest.fixture(scope="module", params=[1, 60])
def made(
    request: pytest.FixtureRequest, rubric: Rubric, make_badge: MakeBadge, rate_small: Rate
) -> tuple[list[Display], list[str]]:
    badges = [make_badge(f"issuer {at}", name) for at, name in enumerate(NAMES)]
    return _made(rubric, badges, request.param, rate_small)


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_nothing_in_a_name_runs_or_asks_the_network(made: tuple[list[Display], list[str]]) -> None:
    for page in (*(one.html() for one in made[0]), *made[1]):
        seen = _Tags(page).seen
        assert not {tag for tag, _ in seen} & {"script", "img", "image", "use", "iframe", "foreignobject", "link", "a"}
        names = {name for _, attributes in seen for name in attributes}
        assert not {name for name in names if name.startswith("on") or name in {"href", "src", "xlink:href"}}
        assert "\u202e" not in page


def test_a_picture_is_well_formed_and_made_of_shapes_and_words(made: tuple[list[Display], list[str]]) -> None:
    for display in made[0]:
        root = ET.fromstring(display.svg())  # noqa: S314 - our own picture
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= SHAPES
        assert root.get("role") == "img"
        assert root.get("aria-label") == display.description


def test_every_row_of_the_table_is_whole(made: tuple[list[Display], list[str]]) -> None:
    for display in made[0]:
        assert display.rows
        assert {len(row) for row in display.rows} == {len(display.columns)}
        assert all(cell for row in display.rows for cell in row)


def test_no_code_of_a_person_is_in_a_chart_or_its_table(made: tuple[list[Display], list[str]]) -> None:
    for page in (*(one.html() for one in made[0]), *made[1]):
        assert "rater-" not in page


def test_a_phone_shows_words_at_no_less_than_three_quarters(made: tuple[list[Display], list[str]]) -> None:
    for display in made[0]:
        root = ET.fromstring(display.svg())  # noqa: S314 - our own picture
        # At 400 px a page has 368 for a picture: 490 px wide, 13 px of small print are still 9.7.
        assert float(root.get("width", "0")) <= 500
        for element in root.iter():
            assert float(element.get("font-size", "13px").removesuffix("px")) >= 13


def test_words_end_inside_the_picture(made: tuple[list[Display], list[str]]) -> None:
    """Estimate each line's width, 0.53 of the font size a letter and twice that a wide one, and look where it ends."""
    for display in made[0]:
        root = ET.fromstring(display.svg())  # noqa: S314 - our own picture
        width = float(root.get("width", "0"))
        for left, right, words in _lines(root, 0):
            assert left >= -12, (display.title, words, left)
            assert right <= width + 12, (display.title, words, right, width)


def _lines(element: ET.Element, x: float) -> Iterator[tuple[float, float, str]]:
    """Give where each line of words starts and ends, in pixels from the left edge."""
    found = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
    x += float(found[1]) if found else 0
    if element.tag.endswith("}text"):
        size = float(element.get("font-size", "13px").removesuffix("px"))
        for line in ["".join(one.itertext()) for one in element] or [element.text or ""]:
            room = 0.53 * size * sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)
            start = {"end": x - room, "middle": x - room / 2}.get(element.get("text-anchor", ""), x)
            yield start, start + room, line
    for child in element:
        yield from _lines(child, x)


def test_the_same_answers_give_the_same_bytes(rubric: Rubric, make_badge: MakeBadge, rate_small: Rate) -> None:
    badges = [make_badge(f"issuer {at}", name) for at, name in enumerate(NAMES[:3])]
    pages = [
        [one.html() for one in displays] + tables for displays, tables in (_made(rubric, badges, 6, rate_small) for _ in "ab")
    ]
    assert pages[0] == pages[1]


def test_marks_stand_out_from_what_lies_below_them() -> None:
    # 3 to 1 is the floor for marks: outlines and bars on white and on the band, the accent of a parted call beside a light dot.
    for mark in (INK, SECONDARY, ACCENT):
        assert contrast(mark, WHITE) >= 3
        assert contrast(mark, FIELD) >= 3
    assert contrast(ACCENT, level_colours(2)[1]) >= 3
