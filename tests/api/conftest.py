"""The application without a socket."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app


@pytest.fixture(scope="session")
def app(catalog: Catalog) -> Litestar:
    """The application over the real catalog."""
    return create_app(catalog)


@pytest.fixture(scope="session")
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    """A client that follows no redirect."""
    with TestClient(app=app) as made:
        made.follow_redirects = False
        yield made
