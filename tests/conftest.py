"""What several folders of tests share: the real catalog, and an invented comparison (`invented_pair`)."""

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.loading import load_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalog of this checkout."""
    return load_catalog()
