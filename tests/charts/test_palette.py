from __future__ import annotations

import pytest

from rubric_kit.charts.palette import (
    ACCENT,
    BLACK,
    INK,
    SECONDARY,
    SIGNS,
    UNDETERMINED,
    WHITE,
    contrast,
    level_colours,
    text_on,
)
from rubric_kit.model import OutcomeKind


def test_contrast_of_black_and_white_is_21_and_of_equals_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#6baed6", "#6baed6") == pytest.approx(1)
    # WCAG's well-known edge: #767676 on white is 4.54 to 1.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#ffffff", "#767676") == contrast("#767676", "#ffffff")


def test_levels_run_from_light_to_dark_in_the_house_colours() -> None:
    assert level_colours(5) == ("#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b")
    assert level_colours(4) == level_colours(5)[:4]


@pytest.mark.parametrize("count", range(2, 9))
def test_every_level_is_darker_than_the_one_before(count: int) -> None:
    against_white = [contrast(one, WHITE) for one in level_colours(count)]
    assert len(against_white) == count
    assert against_white == sorted(set(against_white))


def test_six_levels_keep_both_ends_and_cut_between() -> None:
    colours = level_colours(6)
    assert (colours[0], colours[-1]) == ("#f7fbff", "#08306b")
    # Place 1 of 0..5 stands at 4/5 of the way from #f7fbff to #c6dbef: 247-0.8*49=207.8, 251-0.8*32=225.4, 255-0.8*16=242.2.
    assert colours[1] == "#d0e1f2"


def test_numbers_are_black_to_level_2_and_white_from_level_3() -> None:
    assert [text_on(one) for one in level_colours(5)] == [BLACK, BLACK, BLACK, WHITE, WHITE]


@pytest.mark.parametrize("count", range(2, 9))
def test_numbers_can_be_read_on_every_level(count: int) -> None:
    for fill in level_colours(count):
        assert contrast(text_on(fill), fill) >= 4.5


def test_outlines_and_small_print_stand_out_from_the_ground() -> None:
    # 3 to 1 is the floor for marks, 4.5 to 1 for text.
    assert contrast(INK, WHITE) >= 4.5
    assert contrast(SECONDARY, WHITE) >= 4.5
    assert contrast(ACCENT, WHITE) >= 4.5


def test_every_outcome_has_a_sign_of_its_own() -> None:
    assert set(SIGNS) == set(OutcomeKind)
    assert len({*SIGNS.values(), UNDETERMINED}) == len(OutcomeKind) + 1
