from __future__ import annotations

import pytest

from rubric_kit.errors import RecordError
from rubric_kit.model import Framework


def _framework(*items: dict[str, str]) -> Framework:
    plain = {"key": "f", "title": "Synthetic", "creator": "A made-up body", "items": list(items)}
    return Framework.parse(plain, where="f.json")


def test_a_framework_keeps_its_items_in_order() -> None:
    framework = _framework({"identifier": "a", "name": "A"}, {"identifier": "b", "name": "B", "parent": "a", "code": "1.b"})
    assert [(item.identifier, item.code, item.parent) for item in framework.items] == [("a", None, None), ("b", "1.b", "a")]
    assert (framework.levels, framework.links, framework.version) == ((), (), None)


def test_two_items_may_share_a_code_and_not_an_identifier() -> None:
    _framework({"identifier": "a", "name": "A", "code": "1"}, {"identifier": "b", "name": "B", "code": "1"})
    with pytest.raises(RecordError, match="item 'a' is there twice; each needs an identifier of its own"):
        _framework({"identifier": "a", "name": "A"}, {"identifier": "a", "name": "B"})


@pytest.mark.parametrize("parent", ["b", "a", "nowhere"])
def test_what_an_item_stands_under_comes_first_so_that_there_are_no_loops(parent: str) -> None:
    with pytest.raises(RecordError, match=f"item 'a' stands under '{parent}', which does not come before it"):
        _framework({"identifier": "a", "name": "A", "parent": parent}, {"identifier": "b", "name": "B"})
