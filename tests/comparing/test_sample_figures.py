"""What sample badges say about a rubric: by hand on two criteria, and what is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rubric_kit.authoring.checks import check_rubric
from rubric_kit.comparing.sample_figures import sample_figures
from rubric_kit.model import AwardStatus, Badge, RatingState, Rubric

A, B, C, D = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)


@pytest.fixture
def rubric(weighted_rubric: Callable[..., Rubric]) -> Rubric:
    # Levels are worth 0 to 3 points; the cut is at 60 of 100.
    return weighted_rubric({"heavy": 9000, "light": 1000})


@pytest.fixture
def badges(named_badge: Callable[..., Badge]) -> list[Badge]:
    return [named_badge(key, issuer=f"Issuer {key[0]}") for key in (A, B, C)]


def told(figures: Any) -> list[tuple[str, int, int, int]]:
    return [(one.criterion, one.rated, one.levels, one.deciding) for one in figures.criteria]


def test_figures_by_hand(rubric: Rubric, badges: list[Badge]) -> None:
    # A: 90 * 3/3 + 10 * 0 = 90: heavy at level 0 would give 0; light can only add. Heavy decides, light does not.
    # B: 90 * 2/3 + 10 * 1/3 = 63.3: light at level 0 would still give 60, which reaches the cut. Heavy decides alone.
    # C: 90 * 2/3 + 10 * 0 = 60, as B: heavy decides, and no level of light takes C below 60.
    answers = {A: {"heavy": "l3", "light": "l0"}, B: {"heavy": "l2", "light": "l1"}, C: {"heavy": "l2", "light": "l0"}}
    figures = sample_figures(rubric, badges, answers)
    assert told(figures) == [("heavy", 3, 2, 3), ("light", 3, 2, 0)]
    assert (figures.badges, figures.issuers) == (3, ("Issuer a", "Issuer b", "Issuer c"))


def test_a_light_criterion_decides_near_the_cut(weighted_rubric: Callable[..., Rubric], badges: list[Badge]) -> None:
    # 80 * 2/3 + 20 * 1/3 = 60: light at level 0 gives 53.3 and another outcome.
    rubric = weighted_rubric({"heavy": 8000, "light": 2000})
    assert told(sample_figures(rubric, badges[:1], {A: {"heavy": "l2", "light": "l1"}}))[1] == ("light", 1, 1, 1)


def test_gaps_are_no_levels_and_leave_open_what_they_leave_open(rubric: Rubric, badges: list[Badge]) -> None:
    answers: dict[str, dict[str, Any]] = {
        A: {"heavy": "l3", "light": RatingState.UNKNOWN},
        # Heavy is open, so both outcomes are open whatever light is.
        B: {"heavy": None, "light": "l3"},
        C: {"heavy": RatingState.UNKNOWN, "light": None},
    }
    figures = sample_figures(rubric, badges, answers)
    assert figures.badges == 2
    assert told(figures) == [("heavy", 1, 1, 1), ("light", 1, 1, 0)]


def test_what_was_rated_on_other_words_is_not_counted(rubric: Rubric, badges: list[Badge]) -> None:
    answers = {A: {"heavy": "l3", "gone": "l1"}, B: {"heavy": "l9", "light": "l1"}}
    figures = sample_figures(rubric, badges, answers)
    assert figures.badges == 2
    assert told(figures) == [("heavy", 1, 1, 1), ("light", 1, 1, 0)]


def test_badges_decided_without_ratings_say_nothing(weighted_rubric: Callable[..., Rubric], badges: list[Badge]) -> None:
    rubric = weighted_rubric({"heavy": 9000, "light": 1000}, revoked="story")
    revoked = badges[0].replace(status=AwardStatus.REVOKED)
    figures = sample_figures(rubric, [revoked], {A: {"heavy": "l3", "light": "l0"}})
    assert (figures.badges, figures.issuers, told(figures)) == (0, (), [("heavy", 0, 0, 0), ("light", 0, 0, 0)])


def test_the_checks_read_the_figures(rubric: Rubric, named_badge: Callable[..., Badge]) -> None:
    keys = [f"{at:064x}" for at in range(6)]
    answers = {key: {"heavy": "l3" if at % 2 else "l0", "light": "l1"} for at, key in enumerate(keys)}
    # 90 or 0, and 3.3 from light: up to 10 it changes nothing. All six have one level on light.
    figures = sample_figures(rubric, [named_badge(key) for key in keys], answers)
    results = check_rubric(rubric, sample=figures)
    assert [one.path for one in results[22].checks] == ["criteria.light.weight"]
    assert [one.path for one in results[23].checks] == ["criteria.light"]
    # One badge fewer is too few to speak.
    fewer = sample_figures(rubric, [named_badge(key) for key in keys[:5]], answers)
    assert check_rubric(rubric, sample=fewer)[22].state == "not_applicable"
