"""What every answer says to browsers, and what other sites may do with it."""

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from evenhand.application.answers import gathered
from evenhand.server.careful_headers import careful

Client = TestClient[Litestar]
ASKING = {"origin": "https://other.invalid", "access-control-request-method": "GET"}


@pytest.mark.parametrize("path", ["/", "/about", "/nothing", "/api/v1/models", "/embed/nothing"])
def test_nobody_may_frame_a_page(client: Client, path: str) -> None:
    """Pages, answers and errors forbid frames; scripts and styles come from this site alone."""
    policy = client.get(path).headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'; " in policy
    assert "unsafe" not in policy


def test_everybody_may_frame_an_embed() -> None:
    """What stands under `/embed/` is made to be framed; the rest of its policy is that of every page."""

    async def embed(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def policy(path: str) -> str:
        work = gathered(careful(embed), {"type": "http", "path": path}, None)
        with pytest.raises(StopIteration) as done:
            work.send(None)
        return done.value.value.header(b"content-security-policy").decode()

    own, framed = policy("/compare/a-vs-b"), policy("/embed/compare/a-vs-b")
    assert own.endswith("; frame-ancestors 'none'")
    assert framed == own.removesuffix("'none'") + "*"


def test_other_sites_may_read_answers_for_programs(client: Client) -> None:
    """A browser's question before reading is answered for the interface, and for nothing else."""
    asked = client.options("/api/v1/models", headers=ASKING)
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert "POST" not in asked.headers["access-control-allow-methods"]
    assert client.get("/api/v1/models").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.options("/about", headers=ASKING).headers
    assert "access-control-allow-origin" not in client.get("/about").headers


@pytest.mark.parametrize(
    "path",
    ["/downloads/models.csv", "/downloads/LICENCES.txt", "/boards/even/verified/overall.csv", "/feeds/changes.json"],
)
def test_other_sites_may_read_files(client: Client, path: str) -> None:
    """A table, a board as CSV and a feed can be read by a page of any site, with the question before."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.options(path, headers=ASKING).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("path", ["/downloads", "/boards/even/verified/coding", "/subscribe", "/brief"])
def test_other_sites_read_no_page(client: Client, path: str) -> None:
    """Pages for people stay with browsers of people."""
    assert "access-control-allow-origin" not in client.get(path).headers


def test_a_refused_method_names_all_that_work(client: Client) -> None:
    """HEAD works wherever GET does, and is named with it."""
    for path in ("/api/v1/models", "/about", "/downloads/models.csv"):
        assert client.head(path).status_code == 200
        refused = client.delete(path)
        assert refused.status_code == 405
        assert refused.headers["allow"] == "GET, HEAD, OPTIONS"
