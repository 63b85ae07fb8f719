"""SQLite below a store: full syncing, writes that lock from their first statement, one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from rubric_kit.errors import InputError
from rubric_kit.workspace.store.storage_errors import STORAGE_ERRORS, one_line_storage_errors
from rubric_kit.workspace.store.writer_lock import writer_lock

_BUSY_SECONDS = 10.0


class SqliteDatabase:
    """An SQLite file. Every write is a transaction of its own that starts with BEGIN IMMEDIATE.

    Parameters
    ----------
    path : Path
        The file; it has to be there.
    mode : str
        How SQLite opens it: rw, rwc to make it, ro, or ro&immutable=1 for a file that nobody can be writing to.
    journal : str
        wal, or delete on a network share; empty for a file that is only read.
    queue : bool
        Whether writers queue up; not for a file that nobody else knows yet.
    """

    def __init__(self, path: Path, *, mode: str, journal: str = "", queue: bool = True) -> None:
        self.path = path
        self.shown = str(path)
        self._uri = f"{path.as_uri()}?mode={mode}"
        self._journal = journal
        self._queue = queue
        # Apart from each other, so that a reader cannot write even by mistake.
        self._readers = self._engine("PRAGMA query_only = ON", begin="BEGIN")
        self._writers = self._engine("PRAGMA synchronous = FULL", begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the log and cannot write."""
        with one_line_storage_errors(self.shown, saving=False), self.raw_reading() as connection:
            yield connection

    @contextmanager
    def raw_reading(self) -> Iterator[Connection]:
        """Do the same, with the errors as SQLite raises them."""
        with self._readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Wait for one's turn and open a transaction that may write; when the block has ended it is on the disk."""
        if not self._journal:
            raise InputError(f"{self.shown} was opened to be read; nothing was saved", where=self.shown)
        with one_line_storage_errors(self.shown, saving=True), self._writers.connect() as connection:
            try:
                with writer_lock(self.path) if self._queue else nullcontext(), connection.begin():
                    yield connection
            except STORAGE_ERRORS:
                # What SQLite thinks of a file after a failed write must not be carried into the next one.
                with suppress(*STORAGE_ERRORS):
                    connection.invalidate()
                self.close()
                raise

    def close(self) -> None:
        """Let go of all connections; the last one folds the write-ahead log into the file."""
        self._readers.dispose()
        self._writers.dispose()

    def _engine(self, setting: str, *, begin: str) -> Engine:
        def connect() -> sqlite3.Connection:
            return self._connect(setting)

        def begin_transaction(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        # As many connections as threads ask for: a thread that waits for its turn to write must not keep others from reading.
        engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=-1)
        event.listen(engine, "begin", begin_transaction)
        return engine

    def _connect(self, setting: str) -> sqlite3.Connection:
        # Without an isolation level Python begins no transactions of its own: those would be deferred ones, which lose writes.
        connection = sqlite3.connect(self._uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            if self._journal:
                connection.execute(f"PRAGMA journal_mode = {self._journal}").fetchone()
            for pragma in ("PRAGMA secure_delete = ON", "PRAGMA foreign_keys = ON", setting):
                connection.execute(pragma).fetchone()
        except BaseException:
            connection.close()
            raise
        return connection
