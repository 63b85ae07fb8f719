"""The room's page under a real mouse: the rating notebook as it is, without code, for one visitor and a second one."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import nbformat
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from rubric_kit.workspace import notebooks_folder

pytestmark = pytest.mark.browser

OPEN = """
import sys
from pathlib import Path
from rubric_kit.workbench import open_room
open_room(Path(sys.argv[1]), ready=int(sys.argv[2]))
"""
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
KERNEL = "() => JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
PATIENCE = 60_000


@pytest.fixture
def open_room(tmp_path: Path) -> Iterator[Callable[[Path, int], tuple[str, subprocess.Popen[str]]]]:
    """Serve a notebook; give the page's address and the process."""
    started: list[subprocess.Popen[str]] = []

    def serve(notebook: Path, ready: int) -> tuple[str, subprocess.Popen[str]]:
        command = [sys.executable, "-c", OPEN, str(notebook), str(ready)]
        own = {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"), "IPYTHONDIR": str(tmp_path / "ipython")}
        room = subprocess.Popen(
            command,
            env=os.environ | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        started.append(room)
        assert room.stdout is not None
        address = next(found[0] for line in room.stdout if (found := re.search(r"http://\S+", line)))
        _wait_for(urlsplit(address).port)
        return address, room

    yield serve
    for room in started:
        room.terminate()
        try:
            room.wait(30)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(room.pid, signal.SIGKILL)
            if room.stdout is not None:
                room.stdout.close()


def _wait_for(port: int | None) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port or 0), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the room did not open")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Go to an address as a visitor of one's own; nobody asks for anything beyond this machine."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def go(address: str) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 2400}, reduced_motion="reduce")
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(address, wait_until="commit")
        return page

    yield go
    for context in contexts:
        context.close()
    assert asked
    outside = [
        url for url in asked if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).hostname != "127.0.0.1"
    ]
    assert outside == []


def axe(page: Page) -> list[str]:
    page.evaluate(AXE)
    rules = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("(rules) => axe.run(document, rules)", rules)
    assert found["passes"]
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


def answer(page: Page) -> Locator:
    """Give a code with the keyboard and a gut call with the mouse."""
    widget = page.locator(".rk-rate-badges")
    code = widget.get_by_role("textbox", name="Your code")
    expect(code).to_be_visible(timeout=PATIENCE)
    code.focus()
    page.keyboard.type("rater-7")
    page.keyboard.press("Enter")
    call = widget.get_by_role("radio", name="Unsure")
    expect(call).to_be_visible(timeout=PATIENCE)
    call.check()
    widget.get_by_role("button", name="Save my call and open the rubric").click()
    expect(widget.get_by_role("radio", name="Cannot tell").first).to_be_visible(timeout=PATIENCE)
    return widget


def test_the_rating_notebook_is_a_page_for_each_visitor(
    open_room: Callable[[Path, int], tuple[str, Any]], visit: Callable[[str], Page], tmp_path: Path
) -> None:
    place = tmp_path / "notebooks"
    place.mkdir()
    notebook = Path(shutil.copy(notebooks_folder() / "03_rate_badges.ipynb", place))
    address, _ = open_room(notebook, 1)
    page = visit(address)
    widget = answer(page)
    assert page.title() == nbformat.read(notebook, as_version=4).metadata["title"]
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator(".jp-InputArea-editor, .cm-editor, .lm-MenuBar, .rk-room-error")).to_have_count(0)
    # Other notebooks are not served, so no link leads to them.
    expect(page.locator("main a[href*=ipynb]")).to_have_count(0)
    level = widget.get_by_role("radio", name="Cannot tell").first
    level.focus()
    page.keyboard.press("Space")
    expect(level).to_be_checked()
    expect(widget).to_contain_text("Saved ", timeout=PATIENCE)
    for width in (1280, 400):
        page.set_viewport_size({"width": width, "height": 2400})
        assert axe(page) == [], f"{width} pixels"
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        if shots := os.environ.get("RUBRIC_KIT_SCREENSHOTS"):
            page.screenshot(path=Path(shots) / f"room-{width}.png", full_page=True)

    # A second visitor has a kernel of her own, and no code of the first one.
    second = visit(address)
    expect(second.get_by_role("textbox", name="Your code")).to_have_value("", timeout=PATIENCE)
    assert second.evaluate(KERNEL) != page.evaluate(KERNEL)
    expect(level).to_be_checked()

    stranger = visit(address.partition("?")[0])
    expect(stranger.get_by_role("heading", name="This page needs its whole address")).to_be_visible()
    assert page.request.get(f"{address.partition('?')[0]}voila/files/{notebook.name}").status == 403


def test_what_goes_wrong_is_said_in_plain_words(
    open_room: Callable[[Path, int], tuple[str, Any]], visit: Callable[[str], Page], tmp_path: Path
) -> None:
    cells = [
        nbformat.v4.new_code_cell("import os, warnings\nwarnings.warn('for makers')\nprint('kernel', os.getpid())"),
        nbformat.v4.new_code_cell("from rubric_kit.workspace import read_rubric\nread_rubric('<b>nowhere</b>.json')"),
        nbformat.v4.new_code_cell("print('not reached')"),
    ]
    notebook = tmp_path / "spoiled.ipynb"
    nbformat.write(
        nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}), notebook
    )
    address, room = open_room(notebook, 0)
    page = visit(address)
    error = page.locator(".rk-room-error")
    expect(error).to_have_text(
        re.compile(r"^<b>nowhere</b>\.json does not exist; check the spelling\s*The rest of this page is left out\.$"),
        timeout=PATIENCE,
    )
    main = page.get_by_role("main")
    expect(main).not_to_contain_text(re.compile("Traceback|for makers|not reached|read_rubric"))
    expect(page.get_by_role("heading", level=1)).to_have_text("spoiled")
    found = re.search(r"kernel (\d+)", main.inner_text())
    assert found
    ended = page.get_by_role("alert").filter(has_text="This page has come to its end")
    os.kill(int(found[1]), signal.SIGKILL)
    expect(ended).to_contain_text("What was saved is kept.", timeout=PATIENCE)
    assert axe(page) == []
    page.get_by_role("button", name="Load again").click()
    expect(ended).to_have_count(0)
    expect(main).to_contain_text("kernel", timeout=PATIENCE)
    assert f"kernel {found[1]}" not in main.inner_text()
    room.terminate()
    expect(page.get_by_role("alert").filter(has_text="This page cannot reach its server")).to_be_visible(timeout=PATIENCE)
