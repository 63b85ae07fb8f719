"""The report as a page in a real browser, opened from its file: quiet, readable at any width, and nothing in it runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
TITLE = "Sample: outside badges compared"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Render the sample report in a process of its own: Playwright's loop would stand in the way of a kernel here."""
    folder = tmp_path_factory.mktemp("page")
    command = [sys.executable, "-m", "rubric_kit", "demo", str(folder / "ours")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=120)
    return Path(done.stdout.strip())


@pytest.fixture
def open_report(report: Path, browser: Browser) -> Iterator[Open]:
    """Open the report; the test fails if the page asks for anything but itself, or complains of anything."""
    asked: list[str] = []
    complaints: list[str] = []
    pages: list[Page] = []

    def open_it(*, width: int, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        page = context.new_page()
        pages.append(page)
        context.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(report.as_uri())
        return page

    yield open_it
    for page in pages:
        page.context.close()
    assert set(asked) == {report.as_uri()}
    assert complaints == []


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)
    # An axe that looked at nothing finds nothing.
    assert len(found["passes"]) > 10
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_axe_finds_nothing(open_report: Open, width: int, scheme: str) -> None:
    page = open_report(width=width, scheme=scheme)
    # Folded tables are part of the page as well.
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert page.locator("details[open] table").count() == 4
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 400, 320])
def test_the_page_never_scrolls_sideways(open_report: Open, width: int) -> None:
    page = open_report(width=width)
    assert sideways(page) <= 0
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    assert sideways(page) <= 0


def test_what_is_wider_than_the_window_scrolls_in_its_own_frame(open_report: Open) -> None:
    page = open_report(width=320)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
    wide = page.locator("table").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().right > innerWidth && !one.closest('[tabindex=\"0\"]')).length"
    )
    assert wide == 0


def test_the_title_is_right_and_the_hostile_sample_is_only_text(open_report: Open) -> None:
    page = open_report(width=1280)
    assert page.title() == TITLE
    assert page.locator("h1").all_inner_texts() == [TITLE]
    assert page.evaluate("() => document.scripts.length") == 0
    name = "Fine Badge</script><script>document.title='taken'</script> ‹U+202E›gdab"
    assert page.locator("td, th").filter(has_text=name).count() >= 1
    assert page.locator("img, iframe, object, embed, [onerror], [onload], [onmouseover]").count() == 0


def test_the_policy_stops_what_would_get_through_all_the_same(report: Path, browser: Browser, tmp_path: Path) -> None:
    spoiled = tmp_path / "spoiled.html"
    hostile = "<script>document.title='taken'</script><img src='http://127.0.0.1:9/x' onerror=\"document.title='taken'\"></main>"
    spoiled.write_text(report.read_text(encoding="utf-8").replace("</main>", hostile), encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(spoiled.as_uri())
    page.wait_for_load_state("networkidle")
    assert page.locator("img").count() == 1
    assert page.title() == TITLE
    assert asked == [spoiled.as_uri()]
    page.close()


def test_a_keyboard_reaches_the_report_and_every_wide_table(open_report: Open) -> None:
    page = open_report(width=400)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "rk-skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#report")
    for scroller in page.locator(".rk-scroll").all():
        assert scroller.get_attribute("tabindex") == "0"
        assert scroller.get_attribute("aria-label")
