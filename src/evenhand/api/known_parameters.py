"""A parameter that an address does not know is refused: what is misspelt would else be left out without a word."""

from functools import cache
from typing import Any
from urllib.parse import parse_qsl

from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter

from evenhand.api.problems import Asked, UnknownParameter
from evenhand.catalog.nearest import nearest
from evenhand.errors import BadSetting


async def only_known_parameters(request: Asked) -> None:
    """Let through a request all of whose parameters the address knows, each once.

    Raises:
        UnknownParameter: the address has no such parameter; holds the nearest.
        BadSetting: a parameter is given twice.

    """
    known = known_parameters(request.route_handler)
    met: set[str] = set()
    for name, _ in parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True):
        if name not in known:
            raise UnknownParameter(name, nearest(name, known), known)
        if name in met:
            raise BadSetting(f"“{name}” is given twice; give it once")
        met.add(name)


@cache
def known_parameters(handler: BaseRouteHandler) -> tuple[str, ...]:
    """The names that a handler, and what it depends on, read from a query: those of the OpenAPI document."""
    own = handler.parsed_fn_signature.parameters
    asked = [own]
    for name, one in handler.resolve_dependencies().items():
        if name in own:
            asked.append(one.parsed_fn_signature.parameters)
    fields: list[Any] = [field for parameters in asked for field in parameters.values()]
    return tuple(
        field.kwarg_definition.name or field.name
        for field in fields
        if isinstance(field.kwarg_definition, QueryParameter)
    )
