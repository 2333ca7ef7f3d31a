"""All pages under one router, with the pages for what goes wrong. Each file of routes lists its own `HANDLERS`."""

from litestar import Router
from litestar.di import Provide
from litestar.exceptions import HTTPException

from evenhand.errors import BadSetting, UnknownName
from evenhand.website import (
    assets,
    board_routes,
    changes_routes,
    compare_routes,
    download_routes,
    embed_routes,
    fact_routes,
    feed_routes,
    find_routes,
    joined_routes,
    matrix_routes,
    operations_routes,
    reach_routes,
    social_routes,
    text_routes,
)
from evenhand.website.failing import bad_setting, failed, refused, unknown_name
from evenhand.website.workload_form import workload_from_form

ROUTES = (
    board_routes,
    compare_routes,
    embed_routes,
    find_routes,
    joined_routes,
    matrix_routes,
    operations_routes,
    fact_routes,
    changes_routes,
    feed_routes,
    reach_routes,
    download_routes,
    social_routes,
    text_routes,
    assets,
)


def website() -> Router:
    """The router of all pages."""
    return Router(
        path="/",
        route_handlers=[handler for routes in ROUTES for handler in routes.HANDLERS],
        dependencies={"workload": Provide(workload_from_form)},
        exception_handlers={
            UnknownName: unknown_name,
            BadSetting: bad_setting,
            HTTPException: refused,
            Exception: failed,
        },
        include_in_schema=False,
    )
