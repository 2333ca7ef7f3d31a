"""A message that is written once and filled in for each reader, the same byte for byte as one written for them alone.

What is a reader's own stands where its encoding depends on nothing around it: in headers that are never folded, alone
on a line of the text (quoted-printable breaks each line for itself), and in the ASCII of the HTML.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.quoprimime import body_encode
from email.utils import format_datetime

from evenhand.brief.letters.envelope import Envelope
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import LINKS_OF, Links
from evenhand.brief.letters.mime import BOUNDARY, message_bytes
from evenhand.brief.letters.sender import Sender
from evenhand.records.subscriptions import LetterKind

# What stands in for a reader: names under .invalid lead nowhere (RFC 2606), and no encoding changes their letters.
PLACE = "https://reader.invalid/"
TO, MESSAGE_ID, DATE = "reader@reader.invalid", "<letter@reader.invalid>", datetime(1970, 1, 1, tzinfo=UTC)
WRITTEN_DATE = format_datetime(DATE)
LINK = re.escape(PLACE) + "[a-z]+"
IN_HEAD = re.compile(rf"({LINK}|{re.escape(TO)}|{re.escape(MESSAGE_ID)}|{re.escape(WRITTEN_DATE)})".encode())
ALONE_ON_A_LINE = re.compile(rf"(?<=\n)({LINK})(?=\r\n)".encode())
ANYWHERE = re.compile(rf"({LINK})".encode())
BETWEEN = f"\r\n--{BOUNDARY}\r\n".encode()


class Prepared:
    """One content as a message with gaps, which `for_reader` fills.

    `write` is called once, with links that stand in for the reader's. Raises ValueError where the letter has a reader's
    link within a line of its text.
    """

    def __init__(self, kind: LetterKind, write: Callable[[Links], Letter], sender: Sender) -> None:
        self._kind = kind
        links = Links(base=sender.base, **{name: PLACE + name for name in LINKS_OF[kind]})
        stand_in = Envelope(to=TO, links=links, message_id=MESSAGE_ID, date=DATE)
        head, text, html = message_bytes(write(links), kind, sender, stand_in).split(BETWEEN)
        self._pieces: list[bytes] = []
        self._gaps: list[tuple[int, str]] = []
        for part, content, gap in (("head", head, IN_HEAD), ("text", text, ALONE_ON_A_LINE), ("html", html, ANYWHERE)):
            self._take(part, gap.split(content))
            self._pieces.append(BETWEEN)
        self._pieces.pop()

    def _take(self, part: str, pieces: list[bytes]) -> None:
        """Add a part in pieces: each second one is a gap, and no other has a link to fill in."""
        if any(PLACE.encode() in piece for piece in pieces[::2]):
            raise ValueError(f"in the {part} of a letter a reader's link must stand alone on its line")
        start = len(self._pieces)
        self._pieces += pieces
        self._gaps += [(start + place, f"{part} {pieces[place].decode()}") for place in range(1, len(pieces), 2)]

    def for_reader(self, envelope: Envelope) -> bytes:
        """The message of one delivery. Raises ValueError where a link that the letter has is missing."""
        values = {
            f"head {TO}": envelope.to.encode(),
            f"head {MESSAGE_ID}": envelope.message_id.encode(),
            f"head {WRITTEN_DATE}": format_datetime(envelope.date).encode(),
        }
        links = envelope.links.of(self._kind)
        for name in LINKS_OF[self._kind]:
            link, place = getattr(links, name), PLACE + name
            values[f"head {place}"] = link.encode()
            values[f"text {place}"] = body_encode(link, eol="\r\n").encode()
            values[f"html {place}"] = link.replace("&", "&amp;").encode()
        filled = self._pieces.copy()
        for place_of_gap, gap in self._gaps:
            filled[place_of_gap] = values[gap]
        return b"".join(filled)
