"""Errors as RFC 9457 problem details, all of one shape."""

from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from msgspec import Struct

from evenhand.errors import BadSetting, UnknownName
from evenhand.wording.refusals import refusals

Asked = Request[None, None, State]
PROBLEM = "application/problem+json"


class Problem(Struct, frozen=True, kw_only=True):
    """What went wrong, `type` always with it. `nearest` are the closest names that exist, best first."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    nearest: tuple[str, ...] = ()


def unknown_name(_: Asked, error: UnknownName) -> Response[Problem]:
    """Nothing has this name, be it a model, a benchmark, a ranking, a lane or a category."""
    detail = f"no {error.kind} is called {error.text[:80]!r}"
    return problem(Problem(title=f"Unknown {error.kind}", status=404, detail=detail, nearest=error.nearest))


def bad_setting(_: Asked, error: BadSetting) -> Response[Problem]:
    """A parameter has a value that cannot be used."""
    return problem(Problem(title="Bad parameter", status=400, detail=str(error)))


def refused(_: Asked, error: HTTPException) -> Response[Problem]:
    """Everything that the web layer refuses: unknown addresses, methods, parameters."""
    said = refusals(error.extra or ())
    headers = error.headers or {}
    shape = Problem(title=_title(error.status_code), status=error.status_code, detail=said or error.detail)
    return problem(shape, headers)


def failed(_: Asked, __: Exception) -> Response[Problem]:
    """Our own fault; the reason is in the log, not in the answer."""
    return problem(Problem(title="Server error", status=500, detail="The fault is ours and has been logged."))


def problem(shape: Problem, headers: dict[str, str] | None = None) -> Response[Problem]:
    """The answer with its own media type."""
    return Response(shape, status_code=shape.status, media_type=PROBLEM, headers=headers or {})


def _title(status: int) -> str:
    return {404: "Not found", 405: "Method not allowed"}.get(status, "Bad request")
