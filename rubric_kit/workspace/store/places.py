"""Where a store is: a file whose name ends in .db, or the address of a PostgreSQL database."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from rubric_kit.errors import InputError

_DRIVER = "postgresql+pg8000"


class Place(NamedTuple):
    """A place, and how it is shown: without the password."""

    shown: str
    path: Path | None = None
    """File of an SQLite store; None for a server."""
    url: URL | None = None
    """Address of a PostgreSQL store, with everything the driver needs; None for a file."""

    def __repr__(self) -> str:
        return f"Place({self.shown!r})"


def place_of(place: str | Path) -> Place:
    """Read a place.

    Raises
    ------
    InputError
        The text is neither a file name that ends in .db nor an address that starts with postgresql://.
    """
    text = str(place)
    if is_address(text):
        return _address(text)
    path = Path(place).expanduser().absolute()
    if path.suffix.lower() != ".db":
        message = f"{path.name} is no place for ratings; name a file that ends in .db, or an address postgresql://user@host/name"
        raise InputError(message, where=str(path))
    return Place(str(path), path=path)


def is_address(text: str | Path) -> bool:
    """Whether a place is the address of a database server."""
    return str(text).startswith(("postgresql:", "postgres:", "postgresql+"))


def _address(text: str) -> Place:
    # What was typed is not repeated in the message: it may hold a password.
    hint = "write it as postgresql://user:password@host:5432/name, with %40 for an @ inside the password"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise InputError(f"the address of the database cannot be read; {hint}", where="postgresql://") from None
    if url.drivername not in ("postgresql", "postgres", _DRIVER):
        raise InputError(f"the address starts with {url.drivername}; {hint}", where="postgresql://")
    if not url.database or not url.host:
        raise InputError(
            f"the address lacks the {'host' if not url.host else 'name of the database'}; {hint}", where="postgresql://"
        )
    plain = url.set(drivername="postgresql", query={})
    return Place(plain.render_as_string(hide_password=True), url=url.set(drivername=_DRIVER))
