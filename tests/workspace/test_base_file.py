"""The base of a topic rubric and the older version it was built on, found beside its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.authoring import publish, starter_rubric, topic_rubric
from rubric_kit.errors import InputError
from rubric_kit.model import Rubric
from rubric_kit.workspace import publish_rubric, read_base, write_rubric

OLD = starter_rubric()
NEW = publish(OLD.plain() | {"audience": "Everybody"}, OLD)
TOPIC = publish(topic_rubric(OLD, id="padlet", title="Padlet badges"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the district's file with two published versions."""
    write_rubric(tmp_path / "district.json", OLD)
    publish_rubric(tmp_path / "district.json", NEW)
    return tmp_path / "district.json"


def test_no_file_gives_no_base() -> None:
    assert read_base("", TOPIC) == (None, None)


def test_the_version_that_a_topic_rubric_names_is_found_beside_the_newer_one(path: Path) -> None:
    assert read_base(path, TOPIC) == (NEW, OLD)
    assert read_base(str(path), TOPIC).old_base == OLD


def test_a_topic_rubric_on_the_newest_version_needs_no_older_one(path: Path) -> None:
    newest = publish(topic_rubric(NEW, id="padlet", title="Padlet badges"))
    assert read_base(path, newest) == (NEW, None)


@pytest.mark.parametrize("topic", [OLD, TOPIC.replace(base=None)])
def test_a_rubric_that_names_no_base_has_no_older_one(path: Path, topic: Rubric) -> None:
    assert read_base(path, topic) == (NEW, None)


def test_a_version_that_is_gone_or_damaged_is_not_found_and_does_no_harm(path: Path) -> None:
    kept = path.with_name("district.v1.json")
    kept.write_text("{", encoding="utf-8")
    assert read_base(path, TOPIC) == (NEW, None)
    kept.unlink()
    assert read_base(path, TOPIC) == (NEW, None)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"district\.json does not exist; check the spelling$"):
        read_base(tmp_path / "district.json", TOPIC)
