from __future__ import annotations

import gc
import importlib
import weakref
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric_kit.intake.frameworks import ResolvedItem, recognition, resolve, shipped_frameworks
from rubric_kit.model import Alignment, Framework, FrameworkItem

# The package's function of the same name hides the module from an ordinary import.
module = importlib.import_module("rubric_kit.intake.frameworks.resolve")
_EDUCATORS = "ISTE Standards for Educators"
_UUID = "3e0b5b5c-6d9a-4f0e-9a55-1d6e1f3f2a10"


def _align(name: str = "Some words", code: str | None = None, framework: str | None = None, url: str | None = None) -> Alignment:
    return Alignment(target_name=name, target_code=code, target_framework=framework, target_url=url)


def _short(found: ResolvedItem | None) -> tuple[str, str, str] | None:
    return None if found is None else (found.pack, found.code, found.how)


def _district(**item: Any) -> Framework:
    first = FrameworkItem(
        **({"identifier": "x-1", "name": "Reads closely", "code": "RST.1", "url": "https://a.example/x-1"} | item)
    )
    second = FrameworkItem(identifier=_UUID, name="Writes", code="RST.2", url=f"https://case.example/CFItems/{_UUID}")
    return Framework(key="ours", title="Synthetic State Standards", creator="A made-up body", items=(first, second))


def test_an_answer_tells_where_to_look_it_up() -> None:
    found = resolve(_align("Designer", "2.5", _EDUCATORS, "https://iste.org/standards/educators"))
    item = next(one for one in shipped_frameworks()[3].items if one.code == "2.5")
    page = "https://iste.org/standards/educators"
    assert found == ResolvedItem("iste-educators", "2.5", "Designer", page, "code", item.identifier)


@pytest.mark.parametrize(
    ("alignment", "code"),
    [
        (_align(code="2.5.a", framework=_EDUCATORS), "2.5.a"),
        (_align(code="2.5a", framework=_EDUCATORS), "2.5.a"),
        (_align(code="ISTE-E 2.5.a"), "2.5.a"),
        (_align(code="ISTE Educators 2.5.a"), "2.5.a"),
        (_align(code="ISTE Standards for Educators: 2.5"), "2.5"),
        (_align(code="ISTE-2.5.a"), "2.5.a"),
        (_align(code="Standard 2.5", framework=_EDUCATORS), "2.5"),
        (_align(code="2.5", framework="ISTE"), "2.5"),
        (_align(code="2.5", url="https://www.iste.org/x"), "2.5"),
        (_align(code="2.5", framework="Our PD plan", url="https://iste.org/standards"), "2.5"),
        (_align("ISTE 2.5.a"), "2.5.a"),
        (_align("2.5.a Plan for learners", framework=_EDUCATORS), "2.5.a"),
        (_align("2.5 Designer", framework=_EDUCATORS), "2.5"),
        (_align("Designer", "2.5.c", _EDUCATORS), "2.5.c"),
    ],
)
def test_codes_of_a_recognised_framework(alignment: Alignment, code: str) -> None:
    assert _short(resolve(alignment)) == ("iste-educators", code, "code")


@pytest.mark.parametrize(
    ("alignment", "pack", "code"),
    [
        (_align("designer", framework=_EDUCATORS), "iste-educators", "2.5"),
        (_align("Designer", url="https://iste.org/standards/educators"), "iste-educators", "2.5"),
        (_align("Computational Thinker", framework="ISTE Standards for Students"), "iste-students", "1.5"),
        (_align("Creativity & Innovation", framework="P21"), "p21", "Creativity and Innovation"),
        (_align("Creativity & Innovation", framework="Skills for Success"), "skills-for-success", "Creativity and Innovation"),
        (_align("Numeracy", framework="Essential Skills (Canada)"), "canada-essential-skills", "Numeracy"),
        (_align("Reading", framework="Canada Essential Skills"), "canada-essential-skills", "Reading Text"),
        (_align("Knowledge, Level 3", framework="Connecting Credentials"), "connecting-credentials", "K3"),
        (_align("Patient Care", "HSMT-B", "California CTE"), "california-cte", "Patient Care"),
        (_align("Marketing, Sales, and Service", framework="California CTE"), "california-cte", "Marketing, Sales, and Services"),
    ],
)
def test_short_names_of_a_recognised_framework(alignment: Alignment, pack: str, code: str) -> None:
    assert _short(resolve(alignment)) == (pack, code, "name")


@pytest.mark.parametrize(
    "alignment",
    [
        _align(code="ISTE-T 5"),
        _align(code="12b", framework="ISTE"),
        _align(code="5a", framework=_EDUCATORS),
        _align(code="5", framework=_EDUCATORS),
        _align(code="2.5.d", framework=_EDUCATORS),
        _align(code="2.5, 2.6", framework=_EDUCATORS),
        _align(code="2.5"),
        _align("Designer", "2.5"),
        _align("Designer"),
        _align("Designer", framework="Our own standards"),
        _align("Designer", framework="Our own standards", url="https://iste.org/standards/educators"),
        _align("Designers", framework=_EDUCATORS),
        _align(code="2.5", url="https://iste.org@evil.example/standards"),
        _align(_EDUCATORS, url="https://iste.org/standards/educators"),
        # ISTE has a Collaborator among the standards for coaches as well; which set is meant is not told.
        _align("Collaborator", framework="ISTE"),
        _align("Collaborator", framework="ISTE Standards for Coaches", url="https://iste.org/standards"),
        # A sector and a pathway bear this name.
        _align("Hospitality, Tourism, and Recreation", framework="California CTE"),
        _align("Numeracy", framework="Essential Skills"),
    ],
)
def test_nothing_is_guessed(alignment: Alignment) -> None:
    assert resolve(alignment) is None


@pytest.mark.parametrize(
    "alignment",
    [
        _align("Analyst", "2.5", _EDUCATORS),
        _align("Innovative Designer", "2.5", "ISTE"),
        _align(code="2.5", framework="ISTE Standards for Students"),
        _align(code="ISTE-E 2.5", framework="ISTE Standards for Students"),
        _align(code="2.5", framework=_EDUCATORS, url="https://iste.org/standards/students"),
        _align("Designer", "2.9", _EDUCATORS),
    ],
)
def test_what_contradicts_itself_is_not_resolved(alignment: Alignment) -> None:
    assert resolve(alignment) is None


@pytest.mark.parametrize(
    ("alignment", "expected"),
    [
        (_align(url="http://a.example/x-1/"), ("ours", "RST.1", "url")),
        (_align(url=f"https://other.example/uri/{_UUID}"), ("ours", "RST.2", "url")),
        (_align(code="rst.2", framework="Synthetic State Standards"), ("ours", "RST.2", "code")),
        (_align(code="Synthetic State Standards RST.2", framework="synthetic state standards"), ("ours", "RST.2", "code")),
        (_align("Writes", framework="Synthetic State Standards"), ("ours", "RST.2", "name")),
        (_align(code="RST.2", framework="Another State's Standards"), None),
        (_align(code="RST.2"), None),
        (_align("Designer", "2.5", _EDUCATORS), ("iste-educators", "2.5", "code")),
    ],
)
def test_a_district_adds_its_own(alignment: Alignment, expected: tuple[str, str, str] | None) -> None:
    assert _short(resolve(alignment, (*shipped_frameworks(), _district()))) == expected


def test_without_the_district_own_framework_its_items_are_unknown() -> None:
    alignment = _align(code="RST.2", framework="Synthetic State Standards", url="https://a.example/x-1")
    assert resolve(alignment) is None
    assert resolve(alignment, ()) is None


def test_the_same_item_in_two_packages_is_one_answer_and_two_items_are_none() -> None:
    same, twin = _district(), _district().replace(key="twin")
    alignment = _align(code="RST.1", framework="Synthetic State Standards")
    assert _short(resolve(alignment, [same, twin])) == ("ours", "RST.1", "code")
    assert _short(resolve(alignment, [twin, same])) == ("twin", "RST.1", "code")
    other = _district(name="Something else").replace(key="twin")
    assert resolve(alignment, [same, other]) is None


def test_an_item_without_a_web_address_is_looked_up_where_the_framework_is_published() -> None:
    plain = _district(url=None)
    found = resolve(_align(code="RST.1", framework="Synthetic State Standards"), [plain])
    assert found is not None
    assert found.url is None
    found = resolve(_align(code="RST.1", framework="Synthetic State Standards"), [plain.replace(source="https://a.example/all")])
    assert found is not None
    assert found.url == "https://a.example/all"


def test_the_caches_are_bounded_and_answer_again() -> None:
    look_up: Any = module._look_up(module._Same(shipped_frameworks()))
    for cached in (recognition.named_in, recognition.at_host, module._index, module._look_up, look_up):
        assert 0 < (cached.cache_info().maxsize or 0) <= 1024
    alignment = _align("Designer", "2.5", _EDUCATORS)
    assert resolve(alignment) is resolve(alignment)


def test_frameworks_that_are_no_longer_used_are_let_go() -> None:
    district = _district()
    gone = weakref.ref(district)
    assert resolve(_align(url="https://a.example/x-1"), [district]) is not None
    del district
    for number in range(20):
        resolve(_align(), [_district(name=f"Another {number}")])
    gc.collect()
    assert gone() is None


_WORDS = st.sampled_from(
    [
        "ISTE",
        "2.5",
        "2.5.a",
        "Designer",
        _EDUCATORS,
        "P21",
        "Numeracy",
        "Canada",
        "Essential Skills",
        "K3",
        "Connecting Credentials",
    ]
)
_TEXTS = st.lists(
    _WORDS | st.text(st.characters(min_codepoint=32, exclude_categories=["Cs"]), min_size=1, max_size=9), min_size=1, max_size=3
)
_LINES = _TEXTS.map(" ".join)


@given(_LINES, st.none() | _LINES, st.none() | _LINES, st.none() | _LINES | _LINES.map("https://iste.org/{}".format))
def test_an_answer_is_always_an_item_of_the_framework_it_names(
    name: str, code: str | None, framework: str | None, url: str | None
) -> None:
    found = resolve(_align(name, code, framework, url))
    if found is not None:
        pack = next(one for one in shipped_frameworks() if one.key == found.pack)
        item = next(one for one in pack.items if one.identifier == found.identifier)
        assert (found.name, found.code) == (item.name, item.code or item.name)
        assert found.how in {"url", "code", "name"}
