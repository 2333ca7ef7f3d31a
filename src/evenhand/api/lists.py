"""A part of a list with the address of the next one, in the answer and as a `Link` header (RFC 8288)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote, urlencode

from litestar import Response
from msgspec import Struct, structs

from evenhand.api.problems import Asked
from evenhand.library import Library
from evenhand.records.listed import Listed

Found = TypeVar("Found")
Cut = TypeVar("Cut", bound=Struct)
NO_NAMES: Mapping[str, str] = {}


def listed(
    request: Asked,
    library: Library,
    rows: Sequence[Found],
    limit: int,
    page: int,
    names: Mapping[str, str] = NO_NAMES,
    made: Callable[[Found], Any] = lambda row: row,
) -> Response[Listed[Any]]:
    """One page of rows, counted from 1, each as it is `made`; a page after the last one is empty."""
    part, following = _part(request, rows, limit, page)
    answer = Listed(
        date=library.date,
        version=library.version,
        items=tuple(map(made, part)),
        total=len(rows),
        next=following,
        names=dict(names),
    )
    return Response(answer, headers=_link(following))


def with_part(request: Asked, answer: Cut, field: str, limit: int, page: int) -> Response[Cut]:
    """An answer that is more than a list, with one page of the rows in one of its fields."""
    part, following = _part(request, getattr(answer, field), limit, page)
    return Response(structs.replace(answer, **{field: part}), headers=_link(following))


def _part(request: Asked, rows: Sequence[Found], limit: int, page: int) -> tuple[tuple[Found, ...], str | None]:
    end = page * limit
    return tuple(rows[end - limit : end]), _next(request, page + 1) if end < len(rows) else None


def _next(request: Asked, page: int) -> str:
    asked = dict(parse_qsl(request.scope["query_string"].decode("latin-1"), keep_blank_values=True))
    return f"{quote(request.scope['path'])}?{urlencode({**asked, 'page': page})}"


def _link(following: str | None) -> dict[str, str]:
    return {"link": f'<{following}>; rel="next"'} if following else {}
