"""Who comes without the room's token gets a plain word instead of a log-in form. Voila loads this by its name."""

from __future__ import annotations

from jupyter_server.auth.identity import IdentityProvider
from tornado.web import RequestHandler

CLOSED = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>This page needs its whole address</title>
<style>
  :root { color-scheme: light dark }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 40em; margin: 32px auto; padding: 0 16px }
</style>
</head>
<body><main>
<h1>This page needs its whole address</h1>
<p>Ask whoever leads the room for the address, and use all of it, with the part after <em>token=</em>.
It changes at every start.</p>
</main></body>
</html>
"""


class NoEntry(RequestHandler):
    """What a browser is sent to without the token."""

    def get(self) -> None:
        """Say what is missing, with the code for a refusal."""
        self.set_status(403)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(CLOSED)


class RoomDoor(IdentityProvider):
    """Lets in whoever brings the token, and asks nobody for a password."""

    def get_handlers(self) -> list[tuple[str, object]]:
        """Return what stands where Jupyter has its log-in form."""
        return [(r"/login", NoEntry)]
