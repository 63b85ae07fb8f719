from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.frameworks.item_tree import open_loops, top_down


def test_siblings_come_by_number_then_as_listed_and_right_after_what_they_stand_under() -> None:
    parents = {"a1": "a", "a2": "a", "b1": "b"}
    sequence = {"b": 1, "a": 2, "a2": 1}
    assert top_down(["a", "a1", "a2", "b", "b1", "c"], parents, sequence) == ["b", "b1", "a", "a2", "a1", "c"]


def test_a_loop_loses_one_link() -> None:
    parents = {"a": "b", "b": "c", "c": "a", "d": "a", "e": "top"}
    assert open_loops(parents) == 1
    assert (len(parents), parents["d"], parents["e"]) == (4, "a", "top")


def test_an_item_under_itself_is_a_loop() -> None:
    parents = {"a": "a"}
    assert (open_loops(parents), parents) == (1, {})


def test_a_deep_tree_is_no_loop_and_does_not_recurse() -> None:
    items = [str(number) for number in range(20_000)]
    parents = {items[number]: items[number - 1] for number in range(1, len(items))}
    assert open_loops(parents) == 0
    assert top_down(items, parents, {}) == items


@given(st.dictionaries(st.integers(0, 20).map(str), st.integers(0, 20).map(str)))
def test_after_opening_every_item_is_ordered_once_after_its_parent(parents: dict[str, str]) -> None:
    items = [str(number) for number in range(21)]
    before = len(parents)
    opened = open_loops(parents)
    assert len(parents) == before - opened
    order = top_down(items, parents, {})
    assert sorted(order) == sorted(items)
    assert all(order.index(above) < order.index(one) for one, above in parents.items())
