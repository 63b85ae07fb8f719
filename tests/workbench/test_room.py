"""The room's page: the notebook and nothing else, for whoever has the token, and no process stays behind."""

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
from typing import Self

import nbformat
import pytest

from rubric_kit.errors import InputError
from rubric_kit.workbench import local_server, open_room, room, room_command
from rubric_kit.workbench.room import network_address

# A suite started in the background has Ctrl+C switched off for all its children; a person's terminal has not.
OPEN = """
import signal
import sys
from pathlib import Path
from rubric_kit.workbench import open_room
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(open_room(Path(sys.argv[1]), port=int(sys.argv[2]), ready=1))
"""
ADDRESS = re.compile(r"http://([0-9.]+):(\d+)/\?token=([0-9a-f]{48})")
TEMPLATE = Path(room.__file__).parent / "room_template" / "voila" / "templates" / "rubric_room"


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    place = tmp_path / "notebooks" / "one.ipynb"
    place.parent.mkdir()
    cells = [nbformat.v4.new_markdown_cell("# One page"), nbformat.v4.new_code_cell("print('made by', 6 * 7)")]
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, place)
    return place


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """Stand in for the server process: the commands and environments it was started with."""
    started: list[tuple[list[str], dict[str, str]]] = []

    class Server:
        def __init__(self, command: list[str], env: dict[str, str]) -> None:
            started.append((command, env))

        def wait(self) -> int:
            return 7

    monkeypatch.setattr(local_server.subprocess, "Popen", Server)
    return started


def options(command: list[str]) -> dict[str, str]:
    return dict(option.removeprefix("--").split("=", 1) for option in command if option.startswith("--"))


def test_the_command_line_serves_one_notebook_and_holds_no_token() -> None:
    command = room_command(Path("/some/where/one.ipynb"), "127.0.0.1", 8866, ready=3)
    assert command[:3] == [sys.executable, "-m", "voila"]
    assert command[-1] == "/some/where/one.ipynb"
    given = options(command)
    assert given["Voila.ip"] == "127.0.0.1"
    assert given["port"] == "8866"
    assert given["VoilaConfiguration.preheat_kernel"] == "True"
    assert given["VoilaConfiguration.default_pool_size"] == "3"
    assert given["VoilaConfiguration.allow_template_override"] == "NO"
    assert "--Voila.auto_token=True" in command
    assert not re.search(r"Voila\.token|password|allow_origin|disable_check_xsrf", " ".join(command))
    settings = json.loads((Path(given["Voila.config_file_paths"]) / "voila.json").read_text(encoding="utf-8"))
    assert settings["VoilaConfiguration"] == {"file_allowlist": [], "file_denylist": [".*"]}


def test_no_kernel_waits_where_none_was_asked_for() -> None:
    assert options(room_command(Path("one.ipynb"), "127.0.0.1", 8866, ready=0))["VoilaConfiguration.preheat_kernel"] == "False"


def test_the_template_names_nothing_outside() -> None:
    files = {path.relative_to(TEMPLATE).as_posix(): path.read_text("utf-8") for path in TEMPLATE.rglob("*") if path.is_file()}
    assert sorted(files) == ["conf.json", "index.html.j2", "static/room.css", "static/room.js"]
    for name, text in files.items():
        assert not re.search(r"https?://\w|\bcdn\b|@import|innerHTML", text), name


def test_the_token_travels_in_the_environment_and_is_another_one_each_time(
    notebook: Path,
    served: list[tuple[list[str], dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", "/of/theirs")
    assert [open_room(notebook, port=free_port()) for _ in range(2)] == [7, 7]
    printed = capsys.readouterr().out
    tokens = [found[2] for found in ADDRESS.findall(printed)]
    assert [env["JUPYTER_TOKEN"] for _, env in served] == tokens
    assert len(set(tokens)) == 2
    for (command, env), token in zip(served, tokens, strict=True):
        assert token not in " ".join(command)
        assert env["JUPYTER_PATH"].split(os.pathsep) == [str(TEMPLATE.parents[2]), "/of/theirs"]
    assert "Only this machine reaches it." in printed
    assert "not encrypted" not in printed


def test_sharing_is_said_plainly(
    notebook: Path,
    served: list[tuple[list[str], dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # Another loopback address stands in for the address that a network gives.
    monkeypatch.setattr(room, "network_address", lambda: "127.0.0.1")
    open_room(notebook, port=free_port(), share=True)
    printed = capsys.readouterr().out
    assert ADDRESS.search(printed)
    assert "on any machine in this network" in printed
    assert "Give it to the people in the room only." in printed
    assert "not encrypted" in printed
    assert options(served[0][0])["Voila.ip"] == "127.0.0.1"


class Probe:
    """A socket that knows the way, or does not."""

    def __init__(self, found: str) -> None:
        self.found = found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        return None

    def connect(self, _place: tuple[str, int]) -> None:
        if not self.found:
            raise OSError(101, "Network is unreachable")

    def getsockname(self) -> tuple[str, int]:
        return self.found, 40_000


def test_the_address_in_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.socket, "socket", lambda *_: Probe("192.168.7.5"))
    assert network_address() == "192.168.7.5"


@pytest.mark.parametrize("found", ["", "127.0.0.1", "0.0.0.0"])  # noqa: S104  nothing is bound
def test_a_machine_in_no_network_cannot_share(monkeypatch: pytest.MonkeyPatch, found: str) -> None:
    monkeypatch.setattr(room.socket, "socket", lambda *_: Probe(found))
    with pytest.raises(
        InputError, match=r"^this machine is in no network; join the network of the room first, or leave out --share$"
    ):
        network_address()


def test_a_notebook_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nine\.ipynb does not exist; name a notebook, such as 03_rate_badges\.ipynb$"):
        open_room(tmp_path / "nine.ipynb")


def test_a_file_that_is_no_notebook(tmp_path: Path) -> None:
    (tmp_path / "ratings.db").touch()
    with pytest.raises(InputError, match=r"ratings\.db is no notebook; name a file that ends in \.ipynb$"):
        open_room(tmp_path / "ratings.db")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [7]}', "\xff"]
)
def test_a_notebook_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    broken = tmp_path / "broken.ipynb"
    broken.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"broken\.ipynb cannot be read as a notebook; open it in JupyterLab and save it again$"):
        open_room(broken)


@contextmanager
def running(notebook: Path, home: Path) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """Open the room as a person would, in a session of its own; give the process, its port and its token."""
    own = {
        name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    opened = subprocess.Popen(
        [sys.executable, "-c", OPEN, str(notebook), str(free_port())],
        env=os.environ | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert opened.stdout is not None
        found = next(match for line in opened.stdout if (match := ADDRESS.search(line)))
        yield opened, int(found[2]), found[3]
    finally:
        # Nothing of this session stays behind, whatever the test found.
        with suppress(ProcessLookupError):
            os.killpg(opened.pid, signal.SIGKILL)
        opened.wait()
        if opened.stdout is not None:
            opened.stdout.close()


def ask(port: int, place: str, token: str = "") -> tuple[int, str]:
    """Ask for a place and return the answer's code and text; 0 while nobody listens."""
    headers = {"Authorization": f"token {token}"} if token else {}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{place}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - loopback only
            return int(answer.status), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(errors="replace")
    except (urllib.error.URLError, ConnectionError):
        return 0, ""


def started_by(root: int) -> set[int]:
    """Return the processes that a process started, and those that they started."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        # A process may end while the list is read.
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text("utf-8").rpartition(")")[2].split()[1])
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def alive(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc and stops a session by signals")
def test_the_page_is_served_and_nothing_else_and_ctrl_c_leaves_no_process(notebook: Path, tmp_path: Path) -> None:
    (notebook.parent / "ratings.db").write_text("what somebody said", encoding="utf-8")
    (notebook.parent / "picture.png").write_text("what somebody drew", encoding="utf-8")
    (notebook.parent / "two.ipynb").write_text(notebook.read_text("utf-8"), encoding="utf-8")
    with running(notebook, tmp_path) as (opened, port, token):
        deadline = time.monotonic() + 60
        while ask(port, "/login")[0] != 403 and time.monotonic() < deadline:
            time.sleep(0.1)
        for key in ("", secrets.token_hex(24)):
            code, page = ask(port, "/", key)
            assert code == 403
            assert "This page needs its whole address" in page
            assert "made by" not in page
        code, page = ask(port, "/", token)
        assert code == 200
        assert "<title>One page</title>" in page
        assert "made by 42" in page
        assert "6 * 7" not in page, "a person would see code"
        refused = ["ratings.db", "picture.png", "two.ipynb", "one.ipynb"]
        places = [f"/{folder}{name}" for folder in ("", "voila/files/", "voila/render/") for name in refused]
        for place in [*places, "/voila/tree", "/voila/api/contents", "/api/contents", "/api/kernels", "/api/sessions"]:
            code, text = ask(port, place, token)
            assert code in {403, 404}, place
            assert "somebody" not in text
            assert ask(port, place)[0] in {403, 404}, place
        processes = started_by(opened.pid)
        assert len(processes) >= 3, "the command, the server, a kernel"
        os.killpg(opened.pid, signal.SIGINT)
        opened.wait(60)
        assert ask(port, "/", token)[0] == 0
        deadline = time.monotonic() + 30
        while any(map(alive, processes)) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert not [process for process in processes if alive(process)]
