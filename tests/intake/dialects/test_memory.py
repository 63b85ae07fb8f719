from __future__ import annotations

from typing import Any

from rubric_kit.intake.dialects.memory import Memory
from rubric_kit.intake.dialects.node import Node
from rubric_kit.intake.finding_codes import Remarks


def _node(value: dict[str, Any], where: str = "file 1", path: str = "badge") -> Node:
    return Node(value, path, Remarks(where))


def test_equal_objects_are_read_once() -> None:
    read: list[str] = []

    def name(node: Node) -> str | None:
        read.append("once more")
        return node.line("name")

    memory = Memory()
    assert [memory.of(name, _node({"name": "Robotics"})) for _ in range(3)] == ["Robotics"] * 3
    assert memory.of(name, _node({"name": "Reading"})) == "Reading"
    assert len(read) == 2


def test_two_functions_do_not_share_what_they_made() -> None:
    def name(node: Node) -> str | None:
        return node.line("name")

    def url(node: Node) -> str | None:
        return node.claim("url")

    memory = Memory()
    node = _node({"name": "Robotics", "url": "https://a.example"})
    assert (memory.of(name, node), memory.of(url, node)) == ("Robotics", "https://a.example")


def test_every_file_gets_its_own_remarks() -> None:
    memory = Memory()
    value = {"name": "x" * 500}
    for where in ("file 1", "file 2"):
        node = _node(value, where)
        memory.of(lambda one: one.line("name"), node)
        assert [(one.code, one.where, one.path) for one in node.remarks.findings] == [("RKB026", where, "badge.name")]


def test_a_remark_that_was_made_before_is_still_no_reason_to_remember() -> None:
    memory, value = Memory(), {"name": "x" * 500}

    def name(node: Node) -> str | None:
        return node.line("name")

    first = _node(value)
    name(first)
    memory.of(name, first)
    second = _node(value, "file 2")
    memory.of(name, second)
    assert [one.where for one in second.remarks.findings] == ["file 2"]


def test_awards_of_one_badge_are_read_as_if_each_stood_alone(build: Any) -> None:
    files = [build.credential(id=f"urn:{number}", validFrom=f"2026-01-0{number}T00:00:00Z") for number in range(1, 6)]
    alone = [build.badge(one) for one in files]
    assert list(build.read(*files).badges) == alone


def test_an_earner_who_is_the_issuer_of_one_award_is_not_taken_for_that_of_the_next(build: Any) -> None:
    profile = build.issuer(email="jane@people.example")
    own = build.credential(id="urn:1", issuer=profile, subject={"id": "jane@people.example"})
    other = build.credential(id="urn:2", issuer=profile, subject={"id": "did:example:other"})
    names = [badge.issuer.name for badge in build.read(own, other, {**own, "id": "urn:3"}).badges]
    assert names == ["(issued by the earner)", "Synthetic School District", "(issued by the earner)"]
