"""The addresses of the feeds of changes."""

from litestar import Response, get
from litestar.di import NamedDependency

from evenhand.catalog.catalog import Catalog
from evenhand.website.reach.change_feed import NAME, change_feed
from evenhand.website.reach.feeds import atom, feed_path, json_feed
from evenhand.website.site import Site

ATOM_KIND, JSON_KIND = "application/atom+xml; charset=utf-8", "application/feed+json; charset=utf-8"


@get(feed_path(NAME, "atom"))
async def changes_atom(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> Response[bytes]:
    """What changed, as Atom."""
    return Response(atom(change_feed(catalog, site), site), media_type=ATOM_KIND)


@get(feed_path(NAME, "json"))
async def changes_json(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> Response[bytes]:
    """What changed, as JSON Feed."""
    return Response(json_feed(change_feed(catalog, site), site), media_type=JSON_KIND)


HANDLERS = (
    changes_atom,
    changes_json,
)
