"""Run by alembic: brings the store that is being opened forward, inside the transaction of the program that opens it."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection)
with context.begin_transaction():
    context.run_migrations()
