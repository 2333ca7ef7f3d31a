"""The addresses of pages that explain: methodology, about."""

from litestar import MediaType, get
from litestar.di import NamedDependency

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.website.pages.about import about_page, method_page
from evenhand.website.site import Site


@get("/methodology", media_type=MediaType.HTML)
async def methodology(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """How the default ranking decides."""
    return method_page(catalog, naming.ranking(catalog, "even"), site)


@get("/about", media_type=MediaType.HTML)
async def about(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """What this is."""
    return about_page(catalog, site)


HANDLERS = (
    methodology,
    about,
)
