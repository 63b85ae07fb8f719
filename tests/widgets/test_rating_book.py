"""A rater's book under any order of answers: it says what a plain dictionary says, also when it is opened again or merged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.authoring import starter_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Badge, Evidence, GutCall, Issuer, Source, Verification
from rubric_kit.widgets.rating_book import RatingBook
from rubric_kit.widgets.rating_log import MemoryLog
from rubric_kit.workspace.store import new_entry

RUBRIC = starter_rubric()
BADGES = tuple(
    Badge(
        key=letter * 64,
        name=f"Synthetic badge {letter}",
        issuer=Issuer(name="Synthetic issuer"),
        evidence=Evidence(state="unknown"),
        verification=Verification(outcome="no_proof", method="none", reason="synthetic"),
        source=Source(container="json", dialect="OB 2.0", sha256=letter * 64, size=1),
    )
    for letter in "ab"
)
CELLS = st.tuples(st.sampled_from([one.key for one in BADGES]), st.sampled_from(["locality", "classroom_use"]))
ANSWERS = st.sampled_from(["l0", "l1", "l2", "l3", "unknown", "withheld", "not_applicable"])
STEPS = st.lists(st.tuples(CELLS, ANSWERS, st.sampled_from(["", "Because.", "=1+1"])), max_size=12)


def book_on(log: MemoryLog, rater: str = "rater-1") -> RatingBook:
    return RatingBook(RUBRIC, BADGES, rater, log)


def said(book: RatingBook) -> dict[tuple[str, str], tuple[str, str]]:
    return {cell: (one.level or str(one.state), one.rationale) for cell, one in book.stock.answers.items()}


@given(STEPS)
def test_the_last_answer_stands_and_every_change_is_one_entry(steps: list[tuple[tuple[str, str], str, str]]) -> None:
    log, plain, changes = MemoryLog(), {}, 0
    book = book_on(log)
    for cell, answer, reason in steps:
        new = plain.get(cell) != (answer, reason)
        assert book.rate(cell, answer, reason) is new
        book.save()
        plain[cell] = (answer, reason)
        changes += new
    assert said(book) == said(book_on(log)) == plain
    assert len(log.entries()) == len(book.rows) == changes
    assert book.answered == len(plain)
    assert book_on(log, "rater-2").rows == ()


@given(STEPS, STEPS)
def test_two_laptops_merge_to_the_same_in_any_order(one: list[object], other: list[object]) -> None:
    logs = []
    for steps in (one, other):
        log = MemoryLog()
        book = book_on(log)
        for cell, answer, reason in steps:  # type: ignore[misc]
            book.rate(cell, answer, reason)
        book.save()
        logs.append([stored.entry for stored in log.entries()])
    merged = []
    for order in (logs[0] + logs[1], logs[1] + logs[0], logs[1] + logs[0] + logs[1]):
        log = MemoryLog()
        log.append(order)
        merged.append(book_on(log))
    first = merged[0]
    for book in merged[1:]:
        assert said(book) == said(first)
        assert {cell: {entry.id for entry in both} for cell, both in book.stock.conflicts.items()} == {
            cell: {entry.id for entry in both} for cell, both in first.stock.conflicts.items()
        }
    for cell in first.stock.conflicts:
        first.rate(cell, "l0", "")
    assert first.stock.conflicts == {}


@given(STEPS, st.sets(st.integers(0, 11)))
def test_what_failed_to_be_saved_comes_along_with_the_next_save(
    steps: list[tuple[tuple[str, str], str, str]], failing: set[int]
) -> None:
    log = MemoryLog()
    book = book_on(log)
    for at, (cell, answer, reason) in enumerate(steps):
        book.rate(cell, answer, reason)
        if at not in failing:
            book.save()
    shown = said(book)
    book.save()
    assert said(book_on(log)) == shown
    assert book.unsaved == []


def test_a_reveal_of_another_round_closes_nothing() -> None:
    log = MemoryLog()
    log.append([new_entry("reveal", "lead", round=1), new_entry("round", "lead", round=2, rubric=RUBRIC.fingerprint)])
    book = book_on(log)
    assert (book.round, book.revealed, book.unveiled) == (2, False, True)
    only = RatingBook(RUBRIC, BADGES, "rater-1", log, only_round=1)
    assert (only.round, only.revealed) == (1, True)


def test_a_facilitator_who_rates_keeps_the_two_apart() -> None:
    log = MemoryLog()
    log.append([new_entry("round", "rater-1", round=1, rubric=RUBRIC.fingerprint)])
    book = book_on(log)
    assert book.call(BADGES[0].key, GutCall.ACCEPT, "")
    assert book.done()
    assert not book.done()
    assert book.rows == ()


def test_a_code_is_checked_before_anything_is_read() -> None:
    with pytest.raises(RecordError, match="is no code"):
        book_on(MemoryLog(), "Ms Smith")
