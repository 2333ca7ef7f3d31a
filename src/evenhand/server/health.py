"""Whether the site can do its work, part by part, and its numbers for who runs it: `/readyz` and `/metrics`."""

import hmac
from collections.abc import Callable, Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from litestar import Request, Response, get
from litestar.datastructures import State
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from msgspec import Struct

READY, METRICS = "/readyz", "/metrics"
NEVER_KEPT = {"cache-control": "no-store"}
# What a proxy says of those whom it answers for (RFC 7239, and before it).
PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip")


class Part(Struct, frozen=True):
    """A part that the site rests on: whether it can be used, and how it is, in words that anybody may read."""

    ready: bool
    state: str


class Readiness(Struct, frozen=True, kw_only=True):
    """All parts by name; the site is ready when each of them is."""

    ready: bool
    parts: dict[str, Part]


Checks = Mapping[str, Callable[[], Part]]


def readyz(checks: Checks) -> HTTPRouteHandler:
    """The address that runs these checks at each request: 200 where all are well, else 503."""

    @get(READY, include_in_schema=False, sync_to_thread=False)
    def ready() -> Response[Readiness]:
        """Each part, and how it is."""
        parts = {name: check() for name, check in checks.items()}
        found = Readiness(ready=all(part.ready for part in parts.values()), parts=parts)
        return Response(found, status_code=200 if found.ready else 503, headers=NEVER_KEPT)

    return ready


def metrics(text: Callable[[], bytes], kind: str, token: str = "") -> HTTPRouteHandler:
    """The address of the numbers, which are for who runs the site and not for its readers.

    They are given to who shows the token (`Authorization: Bearer …`); without a token set, to programs of this machine
    that ask for it as such and not through a proxy. For all others there is no such page.
    """

    @get(METRICS, include_in_schema=False, sync_to_thread=True)
    def numbers(request: Request[None, None, State]) -> Response[bytes]:
        """All numbers as text."""
        if not _may_read(request, token):
            raise NotFoundException
        return Response(text(), media_type=kind, headers=NEVER_KEPT)

    return numbers


def _may_read(request: Request[None, None, State], token: str) -> bool:
    if token:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        return scheme.casefold() == "bearer" and hmac.compare_digest(shown.encode(), token.encode())
    peer = request.client.host if request.client else ""
    passed_on = any(name in request.headers for name in PASSED_ON)
    return not passed_on and _this_machine(peer) and _this_machine(_named(request.headers.get("host", "")))


def _named(host: str) -> str:
    """The host that a request is for, without the port: a proxy may name the site where it names nobody else."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _this_machine(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost"
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
