"""What a widget shares whose page is drawn from messages: a notebook saved with its widget state holds nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rubric_kit.widgets.house_widget import HouseWidget


class MessageWidget(HouseWidget):
    """Base of widgets that send their view as a message and keep it in no trait.

    Every page asks for the view when it opens ("hello"), and names itself and the number of its message, so that `heard` in the
    answer tells it what was carried out. A subclass writes `_obey` and calls `_draw`.
    """

    view: Mapping[str, Any] = {}
    """What the pages were last told to draw."""

    def __init__(self) -> None:
        self._heard: list[object] = ["", 0]
        super().__init__()
        self.on_msg(self._on_message)

    def _draw(self, view: Mapping[str, Any]) -> None:
        self.view = {**view, "heard": self._heard}
        self.send({"view": self.view})

    def _obey(self, content: Mapping[str, Any]) -> None:
        """Carry out what a page asks for, and draw."""
        raise NotImplementedError

    def _on_message(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        self._heard = [content.get("from", ""), content.get("n", 0)]
        if content.get("do") == "hello":
            self._draw(self.view)
        else:
            self._obey(content)
