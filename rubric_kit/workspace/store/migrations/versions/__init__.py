"""Revisions of the tables, in the order in which alembic runs them."""
