"""One store of each kind for all tests of readers, emptied before each: a new database a test would take longer."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import delete
from tests.brief.subscribers.reading_site import reading_client
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
    """The same without readers; its secret stays."""
    return emptied(kept_store)


@pytest.fixture(scope="session")
def kept_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An open store in a file, for what is alike on every database."""
    opened = open_store(str(tmp_path_factory.mktemp("one") / "brief.sqlite"))
    yield opened
    opened.close()


@pytest.fixture
def file_store(kept_file: Store) -> Store:
    """That store without readers; its secret stays."""
    return emptied(kept_file)


@pytest.fixture(scope="session")
def kept_client(kept_file: Store) -> Iterator[TestClient[Litestar]]:
    """A client of a site on that store."""
    with reading_client(kept_file) as client:
        yield client


@pytest.fixture
def client(kept_client: TestClient[Litestar], file_store: Store) -> TestClient[Litestar]:  # noqa: ARG001 - emptied
    """That client, before anybody subscribed."""
    return kept_client


def emptied(store: Store) -> Store:
    """The store without a row of anybody."""
    with store.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            if table is not marks:
                connection.execute(delete(table))
    return store
