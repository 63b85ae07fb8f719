from __future__ import annotations

import pytest

from rubric_kit.intake.look_alikes import folded, plain, suspicious


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Microsoft", None),
        ("Минск", None),
        ("Αθήνα", None),
        ("École Élémentaire", None),
        ("Минск University", None),
        ("Łódź", None),
        ("東京大学", None),
        ("\u041cicrosoft", "a word mixes Cyrillic and Latin letters"),
        ("Goοgle", "a word mixes Greek and Latin letters"),
        ("\uff2dicrosoft", "a word mixes Fullwidth and Latin letters"),
        ("Micro\u200bsoft", "it holds characters that cannot be seen"),
        ("\u202eMicrosoft", "it holds characters that cannot be seen"),
    ],
)
def test_what_is_suspicious(name: str, why: str | None) -> None:
    assert suspicious(name) == why


@pytest.mark.parametrize("name", ["\u041cicrosoft", "\uff2dicrosoft", "Micro\u200bsoft", "MICROSOFT", "Miсrоsоft"])
def test_what_looks_the_same_folds_to_the_same(name: str) -> None:
    assert folded(name) == folded("Microsoft")


def test_whole_words_of_another_alphabet_fold_too() -> None:
    assert folded("СОСО") == folded("COCO")
    assert folded("Ρορ") == folded("Pop")


def test_harmless_variations_are_the_same_name() -> None:
    assert plain("École  X") == plain("E\u0301cole x")
    assert plain("\u041cicrosoft") != plain("Microsoft")
