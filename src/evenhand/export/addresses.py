"""Where the crawl of the site begins: every page, and what only machines look for; what these lead to follows.

Nearly all is named here, so that a build knows from the start how much there is to do.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from evenhand.api.published_schema import SHAPES
from evenhand.application import DOCUMENT
from evenhand.application.endings import JSON
from evenhand.catalog.catalog import Catalog
from evenhand.export.rendering import NOT_FOUND
from evenhand.records.brief import Brief
from evenhand.website.assets import asset_address, assets
from evenhand.website.reach.addresses import PARTS, addresses_of
from evenhand.website.reach.sitemap import INDEX_PATH, part_path
from evenhand.website.site import Site

COMPARISONS, API = "comparisons", "/api/v1"
# Parts whose every page has the same answer as JSON.
WITH_JSON = frozenset({"models", "benchmarks", "labs", "providers", "sources"})
FOR_BROWSERS = ("/compare/any/", NOT_FOUND, "/facts/models.json")
FOR_MACHINES = ("/robots.txt", "/llms.txt")


def first_addresses(catalog: Catalog, site: Site, issued: Sequence[Brief] = ()) -> Iterator[str]:
    """Every address but those of pairs, in a fixed order.

    A sitemap is there where the site knows its own address; the document of the interface describes what a server
    answers, and is there where one is named.
    """
    given = tuple(issued)
    yield from (asset_address(name) for name in assets())
    yield from FOR_BROWSERS
    yield from FOR_MACHINES
    yield from (f"{API}/schema/{name}{JSON}" for name in SHAPES)
    if site.server:
        yield DOCUMENT
    if site.base:
        yield INDEX_PATH
    for part in PARTS:
        listed = [one.path for one in addresses_of(catalog, part, lambda: given)]
        if listed and site.base:
            yield part_path(part)
        if part != COMPARISONS:
            yield from listed
        if part in WITH_JSON:
            yield from (f"{API}{path}{JSON}" for path in listed)
    yield from (f"/facts/models/{quote(name)}.json" for name in sorted(catalog.models))
