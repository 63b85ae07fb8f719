from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("evidence", "state", "kinds", "count"),
    [
        (None, "absent", (), 0),
        ([], "absent", (), 0),
        ("", "absent", (), 0),
        ([{}], "absent", (), 0),
        ("https://people.example/work", "present", ("link",), 1),
        ({"id": "https://people.example/work"}, "present", ("link",), 1),
        ({"url": "https://people.example/work", "narrative": "did it"}, "present", ("link",), 1),
        ({"id": "data:text/plain,hi"}, "present", ("file",), 1),
        ({"narrative": "did it"}, "present", ("narrative",), 1),
        ({"type": ["Evidence"], "name": "poster"}, "present", ("other",), 1),
        (
            ["https://people.example/1", {"narrative": "did it"}, "https://people.example/2", 5],
            "present",
            ("link", "narrative", "other"),
            4,
        ),
        ({"genre": "withheld"}, "withheld", (), 1),
        ({"narrative": "The work is not shown to protect the student."}, "withheld", (), 1),
        ({"description": "kept private by school rule"}, "withheld", (), 1),
        ({"name": "Confidential"}, "withheld", (), 1),
        ([{"narrative": "not shared"}, {"genre": "withheld"}], "withheld", (), 2),
        # A link shows the work, whatever the words say; and one shown piece is enough to be present.
        ({"id": "https://people.example/work", "genre": "withheld"}, "present", ("link",), 1),
        ([{"narrative": "not shared"}, {"narrative": "did it"}], "present", ("narrative",), 1),
        ({"narrative": "taught at a private school"}, "present", ("narrative",), 1),
    ],
)
def test_state_kinds_and_count(build: Any, evidence: Any, state: str, kinds: tuple[str, ...], count: int) -> None:
    for document in (build.credential(evidence=evidence), build.embedded(evidence=evidence)):
        found = build.badge(document).evidence
        assert (found.state.value, found.kinds, found.count) == (state, kinds, count)


def test_the_basis_of_withheld_evidence(build: Any) -> None:
    assert (
        build.badge(build.credential(evidence={"genre": "withheld"})).evidence.basis == "the badge says that evidence is withheld"
    )


def test_evidence_that_is_about_confidential_things_is_shown_all_the_same(build: Any) -> None:
    told = "I taught my class how to keep confidential records safe."
    assert build.badge(build.embedded(evidence=[{"narrative": told}])).evidence.state == "present"
    for words in ("Confidential", "The work is confidential.", "Kept private"):
        assert build.badge(build.embedded(evidence=[{"narrative": words}])).evidence.state == "withheld"
