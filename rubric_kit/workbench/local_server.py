"""What the workbench's servers share: a free port, and a process that is stopped with the one who started it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import NoReturn

from rubric_kit.errors import InputError

HOST = "127.0.0.1"
"""This machine, and nobody else."""


def free_port(first: int, host: str = HOST) -> int:
    """Return the first port from `first` on, of at most 50, that nobody listens on.

    Raises
    ------
    InputError
        No port is free, or the address is not one of this machine.
    """
    last = min(first + 49, 65_535)
    for port in range(first, last + 1):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as attempt:
            try:
                attempt.bind((host, port))
            except OSError:
                continue
            return port
    raise InputError(f"no free port from {first} to {last} on {host}", where=host)


def run_server(command: Sequence[str], token: str, variables: Mapping[str, str] | None = None) -> int:
    """Run a Jupyter server until it ends or is stopped, and return its exit code.

    Parameters
    ----------
    command : sequence of str
        The command line; it holds no token, since every user of a machine can read it.
    token : str
        What a browser has to bring; it goes through the environment.
    variables : mapping, optional
        More of the server's environment.
    """
    environment = os.environ | {"JUPYTER_TOKEN": token} | dict(variables or {})
    before = signal.signal(signal.SIGTERM, _interrupt)
    server = subprocess.Popen(list(command), env=environment)  # noqa: S603 - our own interpreter, no shell
    try:
        return server.wait()
    except KeyboardInterrupt:
        # On Ctrl+C in a terminal the server was told as well; stopped in any other way it would stay behind.
        server.terminate()
        return server.wait()
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
