"""Reading badges, checking their proofs included, needs no network: it works where there is none, and it asks for none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_badges"
BADGES = ("-m", "rubric_kit", "badges", str(SAMPLES), "--json", "--as-of", "2026-11-24")
# Every way to the network ends in one of these; a try is told on standard error, whoever swallows the exception.
REFUSE = """
import os, runpy, socket, sys
def refuse(event, arguments):
    # urllib3, which pyld brings along, looks at its start whether this machine knows IPv6, and asks nobody else for it.
    if event == "socket.bind" and arguments[1][0] == "::1":
        return
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.bind", "socket.sendto", "urllib.")):
        os.write(2, f"a try: {event}\\n".encode())
        raise OSError("no network in tests")
sys.addaudithook(refuse)
def closed(*arguments, **options):
    os.write(2, b"a try: socket\\n")
    raise OSError("no network in tests")
if sys.argv[1] == "control":
    try:
        socket.create_connection(("192.0.2.1", 80), 1)
    except OSError as error:
        print(error)
    sys.exit()
socket.create_connection = socket.getaddrinfo = closed
sys.argv = ["rubric-kit", *sys.argv[1:]]
runpy.run_module("rubric_kit", run_name="__main__")
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@cache
def as_usual() -> subprocess.CompletedProcess[str]:
    done = run(sys.executable, *BADGES)
    assert done.returncode == 0
    assert '"proof": "valid"' in done.stdout
    return done


def without_network() -> list[str]:
    """Return the command that starts another one where there is no network, or skip."""
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        pytest.skip("only Linux can take the network away from one program")
    for options in (["--net"], ["--user", "--map-root-user", "--net"]):
        if run("unshare", *options, "true").returncode == 0:
            return ["unshare", *options]
    pytest.skip("this machine does not let a program have a network of its own")


def test_the_network_is_really_gone() -> None:
    """Control: what the next test relies on."""
    code = "import socket\ntry:\n socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError as error:\n print(error.errno)"
    done = run(*without_network(), sys.executable, "-c", code)
    # 101: the network is unreachable.
    assert done.stdout.strip() == "101"


def test_badges_are_read_the_same_where_there_is_no_network() -> None:
    done = run(*without_network(), sys.executable, *BADGES)
    assert (done.returncode, done.stdout, done.stderr) == (0, as_usual().stdout, as_usual().stderr)


def test_the_watch_sees_a_try() -> None:
    """Control: the hook of the next test refuses and tells."""
    done = run(sys.executable, "-c", REFUSE, "control")
    assert done.stdout == "no network in tests\n"
    assert done.stderr.startswith("a try: socket.")


def test_no_socket_is_ever_asked_for() -> None:
    done = run(sys.executable, "-c", REFUSE, *BADGES[2:])
    assert (done.returncode, done.stdout, done.stderr) == (0, as_usual().stdout, as_usual().stderr)


def test_addresses_in_the_environment_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:9")
        monkeypatch.setenv(name.lower(), "http://192.0.2.1:9")
    assert os.environ["http_proxy"]
    assert run(sys.executable, *BADGES).stdout == as_usual().stdout
