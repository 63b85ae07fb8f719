"""Score sheets for the badges at hand: one for each, named so that it can be keyed in, and nothing in them runs."""

from __future__ import annotations

import re

import pytest

from rubric_kit.errors import InputError
from rubric_kit.model import Badge, Rubric
from rubric_kit.workspace.score_sheets import numbered_badges, sheets_to_print


def test_the_letters_tell_badges_and_wordings_apart(rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    known = numbered_badges(rubric, badges)
    assert [one.number for one in known] == list(range(1, len(badges) + 1))
    assert len({one.check for one in known}) == len(badges)
    # Consonants only: no spreadsheet reads 3-bdfk as a number or as a date, and no word comes about.
    assert all(re.fullmatch(r"[1-9][0-9]*-[bcdfghjkmnpqrstvwxz]{4}", one.code) for one in known)
    reweighed = rubric.with_weights(
        {"criteria_clarity": rubric.criteria[1].weight, "learning_evidence": rubric.criteria[0].weight}
    )
    reworded = rubric.replace(criteria=(rubric.criteria[0].replace(question="Other words?"), *rubric.criteria[1:]))
    assert numbered_badges(reweighed, badges) == known
    assert not {one.check for one in numbered_badges(reworded, badges)} & {one.check for one in known}


def test_there_is_a_sheet_for_each_badge_and_rater(rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    page = sheets_to_print(rubric, badges[:3], ("r-1", "r-2")).decode()
    codes = [one.code for one in numbered_badges(rubric, badges[:3])]
    assert re.findall(r"Sheet <strong>(.*?)</strong>", page) == codes * 2
    assert re.findall(r"never a name\): <strong>(.*?)</strong>", page) == ["r-1"] * 3 + ["r-2"] * 3
    assert page.count("6 score sheets, each on a page of its own, to print on Letter or A4.") == 1
    blank = sheets_to_print(rubric, badges[:1]).decode()
    assert "1 score sheet, to print" in blank
    assert re.search(r"never a name\): <span class=\"rule\"></span>", blank)


def test_a_sheet_shows_the_marks_and_neither_weights_nor_rules(rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    page = sheets_to_print(rubric, badges[:1]).decode()
    first = rubric.criteria[0]
    shown = re.findall(r'<span class="mark">(.*?)</span><span class="box" aria-hidden="true"></span><span>(.*?)</span>', page)
    assert shown[:3] == [("a", "Accept"), ("n", "Not"), ("u", "Unsure")]
    assert shown[3:10] == [
        *((str(number), level.name) for number, level in enumerate(first.levels, start=1)),
        ("?", "Cannot tell"),
        ("w", "Withheld"),
        ("n", "Does not apply"),
    ]
    assert "points" not in page
    assert first.levels[1].descriptor not in page


def test_words_of_a_badge_stay_words(rubric: Rubric, badges: tuple[Badge, ...]) -> None:
    hostile = next(badge for badge in badges if "<script>" in badge.name)
    page = sheets_to_print(rubric, [hostile]).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page


@pytest.mark.parametrize("raters", [41, 2_001])
def test_too_many_sheets_and_none(rubric: Rubric, badges: tuple[Badge, ...], raters: int) -> None:
    found = f"{len(badges) * raters:,}"
    with pytest.raises(InputError, match=rf"^{found} sheets would be printed; 1 to 2,000 are, name fewer raters$"):
        sheets_to_print(rubric, badges, [f"r-{number}" for number in range(raters)])
    with pytest.raises(InputError, match=r"^0 sheets would be printed"):
        sheets_to_print(rubric, [])
