"""JSON into typed records, numbers as the text that stands there; what does not fit is told with file and place."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from msgspec import DecodeError, Raw, ValidationError
from msgspec.json import Decoder, Encoder

from evenhand.errors import BadLog

T = TypeVar("T")

LONGEST_NUMBER = 64
# A text, or one of the constants that Python writes and JSON does not know.
CONSTANT = re.compile(rb'"(?:[^"\\]|\\.)*"|(-?Infinity)\b|(NaN)\b', re.DOTALL)
WHERE = re.compile(r"(?P<what>.*?) - at `\$?(?P<path>.*)`$", re.DOTALL)
BYTE = re.compile(r"(?P<what>.*?) \((?P<path>byte \d+)\)$", re.DOTALL)
CUT = "Input data was truncated"
LAST = 40
NOT_NUMBERS = frozenset((b"NaN", b"Infinity"))

_ANY: Decoder[object] = Decoder()
_ENCODER = Encoder(order="sorted")


def decoded(file: str, place: str, body: bytes | Raw, decoder: Decoder[T], *, not_a_number: bool = False) -> T:
    """What `body` says. `not_a_number` allows NaN, which a tool writes for "none", and reads it as null.

    Raises:
        BadLog: not JSON, nested too deeply, or something in it is not what it must be.

    """
    try:
        return decoder.decode(body)
    except RecursionError as error:
        raise BadLog(file, "it is nested too deeply", place=place) from error
    except ValidationError as error:
        raise _told(file, place, str(error)) from error
    except (DecodeError, UnicodeError, ValueError) as error:
        plain = _without_constants(file, place, bytes(body), not_a_number=not_a_number)
        if plain:
            return decoded(file, place, plain, decoder)
        raise _told(file, place, str(error), bytes(body)) from error


@contextmanager
def told_at(file: str, place: str) -> Iterator[None]:
    """Values that were taken unread are read inside: what does not fit in them is told with this place.

    Raises:
        BadLog: instead of the decoder's own errors.

    """
    try:
        yield
    except RecursionError as error:
        raise BadLog(file, "it is nested too deeply", place=place) from error
    except (DecodeError, UnicodeError) as error:
        raise _told(file, place, str(error)) from error


def number_of(file: str, place: str, raw: Raw | bytes) -> str:
    """The digits of a finite number as they stand there; empty for null.

    Raises:
        BadLog: no number, not finite, or of more than 64 digits.

    """
    text = bytes(raw).decode("utf-8", "replace")
    if text == "null":
        return ""
    if len(text) > LONGEST_NUMBER:
        raise BadLog(file, f"a number of more than {LONGEST_NUMBER} characters", place=place, value=text)
    if not _is_finite(text):
        raise BadLog(file, "not a finite number", place=place, value=text)
    return text


def text_of(raw: Raw | bytes) -> str:
    """A value as plain text: a number's own digits, a text itself, anything else as JSON on one line; empty for null.

    Raises:
        ValueError, RecursionError: it is not whole JSON.

    """
    body = bytes(raw)
    if body[:1] in b"-0123456789" and body:
        return body.decode("ascii", "replace")
    value = _ANY.decode(body)
    if value is None:
        return ""
    return value if isinstance(value, str) else _ENCODER.encode(value).decode()


def _is_finite(text: str) -> bool:
    try:
        return bool(text) and text[0] in "-0123456789" and abs(float(text)) < float("inf")
    except ValueError:
        return False


def _without_constants(file: str, place: str, body: bytes, *, not_a_number: bool) -> bytes:
    """The JSON with null for NaN; nothing where no such constant stands in it."""
    if not any(constant in body for constant in NOT_NUMBERS):
        return b""

    def plain(found: re.Match[bytes]) -> bytes:
        if found[1] or (found[2] and not not_a_number):
            raise BadLog(file, "no finite number", place=f"{place}, byte {found.start()}", value=found[0].decode())
        return b"null" if found[2] else found[0]

    changed = CONSTANT.sub(plain, body)
    return b"" if changed == body else changed


def _told(file: str, place: str, message: str, body: bytes | None = None) -> BadLog:
    if message == CUT:
        return _cut(file, place, body)
    found = WHERE.match(message) or BYTE.match(message)
    if found is None:
        return BadLog(file, message, place=place)
    path = found["path"].lstrip(".")
    return BadLog(file, found["what"], place=f"{place}, {path}" if place and path else path or place)


def _cut(file: str, place: str, body: bytes | None) -> BadLog:
    """JSON that ends too early: at which byte, and what stands there last."""
    ends = "" if body is None else f"byte {len(body)}"
    return BadLog(
        file,
        "it is truncated: the JSON ends before it is whole",
        place=", ".join(part for part in (place, ends) if part),
        value=(body or b"")[-LAST:].decode("utf-8", "replace"),
        fix="copy or run it again",
    )
