"""What events of the three protocols say, in their recorded shapes."""

import msgspec
import pytest

from evenhand.measure import chat_completions, messages, responses
from evenhand.measure.endpoints import PROTOCOLS
from evenhand.measure.event_stream import Event, EventStream
from evenhand.measure.protocol import Said, joined
from evenhand.measure.stub_speech import PROMPT_TOKENS, SPEECH, tokens
from evenhand.records.speed_receipt import Kind, Target, Tokens

CHAT = {
    '{"choices":[{"delta":{"role":"assistant","content":null}}]}': Said(),
    '{"choices":[{"delta":{"content":"a"},"finish_reason":null}],"usage":null}': Said(answer="a"),
    '{"choices":[{"delta":{"reasoning_content":"hm"}}]}': Said(reasoning="hm"),
    '{"choices":[{"delta":{"reasoning":"hm","content":""}}]}': Said(reasoning="hm"),
    '{"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]}}]}': Said(
        reasoning="hm"
    ),
    '{"choices":[{"delta":{},"finish_reason":"length"}]}': Said(whole=True),
    '{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":7,"completion_tokens_details":{"reasoning_tokens":4},'
    '"prompt_tokens_details":{"cached_tokens":8}}}': Said(tokens=Tokens(input=9, output=7, reasoning=4, cached=8)),
    '{"error":{"message":"overloaded","type":"server_error","code":502}}': Said(fault="server_error: overloaded"),
    '{"error":"broken"}': Said(fault="broken"),
    "[DONE]": Said(whole=True),
}
RESPONSES = {
    '{"type":"response.created","response":{"usage":null}}': Said(),
    '{"type":"response.reasoning_summary_text.delta","delta":"hm"}': Said(summary="hm"),
    '{"type":"response.reasoning_text.delta","delta":"hm"}': Said(reasoning="hm"),
    '{"type":"response.output_text.delta","delta":"a","logprobs":[]}': Said(answer="a"),
    '{"type":"response.incomplete","response":{"usage":{"input_tokens":9,"output_tokens":7,"output_tokens_details":'
    '{"reasoning_tokens":4}}}}': Said(whole=True, tokens=Tokens(input=9, output=7, reasoning=4)),
    '{"type":"response.failed","response":{"error":{"code":"server_error","message":"broke"}}}': Said(
        fault="server_error: broke"
    ),
    '{"type":"error","code":"rate_limit_exceeded","message":"slow down"}': Said(fault="rate_limit_exceeded: slow down"),
}
MESSAGES = {
    '{"type":"message_start","message":{"usage":{"input_tokens":9,"cache_read_input_tokens":5,'
    '"cache_creation_input_tokens":2,"output_tokens":1}}}': Said(tokens=Tokens(input=16, cached=5)),
    '{"type":"ping"}': Said(),
    '{"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"hm"}}': Said(summary="hm"),
    '{"type":"content_block_delta","delta":{"type":"signature_delta","signature":"x"}}': Said(),
    '{"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}}': Said(answer="a"),
    '{"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":7,'
    '"output_tokens_details":{"thinking_tokens":4}}}': Said(tokens=Tokens(output=7, reasoning=4)),
    '{"type":"message_stop"}': Said(whole=True),
    '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}': Said(
        fault="overloaded_error: Overloaded"
    ),
}
RECORDED = [
    *((chat_completions.PROTOCOL, text, said) for text, said in CHAT.items()),
    *((responses.PROTOCOL, text, said) for text, said in RESPONSES.items()),
    *((messages.PROTOCOL, text, said) for text, said in MESSAGES.items()),
]


@pytest.mark.parametrize(("protocol", "text", "said"), RECORDED, ids=lambda one: getattr(one, "kind", ""))
def test_what_an_event_says(protocol, text: str, said: Said) -> None:
    """Text of either kind, usage, the end and faults are read as each protocol writes them."""
    assert protocol.read(Event(b"", text.encode())) == said


WRONG: dict[Kind, list[bytes]] = {
    "chat": [b'{"choices":7}', b'{"choices":[{"delta":{"content":"\xff"}}]}'],
    "responses": [b'{"type":7}', b'{"type":"response.output_text.delta","delta":"\xff"}'],
    "anthropic": [b'{"type":7}', b'{"type":"content_block_delta","delta":{"text":"\xff"}}'],
}


@pytest.mark.parametrize("kind", PROTOCOLS)
def test_what_is_no_event_of_a_protocol(kind: Kind) -> None:
    """An event that is no JSON, no UTF-8 or of other types is a decoding error, never another one."""
    for data in (b"{", b"<html>", b"[1]", *WRONG[kind]):
        with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
            PROTOCOLS[kind].read(Event(b"", data))


@pytest.mark.parametrize("kind", PROTOCOLS)
def test_the_stub_speaks_what_is_read(kind: Kind) -> None:
    """An answer of the stub is read as its text, its usage and its end."""
    before, each, after = SPEECH[kind](tokens(6))
    stream = EventStream()
    said = [PROTOCOLS[kind].read(event) for event in stream.feed(b"".join((*before, *each, *after)))]
    usage = Tokens()
    for one in said:
        usage = joined(usage, one.tokens)
    assert "".join(one.answer for one in said) == "".join(tokens(6))
    assert (usage.input, usage.output) == (PROMPT_TOKENS, 6)
    assert any(one.whole for one in said)


def test_fields_of_a_body() -> None:
    """A target's own fields are added to a request, and null takes one out."""
    target = Target(
        key="k",
        name="m",
        address="a",
        kind="chat",
        limit_field="max_completion_tokens",
        body={"seed": 1, "stream_options": None},
    )
    body = chat_completions.PROTOCOL.body(target, "hello", 9)
    assert body == {
        "model": "m",
        "messages": [{"role": "user", "content": "hello"}],
        "stream": True,
        "max_completion_tokens": 9,
        "seed": 1,
    }
