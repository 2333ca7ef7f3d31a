"""A letter as the bytes of a message: RFC 5322 and MIME, by the standard library.

The text is quoted-printable and the HTML ASCII with character references, so the message is 7-bit whatever it says:
no mail server has to recode it, which would break its signature (RFC 6376, 5.3).
"""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy

from evenhand.brief.letters.envelope import Envelope
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import LINKS_OF
from evenhand.brief.letters.sender import Sender
from evenhand.records.subscriptions import LetterKind

# "=_" stands in no quoted-printable text (RFC 2045, 6.7); HTML that has it at a line's beginning is refused.
BOUNDARY = "=_evenhand_letter"
LONGEST_LINE = 998
# Letters to the list; the others answer one reader's own act.
LISTED: tuple[LetterKind, ...] = ("brief", "alert")


class LetterPolicy(EmailPolicy):
    """Folds what people read and leaves what programs read whole.

    The standard policy writes a long List-Unsubscribe as an encoded word, and one-click unsubscribing is dead; without
    any folding a long subject would be one encoded word beyond the 75 characters of RFC 2047.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """The header as bytes, folded at 78 characters where it is a subject or a name."""
        return SMTP.fold_binary(name, value) if name in {"Subject", "From"} else super().fold_binary(name, value)


POLICY = LetterPolicy(linesep="\r\n", max_line_length=LONGEST_LINE)
BODY = SMTP.clone(max_line_length=76)


def message_bytes(letter: Letter, kind: LetterKind, sender: Sender, envelope: Envelope) -> bytes:
    """The whole message with CRLF lines, unsigned. Raises ValueError for a value that cannot stand in it."""
    message = EmailMessage(policy=POLICY)
    message["From"] = sender.from_header
    message["To"] = Address(addr_spec=envelope.to)
    message["Subject"] = letter.subject
    message["Date"] = envelope.date
    message["Message-ID"] = envelope.message_id
    for name, value in _automatic_headers(kind, sender, envelope).items():
        message[name] = value
    message["MIME-Version"] = "1.0"
    message.make_alternative(boundary=BOUNDARY)
    message.attach(_text_part(letter.text))
    message.attach(_html_part(letter.ascii_html))
    return message.as_bytes()


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
    part = EmailMessage(policy=BODY)
    part.set_content(text, cte="quoted-printable")
    del part["MIME-Version"]  # stands once, at the top
    return part


def _html_part(ascii_html: str) -> EmailMessage:
    lines = ascii_html.splitlines()
    if max(map(len, lines), default=0) > LONGEST_LINE or any(line.startswith(f"--{BOUNDARY}") for line in lines):
        raise ValueError(f"a line of the HTML is longer than {LONGEST_LINE} characters or is the mark between parts")
    part = EmailMessage(policy=BODY)
    part.set_content(ascii_html, subtype="html", cte="7bit")
    del part["MIME-Version"]  # stands once, at the top
    return part
