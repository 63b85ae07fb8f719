from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rubric_kit.errors import InputError
from rubric_kit.intake import strict_json

# The machines that run this are shared and slow at times; a slow example is no fault here.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**50), 10**50) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@_UNHURRIED
@given(_VALUES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]), st.booleans())
def test_whatever_json_writes_is_read_back_in_every_unicode_form(value: Any, encoding: str, ascii_only: bool) -> None:
    assert strict_json(json.dumps(value, ensure_ascii=ascii_only).encode(encoding), where="a.json") == value


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.json: is empty; JSON text is expected"),
        (b"  \n", "a.json: is empty; JSON text is expected"),
        (b"[" * 100_000, "a.json: nests deeper than 64 levels; at most 64 are read"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "a.json: nests deeper than 64 levels; at most 64 are read"),
        (
            b'{"name":"A","name":"B"}',
            "a.json: holds the key 'name' twice in one object; each key may stand once, since readers differ on which one counts",
        ),
        (
            b'{"jane@people.example":1,"jane@people.example":2}',
            "a.json: holds a key twice in one object; each key may stand once, since readers differ on which one counts",
        ),
        (b'{"a":NaN}', "a.json: holds NaN, which is no JSON number"),
        (b"[Infinity]", "a.json: holds Infinity, which is no JSON number"),
        (b"[-Infinity]", "a.json: holds -Infinity, which is no JSON number"),
        (b"[1e999]", "a.json: holds a number that is too large"),
        (b"[" + b"1" * 5_000 + b"]", "a.json: holds a number with more than 100 digits"),
        (b'["\\ud800"]', "a.json: holds half a character (a lone surrogate such as \\ud800)"),
        (b'{"\\uDC00":1}', "a.json: holds half a character (a lone surrogate such as \\ud800)"),
        (b'["\xe9"]', "a.json: is not UTF-8 text (byte 3); it may be Latin-1 or Windows text, save it as UTF-8"),
        ('["é"]'.encode("utf-16") + b"\0", "a.json: is not whole UTF-16 text; save it as UTF-8"),
        (b'{"a" 1}', "a.json: is not JSON: Expecting '"),
        (b'["secret', "a.json: is not JSON: Unterminated string starting in line 1, column 2"),
        (b" " * 5_000_001, "a.json: holds 5,000,001 bytes; at most 5,000,000 are read"),
    ],
)
def test_what_is_refused_is_said_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        strict_json(data, where="a.json")
    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message
    assert caught.value.where == "a.json"


def test_without_a_place_the_message_starts_with_the_fault() -> None:
    with pytest.raises(InputError, match=r"^is empty"):
        strict_json(b"", where="")


def test_depth_64_is_read_and_brackets_in_strings_do_not_count() -> None:
    assert strict_json(b"[" * 64 + b"]" * 64, where="") is not None
    assert strict_json(b'["' + b"[{" * 500 + b'\\"' + b"[" * 500 + b'"]', where="") == ["[{" * 500 + '"' + "[" * 500]


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert strict_json(b'["\\ud83d\\ude00"]', where="") == ["\U0001f600"]


@_UNHURRIED
@given(st.binary(max_size=300))
def test_any_bytes_give_a_value_or_one_line(data: bytes) -> None:
    try:
        value = strict_json(data, where="f")
    except InputError as error:
        message = error.message
    else:
        message = "f: "
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    assert message.startswith("f: ")
    assert "\n" not in message


def test_a_late_double_among_many_keys_costs_no_quadratic_search() -> None:
    keys = ",".join(f'"k{number}":1' for number in range(100_000))
    with pytest.raises(InputError, match="a key twice"):
        strict_json(f'{{{keys},"k99999":2}}'.encode(), where="")
