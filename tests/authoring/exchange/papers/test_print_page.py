"""Pages to print and the blank score sheet: real tables, words as words, nothing that runs or asks."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from rubric_kit.authoring import policy_sentences, starter_names, starter_rubric
from rubric_kit.authoring.exchange import FORMATS
from rubric_kit.authoring.exchange.papers.print_page import write_print_page
from rubric_kit.authoring.exchange.papers.score_sheet import write_score_sheet
from rubric_kit.model import Anchor, Base, Rubric

IMAGE = "<img src=x onerror=\"document.title='taken'\">"
SCRIPT = "</style></script><script>document.title='taken'</script>"
PAGES = ("print", "print-large", "score-sheet")
LIVE = {"script", "img", "iframe", "link", "object", "embed", "form", "input", "button", "a", "base", "svg", "video", "audio"}


class Page(HTMLParser):
    """The elements, attributes and text that a browser would see."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self._quiet = 0
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._quiet += tag in {"style", "title"}

    def handle_endtag(self, tag: str) -> None:
        self._quiet -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._quiet:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, tag: str, name: str) -> list[str]:
        return [value for one, attribute, value in self.attributes if (one, attribute) == (tag, name)]


def page(name: str, rubric: Rubric) -> Page:
    write = FORMATS[name].write
    assert write is not None
    return Page(write(rubric).data)


def full_rubric() -> Rubric:
    rubric = starter_rubric()
    first = rubric.criteria[0]
    anchor = Anchor(text="Earners list\nthree tasks", source="A synthetic badge", badge="ab" * 32)
    first = first.replace(levels=(first.levels[0].replace(anchors=(anchor,)), *first.levels[1:]), targets=("every-student",))
    base = Base(id="our-base", version=2, title="Our base rubric", fingerprint="cd" * 32)
    return rubric.replace(criteria=(first, *rubric.criteria[1:]), base=base, language="es", parent="ef" * 32)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("starter", starter_names())
def test_a_page_runs_nothing_and_asks_for_nothing(name: str, starter: str) -> None:
    seen = page(name, starter_rubric(starter))
    assert not LIVE & set(seen.tags)
    assert not [one for _, one, _ in seen.attributes if one.startswith("on") or one in {"src", "href", "style", "action"}]
    assert seen.tags.count("style") == seen.tags.count("main") == seen.tags.count("h1") == 1
    assert (
        seen.values("meta", "content")[0] == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("name", PAGES)
def test_hostile_words_stay_words(name: str) -> None:
    rubric = starter_rubric()
    first = rubric.criteria[0]
    level = first.levels[0].replace(name=SCRIPT, descriptor=IMAGE, anchors=(Anchor(text=SCRIPT, source=IMAGE),))
    first = first.replace(name=IMAGE, question=SCRIPT, levels=(level, *first.levels[1:]))
    hostile = rubric.replace(title=SCRIPT, purpose=IMAGE, audience=IMAGE, criteria=(first, *rubric.criteria[1:]))
    seen = page(name, hostile)
    assert not LIVE & set(seen.tags)
    assert seen.tags.count("style") == 1
    assert SCRIPT in seen.text
    assert IMAGE in seen.text


@pytest.mark.parametrize("name", PAGES)
def test_tables_have_a_caption_and_header_cells_with_scope(name: str) -> None:
    seen = page(name, starter_rubric())
    tables = seen.tags.count("table")
    assert tables == (7 if name == "print-large" else 1)
    assert seen.tags.count("caption") == tables
    assert set(seen.values("th", "scope")) == {"col", "row"}
    assert len(seen.values("th", "scope")) == seen.tags.count("th")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_speaks_the_rubrics_language_and_marks_our_own_words(name: str) -> None:
    seen = page(name, full_rubric())
    assert seen.values("html", "lang") == ["es"]
    assert seen.values("caption", "lang")[0] == "en"
    assert page(name, starter_rubric()).values("caption", "lang") == []


@pytest.mark.parametrize("name", ["print", "print-large"])
def test_everything_a_person_reads_is_on_the_page(name: str) -> None:
    rubric = full_rubric()
    text = page(name, rubric).text
    words = [rubric.title, rubric.purpose, rubric.fingerprint, "three tasks", "A synthetic badge", "Our base rubric", "version 2"]
    words += [one.text for one in (*rubric.targets, *rubric.citations, *policy_sentences(rubric))]
    words += [one.name for one in rubric.criteria] + [one.question for one in rubric.criteria]
    words += [level.descriptor for one in rubric.criteria for level in one.levels]
    words += [level.name for one in rubric.criteria for level in one.levels]
    words += ["Weight 25 of 100.", "Serves item 2 of the vision and mission", "2 points", "1 point"]
    assert [one for one in words if " ".join(one.split()) not in text] == []


def test_levels_that_all_criteria_share_are_named_once_in_the_header() -> None:
    rubric = starter_rubric("eu-2022")
    header = page("print", rubric).text.partition("Criterion")[2][:120]
    assert re.match(r" Guessed 0 points In the issuer's papers 1 point In the file 2 points", header)


def test_a_wide_rubric_has_one_criterion_on_each_page() -> None:
    wide = starter_rubric("connecting-credentials")
    assert len(wide.criteria[0].levels) == 8
    seen = page("print", wide)
    assert seen.tags.count("table") == len(wide.criteria)
    data = write_print_page(wide).data.decode()
    assert ".criterion { break-before: page; }" in data
    assert "size: portrait" in data
    narrow = write_print_page(starter_rubric()).data.decode()
    assert "size: landscape" in narrow
    assert "break-before: page" not in narrow


def test_large_print_is_18_points_and_more_on_paper() -> None:
    data = write_print_page(starter_rubric(), large=True).data.decode()
    sizes = re.findall(r"@media print \{ \.criterion.*?body \{ font-size: (\d+)pt", data)
    assert sizes == ["18"]
    assert min(int(size) for size in re.findall(r"font-size: (\d+)pt", data)) >= 16


def test_what_is_not_printed_is_listed() -> None:
    losses = {loss.path: loss for loss in write_print_page(full_rubric()).losses}
    assert losses["parent"].why == "The version this one was made from is not printed; this one's fingerprint is."
    assert losses["base"].words == "Our base rubric"
    assert losses["criteria.criteria_clarity.levels.l0.anchors"].why.startswith("Text and source are printed")
    assert losses["criteria.criteria_clarity.levels.l0.look_fors"].words == "criteria_words"
    assert "set_aside" not in losses, "there are none"


def test_the_score_sheet_asks_for_the_gut_call_first_and_for_a_code_and_no_name() -> None:
    rubric = starter_rubric()
    text = page("score-sheet", rubric).text
    assert text.index("First, your gut call") < text.index(rubric.criteria[0].name)
    assert "a Accept n Not u Unsure" in text
    assert "Rater code (never a name):" in text
    assert f"version 1, {rubric.fingerprint[:8]}." in text
    assert rubric.fingerprint in text
    first = rubric.criteria[0]
    levels = [f"{number} {level.name}" for number, level in enumerate(first.levels, start=1)]
    answers = " ".join([*levels, "? Cannot tell w Withheld n Does not apply", "Because:"])
    assert f"1. {first.name} {first.question} {answers}" in text
    assert text.count("Because:") == text.count("w Withheld n Does not apply Because") == len(rubric.criteria)


def test_the_score_sheet_shows_no_points_weights_or_rules_and_says_so() -> None:
    rubric = starter_rubric()
    written = write_score_sheet(rubric)
    text = Page(written.data).text
    assert "points" not in text
    assert "Weight" not in text
    assert rubric.criteria[0].levels[2].descriptor not in text
    paths = {loss.path for loss in written.losses}
    assert {f"criteria.{c.id}.levels.{level.id}.descriptor" for c in rubric.criteria for level in c.levels} <= paths
    assert {f"criteria.{c.id}.weight" for c in rubric.criteria} <= paths
    assert {"policy.cuts", "purpose", "targets"} <= paths
    assert not [loss for loss in written.losses if "was read again" in loss.why]
