"""What there is to ask: the index of all addresses, and the schema of each answer."""

from typing import Any

from litestar import Request, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from msgspec import Struct

from evenhand.api.parameters import SchemaFile
from evenhand.api.problems import MISSING
from evenhand.api.published_schema import SHAPES, published_schema
from evenhand.library import Library

SCHEMA = "/api/v1/schema/{file}"
DOCUMENT = "/api/v1/openapi.json"


class Address(Struct, frozen=True, kw_only=True):
    """One address, as a URI template (RFC 6570) of its path and parameters, and what it answers."""

    href: str
    title: str
    templated: bool = False


class Index(Struct, frozen=True, kw_only=True):
    """All addresses; `date` and `version` are the catalog's. `schemas` are the published shapes of the answers."""

    title: str = "Evenhand"
    date: str
    version: str
    addresses: tuple[Address, ...]
    schemas: tuple[Address, ...]


@get("/", summary="What there is to ask")
async def index(request: Request[None, None, State], library: NamedDependency[Library]) -> Index:
    """Every address of this interface with its parameters, and where the schema of each answer stands."""
    described = request.app.openapi_schema.paths or {}
    found = [_address(path, item.get) for path, item in described.items() if item.get and path != SCHEMA]
    schemas = (Address(href=SCHEMA.replace("{file}", f"{name}.json"), title=name) for name in SHAPES)
    document = Address(href=DOCUMENT, title="This interface as an OpenAPI 3.1 document")
    return Index(date=library.date, version=library.version, addresses=(document, *found), schemas=tuple(schemas))


def _address(path: str, operation: Any) -> Address:  # noqa: ANN401 - the framework's own record
    asked = [one.name for one in operation.parameters or () if getattr(one, "param_in", "") == "query"]
    query = f"{{?{','.join(asked)}}}" if asked else ""
    return Address(href=path + query, title=operation.summary or "", templated=bool(query) or "{" in path)


@get("/schema/{file:str}", responses=MISSING, media_type="application/schema+json", summary="Schema of an answer")
async def schema(file: SchemaFile) -> dict[str, Any]:
    """The published shape of an answer."""
    name = file.removesuffix(".json")
    if name not in SHAPES or not file.endswith(".json"):
        raise NotFoundException(f"the schemas are {', '.join(f'{known}.json' for known in SHAPES)}")
    return published_schema(name)


HANDLERS = (
    index,
    schema,
)
