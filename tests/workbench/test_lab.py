"""JupyterLab for this machine only: the token is asked for and told to nobody, and stopping leaves no server behind."""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
import pytest

from rubric_kit.errors import InputError
from rubric_kit.workbench import lab_command, local_server, open_lab

# A suite started in the background has Ctrl+C switched off for all its children; a person's terminal has not.
OPEN = """
import signal
import sys
from pathlib import Path
from rubric_kit.workbench import open_lab
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(open_lab(Path(sys.argv[1]), notebook="one.ipynb", port=int(sys.argv[2])))
"""
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/lab/tree/one\.ipynb\?token=([0-9a-f]{48})")


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    place = tmp_path / "notebooks"
    place.mkdir()
    nbformat.write(nbformat.v4.new_notebook(), place / "one.ipynb")
    return place


def test_the_command_line_keeps_to_this_machine_and_holds_no_token() -> None:
    command = lab_command(Path("/some/where"), 8899)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    options = dict(option.removeprefix("--").split("=", 1) for option in command[3:])
    assert options["ServerApp.ip"] == "127.0.0.1"
    assert options["ServerApp.port"] == "8899"
    assert options["ServerApp.port_retries"] == "0"
    assert options["ServerApp.open_browser"] == "False"
    assert options["ServerApp.root_dir"] == "/some/where"
    assert not re.search("token|password|allow_origin|disable_check_xsrf|allow_remote", " ".join(command))
    settings = json.loads((Path(options["LabServerApp.app_settings_dir"]) / "overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}


def test_the_token_travels_in_the_environment_and_is_another_one_each_time(
    notebooks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tokens = []

    class Server:
        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            tokens.append(env["JUPYTER_TOKEN"])
            assert env["JUPYTER_TOKEN"] not in " ".join(command)

        def wait(self) -> int:
            return 7

    monkeypatch.setattr(local_server.subprocess, "Popen", Server)
    before = signal.getsignal(signal.SIGTERM)
    assert [open_lab(notebooks, notebook="one.ipynb", port=free_port()) for _ in range(2)] == [7, 7]
    assert signal.getsignal(signal.SIGTERM) is before
    assert [found[1] for found in ADDRESS.findall(capsys.readouterr().out)] == tokens
    assert len(set(tokens)) == 2


def test_a_folder_without_the_notebook(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=rf"^{re.escape(str(tmp_path))} does not hold 00_start_here\.ipynb$"):
        open_lab(tmp_path)


@contextmanager
def running(notebooks: Path, home: Path) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """Open JupyterLab as a person would, in a session of its own; give the process, its port and its token."""
    own = {
        name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    command = [sys.executable, "-c", OPEN, str(notebooks), str(free_port())]
    opened = subprocess.Popen(
        command,
        env=os.environ | own | {"JUPYTER_NO_CONFIG": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert opened.stdout is not None
        found = next(match for line in opened.stdout if (match := ADDRESS.search(line)))
        yield opened, int(found[1]), found[2]
    finally:
        # Nothing of this session stays behind, whatever the test found.
        with suppress(ProcessLookupError):
            os.killpg(opened.pid, signal.SIGKILL)
        opened.wait()
        if opened.stdout is not None:
            opened.stdout.close()


def status(port: int, token: str) -> int:
    """Ask for /api/status and return the answer's code, 0 while nobody listens."""
    headers = {"Authorization": f"token {token}"} if token else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/status", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback only
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except (urllib.error.URLError, ConnectionError):
        return 0


def wait_for(port: int, token: str, code: int) -> int:
    deadline = time.monotonic() + 60
    while (got := status(port, token)) != code and time.monotonic() < deadline:
        time.sleep(0.1)
    return got


def listening(port: int) -> set[str]:
    """Return the addresses on which this machine listens for a port, as Linux writes them."""
    lines = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text("utf-8").splitlines()[1:]]
    return {line[1].rpartition(":")[0] for line in lines if line[3] == "0A" and int(line[1].rpartition(":")[2], 16) == port}


def command_lines() -> list[bytes]:
    """Return the command lines of all processes, which every user of a machine can read."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        # A process may end while the list is read.
        with suppress(OSError):
            found.append(path.read_bytes())
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc and stops a session by signals")
@pytest.mark.parametrize("how", ["Ctrl+C", "kill"])
def test_lab_answers_whoever_has_the_token_and_stops(notebooks: Path, tmp_path: Path, how: str) -> None:
    with running(notebooks, tmp_path) as (opened, port, token):
        assert wait_for(port, token, 200) == 200
        assert status(port, "") == 403
        assert status(port, secrets.token_hex(24)) == 403
        # 0100007F is 127.0.0.1.
        assert listening(port) == {"0100007F"}
        lines = command_lines()
        assert any(b"jupyterlab" in line and str(port).encode() in line for line in lines)
        assert not any(token.encode() in line for line in lines)
        if how == "Ctrl+C":
            os.killpg(opened.pid, signal.SIGINT)
        else:
            opened.terminate()
        opened.wait(30)
        assert status(port, token) == 0
