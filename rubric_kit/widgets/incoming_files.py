"""Files on their way from the browser: bytes under running numbers, held only until they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rubric_kit.errors import InputError
from rubric_kit.intake import NamedBytes

MOST_FILES = 10_000
MOST_BYTES_EACH = 20_000_000
MOST_BYTES_TOGETHER = 200_000_000


class IncomingFiles:
    """One set of files. Names stay in the browser; here a file is a number.

    Parameters
    ----------
    expected : int
        How many files were announced.

    Raises
    ------
    InputError
        More files were announced than are read at once, or none.
    """

    def __init__(self, expected: int) -> None:
        if not 1 <= expected <= MOST_FILES:
            raise InputError(f"{expected:,} files were given; 1 to {MOST_FILES:,} are read at once", where="files")
        self.expected = expected
        self._data = [bytearray() for _ in range(expected)]
        self._size = 0

    def take(self, parts: Sequence[Mapping[str, Any]], buffers: Sequence[memoryview]) -> None:
        """Add the next piece of each named file.

        Raises
        ------
        InputError
            A piece belongs to no announced file, or a limit is passed.
        """
        if len(parts) != len(buffers):
            raise InputError("the files did not arrive whole; choose them again", where="files")
        for part, buffer in zip(parts, buffers, strict=True):
            number = part.get("file")
            if not isinstance(number, int) or not 1 <= number <= self.expected:
                raise InputError("the files did not arrive whole; choose them again", where="files")
            self._add(self._data[number - 1], buffer, number)

    def _add(self, data: bytearray, buffer: memoryview, number: int) -> None:
        self._size += buffer.nbytes
        if len(data) + buffer.nbytes > MOST_BYTES_EACH:
            raise InputError(
                f"file {number} is larger than {MOST_BYTES_EACH // 1_000_000} MB; a badge is far smaller", where="files"
            )
        if self._size > MOST_BYTES_TOGETHER:
            most = MOST_BYTES_TOGETHER // 1_000_000
            raise InputError(f"the files are larger than {most} MB together; give them in several goes", where="files")
        data += buffer

    def files(self) -> Iterator[NamedBytes]:
        """Give the files, named by their number alone; each is let go when it was given."""
        for at in range(self.expected):
            data, self._data[at] = bytes(self._data[at]), bytearray()
            yield NamedBytes(f"file {at + 1}", data)
