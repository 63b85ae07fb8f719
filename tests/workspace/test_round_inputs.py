from __future__ import annotations

from pathlib import Path

import pytest

from rubric_kit.authoring import publish, starter_rubric
from rubric_kit.errors import InputError
from rubric_kit.workspace import new_workspace, publish_rubric, sample_badges_folder, write_rubric
from rubric_kit.workspace.round_inputs import read_round


@pytest.fixture(autouse=True)
def _in_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_with_nothing_named_it_is_the_sample_round_for_practice() -> None:
    given = read_round()
    assert (given.save_to, len(given.badges), len(given.people), given.versions) == (None, 6, 24, ())
    assert {badge.key for badge in given.badges} == {one.entry.badge for one in given.entries} - {None}
    assert given.parts == {"versions": (), "people": given.people, "save_to": None, "entries": given.entries}


def test_a_named_store_is_no_practice(tmp_path: Path) -> None:
    (tmp_path / "who.csv").write_text("code,team\nr1,north\n", encoding="utf-8")
    given = read_round(ratings="ours.db", people="who.csv")
    assert (given.save_to, given.entries) == ("ours.db", ())
    assert [one.code for one in given.people] == ["r1"]
    assert len(given.badges) > 6


def test_own_badges_without_a_store_are_rated_into_one_in_this_folder() -> None:
    given = read_round(badges=sample_badges_folder() / "padlet_hobby.json")
    assert (given.save_to, given.entries, given.people, len(given.badges)) == ("my_ratings.db", (), (), 1)


def test_only_the_badges_in_focus() -> None:
    badges = read_round(ratings="ours.db").badges
    wanted = [badges[4].key, badges[1].key]
    given = read_round(ratings="ours.db", focus=f"{wanted[0][:8].upper()}, {wanted[1]} ,")
    # In the order of the folder, whatever the order they are named in.
    assert [badge.key for badge in given.badges] == wanted[::-1]


@pytest.mark.parametrize("focus", ["abcd", "0" * 12])
def test_a_focus_on_nothing_is_one_line(focus: str) -> None:
    with pytest.raises(InputError, match=f"^focus names badge '{focus}', which is not one of the badges that were read$"):
        read_round(ratings="ours.db", focus=focus)


def test_all_published_versions_are_at_hand(tmp_path: Path) -> None:
    old = starter_rubric()
    write_rubric(tmp_path / "ours.json", old)
    new = publish(old.plain() | {"audience": "Everybody"}, old)
    publish_rubric(tmp_path / "ours.json", new)
    given = read_round(rubric="ours.json")
    assert given.rubric == new
    assert given.versions == (old, new)


def test_a_workspace_has_its_own_store_and_people(tmp_path: Path) -> None:
    place = new_workspace(tmp_path / "district", samples=True)
    assert place.people is not None
    place.people.write_text("code,team,name\nr7,south,\n", encoding="utf-8")
    given = read_round(tmp_path / "district")
    assert given.save_to == place.store
    assert given.entries == ()
    assert [one.code for one in given.people] == ["r7"]


def test_no_badge_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "badges").mkdir()
    (tmp_path / "badges" / "a.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match=r"^no badge in badges could be read: "):
        read_round(badges="badges")
