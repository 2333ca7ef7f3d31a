"""What the stub says: answers of all three protocols in their recorded shapes, and how they are cut into packets."""

from collections.abc import Callable
from typing import Any, Literal

import msgspec

from evenhand.records.speed_receipt import Kind

Packets = Literal["whole", "split", "paired"]
PACKETS: tuple[Packets, ...] = ("whole", "split", "paired")
# Letters of one to four bytes, so that a packet can end within one.
WORDS = ("naïve ", "語 ", "plain ", "🙂 ")
PROMPT_TOKENS = 17


def tokens(count: int) -> list[str]:
    """The text of the answer, token by token."""
    return [WORDS[place % len(WORDS)] for place in range(count)]


def chat(texts: list[str]) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """Events before the first token, one a token, and after the last, as chat completions has them."""
    before = [_chat({"role": "assistant", "content": ""})]
    after = [_chat({}, finish="stop"), _data(_chunk([], _chat_usage(len(texts)))), b"data: [DONE]\n\n"]
    return before, [_chat({"content": text}) for text in texts], after


def responses(texts: list[str]) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """The same as responses has them."""
    usage = {"input_tokens": PROMPT_TOKENS, "output_tokens": len(texts), "total_tokens": PROMPT_TOKENS + len(texts)}
    whole = {"id": "resp_1", "object": "response", "status": "completed", "usage": usage}
    before = [_named("response.created", {"response": whole | {"status": "in_progress", "usage": None}})]
    each = [_named("response.output_text.delta", {"item_id": "m", "output_index": 0, "delta": text}) for text in texts]
    return before, each, [_named("response.completed", {"response": whole})]


def anthropic(texts: list[str]) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """The same as Anthropic's messages has them."""
    start = {"id": "msg_1", "role": "assistant", "usage": {"input_tokens": PROMPT_TOKENS, "output_tokens": 1}}
    before = [
        _named("message_start", {"message": start}),
        _named("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}),
        _named("ping", {}),
    ]
    deltas = [{"index": 0, "delta": {"type": "text_delta", "text": text}} for text in texts]
    stop = {"delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": len(texts)}}
    after = [_named("content_block_stop", {"index": 0}), _named("message_delta", stop), _named("message_stop", {})]
    return before, [_named("content_block_delta", delta) for delta in deltas], after


SPEECH: dict[Kind, Callable[[list[str]], tuple[list[bytes], list[bytes], list[bytes]]]] = {
    "chat": chat,
    "responses": responses,
    "anthropic": anthropic,
}


def cut_in_a_letter(event: bytes) -> tuple[bytes, bytes]:
    """An event in two, within its first letter of several bytes, else in the middle."""
    place = next((place for place, byte in enumerate(event) if byte >= 0x80), len(event) // 2 - 1)
    return event[: place + 1], event[place + 1 :]


def _chunk(choices: list[dict[str, Any]], usage: dict[str, int] | None) -> dict[str, Any]:
    return {"id": "c-1", "object": "chat.completion.chunk", "model": "stub", "choices": choices, "usage": usage}


def _chat(delta: dict[str, str], finish: str | None = None) -> bytes:
    return _data(_chunk([{"index": 0, "delta": delta, "finish_reason": finish}], None))


def _chat_usage(count: int) -> dict[str, int]:
    return {"prompt_tokens": PROMPT_TOKENS, "completion_tokens": count, "total_tokens": PROMPT_TOKENS + count}


def _named(name: str, body: dict[str, Any]) -> bytes:
    return b"event: " + name.encode() + b"\n" + _data({"type": name} | body)


def _data(body: dict[str, Any]) -> bytes:
    return b"data: " + msgspec.json.encode(body) + b"\n\n"
