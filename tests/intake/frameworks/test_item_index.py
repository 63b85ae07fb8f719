from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.frameworks.item_index import ItemIndex, address_key, address_keys, code_key, folded
from rubric_kit.model import Framework, FrameworkItem

_UUID = "3e0b5b5c-6d9a-4f0e-9a55-1d6e1f3f2a10"


def _index(*items: FrameworkItem) -> ItemIndex:
    return ItemIndex(Framework(key="f", title="Synthetic: Standards", creator="A made-up body", items=items))


@pytest.mark.parametrize("code", ["2.5.a", "2.5a", "2.5 A", " 2.5.A. ", "2.5.a."])
def test_codes_that_mean_the_same_have_one_key(code: str) -> None:
    assert code_key(code) == "2.5a"


def test_codes_that_differ_stay_apart() -> None:
    codes = ["2.5", "2.5.a", "25", "2.5.1", "5a", "RST.6-8.1", "RST.6.8.1"]
    assert len({code_key(code) for code in codes}) == len(codes)


def test_names_are_compared_without_case_punctuation_and_spacing() -> None:
    assert folded("Creativity &  Innovation") == folded("creativity AND innovation") == "creativity and innovation"
    assert folded("Arts, Media, and Entertainment") == folded("Arts Media and Entertainment")
    assert folded("Caf\u00e9") == folded("Cafe\u0301") != folded("Cafe")
    assert folded("Desi\u200bgner") != folded("Designer")
    assert folded("\uff24esigner") != folded("Designer")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://A.example/x/", "https://a.example/x", True),
        ("https://a.example/X", "https://a.example/x", False),
        ("https://a.example/x?y=1", "https://a.example/x", False),
        ("https://a.example/x#y", "https://a.example/x", False),
        (f"urn:uuid:{_UUID}", f"URN:UUID:{_UUID.upper()}", True),
        ("https://[a", "https://[a", True),
    ],
)
def test_addresses(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


@pytest.mark.parametrize(
    "address", [f"https://a.example/uri/{_UUID}", f"https://b.example/CFItems/{_UUID.upper()}/", f"urn:uuid:{_UUID}"]
)
def test_an_address_may_end_in_a_uuid(address: str) -> None:
    assert address_keys(address)[1:] == (_UUID,)


@pytest.mark.parametrize(
    "address", ["https://a.example/00000000-0000-0000-0000-000000000001", f"https://a.example/x{_UUID}", "1", ""]
)
def test_a_made_up_number_is_no_uuid(address: str) -> None:
    assert len(address_keys(address)) == 1


def test_a_key_that_two_items_share_leads_nowhere() -> None:
    one = FrameworkItem(identifier="a", name="Same", code="1.a", url="https://a.example/x")
    other = FrameworkItem(identifier="b", name="same", code="1a", url="http://a.example/x/")
    third = FrameworkItem(identifier="c", name="Third", other_name="third", code="2")
    index = _index(one, other, third)
    assert (index.by_name["same"], index.by_code["1a"], index.address(address_keys("https://a.example/x"))) == (None, None, None)
    assert (index.by_name["third"], index.by_code["2"], index.title) == (third, third, "synthetic standards")


def test_what_stands_under_what() -> None:
    top = FrameworkItem(identifier="a", name="A")
    middle = FrameworkItem(identifier="b", name="B", parent="a")
    leaf = FrameworkItem(identifier="c", name="C", parent="b")
    index = _index(top, middle, leaf)
    assert index.under(leaf, top)
    assert index.under(leaf, leaf)
    assert not index.under(top, leaf)


@given(st.text(max_size=60))
def test_keys_are_steady_and_never_fail(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert code_key(code_key(text)) == code_key(text)
    assert address_keys(text) == address_keys(text)
