"""What an address may ask of a page: a name that the page does not know is refused, never ignored in silence.

A name with hyphens is led to the one with underscores, as the commands write `--max-price` and addresses `max_price`.
"""

from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter
from litestar.response import Redirect

from evenhand.catalog.nearest import nearest
from evenhand.errors import BadSetting
from evenhand.website.asked.parameters import Asked
from evenhand.website.asked.ranking_form import FIELD


async def known_only(request: Asked) -> Redirect | None:
    """What a handler runs before: nothing where every name is known, a redirect where one is written with hyphens.

    Raises:
        BadSetting: the page knows no such parameter; says the nearest ones.

    """
    known = _names(request.route_handler)
    given = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    meant = [(_meant(name, known), value) for name, value in given]
    if [name for name, _ in meant] == [name for name, _ in given]:
        return None
    return Redirect(f"{request.url.path}?{urlencode(meant)}", status_code=301)


def _meant(name: str, known: frozenset[str]) -> str:
    """The name that is meant."""
    weighs = "ranking" in known and (name == "weights" or name.startswith(FIELD))
    if name in known or weighs:
        return name
    if name.replace("-", "_") in known:
        return name.replace("-", "_")
    near = nearest(name, known)
    hint = f"the nearest is {near[0]}" if near else f"it knows {', '.join(sorted(known))}"
    raise BadSetting(f"this page has no parameter “{name[:40]}”; {hint}")


@cache
def _names(handler: BaseRouteHandler) -> frozenset[str]:
    """The names that a handler and what it depends on read from a query."""
    asked = [handler.parsed_fn_signature, *(one.parsed_fn_signature for one in handler.resolve_dependencies().values())]
    fields: list[Any] = [field for signature in asked for field in signature.parameters.values()]
    return frozenset(
        field.kwarg_definition.name or field.name
        for field in fields
        if isinstance(field.kwarg_definition, QueryParameter)
    )
