"""The words for headers and levels, in each language: no phrase twice in a ladder, and the usual ladders run upwards."""

from __future__ import annotations

import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from rubric_kit.authoring.exchange.grids.grid_sheet import folded
from rubric_kit.authoring.exchange.grids.grid_words import Role, is_level_name, means, rank

LISTS: dict[str, Any] = json.loads((files("rubric_kit.authoring.exchange.grids") / "grid_words.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LISTS)
def test_a_language_has_every_list_and_no_phrase_of_its_ladder_twice(language: str) -> None:
    assert set(LISTS[language]) == set(LISTS["en"])
    assert len(LISTS[language]["ladder"]) == len(LISTS["en"]["ladder"])
    phrases = Counter(phrase for step in LISTS[language]["ladder"] for phrase in step)
    assert [phrase for phrase, count in phrases.items() if count > 1] == []
    assert [phrase for phrase in phrases if folded(phrase) != phrase] == []


@pytest.mark.parametrize(
    "low_to_high",
    [
        *(["Did Not Meet", "Met", "Exceeded"], ["Not Yet", "Almost", "Got it"], ["Needs work", "On track", "Above"]),
        *(["Does not yet meet", "Approaching", "Meets", "Exceeds"], ["Below target", "Approaching target", "Exceeds target"]),
        *(["Below grade level", "At grade level", "Above grade level"], ["Starting out", "Getting there", "Got it"]),
        *(["Did not meet expectations", "Met expectations", "Exceeded expectations"], ["Off track", "On track", "Above"]),
        *(["No cumple", "Cumple parcialmente", "Cumple", "Supera"], ["Nunca", "A veces", "Siempre"]),
        *(["Bajo", "Medio", "Alto"], ["Por mejorar", "En proceso", "Logrado", "Destacado"]),
        *(["Anfänger", "Fortgeschritten", "Könner", "Experte"], ["Nicht erfüllt", "Teilweise erfüllt", "Erfüllt", "Übertroffen"]),
        *(["Ungenügend", "Ausreichend", "Befriedigend", "Gut", "Sehr gut"], ["Nie", "Manchmal", "Oft", "Immer"]),
        *(["Non acquis", "En cours d'acquisition", "Acquis", "Dépassé"], ["Insuffisant", "Passable", "Bien", "Très bien"]),
        ["Maîtrise insuffisante", "Maîtrise fragile", "Maîtrise satisfaisante", "Très bonne maîtrise"],
    ],
    ids=" / ".join,
)
def test_usual_ladders_run_upwards(low_to_high: list[str]) -> None:
    ranks = [-1 if (found := rank(name)) is None else found for name in low_to_high]
    assert -1 not in ranks
    assert ranks == sorted(set(ranks))
    assert all(map(is_level_name, low_to_high))


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("weight", ("Wt", "Wt.", "Weighting", "Worth", "%", "Value", "Pts", "Gewichtung", "Poids", "Peso")),
        ("criterion", ("Criteria", "Category", "Trait", "Skill", "What we look for", "Kriterien", "Critères", "Criterios")),
        ("level", ("Level", "Niveau", "Stufe", "Nivel")),
        ("total", ("Total", "Summe", "Note finale", "Puntaje total")),
        ("left_out", ("Comments", "Kommentar", "Commentaires", "Comentarios")),
    ],
)
def test_words_of_headers_are_known_in_each_language(role: Role, words: tuple[str, ...]) -> None:
    assert [word for word in words if not means(word, role)] == []


def test_a_name_that_holds_a_level_among_other_words_is_no_level_by_itself() -> None:
    assert [is_level_name(text) for text in ("Good", "Very good:", "Good sources", "", "Thesis")] == [
        *(True, True, False, False, False)
    ]
