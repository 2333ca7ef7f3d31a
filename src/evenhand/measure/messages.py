"""Anthropic's messages with streaming: usage of the prompt in the first event, of the output in `message_delta`.

Thinking may arrive as a summary, so that its text is never taken for the tokens that it took.
"""

from typing import Any

import msgspec
from msgspec import Struct

from evenhand.measure.event_stream import Event
from evenhand.measure.protocol import SILENT, Fault, Protocol, Said, fault_text, with_body
from evenhand.records.speed_receipt import Target, Tokens

VERSION = "2026-10-21"


class _OutputDetails(Struct, frozen=True):
    thinking_tokens: int | None = None


class _Usage(Struct, frozen=True):
    input_tokens: int | None = None
    output_tokens: int | None = None
    output_tokens_details: _OutputDetails | None = None
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None


class _Message(Struct, frozen=True):
    usage: _Usage | None = None


class _Delta(Struct, frozen=True):
    text: str | None = None
    thinking: str | None = None


class _Event(Struct, frozen=True):
    type: str = ""
    message: _Message | None = None
    delta: _Delta | None = None
    usage: _Usage | None = None
    error: Fault | None = None


_decoder = msgspec.json.Decoder(_Event)


def _headers(key: str) -> dict[str, str]:
    return {"anthropic-version": VERSION} | ({"x-api-key": key} if key else {})


def _body(target: Target, prompt: str, most: int) -> dict[str, Any]:
    message = [{"role": "user", "content": prompt}]
    return with_body({"model": target.name, "messages": message, "stream": True, "max_tokens": most}, target.body)


def _read(event: Event) -> Said:
    said = _decoder.decode(event.data)
    if said.type == "content_block_delta" and said.delta:
        return Said(answer=said.delta.text or "", summary=said.delta.thinking or "")
    if said.type == "message_start" and said.message and said.message.usage:
        return Said(tokens=_input(said.message.usage))
    if said.type == "message_delta" and said.usage:
        return Said(tokens=_output(said.usage))
    if said.type == "error":
        return Said(fault=fault_text(said.error))
    return Said(whole=True) if said.type == "message_stop" else SILENT


def _input(usage: _Usage) -> Tokens:
    """What the prompt took: read from a cache or written to one is counted apart there, and together here."""
    if usage.input_tokens is None:
        return Tokens()
    cached = usage.cache_read_input_tokens or 0
    return Tokens(input=usage.input_tokens + cached + (usage.cache_creation_input_tokens or 0), cached=cached)


def _output(usage: _Usage) -> Tokens:
    details = usage.output_tokens_details
    return Tokens(output=usage.output_tokens, reasoning=details.thinking_tokens if details else None)


PROTOCOL = Protocol(kind="anthropic", path="/messages", headers=_headers, body=_body, read=_read)
