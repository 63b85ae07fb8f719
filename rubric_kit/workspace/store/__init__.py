"""The ratings of a workspace: a log that only grows, in SQLite or PostgreSQL, and its copies on sticks and in backups."""

from rubric_kit.workspace.store.backups import Backup, DamagedStoreError, newest_good_backup
from rubric_kit.workspace.store.database import Database
from rubric_kit.workspace.store.entries_table import EntriesRead, write_entries
from rubric_kit.workspace.store.log import Added
from rubric_kit.workspace.store.merging import MergeResult, merge
from rubric_kit.workspace.store.opening import open_store
from rubric_kit.workspace.store.reading import read_entries
from rubric_kit.workspace.store.restoring import RestoreResult, restore
from rubric_kit.workspace.store.rubrics import RevisionConflict
from rubric_kit.workspace.store.store import Store, new_entry

__all__ = [
    "Added",
    "Backup",
    "DamagedStoreError",
    "Database",
    "EntriesRead",
    "MergeResult",
    "RestoreResult",
    "RevisionConflict",
    "Store",
    "merge",
    "new_entry",
    "newest_good_backup",
    "open_store",
    "read_entries",
    "restore",
    "write_entries",
]
