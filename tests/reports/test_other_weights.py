"""The part "Would other weights change this?", without a kernel: what it says is worked out by hand here."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit.charts import Display
from rubric_kit.errors import InputError, RecordError
from rubric_kit.model import Rubric, WeightMode, WeightSet
from rubric_kit.reports import ComparisonReport, comparison_report, render_report, report_parameters
from rubric_kit.reports.inputs import read_inputs
from rubric_kit.reports.other_weights import OtherWeights
from rubric_kit.scoring.weighing import weights_of
from rubric_kit.workspace.weights_file import add_weights

Small = Callable[[dict[str, dict[str, str]]], dict[str, str]]
FOUR = {
    "padlet_association.json": {"all": "l3"},
    "expired_lab_safety.json": {"all": "l2"},
    "revoked_assessment_author.json": {"all": "l1"},
    "criteria_behind_link.json": {"all": "l2", "criteria_clarity": "unknown"},
}
# Of 100: clarity 25, evidence 25, issuer 15, locality 5, alignment 15, classroom 15, mission 0.
TURNING = {
    "padlet_association.json": {"all": "l2", "classroom_use": "l0"},
    "padlet_hobby.json": {"all": "l2", "learning_evidence": "l0"},
}
NAMES = {"padlet_association.json": "Padlet Badge - Bayview Teachers' Technology Association"}


def parts(parameters: dict[str, str]) -> OtherWeights:
    return whole(parameters).other_weights


def whole(parameters: dict[str, str]) -> ComparisonReport:
    return comparison_report(**parameters, title="T")


def someone(rubric: Rubric, code: str, mode: WeightMode = WeightMode.POINTS, **shares: int) -> WeightSet:
    return weights_of(rubric, code, mode, {c.id: shares.get(c.id, 0) for c in rubric.criteria})


@pytest.fixture
def with_weights(small: Small, tmp_path: Path) -> Callable[..., dict[str, str]]:
    def make(levels: dict[str, dict[str, str]], *sets: WeightSet) -> dict[str, str]:
        parameters = small(levels)
        add_weights(tmp_path / "weights.json", sets)
        return parameters | {"weights": str(tmp_path / "weights.json")}

    return make


def test_badges_that_no_weighting_decides_otherwise_are_counted(small: Small) -> None:
    # The same level everywhere scores the same under every weighting, and an award that was taken back is no matter of weights.
    # The fourth lacks its clarity, so what is missing has a say.
    shown = parts(small(FOUR)).certainty()
    assert shown.text == (
        "3 of 4 badges are decided the same under every weighting. Every weighting means every way to spread 100 points over the "
        "criteria, also one that gives them all to a single criterion. "
        "Whether they are accepted depends on the weights, or on what is missing, for 1."
    )
    assert "<h2>Would other weights change this?</h2>" in shown.html


def test_badges_that_are_always_accepted_and_not_always_alike_are_told_apart(small: Small) -> None:
    # 3, and 2 on one criterion: 66.6 to 100, so accepted under every weighting, and not always at full value. 1, and 2 on one:
    # 33.3 to 66.6, which the weights decide.
    levels = {
        "padlet_association.json": {"all": "l3", "locality": "l2"},
        "padlet_hobby.json": {"all": "l1", "locality": "l2"},
        "reading_circle.svg": {"all": "l0", "mission_fit": "l1"},
    }
    words = parts(small(levels)).certainty().text
    assert words.startswith("1 of 3 badges are decided the same under every weighting.")
    assert "Of the other 2, 1 is accepted under every weighting, and only the kind of outcome varies." in words
    assert words.endswith("Whether they are accepted depends on the weights, or on what is missing, for 1.")


def test_only_badges_that_can_go_either_way_are_charted(small: Small) -> None:
    chart = parts(small(FOUR)).acceptance()
    assert isinstance(chart, Display)
    # With clarity at the bottom the others must weigh 90 of 100: 2/3 x .9 = .6. Of seven weights one is at most .1 with a share
    # of 1 - .9^6 = .468559. With clarity at the top 66.6 is reached under every weighting.
    assert [row[:2] + row[3:] for row in chart.rows] == [("Calm Classroom", "46.8 to 100", "what is missing has a say")]


def test_nothing_to_chart_is_nothing_shown(small: Small) -> None:
    none = parts(small({"padlet_association.json": {"all": "l3"}}))
    assert none.acceptance().html == ""
    assert none.certainty().text.startswith("1 of 1 badge is decided the same under every weighting.")


def test_a_badge_close_to_another_decision_has_its_smallest_move(small: Small) -> None:
    # Without classroom use, 15 of 100: 85 x 2/3 = 56.6. The others have to weigh 90 for 60, so 5 points move.
    # Without evidence, 25 of 100: 75 x 2/3 = 50. 15 points would have to move, which is far.
    shown = parts(small(TURNING)).closest()
    assert shown.text == "Close to another decision: 1"
    assert "Move 5 points from Classroom use to Criteria clarity: then the decision is Accept." in shown.html
    assert f"<bdi>{NAMES['padlet_association.json'].replace(chr(39), '&#39;')}</bdi></b>, now Accept on condition." in shown.html
    assert "when 5 of 100 points of weight move, or fewer" in shown.html


def test_nothing_close_is_told(small: Small) -> None:
    shown = parts(small({"padlet_association.json": {"all": "l3"}})).closest()
    assert "<p>No decision changes unless more than 5 of 100 points of weight move.</p>" in shown.html


def test_a_gate_that_stops_nothing_here_is_named(small: Small) -> None:
    assert "Vision and mission is at least «One item»: stops none of 4 badges" in parts(small(FOUR)).closest().html


def test_a_gate_that_works_is_not_named(small: Small) -> None:
    stopping = FOUR | {"expired_lab_safety.json": {"all": "l2", "mission_fit": "l0"}}
    assert "Gates and profiles" not in parts(small(stopping)).closest().html


def test_without_weights_nothing_is_said_about_audiences(small: Small) -> None:
    report = whole(small(TURNING))
    other = report.other_weights
    assert [one().html for one in (other.audiences, other.places, other.spread, other.modes)] == [""] * 4
    assert "Other weights" not in report.how_made().html


def test_audiences_are_compared_with_us_and_the_criterion_is_named(
    with_weights: Callable[..., dict[str, str]], rubric: Rubric
) -> None:
    # For us 56.6 and 50. With evidence 20 and classroom use 80 the first has 20 x 2/3 = 13.3 and the second 80 x 2/3 = 53.3.
    # Evidence weighs 5 less, which helps the second by 5 x 2/3 = 3.3; classroom use 65 more: 65 x 2/3 = 43.3.
    teacher = someone(rubric, "teacher", classroom_use=80, learning_evidence=20)
    report = whole(with_weights(TURNING, teacher))
    other = report.other_weights
    assert "From us to teacher, 2 of 2 badges change places for certain: " in other.audiences().text
    assert "Classroom use does most for it (15 of 100 for us, 80 for teacher)." in other.audiences().text
    assert (
        "Classroom use does most for it, by 43.3 points of 100 (it weighs 15 for us, 80 for teacher)." in other.audiences().html
    )
    places = other.places()
    assert isinstance(places, Display)
    assert {row[0].partition(" - ")[2][:4]: row[1:4] for row in places.rows} == {
        "Bayv": ("1", "2", "Classroom use"),
        "Noel": ("2", "1", "Classroom use"),
    }
    # One person has no spread, and weighed in one way.
    assert (other.spread().html, other.modes().html) == ("", "")
    assert '<th scope="row">Other weights</th><td class="rk-break">teacher (100 points)</td>' in report.how_made().html


def test_two_people_have_a_spread_and_two_ways_are_compared(with_weights: Callable[..., dict[str, str]], rubric: Rubric) -> None:
    sets = [
        someone(rubric, "teacher", classroom_use=80, learning_evidence=20),
        someone(rubric, "teacher", WeightMode.SWING, classroom_use=60, learning_evidence=40),
        someone(rubric, "us", classroom_use=10, learning_evidence=90),
    ]
    other = parts(with_weights(TURNING, *sets))
    spread, modes = other.spread(), other.modes()
    assert isinstance(spread, Display)
    assert isinstance(modes, Display)
    # The last set of a person counts: swing. 60 and 10 on classroom use.
    assert spread.columns[-2:] == ("teacher", "us")
    assert next(row for row in spread.rows if row[0] == "Classroom use")[-2:] == ("60", "10")
    assert modes.columns[1:3] == ("A 100 points (teacher)", "B Swing (teacher)")
    shown = other.audiences()
    assert "teacher weighed in 2 ways; the last one counts here." in shown.html
    # Somebody is called "us" already, so the rubric's own weights get another code.
    assert "From us-here to us, " in shown.text


def test_many_people_are_shown_as_those_who_weigh_alike(with_weights: Callable[..., dict[str, str]], rubric: Rubric) -> None:
    near = [someone(rubric, f"near-{at}", classroom_use=80 + at, learning_evidence=20 - at) for at in range(4)]
    far = [someone(rubric, f"far-{at}", issuer_standing=80 + at, criteria_clarity=20 - at) for at in range(2)]
    other = parts(with_weights(TURNING, *near, *far))
    shown = other.audiences()
    assert "group-1, who weigh alike and are taken together: near-0, near-1, near-2, near-3." in shown.html
    assert "group-2, who weigh alike and are taken together: far-0, far-1." in shown.html
    # The mean of 80, 81, 82 and 83 is 81.5.
    assert "Classroom use does most for it (15 of 100 for us, 81.5 for group-1)." in shown.text


def test_the_fewest_questions_stand_with_what_is_missing(small: Small) -> None:
    shown = whole(small(FOUR)).missing().html
    assert "<h3>The fewest questions that settle it</h3>" in shown
    assert (
        "<li><b><bdi>Calm Classroom</bdi></b>: Ask the issuer one thing and the decision is sure, whatever the answer: "
        "Criteria clarity (Can a reader tell from the badge what a person had to do to earn it?).</li>"
    ) in shown


def test_where_nothing_is_missing_there_is_nothing_to_ask(small: Small) -> None:
    assert "fewest questions" not in whole(small({"padlet_hobby.json": {"all": "l2"}})).missing().html


@pytest.mark.usefixtures("no_kernel")
def test_weights_that_do_not_fit_are_refused_before_a_kernel_starts(
    with_weights: Callable[..., dict[str, str]], rubric: Rubric, tmp_path: Path
) -> None:
    other = someone(rubric, "teacher", classroom_use=1).replace(wording="0" * 64)
    parameters = with_weights(TURNING, other)
    with pytest.raises(RecordError, match=r"^the points weights of 'teacher' were given on another wording than version 1 of "):
        render_report("comparison", parameters, tmp_path / "report.html")
    Path(parameters["weights"]).write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=r"^weights\.json is no weights file"):
        render_report("comparison", parameters, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()


def test_the_manifest_names_the_weights_by_hash_and_code(with_weights: Callable[..., dict[str, str]], rubric: Rubric) -> None:
    parameters = with_weights(TURNING, someone(rubric, "teacher", classroom_use=1))
    named = read_inputs(report_parameters("comparison", parameters)).named
    digest = hashlib.sha256(Path(parameters["weights"]).read_bytes()).hexdigest()
    assert named["weights"] == {"sha256": digest, "sets": ["teacher/points"]}
    parameters.pop("weights")
    assert "weights" not in read_inputs(report_parameters("comparison", parameters)).named


def test_the_weights_file_is_not_overwritten_by_the_report(with_weights: Callable[..., dict[str, str]], rubric: Rubric) -> None:
    parameters = with_weights(TURNING, someone(rubric, "teacher", classroom_use=1))
    with pytest.raises(InputError, match="is one of the report's own inputs"):
        render_report("comparison", parameters, parameters["weights"])


def test_a_whole_report_with_weights_is_the_same_each_time(
    with_weights: Callable[..., dict[str, str]], rubric: Rubric, tmp_path: Path
) -> None:
    sets = [someone(rubric, "teacher", classroom_use=80, learning_evidence=20), someone(rubric, "college", learning_evidence=1)]
    parameters = with_weights(TURNING, *sets)
    pages = [render_report("comparison", parameters, tmp_path / f"{at}.html").page.read_bytes() for at in range(2)]
    assert pages[0] == pages[1]
    text = pages[0].decode()
    assert "<h3>With the weights of others</h3>" in text
    # Scores, acceptance, places, spread, side by side, heat map.
    assert text.count('role="img"') == 6
    assert str(tmp_path) not in text
