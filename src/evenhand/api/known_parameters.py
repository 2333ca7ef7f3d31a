"""A parameter that an address does not know is refused: what is misspelt would else be left out without a word."""

from urllib.parse import parse_qsl

from litestar.openapi.spec import Parameter

from evenhand.api.problems import Asked, UnknownParameter
from evenhand.catalog.nearest import nearest
from evenhand.errors import BadSetting


async def only_known_parameters(request: Asked) -> None:
    """Let through a request all of whose parameters are in the OpenAPI document, each once.

    Raises:
        UnknownParameter: the address has no such parameter; holds the nearest.
        BadSetting: a parameter is given twice.

    """
    given = parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if not given:
        return
    known = _known(request)
    met: set[str] = set()
    for name, _ in given:
        if name not in known:
            raise UnknownParameter(name, nearest(name, known), known)
        if name in met:
            raise BadSetting(f"“{name}” is given twice; give it once")
        met.add(name)


def _known(request: Asked) -> tuple[str, ...]:
    """The parameters of an address, as its document names them."""
    item = (request.app.openapi_schema.paths or {}).get(request.scope["path_template"])
    described = (item.get.parameters if item and item.get else None) or ()
    return tuple(one.name for one in described if isinstance(one, Parameter) and one.param_in == "query")
