"""When many-facet Rasch is given, when it is refused and why, and how it is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from rubric_kit.model import Rating, Rubric
from rubric_kit.scoring.agreement import facets
from rubric_kit.scoring.agreement.facets import CAUTION, grid_facets
from rubric_kit.scoring.agreement.level_grid import LevelGrid

MakeGrid = Callable[..., LevelGrid]
STRICT = [-0.9, -0.4, 0.0, 0.4, 0.9]
Rows = list[list[int | None]]


def drawn(badges: int = 24, criterion: int = 0, raters: int = 5) -> Rows:
    """Draw levels: a height for each badge, a severity for each rater, and noise; the same everywhere."""
    heights = Random(5)  # noqa: S311 - a reproducible draw, nothing secret
    dice = Random(criterion + 100)  # noqa: S311
    level = [heights.uniform(0.2, 2.8) for _ in range(badges)]
    return [
        [min(3, max(0, round(level[at] - STRICT[row] + dice.gauss(0, 0.6)))) for at in range(badges)] for row in range(raters)
    ]


def grids(grid: MakeGrid, count: int = 3, badges: int = 24, raters: int = 5) -> list[LevelGrid]:
    return [grid(drawn(badges, at, raters), criterion=f"c{at}") for at in range(count)]


def test_the_strictest_comes_first_and_the_mean_is_zero(grid: MakeGrid) -> None:
    found = grid_facets(grids(grid))
    assert found.why == ""
    assert [one.name for one in found.raters] == ["r4", "r3", "r2", "r1", "r0"]
    assert sum(one.measure for one in found.raters) == pytest.approx(0, abs=1e-3)
    assert [one.answers for one in found.raters] == [3 * (24 - len(found.set_aside))] * 5
    assert len(found.thresholds) == 3
    assert all(one.error > 0 for one in (*found.raters, *found.criteria, *found.badges))
    assert json.loads(json.dumps(found.plain()))["raters"][0]["name"] == "r4"


def test_in_words(grid: MakeGrid) -> None:
    found = grid_facets(grids(grid))
    assert found.sentences[0].startswith("Badges and criteria allowed for, r4 is the strictest (+")
    assert ") and r0 the mildest (-" in found.sentences[0]
    assert found.sentences[0].endswith(" on the model's scale).")
    assert found.sentences[1].startswith("High levels are hardest to get on «C")
    assert found.sentences[-1] == CAUTION
    assert "pulls measures apart" in CAUTION


def test_a_badge_with_the_lowest_level_throughout_is_set_aside_and_told(grid: MakeGrid) -> None:
    without = grid_facets(grids(grid))
    some = [one._replace(levels=one.levels.copy()) for one in grids(grid)]
    for one in some:
        one.levels[:, 7] = 0
    found = grid_facets(some)
    assert some[0].badges[7] in found.set_aside
    assert some[0].badges[7] not in {one.name for one in found.badges}
    assert len(found.set_aside) == len(set(without.set_aside) | {some[0].badges[7]})
    assert any(sentence.startswith("Set aside, with the lowest level throughout or the highest:") for sentence in found.sentences)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda some: [one._replace(levels=one.levels[:4], raters=one.raters[:4]) for one in some], "4 raters have answers"),
        (
            lambda some: [one._replace(levels=one.levels[:, :19], badges=one.badges[:19]) for one in some],
            "19 badges are neither lowest nor highest throughout and at least 20 are needed",
        ),
        # Two of the 24 badges are set aside.
        (lambda some: some[:1], "r0 has 22 answers and each rater needs at least 30"),
        (lambda some: [some[0], some[1]._replace(level_names=("a", "b", "c"))], "the criteria have different numbers of levels"),
        (
            lambda some: [one._replace(levels=np.minimum(one.levels, 2)) for one in some],
            "level 4 of 4 was given 0 times and each needs at least 10",
        ),
    ],
)
def test_too_little_is_refused_with_the_reason(
    grid: MakeGrid, change: Callable[[list[LevelGrid]], list[LevelGrid]], why: str
) -> None:
    found = grid_facets(change(grids(grid)))
    assert found.why.startswith(why)
    assert (found.raters, found.badges) == ((), ())
    assert found.sentences == (f"No Rasch measures: {found.why}. Median offsets stand without them.",)


def test_raters_on_an_island_are_refused_with_their_names(grid: MakeGrid) -> None:
    some = [one._replace(levels=one.levels.copy()) for one in grids(grid, badges=48)]
    for one in some:
        one.levels[:3, :24] = -1
        one.levels[3:, 24:] = -1
    assert grid_facets(some).why.startswith("r3 and r4 share no badge with the others")


def test_somebody_with_the_highest_level_throughout_is_refused(grid: MakeGrid) -> None:
    some = [one._replace(levels=one.levels.copy()) for one in grids(grid)]
    for one in some:
        one.levels[2] = 3
    assert grid_facets(some).why == "r2 has only the highest level, so no measure fits"
    some = grids(grid)
    some[1] = some[1]._replace(levels=np.zeros_like(some[1].levels))
    assert grid_facets(some).why == "C1 has only the lowest level, so no measure fits"


def test_estimates_that_do_not_settle_are_not_shown(grid: MakeGrid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rubric_kit.scoring.agreement.rasch._SWEEPS", 2)
    assert grid_facets(grids(grid)).why == "the estimates did not settle"


def test_from_ratings(make_rubric: Callable[..., Rubric], rate: Callable[..., list[Rating]]) -> None:
    rubric = make_rubric({"clarity": 6000, "use": 4000})
    rows = rate(rubric, "clarity", drawn()) + rate(rubric, "use", drawn(criterion=1), first=1000)
    found = facets(rubric, rows, [f"{at:064x}" for at in range(24)])
    assert found.raters[0].name == "r4"
    assert {one.name for one in found.criteria} == {"clarity", "use"}
