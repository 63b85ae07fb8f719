"""The charts about weights with words that would like to run, long and right-to-left words, one badge and fifty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from rubric_kit.charts import (
    Display,
    acceptance_bars,
    audience_places,
    rank_heat_map,
    weight_modes,
    weight_spread,
    weight_tornado,
)
from rubric_kit.comparing.audience_lens import audience_lens
from rubric_kit.model import Badge, RatingState, Rubric, WeightSet
from rubric_kit.scoring import Answer, decide
from rubric_kit.scoring.robustness import acceptances, certain_under_all, rank_acceptability, weight_swings
from rubric_kit.scoring.weighing import effective_weights, group_weights

MakeBadge = Callable[..., Badge]
MakeRubric = Callable[..., Rubric]
Weigh = Callable[..., WeightSet]
ReadLayers = Callable[[Display], list[tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]]]

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
LEVELS = ("l0", "l1", "l2", RatingState.UNKNOWN, RatingState.WITHHELD, RatingState.NOT_APPLICABLE, None)
SHAPES = {"svg", "g", "path", "rect", "text", "tspan", "line", "defs", "clipPath", "style"}


@pytest.fixture(scope="module")
def rubric(small_rubric: MakeRubric) -> Rubric:
    names = {"clarity": IMAGE, "evidence": NAMES[4], "fit": NAMES[3], "reach": "Reach"}
    return small_rubric({"clarity": 4000, "evidence": 3000, "fit": 2000, "reach": 1000}, **names)


def _answers(at: int) -> dict[str, Answer]:
    """Return answers that differ from badge to badge, gaps among them."""
    return {
        name: LEVELS[(at * step + at // 7) % len(LEVELS)]
        for name, step in (("clarity", 1), ("evidence", 3), ("fit", 5), ("reach", 2))
    }


def _displays(rubric: Rubric, badges: list[Badge], labels: dict[str, str], weigh: Weigh) -> Iterator[Display]:
    answers = {badge.key: _answers(at) for at, badge in enumerate(badges)}
    sets = [
        weigh(rubric, "teacher", 4000, 3000, 2000, 1000),
        weigh(rubric, "college", 1000, 2000, 3000, 4000),
        weigh(rubric, "employer-with-a-long-code", 0, 0, 0, 10_000),
    ]
    shares = acceptances(rubric, badges, answers)
    certain = {badge.key for badge in badges if certain_under_all(rubric, badge, answers[badge.key])}
    yield acceptance_bars(shares, labels, around=shares, certain=certain)
    first = badges[0]
    decision = decide(rubric, first, answers[first.key])
    yield weight_tornado(rubric, decision, weight_swings(rubric, first, answers[first.key]), labels[first.key])
    yield audience_places(audience_lens(rubric, badges, answers, sets))
    yield rank_heat_map(rank_acceptability(rubric, badges, answers, draws=200), labels)
    yield weight_spread(rubric, group_weights(rubric, sets))
    yield weight_modes(rubric, sets, effective=effective_weights(rubric, answers))


@pytest.fixture(scope="module", params=["one", "hostile", "fifty"])
def drawn(request: pytest.FixtureRequest, rubric: Rubric, make_badge: MakeBadge, weigh_small: Weigh) -> list[Display]:
    count = {"one": 1, "hostile": len(NAMES), "fifty": 50}[request.param]
    badges = [make_badge(f"issuer {at}", NAMES[at % len(NAMES)]) for at in range(count)]
    labels = {badge.key: f"{badge.name} - issuer {at}" for at, badge in enumerate(badges)}
    return list(_displays(rubric, badges, labels, weigh_small))


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_nothing_in_a_name_runs_or_asks_the_network(drawn: list[Display]) -> None:
    for display in drawn:
        seen = _Tags(display.html()).seen
        assert not {tag for tag, _ in seen} & {"script", "img", "image", "use", "iframe", "foreignobject", "link", "a"}
        names = {name for _, attributes in seen for name in attributes}
        assert not {name for name in names if name.startswith("on") or name in {"href", "src", "xlink:href"}}


def test_a_picture_is_well_formed_and_made_of_shapes_and_words(drawn: list[Display]) -> None:
    for display in drawn:
        root = ET.fromstring(display.svg())  # noqa: S314 - our own picture
        assert {element.tag.rpartition("}")[2] for element in root.iter()} <= SHAPES
        assert root.get("role") == "img"
        assert root.get("aria-label") == display.description


def test_hidden_direction_marks_are_spelled_out(drawn: list[Display]) -> None:
    for display in drawn:
        assert "\u202e" not in display.html()
        assert "\u202e" not in display.description


def test_every_row_of_the_table_is_whole(drawn: list[Display]) -> None:
    for display in drawn:
        assert display.rows
        assert {len(row) for row in display.rows} == {len(display.columns)}
        assert all(cell for row in display.rows for cell in row)


def test_no_letter_is_smaller_than_small_print_and_nothing_stands_outside(drawn: list[Display]) -> None:
    for display in drawn:
        root = ET.fromstring(display.svg())  # noqa: S314 - our own picture
        width = float(root.get("width", "0"))
        # At 400 px a page has 368 for a picture; as wide as the charts that are there already, 700 px, words shrink to half.
        assert width <= 720
        for element in root.iter():
            size = element.get("font-size", "13px")
            assert float(size.removesuffix("px")) >= 13


def test_words_end_inside_the_picture(drawn: list[Display]) -> None:
    """Estimate each line's width, 0.53 of the font size a letter and twice that a wide one, and look where it ends."""
    for display in drawn:
        root = ET.fromstring(display.svg())  # noqa: S314 - our own picture
        width = float(root.get("width", "0"))
        for left, right, words in _lines(root):
            assert left >= -12, (display.title, words, left)
            assert right <= width + 12, (display.title, words, right, width)


def _lines(root: ET.Element) -> Iterator[tuple[float, float, str]]:
    """Give where each line of words starts and ends, in pixels from the left edge."""

    def walk(element: ET.Element, x: float) -> Iterator[tuple[float, float, str]]:
        found = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", ""))
        x += float(found[1]) if found else 0
        if element.tag.endswith("}text"):
            size = float(element.get("font-size", "13px").removesuffix("px"))
            lines = ["".join(one.itertext()) for one in element] or [element.text or ""]
            for line in lines:
                room = 0.53 * size * sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)
                start = {"end": x - room, "middle": x - room / 2}.get(element.get("text-anchor", ""), x)
                yield start, start + room, line
        for child in element:
            yield from walk(child, x)

    yield from walk(root, 0)


def test_the_same_data_gives_the_same_bytes(rubric: Rubric, make_badge: MakeBadge, weigh_small: Weigh) -> None:
    badges = [make_badge(f"issuer {at}", name) for at, name in enumerate(NAMES[:3])]
    labels = {badge.key: badge.name for badge in badges}
    first, second = ([one.html() for one in _displays(rubric, badges, labels, weigh_small)] for _ in range(2))
    assert first == second


def test_the_table_of_shares_is_the_chart_s(rubric: Rubric, make_badge: MakeBadge, layers: ReadLayers) -> None:
    badges = [make_badge("x", f"Badge {at}") for at in range(12)]
    answers = {badge.key: _answers(at) for at, badge in enumerate(badges)}
    display = acceptance_bars(acceptances(rubric, badges, answers), {badge.key: badge.name for badge in badges})
    lanes = [row for mark, _, rows in layers(display) if mark["type"] == "text" for row in rows if "low" in row]
    assert [(row["badge"], row["text"]) for row in lanes] == [row[:2] for row in display.rows]
    assert all(Fraction(0) <= row["low"] <= row["high"] <= 100 for row in lanes)
