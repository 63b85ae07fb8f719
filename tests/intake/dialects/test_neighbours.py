from __future__ import annotations

import time
from typing import Any


def test_a_relative_reference_is_a_file_name(build: Any) -> None:
    intake = build.read(
        build.assertion(badge="class.json"),
        class_json=build.badge_class(id=build.nothing, issuer="profile.json"),
        profile_json=build.profile(id=build.nothing),
    )
    assert [badge.issuer.name for badge in intake.badges] == ["Synthetic Robotics Association"]
    assert [one.code for one in intake.findings] == ["RKB040", "RKB040"]


def test_folders_in_file_names_do_not_matter(build: Any) -> None:
    for name in ("assets/class.json", "assets\\class.json"):
        class_file = build.badge_class(id=build.nothing, issuer=build.profile())
        assert len(build.read(build.assertion(badge="class.json"), **{name: class_file}).badges) == 1


def test_a_file_name_with_another_id_is_joined_with_a_warning(build: Any) -> None:
    class_file = build.badge_class(id="https://other.example/class.json", issuer=build.profile())
    intake = build.read(build.assertion(), class_json=class_file)
    assert [(one.code, one.severity.value) for one in intake.findings] == [("RKB029", "warning"), ("RKB040", "info")]
    assert len(intake.badges) == 1


def test_two_files_with_one_id_are_none(build: Any) -> None:
    one, other = (build.badge_class(description=text, issuer=build.profile()) for text in ("a", "b"))
    intake = build.read(build.assertion(), one, other)
    assert [finding.code for finding in intake.findings][:2] == ["RKB028", "RKB021"]
    assert [badge.description for badge in intake.badges] == ["a", "b"]


def test_two_files_with_the_same_content_are_one(build: Any) -> None:
    document = build.badge_class(issuer=build.profile())
    spaced = build.json(document).replace(b", ", b",  ")
    intake = build.read(build.assertion(), document, spaced)
    assert intake.badges[0].name == "Robotics"
    assert "RKB028" not in [finding.code for finding in intake.findings]


def test_a_document_of_another_type_is_no_neighbour(build: Any) -> None:
    profile_as_class = build.profile(id="https://issuer.example/class.json")
    assert build.codes(build.assertion(), profile_as_class) == ["RKB021", "RKB043"]


def test_documents_without_a_type_serve_as_neighbours(build: Any) -> None:
    class_file = build.badge_class(type=build.nothing)
    profile = build.profile(type=build.nothing)
    intake = build.read(build.assertion(), class_file, profile)
    assert [badge.issuer.name for badge in intake.badges] == ["Synthetic Robotics Association"]
    assert [one.code for one in intake.findings] == ["RKB040", "RKB040"]


def test_one_badge_class_serves_many_awards(build: Any) -> None:
    awards = [build.assertion(id=f"urn:{number}") for number in range(3)]
    intake = build.read(*awards, build.badge_class(), build.profile())
    assert len(intake.badges) == 3
    assert [one.code for one in intake.findings] == ["RKB040", "RKB040"]


def test_an_award_that_a_proof_names_is_no_part_of_another_badge(build: Any) -> None:
    """A proof can name any id at hand; the award that bears it stays a badge of its own."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": build.assertion()["id"],
        "proofPurpose": "assertionMethod",
        "proofValue": "z1",
    }
    assert len(build.read(build.credential(proof=proof), build.embedded()).badges) == 2


def test_an_award_without_a_type_is_nobodys_badge_class(build: Any) -> None:
    """Its id points to a person, and would be kept as the id of the badge."""
    award = {"id": "https://issuer.example/people/one", "recipient": "x", "issuer": build.profile(), "verify": {"type": "hosted"}}
    intake = build.read(award | {"badge": award["id"]})
    assert not intake.badges
    assert [one.code for one in intake.findings] == ["RKB021"]


def test_files_of_one_name_in_many_folders_cost_no_more_for_each(build: Any) -> None:
    """An export can hold one folder per award, with a class of the same file name in each."""
    files = []
    for number in range(600):
        address = f"https://issuer.example/{number}/class.json"
        files.append((f"{number}/award.json", build.assertion(id=f"urn:award:{number}", badge=address)))
        files.append((f"{number}/class.json", build.badge_class(id=address, issuer=build.profile())))
    start = time.process_time()
    intake = build.read(**dict(files))
    assert len(intake.badges) == 600
    assert time.process_time() - start < 10
