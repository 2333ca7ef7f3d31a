"""All pages under one router, with the pages for what goes wrong. Each file of routes lists its own `HANDLERS`."""

from litestar import Router
from litestar.di import Provide
from litestar.exceptions import HTTPException

from evenhand.errors import BadSetting, UnknownName
from evenhand.website import assets
from evenhand.website.asked.asked_parameters import known_only
from evenhand.website.asked.ranking_form import rules_from_address, weights_from_address
from evenhand.website.asked.workload_form import workload_from_form
from evenhand.website.failing import bad_setting, failed, refused, unknown_name
from evenhand.website.routes import (
    board,
    brief,
    changes,
    compare,
    downloads,
    embeds,
    facts,
    feeds,
    find,
    joined,
    matrix,
    operations,
    own_items,
    reach,
    social,
    text,
)

ROUTES = (
    board,
    compare,
    own_items,
    embeds,
    find,
    joined,
    matrix,
    operations,
    facts,
    changes,
    feeds,
    brief,
    reach,
    downloads,
    social,
    text,
    assets,
)


def website() -> Router:
    """The router of all pages."""
    return Router(
        path="/",
        route_handlers=[handler for routes in ROUTES for handler in routes.HANDLERS],
        dependencies={
            "workload": Provide(workload_from_form),
            "own_weights": Provide(weights_from_address),
            "rules": Provide(rules_from_address),
        },
        before_request=known_only,
        exception_handlers={
            UnknownName: unknown_name,
            BadSetting: bad_setting,
            HTTPException: refused,
            Exception: failed,
        },
        include_in_schema=False,
    )
