"""`NamedBytes`: what the floors above hand in, since this floor opens no file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NamedBytes:
    """The bytes of one file and its name; the name serves findings and screens and is never saved."""

    name: str
    """File name as the person knows it."""
    data: bytes
    """The whole content."""
    problem: str = ""
    """Why the content could not be had, as a sentence that does not repeat the name."""

    @property
    def shown_name(self) -> str:
        """Return the name as text that can be encoded; names of undecodable files come with lone surrogates."""
        return self.name.encode("utf-8", "replace").decode() or "unnamed file"

    @property
    def last_part(self) -> str:
        """Return the name without folders, whichever way they are written."""
        return self.shown_name.replace("\\", "/").rsplit("/", 1)[-1]
