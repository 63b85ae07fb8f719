"""`DescribeItem`: a form for a certificate, a course or an experience that was never a digital badge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import traitlets

from rubric_kit.charts.item_words import item_words
from rubric_kit.errors import RecordError, RubricKitError
from rubric_kit.intake import Intake, Item
from rubric_kit.intake.lists.described_item import FORM_FIELDS
from rubric_kit.model import visible
from rubric_kit.widgets.house_widget import HouseWidget, assets
from rubric_kit.widgets.item_list import ItemList
from rubric_kit.widgets.read_badges import ReadBadges

_PRIVACY = (
    "There is no field for the learner's name: what counts here is what the item asks of anybody. "
    "Please leave names of learners out of the other fields too."
)
_FIRST = frozenset({"item_type", "name", "issuer", "criteria", "evidence", "hours"})
"""Fields in sight; the others open on request, so that the form looks as short as it is."""


class DescribeItem(HouseWidget):
    """A form and the list it fills; each item joins what was read, and the list is saved as a CSV file.

    Parameters
    ----------
    joins : ReadBadges, optional
        The reading that the items join.
    save_to : str or Path
        CSV file that "Save list" writes; if it is there, its items are taken up.

    Raises
    ------
    InputError
        The file is there and cannot be read as a list of items.
    """

    _esm, _css = assets("describe_item")

    view = traitlets.Dict().tag(sync=True)
    """The form's fields; never what was typed into them."""

    def __init__(self, joins: ReadBadges | None = None, *, save_to: str | Path = "my_items.csv") -> None:
        self._list = ItemList(Path(save_to))
        self._joins = joins
        super().__init__()
        self.view = {
            "fields": [_field(one) for one in FORM_FIELDS],
            "privacy": _PRIVACY,
            "save_words": f"The list is saved as {visible(Path(save_to).name)}. It opens in a spreadsheet program.",
        }
        self._join()
        self.on_msg(self._on_message)

    @property
    def intake(self) -> Intake:
        """The items, as if they had been read from files."""
        return self._list.intake

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, in order."""
        return self._list.items

    def add(self, fields: Mapping[str, str]) -> Item:
        """Add an item to the list and to the reading.

        Raises
        ------
        RecordError
            A field that is needed is empty, or a value cannot be read; `where` names the field.
        """
        item = self._list.add(fields)
        self._join()
        return item

    def remove(self, key: str) -> None:
        """Take an item out of the list and the reading, by the key of its badge."""
        self._list.remove(key)
        self._join()

    def save(self) -> None:
        """Save the list, whole or not at all.

        Raises
        ------
        InputError
            The folder is missing or may not be written to, or the disk is full.
        """
        self._list.save()

    def _join(self) -> None:
        if self._joins is not None:
            self._joins.add(self._list.intake)

    def _on_message(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        answer: dict[str, Any] = {"asked": content.get("do"), "refused": False, "field": ""}
        try:
            answer["notice"] = self._obey(content)
        except RecordError as error:
            answer |= {"notice": f"Not added. {error.message}", "refused": True, "field": error.where}
        except RubricKitError as error:
            answer |= {"notice": f"Not saved: {error.message}.", "refused": True}
        except Exception:  # noqa: BLE001 - a trace would be saved in the notebook, and could quote what was typed
            answer |= {"notice": "Something unexpected happened. What you typed is still here.", "refused": True}
        self._tell(str(content.get("from", "")), answer)

    def _obey(self, content: Mapping[str, Any]) -> str:
        do = content.get("do")
        if do == "add":
            return _added_words(self.add(content.get("fields") or {}))
        if do == "remove":
            self.remove(str(content.get("key", "")))
            return "Removed. The file changes when you save the list."
        if do == "save":
            self.save()
            count = len(self.items)
            return f"Saved: {count} {'item' if count == 1 else 'items'} in {self._list.path.name}."
        return ""

    def _tell(self, to: str, answer: dict[str, Any]) -> None:
        rows = [_row(item) for item in self.items]
        answer["notice"] = visible(answer["notice"])
        self.send({"kind": "list", "to": to, "items": rows} | answer)


def _field(one: Any) -> dict[str, Any]:
    choices = [{"value": choice, "words": choice.replace("_", " ").capitalize()} for choice in one.choices]
    return {
        "name": one.name,
        "label": one.label,
        "help": one.help,
        "required": one.required,
        "choices": choices,
        "lines": one.lines,
        "first": one.required or one.name in _FIRST,
    }


def _row(item: Item) -> dict[str, str]:
    badge = item.badge
    if badge is None:
        return {"key": "", "name": item.label, "issuer": "", "words": ""}
    missing = _missing(item)
    words = f"Missing: {', '.join(missing)}." if missing else "Nothing that a reader needs is missing."
    return {"key": badge.key, "name": visible(badge.name), "issuer": visible(badge.issuer.name), "words": words}


def _added_words(item: Item) -> str:
    missing = _missing(item)
    rest = (
        f" What a reader would still ask for: {', '.join(missing[:3])}."
        if missing
        else " Nothing that a reader needs is missing."
    )
    return "Added." + rest


def _missing(item: Item) -> list[str]:
    # Any day will do: what is missing does not depend on it.
    return [f"{one[0].lower()}{one[1:]}" for one in item_words(item, date.min).missing]
