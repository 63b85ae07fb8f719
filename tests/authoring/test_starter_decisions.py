"""How each starter rubric decides, on answers made up for the purpose: the way its source asks for, counted by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files

import pytest

from rubric_kit.authoring import inheritance_problems, rubric_changes, starter_names, starter_rubric, target_coverage
from rubric_kit.authoring.inheritance import base_of
from rubric_kit.intake.facts import facts
from rubric_kit.model import Badge, BadgeKind, Evidence, Issuer, OutcomeKind, RatingState, Rubric, Source, Verification
from rubric_kit.scoring import decide, suggest

TOPICS = ("edtech-tool-badge", "staff-pd")
BASE = starter_rubric()

each = pytest.mark.parametrize("name", starter_names())
each_topic = pytest.mark.parametrize("name", TOPICS)


def levels_of(rubric: Rubric, place: int) -> dict[str, str]:
    """Answer each question with the level at a place: 0 for the lowest, -1 for the highest."""
    return {criterion.id: criterion.levels[place].id for criterion in rubric.criteria}


def made_up_badge(narrative: str = "", kind: BadgeKind | None = None) -> Badge:
    key = "a" * 64
    return Badge(
        key=key,
        name="Synthetic badge",
        kind=kind,
        criteria_narrative=narrative,
        issuer=Issuer(name="Synthetic issuer"),
        evidence=Evidence(state="unknown"),
        verification=Verification(outcome="no_proof", method="none", reason="Synthetic sample."),
        source=Source(container="json", dialect="OB 2.0", sha256=key, size=1),
    )


def outcome(rubric: Rubric, answers: Mapping[str, str], *, kind: BadgeKind | None = None) -> str | None:
    return decide(rubric, made_up_badge(kind=kind), answers, what_if=False).outcome


def suggested(name: str, narrative: str) -> dict[str, str | None]:
    badge = made_up_badge(narrative)
    return {one.criterion: one.level or one.state for one in suggest(starter_rubric(name), badge, facts(badge))}


@each
def test_the_best_answers_lead_to_the_best_outcome_and_the_lowest_to_no_acceptance(name: str) -> None:
    rubric = starter_rubric(name)
    assert outcome(rubric, levels_of(rubric, -1)) == rubric.policy.outcomes[0].id
    lowest = outcome(rubric, levels_of(rubric, 0))
    assert lowest is not None
    assert rubric.policy.outcome(lowest).kind in {OutcomeKind.NARRATIVE, OutcomeKind.NOT_COUNTED}


# Topic rubrics


@each_topic
def test_a_topic_starter_builds_on_the_base_as_it_is_now(name: str) -> None:
    # If this fails, the base or the form of a rubric was changed: bring the new version in with `base_change`.
    topic = starter_rubric(name)
    assert topic.base == base_of(BASE)
    assert inheritance_problems(topic, BASE) == ()


@each_topic
def test_ratings_of_the_shared_questions_mean_the_same_in_both(name: str) -> None:
    topic = starter_rubric(name)
    for criterion in BASE.criteria:
        kept = topic.criterion(criterion.id)
        assert (kept.question, kept.levels, kept.citations) == (criterion.question, criterion.levels, criterion.citations)


@pytest.mark.parametrize(
    ("name", "added"),
    [("edtech-tool-badge", {"tool_depth", "student_use_seen", "student_data"}), ("staff-pd", {"time_told", "student_privacy"})],
)
def test_a_topic_starter_adds_questions_and_reweighs(name: str, added: set[str]) -> None:
    topic = starter_rubric(name)
    assert {one.id for one in topic.criteria} - {one.id for one in BASE.criteria} == added
    assert {one.id: one.weight for one in topic.criteria if one.id not in added} != {one.id: one.weight for one in BASE.criteria}
    assert any("gate" in change.sentence.lower() for change in rubric_changes(BASE, topic))


# Mission at one item passes the base's gate; the tool rubric asks that the badge's own words show the link.
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "accept-full"),
        ({"mission_fit": "l1"}, "not-counted"),
        ({"classroom_use": "l0"}, "narrative"),
        ({"classroom_use": "l1"}, "accept-full"),  # 1500 of 10,000 at one of three points: 1,000 lost, 90 of 100
        ({"mission_fit": "l1", "classroom_use": "l0"}, "not-counted"),
    ],
)
def test_a_badge_about_the_tool_alone_is_recorded_and_not_counted(changed: dict[str, str], expected: str) -> None:
    topic = starter_rubric("edtech-tool-badge")
    assert outcome(topic, levels_of(topic, -1) | changed) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"mission_fit": "l1"}, "accept-full"),
        ({"mission_fit": "l0", "student_privacy": "l0"}, "not-counted"),
        ({"student_privacy": "l0"}, "privacy-first"),
        ({"student_privacy": "l0", "time_told": "l0"}, "privacy-first"),
        ({"student_privacy": RatingState.NOT_APPLICABLE}, "accept-full"),
        ({"time_told": "l0"}, "narrative"),
    ],
)
def test_hours_must_be_told_and_students_stay_unknown(changed: dict[str, str], expected: str) -> None:
    topic = starter_rubric("staff-pd")
    assert outcome(topic, levels_of(topic, -1) | changed) == expected


# Students


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "endorse"),
        ({"mission_fit": "l0"}, "endorse"),  # an interest of the student's own: 1,000 of 10,000 lost, 90 of 100
        ({"student_privacy": "l0"}, "privacy-first"),
        ({"judged": "l0"}, "story"),
        # Withheld counts as l2: 2000 at two of three points, 667 lost; with standards at l0 another 1500: 78 of 100.
        ({"learning_evidence": RatingState.WITHHELD, "standards": "l0"}, "credit"),
    ],
)
def test_student_badges_have_gates_of_their_own(changed: dict[str, str], expected: str) -> None:
    rubric = starter_rubric("student-badges")
    assert outcome(rubric, levels_of(rubric, -1) | changed) == expected
    assert rubric.base is None
    assert {gate.criterion for gate in rubric.policy.gates} == {"student_privacy", "judged"}


def test_private_work_of_a_student_is_carried_by_the_tasks_and_the_person_who_decided() -> None:
    rubric = starter_rubric("student-badges")
    private = levels_of(rubric, 2) | {"learning_evidence": RatingState.WITHHELD}
    assert outcome(rubric, private) == outcome(rubric, levels_of(rubric, 2)) == "shown-before"
    assert outcome(rubric, private | {"judged": "l1"}) is None  # nobody with a named role decided, so the gap stays open


# What is in the spirit of published frameworks


def test_mpos_lets_nothing_make_up_for_a_gap() -> None:
    rubric = starter_rubric("mpos-spirit")
    best, middle = levels_of(rubric, -1), levels_of(rubric, 1)
    assert outcome(rubric, best) == "meets-all"
    for criterion in rubric.criteria:
        assert outcome(rubric, best | {criterion.id: "l1"}) == "one-more"
        assert outcome(rubric, best | {criterion.id: "l0"}) == "hours"
    assert outcome(rubric, middle) == "one-more"
    lowest = levels_of(rubric, 0)
    four, five = dict(list(best.items())[:4]), dict(list(lowest.items())[:5])
    assert outcome(rubric, lowest | four) == "hours"
    assert outcome(rubric, best | five) == "story"


def test_mpos_decides_alike_under_any_weights() -> None:
    rubric = starter_rubric("mpos-spirit")
    first, *others = (one.id for one in rubric.criteria)
    other = rubric.with_weights({first: 10_000, **dict.fromkeys(others, 0)})
    for answers in (levels_of(rubric, -1), levels_of(rubric, -1) | {others[0]: "l0"}, levels_of(rubric, 1)):
        assert outcome(rubric, answers) == outcome(other, answers)


@pytest.mark.parametrize("required", ["kind", "assessment", "learning_evidence", "issuer"])
def test_a_required_field_is_asked_for_whatever_else_is_told(required: str) -> None:
    rubric = starter_rubric("trusted-microcredential")
    assert outcome(rubric, levels_of(rubric, -1) | {required: "l0"}) == "ask"


@pytest.mark.parametrize("recommended", ["alignment", "scale", "workload"])
def test_without_a_recommended_field_the_required_ones_still_count(recommended: str) -> None:
    rubric = starter_rubric("trusted-microcredential")
    assert outcome(rubric, levels_of(rubric, -1) | {recommended: "l0"}) == "required"
    assert outcome(rubric, levels_of(rubric, -1) | {"criteria": "l0", recommended: "l0"}) == "story"


def test_only_what_is_applied_must_show_evidence_of_it() -> None:
    rubric = starter_rubric("trusted-microcredential")
    answers = levels_of(rubric, -1) | {"learning_evidence": "l0"}
    assert outcome(rubric, answers, kind=BadgeKind.APPLICATION) == "ask"
    assert outcome(rubric, answers, kind=BadgeKind.KNOWLEDGE) == "full"
    assert outcome(rubric, answers, kind=BadgeKind.PARTICIPATION) == "full"


def test_withheld_evidence_of_an_application_is_carried_by_the_list_and_the_judge() -> None:
    rubric = starter_rubric("trusted-microcredential")
    answers = levels_of(rubric, -1) | {"learning_evidence": RatingState.WITHHELD}
    assert outcome(rubric, answers, kind=BadgeKind.APPLICATION) == "full"
    # Nobody says who judges: the gap stays open, and a letter may still be needed.
    assert outcome(rubric, answers | {"assessment": "l1"}, kind=BadgeKind.APPLICATION) is None


def test_eu_has_the_eleven_fields_of_the_recommendation() -> None:
    rubric = starter_rubric("eu-2022")
    assert [one.id for one in rubric.criteria] == [
        "learner",
        "title",
        "issuer_country",
        "awarding_body",
        "date",
        "outcomes",
        "workload",
        "framework_level",
        "assessment",
        "participation",
        "quality",
    ]
    own = {f"eu-{one.id.replace('_', '-')}" for one in rubric.criteria}
    assert {one.id for one in rubric.citations if "OJ C 243, 27.6.2022, annex I" in one.text} == own


def test_eu_asks_where_each_field_is_told() -> None:
    rubric = starter_rubric("eu-2022")
    in_file, papers, guessed = (levels_of(rubric, place) for place in (2, 1, 0))
    assert outcome(rubric, in_file) == "in-file"
    assert outcome(rubric, in_file | {"framework_level": RatingState.NOT_APPLICABLE}) == "in-file"
    assert outcome(rubric, in_file | {"quality": "l1"}) == outcome(rubric, papers) == "with-papers"
    # At least half of eleven are six.
    assert outcome(rubric, guessed | dict(list(papers.items())[:6])) == "one-letter"
    assert outcome(rubric, guessed | dict(list(in_file.items())[:5])) == "story"


def test_each_eu_field_that_is_missing_in_a_file_is_suggested_as_guessed() -> None:
    lists = json.loads((files("rubric_kit.intake.facts") / "field_lists_data" / "eu11.json").read_text(encoding="utf-8"))
    missing = [one.look_fors[0].includes for one in (c.levels[0] for c in starter_rubric("eu-2022").criteria)]
    assert missing == [element["id"] for element in lists["elements"]]


PRACTICE = (
    "You must submit a lesson plan that you tried with your students. Two reviewers judge it by a rubric. It takes 8 hours."
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mpos-spirit", {"practice": "l2", "rubric": "l1"}),
        ("eu-2022", {"assessment": "l2", "workload": "l2", "issuer_country": "l0"}),
        ("trusted-microcredential", {"criteria": "l2", "assessment": "l1", "learning_evidence": "unknown", "workload": "l1"}),
        ("edtech-tool-badge", {"classroom_use": "unknown", "student_use_seen": "unknown"}),
        ("staff-pd", {"time_told": "l1"}),
        ("student-badges", {"tasks": "l2", "judged": "l1", "issuer": "l0"}),
    ],
)
def test_what_can_be_read_off_a_file_is_suggested(name: str, expected: dict[str, str]) -> None:
    found = suggested(name, PRACTICE)
    assert {criterion: found.get(criterion) for criterion in expected} == expected


def test_nobody_suggests_a_depth() -> None:
    assert suggested("connecting-credentials", PRACTICE) == {}


def test_the_depth_ladder_has_eight_levels_in_four_columns() -> None:
    rubric = starter_rubric("connecting-credentials")
    assert [one.id for one in rubric.criteria] == ["knowledge", "specialised", "personal", "social"]
    for criterion in rubric.criteria:
        assert [level.points for level in criterion.levels] == [1000 * step for step in range(1, 9)]
        assert [level.name.split()[0] for level in criterion.levels] == [str(step) for step in range(1, 9)]


# Half of four columns are two; of a column that does not apply, nothing is asked.
@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("8888", "depth-7"),
        ("7755", "depth-7"),
        ("8854", "depth-5"),
        ("8811", "depth-3"),
        ("5533", "depth-5"),
        ("3311", "depth-3"),
        ("8111", "depth-1"),
        ("7-7-", "depth-7"),
        ("1111", "depth-1"),
    ],
)
def test_a_badge_is_placed_by_depth_and_never_declined(steps: str, expected: str) -> None:
    rubric = starter_rubric("connecting-credentials")
    answers: dict[str, str] = {
        criterion.id: RatingState.NOT_APPLICABLE if step == "-" else f"l{step}"
        for criterion, step in zip(rubric.criteria, steps, strict=True)
    }
    assert outcome(rubric, answers) == expected


@pytest.mark.parametrize("name", ["outside-badges", *TOPICS, "student-badges"])
def test_a_starter_with_vision_and_mission_items_serves_them_all(name: str) -> None:
    assert target_coverage(starter_rubric(name)).unserved == ()
