"""A parameter that an address does not read is refused: what is misspelt would else be left out without a word."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from urllib.parse import parse_qsl

from litestar import Request
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter
from litestar.typing import FieldDefinition
from litestar.utils.signature import ParsedSignature
from msgspec import Struct

from evenhand.catalog.nearest import nearest
from evenhand.errors import BadChoice, BadSetting, UnknownParameter
from evenhand.queries.closed_lists import choices_of, other_value

Asked = Request[None, None, State]


class Known(Struct, frozen=True):
    """The names that an address reads; those in `several` may stand there more than once.

    `choices` are the values of those that have a closed list, by name.
    """

    names: tuple[str, ...]
    several: frozenset[str]
    choices: Mapping[str, tuple[str, ...]] = {}


def given(request: Asked) -> list[tuple[str, str]]:
    """The names and values of a query, in their order."""
    return parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)


@cache
def known_parameters(handler: BaseRouteHandler) -> Known:
    """What a handler, and all that it depends on, read from a query."""
    fields = {
        one.kwarg_definition.name or one.name: one
        for one in _fields(handler.parsed_fn_signature, handler.resolve_dependencies())
        if isinstance(one.kwarg_definition, QueryParameter)
    }
    several = frozenset(name for name, one in fields.items() if one.is_non_string_sequence)
    choices = {name: values for name, one in fields.items() if (values := choices_of(one.annotation))}
    return Known(tuple(fields), several, choices)


def other_value_of(request: Asked, error: HTTPException) -> BadChoice | None:
    """What is said of a value that is none of its parameter's closed list; None where that is not the fault."""
    handler = request.scope.get("route_handler")
    if not error.extra or handler is None:
        return None
    return other_value(error.extra, known_parameters(handler).choices)


def refuse_unknown(names: Iterable[str], known: Known) -> None:
    """Let names pass that are known, each once or as often as it may stand.

    Raises:
        UnknownParameter: the address has no such parameter; holds the nearest.
        BadSetting: a parameter is given twice that says one thing.

    """
    met: set[str] = set()
    for name in names:
        if name not in known.names:
            raise UnknownParameter(name, nearest(name, known.names), known.names)
        if name in met and name not in known.several:
            raise BadSetting(f"“{name}” is given twice; give it once")
        met.add(name)


def _fields(asked: ParsedSignature, provided: Mapping[str, Provide]) -> Iterator[FieldDefinition]:
    """What a signature asks for, and what its dependencies ask for in turn."""
    for name, field in asked.parameters.items():
        if name in provided:
            yield from _fields(provided[name].parsed_fn_signature, provided)
        else:
            yield field
