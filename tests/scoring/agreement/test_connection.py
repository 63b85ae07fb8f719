"""Islands of raters, and facets that cannot be told apart."""

from __future__ import annotations

import numpy as np

from rubric_kit.scoring.agreement.connection import connection_gap

BADGES, CRITERIA, RATERS = [f"b{at}" for at in range(4)], ["clarity", "use"], [f"r{at}" for at in range(8)]


def gap(rows: list[tuple[int, int, int]]) -> str:
    badge, criterion, rater = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    return connection_gap((badge, criterion, rater), (BADGES, CRITERIA, RATERS))


def test_raters_who_share_badges_in_a_chain_are_connected() -> None:
    chain = [(at, criterion, rater) for at in range(3) for rater in (at, at + 1) for criterion in (0, 1)]
    assert gap(chain) == ""


def test_an_island_is_named() -> None:
    whole = [(badge, criterion, rater) for badge in (0, 1) for criterion in (0, 1) for rater in (0, 1, 2)]
    alone = [(3, criterion, 3) for criterion in (0, 1)]
    end = "with the others, not even through third people, so strict cannot be told from mild there"
    assert gap([*whole, *alone]) == f"r3 shares no badge {end}"
    pair = [(3, criterion, rater) for criterion in (0, 1) for rater in (3, 4)]
    assert gap([*whole, *pair]) == f"r3 and r4 share no badge {end}"


def test_of_a_large_island_a_few_are_named() -> None:
    rows = [(0, 0, rater) for rater in range(3)]
    # The smaller island is told; of two that are equally large the first.
    large = [(badge, 0, rater) for badge in (2, 3) for rater in range(3, 8)]
    assert gap([*rows, *large]).startswith("r0, r1 and r2 share no badge")
    many = [(0, 0, 7), (0, 0, 6), *((2, 0, rater) for rater in range(6))]
    assert gap(many).startswith("r6 and r7 share no badge")


def test_raters_who_kept_to_different_criteria_cannot_be_told_from_them() -> None:
    # r0 and r1 rate clarity only, r2 and r3 use only, all of them all badges: strict or hard, nobody can say.
    apart = [(badge, rater // 2, rater) for badge in range(4) for rater in range(4)]
    assert (
        gap(apart) == "some raters rated only some criteria, which do not overlap enough, so strict and hard cannot be told apart"
    )
    assert gap([*apart, (0, 1, 0)]) == ""


def test_one_criterion_alone_is_connected_through_its_badges() -> None:
    assert gap([(badge, 0, rater) for badge in range(3) for rater in range(3)]) == ""
