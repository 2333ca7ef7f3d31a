"""The addresses of the feeds of changes."""

from litestar import Response, get
from litestar.di import NamedDependency

from evenhand.catalog.catalog import Catalog
from evenhand.website.reach.feeds import ATOM_PATH, JSON_PATH, atom, json_feed
from evenhand.website.site import Site


@get(ATOM_PATH)
async def changes_atom(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> Response[bytes]:
    """What changed, as Atom."""
    return Response(atom(catalog, site), media_type="application/atom+xml; charset=utf-8")


@get(JSON_PATH)
async def changes_json(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> Response[bytes]:
    """What changed, as JSON Feed."""
    return Response(json_feed(catalog, site), media_type="application/feed+json; charset=utf-8")


HANDLERS = (
    changes_atom,
    changes_json,
)
