"""A workspace whose ratings lie on a PostgreSQL server: the same decisions, and its address is never shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rubric_kit.cli import main
from rubric_kit.workspace import new_workspace, open_workspace, read_review, sample_badges_folder, sample_ratings_file


@pytest.fixture
def place(postgres_place: str, tmp_path: Path) -> Path:
    """Make a workspace on the server, with the two badges of one name."""
    folder = tmp_path / "ours"
    new_workspace(folder)
    for name in ("padlet_association.json", "padlet_hobby.json"):
        shutil.copy(sample_badges_folder() / name, folder / "badges")
    file = folder / "district.toml"
    file.write_text(file.read_text("utf-8").replace('"ratings/ratings.db"', f'"{postgres_place}"'), encoding="utf-8")
    return folder


def test_it_decides_like_the_samples(
    place: Path, postgres_place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ratings", "merge", postgres_place, str(sample_ratings_file()), "-w", str(place)]) == 0
    assert capsys.readouterr().out == "56 entries added, 0 were there already.\n"
    ours = open_workspace(place)
    assert ours.ratings == ours.store == postgres_place
    on_server = read_review(ours.rubric, ours.badges, ours.ratings)
    assert on_server.answers == {key: read_review().answers[key] for key in on_server.answers}
    for command in (["score"], ["ratings", "list"], ["ratings", "verify"], ["ratings", "export", str(tmp_path / "log.csv")]):
        assert main([*command, "-w", str(place)]) == 0, capsys.readouterr().err
    assert main(["ratings", "merge", str(tmp_path / "stick.db"), str(tmp_path / "log.csv")]) == 0
    assert capsys.readouterr().out.endswith("56 entries added, 0 were there already.\n")


def test_an_address_with_a_password_is_shown_without_it(
    place: Path, postgres_place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = place / "district.toml"
    nowhere = "postgresql://us:secret@127.0.0.1:1/district"
    file.write_text(file.read_text("utf-8").replace(postgres_place, nowhere), encoding="utf-8")
    for command in (["score"], ["ratings", "list"], ["ratings", "backup"], ["report", "comparison", "-o", str(place / "x.html")]):
        assert main([*command, "-w", str(place)]) == 1
        said = capsys.readouterr()
        assert said.err.startswith("rubric-kit: ")
        assert "secret" not in said.out + said.err
        assert said.err.count("\n") == 1
