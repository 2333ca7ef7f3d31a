"""`/api/v1`: the answers of the pages as JSON. Read only; each handler asks one function of the library."""

from litestar import Router
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException

from evenhand.api import (
    board_routes,
    comparison_routes,
    entity_routes,
    fact_routes,
    index,
    operations_routes,
    source_routes,
)
from evenhand.api.known_parameters import only_known_parameters
from evenhand.api.problems import UnknownParameter, bad_setting, failed, refused, unknown_name, unknown_parameter
from evenhand.api.workload_query import workload_from_query
from evenhand.catalog.catalog import Catalog
from evenhand.errors import BadSetting, UnknownName
from evenhand.library import Library

ROUTES = (index, comparison_routes, board_routes, fact_routes, entity_routes, operations_routes, source_routes)


def library_of(catalog: NamedDependency[Catalog]) -> Library:
    """The library over the catalog that is served."""
    return Library(catalog)


def api() -> Router:
    """All answers under one router, with problem details for what goes wrong."""
    return Router(
        path="/api/v1",
        route_handlers=[handler for routes in ROUTES for handler in routes.HANDLERS],
        dependencies={
            "library": Provide(library_of, sync_to_thread=False),
            "workload": Provide(workload_from_query),
        },
        before_request=only_known_parameters,
        exception_handlers={
            UnknownName: unknown_name,
            UnknownParameter: unknown_parameter,
            BadSetting: bad_setting,
            HTTPException: refused,
            Exception: failed,
        },
    )
