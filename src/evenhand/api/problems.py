"""Errors as RFC 9457 problem details, all of one shape."""

import logging
import re

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec

from evenhand.errors import BadSetting, UnknownName
from evenhand.queries.known_parameters import Asked, other_value_of
from evenhand.records.problems import Problem, problem_of
from evenhand.wording.refusals import refusals

PROBLEM = "application/problem+json"
MISSING_PARAMETER = re.compile(r"Missing required query parameter '(\w+)'")
MISSING = {
    status: ResponseSpec(data_container=Problem, description=said, media_type=PROBLEM, generate_examples=False)
    for status, said in {
        400: "A parameter cannot be used",
        404: "Nothing has this name",
        405: "Another method than GET, HEAD or OPTIONS",
        414: "The address is too long",
        500: "The fault is ours",
    }.items()
}


def unknown_name(_: Asked, error: UnknownName) -> Response[Problem]:
    """Nothing has this name, be it a model, a benchmark, a ranking, a lane or a category."""
    return problem(problem_of(error))


def bad_setting(_: Asked, error: BadSetting) -> Response[Problem]:
    """A parameter has a value that cannot be used, or is none of this address's."""
    return problem(problem_of(error))


def refused(request: Asked, error: HTTPException) -> Response[Problem]:
    """Everything that the web layer refuses: unknown addresses, methods, parameters."""
    if other := other_value_of(request, error):
        return bad_setting(request, other)
    missing = MISSING_PARAMETER.match(error.detail)
    said = f"“{missing[1]}” is missing" if missing else refusals(error.extra or ())
    headers = error.headers or {}
    shape = Problem(title=_title(error.status_code), status=error.status_code, detail=said or error.detail)
    return problem(shape, headers)


def failed(request: Asked, error: Exception) -> Response[Problem]:
    """Our own fault; the reason is in the log, not in the answer, and what was asked is in neither."""
    logging.getLogger("evenhand").error("a fault at %r", request.url.path, exc_info=error)
    return problem(Problem(title="Server error", status=500, detail="The fault is ours and has been logged."))


def problem(shape: Problem, headers: dict[str, str] | None = None) -> Response[Problem]:
    """The answer with its own media type."""
    return Response(shape, status_code=shape.status, media_type=PROBLEM, headers=headers or {})


def _title(status: int) -> str:
    return {404: "Not found", 405: "Method not allowed"}.get(status, "Bad request")
