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


def assets(name: str) -> tuple[str, str]:
    """Return the script and the style sheet of a widget, what the house shares put before its own."""
    script, style = (
        (_FOLDER / f"house.{kind}").read_text(encoding="utf-8") + (_FOLDER / f"{name}.{kind}").read_text(encoding="utf-8")
        for kind in ("js", "css")
    )
    return script, style
