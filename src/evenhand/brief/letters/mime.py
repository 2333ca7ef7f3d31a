"""A letter as the bytes of a message: RFC 5322 and MIME, by the standard library.

The text is quoted-printable and the HTML ASCII with character references, so the message is 7-bit whatever it says:
no mail server has to recode it, which would break its signature (RFC 6376, 5.3).
"""

from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr

from evenhand.brief.letters.envelope import Envelope
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import LINKS_OF
from evenhand.brief.letters.sender import Sender
from evenhand.records.subscriptions import LetterKind

# "=_" stands in no quoted-printable text (RFC 2045, 6.7); HTML that has it at a line's beginning is refused.
BOUNDARY = "=_evenhand_letter"
LONGEST_LINE = 998
# Of quoted-printable text (RFC 2045, 6.7).
LONGEST_ENCODED = 76
LONGEST_PLAIN = 400
# `Header` counts one too few.
LONGEST_FOLDED = 75
CRLF = "\r\n"
FOLD = CRLF + " "
# Letters to the list; the others answer one reader's own act.
LISTED: tuple[LetterKind, ...] = ("brief", "alert")


class LetterPolicy(EmailPolicy):
    """Keeps each header as it is written here, printable ASCII, already encoded and folded where that is right.

    The standard policy writes a long List-Unsubscribe as an encoded word, and one-click unsubscribing is dead. It puts
    spaces into long subjects of other letters, and decodes a text that looks like an encoded word, line breaks and all.
    """

    def header_store_parse(self, name: str, value: str) -> tuple[str, str]:
        """The header as it was given. Raises ValueError for one that would not stay one header (RFC 5322, 2.2)."""
        if not (value.isascii() and value.replace(FOLD, "").isprintable()):
            raise ValueError(f"the header {name} has a character that no header can hold")
        return name, value

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - as the standard policy
        """The header as it was given."""
        return value

    def fold_binary(self, name: str, value: str) -> bytes:
        """The header as bytes."""
        return f"{name}: {value}{CRLF}".encode("ascii")


POLICY = LetterPolicy(linesep=CRLF, max_line_length=LONGEST_ENCODED)


def message_bytes(letter: Letter, kind: LetterKind, sender: Sender, envelope: Envelope) -> bytes:
    """The whole message with CRLF lines, unsigned. Raises ValueError for a value that cannot stand in it."""
    message = EmailMessage(policy=POLICY)
    message["From"] = mailbox(sender.name, sender.address)
    message["To"] = envelope.to
    message["Subject"] = encoded(letter.subject, "Subject")
    message["Date"] = format_datetime(envelope.date)
    message["Message-ID"] = envelope.message_id
    for name, value in _automatic_headers(kind, sender, envelope).items():
        message[name] = value
    message["MIME-Version"] = "1.0"
    message.make_alternative(boundary=BOUNDARY)
    message.attach(_text_part(letter.text))
    message.attach(_html_part(letter.ascii_html))
    return message.as_bytes()


def mailbox(name: str, address: str) -> str:
    """A display name and its address as a From header has them."""
    if _is_plain(name):
        return formataddr((name, address))
    return f"{encoded(name, 'From')}{FOLD}<{address}>"


def encoded(text: str, header: str) -> str:
    """Printable text as it stands in a header: as it is, or in encoded words of at most 75 characters (RFC 2047)."""
    return text if _is_plain(text) else Header(text, "utf-8", LONGEST_FOLDED, header).encode(linesep=CRLF)


def _is_plain(text: str) -> bool:
    """That it is short ASCII and holds nothing that reads as an encoded word."""
    return text.isascii() and "=?" not in text and len(text) < LONGEST_PLAIN


def _automatic_headers(kind: LetterKind, sender: Sender, envelope: Envelope) -> dict[str, str]:
    """That no person wrote it (RFC 3834), and for a list how to leave it: RFC 2919, RFC 2369, RFC 8058."""
    found = {"Auto-Submitted": "auto-generated"}
    if kind in LISTED:
        found |= {"Precedence": "bulk", "List-Id": sender.list_id}
    if "unsubscribe" in LINKS_OF[kind]:
        found["List-Unsubscribe"] = f"<{envelope.links.unsubscribe}>"
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


def _text_part(text: str) -> EmailMessage:
    part = EmailMessage(policy=POLICY)
    part.set_content(text, cte="quoted-printable")
    del part["MIME-Version"]  # stands once, at the top
    return part


def _html_part(ascii_html: str) -> EmailMessage:
    lines = ascii_html.splitlines()
    if max(map(len, lines), default=0) > LONGEST_LINE or any(line.startswith(f"--{BOUNDARY}") for line in lines):
        raise ValueError(f"a line of the HTML is longer than {LONGEST_LINE} characters or is the mark between parts")
    part = EmailMessage(policy=POLICY)
    part.set_content(ascii_html, subtype="html", cte="7bit")
    del part["MIME-Version"]  # stands once, at the top
    return part
