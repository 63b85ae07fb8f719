"""What all records share: frozen, closed, one canonical form, one fingerprint."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from rubric_kit.errors import RecordError
from rubric_kit.model.visible_text import visible

ID_PATTERN = r"^[a-z0-9_-]{1,64}$"
BASIS_POINTS = 10_000
"""Weights and cuts are counted in basis points: 10,000 make the whole."""


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def _no_control(text: str) -> str:
    found = _CONTROL.search(text)
    if found is not None:
        raise ValueError(f"holds the control character U+{ord(found[0]):04X}; plain text is allowed, remove it")
    return text


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
"""A name that a person picks for a machine: 1 to 64 of a-z, 0-9, _ and -."""
Line = Annotated[str, StringConstraints(min_length=1, max_length=400), AfterValidator(_no_control)]
"""One line of plain text, 1 to 400 characters."""
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_no_control)]
"""Plain text, at most 20,000 characters; may be empty."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 digest in lower-case hexadecimal."""


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, validate_default=True)

    @classmethod
    def parse(cls, value: Mapping[str, Any] | str | bytes, *, where: str = "") -> Self:
        """Build the record from JSON text or from plain objects, with a one-line error.

        Parameters
        ----------
        value : mapping, str or bytes
            JSON text (str, bytes) or the objects that JSON text would give.
        where : str
            The file or place the value comes from; named in the error.

        Raises
        ------
        RecordError
            The value does not fit; the message says what was found, where and what is allowed.
        """
        try:
            if isinstance(value, (str, bytes)):
                return cls.model_validate_json(value)
            return cls.model_validate_json(json.dumps(value, ensure_ascii=True))
        except ValidationError as error:
            raise RecordError(_one_line(cls, error, where), where=where) from None
        except (TypeError, RecursionError, ValueError) as error:
            raise RecordError(f"{where or cls.__name__}: cannot be read as JSON ({error})", where=where) from None

    def replace(self, **changes: Any) -> Self:
        """Return a new record with some fields changed; this one stays as it is, and the new one is validated.

        Raises
        ------
        RecordError
            The changed record would not be valid.
        """
        fields = {name: getattr(self, name) for name in type(self).model_fields} | changes
        try:
            return type(self).model_validate(fields)
        except ValidationError as error:
            raise RecordError(_one_line(type(self), error, ""), where=type(self).__name__) from None

    def plain(self) -> dict[str, Any]:
        """Return the record as plain JSON objects."""
        return self.model_dump(mode="json")


def canonical_json(value: object) -> bytes:
    """Return the one byte form of a value: sorted keys, no spaces, UTF-8; floats are refused.

    Equal values give equal bytes on every machine, which is what a fingerprint needs. Records hold only text,
    whole numbers, truth values and lists of them, so the subtleties of number formatting never arise.

    Raises
    ------
    RecordError
        The value holds a float.
    """
    plain = value.plain() if isinstance(value, Record) else value
    _refuse_floats(plain)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(value: object) -> str:
    """Return the SHA-256 of the canonical JSON, as 64 hexadecimal characters."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise RecordError(f"{value!r} is a float; only whole numbers have one canonical form")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        _refuse_floats(part)


def _one_line(record: type[Record], error: ValidationError, where: str) -> str:
    """Say what is wrong with the first faulty field, and how many more there are."""
    faults = error.errors(include_url=False, include_context=True)
    # A misspelt name also makes the right one missing: the unknown field is the one to tell.
    first = next((fault for fault in faults if fault["type"] == "extra_forbidden"), faults[0])
    place = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = ", ".join(_fields_at(record, first["loc"][:-1]))
        text = f"unknown field {visible(place)!r}" + (f"; known are: {known}" if known else "")
    elif first["type"] == "json_invalid":
        text = f"is not JSON ({first['msg'].removeprefix('Invalid JSON: ')})"
    else:
        found = "" if isinstance(first["input"], dict | list | tuple | Record) else f", found {_short(first['input'])}"
        message = _plain_words(first)
        text = f"{place}: {message}{found}" if place else message
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return f"{where or record.__name__}: {text}{more}"


def _plain_words(fault: ErrorDetails) -> str:
    if fault["type"] == "string_pattern_mismatch" and fault.get("ctx", {}).get("pattern") == ID_PATTERN:
        return "a short name is 1 to 64 of a-z, 0-9, _ and -"
    return fault["msg"].removeprefix("Value error, ")


def _fields_at(record: type[Record], path: tuple[int | str, ...]) -> list[str]:
    """Name the fields that are allowed where an unknown one was found."""
    at: type[BaseModel] = record
    for part in path:
        if isinstance(part, str) and part in at.model_fields:
            kinds = _flatten(at.model_fields[part].annotation)
            inner = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
            if not inner:
                return []
            at = inner[0]
    return list(at.model_fields)


def _flatten(annotation: object) -> list[object]:
    inner = getattr(annotation, "__args__", ())
    return [annotation] if not inner else [found for part in inner for found in _flatten(part)]


def _short(value: object) -> str:
    text = visible(repr(value))
    return text if len(text) <= 80 else text[:77] + "..."
