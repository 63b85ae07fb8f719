"""What all widgets share: their assets, the house colours, and no patience for misspelt arguments."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget

from rubric_kit.errors import RecordError

_FOLDER = Path(__file__).parent


class HouseWidget(anywidget.AnyWidget):
    """Base of the widgets: traits and layout only; every rule lives on a floor below.

    A subclass sets `_esm` and `_css` with `assets("weigh_criteria")`. Unknown keyword arguments are refused: plain traitlets
    accept a misspelt name in silence.
    """

    def __init__(self, **traits: Any) -> None:
        unknown = sorted(set(traits) - set(self.trait_names()))
        if unknown:
            own = ", ".join(sorted(name for name in self.class_own_traits() if not name.startswith("_")))
            who = type(self).__name__
            raise RecordError(f"{who} has no argument {unknown[0]!r}; known are: {own}", where=who)
        super().__init__(**traits)


def assets(name: str, *parts: str) -> tuple[str, str]:
    """Return the script and the style sheet of a widget, what the house shares put before its own.

    Parameters
    ----------
    name : str
        Name of the widget's own files.
    parts : str
        Names of further scripts that come before the widget's own, in order.
    """
    script = "".join(_text(f"{one}.js") for one in ("house", *parts, name))
    return script, _text("house.css") + _text(f"{name}.css")


def _text(file: str) -> str:
    return (_FOLDER / file).read_text(encoding="utf-8")
