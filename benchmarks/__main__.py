"""Run the benchmarks: `python benchmarks [--all] [--date DAY] [NAME ...]`, which `make bench` does.

Without names all numeric ones run, each in a process and in the environment of its own, and `RESULTS.md` is written. With `--all`
the others, which need a browser or take long, run after them. With names only those run, and what they measure is printed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from harness.goals import Topic
from harness.machine import load_words, machine_words
from harness.readings import Run, read_run
from harness.results_page import results_page
from harness.topics import ENGINES, KIT, PEERS, TOPICS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "RESULTS.md"
_SETUP = {ENGINES: "engines", PEERS: "peers"}
"""Tasks of the set-up that make the environments beside the kit's own."""
_NUMERIC = {one.script: one for one in TOPICS}
_OTHERS = sorted({path.stem for path in HERE.glob("[!_]*.py")} - _NUMERIC.keys())


def main() -> int:
    """Run what is asked for and return the first exit code that is not 0."""
    asked = _arguments()
    date = asked.date or _last_change()
    if not (asked.names or date):
        print("no day is given and git tells none: add --date, such as --date 2026-11-28", file=sys.stderr)
        return 2
    load = load_words()
    numeric = [one for one in TOPICS if one.script in asked.names] if asked.names else list(TOPICS)
    others = [name for name in _OTHERS if name in asked.names or (asked.all and not asked.names)]
    with tempfile.TemporaryDirectory() as folder:
        runs = []
        for topic in numeric:
            code = _environment(topic.environment) or _run(topic, Path(folder) / topic.script)
            if code:
                return code
            runs.append(read_run(Path(folder) / topic.script))
    if not asked.names:
        _write(runs, load, date)
    return next((code for name in others if (code := _script(sys.executable, HERE / f"{name}.py"))), 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--all", action="store_true", help="also those that need a browser or take long")
    parser.add_argument("--date", help="the day that RESULTS.md names; else the day of the last commit")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join((*_NUMERIC, *_OTHERS))}")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in (*_NUMERIC, *_OTHERS)]
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]!r}; known are: {', '.join((*_NUMERIC, *_OTHERS))}")
    return asked


def _environment(name: str) -> int:
    if name == KIT:
        return 0
    return subprocess.run([sys.executable, ROOT / ".ci" / "setup.py", _SETUP[name]], cwd=ROOT, check=False).returncode  # noqa: S603


def _run(topic: Topic, readings: Path) -> int:
    python = ROOT / topic.environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return _script(str(python), HERE / f"{topic.script}.py", "--readings", str(readings))


def _script(python: str, script: Path, *words: str) -> int:
    # The peers' environment does not hold the kit, which it finds in the checkout.
    variables = os.environ | ({"PYTHONPATH": str(ROOT)} if PEERS in Path(python).parts else {})
    print(f"# {script.stem} ...", flush=True)
    return subprocess.run([python, str(script), *words], cwd=ROOT, env=variables, check=False).returncode  # noqa: S603


def _write(runs: list[Run], load: str, date: str) -> None:
    RESULTS.write_text(results_page(runs, machine=machine_words(), load=load, date=date), encoding="utf-8", newline="\n")
    print(f"written: {RESULTS.relative_to(ROOT)}")


def _last_change() -> str:
    """Return the day of the last commit, empty where git cannot tell."""
    git = shutil.which("git")
    if git is None:
        return ""
    asked = [git, "log", "-1", "--format=%cs"]
    return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
