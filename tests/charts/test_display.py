from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import altair as alt
import pytest
import vl_convert

from rubric_kit.charts import Display, level_differences, level_heat_map, score_intervals
from rubric_kit.comparing import badge_labels, compare_levels
from rubric_kit.model import Badge, RatingState, Rubric
from rubric_kit.scoring import rank

MakeBadge = Callable[..., Badge]

SCRIPT = "</script><script>alert(1)</script>"
IMAGE = '<img src="http://tracker.example/p.png" onerror="alert(1)">'

_PROCESS = """
import hashlib
from rubric_kit.authoring import starter_rubric
from rubric_kit.charts import level_heat_map
rubric = starter_rubric()
answers = {n * 64: {c.id: f"l{(i + j) % 4}" for j, c in enumerate(rubric.criteria)} for i, n in enumerate("abc")}
labels = {n * 64: f"Badge {n}" for n in "abc"}
print(hashlib.sha256(level_heat_map(rubric, answers, labels).html().encode()).hexdigest())
"""


class _Tags(HTMLParser):
    """Names of the open elements around each table and picture, and whether all tags are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.paths: dict[str, list[str]] = {}
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        self.paths[tag] = list(self.open)
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def hostile(rubric: Rubric, make_badge: MakeBadge) -> list[Display]:
    """All three charts of badges whose names try to run, in a rubric whose words try the same."""
    criteria = tuple(c.replace(name=f"{IMAGE} & \u202eevil") if at == 0 else c for at, c in enumerate(rubric.criteria))
    bad = rubric.replace(criteria=criteria)
    badges = [make_badge(IMAGE, SCRIPT), make_badge("Issuer 'two'", SCRIPT), make_badge("c", "datum['x'] && alert(1)")]
    states = [RatingState.WITHHELD, RatingState.UNKNOWN, RatingState.NOT_APPLICABLE]
    answers = {
        badge.key: {c.id: states[at] if at == place % 7 else f"l{(at + place) % 4}" for place, c in enumerate(bad.criteria)}
        for at, badge in enumerate(badges)
    }
    labels = badge_labels(badges)
    return [
        level_differences(bad, compare_levels(bad, badges, answers)),
        score_intervals(bad, rank(bad, badges, answers), labels),
        level_heat_map(bad, answers, labels),
    ]


def _small(title: str = "T", rows: tuple[tuple[str, ...], ...] = (("a", "1.0"),)) -> Display:
    chart = alt.Chart(alt.InlineData(values=[{"x": 1}])).mark_point().encode(x=alt.X(field="x", type="quantitative"))
    return Display(title=title, description="One point.", chart=chart, columns=("Badge", "Score"), rows=rows)


def test_nothing_in_a_name_can_run_or_be_fetched(hostile: list[Display]) -> None:
    for display in hostile:
        page = display.html()
        assert "<script" not in page.lower()
        assert "<img" not in page.lower()
        assert "&lt;script&gt;" in page
        parser = _Tags()
        parser.feed(page)
        assert parser.open == []
        for tag, attributes in parser.seen:
            assert tag not in {"script", "img", "image", "a", "use", "style", "foreignobject", "link", "iframe"}
            assert not {name for name in attributes if name.startswith("on") or name in {"href", "src", "xlink:href"}}


def test_the_only_addresses_in_a_picture_are_its_namespaces(hostile: list[Display]) -> None:
    for display in hostile:
        without_text = re.sub(r">[^<]*<", "><", display.svg())
        without_label = re.sub(r'aria-label="[^"]*"', "", without_text)
        assert set(re.findall(r"https?://[^\"' ]+", without_label)) == {
            "http://www.w3.org/2000/svg",
            "http://www.w3.org/1999/xlink",
        }


def test_direction_changing_characters_are_spelled_out_in_picture_and_table(hostile: list[Display]) -> None:
    for display in hostile:
        assert "\u202e" not in display.html()
        assert "\u202e" not in json.dumps(display.chart.to_dict(), ensure_ascii=False)
    assert "‹U+202E›" in hostile[0].html()


def test_badge_text_reaches_the_specification_as_data_values_only(hostile: list[Display]) -> None:
    for display in hostile:
        spec = display.chart.to_dict()
        del spec["datasets"]
        assert "alert" not in str(spec)
        assert "transform" not in str(spec)
        assert "expr" not in str(spec)
        assert "href" not in str(spec)
        assert {one["mark"]["type"] for one in spec["layer"]} <= {"point", "text", "rect", "rule", "line"}


def test_every_place_on_a_scale_says_how_it_is_sorted(hostile: list[Display]) -> None:
    for display in hostile:
        for one in display.chart.to_dict()["layer"]:
            for channel in ("x", "y"):
                if "field" in one["encoding"][channel]:
                    assert "sort" in one["encoding"][channel]


def test_two_pictures_on_one_page_share_no_id(hostile: list[Display]) -> None:
    for display in hostile:
        assert not [one for one in ET.fromstring(display.svg()).iter() if "id" in one.attrib]  # noqa: S314 - our own picture


def test_no_text_is_smaller_than_12_pixels(hostile: list[Display]) -> None:
    for display in hostile:
        sizes = {int(one) for one in re.findall(r'font-size="(\d+)px"', display.svg())}
        assert sizes
        assert min(sizes) >= 12


def test_the_picture_shrinks_with_the_page_and_has_a_name() -> None:
    start = _small().svg().split(">", 1)[0]
    assert 'role="img" aria-label="One point."' in start
    assert 'style="max-width:100%;height:auto"' in start
    assert "viewBox=" in start
    # Groups with a role and no name inside are what an accessibility checker refuses.
    assert _small().svg().count("role=") == 1


def test_the_table_is_a_table_and_stands_outside_the_picture() -> None:
    parser = _Tags()
    parser.feed(_small(rows=(("a", "1.0"), ("b", "2.5 to 3.0"))).html())
    assert parser.paths["table"] == ["div", "details", "div"]
    assert "figure" in parser.paths["svg"]
    scopes = [attributes.get("scope") for tag, attributes in parser.seen if tag == "th"]
    assert scopes == ["col", "col", "row", "row"]
    assert [tag for tag, _ in parser.seen].count("caption") == 1
    aligned = [attributes["style"] for tag, attributes in parser.seen if tag == "td"]
    assert all("text-align:right" in str(style) for style in aligned)


def test_titles_and_cells_are_escaped() -> None:
    page = _small(title="<b>&", rows=(('<i a="1">', "x"),)).html()
    assert "&lt;b&gt;&amp;" in page
    assert "&lt;i a=&quot;1&quot;&gt;" in page


def test_the_frame_is_the_table_twin() -> None:
    frame = _small().frame()
    assert list(frame.columns) == ["Badge", "Score"]
    assert frame.to_numpy().tolist() == [["a", "1.0"]]


def test_a_notebook_gets_static_html_and_plain_words() -> None:
    bundle = _small()._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/plain"] == "One point."
    assert bundle["text/html"] == _small().html()


def test_the_renderer_knows_the_dialect_altair_writes() -> None:
    dialect = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])
    assert dialect in vl_convert.get_vegalite_versions()


def test_two_processes_with_different_hash_seeds_give_the_same_bytes() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", _PROCESS],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert len(found.pop().strip()) == 64


def test_importing_charts_never_pays_for_the_slow_parser_package() -> None:
    code = "import sys, rubric_kit.charts; assert 'altair' in sys.modules; print(sys.modules['rfc3987_syntax'])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout.strip() == "None"
