"""The sections of the comparison report, without a kernel: what they say is worked out by hand here."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.errors import ParameterError
from rubric_kit.model import Rubric
from rubric_kit.reports import ComparisonReport, comparison_report
from rubric_kit.reports.section import section
from rubric_kit.workspace import read_rubric, sample_badges_folder, write_rubric

Small = Callable[[dict[str, dict[str, str]]], dict[str, str]]
FOUR = {
    "padlet_association.json": {"all": "l3"},
    "expired_lab_safety.json": {"all": "l2"},
    "revoked_assessment_author.json": {"all": "l1"},
    "criteria_behind_link.json": {"all": "l2", "criteria_clarity": "unknown"},
}


def plain(html: str) -> str:
    """Leave out how a cell is aligned; what it says is tested here."""
    return re.sub(r' style="[^"]*"', "", html)


def report(parameters: dict[str, str], **options: Any) -> ComparisonReport:
    return comparison_report(**parameters, **({"title": "T"} | options))


def test_the_finding_counts_the_outcomes(small: Small) -> None:
    # l3 everywhere is 100.0: full value. l2 is 66.6: accept, the cut is 60. The third was taken back, whatever its score.
    # The fourth lacks 25 of the weight: 75 * 2/3 = 50.0 to 75.0, on both sides of 60.
    shown = report(small(FOUR)).heading()
    finding = (
        "4 badges were reviewed. Accept at full value: 1. Accept: 1. Taken back by the issuer: 1. "
        "Undetermined until something missing is known: 1."
    )
    assert shown.text == f"T. {finding}"
    assert f'<p class="rk-finding">{finding}</p>' in shown.html
    assert "<h1>T</h1>" in shown.html


def test_one_badge_is_not_several(small: Small) -> None:
    alone = report(small({"padlet_hobby.json": {"all": "l2"}}))
    assert alone.finding == "1 badge was reviewed. Accept: 1."
    assert "Only one badge could be read, so there is nothing to set beside it." in alone.side_by_side().html


def test_decisions_stand_best_first_with_their_scores(small: Small) -> None:
    html = report(small(FOUR)).decisions().html
    order = ["100.0", "66.6", "50.0 to 75.0", "33.3"]
    assert [html.index(f">{score}</td>") for score in order] == sorted(html.index(f">{score}</td>") for score in order)
    assert "<td>Undetermined<br>" in plain(html)
    assert "Open between: Accept, Accept on condition." in html


@pytest.mark.parametrize(
    ("as_of", "note"),
    [
        ("", "Valid until 2024-06-15"),
        ("2024-06-14", "Valid until 2024-06-15"),
        # The last day still counts.
        ("2024-06-15", "Valid until 2024-06-15"),
        ("2024-06-16", "Expired 2024-06-15"),
    ],
)
def test_expiry_is_told_against_the_date_that_was_given(small: Small, as_of: str, note: str) -> None:
    shown = report(small(FOUR), as_of=as_of).decisions().html
    assert re.findall(r"(?:Expired|Valid until) [0-9-]+", shown) == [note]
    # Only what has run out is marked as a warning.
    assert (f'<span class="rk-note">{note}</span>' in shown) == note.startswith("Expired")


def test_revocation_stands_beside_the_score_and_in_the_remarks(small: Small) -> None:
    whole = report(small(FOUR))
    assert whole.decisions().html.count('<span class="rk-note">Revoked</span>') == 1
    remark = "The file says that the award was revoked. Ask the issuer why it was taken back."
    assert f"<li><b><bdi>Assessment Author</bdi></b>: {remark}</li>" in whole.missing().html


def test_what_is_missing_names_the_issuer_the_question_and_whether_it_settles(small: Small) -> None:
    shown = report(small(FOUR)).missing()
    assert shown.text == "Missing facts: 1"
    row = (
        '<tr><th scope="row"><bdi>Calm Classroom</bdi></th><td><bdi>Quiet Room Collective</bdi></td><td>Criteria clarity</td>'
        "<td>cannot tell</td><td>Can a reader tell from the badge what a person had to do to earn it?</td><td>Yes</td></tr>"
    )
    assert row in plain(shown.html)


def test_two_gaps_do_not_settle_alone(small: Small) -> None:
    # 40 of the weight is open: 60 * 2/3 = 40.0 to 80.0. Criteria clarity at l0 leaves 40.0 to 55.0, on both sides of 45.
    gaps = {"all": "l2", "criteria_clarity": "unknown", "issuer_standing": "withheld"}
    shown = report(small({"padlet_hobby.json": gaps})).missing()
    assert plain(shown.html).count("<td>Not alone</td>") == 2
    assert "<td>withheld</td>" in plain(shown.html)


def test_nothing_missing_is_said(small: Small) -> None:
    shown = report(small({"padlet_hobby.json": {"all": "l2"}})).missing()
    assert "<p>Nothing is missing that could turn a decision.</p>" in shown.html


def test_unread_files_and_rows_are_counted_without_file_names(small: Small, tmp_path: Path) -> None:
    parameters = small({"padlet_hobby.json": {"all": "l2"}})
    for name in ("jane_doe.json", "john_doe.json"):
        shutil.copy(sample_badges_folder() / "broken_truncated.json", Path(parameters["badges"]) / name)
        (Path(parameters["badges"]) / name).write_text('{"name": "' + name, encoding="utf-8")
    table = Path(parameters["ratings"])
    table.write_text(
        table.read_text(encoding="utf-8") + "99,rater-1,000000000000,,locality,l1,,,person,00000000\n", encoding="utf-8"
    )
    html = report(parameters).missing().html
    assert "<li>Badge files that could not be used, by finding RKB004: 2.</li>" in html
    assert "row 9: badge &#39;000000000000&#39; is not among the badges at hand.</li>" in html
    assert "doe" not in html
    assert str(tmp_path) not in html


def test_badges_of_one_name_are_set_side_by_side(small: Small) -> None:
    ratings = {"padlet_association.json": {"all": "l2"}, "padlet_hobby.json": {"all": "l1"}, "reading_circle.svg": {"all": "l3"}}
    whole = report(small(ratings))
    first, second = "Padlet Badge - Bayview Teachers' Technology Association", "Padlet Badge - Noel's Classroom Apps"
    assert whole.side_by_side().columns[2:4] == (first, second)
    # l2 against l1 on every criterion: a third of 100.
    assert whole.side_by_side_reason().text.startswith(f"{first} is ahead of {second} by 33.3 points of 100.")


def test_focus_chooses_and_refuses(small: Small) -> None:
    parameters = small(FOUR)
    keys = [badge.key for badge in report(parameters).review.badges]
    chosen = report(parameters, focus=f"{keys[2][:8]}, {keys[0]}")
    labels = chosen.review.labels
    assert chosen.side_by_side().columns[2:4] == (labels[keys[2]], labels[keys[0]])
    for wrong in ("0000000000", keys[0][:7], ""):
        focus = f"{keys[1]},{wrong}" if wrong else "nothing-of-the-kind"
        with pytest.raises(ParameterError, match=r"^focus names badge '.*', which is not one of the badges that were read$"):
            report(parameters, focus=focus)


def test_reasons_and_how_it_was_made(small: Small) -> None:
    whole = report(small(FOUR))
    reasons = whole.reasons()
    assert reasons.text == "Reasons for 4 decisions"
    assert reasons.html.count('<section class="rk-reason">') == 4
    assert "Score 66.6 of 100: " in reasons.html
    made = whole.how_made().html
    rubric = whole.review.rubric
    for fingerprint in (rubric.fingerprint, rubric.wording_fingerprint):
        assert fingerprint in made
    # Four badges, seven criteria, one rater.
    assert f'<td class="rk-break">{4 * len(rubric.criteria)} used; ' in made
    assert '<th scope="row">Raters</th><td class="rk-break">rater-1</td>' in made


@pytest.mark.parametrize("with_cuts", [True, False])
def test_profiles_stand_beside_the_cuts_or_in_their_place(small: Small, with_cuts: bool) -> None:
    parameters = small(FOUR)
    rubric = read_rubric(parameters["rubric"])
    plain = rubric.plain()
    plain["policy"]["cuts"] = [{"at_least": 6000, "outcome": "accept"}] if with_cuts else []
    plain["policy"]["profiles"] = [{"id": "top", "outcome": "accept", "parts": [{"criteria": 5000, "at_least": 10_000}]}]
    write_rubric(parameters["rubric"], Rubric.parse(plain))
    whole = report(parameters)
    asks = "at least half of the criteria that apply at the highest level"
    made = whole.how_made().html
    assert f'<tr><th scope="row">Accept</th><td>{asks}</td></tr>' in made
    assert ("<caption>Cuts, of 100</caption>" in made) is with_cuts
    assert f"Accept asks for {asks} (4 of 7 needed, 7 found): reached." in whole.reasons().html
    assert whole.scores().rows[0][2] == "Accept"
    assert whole.decisions().text == "Decisions: 4"


def test_a_section_escapes_every_value_and_spells_out_what_is_hidden() -> None:
    words = "<img src=x onerror=1> & \u202egnp"
    shown = section("paragraph", words, words=words)
    assert shown.html.strip() == "<p>&lt;img src=x onerror=1&gt; &amp; ‹U+202E›gnp</p>"
    assert shown._repr_mimebundle_() == {"text/html": shown.html, "text/plain": words}
