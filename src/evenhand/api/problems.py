"""Errors as RFC 9457 problem details, all of one shape."""

import logging
import re

from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.openapi.datastructures import ResponseSpec

from evenhand.errors import BadSetting, EvenhandError, UnknownName
from evenhand.records.problems import Problem, problem_of
from evenhand.wording.refusals import refusals

Asked = Request[None, None, State]
PROBLEM = "application/problem+json"
MISSING_PARAMETER = re.compile(r"Missing required query parameter '(\w+)'")
MISSING = {
    400: ResponseSpec(
        data_container=Problem, description="A parameter cannot be used", media_type=PROBLEM, generate_examples=False
    ),
    404: ResponseSpec(
        data_container=Problem, description="Nothing has this name", media_type=PROBLEM, generate_examples=False
    ),
}


class UnknownParameter(EvenhandError):
    """An address has no parameter of this name; `nearest` are the closest of the `known` ones, best first."""

    def __init__(self, text: str, nearest: tuple[str, ...], known: tuple[str, ...]) -> None:
        self.text, self.nearest, self.known = text, nearest, known
        there = f"it has {', '.join(known)}" if known else "it has none"
        super().__init__(f"this address has no parameter {text[:80]!r}; {there}")


def unknown_parameter(_: Asked, error: UnknownParameter) -> Response[Problem]:
    """A parameter is misspelt, or belongs to another address."""
    return problem(Problem(title="Unknown parameter", status=400, detail=str(error), nearest=error.nearest))


def unknown_name(_: Asked, error: UnknownName) -> Response[Problem]:
    """Nothing has this name, be it a model, a benchmark, a ranking, a lane or a category."""
    return problem(problem_of(error))


def bad_setting(_: Asked, error: BadSetting) -> Response[Problem]:
    """A parameter has a value that cannot be used."""
    return problem(problem_of(error))


def refused(_: Asked, error: HTTPException) -> Response[Problem]:
    """Everything that the web layer refuses: unknown addresses, methods, parameters."""
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
