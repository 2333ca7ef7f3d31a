"""What a form sends: few short fields of printable text, from a page of this site."""

from urllib.parse import parse_qsl, urlsplit

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import ClientException, HTTPException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from msgspec import Struct

MOST_BYTES = 32_000
MOST_FIELDS = 300
LONGEST_VALUE = 300
URL_ENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
OURS = (b"same-origin", b"none")


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


def from_this_site(connection: ASGIConnection[BaseRouteHandler, None, None, State], _: BaseRouteHandler) -> None:
    """Refuse a form that a page of another site sends (OWASP: Fetch Metadata, else Origin).

    Our pages have no referrer, so a browser gives their origin as `null`; it then says where they are from in
    `Sec-Fetch-Site`. What says neither is no browser of today, and nobody's page made it send the form.

    Raises:
        PermissionDeniedException: it comes from elsewhere.

    """
    said = dict(connection.scope["headers"])
    site, origin = said.get(b"sec-fetch-site"), said.get(b"origin")
    ours = site in OURS if site is not None else origin is None or _is_ours(origin, said.get(b"host", b""))
    if not ours:
        raise PermissionDeniedException(detail="this form was sent by a page of another site")


def _is_ours(origin: bytes, host: bytes) -> bool:
    try:
        return bool(host) and urlsplit(origin.decode("ascii")).netloc.lower() == host.decode("ascii").lower()
    except ValueError:
        return False


def _bounded(fields: list[tuple[str, str]]) -> Posted:
    for name, value in fields:
        if len(name) > LONGEST_VALUE or len(value) > LONGEST_VALUE:
            raise ClientException(detail=f"a field here has at most {LONGEST_VALUE} characters")
        if not (name + value).isprintable():
            raise ClientException(detail="a field here is one line of text")
    return Posted(tuple(fields))
