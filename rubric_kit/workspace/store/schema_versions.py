"""Versions of the tables: an older store is brought forward, a newer one is left alone."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from rubric_kit.errors import InputError

REVISIONS = ("0001", "0002")
"""Versions of the tables that this program knows, oldest first."""


def schema_version(connection: Connection, shown: str) -> str | None:
    """Return the version of the tables of a store; None where there are no tables yet.

    Raises
    ------
    InputError
        The store was made by a newer program, or holds the tables of something else.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if "entries" in tables or (tables and connection.dialect.name == "sqlite"):
            message = f"{shown} is the database of another program; nothing was changed; name another file for the ratings"
            raise InputError(message, where=shown)
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found not in REVISIONS:
        message = (
            f"{shown} was made by a newer rubric_kit; nothing was changed; bring this rubric_kit up to date, or open the file "
            "with the newer one"
        )
        raise InputError(message, where=shown)
    return str(found)


def migrate(connection: Connection, revision: str = REVISIONS[-1]) -> None:
    """Bring the tables forward inside the transaction that is open on the connection; an empty database gets all tables."""
    # Imported here: of all the times a store is opened, only a few need it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def has_rubrics(version: str) -> bool:
    """Whether the tables of a version hold rubrics too."""
    return version >= "0002"
