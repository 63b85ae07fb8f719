"""`Node`: one JSON object of a badge, read field by field. Only what is asked for by name ever leaves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from rubric_kit.intake.finding_codes import Remarks

LINE_LIMIT, TEXT_LIMIT, CLAIM_LIMIT, LIST_LIMIT = 400, 20_000, 2_000, 500
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.DOTALL)
# Standards' own spellings of a type as an address; an address elsewhere that merely ends alike is another type.
_TYPE_PREFIXES = (
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
    "https://purl.imsglobal.org/spec/vc/clr/vocab.html#",
    "https://www.w3.org/2018/credentials#",
    "https://w3id.org/openbadges#",
    "http://schema.org/",
    "https://schema.org/",
    "obi:",
    "ob:",
)


def many(value: Any) -> list[Any]:
    """Return a single or repeated value as a list; the standards allow both almost everywhere."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def plain_text(value: Any) -> str:
    """Return the text of a value: text, a number, a JSON-LD value or a language map (English first); else nothing."""
    if type(value) is str:
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, list):
        return next((text for one in value if (text := plain_text(one))), "")
    if isinstance(value, dict):
        first = min(value, default="")
        value = next((value[key] for key in ("@value", "en", "en-US", "en-GB", first) if isinstance(value.get(key), str)), None)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


@dataclass(slots=True)
class Node:
    """A JSON object, where it stands, and where remarks about it go; never changed once it is made."""

    value: Mapping[str, Any]
    path: str
    remarks: Remarks

    def place(self, key: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{key}" if self.path else key

    @property
    def types(self) -> tuple[str, ...]:
        """Return the types, short where they are spelled as addresses of the standards."""
        named = self.value.get("type") or self.value.get("@type")
        if isinstance(named, list):
            return tuple([_short_type(one) if ":" in one else one for one in named if isinstance(one, str)])
        return (_short_type(named),) if isinstance(named, str) else ()

    @property
    def id(self) -> str:
        """Return the id as text, empty if there is none."""
        for key in ("id", "@id"):
            value = self.value.get(key)
            if isinstance(value, str):
                return value.strip()
        return ""

    def has(self, *keys: str) -> bool:
        """Tell whether any of the fields holds something."""
        return any(map(self.value.get, keys))

    def items(self, *keys: str) -> list[Any]:
        """Return the values of a field that may be single or repeated; the first filled of several names counts."""
        key, value = keys[0], None
        for one in keys:
            value = self.value.get(one)
            if value:
                key = one
                break
        else:
            value = self.value.get(key)
        found = many(value)
        if len(found) > LIST_LIMIT:
            self.remarks.add("RKB026", f"A list of {len(found):,} was cut to {LIST_LIMIT}.", path=self.place(key))
        return found[:LIST_LIMIT]

    def nodes(self, *keys: str) -> list[Node]:
        """Return the objects of a field that may be single or repeated."""
        found = self.items(*keys)
        if not found:
            return []
        path = self.place(keys[0])
        return [Node(one, path, self.remarks) for one in found if isinstance(one, dict)]

    def line(self, *keys: str) -> str | None:
        """Return the first filled field as one clean line."""
        for key in keys:
            text = plain_text(self.value.get(key))
            if text and (line := self.clean(text, key, LINE_LIMIT)):
                return line
        return None

    def lines(self, key: str) -> tuple[str, ...]:
        """Return a repeated field as clean lines, empty ones left out."""
        return tuple(line for one in self.items(key) if (line := self.clean(plain_text(one), key, LINE_LIMIT)))

    def text(self, *keys: str) -> str:
        """Return the first filled field as clean text of several lines."""
        for key in keys:
            text = plain_text(self.value.get(key))
            if text and (text := self.clean(text, key, TEXT_LIMIT)):
                return text
        return ""

    def claim(self, *keys: str) -> str | None:
        """Return the first filled field that holds an id or address, or the id of an object in its place."""
        for key in keys:
            value = self.value.get(key)
            if not value:
                continue
            text = Node(value, "", self.remarks).id if isinstance(value, dict) else plain_text(value)
            claim = self.clean_claim(text, key)
            if claim:
                return claim
        return None

    def day(self, *keys: str) -> date | None:
        """Return the first filled field as a date; older badges and tokens count seconds instead."""
        key = next((key for key in keys if self.value.get(key)), None)
        if key is None:
            return None
        found = _day(self.value[key])
        if found is None:
            self.remarks.add("RKB027", "The date cannot be read.", path=self.place(key))
        return found

    def clean(self, text: str, key: str, limit: int) -> str:
        """Return text that fits a record, with a remark where anything was lost."""
        if limit == LINE_LIMIT:
            text = " ".join(text.split())
        elif "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if _CONTROL.search(text):
            self.remarks.add("RKB026", "Control characters were replaced by �.", path=self.place(key))
            text = _CONTROL.sub("�", text)
        if len(text) > limit:
            self.remarks.add("RKB026", f"A text of {len(text):,} characters was cut to {limit:,}.", path=self.place(key))
            text = text[: limit - 1] + "…"
        return text

    def clean_claim(self, text: str, key: str) -> str | None:
        """Return an id or address that fits a record; a cut one would be another one, so it is left out whole."""
        if len(text) > CLAIM_LIMIT or _CONTROL.search(text):
            self.remarks.add(
                "RKB026", "An id or address that is too long or holds control characters was left out.", path=self.place(key)
            )
            return None
        return text or None


def _short_type(text: str) -> str:
    return next((text.removeprefix(prefix) for prefix in _TYPE_PREFIXES if text.startswith(prefix)), text)


def _day(value: Any) -> date | None:
    return _stated_day(value) if type(value) is str else _other_day(value)


@lru_cache(maxsize=4_096)
def _stated_day(text: str) -> date | None:
    return _other_day(text)


def _other_day(value: Any) -> date | None:
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, tz=UTC).date()
        match = _DAY.fullmatch(plain_text(value))
        return date.fromisoformat(match[1]) if match else None
    except (ValueError, OverflowError, OSError):
        return None
