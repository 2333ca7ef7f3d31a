"""OpenAI's responses with streaming: named events, usage in the last one.

Reasoning arrives as a summary or, from open models, as its text; hidden reasoning is known from the usage report only.
"""

from typing import Any

import msgspec
from msgspec import Struct

from evenhand.measure.event_stream import Event
from evenhand.measure.protocol import SILENT, Fault, Protocol, Said, fault_text, with_body
from evenhand.records.speed_receipt import Target, Tokens

ANSWERS = frozenset({"response.output_text.delta", "response.refusal.delta"})
REASONING, SUMMARY = "response.reasoning_text.delta", "response.reasoning_summary_text.delta"
FAULTS = frozenset({"error", "response.failed"})
WHOLE = frozenset({"response.completed", "response.incomplete"})
DONE = b"[DONE]"


class _OutputDetails(Struct, frozen=True):
    reasoning_tokens: int | None = None


class _InputDetails(Struct, frozen=True):
    cached_tokens: int | None = None


class _Usage(Struct, frozen=True):
    input_tokens: int | None = None
    output_tokens: int | None = None
    output_tokens_details: _OutputDetails | None = None
    input_tokens_details: _InputDetails | None = None


class _Response(Struct, frozen=True):
    usage: _Usage | None = None
    error: Fault | None = None


class _Event(Struct, frozen=True):
    type: str = ""
    delta: str | dict[str, Any] | None = None
    response: _Response | None = None
    message: str | None = None
    code: str | int | None = None
    error: Fault | None = None


_decoder = msgspec.json.Decoder(_Event)


def _headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


def _body(target: Target, prompt: str, most: int) -> dict[str, Any]:
    body = {"model": target.name, "input": prompt, "stream": True, "max_output_tokens": most, "store": False}
    return with_body(body, target.body)


def _read(event: Event) -> Said:
    if event.data == DONE:
        return Said(whole=True)
    said = _decoder.decode(event.data)
    text = said.delta if isinstance(said.delta, str) else ""
    if said.type in ANSWERS:
        return Said(answer=text)
    if said.type in (REASONING, SUMMARY):
        return Said(reasoning=text) if said.type == REASONING else Said(summary=text)
    if said.type in FAULTS:
        inside = said.response.error if said.response else Fault(said.message, None, said.code)
        return Said(fault=fault_text(said.error or inside))
    return _end(said.response) if said.type in WHOLE else SILENT


def _end(response: _Response | None) -> Said:
    return Said(whole=True, tokens=_tokens(response.usage) if response and response.usage else None)


def _tokens(usage: _Usage) -> Tokens:
    inside, outside = usage.input_tokens_details, usage.output_tokens_details
    return Tokens(
        input=usage.input_tokens,
        output=usage.output_tokens,
        reasoning=outside.reasoning_tokens if outside else None,
        cached=inside.cached_tokens if inside else None,
    )


PROTOCOL = Protocol(kind="responses", path="/responses", headers=_headers, body=_body, read=_read)
