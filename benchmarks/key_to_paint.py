# A script to run, no package.
"""How long a key press on a weight takes until the new ranking is painted, beside a plain round trip through the kernel.

    make bench NAMES=key_to_paint   (python benchmarks/key_to_paint.py [PRESSES])

Starts JupyterLab and headless Chromium as the browser tests do, shows the weighing widget over 20 synthetic badges, and beside
it the smallest possible widget: a range input whose value the kernel sends back. Prints median and 90th percentile of both and
their ratio. A press counts as painted in the frame after the one in which the change was drawn.
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
WARM_UP = 3
CELL = '''
import hashlib
import anywidget, traitlets
from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Evidence, Issuer, Source, Verification
from rubric_kit.widgets.weigh_criteria import WeighCriteria

class RoundTrip(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
        const input = Object.assign(document.createElement("input"), { type: "range", className: "plain", value: 15 });
        const answer = document.createElement("span");
        answer.className = "answer";
        input.addEventListener("keydown", (event) => event.stopPropagation());
        input.addEventListener("input", () => { model.set("asked", Number(input.value)); model.save_changes(); });
        model.on("change:answer", () => { answer.textContent = model.get("answer"); });
        el.append(input, answer);
    } };
    """
    asked = traitlets.Int(15).tag(sync=True)
    answer = traitlets.Int(15).tag(sync=True)

    @traitlets.observe("asked")
    def _answer(self, change):
        self.answer = change["new"]

def synthetic(number):
    key = hashlib.sha256(bytes([number])).hexdigest()
    return Badge(
        key=key, name=f"Synthetic {number}", issuer=Issuer(name="Synthetic issuer"), evidence=Evidence(state="unknown"),
        verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
        source=Source(container="json", dialect="OB 2.0", sha256=key, size=1),
    )

badges = [synthetic(number) for number in range(20)]
answers = {
    badge.key: {c.id: c.levels[(at * (3 + k) + k) % len(c.levels)].id for k, c in enumerate(starter_rubric().criteria)}
    for at, badge in enumerate(badges)
}
display(RoundTrip(), WeighCriteria(starter_rubric(), badges, answers))
'''
# The clock starts in the browser when the key arrives and stops when the frame with the changed text has been painted: a
# message posted in the frame's callback is delivered right after its painting.
WATCH = """([control, shown]) => {
    const [input, text] = [document.querySelector(control), document.querySelector(shown)];
    let start = 0;
    window.times = [];
    input.addEventListener("keydown", () => { start = performance.now(); }, { capture: true });
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
        if (start) window.times.push(performance.now() - start);
        start = 0;
    };
    new MutationObserver(() => requestAnimationFrame(() => painted.port2.postMessage(0)))
        .observe(text, { childList: true, subtree: true, characterData: true });
    input.focus();
}"""


def main() -> None:
    """Measure and print."""
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    harness = _harness()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "notebooks").mkdir()
        # Without a kernel named in the file, JupyterLab asks which one to take.
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)], metadata=kernel)
        nbformat.write(notebook, home / "notebooks" / "paint.ipynb")
        server = harness._start(home / "notebooks", home)  # noqa: SLF001 - the harness is ours
        try:
            plain, ranked = _measure(harness, harness._wait_for_url(home, server), presses)  # noqa: SLF001 - as above
        finally:
            server.terminate()
            server.wait(20)
    for what, times in (("plain kernel round trip", plain), ("weight moved, 20 badges ranked", ranked)):
        ninth = statistics.quantiles(times, n=10)[-1]
        print(f"{what}: median {statistics.median(times):.0f} ms, 90th percentile {ninth:.0f} ms ({len(times)} presses)")
    print(f"ratio of the medians: {statistics.median(ranked) / statistics.median(plain):.2f}")


def _measure(harness: ModuleType, url: str, presses: int) -> tuple[list[float], list[float]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=harness.chromium_path(), args=harness.FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 2000})
        page.goto(f"{url}doc/tree/paint.ipynb?token={harness.TOKEN}")
        page.wait_for_function(harness.KERNEL_READY, timeout=harness.PATIENCE)
        harness.NotebookPage(page, Path()).run_all()
        page.locator(".rk-weigh-criteria").wait_for()
        plain = _times(page, (".plain", ".answer"), presses)
        slider = '.rk-weigh-criteria [aria-label="Framework alignment, weight"]'
        ranked = _times(page, (slider, ".rk-weigh-criteria .rk-w-changed"), presses)
        browser.close()
    return plain, ranked


def _times(page: Page, watched: tuple[str, str], presses: int) -> list[float]:
    page.evaluate(WATCH, list(watched))
    for count in range(1, presses + WARM_UP + 1):
        page.keyboard.press("ArrowRight")
        page.wait_for_function("(count) => window.times.length >= count", arg=count)
    times: list[float] = page.evaluate("window.times")
    return times[WARM_UP:]


def _harness() -> Any:
    """Load the browser tests' own fixtures, so that both start JupyterLab in the same way."""
    spec = importlib.util.spec_from_file_location("browser_conftest", ROOT / "tests" / "browser" / "conftest.py")
    assert spec is not None  # noqa: S101 - narrows the type; the file is part of the repository
    assert spec.loader is not None  # noqa: S101 - as above
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
