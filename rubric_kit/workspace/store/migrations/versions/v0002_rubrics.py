"""The rubrics of the workspace, and an index that finds what was said about one badge."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the table and the index."""
    op.create_table(
        "rubrics",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(400), nullable=False),
        sa.Column("changed_at", sa.String(20), nullable=False),
    )
    op.create_index("entries_by_badge", "entries", ["badge"])
