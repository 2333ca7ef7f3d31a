"""However a request ends, it is measured as that and counted."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from measured_here import at, measured, without_calibration, without_import

from evenhand.measure.budget import Limits, Price
from evenhand.measure.speed_session import Measured
from evenhand.records.speed_receipt import Kind
from scripted_endpoint import BREAK, EVENTS, Action, Came, scripted, spoken, status

QUICK = {"first_limit": 0.3, "idle_limit": 0.2, "whole_limit": 1.0}
CUT = spoken("chat", 20)[:14]
ENDS: dict[str, tuple[Sequence[Action], str, str]] = {
    "cut by the server": ([*CUT, BREAK], "cut", ""),
    "ended before the answer did": (CUT, "cut", "the stream ended before the answer did"),
    "no token": ([EVENTS, 2.0], "slow", "no token within 0.3 s"),
    "no answer": ([2.0], "slow", "no token within 0.3 s"),
    "silent": ([*CUT, 2.0], "slow", "silent for 0.2 s"),
    "no text": (spoken("chat", 0), "empty", ""),
    "an error in the stream": (
        [EVENTS, b'data: {"error":{"type":"overloaded","message":"busy"}}\n\n'],
        "failed",
        "overloaded: busy",
    ),
    "what is no event": (
        [EVENTS, b"data: <html>\n\n"],
        "failed",
        "the stream holds an event that is not what the protocol says",
    ),
    "one piece": (
        status(200, b'{"choices":[]}', "Content-Type: application/json"),
        "failed",
        "the server answered in one piece instead of streaming",
    ),
    "broken there": (
        status(500, b'{"error":{"message":"broke","type":"server_error"}}'),
        "failed",
        "server_error: broke",
    ),
    "refused": (status(400, b'{"error":{"message":"no such model","code":"bad"}}'), "refused", "bad: no such model"),
    "a redirect": (
        status(307, b"", "Location: http://127.0.0.1:1/elsewhere"),
        "refused",
        "redirects to another address; a key is not carried there",
    ),
    "no connection": ([BREAK], "failed", "the server closed the connection"),
    "no HTTP": ([b"hello\r\n\r\n"], "failed", ""),
}


@pytest.fixture(autouse=True)
def _uncalibrated(monkeypatch: pytest.MonkeyPatch) -> None:
    without_calibration(monkeypatch)
    without_import(monkeypatch)


def of(script: Callable[[Came], Sequence[Action]], own: Path, **settings: object) -> Measured:
    """Measure an endpoint that answers so."""
    with scripted(script) as served:
        return measured(at(served.base), own, **settings)


@pytest.mark.parametrize("name", ENDS)
def test_ends(name: str, tmp_path: Path) -> None:
    """A request that ends so is one of three in the report, between two that were answered."""
    actions, outcome, fault = ENDS[name]
    found = of(lambda came: actions if came.number == 1 else spoken("chat"), tmp_path, **QUICK).receipt
    assert [one.outcome for one in found.requests] == ["answered", outcome, "answered"]
    (figures,) = found.figures
    assert figures.outcomes == {"answered": 2, outcome: 1}
    assert found.requests[1].fault == fault or not fault
    assert figures.n == 3


@pytest.mark.parametrize("kind", ["chat", "responses", "anthropic"])
def test_an_answer_of_each_protocol(kind: Kind, tmp_path: Path) -> None:
    """Tokens are those of the usage report, and times are in their order."""
    with scripted(lambda _came: spoken(kind, 8)) as served:
        found = measured(at(served.base, kind=kind), tmp_path)
    for one in found.receipt.requests:
        assert (one.outcome, one.tokens.input, one.tokens.output, one.pieces) == ("answered", 17, 8, 8)
        assert 0.01 <= one.first_answer <= one.last <= one.whole
    assert found.receipt.figures[0].counted == "usage"


def test_reasoning_and_answer_apart(tmp_path: Path) -> None:
    """The first token of reasoning and the first of the answer are timed each by itself."""
    thought = b'data: {"choices":[{"delta":{"reasoning_content":"hm "}}]}\n\n'
    script = [EVENTS, thought, 0.1, *spoken("chat", 4)[1:]]
    (figures,) = of(lambda _came: script, tmp_path).receipt.figures
    assert figures.first_reasoning.p50 == figures.first_token.p50
    assert figures.first_answer.p50 - figures.first_reasoning.p50 >= 0.1


def test_rate_limits_are_waited_and_measured(tmp_path: Path) -> None:
    """A request that is told to wait is asked again after that time, which is counted and in no figure."""
    wait = status(429, b'{"error":{"message":"slow down"}}', "retry-after-ms: 250", "Retry-After: 1")
    day = status(503, b"", "Date: Sun, 22 Nov 2026 12:00:00 GMT", "Retry-After: Sun, 22 Nov 2026 12:00:01 GMT")
    found = of(lambda came: {1: wait, 2: day}.get(came.number, spoken("chat")), tmp_path).receipt
    limited = found.requests[1]
    assert [one.outcome for one in found.requests] == ["answered"] * 3
    assert (limited.attempts, limited.limited, limited.asked_wait) == (3, 2, 1.25)
    assert limited.waited >= 1.25
    assert limited.first_answer < 1
    assert found.spent.requests == 5


def test_a_wait_that_is_too_long_ends_the_run(tmp_path: Path) -> None:
    """A server that asks for an hour is not waited for: the run ends, says so, and keeps what it has."""
    hour = status(429, b"", "Retry-After: 3600")
    found = of(lambda came: hour if came.number else spoken("chat"), tmp_path, requests=5)
    assert (found.receipt.ending, len(found.receipt.requests)) == ("rate limit", 2)
    assert found.receipt.figures[0].outcomes == {"answered": 1, "limited": 1}
    assert "3,600 s" in found.receipt.why
    assert found.kept is not None


def test_nothing_but_refusals_ends_the_run(tmp_path: Path) -> None:
    """After three refusals in a row nothing more is asked, and nothing is kept as a speed."""
    found = of(lambda _came: status(401, b'{"error":{"message":"who are you"}}'), tmp_path, requests=50)
    assert (found.receipt.ending, len(found.receipt.requests), found.kept) == ("refusals", 3, None)
    assert "HTTP 401, who are you" in found.receipt.why


def test_a_closed_connection_is_opened_anew(tmp_path: Path) -> None:
    """A server that closed a connection while it stood idle costs a new one, not a failed request."""
    head = EVENTS.replace(b"Connection: close", b"Transfer-Encoding: chunked")
    body = b"".join(part for part in spoken("chat")[1:] if isinstance(part, bytes))
    kept_open = [head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)]
    found = of(lambda _came: kept_open, tmp_path).receipt
    assert [one.outcome for one in found.requests] == ["answered"] * 3


LIMITS = {
    "requests": (Limits(requests=7), 7),
    "tokens": (Limits(tokens=2000), 100),
    "dollars": (Limits(dollars=0.01), 100),
}


@pytest.mark.parametrize("name", LIMITS)
def test_limits_are_never_passed(name: str, tmp_path: Path) -> None:
    """Four streams stop by themselves before any limit could be passed by what is in flight; the rest is measured."""
    limits, most = LIMITS[name]
    price = Price(input=3.0, output=100.0)
    with scripted(lambda _came: spoken("chat", 8)) as served:
        one = at(served.base)
        found = measured(
            one, tmp_path, limits=limits, prices={one.target.key: price}, requests=100, concurrency=(4,)
        ).receipt
    assert found.ending == "budget"
    assert 4 <= len(found.requests) <= most
    spent = found.spent
    assert spent.requests == len(served.came) <= most
    assert spent.input_tokens + spent.output_tokens <= (limits.tokens or 1e9)
    assert spent.dollars == pytest.approx(price.of(17, 8) * len(served.came))
    assert spent.dollars <= (limits.dollars or 1e9)
