"""The addresses of the weekly brief: the newest with all others, one by itself, both feeds."""

from typing import Annotated

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.params import PathParameter

from evenhand.library import Library
from evenhand.website.pages.brief import archive_page, brief_page
from evenhand.website.reach.brief_feed import NAME, brief_feed
from evenhand.website.reach.feeds import atom, feed_path, json_feed
from evenhand.website.routes.feeds import ATOM_KIND, JSON_KIND
from evenhand.website.site import Site

BriefName = Annotated[str, PathParameter(max_length=20)]


@get("/brief", media_type=MediaType.HTML)
async def newest(library: NamedDependency[Library], site: NamedDependency[Site]) -> str:
    """The newest brief, and the list of all."""
    return archive_page(library, site)


@get("/brief/{name:str}", media_type=MediaType.HTML)
async def one_brief(library: NamedDependency[Library], site: NamedDependency[Site], name: BriefName) -> str:
    """One brief."""
    return brief_page(library, name, site)


@get(feed_path(NAME, "atom"))
async def brief_atom(library: NamedDependency[Library], site: NamedDependency[Site]) -> Response[bytes]:
    """The briefs, as Atom."""
    return Response(atom(brief_feed(library, site), site), media_type=ATOM_KIND)


@get(feed_path(NAME, "json"))
async def brief_json(library: NamedDependency[Library], site: NamedDependency[Site]) -> Response[bytes]:
    """The briefs, as JSON Feed."""
    return Response(json_feed(brief_feed(library, site), site), media_type=JSON_KIND)


HANDLERS = (
    newest,
    one_brief,
    brief_atom,
    brief_json,
)
