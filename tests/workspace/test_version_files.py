"""Published versions: each is kept in a file of its own, nothing is replaced, and what was changed by hand is told."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from rubric_kit.authoring import publish, starter_rubric, topic_rubric
from rubric_kit.errors import RecordError
from rubric_kit.model import Rubric
from rubric_kit.workspace import publish_rubric, read_rubric, rubric_versions, version_path, write_rubric


def next_version(parent: Rubric, title: str) -> Rubric:
    return publish({**parent.plain(), "title": title}, parent)


@pytest.fixture
def chain(tmp_path: Path) -> tuple[Path, list[Rubric]]:
    """Publish three versions into one file."""
    path = tmp_path / "ours.json"
    versions = [starter_rubric()]
    write_rubric(path, versions[0])
    for title in ("Two", "Three"):
        versions.append(next_version(versions[-1], title))
        publish_rubric(path, versions[-1])
    return path, versions


def test_every_version_is_kept_and_the_file_is_the_latest(chain: tuple[Path, list[Rubric]]) -> None:
    path, versions = chain
    assert sorted(one.name for one in path.parent.iterdir()) == ["ours.json", "ours.v1.json", "ours.v2.json", "ours.v3.json"]
    assert read_rubric(path) == versions[2]
    found = rubric_versions(path)
    assert [one.rubric for one in found.files] == versions
    assert found.findings == ()


def test_a_first_version_needs_no_file(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    publish_rubric(path, starter_rubric())
    publish_rubric(path, starter_rubric())
    assert [one.path.name for one in rubric_versions(path).files] == ["ours.v1.json"]


def test_two_people_who_publish_the_same_version_are_told(chain: tuple[Path, list[Rubric]]) -> None:
    path, versions = chain
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    # The second one began when version 2 was the latest.
    with pytest.raises(RecordError, match=r"^ours\.json holds version 3 of 'outside-badges', which this draft was not made from"):
        publish_rubric(path, next_version(versions[1], "Another three"))
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before


def test_of_two_at_the_same_moment_one_publishes(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    write_rubric(path, starter_rubric())
    several = [next_version(starter_rubric(), f"By person {number}") for number in range(4)]
    start = Barrier(len(several))

    def one(version: Rubric) -> str:
        start.wait()
        try:
            publish_rubric(path, version)
        except RecordError as error:
            return error.message
        return version.title

    with ThreadPoolExecutor(len(several)) as pool:
        said = list(pool.map(one, several))
    won = [words for words in said if words.startswith("By person")]
    assert len(won) == 1, said
    assert read_rubric(path).title == read_rubric(version_path(path, 2)).title == won[0]
    assert all("published it" in words or "was not made from" in words for words in said if words not in won)


def test_a_version_changed_by_hand_is_told_and_its_successor_still_read(chain: tuple[Path, list[Rubric]]) -> None:
    path, _ = chain
    place = version_path(path, 2)
    place.write_text(json.dumps(json.loads(place.read_text(encoding="utf-8")) | {"title": "Two, mended"}), encoding="utf-8")
    codes = [(one.code, one.where) for one in rubric_versions(path).findings]
    # Version 2 no longer names what version 3 was made from; its own parent is still version 1.
    assert codes == [("RKW021", "ours.v2.json")]


def test_files_that_are_no_version_are_told_and_left_out(chain: tuple[Path, list[Rubric]]) -> None:
    path, versions = chain
    version_path(path, 2).write_text("{", encoding="utf-8")
    other = publish(topic_rubric(starter_rubric(), id="padlet", title="Padlet"))
    write_rubric(version_path(path, 9), other)
    (path.parent / "ours.v0.json").write_text("{", encoding="utf-8")
    found = rubric_versions(path)
    assert [one.rubric for one in found.files] == [versions[0], versions[2]]
    assert [(one.code, one.where) for one in found.findings] == [("RKW020", "ours.v2.json"), ("RKW022", "ours.v9.json")]


def test_where_no_links_can_be_made_the_name_is_still_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", refuse)
    path = tmp_path / "ours.json"
    publish_rubric(path, starter_rubric())
    path.unlink()
    other = publish({**starter_rubric().plain(), "title": "Other"})
    with pytest.raises(RecordError, match=r"^ours\.v1\.json is there already and holds another version 1: somebody else has"):
        publish_rubric(path, other)
    assert [one.name for one in tmp_path.iterdir()] == ["ours.v1.json"]
