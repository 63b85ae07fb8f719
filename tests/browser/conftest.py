"""Real clicks in a real browser: one JupyterLab for the whole run, one Chromium per test module, no way out of this machine.

Fixtures
--------
lab : Lab
    JupyterLab on 127.0.0.1 with its own settings, serving `lab.folder` (empty; write or copy notebooks there). Session scope.
open_notebook : callable
    `open_notebook("folder/name.ipynb", width=1280, height=900) -> NotebookPage` opens a notebook that lies under `lab.folder`.
    Every page is closed after the test, and the test fails if any of them asked for anything beyond this machine.
write_notebook : callable
    `write_notebook("name.ipynb", [code, ...]) -> "name.ipynb"` writes a notebook of code cells into `lab.folder`.

`NotebookPage`
--------------
    page.run_all()                    Run > Run All Cells, and wait until the kernel has answered every cell
    page.run_cell(n)                  run one code cell again and wait for it; `page.output(n)` is its text
    page.resize(400, 900)             another window size
    page.screenshot("name")           a picture in pytest's temporary folder, or in RUBRIC_KIT_SCREENSHOTS if that is set
    page.axe(".rk-weigh-criteria")    what axe-core finds in a part of the page: "rule: element" lines, empty if nothing
    page.errors                       script errors and error outputs seen so far
    page.page                         the Playwright page, for everything else

`RUBRIC_KIT_CHROMIUM` names another Chromium. The browser is closed after each module because Playwright's loop would stand in
the way of tests that run notebooks in this process.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import axe_playwright_python
import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
LAB_SETTINGS = ROOT / "rubric_kit" / "workbench" / "lab_settings"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
TOKEN = "only-for-this-test-run"  # noqa: S105  it opens a server on loopback that lives as long as the tests
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


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    url: str
    folder: Path


@dataclass
class NotebookPage:
    """A notebook in a browser window."""

    page: Page
    shots: Path
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
        self.page.locator('li.lm-MenuBar-item:has-text("Run")').click()
        self.page.locator('.lm-Menu-itemLabel:text-is("Run All Cells")').click()
        self._wait_for_cells()

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

    def screenshot(self, name: str) -> Path:
        path = self.shots / f"{name}.png"
        self.page.screenshot(path=path)
        return path

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


def _environment(home: Path) -> dict[str, str]:
    own = {
        name: str(home / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR")
    }
    own["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "workspaces")
    return os.environ | own | {"JUPYTER_NO_CONFIG": "1"}


def _start(folder: Path, home: Path) -> subprocess.Popen[bytes]:
    arguments = [
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port=0",
        "--ServerApp.open_browser=False",
        "--ServerApp.allow_root=True",
        f"--IdentityProvider.token={TOKEN}",
        f"--LabApp.app_settings_dir={LAB_SETTINGS}",
        "--LabApp.expose_app_in_browser=True",
    ]
    with (home / "lab.log").open("wb") as log:
        command = [sys.executable, "-m", "jupyterlab", *arguments]
        return subprocess.Popen(command, cwd=folder, env=_environment(home), stdout=log, stderr=subprocess.STDOUT)


def _wait_for_url(home: Path, server: subprocess.Popen[bytes]) -> str:
    """Return the address the server writes down once it listens, so that no free port has to be guessed."""
    deadline = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < deadline and server.poll() is None:
        for path in (home / "jupyter_runtime_dir").glob("jpserver-*.json"):
            try:
                return str(json.loads(path.read_text(encoding="utf-8"))["url"])
            except json.JSONDecodeError:
                continue  # caught while it was being written
        time.sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start:\n{(home / 'lab.log').read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    home = tmp_path_factory.mktemp("lab")
    folder = home / "notebooks"
    folder.mkdir()
    server = _start(folder, home)
    try:
        yield Lab(_wait_for_url(home, server), folder)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def chromium_path() -> str | None:
    """Return the Chromium to use: the one that was named, the system's, or None for Playwright's own."""
    named = os.environ.get("RUBRIC_KIT_CHROMIUM")
    return named or shutil.which("chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_notebook(lab: Lab, browser: Browser, tmp_path: Path) -> Iterator[Callable[..., NotebookPage]]:
    opened: list[NotebookPage] = []
    shots = Path(os.environ.get("RUBRIC_KIT_SCREENSHOTS") or tmp_path)
    shots.mkdir(parents=True, exist_ok=True)

    def open_it(path: str, *, width: int = 1280, height: int = 900) -> NotebookPage:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        notebook = NotebookPage(context.new_page(), shots)
        opened.append(notebook)
        _watch(notebook)
        # One document without side bars, and a workspace of its own, so that no test finds another one's tabs.
        notebook.page.goto(f"{lab.url}doc/workspaces/t{len(opened)}-{time.monotonic_ns()}/tree/{quote(path)}?token={TOKEN}")
        notebook.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE)
        # The status bar says "Idle" before there is a session; whoever runs a cell then is asked to select a kernel.
        notebook.page.wait_for_function(KERNEL_READY, timeout=PATIENCE)
        return notebook

    yield open_it
    outside = [request for notebook in opened for request in notebook.outside]
    for notebook in opened:
        # A kernel that stays would greet the next test of the same notebook with this one's variables.
        notebook.page.evaluate("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.shutdown()")
        notebook.page.context.close()
    assert outside == [], f"asked for something beyond this machine: {outside}"


@pytest.fixture
def write_notebook(lab: Lab) -> Callable[[str, Sequence[str]], str]:
    def write_it(name: str, cells: Sequence[str]) -> str:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        path = lab.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
        return name

    return write_it


def _watch(notebook: NotebookPage) -> None:
    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in HARMLESS and parts.hostname not in LOOPBACK:
            notebook.outside.append(url)

    notebook.page.context.on("request", lambda request: note(request.url))
    notebook.page.on("websocket", lambda socket: note(socket.url))
    notebook.page.on("pageerror", lambda error: notebook.script_errors.append(str(error)))
