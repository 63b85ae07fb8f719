"""The list that the form fills: items as a person described them, as rows of a file and as an `Intake`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rubric_kit.errors import InputError, RecordError
from rubric_kit.intake import Intake, Item, ItemOutcome
from rubric_kit.intake.finding_codes import Remarks
from rubric_kit.intake.lists.badge_list import csv_rows, read_list
from rubric_kit.intake.lists.described_item import FORM_FIELDS, described_badge, list_bytes
from rubric_kit.model import AwardStatus
from rubric_kit.workspace import read_file, write_file

_FORMAT = "item described in a form"
_OTHER_NAME = "Give save_to another name"


class ItemList:
    """Described items in the order in which they were added, each once.

    Parameters
    ----------
    path : Path
        CSV file to go on from and to save to.

    Raises
    ------
    InputError
        The file is there and cannot be read as a list of items.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fields: dict[str, Mapping[str, str]] = {}
        self._items: dict[str, Item] = {}
        self._number = 0
        if path.exists():
            self._resume()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, in order."""
        return tuple(self._items.values())

    @property
    def intake(self) -> Intake:
        """The items as if they had been read from files."""
        badges = tuple(item.badge for item in self.items if item.badge is not None)
        return Intake(self.items, badges, tuple(finding for item in self.items for finding in item.findings))

    def add(self, fields: Mapping[str, str]) -> Item:
        """Check an item and put it at the end of the list.

        Raises
        ------
        RecordError
            A field that is needed is empty, or a value cannot be read; `where` names the field.
        """
        known = {one.name: str(fields[one.name]) for one in FORM_FIELDS if one.name in fields}
        needed = next((one for one in FORM_FIELDS if one.required and not known.get(one.name, "").strip()), None)
        if needed is not None:
            raise RecordError(f"{needed.label} is empty. {needed.help}", where=needed.name)
        item = self._described(known)
        if faulty := next((one for one in item.findings if one.code == "RKB065"), None):
            raise RecordError(faulty.message, where=faulty.path)
        if item.badge is None:
            raise RecordError(item.findings[0].message if item.findings else "The item cannot be used.")
        if item.badge.key in self._items:
            raise RecordError("This item is in the list already, with the same words in every field.")
        self._keep(item.badge.key, item, known)
        return item

    def remove(self, key: str) -> None:
        """Take an item out of the list; one that is not there is no fault."""
        self._items.pop(key, None)
        self._fields.pop(key, None)

    def save(self) -> None:
        """Write the list whole or not at all.

        Raises
        ------
        InputError
            The folder is missing or may not be written to, or the disk is full.
        """
        write_file(self.path, list_bytes(self._fields.values()))

    def _described(self, fields: Mapping[str, str]) -> Item:
        remarks = Remarks(f"item {self._number + 1}")
        badge = described_badge(fields, remarks, within=None)
        return Item(
            label=remarks.where,
            path="",
            format=_FORMAT,
            outcome=ItemOutcome.UNREADABLE if badge is None else ItemOutcome.BADGE,
            badge=badge,
            verification=None if badge is None else badge.verification,
            status=AwardStatus.NONE,
            valid_from=None if badge is None else badge.valid_from,
            valid_until=None if badge is None else badge.valid_until,
            findings=tuple(remarks.findings),
        )

    def _keep(self, key: str, item: Item, fields: Mapping[str, str]) -> None:
        self._number += 1
        self._items[key], self._fields[key] = item, fields

    def _resume(self) -> None:
        """Take up the rows of an earlier session, so that saving adds to them and never puts fewer in their place."""
        remarks = Remarks(self.path.name)
        rows = csv_rows(read_file(self.path), remarks)
        listed = [] if rows is None else read_list(rows, remarks)
        if rows is None or not listed:
            why = remarks.findings[0].message if remarks.findings else "it has no rows."
            raise InputError(f"{self.path} cannot be read as a list of items: {why} {_OTHER_NAME}.", where=str(self.path))
        if any(one.code == "RKB064" for one in remarks.findings):
            raise InputError(f"{self.path} has other columns, and saving would lose them. {_OTHER_NAME}.", where=str(self.path))
        for row in listed:
            item = self._described(row.fields)
            if item.badge is None:
                raise InputError(
                    f"{self.path}, row {row.number} has no name or no issuer, and saving would lose it. Put it right first.",
                    where=str(self.path),
                )
            self._keep(item.badge.key, item, row.fields)
