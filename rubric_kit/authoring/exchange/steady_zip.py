"""Office files with the same bytes for the same content: no clock, no machine, no compression that differs between versions."""

from __future__ import annotations

import io
import re
import zipfile

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_CORE = "docProps/core.xml"
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)")
_STEADY_DATE = rb"\g<1>2000-01-01T00:00:00Z\g<2>"


def steady(data: bytes) -> bytes:
    """Return an office file with its parts in order of their names, all of one date, stored as they are.

    The part that lists the kinds of parts stays first, as readers expect it.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name in sorted(given.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            content = given.read(name)
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system, entry.external_attr = 0, 0
            made.writestr(entry, _DATES.sub(_STEADY_DATE, content) if name == _CORE else content)
    return out.getvalue()
