"""All rules on a whole rubric: the form of the results, what is set aside, unfinished drafts, and two versions side by side."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rubric_kit.authoring import apply_step, draft_of, starter_names, starter_rubric
from rubric_kit.authoring.checks import Check, RuleResult, check_changes, check_rubric, open_checks
from rubric_kit.errors import RecordError
from rubric_kit.model import Severity, visible

CELL = "criteria.locality.levels.l2.descriptor"


def reworded(text: str, draft: Any = None) -> dict[str, Any]:
    step = {"do": "set", "criterion": "locality", "level": "l2", "field": "descriptor", "value": text}
    return apply_step(draft or draft_of(starter_rubric()), step)


def test_there_are_always_29_results_in_the_order_of_the_rules() -> None:
    results = check_rubric(starter_rubric())
    assert [one.code for one in results] == [f"RKL{number:03d}" for number in range(1, 30)]
    assert [one.rule for one in results] == [f"L{number:02d}" for number in range(1, 30)]
    assert len({one.name for one in results}) == 29
    assert [(one.rule, one.reason) for one in results if one.state == "not_applicable"] == [
        ("L23", "No sample badges are rated."),
        ("L24", "No sample badges are rated."),
    ]


def test_severities_are_those_of_the_rules_and_each_state_fits_its_checks() -> None:
    results = check_rubric(draft_of(starter_rubric()))
    severities = {one.rule: one.severity for one in results}
    assert {rule for rule, severity in severities.items() if severity is Severity.ERROR} == {
        *("L03", "L08", "L09", "L18", "L19", "L21", "L26", "L29"),
    }
    assert {rule for rule, severity in severities.items() if severity is Severity.WARNING} == {
        *("L01", "L02", "L04", "L05", "L06", "L10", "L11", "L13", "L16", "L22", "L25", "L27"),
    }
    for one in results:
        assert (one.state == "found") is bool(one.checks)
        assert (one.state == "not_applicable") is bool(one.reason)


@pytest.mark.parametrize("name", starter_names())
def test_starter_rubrics_need_no_mending(name: str) -> None:
    found = open_checks(check_rubric(starter_rubric(name)))
    assert [(one.code, one.path, one.quoted) for one in found if one.severity is Severity.ERROR] == []
    # The depth ladder has eight levels because its source has eight.
    warnings = [one for one in found if one.severity is Severity.WARNING and one.code != "RKL010"]
    assert [(one.code, one.path, one.quoted) for one in warnings] == []
    assert len(found) <= 8


def test_a_version_and_its_draft_are_checked_alike() -> None:
    draft = reworded("It often has a good name.")
    assert check_rubric(draft) == check_rubric(json.loads(json.dumps(draft)))
    assert check_rubric(starter_rubric()) == check_rubric(draft_of(starter_rubric()))


# ---- set aside ----


def test_what_is_set_aside_is_kept_with_its_reason_and_no_longer_open() -> None:
    draft = reworded("It often has a good name.")
    before = open_checks(check_rubric(draft))
    assert [one.code for one in before if one.path == CELL] == ["RKL002", "RKL013"]
    aside = {"do": "set_aside", "code": "RKL013", "path": CELL, "reason": "We count it in the log."}
    results = check_rubric(apply_step(draft, aside))
    [check] = results[12].checks
    assert (results[12].state, check.quoted, check.set_aside) == ("found", "often", "We count it in the log.")
    assert [one.code for one in open_checks(results) if one.path == CELL] == ["RKL002"]


def test_another_rule_and_another_cell_stay_in_force() -> None:
    draft = reworded("It is often there.")
    for code, path in (("RKL002", CELL), ("RKL013", "criteria.locality.levels.l1.descriptor")):
        draft = apply_step(draft, {"do": "set_aside", "code": code, "path": path, "reason": "Agreed."})
    assert [one.set_aside for one in check_rubric(draft)[12].checks] == [None]


def test_the_worst_are_first_and_then_the_rubric_s_order() -> None:
    draft = reworded("It often is near and/or far.")
    draft = apply_step(
        draft, {"do": "set", "criterion": "criteria_clarity", "level": "l1", "field": "descriptor", "value": "It is good."}
    )
    found = [(one.severity.value, one.code, one.path.split(".")[1:2]) for one in open_checks(check_rubric(draft))]
    assert found == [
        ("error", "RKL018", ["locality"]),
        ("warning", "RKL002", ["criteria_clarity"]),
        ("warning", "RKL013", ["locality"]),
        ("info", "RKL020", []),
    ]


# ---- unfinished drafts ----


def test_an_unfinished_draft_is_checked_as_far_as_it_goes() -> None:
    draft = draft_of(starter_rubric())
    first, second = draft["criteria"][:2]
    first |= {"name": "", "question": "", "weight": "a lot"}
    first["levels"][0] |= {"name": "", "points": "x", "descriptor": ""}
    first["levels"][1] |= {"points": None, "descriptor": "Often good."}
    second |= {"weight": True, "levels": []}
    draft["criteria"][2]["levels"][1]["points"] = 10**30
    draft["policy"]["gates"][0]["criterion"] = "gone"
    draft["policy"]["evidence_criterion"] = "gone"
    draft |= {"title": "", "audience": ""}
    results = check_rubric(draft)
    assert len(results) == 29
    places = [one.place for one in open_checks(results) if one.path == "criteria.criteria_clarity.levels.l1.descriptor"]
    assert places == ["criteria_clarity, level «Topic only»"] * 2


def test_before_anything_is_described_rules_on_words_rest() -> None:
    draft = draft_of(starter_rubric())
    for criterion in draft["criteria"]:
        for level in criterion["levels"]:
            level["descriptor"] = " "
    results = check_rubric(draft)
    resting = {one.rule for one in results if one.reason == "No level is described yet."}
    assert resting >= {"L01", "L02", "L03", "L08", "L16", "L18", "L21", "L25"}
    assert not {"L10", "L19", "L20", "L27", "L28"} & resting


def test_no_criteria_at_all() -> None:
    draft = draft_of(starter_rubric())
    draft["criteria"] = []
    results = check_rubric(draft)
    assert [one.message for one in results[10].checks] == ["The rubric has 0 criteria; 3 to 8 are usual."]
    assert results[19].checks == ()


def test_what_is_no_rubric_is_refused_in_one_line() -> None:
    with pytest.raises(RecordError, match=r"^draft does not have the form of a rubric: criteria"):
        check_rubric(draft_of(starter_rubric()) | {"criteria": "none"})


# ---- two versions ----


def changes(before: Any, after: Any) -> dict[str, list[tuple[str, str, str]]]:
    told = check_changes(check_rubric(before), check_rubric(after))._asdict()
    return {name: [(one.code, one.path, one.quoted) for one in found if one.path == CELL] for name, found in told.items()}


def test_new_mended_and_kept_findings() -> None:
    clean, faulty = draft_of(starter_rubric()), reworded("It is often there.")
    found = [("RKL013", CELL, "often")]
    assert changes(clean, faulty) == {"new": found, "mended": [], "kept": []}
    assert changes(faulty, clean) == {"new": [], "mended": found, "kept": []}
    assert changes(faulty, faulty) == {"new": [], "mended": [], "kept": found}


def test_a_reworded_cell_with_the_same_fault_keeps_it() -> None:
    one, two = reworded("It is often there."), reworded("It is rarely there at all.")
    assert changes(one, two) == {"new": [], "mended": [], "kept": [("RKL013", CELL, "rarely")]}
    # Another fault in the same cell is another finding.
    assert changes(one, reworded("It is good.")) == {
        "new": [("RKL002", CELL, "good")],
        "mended": [("RKL013", CELL, "often")],
        "kept": [],
    }


def result(*checks: Check) -> RuleResult:
    state = "found" if checks else "clean"
    return RuleResult(code="RKL001", rule="L01", name="A rule", severity=Severity.INFO, state=state, checks=checks)


def check(quoted: str) -> Check:
    words = dict.fromkeys(("place", "message", "why", "source", "rewrite"), "words")
    return Check(code="RKL001", severity=Severity.INFO, path="title", quoted=quoted, **words)


def test_of_several_in_one_cell_each_has_one_partner() -> None:
    told = check_changes([result(check("a"), check("b"))], [result(check("b"), check("c"), check("d"))])
    # b is b; a became c; d is new.
    assert [one.quoted for one in told.new] == ["d"]
    assert [one.quoted for one in told.kept] == ["b", "c"]
    assert told.mended == ()
    told = check_changes([result(check("a"), check("a"))], [result(check("a"))])
    assert [len(one) for one in told] == [0, 1, 1]


def test_every_sentence_a_teacher_reads_is_plain() -> None:
    for one in check_rubric(starter_rubric()):
        assert one.name[0].isupper()
        assert "!" not in one.name
    draft = reworded("Often good and/or from Microsoft.")
    for one in open_checks(check_rubric(draft)):
        assert one.message == visible(one.message)
        assert not {"!", "\n"} & set(one.message + one.why + one.rewrite)
        assert all(text.endswith((".", "?")) for text in (one.message, one.why, one.rewrite))
