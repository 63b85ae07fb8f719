"""`CellProgress`: a progress bar under a notebook cell that works for more than a second, gone when the work is done."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Any, Self

from IPython import get_ipython
from IPython.display import clear_output, display

_QUIET = 1.0
"""Seconds of work before anything is shown."""
_PAUSE = 0.2


class CellProgress:
    """Shows how far a reading is while the cell that asked for it still runs; outside a notebook it shows nothing.

    Only words of ours and numbers are shown, so nothing of a badge can stand in the output.
    """

    def __init__(self) -> None:
        self._last = time.monotonic() + _QUIET - _PAUSE
        self._handle: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._handle is not None:
            clear_output()  # type: ignore[no-untyped-call]

    def tell(self, words: str, done: int, total: int) -> None:
        """Show a step, at most five times a second."""
        now = time.monotonic()
        if now - self._last < _PAUSE or get_ipython() is None:
            return
        self._last = now
        text = f"{words}: {done:,} of {total:,}" if total else f"{words}: {done:,}"
        scale = f' max="{total}" value="{done}"' if total else ""
        bundle = {"text/plain": text, "text/html": f'<progress aria-label="Progress"{scale}></progress> {text}'}
        if self._handle is None:
            self._handle = display(bundle, raw=True, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(bundle, raw=True)
