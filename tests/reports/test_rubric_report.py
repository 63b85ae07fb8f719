"""The rubric report: the questions, the rules in sentences, what serves the vision, how it reads, and what changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import publish, starter_rubric, topic_rubric
from rubric_kit.errors import InputError, ParameterError
from rubric_kit.model import Rubric
from rubric_kit.reports import RubricReport, render_report, rubric_report
from rubric_kit.workspace import write_rubric

IMAGE = "<img src=x onerror=\"document.title='taken'\">"


def changed(**fields: Any) -> Rubric:
    """Return version 2 of the starter rubric: one level reworded so that a check finds it, and one cut raised."""
    plain = starter_rubric().plain()
    plain["criteria"][3]["levels"][2]["descriptor"] = "The issuer often works with schools nearby."
    plain["policy"]["cuts"][0]["at_least"] = 8500
    return publish({**plain, **fields}, starter_rubric())


def report(rubric: Rubric, before: Rubric | None = None) -> RubricReport:
    return RubricReport(rubric, before, title="Our rubric", as_of="2026-11-28")


def test_the_heading_says_how_large_it_is_and_that_nobody_has_adopted_it() -> None:
    found = report(starter_rubric()).heading()
    # Seven criteria of four levels.
    assert "This rubric asks 7 questions on 28 levels. Nobody has adopted its cuts yet. The checks find" in found.text
    assert "2026-11-28" in found.html
    plain = starter_rubric().plain()
    plain["policy"]["adopted"] = "School board, 3 June 2026."
    assert "The cuts were adopted: School board, 3 June 2026. The checks" in report(publish(plain)).finding


def test_each_question_has_its_levels_and_a_gate_says_that_it_has_no_weight() -> None:
    html = report(starter_rubric()).questions().html
    assert html.count("<table>") == 7
    assert '<th scope="row" style="text-align:left;vertical-align:top;white-space:normal">Topic only</th>' in html
    assert "Weight 25.0 of 100" in html
    assert "No weight: it counts through a gate or not at all · serves item 1, 2, 3 of the vision and mission" in html


def test_sample_words_stand_with_their_level_and_stay_words() -> None:
    plain = starter_rubric().plain()
    plain["criteria"][0]["levels"][1]["anchors"] = [{"text": IMAGE, "source": "Synthetic badge", "badge": None}]
    html = report(publish(plain)).questions().html
    assert "<img" not in html
    assert "For example: <q><bdi>&lt;img src=x" in html
    assert "(<bdi>Synthetic badge</bdi>)" in html


def test_rules_and_coverage_are_plain_sentences() -> None:
    whole = report(starter_rubric())
    assert "<li>Gate: Vision and mission is at least «One item»; if not passed, Not counted, whatever the score is.</li>" in (
        whole.rules().html
    )
    assert whole.coverage().text.startswith("3 of 3 vision and mission items are served")
    assert whole.coverage().html.count('<th scope="row"') == 3


def test_findings_come_with_why_source_and_a_pattern_and_what_was_left_standing_with_its_reason() -> None:
    cell = {"code": "RKL013", "path": "criteria.locality.levels.l2.descriptor"}
    html = report(changed()).checks().html
    assert "RKL013" in html
    assert "«often»: how many times out of how many is not said." in html
    aside = report(changed(set_aside=[cell | {"reason": "The board counts visits elsewhere."}])).checks()
    assert "Left standing, with the team" in aside.html
    assert "<q>The board counts visits elsewhere.</q>" in aside.html
    assert '<td style="text-align:left;vertical-align:top;white-space:normal">«often»' not in aside.html


def test_changes_since_a_version_with_the_findings_that_are_new_and_mended() -> None:
    html = report(changed(), starter_rubric()).changes().html
    assert "<h2>What changed since version 1</h2>" in html
    assert "Accept at full value from 85 of 100 instead of 80." in html
    assert "<h3>New</h3>" in html
    assert "often" in html
    back = report(starter_rubric(), changed()).changes().html
    assert "<h3>Mended</h3>" in back
    assert report(starter_rubric()).changes().html.strip() == ""


def test_a_topic_rubric_is_held_against_its_base() -> None:
    topic = publish(topic_rubric(starter_rubric(), id="padlet", title="Padlet badges"))
    whole = report(topic, starter_rubric())
    assert "What changed in the base rubric «Outside badges: a starter rubric», version 1" in whole.changes().html
    assert "Outside badges: a starter rubric, version 1" in whole.how_made().html


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    write_rubric(tmp_path / "one.json", starter_rubric())
    write_rubric(tmp_path / "two.json", changed())
    return {"rubric": str(tmp_path / "two.json"), "before": str(tmp_path / "one.json")}


def test_the_report_is_one_page_with_a_manifest_and_the_same_bytes_twice(files: dict[str, str], tmp_path: Path) -> None:
    made = render_report("rubric", files | {"title": f"Ours {IMAGE}", "as_of": "2026-11-28"}, tmp_path / "a.html")
    page = made.page.read_text(encoding="utf-8")
    assert "<script" not in page
    assert "<img" not in page
    for words in ("The questions", "How it decides", "Our vision and mission", "How the rubric reads", "What changed since"):
        assert words in page
    manifest = json.loads(made.manifest.read_text(encoding="utf-8"))
    assert manifest["inputs"]["rubric"]["fingerprint"] == changed().fingerprint
    assert manifest["inputs"]["before"]["fingerprint"] == starter_rubric().fingerprint
    assert str(tmp_path) not in page + made.manifest.read_text(encoding="utf-8")
    again = render_report("rubric", files | {"title": f"Ours {IMAGE}", "as_of": "2026-11-28"}, tmp_path / "b.html")
    assert again.page.read_bytes() == made.page.read_bytes()


@pytest.mark.usefixtures("no_kernel")
def test_what_is_wrong_is_one_line_before_a_kernel_starts(files: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^.*gone\.json does not exist; check the spelling$"):
        render_report("rubric", files | {"before": str(tmp_path / "gone.json")}, tmp_path / "a.html")
    with pytest.raises(ParameterError, match="parameter 'badges' is not declared by template 'rubric'; known are: rubric, title"):
        render_report("rubric", files | {"badges": "b"}, tmp_path / "a.html")
    with pytest.raises(InputError, match="is one of the report's own inputs"):
        render_report("rubric", files, files["before"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.json", "two.json"]


def test_the_report_is_read_from_files(files: dict[str, str]) -> None:
    whole = rubric_report(**files, title="T")
    assert whole.rubric.version == 2
    assert len(whole.changes().html) > 500
