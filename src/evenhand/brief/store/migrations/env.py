"""How Alembic runs the migrations: on the connection it is given, inside the transaction that was begun on it."""

from alembic import context

from evenhand.brief.store.schema import VERSIONS

context.configure(connection=context.config.attributes["connection"], version_table=VERSIONS)
context.run_migrations()
