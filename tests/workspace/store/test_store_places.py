"""Where a store can be, and that a password is shown nowhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rubric_kit.errors import InputError
from rubric_kit.model import Entry
from rubric_kit.workspace.store import open_store
from rubric_kit.workspace.store.network_shares import network_share
from rubric_kit.workspace.store.places import place_of

MakeEntry = Callable[..., Entry]
SECRET = "geheim%40Wort"  # noqa: S105  an invented password


@pytest.mark.parametrize("start", ["postgresql", "postgres", "postgresql+pg8000"])
def test_an_address_is_shown_without_its_password(start: str) -> None:
    where = place_of(f"{start}://rater:{SECRET}@db.example:5433/ratings?password={SECRET}")
    assert where.shown == "postgresql://rater:***@db.example:5433/ratings"
    assert where.url is not None
    assert where.url.drivername == "postgresql+pg8000"
    assert where.url.password == "geheim@Wort"  # noqa: S105
    assert SECRET not in repr(where)
    assert "geheim@Wort" not in repr(where)


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (f"postgresql://rater:{SECRET}@host:port/x", "the address of the database cannot be read; write it as postgresql://"),
        (f"postgresql://rater:{SECRET}@host", "the address lacks the name of the database; write it as"),
        (f"postgresql:///x?password={SECRET}", "the address lacks the host; write it as"),
        (f"postgresql+psycopg2://rater:{SECRET}@host/x", r"the address starts with postgresql\+psycopg2; write it as"),
    ],
)
def test_a_faulty_address_is_told_without_repeating_it(address: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as told:
        place_of(address)
    assert "geheim" not in told.value.message + told.value.where


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    with pytest.raises(InputError) as told:
        open_store(f"postgresql://rater:{SECRET}@127.0.0.1:1/ratings")
    assert (
        told.value.message
        == "postgresql://rater:***@127.0.0.1:1/ratings: the server does not answer; check the network and try again"
    )
    assert told.value.__cause__ is None


def test_a_user_or_a_database_that_is_not_there_is_told(postgres_url: str) -> None:
    for address in (f"{postgres_url}/nix", f"{postgres_url}/postgres".replace("rater@", f"nobody-else:{SECRET}@")):
        with pytest.raises(InputError, match="the server does not let this user in; check user, password and name") as told:
            open_store(address)
        assert "geheim" not in told.value.message


def test_a_store_shows_no_password(postgres_url: str) -> None:
    with open_store(f"{postgres_url}/postgres".replace("rater@", f"rater:{SECRET}@")) as store:
        assert store.place == f"{postgres_url}/postgres".replace("rater@", "rater:***@")
        assert "geheim" not in repr(store)


def test_a_missing_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pg8000", None)
    with pytest.raises(InputError, match=r"needs the package pg8000, .* run: pip install 'rubric_kit\[postgres\]'"):
        open_store("postgresql://rater@127.0.0.1:1/ratings")


def test_a_server_that_goes_away_and_comes_back_is_found_again(postgres_place: str, make_entry: MakeEntry) -> None:
    with open_store(postgres_place) as store, open_store(postgres_place) as other:
        saved = store.append([make_entry()])
        with other._database.writing() as connection:
            others = "pid <> pg_backend_pid() AND datname = current_database()"
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")  # noqa: S608
        assert store.entries() == saved
        assert len(store.append([make_entry()])) == 1


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/me/local ext4 rw 0 0
//server/share /media/our\\040share cifs rw 0 0
short line
me@host: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdc1 /mnt/ssh/over ext4 rw 0 0
server:/x /mnt/ssh/over nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/srv/ratings", ""),
        ("/home/me/ratings", "nfs4"),
        ("/home/me/local/ratings", ""),
        ("/homes/me", ""),
        ("/media/our share/ratings", "cifs"),
        ("/mnt/ssh/ratings", "fuse.sshfs"),
        ("/mnt/ssh/over/ratings", "nfs"),
    ],
)
def test_a_network_share_is_known_by_the_mount_it_lies_on(tmp_path: Path, folder: str, expected: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert network_share(Path(folder) / "ratings.db", mounts) == expected


def test_a_system_that_does_not_tell_its_mounts(tmp_path: Path) -> None:
    assert network_share(tmp_path, tmp_path / "nix") == ""
