"""A review puts a rubric, badges and ratings together, and says in one line why it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.errors import InputError, RatingError
from rubric_kit.model import Rubric
from rubric_kit.workspace import read_review, sample_badges_folder, sample_ratings_file, write_rubric


def test_what_is_left_empty_is_the_sample(rubric: Rubric) -> None:
    review = read_review()
    assert review.rubric == rubric
    assert len(review.badges) == len(review.labels) == len(review.answers) == len(review.facts)
    assert len(set(review.labels.values())) == len(review.badges)
    assert review.rating_findings == ()


def test_remarks_stay_with_their_badge() -> None:
    review = read_review()
    codes = {badge.name: [one.code for one in review.remarks[badge.key]] for badge in review.badges}
    assert codes["Assessment Author"] == ["RKB038"]
    assert codes["Digital Boards Expert"] == ["RKB032"]
    assert codes["Student Feedback in Use"] == []


def test_no_badge_could_be_read() -> None:
    broken = sample_badges_folder() / "broken_truncated.json"
    with pytest.raises(InputError, match=r"broken_truncated\.json could be read: error RKB004 file 1: The file is"):
        read_review("", broken, "")


def test_no_rating_fits(tmp_path: Path, rubric: Rubric) -> None:
    other = tmp_path / "other.json"
    reworded = rubric.criteria[0].replace(question="Another question?")
    write_rubric(other, rubric.replace(criteria=(reworded, *rubric.criteria[1:])))
    message = r"^no rating in sample_ratings\.csv fits these badges and this rubric: warning RKT004 sample_ratings\.csv, row 2: "
    with pytest.raises(RatingError, match=message):
        read_review(other, "", "")


def test_a_table_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text(sample_ratings_file().read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(
        RatingError, match=r"^no rating in ratings\.csv fits these badges and this rubric: the table has no rows$"
    ):
        read_review("", "", path)
