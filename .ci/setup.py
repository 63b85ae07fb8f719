"""Set up the environment of this checkout and do one thing with it: `python .ci/setup.py [environment|demo|lab|test|...]`.

Only the standard library is used here, so that any Python 3.11+ with pip can run it, on Linux, macOS and Windows. The
environment is `.venv/`, made by uv from `requirements.lock`: exact versions with hashes, compiled at install. It is made
again only when the lock changes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
LOCK = ROOT / "requirements.lock"
STAMP = ENVIRONMENT / "installed-from.txt"
SUFFIX = ".exe" if os.name == "nt" else ""
ENGINES = ROOT / ".venv-engines"
ENGINES_LOCK = ROOT / ".ci" / "engines.lock.txt"


def main(arguments: list[str]) -> int:
    """Do what the first word says, with the words after it, and return the exit code."""
    tasks = {
        "environment": environment,
        "demo": lambda *rest: _in_environment("rubric-kit", "demo", *rest),
        "lab": lambda *rest: _in_environment("rubric-kit", "lab", *rest),
        "test": test,
        "check": check,
        "lock": lock,
        "screenshots": lambda *rest: _in_environment("python", "docs/screenshots/make_screenshots.py", *rest),
        "bench": bench,
        "benchmarks": lambda *words: bench("--all", *words),
        "peers": peers,
        "engines": engines,
    }
    task = arguments[0] if arguments else "environment"
    if task not in tasks:
        print(f"unknown task {task!r}; known are: {', '.join(tasks)}", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  this file is started by whatever python3 is
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}", file=sys.stderr)
        return 1
    code = environment()
    if code:
        return code
    return 0 if task == "environment" else tasks[task](*arguments[1:])


def bench(*words: str) -> int:
    """Run the numeric benchmarks and write benchmarks/RESULTS.md, or run those that are named, such as scoring, and print."""
    return _in_environment("python", "benchmarks", *words)


def peers(*_arguments: str) -> int:
    """Make .venv-peers, which holds the packages that the benchmarks compare the kit with, unless this very lock made it."""
    return _locked_environment(ROOT / ".venv-peers", ROOT / "benchmarks" / "peers.lock.txt")


def engines(*_arguments: str) -> int:
    """Make .venv-engines, which holds the kit with every engine for tables, unless this very lock made it.

    It stands beside .venv because pandas behaves otherwise where PyArrow is installed, and because Spark alone takes 450 MB.
    """
    return _locked_environment(ENGINES, ENGINES_LOCK, with_kit=True)


def _locked_environment(home: Path, locked: Path, *, with_kit: bool = False) -> int:
    """Make an environment beside .venv from a lock of its own, unless it was made from this very lock with this Python."""
    stamp = home / "installed-from.txt"
    wanted = f"{hashlib.sha256(locked.read_bytes()).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]}\n"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return 0
    print(f"Setting up {home.name} (once) ...", flush=True)
    into = ["--python", str(home / SCRIPTS.name / f"python{SUFFIX}")]
    steps = [
        [_uv(), "venv", "--quiet", "--clear", "--python", sys.executable, str(home)],
        [_uv(), "pip", "install", "--quiet", *into, "--compile-bytecode", "--require-hashes", "-r", str(locked)],
    ]
    if with_kit:
        steps.append([_uv(), "pip", "install", "--quiet", *into, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])
    for step in steps:
        code = subprocess.run(step, cwd=ROOT, env=_variables(), check=False).returncode
        if code:
            print(f"set-up stopped at: {' '.join(step[:5])} ... (exit code {code})", file=sys.stderr)
            return code
    stamp.write_text(wanted, encoding="utf-8")
    return 0


def _uv() -> str:
    """Return the program that installs; `uv run` tells its own place."""
    return os.environ.get("UV") or str(TOOLS / "bin" / f"uv{SUFFIX}")


def environment() -> int:
    """Make .venv from the lock, unless it was made from this very lock with this Python."""
    wanted = f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {sys.version_info[0]}.{sys.version_info[1]}\n"
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return 0
    print("Setting up .venv (once; about half a minute with a quick network) ...", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--root-user-action=ignore"]
    # `uv run` tells its own place; a Python without pip is then good enough.
    uv = os.environ.get("UV") or str(TOOLS / "bin" / f"uv{SUFFIX}")
    # Always name the target: started from a Python, uv would otherwise install into that Python.
    into = ["--python", str(SCRIPTS / f"python{SUFFIX}")]
    steps = [
        [*pip, "--upgrade", "--target", str(TOOLS), "--require-hashes", "--no-deps", "-r", str(ROOT / ".ci" / "uv.lock.txt")],
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(ENVIRONMENT)],
        [uv, "pip", "install", "--quiet", *into, "--compile-bytecode", "--require-hashes", "-r", str(LOCK)],
        # The build tools are in the lock, so the project itself needs no download of its own.
        [uv, "pip", "install", "--quiet", *into, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ]
    for step in steps[1:] if "UV" in os.environ else steps:
        code = subprocess.run(step, cwd=ROOT, env=_variables(), check=False).returncode
        if code:
            print(f"set-up stopped at: {' '.join(step[:5])} ... (exit code {code})", file=sys.stderr)
            return code
    # At every start the kernel would warn that traffic on this machine's own loopback is not encrypted.
    quiet = ENVIRONMENT / "etc" / "ipython" / "ipython_kernel_config.json"
    quiet.parent.mkdir(parents=True, exist_ok=True)
    quiet.write_text('{"IPKernelApp": {"log_level": 40}}\n', encoding="utf-8")
    STAMP.write_text(wanted, encoding="utf-8")
    return 0


def test(*arguments: str) -> int:
    """Find or install a browser, then run the whole suite, and what needs the engines in the environment that has them."""
    code = _browser()
    if code:
        return code
    if arguments:
        return _in_environment("pytest", *arguments)
    code = _whole_suite()
    return _engines_suite() or code


def _whole_suite() -> int:
    """Run the suite in two lanes: the browser tests and then those of the workspace beside the others, which give way.

    A page needs little of a processor, but it needs that soon; the workspace's tests mostly wait for a disk or a database.
    What the browser tests cover runs in kernels, where it is not measured.
    """
    print("The tests of the browser and of the workspace run beside the others; what they say follows at the end.", flush=True)
    polite = ["nice", "-n", "10"] if shutil.which("nice") else []
    pytest = str(SCRIPTS / f"pytest{SUFFIX}")
    covered = ["-m", "not browser", "--cov", "--cov-report="]
    beside = [[pytest, "-m", "browser"], [pytest, *covered, "tests/workspace"]]
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, ThreadPoolExecutor(1) as lane:
        waiting = lane.submit(lambda: [_run(step, "beside", said) for step in beside])
        code = _run([*polite, pytest, *covered, "--ignore=tests/workspace"], "first")
        codes = waiting.result()
        said.seek(0)
        print(said.read(), flush=True)
    for step in (["combine", "--quiet"], ["report"]):
        _in_environment("coverage", *step)
    return code or max(codes)


def _run(command: list[str], lane: str, said: TextIO | None = None) -> int:
    """Run a part of the suite; each lane keeps what it covers in a file of its own."""
    variables = _variables() | {"COVERAGE_FILE": str(ROOT / f".coverage.{lane}")}
    return subprocess.run(
        command, cwd=ROOT, env=variables, stdout=said, stderr=said and subprocess.STDOUT, check=False
    ).returncode


def _engines_suite() -> int:
    """Run the tests that are marked `engines` where every engine is installed."""
    code = engines()
    if code:
        return code
    python = str(ENGINES / SCRIPTS.name / f"python{SUFFIX}")
    return subprocess.run([python, "-m", "pytest", "-m", "engines"], cwd=ROOT, env=_variables(ENGINES), check=False).returncode


def check(*_arguments: str) -> int:
    """Run the linters: ruff, the type checker, the floors."""
    steps = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports",),
    )
    return max(_in_environment(*step) for step in steps)


def lock(*_arguments: str) -> int:
    """Write requirements.lock and the engines' lock anew, out of one resolution, and the lock of the benchmarks' peers.

    uv.lock is left behind and not committed.
    """
    plain = ["export", "--quiet", "--no-emit-project", "--no-annotate", "--no-header"]
    every = [*plain, "--extra", "engines", "--group", "oracles"]
    # Only the first one looks for newer versions; the second finds its uv.lock.
    for step in ([*plain, "--upgrade", "-o", str(LOCK)], [*every, "-o", str(ENGINES_LOCK)]):
        code = subprocess.run([_uv(), *step], cwd=ROOT, env=_variables(), stdout=subprocess.DEVNULL, check=False).returncode
        if code:
            return code
    return _lock_peers()


def _lock_peers() -> int:
    """Write benchmarks/peers.lock.txt anew: the newest peers, and what they share with the kit in the kit's own versions."""
    folder = ROOT / "benchmarks"
    plain = ["--quiet", "--no-annotate", "--no-header", "--upgrade"]
    every = ["--universal", "--python-version", "3.11", "--generate-hashes", "--constraint", str(LOCK)]
    step = [_uv(), "pip", "compile", *plain, *every, str(folder / "peers.in"), "-o", str(folder / "peers.lock.txt")]
    return subprocess.run(step, cwd=ROOT, env=_variables(), check=False).returncode


def _browser() -> int:
    """Make sure that the tests find a Chromium: Debian's, else Playwright's own, else say what to run."""
    if os.environ.get("RUBRIC_KIT_CHROMIUM") or shutil.which("chromium"):
        return 0
    if shutil.which("apt-get"):
        prefix = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
        if prefix is not None:
            print("Installing chromium for the browser tests ...", flush=True)
            variables = _variables() | {"DEBIAN_FRONTEND": "noninteractive"}
            for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
                subprocess.run([*prefix, "apt-get", *step], stdout=subprocess.DEVNULL, env=variables, check=False)
            if shutil.which("chromium"):
                return 0
    if _in_environment("playwright", "install", "chromium") == 0:
        return 0
    print(
        "The browser tests need Chromium. Install it with `sudo apt-get install chromium`, or set RUBRIC_KIT_CHROMIUM to the "
        "path of a Chromium or Chrome, and run this again.",
        file=sys.stderr,
    )
    return 1


def _in_environment(program: str, *arguments: str) -> int:
    return subprocess.run([str(SCRIPTS / f"{program}{SUFFIX}"), *arguments], cwd=ROOT, env=_variables(), check=False).returncode


def _variables(home: Path = ENVIRONMENT) -> dict[str, str]:
    """Return the environment variables without those that would slow an environment down or lead out of it."""
    left_out = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return kept | {"VIRTUAL_ENV": str(home), "PATH": os.pathsep.join([str(home / SCRIPTS.name), kept.get("PATH", "")])}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
