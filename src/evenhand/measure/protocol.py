"""What the three ways to ask a model have in common: a request's body, and what one event of the answer says."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from evenhand.measure.event_stream import Event
from evenhand.records.speed_receipt import Kind, Target, Tokens

NOTHING = Tokens()


class Said(Struct, frozen=True, kw_only=True, gc=False):
    """What one event says: text of either kind, usage, that the answer is whole, or a fault.

    `summary` is reasoning in other words than the model's own, whose tokens are not those that were made.
    """

    reasoning: str = ""
    summary: str = ""
    answer: str = ""
    tokens: Tokens | None = None
    whole: bool = False
    fault: str = ""


class Protocol(Struct, frozen=True, kw_only=True):
    """One way to ask: `path` below the base address, headers with a key, a body, and the reading of an event.

    `read` raises `msgspec.DecodeError` or `UnicodeDecodeError` where an event is not what the protocol says.
    """

    kind: Kind
    path: str
    headers: Callable[[str], dict[str, str]]
    body: Callable[[Target, str, int], dict[str, Any]]
    read: Callable[[Event], Said]


class Fault(Struct, frozen=True):
    """An error as all three protocols write it."""

    message: str | None = None
    type: str | None = None
    code: str | int | None = None


SILENT = Said()


def fault_text(fault: Fault | str | None) -> str:
    """An error's kind and message in one line."""
    if fault is None or isinstance(fault, str):
        return fault or "an error without a message"
    kind = fault.type or (str(fault.code) if fault.code else "")
    return ": ".join(part for part in (kind, fault.message) if part) or "an error without a message"


def with_body(body: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """A body with the fields of a target's own; null takes a field out."""
    return {name: value for name, value in {**body, **added}.items() if value is not None}


def joined(one: Tokens, other: Tokens | None) -> Tokens:
    """What is known of usage after another report; the later one counts where both say something."""
    if other is None:
        return one
    said = {name: value for name, value in msgspec.structs.asdict(other).items() if value is not None}
    return msgspec.structs.replace(one, **said)
