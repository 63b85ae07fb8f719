from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.model import GutCall
from rubric_kit.scoring.gut import CallGroup, ScoredCall
from rubric_kit.scoring.weighing.group import quantile

ends = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted)


def group(spans: list[list[int]]) -> CallGroup:
    calls = (ScoredCall(f"rater-{at % 3}", f"{at % 2}", (Fraction(low), Fraction(high))) for at, (low, high) in enumerate(spans))
    return CallGroup(GutCall.UNSURE, tuple(calls))


def test_people_badges_and_whole_scores_are_counted() -> None:
    found = group([[1, 1], [0, 2], [2, 2], [3, 3]])
    assert (found.raters, found.badges, found.points) == (3, 2, [1, 2, 3])


def test_one_call_is_its_own_quartile_and_none_has_none() -> None:
    one = group([[1, 2]]).quartiles
    assert one is not None
    assert one.lower == one.median == one.upper == (1, 2)
    assert group([]).quartiles is None


@given(st.lists(ends, min_size=1, max_size=4))
def test_quartiles_span_those_of_every_way_to_fill_the_gaps(spans: list[list[int]]) -> None:
    found = group(spans).quartiles
    assert found is not None
    fillings = [sorted(filled) for filled in product(*(range(low, high + 1) for low, high in spans))]
    for quarter, span in zip((1, 2, 3), found, strict=True):
        every = [quantile(filled, Fraction(quarter, 4)) for filled in fillings]
        assert span == (min(every), max(every))
