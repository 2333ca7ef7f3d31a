"""Letters as messages: what the bytes hold."""

import email
import re
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented_letters import BASE, ENVELOPE, LINKS, SENDER, WRITERS
from msgspec.structs import replace

from evenhand.brief.letters.envelope import Envelope
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import Links
from evenhand.brief.letters.mime import POLICY, message_bytes
from evenhand.brief.letters.sender import Sender, sender_of
from evenhand.brief.mail_settings import mail_settings
from evenhand.errors import BadSetting
from evenhand.records.subscriptions import LetterKind

KINDS = tuple(WRITERS)
CHECKED = settings(deadline=None, derandomize=True, database=None)
READABLE = st.characters(exclude_categories=["C", "Z"]) | st.just(" ")
BREAKS = ("\r", "\n", "\r\n", "\0", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\x7f", "\x1b")


def raw(kind: LetterKind = "brief", envelope: Envelope = ENVELOPE) -> bytes:
    """The message of a kind."""
    return message_bytes(WRITERS[kind](envelope.links), kind, SENDER, envelope)


def parsed(message: bytes) -> EmailMessage:
    """The message as a mail program reads it."""
    return email.message_from_bytes(message, _class=EmailMessage, policy=default)


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_reads_back(kind: LetterKind) -> None:
    """Both parts come out as they were written, the text first, without a defect anywhere."""
    letter, message = WRITERS[kind](LINKS), parsed(raw(kind))
    text, html = message.iter_parts()
    assert (message.get_content_type(), text.get_content_type(), html.get_content_type()) == (
        "multipart/alternative",
        "text/plain",
        "text/html",
    )
    assert text.get_content() == letter.text.replace("\n", "\r\n")
    assert html.get_content().splitlines() == letter.ascii_html.splitlines()
    assert message["Subject"] == letter.subject
    assert message["From"].addresses[0].display_name == SENDER.name
    assert message["To"] == ENVELOPE.to
    assert message["Date"].datetime == ENVELOPE.date
    assert message["Message-ID"] == ENVELOPE.message_id
    assert not [fault for part in message.walk() for fault in part.defects]
    assert not [fault for value in message.values() for fault in value.defects]


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_is_plain_ascii_in_short_lines(kind: LetterKind) -> None:
    """Every byte is ASCII, lines end in CRLF and have at most 998 characters, those of the text at most 76."""
    message = raw(kind)
    assert message.isascii()
    assert message.count(b"\n") == message.count(b"\r\n") == message.count(b"\r")
    assert max(map(len, message.split(b"\r\n"))) <= 998
    text = message.split(b"--=_evenhand_letter")[1]
    assert max(map(len, text.split(b"\r\n"))) <= 76


@pytest.mark.parametrize("length", [20, 70, 200, 330])
def test_the_link_to_leave_stands_whole_in_the_bytes(length: int) -> None:
    """List-Unsubscribe is one line with the address as it is, however long: never folded, never encoded."""
    leave = f"{BASE}/brief/unsubscribe/{'t' * length}"
    message = raw(envelope=replace(ENVELOPE, links=replace(LINKS, unsubscribe=leave)))
    assert f"\r\nList-Unsubscribe: <{leave}>\r\n".encode() in message
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in message


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_headers(kind: LetterKind) -> None:
    """The list's letters name the list; all say that no person wrote them; who is gone has nothing to leave."""
    message = parsed(raw(kind))
    listed = kind in {"brief", "alert"}
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == ("Evenhand brief <brief.catalog.example>" if listed else None)
    assert message["Precedence"] == ("bulk" if listed else None)
    assert (message["List-Unsubscribe"] is None) == (message["List-Unsubscribe-Post"] is None) == (kind == "goodbye")
    assert len(message.keys()) == len(set(message.keys()))


@CHECKED
@given(st.text(READABLE, min_size=1, max_size=200))
@example("=?utf-8?q?x?=")
@example("Ada at One: input was $4.00 and is now $3.00 (−25%), output was $12.00 and is now $9.00 (−25%), by Prices")
def test_any_subject_reads_back(text: str) -> None:
    """A subject in any letters comes back as it was, in encoded words of at most 75 characters (RFC 2047)."""
    subject = " ".join(text.split())
    message = message_bytes(Letter(subject=subject, text="x\n", html="<p>x</p>"), "goodbye", SENDER, ENVELOPE)
    head = message.partition(b"\r\n\r\n")[0]
    assert parsed(message)["Subject"] == subject
    assert max([0, *map(len, re.findall(rb"=\?utf-8\?[bq]\?\S*\?=", head))]) <= 75


@CHECKED
@given(st.text(READABLE, min_size=1, max_size=90).filter(str.strip))
@example("Brief, weekly (new)")
@example("=?utf-8?q?x?=")
def test_any_name_of_a_sender_reads_back(text: str) -> None:
    """The name in From comes back as it was, beside the one address."""
    sender = replace(SENDER, name=" ".join(text.split()))
    message = message_bytes(Letter(subject="x", text="x\n", html="<p>x</p>"), "goodbye", sender, ENVELOPE)
    assert [one.addr_spec for one in parsed(message)["From"].addresses] == [sender.address]
    (written,) = re.findall(r"^From: (.*?)\s*<brief@catalog.example>\r\n", message.decode(), re.DOTALL)
    read = str(make_header(decode_header(written)))
    assert sender.name in {read, unquote(read)}


@pytest.mark.parametrize("mark", BREAKS)
def test_a_header_that_would_break_is_refused_last_of_all(mark: str) -> None:
    """Whatever else fails, a header with a line break or control character is not written."""
    with pytest.raises(ValueError, match="no header can hold"):
        EmailMessage(policy=POLICY)["X-Test"] = f"a{mark}Bcc: x@y.example"


def test_a_name_that_hides_a_header_hides_nothing() -> None:
    """What looks like an encoded word is shown as it is: its line break never becomes one."""
    hidden = "=?utf-8?q?x=0D=0ABcc:_y=40z.example?="
    message = message_bytes(
        Letter(subject=hidden, text="x\n", html="<p>x</p>"), "goodbye", replace(SENDER, name=hidden), ENVELOPE
    )
    assert parsed(message)["Bcc"] is None
    assert parsed(message)["Subject"] == hidden


@CHECKED
@given(st.sampled_from(BREAKS), st.integers(0, 19))
def test_no_value_can_add_a_header(mark: str, place: int) -> None:
    """A line break or control character in any value that reaches a header is refused, wherever it stands."""

    def broken(value: str) -> str:
        cut = place % (len(value) + 1)
        return f"{value[:cut]}{mark}Bcc: x@y.example{value[cut:]}"

    refused = (
        lambda: Letter(subject=broken("News"), text="", html=""),
        lambda: Links(base=broken(BASE)),
        lambda: Links(base=BASE, unsubscribe=broken(LINKS.unsubscribe)),
        lambda: replace(ENVELOPE, to=broken("reader@mail.example")),
        lambda: replace(ENVELOPE, message_id=broken("<a@b.example>")),
        lambda: Sender(address=broken("brief@catalog.example"), base=BASE),
        lambda: Sender(address="brief@catalog.example", base=BASE, name=broken("News")),
    )
    for make in refused:
        with pytest.raises(ValueError, match=r"is one|one whole|one ASCII|without"):
            make()


@CHECKED
@given(st.text(max_size=60))
def test_an_address_is_one_mailbox_or_refused(text: str) -> None:
    """What is taken as an address names exactly one recipient and nothing else."""
    try:
        envelope = replace(ENVELOPE, to=text)
    except ValueError:
        return
    assert [one.addr_spec for one in parsed(raw("goodbye", envelope))["To"].addresses] == [text]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example, c@d.example",
        "A <a@b.example>",
        '"a b"@c.example',
        "ä@b.example",
        "a@b.example (x)",
        "@",
        "a@",
        "a..b@c.example",
    ],
)
def test_what_is_not_one_plain_address_is_refused(address: str) -> None:
    """Lists, names, quotes, comments and other letters are no address of a reader, and the error does not repeat it."""
    with pytest.raises(ValueError, match="one ASCII mailbox") as refused:
        replace(ENVELOPE, to=address)
    assert address not in str(refused.value)


def test_a_date_without_a_zone_is_refused() -> None:
    """Nobody can tell when it was."""
    with pytest.raises(ValueError, match="time zone"):
        replace(ENVELOPE, date=datetime(2026, 5, 18))  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize("html", ["x" * 999, "a\n--=_evenhand_letter\nb"])
def test_html_that_mail_would_break_is_refused(html: str) -> None:
    """Overlong lines, and a line that reads as the mark between parts."""
    with pytest.raises(ValueError, match="a line of the HTML"):
        message_bytes(Letter(subject="x", text="x", html=html), "goodbye", SENDER, ENVELOPE)


def test_the_sender_is_that_of_the_settings() -> None:
    """Name, address, imprint and base address come from the environment; without them nothing is written."""
    given = {
        "EVENHAND_MAIL_FROM": "Ünser Brief <brief@catalog.example>",
        "EVENHAND_BASE_URL": "https://catalog.example/",
        "EVENHAND_IMPRINT": "1 Example Street",
    }
    sender = sender_of(mail_settings(given))
    assert sender == Sender(address="brief@catalog.example", base=BASE, name="Ünser Brief", imprint="1 Example Street")
    assert sender.domain == "catalog.example"
    with pytest.raises(BadSetting, match="EVENHAND_MAIL_FROM"):
        sender_of(mail_settings({}))


def test_a_list_keeps_its_name() -> None:
    """The List-Id is that of the site's host."""
    sender = Sender(address="news@mail.example", base="http://[::1]:8000")
    assert sender.list_id == "Evenhand brief <brief.localhost>"
    assert ENVELOPE.date.tzinfo is UTC
