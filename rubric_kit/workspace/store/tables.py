"""The tables of a store, the same in SQLite and in PostgreSQL.

Every row of `entries` carries its own hash and the hash of the chain up to it. Erasing a row (`BLANK`) takes away what it says
and the salt, and keeps its place and its two hashes: the chain still verifies, and without the salt the hash tells nothing.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, String, Table, Text

from rubric_kit.model import Entry

METADATA = MetaData()

ENTRY_COLUMNS: tuple[str, ...] = tuple(Entry.model_fields)
"""Columns that hold what an entry says, one for each field of `Entry`; empty in an erased row."""

BLANK: dict[str, object] = dict.fromkeys((*ENTRY_COLUMNS[1:], "salt")) | {"erased": True}
"""What an erased row holds: `update(ENTRIES).where(...).values(**BLANK)`. Its random name stays, so that merging an older copy
does not bring it back."""

ENTRIES = Table(
    "entries",
    METADATA,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("id", String(32), unique=True),
    Column("kind", String(16)),
    Column("round", Integer),
    Column("rater", String(64)),
    Column("badge", String(64)),
    Column("criterion", String(64)),
    Column("rubric", String(64)),
    Column("wording", String(64)),
    Column("level", String(64)),
    Column("state", String(16)),
    Column("call", String(16)),
    Column("rationale", Text),
    Column("origin", String(16)),
    Column("replaces", Text),
    Column("made", String(20)),
    Column("salt", String(32)),
    Column("row_hash", String(64), nullable=False),
    Column("chain_hash", String(64), nullable=False),
    Column("erased", Boolean, nullable=False),
    Index("entries_by_badge", "badge"),
)
"""The log. It only grows: rows are added at its end, and erasing blanks a row where it stands."""

RUBRICS = Table(
    "rubrics",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("changed_by", String(400), nullable=False),
    Column("changed_at", String(20), nullable=False),
)
"""The rubrics of the workspace as they stand, one row each; `revision` counts the saves."""

STORE_FACTS = Table("store_facts", METADATA, Column("name", String(64), primary_key=True), Column("value", Text, nullable=False))
"""What is to be known of the store itself: `store` (its random name), `format`, and `head`, the place and the chain hash of the
last row, without which nobody would notice that rows are missing at the end."""
