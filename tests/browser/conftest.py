"""Real clicks in a real browser: one JupyterLab for the whole run, one Chromium per test module, no way out of this machine.

Starting is what costs, so it is done once: a JupyterLab page is used again by the next test of a module, with the notebook
closed and its kernel ended in between, and kernels come with their imports done (`warm_kernels.py`).

Fixtures
--------
lab : Lab
    JupyterLab on 127.0.0.1 with its own settings, serving `lab.folder` (empty; write or copy notebooks there). Session scope.
open_notebook : callable
    `open_notebook("folder/name.ipynb", width=1280, height=900) -> NotebookPage` opens a notebook that lies under `lab.folder`.
    Every notebook is closed after the test, and the test fails if its page asked for anything beyond this machine.
    With `fresh=True` the page is a new one and is not used again; for tests that load it again or change more than the notebook.
write_notebook : callable
    `write_notebook("name.ipynb", [code, ...]) -> "name.ipynb"` writes a notebook of code cells into `lab.folder`.

`NotebookPage`
--------------
    page.run_all()                    Run > Run All Cells; wait until every cell is answered and Lab is done with the focus
    page.run_cell(n)                  run one code cell again and wait for it; `page.output(n)` is its text
    page.resize(400, 900)             another window size
    page.screenshot("name", part)     a picture in the folder RUBRIC_KIT_SCREENSHOTS if that is set, of a part or of all
    page.axe(".rk-weigh-criteria")    what axe-core finds in a part of the page: "rule: element" lines, empty if nothing
    page.errors                       script errors and error outputs seen so far
    page.page                         the Playwright page, for everything else

`RUBRIC_KIT_CHROMIUM` names another Chromium. The browser is closed after each module because Playwright's loop would stand in
the way of tests that run notebooks in this process.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote, urlsplit
from weakref import WeakKeyDictionary

import axe_playwright_python
import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
PATIENCE = 60_000
KERNEL_READY = """() => {
    const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
    return kernel?.connectionStatus === "connected" && kernel.status === "idle";
}"""
CELLS_DONE = """() => {
    const panel = window.jupyterapp?.shell.currentWidget;
    const cells = [...panel.content.widgets].filter((cell) => cell.model.type === "code" && cell.model.sharedModel.source.trim());
    const failed = cells.some((cell) => [...cell.model.sharedModel.getOutputs()].some((one) => one.output_type === "error"));
    const idle = panel.sessionContext.session?.kernel?.status === "idle";
    return failed || (idle && cells.every((cell) => cell.model.executionCount !== null));
}"""
# Lab takes the focus once more at the end of "Run All Cells"; a key that is pressed before that may go to the wrong place.
WATCH_RUN = """() => {
    window.rkRunDone = false;
    const { commandExecuted } = window.jupyterapp.commands;
    const done = () => requestAnimationFrame(() => requestAnimationFrame(() => { window.rkRunDone = true; }));
    const seen = (_, { id, result }) => {
        if (id !== "notebook:run-all-cells") return;
        commandExecuted.disconnect(seen);
        result.finally(done);
    };
    commandExecuted.connect(seen);
}"""
OPEN_NOTEBOOK = """async (path) => {
    const panel = await window.jupyterapp.commands.execute("docmanager:open", { path, factory: "Notebook" });
    await panel.context.ready;
    window.jupyterapp.shell.activateById(panel.id);
}"""
# A kernel that stays would greet the next test of the same notebook with this one's variables.
CLOSE_NOTEBOOKS = """async () => {
    for (const widget of [...(window.jupyterapp?.shell.widgets("main") ?? [])]) {
        await widget.sessionContext?.shutdown();
        widget.dispose();
    }
    return Boolean(window.jupyterapp) && !document.querySelector(".jp-Dialog, .lm-Menu, .jp-Notebook");
}"""
# What a kernel has to answer for may take longer than Playwright's five seconds where the other tests keep the processors busy.
expect.set_options(timeout=20_000)
HARMLESS = {"data", "blob", "about", "chrome-error"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class NotebookPage:
    """A notebook in a browser window."""

    page: Page
    outside: list[str] = field(default_factory=list)
    script_errors: list[str] = field(default_factory=list)

    @property
    def code_cells(self) -> int:
        return self.page.locator(".jp-CodeCell").count()

    @property
    def errors(self) -> list[str]:
        shown = self.page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.error"]').all_inner_texts()
        return self.script_errors + shown

    def run_all(self) -> None:
        self.page.evaluate(WATCH_RUN)
        self.page.locator('li.lm-MenuBar-item:has-text("Run")').click()
        self.page.locator('.lm-Menu-itemLabel:text-is("Run All Cells")').click()
        self._wait_for_cells()
        self.page.wait_for_function("window.rkRunDone", timeout=PATIENCE)

    def run_cell(self, n: int) -> None:
        cell = self.page.locator(".jp-CodeCell").nth(n)
        before = cell.locator(".jp-InputPrompt").inner_text()
        cell.locator(".jp-InputArea .cm-content").click()
        self.page.keyboard.press("Control+Enter")
        expect(cell.locator(".jp-InputPrompt")).not_to_have_text(before, timeout=PATIENCE)
        self._wait_for_cells()

    def output(self, n: int) -> str:
        return self.page.locator(".jp-CodeCell").nth(n).locator(".jp-OutputArea").inner_text().strip()

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def screenshot(self, name: str, part: Locator | None = None) -> None:
        """Take a picture for people, if somebody wants them: each costs as much as a test's clicks."""
        if folder := os.environ.get("RUBRIC_KIT_SCREENSHOTS"):
            (part or self.page).screenshot(path=Path(folder) / f"{name}.png")

    def axe(self, part: str) -> list[str]:
        """Return "rule: element" for each violation of WCAG 2.1 A and AA inside a part of the page."""
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        options = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
        found = self.page.evaluate("([part, options]) => axe.run(part, options)", [part, options])
        # An axe that looked at nothing finds nothing.
        assert found["passes"], f"axe checked nothing inside {part}"
        return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]

    def _wait_for_cells(self) -> None:
        """Wait until every code cell that holds something was run, or one failed; asked of Lab itself, since hidden cells
        and cells out of sight are not in the page."""
        self.page.wait_for_function(CELLS_DONE, timeout=PATIENCE)


def _lab_server() -> ModuleType:
    """Load what starts JupyterLab by its path: test folders are no packages."""
    spec = importlib.util.spec_from_file_location("lab_server", Path(__file__).with_name("lab_server.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with _lab_server().running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


def chromium_path() -> str | None:
    """Return the Chromium to use: the one that was named, the system's, or None for Playwright's own."""
    return os.environ.get("RUBRIC_KIT_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Window:
    """A JupyterLab page that shows one notebook at a time."""

    page: Page
    lab: Any
    notebook: NotebookPage | None = None
    used_again: bool = True

    def close(self) -> None:
        """End the notebook and its kernel; leave the page as the next test wants it, or close it."""
        try:
            self.used_again &= bool(self.page.evaluate(CLOSE_NOTEBOOKS))
        except PlaywrightError:
            self.used_again = False
        self.notebook = None
        if self.used_again:
            self.page.emulate_media(color_scheme="light")
            self.page.mouse.move(0, 0)
        else:
            self.throw_away()

    def throw_away(self) -> None:
        """Close the page, and end what still runs by asking the server."""
        ask, key = self.page.context.request, {"Authorization": f"token {self.lab.token}"}
        for session in ask.get(f"{self.lab.url}api/sessions", headers=key).json():
            ask.delete(f"{self.lab.url}api/sessions/{session['id']}", headers=key)
        self.page.context.close()

    def shows(self, path: str, size: ViewportSize) -> bool:
        """Open a notebook in the page that is there; where that fails, a new page does it."""
        self.notebook = NotebookPage(self.page)
        self.page.set_viewport_size(size)
        try:
            self.page.evaluate(OPEN_NOTEBOOK, path)
        except PlaywrightError:
            self.throw_away()
            return False
        return True


# The pages of each browser that wait for a notebook.
WAITING: WeakKeyDictionary[Browser, list[Window]] = WeakKeyDictionary()


@pytest.fixture
def open_notebook(lab: Any, browser: Browser) -> Iterator[Callable[..., NotebookPage]]:
    opened: list[Window] = []
    waiting = WAITING.setdefault(browser, [])

    def open_it(path: str, *, width: int = 1280, height: int = 900, fresh: bool = False) -> NotebookPage:
        size: ViewportSize = {"width": width, "height": height}
        window = waiting.pop() if waiting and not fresh else None
        if window is None or not window.shows(path, size):
            window = _new_window(browser, lab, size)
            # One document without side bars, and a workspace of its own, so that no test finds another one's tabs.
            window.page.goto(f"{lab.url}doc/workspaces/t{time.monotonic_ns()}/tree/{quote(path)}?token={lab.token}")
        window.used_again = not fresh
        opened.append(window)
        page = window.page
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE)
        # The status bar says "Idle" before there is a session; whoever runs a cell then is asked to select a kernel.
        page.wait_for_function(KERNEL_READY, timeout=PATIENCE)
        return window.notebook

    yield open_it
    outside = [request for window in opened if window.notebook for request in window.notebook.outside]
    for window in opened:
        window.close()
        if window.used_again:
            waiting.append(window)
    assert outside == [], f"asked for something beyond this machine: {outside}"


@pytest.fixture
def write_notebook(lab: Any) -> Callable[[str, Sequence[str]], str]:
    def write_it(name: str, cells: Sequence[str]) -> str:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        path = lab.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
        return name

    return write_it


def _new_window(browser: Browser, lab: Any, size: ViewportSize) -> Window:
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    page = context.new_page()
    window = Window(page, lab, NotebookPage(page))

    def note(url: str) -> None:
        parts = urlsplit(url)
        if window.notebook and parts.scheme not in HARMLESS and parts.hostname not in LOOPBACK:
            window.notebook.outside.append(url)

    def note_error(error: object) -> None:
        if window.notebook:
            window.notebook.script_errors.append(str(error))

    context.on("request", lambda request: note(request.url))
    window.page.on("websocket", lambda socket: note(socket.url))
    window.page.on("pageerror", note_error)
    # Playwright begins to catch file choosers with the first listener, but does not wait until it does: a chooser that opens
    # right after that is lost. With a listener from the start, none is.
    window.page.on("filechooser", lambda _: None)
    return window
