"""Facts of badges that are built as records, so that every state can be reached without a file."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest

from rubric_kit.intake import FACT_NAMES, facts
from rubric_kit.intake.dialects.achievement import SELF_ISSUED
from rubric_kit.intake.facts.criteria_facts import readability_grade
from rubric_kit.model import (
    Alignment,
    AwardStatus,
    Badge,
    BadgeLevel,
    Endorsement,
    Evidence,
    Fact,
    Issuer,
    LevelScale,
    ProofOutcome,
    Source,
    Verification,
)

_KEY = "a" * 64
_LINK = "https://issuer.example/criteria"


class _Item(NamedTuple):
    pack: str
    code: str | None
    name: str


def _badge(**changes: Any) -> Badge:
    base: dict[str, Any] = {
        "key": _KEY,
        "name": "Lesson Design",
        "issuer": Issuer(name="Synthetic School District"),
        "evidence": Evidence(state="absent"),
        "verification": Verification(outcome="no_proof", method="none", reason="the file carries no proof"),
        "source": Source(container="json", dialect="OB 3.0", sha256=_KEY, size=1),
    }
    return Badge(**(base | changes))


def _nothing(alignment: Alignment) -> None:
    del alignment


def _fact(fact_name: str, /, *, as_of: date | None = None, resolve: Any = _nothing, **changes: Any) -> Fact:
    return next(one for one in facts(_badge(**changes), as_of=as_of, resolve=resolve) if one.name == fact_name)


def _plain(fact_name: str, /, **changes: Any) -> tuple[str, int | None, tuple[str, ...]]:
    fact = _fact(fact_name, **changes)
    return fact.state.value, fact.number, fact.values


# --- criteria_grade -------------------------------------------------------------------------------------------------

_TEN_FOUR_LETTER_WORDS = " ".join(["word"] * 10) + ". "


def test_readability_by_hand() -> None:
    # 4.71 * 120/30 + 0.5 * 30/3 - 21.43 = 18.84 + 5 - 21.43 = 2.41 -> 2.
    assert readability_grade(120, 30, 3) == 2
    # 4.71 * 200/40 + 0.5 * 40/4 - 21.43 = 23.55 + 5 - 21.43 = 7.12 -> 7.
    assert readability_grade(200, 40, 4) == 7
    # 4.71 * 5 + 0.5 * 10.76 - 21.43 = 7.50 exactly (1,345 letters, 269 words, 25 sentences): half goes up.
    assert readability_grade(1345, 269, 25) == 8
    # Below zero and above twenty the measure says nothing more.
    assert readability_grade(30, 30, 30) == 0
    assert readability_grade(300, 30, 1) == 20


def test_grade_of_a_text_counts_its_letters_words_and_sentences() -> None:
    # Three sentences of ten words of four letters: the first case above.
    assert _plain("criteria_grade", criteria_narrative=_TEN_FOUR_LETTER_WORDS * 3) == ("present", 2, ())
    # Hyphens join words and are no letters: 30 words of 2 x 4 letters: 4.71 * 8 + 0.5 * 10 - 21.43 = 21.25 -> 20 at most.
    hyphened = (" ".join(["word-word"] * 10) + ". ") * 3
    assert _plain("criteria_grade", criteria_narrative=hyphened) == ("present", 20, ())


def test_grade_needs_thirty_words_and_english() -> None:
    long = _TEN_FOUR_LETTER_WORDS * 3
    short = long.removesuffix("word. ") + ". "
    assert _plain("criteria_grade", criteria_narrative=short)[0] == "unknown"
    assert _plain("criteria_grade", criteria_narrative=long, language="en-GB")[0] == "present"
    assert _plain("criteria_grade", criteria_narrative=long, language="fi")[0] == "unknown"
    assert _plain("criteria_grade", criteria_url=_LINK)[0] == "unknown"
    assert _plain("criteria_grade")[0] == "absent"


# --- evidence_required ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("narrative", "values"),
    [
        ("Teachers must hand in a portfolio.", ("required",)),
        ("A video is required.", ("required",)),
        ("You need to upload two photos.", ("required",)),
        ("Submit a lesson plan. It is reviewed with a rubric.", ("required",)),
        ("1. Watch the film.\n2. Then upload a reflection.", ("required",)),
        ("The portfolio shows growth.", ("asked",)),
        ("A reflection is optional.", ("optional",)),
        ("You may add a video.", ("optional",)),
        ("Evidence is not required.", ("optional",)),
        ("You don't need to upload photos.", ("optional",)),
        ("Submit an essay. You may add a video. The portfolio shows growth.", ("required", "asked", "optional")),
        # "must" stands in another sentence than the work.
        ("You must attend. A portfolio shows growth.", ("asked",)),
        # The phrase is cut by the end of a line.
        ("Bring a lesson\nplan", ("asked",)),
    ],
)
def test_evidence_required(narrative: str, values: tuple[str, ...]) -> None:
    assert _plain("evidence_required", criteria_narrative=narrative) == ("present", None, values)


def test_evidence_required_absent_and_unknown() -> None:
    assert _plain("evidence_required", criteria_narrative="Attend both days.")[0] == "absent"
    assert _plain("evidence_required", criteria_narrative="Hand in no evidence, for there is no evidence.")[0] == "present"
    assert _plain("evidence_required", criteria_narrative="There is no evidence.")[0] == "absent"
    assert _plain("evidence_required", criteria_narrative="Osallistu.", language="fi")[0] == "unknown"
    assert _plain("evidence_required", criteria_url=_LINK)[0] == "unknown"
    assert _plain("evidence_required")[0] == "unknown"


# --- workload -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number", "values"),
    [
        ("Takes 10 hours.", 10, ("hours", "10 hours")),
        ("A 10-hour course", 10, ("hours", "10 hours")),
        ("about 12 PD hours", 12, ("hours", "12 hours")),
        ("3 credit hours", 3, ("hours", "3 hours")),
        ("1,000 hrs", 1000, ("hours", "1000 hours")),
        ("2.5 hours", None, ("hours", "2.5 hours")),
        ("5 to 10 hours", 5, ("hours", "5 to 10 hours")),
        ("5-10 hours", 5, ("hours", "5 to 10 hours")),
        ("1.5 ECTS", None, ("ects", "1.5 ECTS")),
        ("0,5 ECTS", None, ("ects", "0.5 ECTS")),
        ("1 ECTS credit", None, ("ects", "1 ECTS")),
        ("3 PD credits", None, ("credits", "3 credits")),
        ("0.10 CEUs", None, ("ceu", "0.1 CEU")),
        # Two statements: the smaller is what is certain.
        ("Attend 3 hours, then practise 10 hours for 1 credit", 3, ("hours", "3 hours", "10 hours", "credits", "1 credit")),
    ],
)
def test_workload_in_words(text: str, number: int | None, values: tuple[str, ...]) -> None:
    assert _plain("workload", criteria_narrative=text) == ("present", number, values)
    assert _plain("workload", description=text) == ("present", number, values)


@pytest.mark.parametrize(
    "text", ["Answer within 48 hours.", "Open 24 hours a day", "2 hours after the talk", "room 10 hosts it", "v1.10 hours"]
)
def test_deadlines_and_opening_hours_are_no_workload(text: str) -> None:
    assert _plain("workload", criteria_narrative=text)[0] == "absent"


def test_workload_comes_from_its_own_field_first() -> None:
    assert _plain("workload", workload="12 hours", criteria_narrative="Takes 10 hours.") == ("present", 12, ("hours", "12 hours"))
    assert _plain("workload", workload="3.0") == ("present", None, ("3",))
    assert _plain("workload", workload="a lot") == ("present", None, ())


def test_workload_absent_and_unknown() -> None:
    assert _plain("workload", criteria_narrative="Attend.")[0] == "absent"
    assert _plain("workload")[0] == "absent"
    assert _plain("workload", criteria_url=_LINK)[0] == "unknown"
    assert _plain("workload", criteria_narrative="Osallistu.", language="fi")[0] == "unknown"


# --- alignment_resolved ---------------------------------------------------------------------------------------------


def test_alignments_are_looked_up_with_the_function_given() -> None:
    listed = tuple(Alignment(target_name=name) for name in ("a", "b", "c", "a"))
    known = {"a": _Item("iste-educators", "2.5", "Designer"), "b": _Item("p21", None, "Creativity\u202e  and more")}

    def resolve(alignment: Alignment) -> _Item | None:
        return known.get(alignment.target_name)

    fact = _fact("alignment_resolved", alignments=listed, resolve=resolve)
    assert (fact.state.value, fact.number) == ("present", 3)
    assert fact.values == ("iste-educators 2.5", "p21 Creativity‹U+202E› and more")
    assert fact.basis == "3 of 4 alignments found in the frameworks at hand; the issuer asserts them"


def test_an_alignment_that_is_not_found_is_unknown_and_none_at_all_absent() -> None:
    assert _plain("alignment_resolved", alignments=(Alignment(target_name="x"),)) == ("unknown", None, ())
    assert _plain("alignment_resolved") == ("absent", 0, ())


def test_the_shipped_frameworks_are_the_default() -> None:
    listed = (
        Alignment(target_name="Designer", target_code="2.5", target_framework="ISTE Standards for Educators"),
        Alignment(target_name="A standard of nobody"),
    )
    assert _plain("alignment_resolved", alignments=listed, resolve=None) == ("present", 1, ("iste-educators 2.5",))


# --- level_depth ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "number", "values"),
    [
        ({"name": "Certified Educator Level 2"}, None, ("level 2",)),
        ({"name": "Educator, Level 2 of 4"}, 4, ("level 2",)),
        ({"name": "Educator (Level II)"}, None, ("level 2",)),
        ({"name": "Educator Stage three / 5"}, 5, ("stage 3",)),
        ({"name": "Advanced Robotics"}, None, ("advanced",)),
        ({"tags": ("robots", "beginner")}, None, ("beginner",)),
        ({"description": "A badge at the intermediate level."}, None, ("intermediate",)),
        ({"description": "This is level 1."}, None, ("level 1",)),
        # The name counts before a tag, a tag before the description.
        ({"name": "Level 1", "tags": ("level 2",), "description": "level 3"}, None, ("level 1",)),
        ({"tags": ("level 2",), "description": "level 3"}, None, ("level 2",)),
    ],
)
def test_level_depth(fields: dict[str, Any], number: int | None, values: tuple[str, ...]) -> None:
    assert _plain("level_depth", **fields) == ("present", number, values)


def test_level_depth_from_a_scale_and_from_nothing() -> None:
    scale = LevelScale(name="S", levels=tuple(BadgeLevel(name=str(number)) for number in range(4)))
    assert _plain("level_depth", level_scales=(scale,)) == ("present", 4, ())
    assert _plain("level_depth", level_scales=(scale,), name="Level 1") == ("present", 4, ("level 1",))
    assert _plain("level_depth", level_scales=(scale,), name="Level 1 of 3") == ("present", 3, ("level 1",))
    # "Advanced" is an adjective in a sentence, and "leveling" is no level.
    assert _plain("level_depth", description="For advanced teachers of leveling 2 floors")[0] == "absent"
    assert _plain("level_depth", level_scales=(LevelScale(name="S"),))[0] == "absent"


# --- issuer_relation, language, status, anchored, endorsements, expiry ------------------------------------------------


def test_issuer_relation() -> None:
    assert _plain("issuer_relation", issuer=Issuer(name=SELF_ISSUED)) == ("present", None, ("self_issued",))
    assert _plain("issuer_relation", creator="Another Organisation") == ("present", None, ("creator_differs",))
    fact = _fact("issuer_relation")
    assert fact.state.value == "unknown"
    assert "register" in fact.basis


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en-US", ("present", None, ("en", "en-US"))),
        ("fi", ("present", None, ("fi",))),
        ("the earner's own", ("unknown", None, ())),
        (None, ("unknown", None, ())),
    ],
)
def test_language(language: str | None, expected: tuple[Any, ...]) -> None:
    assert _plain("language", language=language) == expected


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (AwardStatus.OK, "present"),
        (AwardStatus.REVOKED, "present"),
        (AwardStatus.UNKNOWN, "unknown"),
        (AwardStatus.NONE, "absent"),
    ],
)
def test_status(status: AwardStatus, state: str) -> None:
    assert _plain("status", status=status) == (state, None, (status.value,))


@pytest.mark.parametrize(
    ("anchored", "anchor", "state", "basis"),
    [
        (True, "the key is the issuer's own id", "present", "the key is the issuer's own id"),
        (True, None, "present", "the key is bound to the issuer that the badge names"),
        (False, "the key came inside the token", "absent", "the key came inside the token"),
        (False, None, "absent", "nothing binds the key to the issuer that the badge names"),
        (None, None, "unknown", "no signature was found valid, so nothing is known about its key"),
    ],
)
def test_anchored(anchored: bool | None, anchor: str | None, state: str, basis: str) -> None:
    checked = Verification(outcome="valid", method="JWT", reason="fits", anchored=anchored, anchor=anchor)
    fact = _fact("anchored", verification=checked)
    assert (fact.state.value, fact.basis) == (state, basis)


def test_endorsements_are_counted_and_those_with_a_valid_proof() -> None:
    listed = tuple(
        Endorsement(endorser="Somebody", about="badge", outcome=outcome)
        for outcome in (ProofOutcome.VALID, ProofOutcome.NO_PROOF, ProofOutcome.VALID)
    )
    fact = _fact("endorsements", endorsements=listed)
    assert (fact.state.value, fact.number, fact.values) == ("present", 3, ("no_proof", "valid"))
    assert fact.basis == "endorsements in the file, 2 of them with a valid proof"
    assert _plain("endorsements") == ("absent", 0, ())


def test_a_badge_is_not_yet_valid_before_its_first_day() -> None:
    start, until = date(2026, 3, 1), date(2027, 3, 1)
    early, first = date(2026, 2, 28), date(2026, 3, 1)
    assert _plain("expiry", valid_from=start, as_of=early) == ("present", None, ("not_yet_valid",))
    assert _plain("expiry", valid_from=start, valid_until=until, as_of=early) == ("present", None, ("not_yet_valid",))
    assert _plain("expiry", valid_from=start, valid_until=until, as_of=first) == ("present", None, ("in_force",))
    assert _plain("expiry", valid_from=start, as_of=first)[0] == "absent"
    assert _plain("expiry", valid_from=start)[0] == "absent"


@pytest.mark.parametrize("outcome", list(ProofOutcome))
def test_proof_states(outcome: ProofOutcome) -> None:
    states = {"valid": "present", "invalid": "present", "cannot_check": "unknown", "no_proof": "absent"}
    checked = Verification(outcome=outcome, method="JWT", reason="a reason")
    assert _plain("proof", verification=checked) == (states[outcome.value], None, (outcome.value,))


@pytest.mark.parametrize("name", ["assessment_described", "evidence_asked", "classroom_use"])
def test_english_words_say_nothing_about_another_language(name: str) -> None:
    assert _plain(name, criteria_narrative="Osallistu kurssiin.", language="fi")[0] == "unknown"
    assert _plain(name, criteria_narrative="Osallistu kurssiin.")[0] == "absent"
    said = "Hand in a portfolio for your students. It is assessed."
    assert _plain(name, criteria_narrative=said, language="fi")[0] == "present"


def test_every_fact_is_there_for_the_barest_badge() -> None:
    assert tuple(one.name for one in facts(_badge(), resolve=_nothing)) == FACT_NAMES


def test_an_end_that_cannot_be_read_is_not_called_absent(build: Any) -> None:
    def expiry(**changes: Any) -> Any:
        return next(one for one in facts(build.badge(build.embedded(**changes))) if one.name == "expiry")

    assert expiry(expires="next year").state == "unknown"
    assert expiry(expires="next year").basis == "the badge names an end of validity that cannot be read as a date"
    assert expiry().state == "absent"
