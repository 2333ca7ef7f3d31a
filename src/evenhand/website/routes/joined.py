"""Two models laid side by side in the browser, where no server compares them: the page, and one file a model."""

from typing import Annotated
from urllib.parse import quote

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter
from litestar.response import Redirect

from evenhand.catalog.catalog import Catalog
from evenhand.website.asked.pairs import both, pair_path
from evenhand.website.asked.parameters import Text
from evenhand.website.pages.joined import joined_page
from evenhand.website.rows.model_facts import ModelFacts, ModelNames, model_facts, model_names
from evenhand.website.site import Site

ENDING = ".json"


@get("/compare/any")
async def joined(
    catalog: NamedDependency[Catalog], site: NamedDependency[Site], left: Text = "", right: Text = ""
) -> Response[str]:
    """Among files the page that joins two models; a server has the comparison itself, or the form for it."""
    if not site.live:
        return Response(joined_page(catalog, site), media_type=MediaType.HTML)
    if left.strip() and right.strip():
        return Redirect(f"/compare/{quote(pair_path(*both(catalog, left, right)))}", status_code=302)
    return Redirect("/compare", status_code=302)


@get("/facts/models.json")
async def names(catalog: NamedDependency[Catalog]) -> ModelNames:
    """Ids and names of all models."""
    return model_names(catalog)


@get("/facts/models/{file:str}")
async def facts(catalog: NamedDependency[Catalog], file: Annotated[str, PathParameter(max_length=100)]) -> ModelFacts:
    """The facts of one model."""
    model = catalog.models.get(file.removesuffix(ENDING)) if file.endswith(ENDING) else None
    if model is None:
        raise NotFoundException("There is no such file.")
    return model_facts(catalog, model)


HANDLERS = (
    joined,
    names,
    facts,
)
