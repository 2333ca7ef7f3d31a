"""An endpoint on loopback that answers in the three protocols, and keeps every request that it got."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
USAGE = (11, 3)


@dataclass
class Asked:
    """One request: its path, headers in small letters, and body."""

    path: str
    headers: dict[str, str]
    body: Body

    @property
    def prompt(self) -> str:
        """The text of the last message, whatever the protocol."""
        said = self.body.get("messages") or self.body["input"]
        content = said[-1]["content"]
        return content if isinstance(content, str) else content[0]["text"]


@dataclass
class Endpoint:
    """Where it listens, what it was asked, and how it answers; `seconds` pass before each answer."""

    address: str
    reply: Callable[[str], str]
    seconds: float = 0.0
    refuse: str = ""
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def endpoint(reply: Callable[[str], str] = lambda _: "ANSWER: 7", seconds: float = 0.0) -> Iterator[Endpoint]:
    """Listen until the block ends."""
    server = _Server(("127.0.0.1", 0), _Handler)
    there = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1", reply, seconds)
    server.there = there  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Somebody who was killed has left; everything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        there: Endpoint = self.server.there  # type: ignore[attr-defined]
        data = self.rfile.read(int(self.headers["content-length"]))
        if len(data) < int(self.headers["content-length"]):
            raise ConnectionResetError
        body = json.loads(data)
        path = self.path.partition("?")[0]
        kind = next((end for end in ("chat/completions", "responses", "messages") if path.endswith(end)), "")
        if not kind:
            self._send(404, "application/json", "{}")
            return
        asked = Asked(path, {name.lower(): value for name, value in self.headers.items()}, body)
        there.asked.append(asked)
        time.sleep(there.seconds)
        if there.refuse:
            self._send(401, "application/json", json.dumps({"error": {"message": there.refuse, "type": "auth"}}))
            return
        text = there.reply(asked.prompt)
        whole = {"chat/completions": _chat, "responses": _response, "messages": _message}[kind](body["model"], text)
        if body.get("stream"):
            assert kind == "messages", "only Anthropic's protocol is streamed here"
            self._send(200, "text/event-stream", _message_events(whole, text))
        else:
            self._send(200, "application/json", json.dumps(whole))

    def _send(self, status: int, kind: str, text: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its signature
        """Say nothing."""


def _chat(model: str, text: str) -> Body:
    usage = {"prompt_tokens": USAGE[0], "completion_tokens": USAGE[1], "total_tokens": sum(USAGE)}
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    return {
        "id": "c1", "object": "chat.completion", "created": 1, "model": model, "choices": [choice], "usage": usage
    }  # fmt: skip


def _response(model: str, text: str) -> Body:
    content = {"type": "output_text", "text": text, "annotations": []}
    message = {"type": "message", "id": "m1", "role": "assistant", "status": "completed", "content": [content]}
    usage = {
        "input_tokens": USAGE[0], "output_tokens": USAGE[1], "total_tokens": sum(USAGE),
        "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0},
    }  # fmt: skip
    return {
        "id": "r1", "object": "response", "created_at": 1, "model": model, "status": "completed", "output": [message],
        "usage": usage, "parallel_tool_calls": True, "tool_choice": "auto", "tools": [],
    }  # fmt: skip


def _message(model: str, text: str) -> Body:
    return {
        "id": "a1", "type": "message", "role": "assistant", "model": model, "stop_reason": "end_turn",
        "content": [{"type": "text", "text": text}], "usage": {"input_tokens": USAGE[0], "output_tokens": USAGE[1]},
    }  # fmt: skip


def _message_events(whole: Body, text: str) -> str:
    begun = {**whole, "content": [], "stop_reason": None}
    events = (
        {"type": "message_start", "message": begun},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": USAGE[1]}},
        {"type": "message_stop"},
    )
    return "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)
