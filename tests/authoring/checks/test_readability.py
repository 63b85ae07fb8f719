"""Hard reading and short forms: the formula by hand, that nothing is fetched for it, and who is spared what."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from rubric_kit.authoring.checks import check_rubric
from rubric_kit.authoring.checks.readability import _grade_of
from rubric_kit.authoring.checks.sheet import sheet_of
from rubric_kit.authoring.plain_form import plain_form

HARD = (
    "Operationalization of pedagogical frameworks necessitates methodological justification in interdisciplinary contexts.",
    "Conceptualization of epistemological assumptions characterizes differentiated instructional interventions.",
    "Metacognitive self-regulation demonstrates transformational appropriation of institutionalized instruments.",
    "Systematic triangulation substantiates evaluative interpretations concerning organizational implementation fidelity.",
    "Collaborative deliberation facilitates reconceptualization throughout participating communities.",
)
SHORT = """one two six ten cat dog sun sky red sea hat map pen cup box car bus ink oak fig elm ash bee ant fox owl emu yak cow
hen"""


def grade(rubric: Any) -> int | None:
    plain = plain_form(rubric)
    return _grade_of(sheet_of(plain, words=None, calibrating=False, sample=None).criteria[0])


def test_the_grade_is_that_of_coleman_and_liau(row: Any, rubric_with: Any) -> None:
    words = SHORT.split()
    texts = (" ".join(words[:20]), " ".join(words[10:]))
    # 20 and 20 words of 3 letters, one clause each, and a question of 3 words with 3 + 2 + 5 = 10 letters: 43 words, 130 letters,
    # 3 clauses. The library's formula is 0.058 L - 0.296 S - 15.8 with L = 302.33 and S = 6.98: 17.535 - 2.065 - 15.8 = -0.33.
    assert grade(rubric_with(row(*texts, question="Who is there?"))) == 0
    hard = rubric_with(row(*HARD))
    assert grade(hard) > 30


def test_hard_rows_are_told_and_short_ones_are_not_judged(row: Any, rubric_with: Any, found: Any) -> None:
    [check] = found(16, rubric_with(row(*HARD)))
    assert (check.path, check.quoted) == ("criteria.row", "")
    assert check.message.startswith("It reads like a text for school grade ")
    assert found(16, rubric_with(row(*HARD[:1]))) == []
    # One sentence that stands at each level with another adverb is too little text as well.
    assert found(16, rubric_with(row(*(f"{HARD[0]} {at}" for at in range(6))))) == []


def test_families_are_spared_more(row: Any, rubric_with: Any, found: Any) -> None:
    texts = (
        "The experiment compares several materials and measures temperature during evaporation outside.",
        "The experiment compares materials, measures temperature, and identifies variables before beginning.",
        "The experiment describes independent variables, measures temperature, and discusses differences between results.",
        "The experiment explains independent variables, temperature measurements, differences and possible improvements.",
    )
    assert found(16, rubric_with(row(*texts), audience="Science department")) != []
    easy = ("The cat sat on a mat and saw the sun go down by the sea with a red hat.",) * 4
    assert found(16, rubric_with(row(*easy), audience="Families")) == []


@pytest.mark.usefixtures("socket_disabled")
def test_nothing_is_fetched_for_it(row: Any, rubric_with: Any, found: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import nltk

    def refuse(*_args: Any, **_more: Any) -> None:
        raise AssertionError("something was to be fetched")

    monkeypatch.setattr(nltk, "download", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    _grade_of.cache_clear()
    assert found(16, rubric_with(row(*HARD, name="Nothing fetched"))) != []


def test_short_forms_are_explained_anywhere_in_the_rubric(row: Any, rubric_with: Any, found: Any) -> None:
    rows = (row("Follows the SIOP model.", "Names MTSS and SIOP.", "PDF or STEM, by grade K-12."),)
    checks = found(16, rubric_with(*rows))
    assert [(one.path[-13:], one.message) for one in checks] == [
        ("l0.descriptor", "«SIOP» is a short form that the rubric does not explain."),
        ("l1.descriptor", "«MTSS», «SIOP» are short forms that the rubric does not explain."),
    ]
    assert checks[0].rewrite == "Write it out once: «the full words (SIOP)»."
    told = {
        "purpose": "For lessons by the Sheltered Instruction Observation Protocol (SIOP).",
        "title": "MTSS (tiers of support)",
    }
    assert found(16, rubric_with(*rows, **told)) == []


def test_staff_know_what_families_need_explained(row: Any, rubric_with: Any, found: Any) -> None:
    rows = (row("Counts as PD for STEM.", "Done."),)
    assert found(16, rubric_with(*rows, audience="District review team")) == []
    assert [one.quoted for one in found(16, rubric_with(*rows, audience="Families and students"))] == ["PD"]


def test_no_word_is_a_short_form_for_being_shouted(row: Any, rubric_with: Any) -> None:
    texts = ("The map is NOT there.", "ALL OF THE MAP IS THERE, WITH ITS RIVERS.", "Part III, section RL.4.1, ISO/IEC and A1.")
    assert check_rubric(rubric_with(row(*texts)))[15].checks == ()
