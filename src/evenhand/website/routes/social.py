"""The addresses of social images: one a comparison, one a model."""

from typing import Annotated
from urllib.parse import quote

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.website.asked.pairs import in_order, pair, pair_path
from evenhand.website.page import SITE_IMAGE
from evenhand.website.reach.social_image import comparison_image, model_image, site_image

ENDING = ".png"
PNG = "image/png"
PictureFile = Annotated[str, PathParameter(max_length=254)]


@get("/social/compare/{file:str}", sync_to_thread=True)
def of_comparison(catalog: NamedDependency[Catalog], file: PictureFile) -> Response[bytes]:
    """The image of two models, in the order of their page."""
    names = _named(file)
    left, right = in_order(*pair(catalog, names))
    path = pair_path(left, right)
    if path != names:
        return Redirect(f"/social/compare/{quote(path)}{ENDING}", status_code=301)
    return Response(comparison_image(catalog, left, right), media_type=PNG)


@get("/social/models/{file:str}", sync_to_thread=True)
def of_model(catalog: NamedDependency[Catalog], file: PictureFile) -> Response[bytes]:
    """The image of a model."""
    name = _named(file)
    found = naming.resolve(catalog, name)
    if found.id != name:
        return Redirect(f"/social/models/{quote(found.id)}{ENDING}", status_code=301)
    return Response(model_image(catalog, found.id), media_type=PNG)


@get(SITE_IMAGE, sync_to_thread=True)
def of_site(catalog: NamedDependency[Catalog]) -> Response[bytes]:
    """The image of the site itself."""
    return Response(site_image(catalog), media_type=PNG)


def _named(file: str) -> str:
    name = file.removesuffix(ENDING)
    if name == file:
        raise NotFoundException
    return name


HANDLERS = (
    of_comparison,
    of_model,
    of_site,
)
