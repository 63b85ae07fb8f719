from __future__ import annotations

from typing import Any

from rubric_kit.intake.frameworks import coverage, shipped_frameworks
from rubric_kit.model import Framework, FrameworkItem

_EDUCATORS = next(framework for framework in shipped_frameworks() if framework.key == "iste-educators")


def _badge(build: Any, *codes: str, framework: str = "ISTE Standards for Educators", name: str = "Some words") -> Any:
    alignments = [
        {
            "type": ["Alignment"],
            "targetName": name,
            "targetUrl": "https://a.example",
            "targetCode": code,
            "targetFramework": framework,
        }
        for code in codes
    ]
    return build.badge(build.credential(achievement=build.achievement(alignment=alignments)))


def test_each_item_lists_the_badges_that_name_it_and_counts_those_below(build: Any) -> None:
    one, two, three = _badge(build, "2.5", "2.5.a"), _badge(build, "2.5.a", "2.5a"), _badge(build, "1.5", "9.9")
    rows = {row.item.code: row for row in coverage([one, two, three], _EDUCATORS)}
    assert list(rows) == [item.code for item in _EDUCATORS.items]
    assert rows["2.5.a"].badges == (one.key, two.key)
    # 2.5 itself is named by the first badge, and both name something under it: 2 badges, not 3 mentions.
    assert (rows["2.5"].badges, rows["2.5"].below) == ((one.key,), 2)
    assert all((row.badges, row.below) == ((), 0) for code, row in rows.items() if code not in {"2.5", "2.5.a"})


def test_a_framework_of_the_district_comes_before_a_shipped_one(build: Any) -> None:
    badge = _badge(build, "2.5")
    designer = FrameworkItem(identifier="x", name="Designer", code="2.5")
    own = Framework(key="own", title="ISTE Standards for Educators", creator="A made-up body", items=(designer,))
    (row,) = coverage([badge], own)
    assert row == (designer, (badge.key,), 1)


def test_without_badges_nothing_is_covered() -> None:
    assert {(row.badges, row.below) for row in coverage([], _EDUCATORS)} == {((), 0)}
