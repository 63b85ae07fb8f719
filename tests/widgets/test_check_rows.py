"""The checks on their way to the screen: beside which cell they stand, how many there are, and what was left standing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.authoring.checks import Check, RuleResult
from rubric_kit.authoring.plain_form import plain_form
from rubric_kit.widgets import EditRubric
from rubric_kit.widgets.check_rows import check_rows, marks

IMAGE = "<img src=x onerror=\"document.title='taken'\">"
CELL = "criteria.locality.levels.l2.descriptor"


def check(code: str = "RKL001", path: str = CELL, severity: str = "warning", **more: Any) -> Check:
    words = {"place": "Local tie, level 2", "quoted": "often", "message": "Often is not a number.", "why": "Raters part."}
    return Check.model_validate(
        {"code": code, "severity": severity, "path": path, "source": "S", "rewrite": "count"} | words | more
    )


def result(*checks: Check, state: str = "found", code: str = "RKL001", **more: Any) -> RuleResult:
    rest = {"rule": "L01", "name": "Words that count", "severity": "warning", "reason": ""}
    return RuleResult.model_validate({"code": code, "state": state, "checks": checks} | rest | more)


def test_each_check_knows_its_cell_and_the_worst_come_first() -> None:
    rows = check_rows(
        [result(check(), check(path="title", severity="info")), result(check("RKL002", "criteria.locality", "error"))]
    )
    assert [(one["code"], one["criterion"], one["level"], one["word"]) for one in rows["checks"]] == [
        ("RKL002", "locality", "", "Error"),
        ("RKL001", "locality", "l2", "Warning"),
        ("RKL001", "", "", "Note"),
    ]
    assert rows["checks_line"] == "The checks find 1 error, 1 warning, 1 note."


def test_what_all_findings_of_a_rule_share_is_sent_once() -> None:
    rows = check_rows(
        [result(check(), check(path="criteria.locality.levels.l1.descriptor")), result(check("RKL002", why="Other."))]
    )
    assert rows["texts"] == [
        {"why": "Raters part.", "source": "S", "rewrite": "count"},
        {"why": "Other.", "source": "S", "rewrite": "count"},
    ]
    assert [one["text"] for one in rows["checks"]] == [0, 0, 1]


def test_counts_leave_out_what_was_left_standing() -> None:
    rows = check_rows([result(check(), check(), check(severity="info"), check(set_aside="We count it."))])
    assert marks(rows["checks"], "locality", "l2") == [
        {"severity": "warning", "words": "2 warnings"},
        {"severity": "info", "words": "1 note"},
    ]
    assert marks(rows["checks"], "locality", "l1") == []
    assert marks(rows["checks"], "classroom_use") == []
    assert [(one["left"], one["reason"]) for one in rows["checks"]][-1] == (True, "We count it.")


def test_nothing_found_and_rules_that_could_not_look_are_said() -> None:
    resting = result(state="not_applicable", reason="No sample badge is rated.")
    rows = check_rows([resting])
    assert rows["checks_line"] == "The checks find nothing."
    assert rows["resting"] == [{"name": "Words that count", "reason": "No sample badge is rated."}]


def test_hostile_words_stay_words() -> None:
    (row,) = check_rows([result(check(quoted=f"{IMAGE}\u202e", place=IMAGE))])["checks"]
    assert (row["quoted"], row["place"]) == (f"{IMAGE}‹U+202E›", IMAGE)


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> EditRubric:
    """Return an editor whose only check finds the word often."""

    def find_often(given: Any, **_more: Any) -> tuple[RuleResult, ...]:
        draft = plain_form(given)
        reasons = {(one["code"], one["path"]): one["reason"] for one in draft["set_aside"]}
        cells = [(c["id"], level) for c in draft["criteria"] for level in c["levels"]]
        paths = [f"criteria.{name}.levels.{level['id']}.descriptor" for name, level in cells if "often" in level["descriptor"]]
        return (result(*(check(path=path, set_aside=reasons.get(("RKL001", path))) for path in paths)),)

    monkeypatch.setattr("rubric_kit.authoring.checks.check_rubric", find_often)
    return EditRubric(starter_rubric())


def test_a_finding_comes_with_the_step_and_is_left_standing_and_taken_back(editor: EditRubric) -> None:
    assert editor.view["checks"] == []
    editor.step({"do": "set", "criterion": "locality", "level": "l2", "field": "descriptor", "value": "They often come."})
    row = editor.view["criteria"][3]
    assert row["marks"] == row["levels"][2]["marks"] == [{"severity": "warning", "words": "1 warning"}]
    assert row["levels"][1]["marks"] == []
    aside = {"do": "set_aside", "code": "RKL001", "path": CELL, "reason": "We count it."}
    editor.step(aside)
    assert editor.view["notice"] == "The finding was left standing, with your reason."
    assert editor.view["criteria"][3]["marks"] == []
    assert [(one["left"], one["reason"]) for one in editor.view["checks"]] == [(True, "We count it.")]
    # The reason is part of the version that is published.
    assert editor.publish().set_aside[0].reason == "We count it."
    editor.step({"do": "take_back", "code": "RKL001", "path": CELL})
    assert editor.view["criteria"][3]["marks"] == [{"severity": "warning", "words": "1 warning"}]
    json.dumps(editor.view)
