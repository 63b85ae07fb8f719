# A script to run, no package.
"""How long a key press in the rubric editor takes until it is painted, on 12 criteria with 6 levels each and 50 sample badges.

    make bench NAMES=editor         (python benchmarks/editor.py [PRESSES])

Starts JupyterLab and headless Chromium as the browser tests do. Two things are measured, each beside the smallest widget that
could do it (a bare text area; a text area whose text the kernel sends back after the same pause):

- character: from the key press to the painted letter, while the editor is busy sending, checking and drawing;
- answer: from the key press to the painted answer: problems, checks, preview and sums, all drawn together. It holds the pause of
  200 ms in which the editor waits for the next key.

Prints medians, 90th percentiles and the ratios to the floors, and how large one answer is.
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
import hashlib, json
import anywidget, traitlets
from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Evidence, Issuer, Source, Verification
from rubric_kit.widgets.edit_rubric import EditRubric

class Plain(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
        const bare = Object.assign(document.createElement("textarea"), { className: "bare" });
        const input = Object.assign(document.createElement("textarea"), { className: "plain" });
        const answer = Object.assign(document.createElement("p"), { className: "answer" });
        let timer = null;
        for (const one of [bare, input]) one.addEventListener("keydown", (event) => event.stopPropagation());
        input.addEventListener("input", () => {
            clearTimeout(timer);
            timer = setTimeout(() => { model.set("asked", input.value); model.save_changes(); }, 200);
        });
        model.on("change:answer", () => { answer.textContent = model.get("answer"); });
        el.append(bare, input, answer);
    } };
    """
    asked = traitlets.Unicode("").tag(sync=True)
    answer = traitlets.Unicode("").tag(sync=True)

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

def levels(criterion):
    words = [one.descriptor for one in criterion.levels]
    texts = [words[at % len(words)] + f" Said in way number {at}." for at in range(6)]
    first = criterion.levels[0]
    return tuple(first.replace(id=f"l{at}", points=600 * at, descriptor=one, name=f"Rung {at}") for at, one in enumerate(texts))

start = starter_rubric()
some = [start.criteria[at % 7] for at in range(12)]
weights = [900] * 8 + [700] * 4
criteria = tuple(
    one.replace(id=f"c{at}", name=f"{one.name} {at}", weight=weight, levels=levels(one))
    for at, (one, weight) in enumerate(zip(some, weights))
)
policy = start.policy.replace(gates=(), substitutions=(), evidence_rules=(), evidence_criterion=None)
rubric = start.replace(criteria=criteria, policy=policy)
badges = [synthetic(number) for number in range(50)]
answers = {badge.key: {c.id: f"l{(at * (3 + k) + k) % 6}" for k, c in enumerate(criteria)} for at, badge in enumerate(badges)}
editor = EditRubric(rubric, badges=badges, answers=answers, save_to="bench.json")
print(len(json.dumps(editor.view)))
display(Plain(), editor)
'''
# The clock starts in the browser when the key arrives and stops when the frame with the change has been painted: a message
# posted in the frame's callback is delivered right after its painting. With no text to watch, the change is the letter itself.
WATCH = """([control, shown]) => {
    const input = document.querySelector(control);
    let start = 0;
    window.times = [];
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
        if (start) window.times.push(performance.now() - start);
        start = 0;
    };
    const stop = () => requestAnimationFrame(() => painted.port2.postMessage(0));
    input.addEventListener("keydown", () => { start = performance.now(); }, { capture: true });
    const every = { childList: true, subtree: true, characterData: true };
    if (shown) new MutationObserver(stop).observe(document.querySelector(shown), every);
    else input.addEventListener("input", stop);
    input.focus();
}"""
FIELD = '.rk-edit-rubric [aria-label^="What a rater can see at level 2"]'
WEIGHT = '.rk-edit-rubric [aria-label^="Weight, of 100"]'
MEASURED = {
    "character, bare text area": (".bare", "", 60),
    "character, editor": (FIELD, "", 60),
    "answer, plain kernel round trip": (".plain", ".answer", 700),
    "answer, editor": (WEIGHT, ".rk-edit-rubric .rk-total", 700),
}


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
        nbformat.write(notebook, home / "notebooks" / "editor.ipynb")
        server = harness._start(home / "notebooks", home)  # noqa: SLF001 - the harness is ours
        try:
            times = _measure(harness, harness._wait_for_url(home, server), presses)  # noqa: SLF001 - as above
        finally:
            server.terminate()
            server.wait(20)
    medians = []
    for what, measured in times.items():
        medians.append(statistics.median(measured))
        ninth = statistics.quantiles(measured, n=10)[-1]
        print(f"{what}: median {medians[-1]:.0f} ms, 90th percentile {ninth:.0f} ms ({len(measured)} presses)")
    print(f"ratio of the medians: character {medians[1] / medians[0]:.2f}, answer {medians[3] / medians[2]:.2f}")


def _measure(harness: ModuleType, url: str, presses: int) -> dict[str, list[float]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=harness.chromium_path(), args=harness.FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 2000})
        page.goto(f"{url}doc/tree/editor.ipynb?token={harness.TOKEN}")
        page.wait_for_function(harness.KERNEL_READY, timeout=harness.PATIENCE)
        notebook = harness.NotebookPage(page, Path())
        notebook.run_all()
        page.locator(".rk-edit-rubric").wait_for()
        print(f"one answer of the editor: {notebook.output(0).splitlines()[0]} bytes of JSON")
        times = {what: _times(page, watched, presses) for what, watched in MEASURED.items()}
        browser.close()
    return times


def _times(page: Page, watched: tuple[str, str, int], presses: int) -> list[float]:
    control, shown, rest = watched
    page.evaluate(WATCH, [control, shown])
    for count in range(1, presses + WARM_UP + 1):
        # A digit more, a digit less: every press changes the text, the weight and its sum.
        page.keyboard.press("1" if count % 2 else "Backspace")
        page.wait_for_function("(count) => window.times.length >= count", arg=count)
        page.wait_for_timeout(rest)
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
