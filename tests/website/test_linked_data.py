"""The data sets that pages describe for search engines: under which licence, and of what they are made."""

import json
import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.catalog.catalog import Catalog
from evenhand.server import create_app
from evenhand.website.site import Site

ADDRESS = "https://example.invalid"
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.mark.parametrize("path", ["/", "/downloads", "/benchmarks/gpqa-diamond"])
def test_data_sets_have_a_licence_and_real_sources(catalog: Catalog, path: str) -> None:
    """Each data set names the page of its licences, and what it is made from by whole addresses."""
    with TestClient[Litestar](create_app(catalog, Site(base=ADDRESS))) as client:
        things = [json.loads(text) for text in LINKED.findall(client.get(path).text)]
    sets = [thing for thing in things if thing["@type"] == "Dataset"]
    assert sets
    for one in sets:
        assert one["license"] == f"{ADDRESS}/downloads/LICENCES.txt"
        assert all(re.match("https?://.", link) for link in one.get("isBasedOn", ())), one["name"]
        assert one.get("isBasedOn") or path == "/"
