"""One writer at a time: a queue round each write, for threads and for programs.

SQLite's own lock is a matter of luck: who waits looks again after a while, and of thirty programs one can wait for seconds while
others pass it. The lock of the operating system on a file beside the database wakes those who wait. SQLite's lock stays in force
below it, so that a program which knows nothing of the queue can spoil the order and never the data.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: threads queue up here, and programs at SQLite's own lock
    fcntl = None  # type: ignore[assignment]

_threads: dict[str, threading.Lock] = {}
_registry = threading.Lock()


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Wait for one's turn to write to a database file, and keep others waiting until the block ends."""
    with _registry:
        turn = _threads.setdefault(str(path), threading.Lock())
    with turn, _turn_among_programs(lock_file(path)):
        yield


def lock_file(path: Path) -> Path:
    """Return the side file on which programs queue up; it is empty and may be deleted when nobody has the database open."""
    return path.with_name(f"{path.name}.lock")


@contextmanager
def _turn_among_programs(side: Path) -> Iterator[None]:
    handle = _queue_at(side)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _queue_at(side: Path) -> int | None:
    """Take a place in the queue and wait; without a queue (no such calls, no permission) SQLite's own lock has to do."""
    if fcntl is None:
        return None
    # A handle of its own for every turn: handles that were inherited from another program would share the lock.
    try:
        handle = os.open(side, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        handle = None
        with suppress(OSError):
            handle = os.open(side, os.O_RDONLY | os.O_CLOEXEC)
    if handle is None:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:
        os.close(handle)
        return None
    except BaseException:  # somebody interrupts the waiting
        os.close(handle)
        raise
    return handle
