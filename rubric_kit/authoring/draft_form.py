"""Reading a draft from outside: a saved file or an imported grid, perhaps unfinished and perhaps no draft at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticUndefined, to_jsonable_python

from rubric_kit.authoring.draft_places import Draft, ids_of
from rubric_kit.errors import RecordError
from rubric_kit.model import Criterion, Level, Policy, Record, Rubric

_MENDABLE = {
    *("string_too_short", "string_too_long", "too_long", "too_short", "value_error"),
    *("int_type", "int_parsing", "int_from_float", "int_parsing_size", "greater_than_equal", "less_than_equal"),
}
_NEVER_TYPED = {"id", "fingerprint", "version", "parent"}


def whole_draft(value: object, *, where: str = "draft") -> Draft:
    """Return a copy of a draft with all its parts, whatever still has to be mended in its texts and numbers.

    Raises
    ------
    RecordError
        It has not the form of a rubric: a part is missing, unknown or of another kind.
    """
    try:
        draft = json.loads(json.dumps(value))
        Rubric.model_validate(draft, context={"unfinished": True})
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            place = ".".join(str(part) for part in fault["loc"])
            if fault["type"] not in _MENDABLE or (fault["loc"] and fault["loc"][-1] in _NEVER_TYPED):
                raise RecordError(
                    f"{where} does not have the form of a rubric: {place or 'it'}: {fault['msg']}", where=where
                ) from None
    except (TypeError, ValueError, RecursionError) as error:
        raise RecordError(f"{where} cannot be read as JSON ({error})", where=where) from None
    draft = _filled(draft)
    _no_twins(draft, where)
    return draft


def _filled(draft: Draft) -> Draft:
    whole = _with_defaults(Rubric, draft)
    whole["policy"] = _with_defaults(Policy, draft["policy"])
    whole["criteria"] = [
        _with_defaults(Criterion, one) | {"levels": [_with_defaults(Level, level) for level in one["levels"]]}
        for one in draft["criteria"]
    ]
    return whole


def _with_defaults(record: type[Record], given: Mapping[str, Any]) -> dict[str, Any]:
    fields = record.model_fields.items()
    defaults = {name: to_jsonable_python(field.default) for name, field in fields if field.default is not PydanticUndefined}
    return defaults | dict(given)


def _no_twins(draft: Draft, where: str) -> None:
    """Refuse two cells of one name: no step could say which of them it means."""
    rows = [draft["targets"], draft["criteria"], *(criterion["levels"] for criterion in draft["criteria"])]
    for records in rows:
        ids = ids_of(records)
        twin = next((one for one in ids if ids.count(one) > 1), None)
        if twin is not None:
            raise RecordError(
                f"{where} does not have the form of a rubric: {twin!r} is there twice; each needs a name of its own", where=where
            )
