"""Looking for what an erasure was to remove: in text as whole words, in a database among all bytes that nothing kept explains."""

from __future__ import annotations

import base64
import html
import json
import re
import urllib.parse
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

from rubric_kit.model import EntryKind

SHORTEST_RAW = 5
"""A code of fewer characters turns up among the bytes of a database by chance; it is looked for there beside its row alone."""
KEY_START = 8
"""As many characters of a badge's key stand in the names of files and in labels."""
_PIECE = 160
"""Characters of a reason that are looked for at a time: a page of a database holds at least one such piece whole."""
_SHORTEST_PIECE = 16
_NEAR = 12
_LONG_CELL = 200
_MOST_IN_ARCHIVE = 200_000_000
_ID = re.compile(rb"(?=([0-9a-f]{32}))")
_ROW = re.compile(rb"(?=([0-9a-f]{32})(?:" + "|".join(EntryKind).encode() + rb"))")
_ESCAPE = re.compile(rb"\\(?:[nrt]|u[0-9a-fA-F]{4})")


class Sought(NamedTuple):
    """What must not be found any more."""

    words: tuple[str, ...] = ()
    """A rater's code and name, or a badge's name: looked for as whole words."""
    keys: tuple[str, ...] = ()
    """Keys of badges: looked for by their start, wherever it stands."""
    ids: frozenset[str] = frozenset()
    """Names of the erased entries: 128 random bits each, so that a hit is no chance."""
    reasons: tuple[str, ...] = ()
    """Pieces of the reasons that were erased and that no kept entry holds."""
    pairs: tuple[str, ...] = ()
    """The code with each badge key right behind it, as a row of the database holds them."""

    @property
    def short(self) -> tuple[str, ...]:
        """Words too short to be looked for among all bytes of a database."""
        return tuple(word for word in self.words if len(word) < SHORTEST_RAW)


def starts_as_database(start: bytes) -> bool:
    """Tell whether a file begins as an SQLite database does."""
    return start.startswith(b"SQLite format 3\x00")


def pieces_of(reason: str) -> list[str]:
    """Return the parts of a reason that are long enough to be told from chance, from its start to its end."""
    parts = (reason[at : at + _PIECE] for at in range(0, len(reason), _PIECE))
    return [part for part in parts if len(part) >= _SHORTEST_PIECE]


def count_in_file(data: bytes, sought: Sought) -> int:
    """Count what is found in a file that people or programs read: text, a notebook, a page, or an archive of such files."""
    return sum(_count_in_text(one, sought) for one in (data, *_members(data)))


def count_in_database(data: bytes, sought: Sought, kept: Iterable[str]) -> int:
    """Count what is found among all bytes of a database, its free pages included.

    A word may stand in what was kept as part of something else: `rater-1` in `rater-10`. Such places are known from the kept
    cells and are not counted; whatever is left comes from a row that ought to be gone.

    Parameters
    ----------
    data : bytes
        The whole file.
    sought : Sought
        What must not be there.
    kept : iterable of str
        Every text cell of every row that was kept.
    """
    # An erased row keeps its random name, so that a merge does not bring it back; a name with a kind behind it is a whole row.
    found = len(sought.ids & {one[1].decode() for one in _ROW.finditer(data)}) if sought.ids else 0
    found += sum(data.count(text.encode()) for text in (*sought.reasons, *sought.pairs))
    words = [word for word in sought.words if len(word) >= SHORTEST_RAW]
    cells = list(kept) if words or sought.keys else []
    for word in (*words, *(key[:KEY_START] for key in sought.keys)):
        found += _unexplained(data, word, [cell for cell in cells if word in cell])
        found += sum(data.count(one) for one in _coded(word))
    return found


def count_in_cells(kept: Iterable[str], sought: Sought) -> int:
    """Count the cells of kept rows that are what is sought, or hold a reason that was erased."""
    return sum(cell in sought.words or cell in sought.keys or any(reason in cell for reason in sought.reasons) for cell in kept)


def _unexplained(data: bytes, word: str, cells: Iterable[str]) -> int:
    whole, near = set[bytes](), set[bytes]()
    for cell in cells:
        if len(cell) <= _LONG_CELL:
            whole.add(cell.encode())
            continue
        # A long cell is spread over pages; a place in it is known by the characters before it, or by those behind it.
        for at in _places(cell, word):
            near.add(cell[max(0, at - _NEAR) : at + len(word)].encode())
            near.add(cell[at : at + len(word) + _NEAR].encode())
    # Longest first, so that what holds something shorter is not torn.
    for text in sorted(whole | near, key=len, reverse=True):
        data = data.replace(text, b"\0")
    return data.count(word.encode())


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _count_in_text(data: bytes, sought: Sought) -> int:
    # Without its zero bytes UTF-16 is plain; a line break inside JSON is a letter that would join two words.
    plain = _ESCAPE.sub(b" ", data.replace(b"\0", b""))
    found = sum(len(_whole_word(form).findall(plain)) for word in sought.words for form in _forms(word))
    found += sum(plain.lower().count(key[:KEY_START].encode()) for key in sought.keys)
    found += sum(plain.count(one) for word in (*sought.words, *sought.keys) for one in _coded(word))
    if sought.ids:
        found += len(sought.ids & {one[1].decode() for one in _ID.finditer(plain)})
    return found + sum(plain.count(form) for reason in sought.reasons for form in _forms(reason))


def _forms(text: str) -> set[bytes]:
    """Return the ways in which text stands in plain files, JSON, pages and addresses, and in UTF-16 without its zero bytes."""
    ascii_json = _ESCAPE.sub(b" ", json.dumps(text)[1:-1].encode())
    long_json = _ESCAPE.sub(b" ", json.dumps(text, ensure_ascii=False)[1:-1].encode())
    wide = text.encode("utf-16-le").replace(b"\0", b"")
    return {text.encode(), wide, ascii_json, long_json, html.escape(text).encode(), urllib.parse.quote(text).encode()}


def _coded(word: str) -> set[bytes]:
    """Return a word in hexadecimal, in base 64 at each of its three places, and in UTF-16; none of a word too short for it."""
    plain = word.encode()
    if len(plain) < SHORTEST_RAW:
        return set()
    # In base 64 the characters at a word's ends belong to its neighbours too.
    base = {base64.b64encode(bytes(at) + plain)[-(-8 * at // 6) : (at + len(plain)) * 8 // 6] for at in range(3)}
    return base | {plain.hex().encode(), plain.hex().upper().encode(), word.encode("utf-16-le")}


def _whole_word(form: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?<![A-Za-z0-9_-])" + re.escape(form) + rb"(?![A-Za-z0-9_-])")


def _members(data: bytes) -> Iterator[bytes]:
    """Give what a workbook or another ZIP archive holds; an archive too large to look into raises."""
    if data[:4] != b"PK\3\4":
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _MOST_IN_ARCHIVE:
                return
            for one in archive.infolist():
                yield archive.read(one)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return
