"""Exceptions to pages."""

import logging
import re
from collections.abc import Mapping
from urllib.parse import quote

from litestar import MediaType, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException

from evenhand.errors import (
    BadSetting,
    UnknownBenchmark,
    UnknownBoard,
    UnknownBrief,
    UnknownLab,
    UnknownModel,
    UnknownName,
    UnknownProvider,
    UnknownSource,
    UnknownTerm,
)
from evenhand.queries.known_parameters import other_value_of
from evenhand.website.asked.pairs import BETWEEN, UnknownPair
from evenhand.website.pages.failures import error_page, not_found_page
from evenhand.wording.refusals import refusals

Asked = Request[None, None, State]
QUOTED = re.compile(r"(?<!\w)'([^']*)'(?!\w)")
FOLDERS: dict[type[UnknownName], str] = {
    UnknownModel: "models",
    UnknownBenchmark: "benchmarks",
    UnknownLab: "labs",
    UnknownProvider: "providers",
    UnknownSource: "sources",
    UnknownBoard: "votes",
    UnknownTerm: "terms",
    UnknownBrief: "brief",
}


def unknown_name(_: Asked, error: UnknownName) -> Response[str]:
    """Nothing has this name: the nearest ones, as links where they have pages."""
    if not isinstance(error, tuple(FOLDERS)):
        return _html(not_found_page(_sentence(str(error))), 404)
    said = _sentence(error.said) if error.said else f"No {error.kind} is called “{error.text[:80]}”."
    other = error.other.address if isinstance(error, UnknownPair) and error.other else ""
    near = tuple(_link(error, name) for name in error.nearest if name != other)
    return _html(not_found_page(said, near), 404)


def bad_setting(_: Asked, error: BadSetting) -> Response[str]:
    """A parameter has a value that cannot be used."""
    return _html(error_page("That cannot be asked", _sentence(str(error))), 400)


def refused(request: Asked, error: HTTPException) -> Response[str]:
    """Everything that the web layer refuses: unknown addresses, methods, parameters."""
    if other := other_value_of(request, error):
        return bad_setting(request, other)
    if error.status_code == 404:
        return _html(not_found_page("There is no such page."), 404)
    said = refusals(error.extra or ())
    page = error_page("That cannot be asked", _sentence(said or error.detail))
    return _html(page, error.status_code, error.headers)


def failed(request: Asked, error: Exception) -> Response[str]:
    """Our own fault; the reason is in the log, not on the page, and what was asked is in neither."""
    logging.getLogger("evenhand").error("a fault at %r", request.url.path, exc_info=error)
    return _html(error_page("Something broke", "The fault is ours and has been logged."), 500)


def _link(error: UnknownName, name: str) -> tuple[str, str]:
    if isinstance(error, UnknownPair) and error.other:
        sides = sorted((error.other.address, name))
        return f"/compare/{quote(BETWEEN.join(sides))}", f"{error.near(name)} against {error.other.name}"
    return f"/{FOLDERS.get(type(error), 'models')}/{quote(name.partition('@')[0])}", error.near(name)


def _html(page: str, status: int, headers: Mapping[str, str] | None = None) -> Response[str]:
    return Response(page, status_code=status, media_type=MediaType.HTML, headers=headers or {})


def _sentence(text: str) -> str:
    """An error's words as a sentence of the page: a capital, a stop or question mark, and curly quotes."""
    said = QUOTED.sub(r"“\1”", text).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}{'' if said.endswith('?') else '.'}"
