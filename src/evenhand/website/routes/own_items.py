"""The address of the questions that separate two models, from one's own logs."""

from typing import Annotated
from urllib.parse import quote

from litestar import MediaType, Response, get
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter
from litestar.response import Redirect

from evenhand.catalog import naming
from evenhand.library import Library
from evenhand.library.own_items import separating_items
from evenhand.website.asked.pairs import in_order, pair, pair_path
from evenhand.website.asked.parameters import Address
from evenhand.website.pages.own_items import own_items_page
from evenhand.website.site import Site

Configuration = Annotated[str, QueryParameter(max_length=250)]
Test = Annotated[str, PathParameter(max_length=100)]


@get("/compare/{names:str}/items/{benchmark:str}", sync_to_thread=True)
def items_of_pair(
    library: NamedDependency[Library],
    site: NamedDependency[Site],
    names: Address,
    benchmark: Test,
    left_as: Configuration = "",
    right_as: Configuration = "",
) -> Response[str]:
    """Question by question, where two models differ on a test that was run here."""
    sides = pair(library.catalog, names)
    left, right = in_order(*sides)
    test = naming.benchmark(library.catalog, benchmark)
    if (pair_path(left, right), test.id) != (names, benchmark):
        return Redirect(f"/compare/{quote(pair_path(left, right))}/items/{test.id}", status_code=301)
    found = separating_items(library.catalog, left.model.id, right.model.id, test.id, left_as, right_as)
    page = own_items_page(found, left.model, right.model, test, pair_path(left, right), site)
    return Response(page, media_type=MediaType.HTML)


HANDLERS = [items_of_pair]
