from __future__ import annotations

import time

import pytest

from rubric_kit.intake.facts.fact_words import TABLES
from rubric_kit.intake.facts.text_reading import TextReading, holds_word_of, read_text, tokens_of


@pytest.mark.parametrize(
    ("text", "words", "letters"),
    [
        ("", 0, 0),
        ("...", 0, 0),
        # don't: d-o-n-t, four letters, one word.
        ("Don't stop", 2, 8),
        ("peer-reviewed work", 2, 16),
        ("well- known", 2, 9),
        ("lesson_plan", 2, 10),
        ("a'-b", 2, 2),
        ("See https://a.example/x/y now", 2, 6),
        ("<b>bold</b> word", 2, 8),
        ("it’s", 1, 3),
    ],
)
def test_words_and_letters(text: str, words: int, letters: int) -> None:
    reading = TextReading(text)
    assert (reading.words, reading.letters) == (words, letters)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["one", "two", "three"]),
        ("Wait... what", ["wait", "what"]),
        ("Version 2.5 counts", ["version 2.5 counts"]),
        ("a\n\nb", ["a", "b"]),
        ("...", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [one.rstrip() for one in TextReading(text).sentences] == sentences


def test_every_word_of_every_table_is_found_alone_and_denied() -> None:
    for table, labels in TABLES.items():
        for label, phrases in labels.items():
            for phrase in phrases:
                assert label in TextReading(f"Here: {phrase}.").found(table), (table, phrase)
                assert label not in TextReading(f"There is no {phrase}").found(table), (table, phrase)


@pytest.mark.parametrize("text", ["a Lesson Plan", "lesson-plan", "lesson\nplan", "lesson  plan"])
def test_a_phrase_may_be_spelled_with_capitals_hyphens_and_line_breaks(text: str) -> None:
    assert TextReading(text).found("evidence_asked") == ("lesson_plan",)


@pytest.mark.parametrize("text", ["lesson. Plan", "plan lesson", "lessons planned", "raise your hand. In class"])
def test_a_phrase_is_not_put_together_from_pieces(text: str) -> None:
    assert TextReading(text).found("evidence_asked") == ()


def test_a_denied_word_counts_where_it_also_stands_undenied() -> None:
    assert TextReading("No exam. The exam is over.").found("assessment") == ("exam",)
    assert TextReading("It is not only observed.").found("assessment") == ("observed",)
    assert TextReading("Without a final exam.").found("assessment") == ("exam",)
    assert TextReading("Without final exam.").found("assessment") == ()


def test_words_in_addresses_and_markup_do_not_count() -> None:
    assert TextReading("https://a.example/exam <a href='quiz'>go</a>").tables == frozenset()


def test_tables_names_what_was_found() -> None:
    assert TextReading("An online exam").tables == {"assessment", "participation"}


def test_a_piece_of_text_holds_a_word_of_one_table() -> None:
    text = "upload a video, then a quiz"
    assert holds_word_of("evidence_asked", text, tokens_of(text))
    assert not holds_word_of("classroom", text, tokens_of(text))
    assert not holds_word_of("evidence_asked", "a plan", tokens_of("a plan"))
    assert not holds_word_of("evidence_asked", "no video", tokens_of("no video"))


def test_a_text_is_read_once() -> None:
    assert read_text("the same text") is read_text("the same" + " text")


@pytest.mark.parametrize(
    "piece",
    ["." * 20_000 + "x", "<" * 20_000, "-" * 20_000, "a-" * 10_000, "1," * 10_000, "no " * 6_600, "\n" * 20_000, "- " * 10_000],
)
def test_no_text_takes_long(piece: str) -> None:
    start = time.perf_counter()
    reading = TextReading(piece)
    assert reading.list_items + len(reading.sentences) >= 0
    # The longest text a record holds takes milliseconds; a pattern that runs away would take minutes.
    assert time.perf_counter() - start < 5
