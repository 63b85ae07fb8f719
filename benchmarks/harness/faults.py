"""Faults that a disk, a folder and a machine can have, brought about on purpose: strace, a small disk, a limit on files."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.forked import Forked, Outcome, Tell, Work

CALLS = ("pwrite64", "write", "fsync", "fdatasync", "rename", "renameat2", "link", "unlink", "unlinkat", "ftruncate", "truncate")
"""Calls of the system by which a save can change what is on the disk."""
_CALL = re.compile(r"^(?:\d+ +)?(?P<name>\w+)\(")


class FaultError(Exception):
    """A fault could not be brought about; the words say what to install or to be."""


def tracer() -> str:
    """Return the path of strace.

    Raises
    ------
    FaultError
        It is not installed.
    """
    found = shutil.which("strace")
    if found is None:
        raise FaultError("strace is not installed; on Debian: apt install strace")
    return found


def calls_of(work: Work, log: Path) -> Counter[str]:
    """Count the calls that a piece of work makes."""
    _traced(work, "-o", str(log), "-e", f"trace={','.join(CALLS)}")
    found = [_CALL.match(line) for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    return Counter(one["name"] for one in found if one)


def with_fault(work: Work, call: str, fault: str, when: str) -> Outcome:
    """Do a piece of work with a fault in one of its calls.

    Parameters
    ----------
    work : Work
        What to do.
    call : str
        Name of a call of the system, such as fdatasync.
    fault : str
        As strace has it: signal=KILL, or error=EIO.
    when : str
        Which of the calls it strikes: 3 is the third, 3+ the third and all after it.

    Raises
    ------
    FaultError
        strace is missing or may not follow a process.
    """
    return _traced(work, "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={when}")


def _traced(work: Work, *words: str) -> Outcome:
    child = Forked(work)
    command = [tracer(), "-f", "-p", str(child.pid), *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as trace:  # noqa: S603
        assert trace.stderr is not None  # noqa: S101  asked for above; said for the type checker
        heard = trace.stderr.readline()
        child.go()
        outcome = child.outcome()
        trace.wait()
    if "attached" not in heard:
        raise FaultError(f"strace may not follow a process: {heard.strip()}")
    return outcome


@contextmanager
def small_disk(folder: Path, size: str = "1m") -> Iterator[Path]:
    """Make a folder that is a disk of its own.

    Raises
    ------
    FaultError
        Only root may do that.
    """
    if os.name == "nt" or os.getuid() != 0 or shutil.which("mount") is None:
        raise FaultError("a small disk can be mounted by root alone; the limit on the size of files is tried in its place")
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FaultError(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


def remount(folder: Path, mode: str) -> None:
    """Make a disk of `small_disk` read-only (ro) or writable again (rw)."""
    subprocess.run(["mount", "-o", f"remount,{mode}", str(folder)], check=True, capture_output=True)  # noqa: S603, S607


def no_file_larger_than(size: int) -> Callable[[], None]:
    """Forbid this process to make a file larger than some bytes, which lets a write fail; return what allows it again."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)


def as_nobody(work: Work) -> Work:
    """Return the work as somebody does it who may only do what everybody may; root is stopped by no permission."""

    def done(tell: Tell) -> None:
        if os.getuid() == 0:
            os.setgroups([])
            os.setgid(65_534)
            os.setuid(65_534)
        work(tell)

    return done
