"""One request, timed: what arrives is stamped when its bytes do, and however it ends is a result."""

import asyncio
from collections.abc import AsyncIterator
from time import perf_counter
from typing import Any

import aiohttp
import msgspec
from msgspec import Struct, field

from evenhand.measure.arrivals import StampingConnector, packets, stamps
from evenhand.measure.endpoints import Endpoint
from evenhand.measure.event_stream import Event, EventStream, StreamTooLong
from evenhand.measure.protocol import NOTHING, Fault, Protocol, fault_text, joined
from evenhand.measure.retry_after import AFTER, wait_asked
from evenhand.records.speed_receipt import Outcome, Tokens

OK = 200
TOO_MANY = 429
UNAVAILABLE = 503
OVERLOADED = 529
LONGEST_ERROR = 65_536
MOST_BYTES = 64 << 20
EVENTS = "text/event-stream"
CLOSED = (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError)
# A server that has sent its last event and keeps the stream open is not waited for.
CLOSING = 1.0


class Patience(Struct, frozen=True, kw_only=True):
    """Seconds until a request is given up: without a first token, between two packets, in all."""

    first: float
    idle: float
    whole: float


class Heard(Struct, kw_only=True):
    """What has come of one request so far; times are seconds from its start."""

    outcome: Outcome = "failed"
    status: int | None = None
    fault: str = ""
    connected: float | None = None
    first_reasoning: float | None = None
    first_answer: float | None = None
    last: float | None = None
    whole: float | None = None
    pieces: int = 0
    reasoning_pieces: int = 0
    first_pieces: int = 0
    characters: int = 0
    first_characters: int = 0
    tokens: Tokens = NOTHING
    ended: bool = False
    asked_wait: float | None = None
    texts: list[str] = field(default_factory=list)

    def take(self, protocol: Protocol, event: Event, at: float) -> None:
        """One event that came at this time.

        Raises:
            msgspec.DecodeError, UnicodeDecodeError: it is not what the protocol says.

        """
        said = protocol.read(event)
        self.tokens = joined(self.tokens, said.tokens)
        self.ended |= said.whole
        self.fault = self.fault or said.fault
        if said.summary and self.first_reasoning is None:
            self.first_reasoning = at
        if said.reasoning or said.answer:
            self._text(said.reasoning, said.answer, at)

    def _text(self, reasoning: str, answer: str, at: float) -> None:
        if reasoning and self.first_reasoning is None:
            self.first_reasoning = at
        if answer and self.first_answer is None:
            self.first_answer = at
        size = len(reasoning) + len(answer)
        if self.last in {None, at} and self.first_pieces == self.pieces:
            self.first_pieces += 1
            self.first_characters += size
        self.last = at
        self.pieces += 1
        self.reasoning_pieces += bool(reasoning)
        self.characters += size
        self.texts.append(reasoning + answer)


class _Start(Struct):
    """When a request was written to its connection, and how long that took to open, where it was new."""

    at: float
    opening: float = 0.0
    opened: float | None = None


def session(streams: int) -> aiohttp.ClientSession:
    """A session with as many connections as there are streams, kept open; it follows and stores nothing on its own."""
    trace = aiohttp.TraceConfig()
    trace.on_connection_create_start.append(_opening)
    trace.on_connection_create_end.append(_opened)
    trace.on_request_chunk_sent.append(_writing)
    return aiohttp.ClientSession(
        connector=StampingConnector(streams),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
        cookie_jar=aiohttp.DummyCookieJar(),
        trace_configs=[trace],
        trust_env=False,
    )


async def _opening(_session: aiohttp.ClientSession, context: Any, _params: object) -> None:  # noqa: ANN401 - aiohttp's own
    if isinstance(start := context.trace_request_ctx, _Start):
        start.opening = perf_counter()


async def _opened(_session: aiohttp.ClientSession, context: Any, _params: object) -> None:  # noqa: ANN401 - aiohttp's own
    if isinstance(start := context.trace_request_ctx, _Start):
        start.opened = perf_counter() - start.opening


async def _writing(_session: aiohttp.ClientSession, context: Any, _params: object) -> None:  # noqa: ANN401 - aiohttp's own
    if isinstance(start := context.trace_request_ctx, _Start):
        start.at = perf_counter()


async def ask(web: aiohttp.ClientSession, endpoint: Endpoint, prompt: str, most: int, patience: Patience) -> Heard:
    """Ask and listen to the end; every way to end but being cancelled is a result.

    Where a connection that stood turns out to be closed before any of the answer came, it is asked once more on a new
    one, with a new clock: servers close what was idle, which says nothing of their speed.

    The clock starts when the request is written to its connection; opening one, where none stands, is timed apart.
    Whatever a server or a library says of a fault passes through the key's `hide`.
    """
    body = msgspec.json.encode(endpoint.protocol.body(endpoint.target, prompt, most))
    heard, stale = await _once(web, endpoint, body, patience)
    if stale:
        heard, _ = await _once(web, endpoint, body, patience)
    heard.fault = endpoint.key.hide(heard.fault)
    return heard


async def _once(web: aiohttp.ClientSession, endpoint: Endpoint, body: bytes, patience: Patience) -> tuple[Heard, bool]:
    """What came, and whether the connection had been closed before it was asked."""
    heard, start, stale = Heard(), _Start(perf_counter()), False
    try:
        async with asyncio.timeout(patience.first) as limit:
            await _exchange(web, endpoint, body, heard, _Clock(start, limit, patience))
    except TimeoutError:
        heard.outcome, heard.fault = "slow", _overdue(heard, perf_counter() - start.at, patience)
    except (aiohttp.ClientError, OSError) as error:
        stale = start.opened is None and heard.status is None and isinstance(error, CLOSED)
        heard.outcome = "cut" if heard.status == OK else "failed"
        heard.fault = heard.fault or _named(error)
    except StreamTooLong as error:
        heard.outcome, heard.fault = "failed", str(error)
    except (msgspec.DecodeError, UnicodeDecodeError):
        heard.outcome, heard.fault = "failed", "the stream holds an event that is not what the protocol says"
    except ValueError as error:  # aiohttp: a line of the answer's head is too long, an address cannot be used
        heard.outcome, heard.fault = "failed", _named(error)
    heard.whole = heard.whole if heard.whole is not None else perf_counter() - start.at
    heard.connected = start.opened
    return heard, stale


class _Clock(Struct, frozen=True):
    """Since when a request runs, and the timeout that is moved on with everything that comes."""

    start: _Start
    limit: asyncio.Timeout
    patience: Patience

    def now(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self.start.at

    def move(self, heard: Heard, now: float) -> None:
        """The next packet has its time from here."""
        if heard.ended:
            wait = CLOSING
        elif heard.last is None and heard.first_reasoning is None:
            wait = self.patience.first - now
        else:
            wait = min(self.patience.idle, self.patience.whole - now)
        self.limit.reschedule(asyncio.get_running_loop().time() + wait)


async def _exchange(web: aiohttp.ClientSession, endpoint: Endpoint, body: bytes, heard: Heard, clock: _Clock) -> None:
    headers = endpoint.headers | {"Content-Type": "application/json"}
    posting = web.post(endpoint.url, data=body, headers=headers, allow_redirects=False, trace_request_ctx=clock.start)
    async with posting as answer:
        heard.status = answer.status
        if answer.status != OK:
            await _refused(answer, heard)
        elif EVENTS not in answer.headers.get("Content-Type", EVENTS):
            heard.outcome, heard.fault = "failed", "the server answered in one piece instead of streaming"
        else:
            await _listen(answer, endpoint.protocol, heard, clock)
            _judge(heard)


async def _listen(answer: aiohttp.ClientResponse, protocol: Protocol, heard: Heard, clock: _Clock) -> None:
    """Take packets until the stream ends; one that has said all and stays open is left."""
    stream = EventStream()
    try:
        async for packet, stamp in _packets(answer):
            heard.whole = max(0.0, stamp - clock.start.at)
            for event in stream.feed(packet):
                heard.take(protocol, event, heard.whole)
            clock.move(heard, clock.now())
    except asyncio.CancelledError:
        if not (heard.ended and clock.limit.expired()):
            raise
    except (aiohttp.ClientError, OSError):
        if not heard.ended:
            raise
    for event in stream.end():
        heard.take(protocol, event, clock.now())
    if not heard.ended:
        heard.whole = clock.now()


async def _packets(answer: aiohttp.ClientResponse) -> AsyncIterator[tuple[bytes, float]]:
    """The body in the packets that it came in, each with the time of its arrival.

    Raises:
        StreamTooLong: it does not end.

    """
    arrived, size = stamps(answer), 0
    while data := await answer.content.readany():
        for one in packets(data, size, arrived):
            yield one
        size += len(data)
        if size > MOST_BYTES:
            raise StreamTooLong("the stream is endless")


def _judge(heard: Heard) -> None:
    """How a stream that was heard to its end has ended."""
    if heard.fault:
        heard.outcome = "failed"
    elif not heard.ended:
        heard.outcome, heard.fault = "cut", "the stream ended before the answer did"
    else:
        heard.outcome = "answered" if heard.pieces else "empty"


async def _refused(answer: aiohttp.ClientResponse, heard: Heard) -> None:
    """What an answer other than 200 says: to wait, that it went wrong there, or that it will not."""
    heard.asked_wait = wait_asked(answer.headers)
    waits = answer.status == UNAVAILABLE and AFTER in answer.headers
    if answer.status in {TOO_MANY, OVERLOADED} or waits:
        heard.outcome = "limited"
    else:
        heard.outcome = "failed" if answer.status >= 500 else "refused"
    if 300 <= answer.status < 400:
        heard.fault = "redirects to another address; a key is not carried there"
        return
    heard.fault = _error_text(await answer.content.read(LONGEST_ERROR))


class _Error(Struct):
    error: Fault | str | None = None
    message: str | None = None


def _error_text(body: bytes) -> str:
    try:
        said = msgspec.json.decode(body, type=_Error)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return body.decode("utf-8", "replace")
    return fault_text(said.error or said.message)


def _overdue(heard: Heard, now: float, patience: Patience) -> str:
    if heard.last is None and heard.first_reasoning is None:
        return f"no token within {patience.first:g} s"
    return f"not whole after {patience.whole:g} s" if now >= patience.whole else f"silent for {patience.idle:g} s"


def _named(error: BaseException) -> str:
    """An error of the connection by its kind and its reason; never its request, which holds the headers."""
    plain = error.message if isinstance(error, aiohttp.ClientResponseError) else str(error)
    reason = getattr(error, "strerror", "") or plain
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the server closed the connection"
    return f"{type(error).__name__}: {reason}".removesuffix(": ")
