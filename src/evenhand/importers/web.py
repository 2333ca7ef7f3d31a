"""One file from an address on the web: limits on time and size, retries, redirects that are looked at one by one."""

import re
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpcore
import httpx
from msgspec import Struct
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from evenhand.errors import RefusedRefresh
from evenhand.importers.web_guard import Allowed, GuardedTransport, Resolver, TooSlow, is_public, resolved

MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2_000
LONGEST_MARK = 500
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429})
HOST = re.compile(rb"[A-Za-z0-9._:-]+")
GZIP = 16 + zlib.MAX_WBITS
LATER = "try again later, or name a file or folder of your own"


class Web(Struct, frozen=True, kw_only=True):
    """How addresses are read: seconds for a connection, for each wait and for a whole download, attempts, pauses.

    `longest_pause` is the longest wait that a server may ask for, in seconds. `resolve` gives the addresses of a
    host, `allowed` says which of them may be reached; both are others in tests only.
    """

    resolve: Resolver = resolved
    allowed: Allowed = is_public
    connect_seconds: float = 10
    read_seconds: float = 30
    whole_seconds: float = 300
    attempts: int = 4
    first_pause: float = 1
    longest_pause: float = 60
    pause: Callable[[float], None] = time.sleep


class Marks(Struct, frozen=True):
    """By what a server knows the version of a file again: its ETag and its Last-Modified, empty where not given."""

    etag: str = ""
    modified: str = ""


def checked(address: str) -> httpx.URL:
    """The address, if it is one that may be read.

    Raises:
        RefusedRefresh: it is malformed, neither http nor https, or has a user or password in it.

    """
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedRefresh(f"{address[:200]!r} is no address: {error}") from error
    plain = HOST.fullmatch(url.raw_host) and (url.port is None or 0 < url.port < 2**16)
    if url.scheme not in {"http", "https"} or not plain or len(address) > LONGEST_ADDRESS:
        raise RefusedRefresh(f"{address[:200]!r} is no address of a web page; it begins with https:// and a host")
    if url.userinfo:
        raise RefusedRefresh(f"the address at {url.host} has a user or password in it; leave them out")
    return url.copy_with(fragment=None)


def download(address: str, target: Path, limit: int, known: Marks, web: Web) -> Marks | None:
    """Write what stands at an address into `target`, at most `limit` bytes; None where it is as `known` says.

    Raises:
        RefusedRefresh: it is not given, too large, too slow, or leads where nothing may be read.

    """
    url = checked(address)
    retrying = Retrying(
        sleep=web.pause,
        stop=stop_after_attempt(web.attempts),
        wait=_waiting(wait_exponential_jitter(initial=web.first_pause, max=web.longest_pause, jitter=web.first_pause)),
        retry=retry_if_exception_type(_Passing),
        reraise=True,
    )
    return retrying(_attempt, url, target, limit, known, web)


class _Passing(RefusedRefresh):
    """A failure that may be over soon; `after` are the seconds that the server asks to wait."""

    def __init__(self, text: str, after: float = 0) -> None:
        super().__init__(text)
        self.after = after


def _waiting(growing: Callable[[RetryCallState], float]) -> Callable[[RetryCallState], float]:
    def pause(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        return max(growing(state), error.after if isinstance(error, _Passing) else 0)

    return pause


def _attempt(url: httpx.URL, target: Path, limit: int, known: Marks, web: Web) -> Marks | None:
    ends = time.monotonic() + web.whole_seconds
    waits = httpx.Timeout(web.read_seconds, connect=web.connect_seconds)
    transport = GuardedTransport(web.resolve, web.allowed, ends)
    try:
        with httpx.Client(transport=transport, timeout=waits, trust_env=False, follow_redirects=False) as client:
            return _followed(client, url, target, limit, known, web)
    except (TooSlow, httpcore.TimeoutException) as error:
        if time.monotonic() >= ends:
            raise RefusedRefresh(f"{url}: not read whole in {web.whole_seconds:g} seconds; {LATER}") from error
        raise _Passing(f"{url}: no answer in {web.read_seconds:g} seconds; {LATER}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise _Passing(f"{url}: the connection failed ({error}); {LATER}") from error


def _followed(client: httpx.Client, url: httpx.URL, target: Path, limit: int, known: Marks, web: Web) -> Marks | None:
    """Redirects are followed here, so that each is looked at like the first address."""
    first = url
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", url, headers=_asked(known)) as answer:
            if answer.status_code not in REDIRECTS:
                return _taken(answer, first, target, limit, known, web)
            url = _next(first, url, answer.headers.get("location", ""))
    raise RefusedRefresh(f"{first}: more than {MOST_REDIRECTS} redirects; name the address where it ends")


def _asked(known: Marks) -> dict[str, str]:
    named = {"if-none-match": known.etag, "if-modified-since": known.modified}
    plain = {"accept": "*/*", "accept-encoding": "gzip", "user-agent": "evenhand"}
    return plain | {name: mark for name, mark in named.items() if mark}


def _next(first: httpx.URL, url: httpx.URL, location: str) -> httpx.URL:
    try:
        onward = checked(str(url.join(location))) if location else None
    except (RefusedRefresh, httpx.InvalidURL, ValueError) as error:
        raise RefusedRefresh(f"{first}: redirected to what is not read: {error}") from error
    if onward is None or (url.scheme == "https" and onward.scheme != "https"):
        fault = "to nowhere" if onward is None else f"from https to {onward.scheme} ({onward})"
        raise RefusedRefresh(f"{first}: redirected {fault}; name the address where it ends")
    return onward


def _taken(answer: httpx.Response, url: httpx.URL, target: Path, limit: int, known: Marks, web: Web) -> Marks | None:
    status = answer.status_code
    if status == 304 and (known.etag or known.modified):
        return None
    if status in PASSING or status >= 500:
        raise _refused_for_now(answer, url, web)
    if status != 200:
        raise RefusedRefresh(f"{url}: answered {status}; see whether the address still holds, or name a file")
    with target.open("wb") as file:
        for part in _parts(answer, url, limit):
            file.write(part)
    return Marks(_mark(answer, "etag"), _mark(answer, "last-modified"))


def _mark(answer: httpx.Response, header: str) -> str:
    text: str = answer.headers.get(header, "")
    return text if len(text) <= LONGEST_MARK and text.isascii() and text.isprintable() else ""


def _refused_for_now(answer: httpx.Response, url: httpx.URL, web: Web) -> RefusedRefresh:
    after = _seconds(answer.headers.get("retry-after", ""))
    if after > web.longest_pause:
        return RefusedRefresh(f"{url}: answered {answer.status_code} and asks to wait {after:,.0f} seconds; {LATER}")
    return _Passing(f"{url}: answered {answer.status_code} {web.attempts} times; {LATER}", after)


def _seconds(text: str) -> float:
    """What Retry-After asks for, which is a number of seconds or a moment; 0 where it says neither."""
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0)


def _parts(answer: httpx.Response, url: httpx.URL, limit: int) -> Iterator[bytes]:
    """The body part by part, unpacked by ourselves in bounded pieces."""
    packing = answer.headers.get("content-encoding", "identity").strip().casefold()
    if packing not in {"identity", "gzip", "x-gzip", ""}:
        raise RefusedRefresh(f"{url}: packed as {packing[:40]!r}, which was not asked for; {LATER}")
    unpack = _Unpacking(url, limit) if "gzip" in packing else None
    read = written = 0
    for part in answer.iter_raw():
        read += len(part)
        piece = unpack.take(part, limit - written) if unpack else part
        written += len(piece)
        if max(read, written) > limit:
            raise _too_large(url, limit)
        yield piece
    if unpack:
        unpack.end()


def _too_large(url: httpx.URL, limit: int) -> RefusedRefresh:
    return RefusedRefresh(f"{url}: larger than {limit:,} bytes; nothing is kept of it")


class _Unpacking:
    def __init__(self, url: httpx.URL, limit: int) -> None:
        self._url, self._limit = url, limit
        self._gzip = zlib.decompressobj(GZIP)

    def take(self, part: bytes, left: int) -> bytes:
        """What a part unpacks to, at most one byte more than is left."""
        try:
            return self._gzip.decompress(part, left + 1)
        except zlib.error as error:
            raise _Passing(f"{self._url}: damaged on its way ({error}); {LATER}") from error

    def end(self) -> None:
        """Refuse a stream that stopped before its end."""
        if not self._gzip.eof or self._gzip.unused_data:
            raise _Passing(f"{self._url}: damaged on its way (no whole gzip stream); {LATER}")
