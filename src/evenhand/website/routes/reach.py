"""The addresses that machines look for: sitemap, robots.txt, llms.txt."""

from typing import Annotated

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter

from evenhand.catalog.catalog import Catalog
from evenhand.library import Library
from evenhand.website.reach.addresses import PARTS
from evenhand.website.reach.sitemap import INDEX_PATH, llms, robots, sitemap, sitemap_index
from evenhand.website.site import Site

XML = "application/xml; charset=utf-8"
SitemapFile = Annotated[str, PathParameter(max_length=40)]


@get(INDEX_PATH)
async def index(library: NamedDependency[Library], site: NamedDependency[Site]) -> Response[bytes]:
    """Which parts the sitemap has. A sitemap needs whole addresses: there is none where the site's own is unknown."""
    if not site.base:
        raise NotFoundException
    return Response(sitemap_index(library.catalog, site, library.issued), media_type=XML)


@get("/sitemaps/{file:str}")
async def part(library: NamedDependency[Library], site: NamedDependency[Site], file: SitemapFile) -> Response[bytes]:
    """One part of the sitemap."""
    name = file.removesuffix(".xml")
    if name == file or name not in PARTS or not site.base:
        raise NotFoundException
    return Response(sitemap(library.catalog, name, site, library.issued), media_type=XML)


@get("/robots.txt", media_type=MediaType.TEXT)
async def for_robots(site: NamedDependency[Site]) -> str:
    """What robots may read."""
    return robots(site)


@get("/llms.txt", media_type=MediaType.TEXT)
async def for_language_models(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """What the site is, for language models."""
    return llms(catalog, site)


HANDLERS = (
    index,
    part,
    for_robots,
    for_language_models,
)
