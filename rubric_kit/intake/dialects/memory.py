"""`Memory`: what thousands of awards share, the same badge and the same issuer, is read once.

It lives as long as one reading, so that nothing of a file outlasts it.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable
from typing import Any, TypeVar

from rubric_kit.intake.dialects.node import Node
from rubric_kit.intake.finding_codes import Remarks

T = TypeVar("T")
_MOST = 4_000


class Memory:
    """Remembers what functions made of JSON objects."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bytes], Any] = {}

    def of(self, read: Callable[[Node], T], node: Node) -> T:
        """Return what `read` makes of an object; equal objects are read once, unless there was something to remark.

        Parameters
        ----------
        read : callable
            A function of the object alone, given by the same name each time.
        node : Node
            The object, where it stands, and where remarks go.
        """
        # A byte form that is quick to make. Equal bytes mean equal objects; equal objects may have different bytes.
        key = (read.__qualname__ + read.__module__, hashlib.blake2b(marshal.dumps(dict(node.value), 2), digest_size=16).digest())
        if key in self._known:
            found: T = self._known[key]
            return found
        own = Remarks(node.remarks.where)
        result = read(Node(node.value, node.path, own))
        if not own.findings:
            if len(self._known) >= _MOST:
                self._known.clear()
            self._known[key] = result
        for finding in own.findings:
            node.remarks.take(finding)
        return result
