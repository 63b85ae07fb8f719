"""Looking for what was erased finds it in any writing, and takes nothing for it that is part of something else."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest

from rubric_kit.workspace.store.traces import Sought, count_in_database, count_in_file, pieces_of

CODE, KEY, ID = "rater-1", "a1b2c3d4" * 8, "0123456789abcdef" * 2
WORDS = Sought(words=(CODE,), keys=(KEY,))


@pytest.mark.parametrize(
    "written",
    [
        lambda word: word.encode(),
        lambda word: f'"{word}"'.encode(),
        lambda word: f"rated by {word}, twice".encode(),
        lambda word: json.dumps({"text": [f"\n{word}\n"]}).encode(),
        lambda word: f"\\u003cb\\u003e{word}\\u003c/b\\u003e".encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: f" {word}".encode("utf-16-be"),
        lambda word: word.encode().hex().encode(),
        lambda word: word.encode().hex().upper().encode(),
        lambda word: base64.b64encode(f"{word}!!".encode()),
        lambda word: base64.b64encode(f"a{word}!".encode()),
        lambda word: base64.urlsafe_b64encode(f"ab{word}".encode()),
    ],
)
@pytest.mark.parametrize("word", [CODE, KEY])
def test_a_word_is_found_in_any_writing(written: Callable[[str], bytes], word: str) -> None:
    assert count_in_file(b"before " + written(word) + b" after", WORDS) > 0


@pytest.mark.parametrize("near", ["rater-10", "grater-1", "rater-1-b", "rater_1", "a1b2c3d", "b1b2c3d4"])
def test_what_only_looks_alike_is_not_counted(near: str) -> None:
    assert count_in_file(f"before {near} after".encode(), WORDS) == 0


def test_the_start_of_a_key_is_found_in_a_label_and_a_name() -> None:
    assert count_in_file(b"Robotics - a1b2c3d4", WORDS) == 1
    assert count_in_file(b"robotics-a1b2c3d4a1b2.html", WORDS) == 1


def test_in_a_database_kept_cells_explain_what_holds_the_code() -> None:
    kept = ["rater-10", "as rater-1 said", "x" * 300 + "rater-1" + "y" * 300]
    page = b"\x0crating".join(cell.encode() for cell in kept)
    assert count_in_database(page, WORDS, kept) == 0
    # A long cell may be cut anywhere by the end of a page: its place is known from either side.
    cut = ("x" * 300 + "rater-1").encode() + b"\0\0\0\7" + ("y" * 300).encode()
    assert count_in_database(cut, WORDS, kept) == 0
    assert count_in_database(page + b"ratingrater-1f", WORDS, kept) == 1
    assert count_in_database(page, WORDS, kept[:1]) > 0


def test_a_row_is_known_by_its_name_and_kind_but_not_by_the_name_alone() -> None:
    sought = Sought(ids=frozenset([ID]))
    assert count_in_database(f"{ID}rating".encode(), sought, []) == 1
    assert count_in_database(f"ff{ID}done".encode(), sought, []) == 1
    assert count_in_database(f"{ID}".encode(), sought, []) == 0
    assert count_in_database(f"{ID[::-1]}rating".encode(), sought, []) == 0


def test_a_short_code_is_left_out_among_raw_bytes_and_found_beside_a_key() -> None:
    sought = Sought(words=("a1",), pairs=(f"a1{KEY}",))
    assert count_in_database(b"a1 by chance", sought, []) == 0
    assert count_in_database(f"ratinga1{KEY}".encode(), sought, []) == 1


def test_a_long_reason_is_looked_for_in_pieces_that_a_page_holds_whole() -> None:
    reason = "".join(f"reason {number:04d} " for number in range(1_000))
    sought = Sought(reasons=tuple(pieces_of(reason)))
    # The least that a page of 4,096 bytes can hold of it.
    assert count_in_database(reason[5_000:5_400].encode(), sought, []) >= 1
    assert pieces_of("too short") == []
