"""Where the crawl of the site begins: every page, and what only machines look for; what these lead to follows."""

from collections.abc import Iterator
from urllib.parse import quote

from evenhand.catalog.catalog import Catalog
from evenhand.export.rendering import NOT_FOUND
from evenhand.website.assets import asset_address, assets
from evenhand.website.reach.addresses import PARTS, addresses_of
from evenhand.website.reach.sitemap import part_path

COMPARISONS = "comparisons"
FOR_BROWSERS = ("/compare/any/", NOT_FOUND, "/facts/models.json")
FOR_MACHINES = ("/sitemap.xml", "/robots.txt", "/llms.txt", "/api/v1/openapi.json")


def first_addresses(catalog: Catalog) -> Iterator[str]:
    """Every address but those of pairs, in a fixed order."""
    yield from (asset_address(name) for name in assets())
    yield from FOR_BROWSERS
    yield from FOR_MACHINES
    for part in PARTS:
        listed = [one.path for one in addresses_of(catalog, part)]
        if listed:
            yield part_path(part)
        if part != COMPARISONS:
            yield from listed
    yield from (f"/facts/models/{quote(name)}.json" for name in sorted(catalog.models))
