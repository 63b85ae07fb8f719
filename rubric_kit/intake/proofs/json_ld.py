"""pyld's parts, loaded without the HTTP clients that pyld looks for: nothing here could fetch even by mistake."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_CLIENTS = ("requests", "aiohttp")


@contextmanager
def _clients_hidden() -> Iterator[None]:
    """Let pyld find no HTTP client while it is loaded; it then falls back to a loader that refuses."""
    kept = {name: sys.modules[name] for name in _CLIENTS if name in sys.modules}
    # What Python documents for "this module cannot be imported".
    sys.modules.update(dict.fromkeys(_CLIENTS))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in _CLIENTS:
            del sys.modules[name]
        sys.modules.update(kept)


with _clients_hidden():
    from pyld import iri_resolver  # type: ignore[import-untyped] # pyld brings no types
    from pyld.canon import URDNA2015  # type: ignore[import-untyped] # as above
    from pyld.identifier_issuer import IdentifierIssuer  # type: ignore[import-untyped] # as above
    from pyld.jsonld import JsonLdError, JsonLdProcessor  # type: ignore[import-untyped] # as above

__all__ = ["URDNA2015", "IdentifierIssuer", "JsonLdError", "JsonLdProcessor", "iri_resolver"]
