"""What is one delivery's own in a message: to whom, when, under which id, with which links."""

import re
from datetime import datetime

from msgspec import Struct

from evenhand.brief.letters.links import Links
from evenhand.brief.letters.sender import checked_mailbox

MESSAGE_ID = re.compile(r"<[A-Za-z0-9.+=_-]+@[A-Za-z0-9.-]+>")


class Envelope(Struct, frozen=True, kw_only=True):
    """One delivery: the reader's address, their links, the Message-ID of the delivery, when it is handed over (UTC).

    Raises ValueError for what cannot stand in a header; the message does not name the address.
    """

    to: str
    links: Links
    message_id: str
    date: datetime

    def __post_init__(self) -> None:
        checked_mailbox(self.to)
        if not MESSAGE_ID.fullmatch(self.message_id):
            raise ValueError("a Message-ID is <name@domain> without spaces")
        if self.date.utcoffset() is None:
            raise ValueError("the date of a letter has a time zone")
