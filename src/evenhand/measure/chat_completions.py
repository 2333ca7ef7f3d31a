"""OpenAI's chat completions with streaming, as most hosts and local servers speak it.

Reasoning arrives as `reasoning_content` (DeepSeek, llama.cpp, vLLM), as `reasoning` (OpenRouter, newer vLLM), or as
parts of the content (Mistral); where a host hides it, only the usage report knows of it.
"""

from typing import Any

import msgspec
from msgspec import Struct

from evenhand.measure.event_stream import Event
from evenhand.measure.protocol import SILENT, Fault, Protocol, Said, fault_text, with_body
from evenhand.records.speed_receipt import Target, Tokens

DONE = b"[DONE]"


class _Delta(Struct, frozen=True):
    content: str | list[dict[str, Any]] | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    refusal: str | None = None


class _Choice(Struct, frozen=True):
    delta: _Delta | None = None
    finish_reason: str | None = None


class _OutputDetails(Struct, frozen=True):
    reasoning_tokens: int | None = None


class _InputDetails(Struct, frozen=True):
    cached_tokens: int | None = None


class _Usage(Struct, frozen=True):
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    completion_tokens_details: _OutputDetails | None = None
    prompt_tokens_details: _InputDetails | None = None


class _Chunk(Struct, frozen=True):
    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    error: Fault | str | None = None


_decoder = msgspec.json.Decoder(_Chunk)


def _headers(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


def _body(target: Target, prompt: str, most: int) -> dict[str, Any]:
    body = {
        "model": target.name,
        "messages": [{"role": "user", "content": prompt}],
        "stream": True,
        "stream_options": {"include_usage": True},
        target.limit_field: most,
    }
    return with_body(body, target.body)


def _read(event: Event) -> Said:
    if event.data == DONE:
        return Said(whole=True)
    chunk = _decoder.decode(event.data)
    if chunk.error is not None or event.name == b"error":
        return Said(fault=fault_text(chunk.error))
    choice = chunk.choices[0] if chunk.choices else None
    if choice is None and chunk.usage is None:
        return SILENT
    reasoning, answer = _texts(choice.delta) if choice and choice.delta else ("", "")
    return Said(
        reasoning=reasoning,
        answer=answer,
        tokens=_tokens(chunk.usage) if chunk.usage else None,
        whole=bool(choice and choice.finish_reason),
    )


def _texts(delta: _Delta) -> tuple[str, str]:
    reasoning = delta.reasoning_content or delta.reasoning or ""
    if isinstance(delta.content, list):
        thought = "".join(_part_text(part.get("thinking")) for part in delta.content)
        return reasoning + thought, "".join(_part_text(part.get("text")) for part in delta.content)
    return reasoning, delta.content or delta.refusal or ""


def _part_text(value: object) -> str:
    """The text of one part of a content: a text, or a list of parts with texts."""
    if isinstance(value, list):
        return "".join(_part_text(part.get("text")) for part in value if isinstance(part, dict))
    return value if isinstance(value, str) else ""


def _tokens(usage: _Usage) -> Tokens:
    inside, outside = usage.prompt_tokens_details, usage.completion_tokens_details
    return Tokens(
        input=usage.prompt_tokens,
        output=usage.completion_tokens,
        reasoning=outside.reasoning_tokens if outside else None,
        cached=inside.cached_tokens if inside else None,
    )


PROTOCOL = Protocol(kind="chat", path="/chat/completions", headers=_headers, body=_body, read=_read)
