"""A JupyterLab on loopback that lives as long as the tests; `conftest.py` loads this by its path."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

LAB_SETTINGS = Path(__file__).parents[2] / "rubric_kit" / "workbench" / "lab_settings"
TOKEN = "only-for-this-test-run"  # noqa: S105  it opens a server on loopback that lives as long as the tests
PATIENCE = 60  # seconds


class Lab(NamedTuple):
    """A running JupyterLab."""

    url: str
    folder: Path
    token: str = TOKEN


@contextmanager
def running_lab(home: Path) -> Iterator[Lab]:
    """Run JupyterLab with everything it writes under `home`; it serves `home/notebooks`."""
    folder = home / "notebooks"
    folder.mkdir()
    kernels = _start_kernels(home)
    server = _start_lab(folder, home)
    try:
        yield Lab(_wait_for_url(home, server), folder)
    finally:
        for process in filter(None, (server, kernels)):
            _end(process)


def _environment(home: Path) -> dict[str, str]:
    own = {
        name: str(home / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTERLAB_SETTINGS_DIR")
    }
    own["JUPYTERLAB_WORKSPACES_DIR"] = str(home / "workspaces")
    # What lies there goes before what the environment holds.
    own["JUPYTER_PATH"] = str(home / "first")
    return os.environ | own | {"JUPYTER_NO_CONFIG": "1"}


def _start_lab(folder: Path, home: Path) -> subprocess.Popen[bytes]:
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


def _start_kernels(home: Path) -> subprocess.Popen[bytes] | None:
    """Start what makes kernels, and tell Lab of it; elsewhere than on Linux nothing, since not every system forks safely."""
    if sys.platform != "linux":
        return None
    place, program = str(home / "kernels.socket"), str(Path(__file__).with_name("warm_kernels.py"))
    # Isolated and without the site packages, the one who asks starts in a fiftieth of a second.
    ask = [sys.executable, "-I", "-S", program, "ask", place, "{connection_file}"]
    described = home / "first" / "kernels" / "python3" / "kernel.json"
    described.parent.mkdir(parents=True)
    described.write_text(json.dumps({"argv": ask, "display_name": "Python 3", "language": "python"}), encoding="utf-8")
    with (home / "kernels.log").open("wb") as log:
        command = [sys.executable, program, "serve", place]
        return subprocess.Popen(command, env=_environment(home), stdout=log, stderr=subprocess.STDOUT)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for_url(home: Path, server: subprocess.Popen[bytes]) -> str:
    """Return the address the server writes down once it listens, so that no free port has to be guessed."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        for path in (home / "jupyter_runtime_dir").glob("jpserver-*.json"):
            try:
                return str(json.loads(path.read_text(encoding="utf-8"))["url"])
            except json.JSONDecodeError:
                continue  # caught while it was being written
        time.sleep(0.05)
    raise RuntimeError(f"JupyterLab did not start:\n{(home / 'lab.log').read_text(encoding='utf-8')[-3000:]}")
