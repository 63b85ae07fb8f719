"""What the database and the disk say, in one line for a person."""

from __future__ import annotations

import socket
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from rubric_kit.errors import InputError
from rubric_kit.workspace.store.chain import FaultyStoreError

STORAGE_ERRORS = (SQLAlchemyError, sqlite3.Error, OSError, struct.error)
"""What a database raises: SQLAlchemy, SQLite on its own, the network, and the driver that reads half an answer."""

_NOT_SAVED = "nothing of this answer was saved, earlier answers are whole"
_SQLITE_SAVING = {
    sqlite3.SQLITE_FULL: f"the disk is full; {_NOT_SAVED}; free some space and answer again",
    sqlite3.SQLITE_IOERR: f"the disk reports an error; {_NOT_SAVED}; check the disk or the stick and answer again",
    sqlite3.SQLITE_READONLY: f"the file can be read but no longer written; {_NOT_SAVED}; make it writable and answer again",
    sqlite3.SQLITE_PERM: f"the file can be read but no longer written; {_NOT_SAVED}; make it writable and answer again",
    sqlite3.SQLITE_CANTOPEN: f"the file cannot be opened any more; {_NOT_SAVED}; check the folder and answer again",
    sqlite3.SQLITE_BUSY: f"another program keeps the file busy; {_NOT_SAVED}; close that program and answer again",
}
_SQLITE_READING = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_IOERR: "the disk reports an error; check the disk or the stick and try again",
    sqlite3.SQLITE_READONLY: "the file was left in the middle of a change and the folder may not be written; copy the folder "
    "to where you may write, and open it there",
    sqlite3.SQLITE_PERM: "no permission; ask whoever keeps the folder",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; if a file whose name ends in -wal is beside it, copy both to where "
    "you may write and open the copy; otherwise check that you may read the folder",
    sqlite3.SQLITE_BUSY: "another program keeps the file busy; close that program and try again",
}
_NETWORK = (ConnectionError, TimeoutError, socket.gaierror)
_DAMAGE = (0, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SERVER_FULL = "53100"
_SERVER_LOGIN = ("28000", "28P01", "3D000", "42501")


@contextmanager
def one_line_storage_errors(shown: str, *, saving: bool) -> Iterator[None]:
    """Turn what a database says into an `InputError` of one line that names the place.

    Raises
    ------
    FaultyStoreError
        What the database says speaks against the file itself.
    """
    try:
        yield
    except STORAGE_ERRORS as error:
        if speaks_of_damage(error):
            raise FaultyStoreError(damage_words(error)) from None
        raise InputError(f"{shown}: {plain_words(error, saving=saving)}", where=shown) from None


def plain_words(error: Exception, *, saving: bool) -> str:
    """Say what happened, and what to do."""
    original = error.orig if isinstance(error, DBAPIError) else error
    known = _SQLITE_SAVING if saving else _SQLITE_READING
    if isinstance(original, sqlite3.Error):
        words = known.get(primary_code(original))
        if words is not None:
            return words
        return f"SQLite refuses ({original}){f'; {_NOT_SAVED}' if saving else ''}"
    if isinstance(original, OSError) and original.strerror and not isinstance(original, _NETWORK):
        return f"{original.strerror}; {_NOT_SAVED if saving else 'check the folder and try again'}"
    return _server_words(original, saving=saving)


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's own code of an error without its details; 0 where the module raised it itself."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def speaks_of_damage(error: BaseException) -> bool:
    """Whether an error says that a file is not what SQLite or Python wrote there.

    The disk, the permissions and other programs have errors of their own; text that is no text comes without a code.
    """
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.DatabaseError):
        return primary_code(original) in _DAMAGE and not isinstance(original, sqlite3.ProgrammingError)
    return isinstance(original, UnicodeError)


def damage_words(error: BaseException) -> str:
    """Say in one line what SQLite or Python found."""
    original = error.orig if isinstance(error, DBAPIError) else error
    return f"SQLite cannot read it ({' '.join(str(original).split())[:200]})"


def _server_words(original: object, *, saving: bool) -> str:
    said = original.args[0] if isinstance(original, Exception) and original.args else {}
    code = said.get("C", "") if isinstance(said, dict) else ""
    if code == _SERVER_FULL:
        return _SQLITE_SAVING[sqlite3.SQLITE_FULL].replace("the disk", "the disk of the server")
    if code in _SERVER_LOGIN:
        return "the server does not let this user in; check user, password and name of the database"
    if code:
        return f"the server refuses ({said.get('M', code)}); {_NOT_SAVED if saving else 'ask whoever keeps the server'}"
    if saving:
        # The line may have gone dead before the server's answer to a commit came through.
        return "the server does not answer; this answer may not be saved, earlier answers are; check the network and answer again"
    return "the server does not answer; check the network and try again"
