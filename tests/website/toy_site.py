"""A site over the invented catalog of `tests/toy_data`, for tests that need no real figures."""

from litestar import Litestar
from litestar.testing import TestClient
from tests.few_facts import ROOT

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog
from evenhand.server import create_app
from evenhand.website.site import Site

BASE = "https://example.invalid"
TOY = (ROOT / "tests" / "toy_data", ROOT / "tests" / "toy_votes")


def toy_catalog() -> Catalog:
    """The invented catalog."""
    return load_catalog(TOY, "2025-07-01")


def toy_client(catalog: Catalog) -> TestClient[Litestar]:
    """A client of its site."""
    return TestClient(app=create_app(catalog, Site(base=BASE)))
