"""The list of what is kept names everything that is kept, and nothing else."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from sqlalchemy import create_engine, inspect

from rubric_kit.model import Entry
from rubric_kit.workspace.district import new_workspace
from rubric_kit.workspace.people_file import PEOPLE_COLUMNS
from rubric_kit.workspace.ratings_table import COLUMNS
from rubric_kit.workspace.store import new_entry, open_store, write_entries
from rubric_kit.workspace.store.inventory import ENTRIES, FILES, INVENTORY, PEOPLE, RATINGS_TABLE, About, Kept
from rubric_kit.workspace.store.restoring import restore
from rubric_kit.workspace.store.tables import BLANK

_SQLITES_OWN = {"sqlite_sequence"}
"""SQLite's counter of the rows that were ever there; it has no columns of ours."""


def listed(place: str) -> set[str]:
    return {one.name for one in INVENTORY if one.place == place}


def test_every_column_of_the_store_is_listed_and_no_other(place: str) -> None:
    with open_store(place):
        pass
    address = place.replace("postgresql:", "postgresql+pg8000:") if "://" in place else f"sqlite:///{place}"
    engine = create_engine(address)
    try:
        found = inspect(engine)
        real = {(f"table {table}", one["name"]) for table in found.get_table_names() for one in found.get_columns(table)}
    finally:
        engine.dispose()
    tables = {(one.place, one.name) for one in INVENTORY if one.place.startswith("table ")}
    assert tables == {(table, name) for table, name in real if table.removeprefix("table ") not in _SQLITES_OWN}


def test_every_column_of_the_tables_for_people_is_listed() -> None:
    assert listed(RATINGS_TABLE) == set(COLUMNS)
    assert listed(PEOPLE) == set(PEOPLE_COLUMNS)
    assert set(Entry.model_fields) <= listed(ENTRIES)


def test_every_file_of_a_workspace_is_listed(tmp_path: Path) -> None:
    place = new_workspace(tmp_path / "district", samples=True)
    assert place.folder is not None
    path = Path(place.store)
    with open_store(path) as store:
        store.append([new_entry("done", "rater-1")])
        write_entries(path.parent / "entries.csv", store.entries())
    damage(path, max((path.parent / "backups").iterdir()))
    restore(path)
    path.with_name("other.db-wal").write_bytes(b"a log whose store is gone")
    with open_store(path.with_name("other.db")), open_store(path) as store:
        store.append([new_entry("done", "rater-2")])
        (place.reports / "one.html").write_text("", encoding="utf-8")
        found = {one.relative_to(place.folder).as_posix() for one in place.folder.rglob("*") if one.is_file()}
    patterns = listed(FILES)
    assert {one for one in found if not any(fnmatch(one, pattern) for pattern in patterns)} == set()
    unused = {one for one in patterns if not any(fnmatch(path, one) for path in found)}
    assert unused == {"ratings/.*.part"}, "only a save that is killed leaves such a file"


def damage(*paths: Path) -> None:
    for path in paths:
        data = bytearray(path.read_bytes())
        middle = len(data) // 2
        data[middle : middle + 5_000] = bytes(5_000)
        path.write_bytes(data)


def test_nothing_is_listed_twice_or_without_words() -> None:
    assert len({one[:2] for one in INVENTORY}) == len(INVENTORY)
    for one in INVENTORY:
        assert one.what.endswith("."), one
        assert one.purpose.startswith(("To ", "For ")), one
        assert one.purpose.endswith("."), one


def test_what_is_about_a_rater_can_be_erased() -> None:
    columns = {one.name: one for one in INVENTORY if one.place == ENTRIES}
    blanked = {name for name in columns if BLANK.get(name, "kept") is None}
    assert {name for name, one in columns.items() if one.kept is Kept.ERASED_TOO} == blanked
    assert not any(one.about in {About.RATER, About.PERSON} and one.kept is Kept.ALWAYS for one in INVENTORY)
