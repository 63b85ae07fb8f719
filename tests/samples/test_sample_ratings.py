"""The sample ratings fit the sample badges and the starter rubric, and their raters differ as people do."""

from collections import Counter, defaultdict
from typing import Any

import pytest

from rubric_kit.authoring import starter_rubric
from rubric_kit.model import Badge, Rating


@pytest.fixture(scope="module")
def given(by_file: dict[str, Badge], rows: list[dict[str, str]]) -> Any:
    """Return a function that gives all answers to one criterion about one badge."""

    def answers(file: str, criterion: str) -> list[str]:
        handle = by_file[file].handle
        return [row["level"] or row["state"] for row in rows if (row["badge"], row["criterion"]) == (handle, criterion)]

    return answers


def test_the_ratings_fit_the_badges_and_the_starter_rubric(by_file: dict[str, Badge], rows: list[dict[str, str]]) -> None:
    rubric = starter_rubric()
    keys = {badge.handle: badge.key for badge in by_file.values()}
    assert [int(row["sequence"]) for row in rows] == list(range(1, len(rows) + 1))
    for row in rows:
        given = {name: row[name] or None for name in ("level", "state")}
        rating = Rating.parse(
            {name: row[name] for name in ("rater", "criterion", "rationale", "origin")}
            | given
            | {"sequence": int(row["sequence"]), "badge": keys[row["badge"]], "wording": rubric.wording_fingerprint}
        )
        assert row["wording"] == rubric.wording_fingerprint[:12]
        assert rating.level is None or rubric.criterion(rating.criterion).level(rating.level) is not None
    assert {row["criterion"] for row in rows} == {criterion.id for criterion in rubric.criteria}
    assert {row["badge"] for row in rows} == set(keys)


def test_every_cell_is_rated_once_save_for_the_planned_gaps(given: Any, rows: list[dict[str, str]]) -> None:
    cells = Counter((row["rater"], row["badge"], row["criterion"]) for row in rows)
    assert set(cells.values()) == {1}
    # 50 badges x 7 criteria x 4 raters = 1,400; rater-4 skips one badge (7), rater-3 two cells: 1,400 - 7 - 2 = 1,391
    assert len(cells) == 1391
    assert len(given("medical_magnet_student.json", "criteria_clarity")) == 3
    assert len(given("expired_lab_safety.json", "locality")) == 3


@pytest.mark.parametrize(
    ("file", "criterion", "expected"),
    [
        ("padlet_association.json", "criteria_clarity", {"l3"}),
        ("padlet_hobby.json", "learning_evidence", {"l0"}),
        ("padlet_hobby.json", "framework_alignment", {"l3"}),
        ("coding_club_private.json", "learning_evidence", {"withheld"}),
        ("conference_participation.json", "learning_evidence", {"not_applicable"}),
        ("media_circle_member.json", "learning_evidence", {"not_applicable"}),
        ("criteria_behind_link.json", "learning_evidence", {"unknown"}),
        ("hobby_income_tax.svg", "mission_fit", {"l0"}),
        ("outdoor_lesson_definition.json", "learning_evidence", {"unknown"}),
        ("global_classroom_2024.json", "learning_evidence", {"l3"}),
        ("quillboard_certified_level_2.png", "classroom_use", {"l3"}),
    ],
)
def test_all_raters_agree_where_the_samples_need_it(given: Any, file: str, criterion: str, expected: set[str]) -> None:
    assert set(given(file, criterion)) == expected


def test_raters_disagree_as_people_do(rows: list[dict[str, str]]) -> None:
    levels = defaultdict(list)
    for row in rows:
        if row["level"]:
            levels[row["badge"], row["criterion"]].append(int(row["level"][1]))
    spreads = Counter(max(given) - min(given) for given in levels.values())
    assert 0.15 <= spreads[1] / spreads.total() <= 0.30
    assert 3 <= spreads[2] <= 8
    assert set(spreads) == {0, 1, 2}
    assert 0.2 <= sum(bool(row["rationale"]) for row in rows) / len(rows) <= 0.3
