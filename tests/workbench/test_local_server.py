"""A free port is found, or it is said that there is none."""

from __future__ import annotations

import socket

import pytest

from rubric_kit.errors import InputError
from rubric_kit.workbench import local_server
from rubric_kit.workbench.local_server import free_port


def test_a_port_in_use_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = int(taken.getsockname()[1])
        if port < 65_500:
            assert free_port(port) in range(port + 1, port + 50)


def test_no_port_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    class Busy(socket.socket):
        def bind(self, address: tuple[str, int]) -> None:
            asked.append(address)
            raise OSError(98, "Address already in use")

    monkeypatch.setattr(local_server.socket, "socket", Busy)
    with pytest.raises(InputError, match=r"^no free port from 8888 to 8937 on 127\.0\.0\.1$"):
        free_port(8888)
    assert asked == [("127.0.0.1", port) for port in range(8888, 8938)]
    asked.clear()
    with pytest.raises(InputError, match=r"^no free port from 65530 to 65535 on 127\.0\.0\.1$"):
        free_port(65_530)
    assert asked[-1] == ("127.0.0.1", 65_535)
