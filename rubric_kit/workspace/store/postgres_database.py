"""PostgreSQL below a store: the same tables, and a lock of the server that puts the writes in a row."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL, Connection, TextClause, create_engine, text

from rubric_kit.errors import InputError
from rubric_kit.workspace.store.storage_errors import STORAGE_ERRORS, one_line_storage_errors

_READ = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
# Every writer of a store takes the same lock of the server; any number does, as long as it is always the same.
_WRITE = text("SELECT pg_advisory_xact_lock(7305807121004117)")

# A connection that the server has dropped cannot be closed politely; that is no news for the room.
_QUIET = "rubric_kit"
logging.getLogger(f"sqlalchemy.pool.impl.QueuePool.{_QUIET}").setLevel(logging.CRITICAL)


class PostgresDatabase:
    """A database on a PostgreSQL server.

    Parameters
    ----------
    url : URL
        Its address with the driver's name.
    shown : str
        The address without the password.

    Raises
    ------
    InputError
        The driver is not installed.
    """

    def __init__(self, url: URL, shown: str, *, read_only: bool = False) -> None:
        self.shown = shown
        self._read_only = read_only
        try:
            self._engine = create_engine(url, hide_parameters=True, max_overflow=20, pool_logging_name=_QUIET)
        except ImportError:
            message = f"{shown} needs the package pg8000, which is not installed; run: pip install 'rubric_kit[postgres]'"
            raise InputError(message, where=shown) from None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the log and cannot write."""
        with one_line_storage_errors(self.shown, saving=False), self._transaction(_READ) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Wait for one's turn and open a transaction that may write; when the block has ended the server has it on its disk."""
        if self._read_only:
            raise InputError(f"{self.shown} was opened to be read; nothing was saved", where=self.shown)
        with one_line_storage_errors(self.shown, saving=True), self._transaction(_WRITE) as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, first: TextClause) -> Iterator[Connection]:
        connection = self._begun(first)
        try:
            yield connection
            connection.commit()
        except STORAGE_ERRORS:
            self._drop(connection)
            raise
        finally:
            connection.close()

    def _begun(self, first: TextClause, *, again: bool = True) -> Connection:
        """Open a transaction with its first statement; a connection that the server let go of meanwhile is replaced."""
        connection = self._engine.connect()
        try:
            connection.execute(first)
        except STORAGE_ERRORS:
            self._drop(connection)
            if not again:
                raise
            return self._begun(first, again=False)
        return connection

    def _drop(self, connection: Connection) -> None:
        with suppress(*STORAGE_ERRORS):
            connection.invalidate()
        connection.close()
        self._engine.dispose()
