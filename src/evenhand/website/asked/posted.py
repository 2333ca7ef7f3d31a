"""What a form sends: few short fields of printable text, from a page of this site."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import ClientException, HTTPException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard
from msgspec import Struct

MOST_BYTES = 32_000
MOST_FIELDS = 300
LONGEST_VALUE = 300
URL_ENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
OURS = (b"same-origin", b"none")
READING = ("GET", "HEAD", "OPTIONS")
ANY_ORIGIN = "any_origin"


class Posted(Struct, frozen=True):
    """The fields of a form in the order of the page, some of them more than once."""

    fields: tuple[tuple[str, str], ...] = ()

    def one(self, name: str) -> str:
        """The first value of a field, empty where it is missing."""
        return next((value for field, value in self.fields if field == name), "")

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return tuple(value for field, value in self.fields if field == name)


async def posted(request: Request[None, None, State]) -> Posted:
    """The fields of a form.

    It is read here and not by the framework, which keeps the last thousand bodies in memory, addresses and all.

    Raises:
        HTTPException: it is no form (415), longer than 32,000 bytes (413), or holds what no form of ours sends (400).

    """
    kind = request.content_type[0]
    if kind == MULTIPART:
        return _bounded([(name, str(value)) for name, value in (await request.form()).multi_items()])
    if kind != URL_ENCODED:
        raise HTTPException(status_code=415, detail="this address takes a form")
    body = (await request.body()).decode("latin-1")
    try:
        return _bounded(parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        raise ClientException(detail=f"a form here has at most {MOST_FIELDS} fields") from None


def from_this_site(base: str) -> Guard:
    """A guard that refuses a form which a page of another site sends, unless its handler is open to `any_origin`.

    `Sec-Fetch-Site` decides, else `Origin` must be that of `base`, the site's own address, or the host that was asked
    (OWASP, cross-site request forgery). Older browsers, as Safari before 16.4, say the second alone, and `null` where
    the page of the form has `referrer-policy: no-referrer`. So our pages have `same-origin`, which tells no other site
    their address either. Who says neither is no browser, and no page made it send the form.
    """
    own = urlsplit(base).netloc.lower()

    def checked(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        said = dict(connection.scope["headers"])
        if connection.scope.get("method") in READING or handler.opt.get(ANY_ORIGIN):
            return
        site, origin = said.get(b"sec-fetch-site"), said.get(b"origin")
        if site is not None:
            ours = site in OURS
        else:
            ours = origin is None or _host(origin) in {own, said.get(b"host", b"").decode("latin-1").lower()} - {""}
        if not ours:
            raise PermissionDeniedException(detail="this form was sent by a page of another site")

    return checked


def _host(origin: bytes) -> str:
    """The host, with its port, of an origin; empty where it is none."""
    try:
        return urlsplit(origin.decode("latin-1")).netloc.lower()
    except ValueError:
        return ""


def _bounded(fields: list[tuple[str, str]]) -> Posted:
    for name, value in fields:
        if len(name) > LONGEST_VALUE or len(value) > LONGEST_VALUE:
            raise ClientException(detail=f"a field here has at most {LONGEST_VALUE} characters")
        if not (name + value).isprintable():
            raise ClientException(detail="a field here is one line of text")
    return Posted(tuple(fields))
