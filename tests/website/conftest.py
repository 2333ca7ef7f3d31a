"""What several tests of the site share."""

from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from tests.website.toy_site import toy_catalog, toy_client


@pytest.fixture(scope="session")
def unfollowing() -> Iterator[TestClient[Litestar]]:
    """A client of the invented site that follows no redirect."""
    with toy_client(toy_catalog()) as made:
        made.follow_redirects = False
        yield made
