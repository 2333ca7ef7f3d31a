"""Who sends the letters: what stands in their From, List-Id and foot."""

import re
from urllib.parse import urlsplit

from msgspec import Struct

from evenhand.brief.mail_settings import MailSettings, needed_for_letters

# A mailbox without quoted parts or comments (RFC 5322, dot-atom): nothing in it can end a header or name a second one.
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
MAILBOX = re.compile(rf"{ATOM}(?:\.{ATOM})*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class Sender(Struct, frozen=True, kw_only=True):
    """The sender: `address` with its display `name`, the site's `base` address, the `imprint` at the foot of letters.

    Raises ValueError for an address that is none or a name with control characters.
    """

    address: str
    base: str
    name: str = "Evenhand"
    imprint: str = ""

    def __post_init__(self) -> None:
        checked_mailbox(self.address)
        if not self.name.isprintable():
            raise ValueError("the name of a sender is one line without control characters")

    @property
    def domain(self) -> str:
        """The domain of the address: that of message ids and signatures."""
        return self.address.rpartition("@")[2]

    @property
    def list_id(self) -> str:
        """The List-Id of RFC 2919, which filters sort by: it stays while the site's host does."""
        host = urlsplit(self.base).hostname or self.domain
        return f"Evenhand brief <brief.{'localhost' if ':' in host else host}>"


def sender_of(settings: MailSettings) -> Sender:
    """The sender that the settings name. Raises BadSetting where they do not say who sends or where the site is."""
    needed_for_letters(settings)
    name = settings.sender_name or "Evenhand"
    return Sender(address=settings.sender_address, base=settings.base, name=name, imprint=settings.imprint)


def checked_mailbox(address: str) -> str:
    """The address itself, where it can stand in a header and an SMTP command; ValueError otherwise, not naming it.

    ASCII alone: a domain of other letters is written by its ASCII name.
    """
    if len(address) > 254 or not MAILBOX.fullmatch(address):  # RFC 5321, 4.5.3.1.3
        raise ValueError("a mail address is one ASCII mailbox without quotes, spaces or line breaks")
    return address
