"""Reports of letters that came back: DSNs in an mbox or Maildir (RFC 3464), or JSON lines of a mail service.

A line is `{"status": "5.1.1", "message_id": "<…>", "recipient": "…", "at": "2026-05-18T07:00:00Z"}`: the status of
RFC 3463, and at least one of the Message-ID of our letter and the address; `at` may be left out.
"""

import mailbox
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from evenhand.errors import BadLog

FAILED = "failed"
# Larger mail is no report.
MOST_BYTES = 5_000_000
STATUS = re.compile(r"[45]\.\d{1,3}\.\d{1,3}")
# A permanent failure of which no more is known (RFC 3463, 3.1).
UNSAID = "5.0.0"
SHAPE = '{"status": "5.1.1", "message_id": "<…>"}'


class DeliveryReport(Struct, frozen=True, kw_only=True):
    """One letter that came back: the status (`5.1.1`), the Message-ID of the letter, the address, when it came back.

    `message_id` and `recipient` are empty where the report has none, `at` is milliseconds since 1970, None if unknown.
    """

    status: str
    message_id: str = ""
    recipient: str = ""
    at: int | None = None

    def __repr__(self) -> str:
        return f"DeliveryReport({self.status})"


class _Line(Struct, frozen=True):
    status: str
    message_id: str = ""
    recipient: str = ""
    at: datetime | None = None


def read_reports(place: Path) -> Iterator[DeliveryReport]:
    """All reports in an mbox, a Maildir, or a file of JSON lines (`.jsonl`); other mail in it is passed over.

    Raises:
        BadLog: it is none of these, or a line of JSON is not in the shape above.

    """
    if place.is_dir():
        if not ((place / "new").is_dir() or (place / "cur").is_dir()):
            raise BadLog(str(place), "this folder is no Maildir", fix="name one that holds `new` and `cur`")
        yield from _in_box(mailbox.Maildir(place, create=False))
    elif not place.is_file():
        raise BadLog(str(place), "no such file or folder", fix="name an mbox, a Maildir or a file of JSON lines")
    elif place.suffix in {".jsonl", ".ndjson"}:
        yield from _in_lines(place)
    else:
        with place.open("rb") as start:
            head = start.read(5)
        if head and head != b"From ":
            raise BadLog(str(place), "this is no mbox", fix="an mbox begins with `From `; JSON lines end in .jsonl")
        yield from _in_box(mailbox.mbox(place, create=False))


def reports_in(message: Message) -> Iterator[DeliveryReport]:
    """What a message reports, one a recipient; nothing where it is no report of a failure."""
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return
    parts: list[Message] = [part for part in message.walk() if part is not message]
    named = _message_id(parts)
    at = _time(message["date"])
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            for fields in _recipients(part):
                if _field(fields, "action").casefold() == FAILED:
                    status = STATUS.match(_field(fields, "status"))
                    recipient = _address(_field(fields, "original-recipient") or _field(fields, "final-recipient"))
                    yield DeliveryReport(
                        status=status[0] if status else UNSAID, message_id=named, recipient=recipient, at=at
                    )


def _in_box(box: "mailbox.Mailbox[Any]") -> Iterator[DeliveryReport]:
    try:
        for key in box.iterkeys():
            raw = box.get_bytes(key)
            if len(raw) <= MOST_BYTES:
                yield from reports_in(BytesParser(policy=compat32).parsebytes(raw))
    finally:
        box.close()


def _in_lines(file: Path) -> Iterator[DeliveryReport]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                found = msgspec.json.decode(line, type=_Line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise BadLog(str(file), "this line is no report", place=f"line {number}", fix=f"as {SHAPE}") from error
            if not (found.message_id or found.recipient) or not STATUS.fullmatch(found.status):
                raise BadLog(
                    str(file), "this line names no letter or no status", place=f"line {number}", fix=f"as {SHAPE}"
                )
            at = int(found.at.timestamp() * 1000) if found.at else None
            yield DeliveryReport(status=found.status, message_id=found.message_id, recipient=found.recipient, at=at)


def _recipients(part: Message) -> list[Message]:
    """The groups of fields of a delivery status, one a recipient; the first, of the whole message, is left out."""
    groups = part.get_payload()
    return [one for one in groups[1:] if isinstance(one, Message)] if isinstance(groups, list) else []


def _message_id(parts: list[Message]) -> str:
    """The Message-ID of the letter that came back, from what of it the report returns."""
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822" and isinstance(part.get_payload(), list):
            returned = part.get_payload(0)
        elif kind == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            returned = (
                BytesParser(policy=compat32).parsebytes(body, headersonly=True) if isinstance(body, bytes) else None
            )
        else:
            continue
        if isinstance(returned, Message) and returned["message-id"]:
            return str(returned["message-id"]).strip()
    return ""


def _field(fields: Message, name: str) -> str:
    return " ".join(str(fields.get(name, "")).split())


def _address(field: str) -> str:
    """The address in `rfc822; name@example.org`."""
    kind, _, address = field.partition(";")
    return address.strip() if kind.strip().casefold() == "rfc822" else ""


def _time(text: object) -> int | None:
    try:
        found = parsedate_to_datetime(str(text))
    except (TypeError, ValueError, OverflowError):
        return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return int(aware.timestamp() * 1000)
