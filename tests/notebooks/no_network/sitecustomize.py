"""Put before a kernel: it may talk to this machine only, and each other try is written down."""

import os
import socket
from pathlib import Path

_connect = socket.socket.connect
_resolve = socket.getaddrinfo


def _note(what: object) -> None:
    with Path(os.environ["RUBRIC_KIT_TRIES"]).open("a", encoding="utf-8") as file:
        file.write(f"{what}\n")


def connect(self: socket.socket, address: object) -> None:
    """Let loopback and local sockets through."""
    host = address[0] if isinstance(address, tuple) else None
    if host is not None and host not in {"127.0.0.1", "::1", "localhost"}:
        _note(address)
        raise OSError("no network in tests")
    _connect(self, address)


def getaddrinfo(host: object, *arguments: object, **options: object) -> object:
    """Resolve only this machine's own names."""
    if host not in {None, "", "127.0.0.1", "::1", "localhost"}:
        _note(host)
        raise OSError("no network in tests")
    return _resolve(host, *arguments, **options)


socket.socket.connect = connect
socket.getaddrinfo = getaddrinfo
