"""The addresses of pages that explain: methodology, how sure it is, terms, the interface for programs, about."""

from litestar import MediaType, get
from litestar.di import NamedDependency

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.website.asked.parameters import Address
from evenhand.website.pages.about import about_page, method_page
from evenhand.website.pages.api_guide import api_page
from evenhand.website.pages.confidence import confidence_page
from evenhand.website.pages.terms import term_page, terms_page
from evenhand.website.site import Site


@get("/methodology", media_type=MediaType.HTML)
async def methodology(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """How the default ranking decides."""
    return method_page(catalog, naming.ranking(catalog, "even"), site)


@get("/about", media_type=MediaType.HTML)
async def about(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """What this is."""
    return about_page(catalog, site)


@get("/confidence", media_type=MediaType.HTML)
async def confidence(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """How sure it is."""
    return confidence_page(catalog, site)


@get("/terms", media_type=MediaType.HTML)
async def all_terms(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """All terms in plain words."""
    return terms_page(catalog, site)


@get("/terms/{name:str}", media_type=MediaType.HTML)
async def one_term(catalog: NamedDependency[Catalog], site: NamedDependency[Site], name: Address) -> str:
    """One term."""
    return term_page(catalog, name, site)


@get("/api", media_type=MediaType.HTML)
async def for_programs(catalog: NamedDependency[Catalog], site: NamedDependency[Site]) -> str:
    """How programs ask."""
    return api_page(catalog, site)


HANDLERS = (
    methodology,
    confidence,
    all_terms,
    one_term,
    for_programs,
    about,
)
