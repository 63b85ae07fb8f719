"""Opening and saving files: one-line errors on the way in, all or nothing on the way out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rubric_kit.errors import InputError

MOST_BYTES = 50_000_000
"""Largest file that is read; a badge or a rubric is a few thousand bytes."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    InputError
        The file is missing, is a folder, may not be read, or is larger than 50 MB.
    """
    check_readable(path)
    with one_line_errors(path, "read"):
        return path.read_bytes()


def check_readable(path: Path) -> None:
    """Raise what `read_file` would raise, without reading the whole file.

    Raises
    ------
    InputError
        The file is missing, is a folder, may not be read, or is larger than 50 MB.
    """
    with one_line_errors(path, "read"):
        if path.is_dir():
            raise InputError(f"{path} is a folder; name a file", where=str(path))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
        if size > MOST_BYTES:
            raise InputError(f"{path} has {size:,} bytes; at most {MOST_BYTES:,} are read", where=str(path))


def write_file(path: Path, data: bytes) -> None:
    """Save a file whole or not at all: a crash at any moment leaves the old file or the new one.

    The bytes go to a temporary file beside the target, reach the disk, and then take the target's name.

    Raises
    ------
    InputError
        The folder is missing or may not be written to, or the disk is full.
    """
    with one_line_errors(path, "save"), _written_beside(path, data) as temporary:
        temporary.replace(path)
        _sync_folder(path.parent)


def write_new_file(path: Path, data: bytes) -> bool:
    """Save a file whole, only if nothing has its name yet; return whether it was saved.

    Of two programs that try at the same moment one is told that the other was first.

    Raises
    ------
    InputError
        The folder is missing or may not be written to, or the disk is full.
    """
    with one_line_errors(path, "save"):
        if path.exists():
            return False
        with _written_beside(path, data) as temporary:
            return _take_name(temporary, path, data)


@contextmanager
def _written_beside(path: Path, data: bytes) -> Iterator[Path]:
    """Bring bytes to the disk in a temporary file beside the target; what is left of it in the end is removed."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files for the owner only; a report is for others too, as far as the folder allows it.
        temporary.chmod(0o666 & ~_umask())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _take_name(temporary: Path, path: Path, data: bytes) -> bool:
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:
        # A USB stick knows no links: the name is taken first and the bytes follow, so a crash in between can tear this file.
        try:
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            return False
    _sync_folder(path.parent)
    return True


def append_to_file(path: Path, data: bytes) -> None:
    """Add bytes to the end of a file and wait until they are on the disk; a torn last line is closed off first.

    A failure on the way, such as a full disk, leaves the file as it was.

    Raises
    ------
    InputError
        The file may not be written to, or the disk is full.
    """
    # Unbuffered: what a buffer still holds after a failure would be written on closing all the same.
    with one_line_errors(path, "save"), path.open("ab+", buffering=0) as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            data = data if file.read(1) == b"\n" else b"\n" + data
        before = file.seek(0, os.SEEK_END)
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise


@contextmanager
def one_line_errors(path: Path, verb: str) -> Iterator[None]:
    """Turn what the system says about a path into one line; the verb is read or save."""
    try:
        yield
    except FileNotFoundError:
        missing = path if verb == "read" else path.parent
        raise InputError(f"{missing} does not exist; check the spelling", where=str(path)) from None
    except PermissionError:
        raise InputError(f"{path} may not be {'read' if verb == 'read' else 'saved'}: no permission", where=str(path)) from None
    except OSError as error:
        raise InputError(f"cannot {verb} {path}: {error.strerror or error}", where=str(path)) from None


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
