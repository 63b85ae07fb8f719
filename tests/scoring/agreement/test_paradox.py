"""Why percent and alpha tell opposite stories: constructed answers, the numbers of the sentence by hand."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rubric_kit.scoring.agreement.agreement import grid_agreement
from rubric_kit.scoring.agreement.criterion_agreement import CriterionAgreement
from rubric_kit.scoring.agreement.level_grid import LevelGrid

MakeGrid = Callable[..., LevelGrid]


def agreed(grid: LevelGrid) -> CriterionAgreement:
    return grid_agreement([grid], grid.criterion, grid.name, intervals=False)


def test_nearly_everybody_gives_one_level(grid: MakeGrid) -> None:
    # Five raters, ten badges, level 3 always, but for one other answer by r0, r1 and r2 on three different badges. Of 100 pairs
    # 3 * 4 = 12 differ, so 88 agree. 47 of 50 answers are level 3: by chance (47^2 + 3^2) / 50^2 = 2218/2500, 89 of 100.
    table = [[2 if (row, column) in {(0, 0), (1, 1), (2, 2)} else 3 for column in range(10)] for row in range(5)]
    found = agreed(grid(table))
    assert (found.pairs.same, found.pairs.pairs) == (88, 100)
    # Nominal alpha: 1 - 49 * (2 * 3) / (2 * 47 * 3) = 1 - 294/282 = -2/47.
    assert found.figure("alpha_nominal").value == Fraction(-2, 47)
    (sentence,) = found.paradox
    assert sentence.startswith(
        "Two numbers seem to disagree: 88 of 100 pairs gave the same level, yet alpha is only -.043. 47 of 50 answers are «Level"
    )
    assert "would meet in 89 of 100 pairs anyway" in sentence
    # AC1: by chance 2 * .06 * .94 / 3 = .0376; (.88 - .0376) / .9624 = .8753.
    assert "AC1, which expects less luck here, is .88." in sentence
    assert sentence in found.sentences


def test_the_reverse_low_percent_and_high_alpha(grid: MakeGrid) -> None:
    # Badges from the lowest to the highest of eight levels; r1 and r2 one step above the others, so most pairs are neighbours.
    steps = (0, 1, 1, 0, 0)
    table = [[min(column + step, 7) for column in range(8)] for step in steps]
    found = agreed(grid(table, 8))
    # On the first seven badges 3 + 1 of 10 pairs agree, on the last all 10: 38 of 80. All others are neighbours.
    assert (found.pairs.same, found.pairs.next, found.pairs.further) == (38, 42, 0)
    (sentence,) = found.paradox
    alpha = found.figure("alpha_ordinal_krippendorff")
    assert alpha.value is not None
    assert alpha.value > Fraction(9, 10)
    assert f"only 48 of 100 pairs gave the same level, yet the ordinal alpha is {alpha.text}." in sentence
    assert "(100 of 100 pairs gave the same or the next level)" in sentence


def test_one_level_throughout(grid: MakeGrid) -> None:
    found = agreed(grid([[3] * 6] * 5))
    (sentence,) = found.paradox
    assert sentence == (
        "Everybody gave «Level 3» each time. That shows that people agree here; it cannot show that they would tell badges "
        "apart, so alpha has no value. Add badges that differ on this criterion."
    )
    for key in ("alpha_nominal", "alpha_ordinal_krippendorff", "fleiss", "conger"):
        assert found.figure(key).value is None
        assert "undefined, not 1 and not 0" in found.figure(key).why
    assert (
        found.figure("ac1").note
        == "1 by its definition, since one level was given throughout; it does not show that badges are told apart"
    )


def test_where_both_tell_the_same_there_is_no_sentence(grid: MakeGrid) -> None:
    spread = [[0, 1, 2, 3, 0, 1]] * 4 + [[0, 1, 2, 3, 0, 2]]
    assert agreed(grid(spread)).paradox == ()
    scattered = [[(row * 3 + column * 5) % 4 for column in range(6)] for row in range(5)]
    assert agreed(grid(scattered)).paradox == ()


def test_where_coefficients_are_refused_there_is_no_sentence(grid: MakeGrid) -> None:
    assert agreed(grid([[3] * 6] * 4)).paradox == ()
