"""`/api/v1`: the answers of the pages as JSON. Read only; each handler asks one function of the library."""

from litestar import Router
from litestar.di import Provide
from litestar.exceptions import HTTPException

from evenhand.api import (
    board_routes,
    brief_routes,
    comparison_routes,
    entity_routes,
    fact_routes,
    index,
    operations_routes,
    self_hosting_routes,
    source_routes,
)
from evenhand.api.problems import bad_setting, failed, refused, unknown_name
from evenhand.api.rules_query import RULES
from evenhand.api.workload_query import workload_from_query
from evenhand.errors import BadSetting, UnknownName
from evenhand.queries.known_parameters import Asked, given, known_parameters, refuse_unknown

ROUTES = (
    index,
    comparison_routes,
    board_routes,
    fact_routes,
    entity_routes,
    operations_routes,
    self_hosting_routes,
    source_routes,
    brief_routes,
)


async def only_known_parameters(request: Asked) -> None:
    """Let through a request all of whose parameters the address knows, each once."""
    refuse_unknown((name for name, _ in given(request)), known_parameters(request.route_handler))


def api() -> Router:
    """All answers under one router, with problem details for what goes wrong."""
    return Router(
        path="/api/v1",
        route_handlers=[handler for routes in ROUTES for handler in routes.HANDLERS],
        dependencies={
            "workload": Provide(workload_from_query),
            **RULES,
        },
        before_request=only_known_parameters,
        exception_handlers={
            UnknownName: unknown_name,
            BadSetting: bad_setting,
            HTTPException: refused,
            Exception: failed,
        },
    )
