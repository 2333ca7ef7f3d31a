"""One store of each kind for all tests of readers, emptied before each: a new database a test would take longer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete
from tests.postgres import PostgresServer

from evenhand.brief.store.opening import Store, open_store
from evenhand.brief.store.tables import METADATA, marks


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kept_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An open store, once in each kind of database."""
    if request.param == "sqlite":
        opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'brief.sqlite'}")
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        opened = open_store(server.new_database())
    yield opened
    opened.close()


@pytest.fixture
def store(kept_store: Store) -> Store:
    """This store without readers; its secret stays."""
    return emptied(kept_store)


@pytest.fixture(scope="session")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store in a file for what is alike on every database."""
    file = tmp_path_factory.mktemp("one") / "brief.sqlite"
    open_store(str(file)).close()
    yield file


@pytest.fixture
def file_store(one_file: Path) -> Iterator[Store]:
    """That store, open and without readers."""
    opened = open_store(str(one_file))
    yield emptied(opened)
    opened.close()


def emptied(store: Store) -> Store:
    """The store without a row of anybody."""
    with store.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            if table is not marks:
                connection.execute(delete(table))
    return store
