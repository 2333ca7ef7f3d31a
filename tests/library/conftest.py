"""The library over the shipped facts."""

import pytest

from evenhand.catalog.catalog import Catalog
from evenhand.library import Library


@pytest.fixture(scope="session")
def library(catalog: Catalog) -> Library:
    """What `evenhand.load()` gives, without reading the facts again."""
    return Library(catalog)
