"""The served application over a few invented facts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.server import create_app
from evenhand.website.site import Site

TOY = Path(__file__).parents[1] / "toy_data"


@pytest.fixture(scope="session")
def toy() -> Catalog:
    """The invented facts."""
    return load_catalog((TOY,))


@pytest.fixture(scope="session")
def client(toy: Catalog) -> Iterator[TestClient[Litestar]]:
    """A client that follows no redirect."""
    with TestClient(app=create_app(toy, Site(base="https://example.invalid"))) as made:
        made.follow_redirects = False
        yield made
