"""What a store needs from the database below it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Database(Protocol):
    """One database, opened. The two kinds differ in how they lock and in what can go wrong, and in nothing else."""

    shown: str
    """The place, without a password."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state of the log and cannot write."""

    def writing(self) -> AbstractContextManager[Connection]:
        """Wait for one's turn and open a transaction that may write; it is committed when the block ends without an error."""

    def close(self) -> None:
        """Let go of all connections."""
