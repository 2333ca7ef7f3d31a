"""Connections to public addresses only: a name is resolved once, all its addresses are checked, one of them is used."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore
import httpx

from evenhand.errors import RefusedRefresh

Resolver = Callable[[str, int], Sequence[str]]
Allowed = Callable[[str, int], bool]

# Addresses of version 6 that lead to one of version 4, with the bits to shift away after it.
CARRYING = ((IPv6Network("::ffff:0:0/96"), 0), (IPv6Network("64:ff9b::/96"), 0), (IPv6Network("2002::/16"), 80))


class GuardedTransport(httpx.BaseTransport):
    """Sends requests to checked addresses only, and ends each reading at `ends` (of `time.monotonic`).

    No connection is kept, so that none is used for another name. Proxies of the environment are not used: behind one
    nobody could say where a connection leads.
    """

    def __init__(self, resolve: Resolver, allowed: Allowed, ends: float) -> None:
        backend = _GuardedBackend(resolve, allowed, ends)
        self._pool = httpcore.ConnectionPool(_certificates(), max_keepalive_connections=0, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body not read yet.

        Raises:
            RefusedRefresh: the host leads to an address that is not allowed.

        """
        url = request.url
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        asked = httpcore.Request(request.method, target, headers=request.headers.raw, extensions=request.extensions)
        answer = self._pool.handle_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self) -> None:
        """End all connections."""
        self._pool.close()


def resolved(host: str, port: int) -> list[str]:
    """All addresses of a host, as the system knows them.

    Raises:
        OSError: it has none.

    """
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str, port: int) -> bool:  # noqa: ARG001 - tests allow one port of this machine
    """Whether an address belongs to the public internet, also when one of version 6 carries one of version 4."""
    found = _carried(ip_address(address))
    local = found.is_private or found.is_loopback or found.is_link_local or found.is_multicast or found.is_reserved
    site = isinstance(found, IPv6Address) and found.is_site_local
    return found.is_global and not (local or site or found.is_unspecified)


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv6Address):
        for network, after in CARRYING:
            if address in network:
                return IPv4Address((int(address) >> after) & 0xFFFFFFFF)
    return address


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, resolve: Resolver, allowed: Allowed, ends: float) -> None:
        self._resolve, self._allowed, self._ends = resolve, allowed, ends
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked(host, port):
            try:
                seconds = _left(self._ends, timeout)
                stream = self._sockets.connect_tcp(address, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._ends)
        raise failed

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = list(dict.fromkeys(self._resolve(host, port)))
        except OSError as error:
            raise httpcore.ConnectError(f"{host} is not known ({error.strerror or error})") from error
        except UnicodeError as error:
            raise RefusedRefresh(f"{host[:80]!r} is no name of a host; mend the address") from error
        for address in addresses:
            if not self._allowed(address, port):
                raise RefusedRefresh(f"{host} leads to {address}, which is no public address; nothing is read from it")
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no wait goes past the end of the whole download."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._ends, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._ends, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._ends, timeout))
        return _TimedStream(secured, self._ends)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:  # noqa: ANN401 - an iterable with `close`
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


def _left(ends: float, timeout: float | None) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TooSlow
    return left if timeout is None else min(left, timeout)


class TooSlow(Exception):
    """The whole download takes longer than it may."""


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
