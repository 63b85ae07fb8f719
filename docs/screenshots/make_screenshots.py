"""Take the pictures of README.md: the workbench in JupyterLab and the sample report, as they are now (`make screenshots`)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from rubric_kit.workbench import SAMPLE_REPORT

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-background-networking", "--no-first-run", "--disable-gpu", "--disable-component-update"]
SIZE = {"width": 1120, "height": 860}


def main() -> None:
    """Start the workbench on a folder of its own, so that nobody's drafts are touched, take the pictures, stop it."""
    with tempfile.TemporaryDirectory(prefix="rubric_kit-") as folder:
        _take(Path(folder) / "pictures")


def _take(folder: Path) -> None:
    command = [sys.executable, "-m", "rubric_kit", "lab", str(folder), "--port", "8890"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        lines = iter(server.stdout or ())
        address = next(found[0] for line in lines if (found := re.search(r"http://127\S+", line)))
        with sync_playwright() as playwright:
            path = os.environ.get("RUBRIC_KIT_CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
            _building(browser, address)
            _asking(browser, address)
            _weighing(browser, address)
            _rating(browser, address)
            _leading(browser, address)
            _bringing_in(browser, address)
            _report(browser, folder / SAMPLE_REPORT)
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _building(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "01_build_rubric")
    widget = page.locator(".rk-edit-rubric")
    row = widget.locator("tbody tr").filter(has_text="Local tie").first
    row.get_by_role("button", name="Open").click(timeout=60_000)
    # A word that two raters read in two ways, so that a check stands beside the row.
    widget.get_by_label("What a rater can see at level 2, Local tie").fill("The issuer often works with schools nearby.")
    page.wait_for_timeout(2000)
    _picture(page, row, "editor")


def _weighing(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "02_weigh_criteria")
    widget = page.locator(".rk-weigh-criteria")
    widget.locator("tbody tr").nth(5).wait_for(timeout=60_000)
    # A move that is made while the cells below still run is answered when they have.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=120_000)
    widget.get_by_role("slider", name="Framework alignment, weight").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)
    _picture(page, widget, "workbench")


def _asking(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "02_weigh_criteria")
    widget = page.locator(".rk-ask-weights")
    widget.get_by_role("radio", name="Which badge would you rather accept?").check(timeout=60_000)
    for number in (2, 3, 4):
        widget.get_by_role("button", name="Left", exact=True).click()
        widget.get_by_role("heading", name=f"Card {number}").wait_for()
    _picture(page, widget, "weights")


def _rating(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "03_rate_badges")
    widget = page.locator(".rk-rate-badges")
    widget.get_by_label("Your code").fill("rater-7", timeout=60_000)
    widget.get_by_role("button", name="Start").click()
    widget.get_by_role("radio", name="Unsure").check(timeout=60_000)
    widget.get_by_role("button", name="Save my call and open the rubric").click()
    widget.get_by_role("radio", name="Topic only").first.check()
    widget.get_by_role("status").filter(has_text=re.compile("Saved [0-9]")).wait_for()
    _picture(page, widget, "rating")


def _leading(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "06_rate_together")
    widget = page.locator(".rk-lead-round")
    widget.get_by_role("button", name="Show what was said in round 1").click(timeout=60_000)
    widget.get_by_role("button", name="Yes, show it to everybody").click()
    strip = widget.get_by_role("heading", name=re.compile("furthest apart"))
    strip.wait_for(timeout=60_000)
    _picture(page, strip, "leading")


def _bringing_in(browser: Browser, address: str) -> None:
    page = _opened(browser, address, "05_bring_in_badges")
    widget = page.locator(".rk-read-badges")
    # A badge that was taken back stands here, with what is missing beside it.
    row = widget.get_by_role("row").filter(has_text="circle_trainer_revoked.json").element_handle(timeout=60_000)
    pane = widget.get_by_role("group", name="What was read")
    pane.evaluate("(pane, row) => pane.scrollTo(0, row.offsetTop - pane.querySelector('thead').offsetHeight)", row)
    _picture(page, widget, "bring_in_badges")


def _opened(browser: Browser, address: str, notebook: str) -> Page:
    page = browser.new_page(viewport=SIZE, color_scheme="light")
    # The server prints its address before it listens.
    for _ in range(60):
        try:
            page.goto(address.replace("/lab/tree/00_start_here", f"/doc/tree/{notebook}"))
            break
        except Exception:  # noqa: BLE001 - Playwright has no narrower error for a refused connection
            page.wait_for_timeout(500)
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    # The list of running notebooks, which is out of sight, names the kernel too.
    page.get_by_text("Python 3 (ipykernel)").locator("visible=true").first.wait_for()
    page.wait_for_timeout(3000)
    page.locator('li.lm-MenuBar-item:has-text("Run")').click()
    page.locator('.lm-Menu-itemLabel:text-is("Run All Cells")').click()
    return page


def _picture(page: Page, widget: Locator, name: str) -> None:
    page.wait_for_timeout(500)
    widget.evaluate("element => element.scrollIntoView()")
    page.wait_for_timeout(500)
    page.screenshot(path=HERE / f"{name}.png")
    page.close()


def _report(browser: Browser, path: Path) -> None:
    page = browser.new_page(viewport=SIZE, color_scheme="light")
    page.goto(path.resolve().as_uri())
    page.get_by_role("heading", name="Side by side").evaluate("element => element.scrollIntoView()")
    page.screenshot(path=HERE / "report.png")


if __name__ == "__main__":
    main()
