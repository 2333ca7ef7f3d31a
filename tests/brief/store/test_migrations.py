"""The schema, from every released form to the newest, on both databases."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, insert, inspect, text
from sqlalchemy.exc import DBAPIError
from tests.brief.store.write_release import KINDS, released
from tests.filled_store import AT, ROWS, SECRET, held
from tests.postgres import PostgresServer

from evenhand.brief.store.address import database_at
from evenhand.brief.store.opening import Store, open_store, upgrading
from evenhand.brief.store.schema import MIGRATIONS, VERSIONS, known_versions, upgrade, version_of
from evenhand.brief.store.tables import METADATA, subscribers
from evenhand.errors import BadStore

Shape = dict[str, list[str]]
NEXT = f"{int(known_versions()[-1]) + 1:04}"
# A step as one may be written some day: a table is made anew, its references kept, its rows moved.
REBUILDS = f'''
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{NEXT}", "{known_versions()[-1]}"


def upgrade():
    with op.batch_alter_table("subscribers", table_kwargs={{"sqlite_autoincrement": True}}) as table:
        table.add_column(sa.Column("language", sa.Text(), nullable=False, server_default="en"))
        table.alter_column("secret", type_=sa.String(200), existing_nullable=False)
    AFTERWARDS
'''


def _loaded(version: str, store_url: str, request: pytest.FixtureRequest) -> None:
    """Put the dump of a released store into an empty database."""
    if store_url.startswith("sqlite"):
        file = Path(store_url.removeprefix("sqlite:///"))
        file.parent.mkdir()
        connection = sqlite3.connect(file)
        connection.executescript(released(version, "sqlite").read_text("utf-8"))
        connection.close()
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        dump = released(version, "postgresql").read_text("utf-8")
        server.run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d", store_url, given=dump)


@pytest.fixture
def wanted(store_url: str, request: pytest.FixtureRequest) -> Shape:
    """What the tables of the program look like where they were made without migrations."""
    new = request.getfixturevalue("postgres").new_database if store_url.startswith("postgresql") else None
    engine = create_engine(database_at(new()) if new else "sqlite://")
    METADATA.create_all(engine)
    with engine.connect() as connection:
        shape = _shape(connection)
    engine.dispose()
    return shape


def _shape(connection: Connection) -> Shape:
    """All that a database knows of its tables: columns with types and defaults, keys, indexes."""
    found, tables = inspect(connection), set(METADATA.tables)
    ask = (found.get_columns, found.get_pk_constraint, found.get_foreign_keys, found.get_unique_constraints)
    indexes = {name: repr(sorted(found.get_indexes(name), key=str)) for name in tables}
    return {name: [*(repr(one(name)) for one in ask), indexes[name]] for name in tables}


def _differences(connection: Connection) -> Sequence[object]:
    """What Alembic would still change."""
    return compare_metadata(MigrationContext.configure(connection, opts={"version_table": VERSIONS}), METADATA)


def _with_step(folder: Path, after: str = "pass") -> Path:
    """The migrations and one more."""
    copytree(MIGRATIONS, folder)
    (folder / "versions" / f"v{NEXT}_next.py").write_text(REBUILDS.replace("AFTERWARDS", after))
    return folder


def test_an_empty_database_gets_the_tables_of_the_program(store: Store, wanted: Shape) -> None:
    """The migrations lead to exactly what `tables` says, columns, keys, indexes and defaults."""
    with store.begin() as connection:
        assert not _differences(connection)
        assert _shape(connection) == wanted
        assert version_of(connection) == known_versions()[-1]


@pytest.mark.parametrize("version", known_versions())
def test_a_released_store_is_brought_up(
    version: str, store_url: str, wanted: Shape, request: pytest.FixtureRequest
) -> None:
    """Every released schema becomes the newest with all its rows, and its secret signs on."""
    _loaded(version, store_url, request)
    store = open_store(store_url)
    with store.begin() as connection:
        assert not _differences(connection)
        assert _shape(connection) == wanted
        _rows_are_kept(held(connection))
    assert store.secret == SECRET
    store.close()


def _rows_are_kept(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    for name, rows in ROWS.items():
        assert len(found[name]) == len(rows)
        by_key = {there.get("id", there.get("name")): there for there in found[name]}
        for row in rows:
            there = by_key[row.get("id", row.get("name"))]
            assert {key: there[key] for key in row} == row


@pytest.mark.parametrize("version", known_versions())
def test_ids_go_on_where_they_were(version: str, store_url: str, request: pytest.FixtureRequest) -> None:
    """An id that was given is never given again, also to a reader after the newest one was erased."""
    _loaded(version, store_url, request)
    store = open_store(store_url)
    reader = {"state": "active", "preferences": "{}", "wording": "", "network": "", "secret": "", "asked_at": AT}
    given = []
    for name in ("a@example.org", "b@example.org"):
        with store.begin() as connection:
            added = connection.execute(insert(subscribers).values(address=name, folded=name, **reader))
            given.append(added.inserted_primary_key)
            connection.execute(subscribers.delete().where(subscribers.c.folded == name))
    assert given == [(5,), (6,)]
    store.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_schema_has_its_dump(kind: str) -> None:
    """A new migration brings the dump of a filled store with it (`write_release`)."""
    assert [version for version in known_versions() if not released(version, kind).exists()] == []


def test_versions_are_numbered_and_go_up_alone() -> None:
    """One line of migrations, numbered without gaps, as Alembic reads them; none can be undone."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(settings)
    assert scripts.get_heads() == [known_versions()[-1]]
    assert known_versions() == tuple(f"{number:04}" for number in range(1, len(known_versions()) + 1))
    assert not any(hasattr(script.module, "downgrade") for script in scripts.walk_revisions())


@pytest.mark.parametrize("version", known_versions()[-1:])
def test_a_step_may_make_a_table_anew(
    version: str, store_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """A table that others refer to is rebuilt without losing a row, and its references hold afterwards."""
    _loaded(version, store_url, request)
    with upgrading(database_at(store_url)) as connection:
        upgrade(connection, migrations=_with_step(tmp_path / "migrations"))
        assert version_of(connection) == NEXT
        found = held(connection)
        _rows_are_kept(found)
        assert {row["language"] for row in found["subscribers"]} == {"en"}
        assert inspect(connection).get_foreign_keys("deliveries")[0]["referred_table"] == "subscribers"
    with pytest.raises(BadStore, match=f"schema {NEXT}"):
        open_store(store_url)


@pytest.mark.parametrize("version", known_versions()[-1:])
def test_a_step_that_fails_changes_nothing(
    version: str, store_url: str, wanted: Shape, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Schema, rows and version are as before after an upgrade that broke in its middle."""
    _loaded(version, store_url, request)
    breaks = _with_step(tmp_path / "migrations", 'op.execute("INSERT INTO no_such_table VALUES (1)")')
    with pytest.raises(DBAPIError, match="no_such_table"), upgrading(database_at(store_url)) as connection:
        upgrade(connection, migrations=breaks)
    store = open_store(store_url)
    with store.begin() as connection:
        assert not _differences(connection)
        assert _shape(connection) == wanted
        _rows_are_kept(held(connection))
    store.close()


def test_a_step_that_breaks_references_is_undone(tmp_path: Path) -> None:
    """References, which SQLite does not watch while tables change, are checked before an upgrade is kept."""
    url = str(tmp_path / "brief.sqlite")
    open_store(url).close()
    with pytest.raises(BadStore, match="1 references lead nowhere"), upgrading(database_at(url)) as connection:
        connection.execute(
            text("INSERT INTO deliveries (kind, about, subscriber, made_at) VALUES ('brief', 'x', 77, 1)")
        )
    with open_store(url).reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM deliveries")) == 0
