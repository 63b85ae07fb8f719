from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rubric_kit.intake import FACT_NAMES, facts, facts_of
from rubric_kit.model import Fact


@pytest.fixture
def observed(build: Any) -> Any:
    """Read one document and return its facts by name."""

    def observe(document: dict[str, Any], *, as_of: date | None = None) -> dict[str, Fact]:
        return {fact.name: fact for fact in facts(build.badge(document), as_of=as_of)}

    return observe


def _plain(fact: Fact) -> tuple[str, int | None, tuple[str, ...]]:
    return fact.state.value, fact.number, fact.values


def test_every_badge_gets_every_fact_in_the_same_order(build: Any) -> None:
    badges = build.read(build.credential(), build.embedded()).badges
    found = facts_of(badges)
    assert list(found) == [badge.key for badge in badges]
    for key, listed in found.items():
        assert tuple(fact.name for fact in listed) == FACT_NAMES
        assert {fact.badge for fact in listed} == {key}
        assert all(fact.basis for fact in listed)
    assert len(FACT_NAMES) == 32
    assert FACT_NAMES[:2] == ("kind", "description_words")
    assert FACT_NAMES[18:21] == ("expiry", "completeness", "criteria_grade")


@pytest.mark.parametrize(
    ("criteria", "words", "steps"),
    [
        # "Submit a lesson plan" 4 words, "It is reviewed with a rubric" 6 words; two sentences.
        ({"narrative": "Submit a lesson plan. It is reviewed with a rubric."}, ("present", 10, ()), ("present", 2, ())),
        # Four words in two list items; the heading is no item.
        ({"narrative": "Steps:\n- do this\n- that"}, ("present", 4, ()), ("present", 2, ())),
        ({"narrative": "1. One\n2) Two\n* Three\n"}, ("present", 5, ()), ("present", 3, ())),
        ({"narrative": "<ul><li>one</li><li>two</li></ul>"}, ("present", 2, ()), ("present", 2, ())),
        ({"narrative": "See https://a.example/x/y"}, ("present", 1, ()), ("present", 1, ())),
        ({"narrative": "Don't stop"}, ("present", 2, ()), ("present", 1, ())),
        ({"id": "https://a.example/c"}, ("unknown", None, ()), ("unknown", None, ())),
        ({}, ("absent", 0, ()), ("absent", 0, ())),
        ({"narrative": "..."}, ("absent", 0, ()), ("absent", 0, ())),
    ],
)
def test_criteria_words_and_steps(
    build: Any, observed: Any, criteria: dict[str, str], words: tuple[Any, ...], steps: tuple[Any, ...]
) -> None:
    found = observed(build.credential(achievement=build.achievement(criteria=criteria)))
    assert (_plain(found["criteria_words"]), _plain(found["criteria_steps"])) == (words, steps)


@pytest.mark.parametrize(
    ("narrative", "assessment", "asked"),
    [
        (
            "Submit a portfolio; it is reviewed against a rubric.",
            ("present", ("review", "rubric")),
            ("present", ("portfolio", "submit")),
        ),
        ("Peer-assessed, with feedback on your video.", ("present", ("assess", "feedback")), ("present", ("video",))),
        ("For example, attend both days.", ("absent", ()), ("absent", ())),
        ("There is no exam and nothing is tested.", ("present", ("test",)), ("absent", ())),
        ("No final exam.", ("absent", ()), ("absent", ())),
        ("Not only observed.", ("present", ("observed",)), ("absent", ())),
        ("Hand in two lesson plans and a reflection.", ("absent", ()), ("present", ("lesson_plan", "reflection", "submit"))),
    ],
)
def test_words_about_judging_and_about_work_to_hand_in(
    build: Any, observed: Any, narrative: str, assessment: tuple[Any, ...], asked: tuple[Any, ...]
) -> None:
    found = observed(build.credential(achievement=build.achievement(criteria={"narrative": narrative})))
    assert (found["assessment_described"].state.value, found["assessment_described"].values) == assessment
    assert (found["evidence_asked"].state.value, found["evidence_asked"].values) == asked


@pytest.mark.parametrize("criteria", [{}, {"id": "https://a.example/c"}])
def test_without_a_narrative_nobody_knows(build: Any, observed: Any, criteria: dict[str, str]) -> None:
    found = observed(build.credential(achievement=build.achievement(criteria=criteria, description="")))
    for name in ("assessment_described", "evidence_asked", "classroom_use"):
        assert found[name].state.value == "unknown"


@pytest.mark.parametrize(
    ("description", "criteria", "expected"),
    [
        ("Teach it", {"narrative": "Try it with your students in class."}, ("present", ("class", "students"))),
        ("For pupils", {"id": "https://a.example/c"}, ("present", ("pupils",))),
        ("For robots", {"narrative": "Build one."}, ("absent", ())),
        ("For robots", {}, ("absent", ())),
        ("For robots", {"id": "https://a.example/c"}, ("unknown", ())),
    ],
)
def test_classroom_use(build: Any, observed: Any, description: str, criteria: Any, expected: tuple[Any, ...]) -> None:
    fact = observed(build.credential(achievement=build.achievement(description=description, criteria=criteria)))["classroom_use"]
    assert (fact.state.value, fact.values) == expected


def test_description_words(build: Any, observed: Any) -> None:
    assert _plain(observed(build.credential())["description_words"]) == ("present", 6, ())
    empty = build.credential(achievement=build.achievement(description=""))
    assert _plain(observed(empty)["description_words"]) == ("absent", 0, ())


def test_alignments_are_counted_and_those_that_can_be_looked_up(build: Any, observed: Any) -> None:
    listed = [
        {"targetName": "A", "targetUrl": "https://f.example/a", "targetCode": "1"},
        {"targetName": "B", "targetFramework": "F", "targetCode": "2"},
        {"targetName": "C", "targetCode": "3"},
        {"targetName": "D", "targetUrl": "https://f.example/d"},
    ]
    found = observed(build.credential(achievement=build.achievement(alignment=listed)))
    # A and B have a code and a place to look it up; C has no place, D no code.
    assert (_plain(found["alignment"]), _plain(found["alignment_coded"])) == (("present", 4, ()), ("present", 2, ()))
    none = observed(build.credential())
    assert (_plain(none["alignment"]), _plain(none["alignment_coded"])) == (("absent", 0, ()), ("absent", 0, ()))


@pytest.mark.parametrize(
    ("alignment", "values"),
    [
        ({"targetFramework": "ISTE Standards for Educators"}, ("iste",)),
        ({"targetUrl": "https://www.iste.org/standards"}, ("iste",)),
        ({"targetName": "P21 Framework"}, ("p21",)),
        ({"targetFramework": "Partnership for 21st Century Skills"}, ("p21",)),
        ({"targetUrl": "http://connectingcredentials.org/framework"}, ("connecting_credentials",)),
        ({"targetUrl": "http://www.corestandards.org/ELA"}, ("ccss",)),
        ({"targetName": "CCSS.MATH"}, ("ccss",)),
        ({"targetFramework": "Next Generation Science Standards"}, ("ngss",)),
        ({"targetFramework": "Essential Skills"}, ("essential_skills",)),
        ({"targetFramework": "Skills for Success"}, ("skills_for_success",)),
        ({"targetUrl": "https://a.example/skills_for_success"}, ("skills_for_success",)),
        ({"targetFramework": "California CTE Model Curriculum Standards"}, ("cte",)),
        ({"targetFramework": "Career and Technical Education"}, ("cte",)),
        ({"targetName": "Register of things"}, ()),
    ],
)
def test_frameworks(build: Any, observed: Any, alignment: dict[str, str], values: tuple[str, ...]) -> None:
    fact = observed(build.credential(achievement=build.achievement(alignment=[{"targetName": "x"} | alignment])))["frameworks"]
    assert (fact.state.value, fact.values) == ("present" if values else "absent", values)


def test_level_scale(build: Any, observed: Any) -> None:
    def scale(**fields: Any) -> Any:
        return build.credential(achievement=build.achievement(resultDescription=[{"name": "S"} | fields]))

    rungs = [{"name": str(number)} for number in range(4)]
    assert _plain(observed(scale(rubricCriterionLevel=rungs))["level_scale"]) == ("present", 4, ())
    assert _plain(observed(scale(allowedValue=["a", "b"]))["level_scale"]) == ("present", 2, ())
    assert _plain(observed(scale())["level_scale"]) == ("present", 0, ())
    assert _plain(observed(build.credential())["level_scale"]) == ("absent", 0, ())


def test_issuer_facts_of_a_full_profile(build: Any, observed: Any) -> None:
    found = observed(build.credential())
    assert _plain(found["issuer_url"]) == ("present", None, ())
    assert _plain(found["issuer_contact"]) == ("present", None, ())
    assert "issuer.example" not in found["issuer_contact"].basis
    # "A made-up district": three words, since a hyphen joins.
    assert _plain(found["issuer_description_words"]) == ("present", 3, ())
    assert _plain(found["issuer_kind"]) == ("present", None, ("district",))


def test_issuer_facts_of_a_bare_profile_are_absent_and_of_a_bare_id_unknown(build: Any, observed: Any) -> None:
    bare = observed(build.credential(issuer={"id": "did:web:a.example", "name": "Somebody"}))
    only_id = observed(build.credential(issuer="did:web:a.example"))
    itself = observed(build.credential(issuer={"id": "did:example:earner", "name": "Jane", "url": "https://jane.example"}))
    for name in ("issuer_url", "issuer_contact", "issuer_description_words"):
        assert bare[name].state.value == "absent"
        assert only_id[name].state.value == "unknown"
        assert itself[name].state.value == "unknown"


@pytest.mark.parametrize(
    ("name", "description", "values"),
    [
        ("National Teachers Association", "", ("association",)),
        ("Example Unified School District", "", ("district",)),
        ("Board of Education", "", ("district",)),
        ("University of Somewhere", "A company.", ("university",)),
        ("City Public Library", "", ("museum_or_library",)),
        ("Example Corp", "", ("company",)),
        ("Example", "We are a museum.", ("museum_or_library",)),
        ("Incoming", "A place.", ()),
    ],
)
def test_issuer_kind(build: Any, observed: Any, name: str, description: str, values: tuple[str, ...]) -> None:
    fact = observed(build.credential(issuer={"name": name, "description": description}))["issuer_kind"]
    assert (fact.state.value, fact.values) == ("present" if values else "unknown", values)


def test_proof_kind_and_evidence(build: Any, observed: Any) -> None:
    document = build.credential(
        proof={"type": "DataIntegrityProof"},
        evidence=["https://people.example/1"],
        achievement=build.achievement(achievementType="Course"),
    )
    found = observed(document)
    assert _plain(found["proof"]) == ("unknown", None, ("cannot_check",))
    assert _plain(found["kind"]) == ("present", None, ("learning",))
    assert _plain(found["evidence"]) == ("present", 1, ("link",))
    bare = observed(build.credential())
    assert _plain(bare["proof"]) == ("absent", None, ("no_proof",))
    assert _plain(bare["kind"]) == ("unknown", None, ())
    assert _plain(bare["evidence"]) == ("absent", 0, ())


def test_evidence_withheld_and_unknown_stay_apart_from_absent(build: Any, observed: Any) -> None:
    assert _plain(observed(build.credential(evidence={"genre": "withheld"}))["evidence"]) == ("withheld", 1, ())
    assert _plain(observed(build.badge_class(issuer=build.profile()))["evidence"]) == ("unknown", None, ())


@pytest.mark.parametrize(
    ("until", "as_of", "expected"),
    [
        (None, date(2026, 11, 24), ("absent", ())),
        ("2026-11-24T00:00:00Z", None, ("present", ("expires",))),
        # The last day still counts.
        ("2026-11-24T00:00:00Z", date(2026, 11, 24), ("present", ("in_force",))),
        ("2026-11-23T23:59:59Z", date(2026, 11, 24), ("present", ("expired",))),
    ],
)
def test_expiry(build: Any, observed: Any, until: str | None, as_of: date | None, expected: tuple[Any, ...]) -> None:
    fact = observed(build.credential(validUntil=until), as_of=as_of)["expiry"]
    assert (fact.state.value, fact.values) == expected


def test_completeness_names_what_is_missing(build: Any, observed: Any) -> None:
    # The plain credential lacks a kind, alignments and evidence: 7 of 10 fields are filled.
    assert _plain(observed(build.credential())["completeness"]) == ("present", 7, ("kind", "alignments", "evidence"))
    full = build.credential(
        evidence={"genre": "withheld"},
        achievement=build.achievement(achievementType="Course", alignment={"targetName": "A"}),
    )
    assert _plain(observed(full)["completeness"]) == ("present", 10, ())
    bare = build.credential(issuer="did:web:a.example", validFrom=build.nothing, achievement={})
    bare["credentialSubject"]["achievement"] = {"type": "Achievement"}
    number, missing = _plain(observed(bare)["completeness"])[1:]
    assert number == 0
    assert len(missing) == 10
