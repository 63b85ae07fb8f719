"""Word lists: English, a region of it, a language without one, and one that a district adds."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring.checks import check_rubric
from rubric_kit.authoring.checks.word_list import read, words_for
from rubric_kit.errors import RecordError

FRENCH = """
language = "fr"
function_words = ["le", "la", "les", "un", "une", "des", "de", "du", "et", "est", "l'"]
endings = [["s", ""]]

[judging]
words = ["bon", "bonne", "excellent*", "mauvais*"]
besides = ["bonne pratique"]

[degrees.frequency]
says = "combien de fois"
vague = ["souvent", "parfois"]
"""
"""A small list, as a district might begin one; the words are ours."""


@pytest.fixture
def french(tmp_path: Path) -> Path:
    (tmp_path / "fr.toml").write_text(FRENCH, "utf-8")
    return tmp_path


TEXTS = (
    "Le travail est bon.",
    "La badge cite parfois ou souvent une source.",
    "2 cartes: une excellente carte d'après la bonne pratique.",
)


def test_a_language_is_added_by_adding_a_file(french: Path, row: Any, rubric_with: Any) -> None:
    rubric = rubric_with(row(*TEXTS), language="fr-CA", plain=False)
    results = check_rubric(rubric, words=french)
    assert [(one.path[-13:], one.quoted) for one in results[1].checks] == [
        ("l0.descriptor", "bon"),
        ("l2.descriptor", "excellente"),
    ]
    # The list has no group for how much; the number is left alone.
    assert [one.quoted for one in results[12].checks] == ["parfois"]
    assert results[12].checks[0].message == "«parfois», «souvent»: how many times out of how many is not said."
    assert results[0].state == results[4].state == "clean"
    # What the file does not have, nobody can look for.
    reasons = {one.rule: one.reason for one in results if one.state == "not_applicable"}
    assert reasons["L18"] == reasons["L21"] == "The word list for the language «fr-CA» has no words for this."
    assert reasons["L26"] == "There is no list of words for «cannot tell» in the language «fr-CA»."


def test_without_a_list_rules_on_words_rest_and_the_others_look(row: Any, rubric_with: Any) -> None:
    results = check_rubric(rubric_with(row(*TEXTS, points=(1, 1, 1)), language="fr", plain=False))
    reason = "There is no word list for the language «fr»."
    resting = {one.rule for one in results if one.reason == reason}
    assert resting == {f"L{number:02d}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 21, 22, 29)}
    assert results[18].state == results[10].state == "found"
    assert results[24].state == "clean"


def test_a_region_falls_back_to_its_language() -> None:
    assert words_for("en-US") is words_for("en") is words_for("en-Latn-GB")
    assert words_for("und") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'language = "fr"\n[judging]\nword = ["bon"]',
            r"^words/fr\.toml: unknown field 'judging\.word'; known are: words, besides",
        ),
        ('language = "de"', r"^words/fr\.toml: language is 'de'; the file is named for it: fr\.toml$"),
        ("language = fr", r"^words/fr\.toml: cannot be read as TOML \("),
        ('language = "fr"\n[judging]\nwords = "bon"', r"^words/fr\.toml: judging\.words: "),
    ],
)
def test_a_faulty_list_is_refused_in_one_line(text: str, message: str, tmp_path: Path, rubric_with: Any) -> None:
    (tmp_path / "fr.toml").write_text(text, "utf-8")
    with pytest.raises(RecordError, match=message):
        check_rubric(rubric_with(language="fr"), words=tmp_path)


def test_the_readme_names_every_part_of_a_list() -> None:
    from rubric_kit.authoring.checks.word_parts import WordList

    readme = (files("rubric_kit.authoring.checks") / "words" / "README.md").read_text("utf-8")
    assert [name for name in WordList.model_fields if f"`{name}`" not in readme] == []


def test_english_lists_hold_small_letters_and_nothing_twice() -> None:
    words = words_for("en")
    assert words is not None
    parts = words.parts
    lists = [parts.function_words, parts.told, *(one.vague for one in parts.degrees.values())]
    lists += [parts.judging.words, parts.judging.besides, parts.no_answer.words, parts.inner.words, parts.compliance.words]
    for one in lists:
        assert [word for word in one if word != word.lower()] == []
        assert sorted(word for word in one if one.count(word) > 1) == []


# ---- words in a text ----


def spoken(text: str, *words: str, besides: tuple[str, ...] = ()) -> list[str]:
    list_of_words = words_for("en")
    assert list_of_words is not None
    taken = read(text)
    return [taken.words(span) for span in list_of_words.find(taken, words, besides)]


def test_words_are_whole_in_any_case_and_keep_their_spelling() -> None:
    assert spoken("Often OFTEN soften oftener", "often") == ["Often", "OFTEN"]
    assert spoken("A well-known well", "well") == ["well"]
    assert spoken("The student’s and the student's work", "student") == ["student", "student"]
    assert spoken("İstanbul often", "often") == ["often"]


def test_phrases_span_white_space_and_signs_and_the_longer_one_counts() -> None:
    assert spoken("at  least\n3, at least", "at least", "at") == ["at  least", "at least"]
    assert spoken("an and/or that is not and, or", "and/or") == ["and/or"]
    assert spoken("misspelled misspells spell", "misspell*") == ["misspelled", "misspells"]
    assert spoken("with numbers of pages", "number* of pag*") == []
    assert spoken("line of best fits", "best fit*") == ["best fits"]


def test_exceptions_and_quotations_do_not_count() -> None:
    assert spoken("a strong acid is strong", "strong", besides=("strong acid",)) == ["strong"]
    assert spoken('called "good" and «good» and good', "good") == ["good"]


def test_forms_of_a_word_are_one() -> None:
    words = words_for("en")
    assert words is not None
    pairs = [
        ("tasks", "task"),
        ("listed", "lists"),
        ("planned", "plans"),
        ("labelled", "labeled"),
        ("studies", "study"),
        ("issues", "issued"),
    ]
    assert [(one, other) for one, other in pairs if words.stem(one) != words.stem(other)] == []
    assert words.stem("class") != words.stem("clas")
    assert words.stem("teamwork") == words.stem("collaborates")
