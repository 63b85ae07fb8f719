"""The log of entries and the facts of the store."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of an empty store."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "entries",
        # SQLite then never gives a number twice, even after the last row was lost.
        sa.Column("sequence", sa.Integer() if on_sqlite else sa.BigInteger(), primary_key=True, autoincrement=on_sqlite),
        sa.Column("id", sa.String(32), unique=True),
        sa.Column("kind", sa.String(16)),
        sa.Column("round", sa.Integer()),
        sa.Column("rater", sa.String(64)),
        sa.Column("badge", sa.String(64)),
        sa.Column("criterion", sa.String(64)),
        sa.Column("rubric", sa.String(64)),
        sa.Column("wording", sa.String(64)),
        sa.Column("level", sa.String(64)),
        sa.Column("state", sa.String(16)),
        sa.Column("call", sa.String(16)),
        sa.Column("rationale", sa.Text()),
        sa.Column("origin", sa.String(16)),
        sa.Column("replaces", sa.Text()),
        sa.Column("made", sa.String(20)),
        sa.Column("salt", sa.String(32)),
        sa.Column("row_hash", sa.String(64), nullable=False),
        sa.Column("chain_hash", sa.String(64), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    facts = op.create_table(
        "store_facts", sa.Column("name", sa.String(64), primary_key=True), sa.Column("value", sa.Text(), nullable=False)
    )
    rows = {"store": secrets.token_hex(16), "format": "1", "head": "0 " + "0" * 64}
    op.bulk_insert(facts, [{"name": name, "value": value} for name, value in rows.items()])
