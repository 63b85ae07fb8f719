"""How an older store is brought forward; read by alembic, see `rubric_kit.workspace.store.schema_versions`."""
