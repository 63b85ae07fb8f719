"""Versions and topic rubrics on the command line: diff, publish, versions, topic, follow."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rubric_kit.authoring import publish, starter_rubric
from rubric_kit.workspace import read_rubric, version_path, write_rubric

Say = Callable[..., Any]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "ours.json"
    write_rubric(path, starter_rubric())
    return path


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Return a file of the starter rubric as somebody has edited it by hand: another title and a higher cut."""
    plain = starter_rubric().plain() | {"title": "Ours, 2027"}
    plain["policy"]["cuts"][1]["at_least"] = 6500
    path = tmp_path / "edited.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    return path


def test_publish_freezes_and_versions_lists(say: Say, base: Path, changed: Path) -> None:
    assert say("rubric", "publish", changed, base) == (
        0,
        "ours.json holds version 2 now; it is also kept as ours.v2.json.\n",
        "",
    )
    said = say("rubric", "versions", base)
    assert said.code == 0
    # Two changes: the title and one cut.
    assert [line.split() for line in said.out.splitlines()] == [
        ["version", "fingerprint", "changes", "file"],
        ["1", starter_rubric().fingerprint[:12], "ours.v1.json"],
        ["2", read_rubric(base).fingerprint[:12], "2", "ours.v2.json"],
    ]
    listed = json.loads(say("rubric", "versions", base, "--json").out)
    assert [one["version"] for one in listed["versions"]] == [1, 2]
    assert listed["versions"][1]["parent"] == starter_rubric().fingerprint
    assert listed["findings"] == []


def test_publishing_the_same_again_is_one_line(say: Say, base: Path, changed: Path) -> None:
    say("rubric", "publish", changed, base)
    message = "rubric-kit: nothing was changed since version 2; there is nothing to publish\n"
    assert say("rubric", "publish", changed, base) == (1, "", message)


def test_publish_starts_a_file_where_there_is_none(say: Say, changed: Path, tmp_path: Path) -> None:
    assert say("rubric", "publish", changed, tmp_path / "new.json").code == 0
    assert read_rubric(tmp_path / "new.json").version == 1


def test_a_typo_in_a_file_edited_by_hand_publishes_nothing(say: Say, base: Path, changed: Path) -> None:
    changed.write_text(changed.read_text(encoding="utf-8").replace('"question"', '"qestion"', 1), encoding="utf-8")
    said = say("rubric", "publish", changed, base)
    assert said.code == 1
    assert said.lines == [
        "error RKR001 rubric (criteria.criteria_clarity.question): this field is missing",
        "error RKR001 rubric (criteria.criteria_clarity.qestion): this field is not known here; remove it or correct its name",
    ]
    assert read_rubric(base) == starter_rubric()
    assert not version_path(base, 2).exists()


def test_a_version_changed_by_hand_is_told_with_exit_code_1(say: Say, base: Path, changed: Path) -> None:
    say("rubric", "publish", changed, base)
    kept = version_path(base, 1)
    kept.write_text(kept.read_text(encoding="utf-8").replace("Topic only", "Only a topic"), encoding="utf-8")
    said = say("rubric", "versions", base)
    assert said.code == 1
    assert said.error.startswith("error RKW021 ours.v1.json: ours.v2.json was not made from what ours.v1.json holds now")


def test_diff_reads_like_sentences(say: Say, base: Path, changed: Path) -> None:
    say("rubric", "publish", changed, base)
    said = say("rubric", "diff", version_path(base, 1), base)
    assert said == (
        0,
        'The title changes: "Outside badges: a starter rubric" -> "Ours, 2027".\nAccept from 65 of 100 instead of 60.\n',
        "",
    )
    assert say("rubric", "diff", base, base).out == "Nothing was changed.\n"
    listed = json.loads(say("rubric", "diff", version_path(base, 1), base, "--json").out)["changes"]
    assert [(one["path"], one["kind"]) for one in listed] == [("title", "heading"), ("policy.cuts.accept", "cut")]


def test_a_topic_rubric_follows_its_base(say: Say, base: Path, changed: Path, tmp_path: Path) -> None:
    topic = tmp_path / "padlet.json"
    assert say("rubric", "topic", base, topic, "--id", "padlet", "--title", "Padlet badges").code == 0
    assert read_rubric(topic).base is not None
    assert say("rubric", "topic", base, topic, "--id", "padlet", "--title", "x").error.endswith(
        "padlet.json is there already; name another file\n"
    )
    say("rubric", "publish", changed, base)
    out = tmp_path / "padlet.next.json"
    said = say("rubric", "follow", topic, version_path(base, 1), base, "-o", out)
    assert said == (0, f"Accept from 65 of 100 instead of 60.\n{out}\n", "")
    assert read_rubric(out).version == 2
    assert read_rubric(out).policy.cuts[1].at_least == 6500


def test_what_both_changed_is_named_and_left_to_people(say: Say, base: Path, changed: Path, tmp_path: Path) -> None:
    topic = tmp_path / "padlet.json"
    say("rubric", "topic", base, topic, "--id", "padlet", "--title", "Padlet badges")
    plain = read_rubric(topic).plain()
    plain["policy"]["cuts"][1]["at_least"] = 7000
    write_rubric(topic, publish(plain))
    say("rubric", "publish", changed, base)
    said = say("rubric", "follow", topic, version_path(base, 1), base, "-o", tmp_path / "next.json")
    assert said.code == 0
    decide = "The base now says 65 of 100; this rubric had changed it too, and 70 of 100 stands."
    assert f"To decide: policy.cuts.accept.at_least: {decide}" in said.out


def test_policy_is_read_aloud(say: Say, base: Path) -> None:
    said = say("rubric", "policy", base)
    assert said.code == 0
    assert "Accept from 60 of 100." in said.out.splitlines()
    assert said.out.splitlines()[-1].startswith("3 of 3 vision and mission items are served")
    listed = json.loads(say("rubric", "policy", base, "--json").out)
    assert {"path": "policy.cuts.accept", "text": "Accept from 60 of 100."} in listed["rules"]
    assert len(listed["targets"]["rows"]) == 3
