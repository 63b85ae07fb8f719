"""A piece of work in a process of its own that may be killed: it tells by a pipe, line by line, what it has done.

The process is forked, so that what was imported need not be imported a thousand times. Fork only from a process without threads
and without open stores.
"""

from __future__ import annotations

import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Line = dict[str, Any]
Tell = Callable[[Line], None]
Work = Callable[[Tell], None]


class Outcome(NamedTuple):
    """What became of a process."""

    lines: tuple[Line, ...]
    """All that it told; a line that was torn by its death is left out."""
    signal: int
    """Signal that ended it, 0 if it ended by itself."""

    def told(self, name: str) -> list[Any]:
        """Return the values of a name, in the order in which they were told."""
        return [line[name] for line in self.lines if name in line]


class Forked:
    """A process that waits for `go` and then does its work."""

    def __init__(self, work: Work) -> None:
        self._read, write = os.pipe()
        wait, self._start = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._read)
            os.close(self._start)
            _child(work, wait, write)
        os.close(write)
        os.close(wait)
        self._text = b""
        self._asked = 0

    def go(self) -> None:
        """Let it begin."""
        os.write(self._start, b".")
        os.close(self._start)

    def wait_for(self, name: str, seconds: float = 60) -> None:
        """Wait until it has told a name, or has ended."""
        end = time.monotonic() + seconds
        while f'"{name}"'.encode() not in self._text and time.monotonic() < end:
            if select.select([self._read], [], [], 0.1)[0] and not self._take():
                return

    def next_line(self) -> Line:
        """Wait for the next line that was not asked for yet; an empty one if it has ended."""
        while b"\n" not in self._text[self._asked :]:
            if not self._take():
                return {}
        end = self._text.index(b"\n", self._asked) + 1
        line: Line = json.loads(self._text[self._asked : end])
        self._asked = end
        return line

    def kill(self) -> None:
        """End it as a power cut ends a program: it cannot do anything about it."""
        os.kill(self.pid, signal.SIGKILL)

    def outcome(self) -> Outcome:
        """Wait for its end and return what it told."""
        while self._take():
            pass
        os.close(self._read)
        status = os.waitpid(self.pid, 0)[1]
        whole = self._text[: self._text.rfind(b"\n") + 1]
        return Outcome(tuple(_lines(whole)), os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)

    def _take(self) -> bool:
        data = os.read(self._read, 1 << 16)
        self._text += data
        return bool(data)


def outcome_of(work: Work) -> Outcome:
    """Do a piece of work in a process of its own, undisturbed."""
    one = Forked(work)
    one.go()
    return one.outcome()


def _child(work: Work, wait: int, write: int) -> None:
    """Do the work and end; never comes back into the parent's code."""

    def tell(line: Line) -> None:
        # One call of the system: what is told is told, whatever happens next. And not `write`, in which faults are brought about.
        os.writev(write, [f"{json.dumps(line)}\n".encode()])

    code = 1
    try:
        os.read(wait, 1)
        work(tell)
        code = 0
    except BaseException as error:  # noqa: BLE001  the parent is told of whatever went wrong
        tell({"raised": f"{type(error).__name__}: {error}"})
    finally:
        os._exit(code)


def _lines(text: bytes) -> Iterator[Line]:
    for line in text.splitlines():
        yield json.loads(line)
