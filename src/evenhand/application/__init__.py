"""The application: pages and JSON over one catalog, every answer with careful headers."""

from collections.abc import Callable, Sequence
from typing import Any

from litestar import Litestar, MediaType, Request, Router, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Server
from litestar.response import Response
from litestar.types import ControllerRouterHandler

from evenhand.api import problems
from evenhand.api.described_records import describe
from evenhand.api.published_schema import answered_records
from evenhand.api.routes import api
from evenhand.catalog.catalog import Catalog
from evenhand.library import Library
from evenhand.library.briefs import Issued
from evenhand.records.problems import Problem
from evenhand.website import failing
from evenhand.website.router import website
from evenhand.website.site import HERE, Site

API_VERSION = "1"
FOR_PROGRAMS = "/api/"
DOCUMENT = "/api/v1/openapi.json"
# A form with many watched models; nothing else is sent here.
LARGEST_BODY = 64 * 1024


class OneDocument(JsonRenderPlugin):
    """The OpenAPI document at its one address: the framework would add a second one below it."""

    def has_path(self, path: str) -> bool:
        """That nothing is missing, whichever path the framework asks for."""
        return bool(path)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document, each field of an answer with what it holds."""
        describe(openapi_schema["components"]["schemas"], answered_records())
        return super().render(request, openapi_schema)


def application(
    catalog: Catalog,
    site: Site = HERE,
    *,
    handlers: Sequence[ControllerRouterHandler] = (),
    issued: Issued = tuple,
    closing: Sequence[Callable[[], None]] = (),
) -> Litestar:
    """Every page and every answer for programs, worked out anew each time. `site` says where the pages stand.

    `handlers` answer more addresses, `issued` gives the briefs that were issued, what is in `closing` is called at the
    end.
    """
    library = Library(catalog)
    library.issued = issued
    return Litestar(
        route_handlers=[website(), api(), healthz, *handlers],
        dependencies={
            "catalog": Provide(lambda: catalog, sync_to_thread=False),
            "library": Provide(lambda: library, sync_to_thread=False),
            "site": Provide(lambda: site, sync_to_thread=False),
            "whole_lists": Provide(lambda: not site.live, sync_to_thread=False),
        },
        on_shutdown=list(closing),
        request_max_body_size=LARGEST_BODY,
        logging_config=None,  # where events go is for whoever runs the process to say
        exception_handlers={HTTPException: _refused},
        openapi_config=OpenAPIConfig(
            title="Evenhand",
            version=API_VERSION,
            description="Two language models side by side, with an answer you can check.",
            path=DOCUMENT,
            servers=[Server(url=site.server or "/")],
            use_handler_docstrings=True,
            render_plugins=[OneDocument(path="/")],
            openapi_router=Router(DOCUMENT, route_handlers=[], before_request=_nothing_below, include_in_schema=False),
        ),
    )


@get("/healthz", include_in_schema=False, media_type=MediaType.TEXT)
async def healthz() -> Response[str]:
    """That the process answers."""
    return Response("ok", media_type=MediaType.TEXT, headers={"cache-control": "no-store"})


async def _nothing_below(request: Request[None, None, State]) -> None:
    if request.url.path != DOCUMENT:
        raise NotFoundException


def _refused(request: Request[None, None, State], error: HTTPException) -> Response[str] | Response[Problem]:
    """Addresses that no router knows: a page for people, a problem for programs."""
    program = request.scope["path"].startswith(FOR_PROGRAMS)
    return problems.refused(request, error) if program else failing.refused(request, error)
