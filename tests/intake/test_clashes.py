from __future__ import annotations

from typing import Any


def _credential(build: Any, number: int, *, issuer: str = "Microsoft", **achievement: Any) -> Any:
    changed = build.achievement(**({"id": f"https://a.example/{number}"} | achievement))
    profile = build.issuer(name=issuer, id=f"https://issuer.example/{issuer}")
    return build.credential(id=f"urn:{number}", achievement=changed, issuer=profile)


def test_awards_of_one_badge_to_two_earners_are_no_clash(build: Any) -> None:
    one, other = _credential(build, 1), _credential(build, 1)
    other["id"], other["validFrom"], other["evidence"] = "urn:2", "2026-03-03", ["https://people.example/2"]
    intake = build.read(one, other)
    assert len(intake.badges) == 2
    assert intake.findings == ()


def test_same_id_with_different_content_is_told_and_both_are_kept(build: Any) -> None:
    intake = build.read(_credential(build, 1), _credential(build, 1, description="Changed."))
    first = intake.badges[0].handle
    assert len(intake.badges) == 2
    (finding,) = intake.findings
    assert (finding.code, finding.severity.value, finding.where) == ("RKB031", "warning", "file 2")
    assert finding.message == f"Badge {first} claims the same id and differs in: description."


def test_look_alike_issuers_are_told_and_never_merged(build: Any) -> None:
    intake = build.read(_credential(build, 1), _credential(build, 2, issuer="\u041cicrosoft"))
    assert [badge.issuer.name for badge in intake.badges] == ["Microsoft", "\u041cicrosoft"]
    assert [(one.code, one.where, one.path) for one in intake.findings] == [
        ("RKB032", "file 2", "issuer.name"),
        ("RKB033", "file 2", "issuer.name"),
    ]
    assert "a word mixes Cyrillic and Latin letters" in intake.findings[0].message


def test_hidden_characters_are_spelled_out_in_the_message(build: Any) -> None:
    findings = build.read(_credential(build, 1, issuer="Micro\u200bsoft")).findings
    assert [one.code for one in findings] == ["RKB032"]
    assert "“Micro‹U+200B›soft”" in findings[0].message


def test_whole_names_in_another_alphabet_clash(build: Any) -> None:
    assert build.codes(_credential(build, 1, issuer="COCO"), _credential(build, 2, issuer="СОСО")) == ["RKB033"]


def test_badge_names_are_looked_at_too(build: Any) -> None:
    findings = build.read(_credential(build, 1, name="Lesson"), _credential(build, 2, name="L\u0435sson")).findings
    assert [(one.code, one.path) for one in findings] == [("RKB032", "name"), ("RKB033", "name")]


def test_case_and_spacing_are_no_clash(build: Any) -> None:
    assert build.codes(_credential(build, 1, name="Lesson Design"), _credential(build, 2, name="lesson  design")) == []


def test_one_issuer_id_with_two_names_is_told(build: Any) -> None:
    one, other = _credential(build, 1), _credential(build, 2)
    other["issuer"]["name"] = "Somebody Else"
    findings = build.read(one, other).findings
    assert [(one.code, one.path) for one in findings] == [("RKB034", "issuer.name")]
