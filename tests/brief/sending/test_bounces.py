"""Letters that came back: reports in mailboxes and JSON lines, and what they make of letters and readers."""

import mailbox
from email import message_from_string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from tests.brief.sending.sending_ground import letters, queue, state_of, subscribe

from evenhand.brief.letters.message_ids import message_id
from evenhand.brief.sending.bounces import apply_reports
from evenhand.brief.sending.delivery_reports import DeliveryReport, read_reports, reports_in
from evenhand.brief.store.opening import Store
from evenhand.brief.store.tables import subscribers
from evenhand.errors import BadLog

SECRET = "a secret of these tests"  # noqa: S105 - it opens nothing
AT = 1_779_094_800_000  # Mon, 18 May 2026 09:00:00 UTC
DSN = """\
From: MAILER-DAEMON@mx.example.net
To: brief@example.org
Date: Mon, 18 May 2026 09:00:00 +0000
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Mon, 18 May 2026 08:59:00 +0000

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown

--b
Content-Type: {returned}

From: brief@example.org
To: {recipient}
Message-ID: {id}
Subject: The brief

--b--
"""


def _dsn(
    recipient: str = "a@example.net",
    status: str = "5.1.1",
    named: str = "",
    action: str = "failed",
    returned: str = "text/rfc822-headers",
) -> str:
    return DSN.format(recipient=recipient, status=status, id=named, action=action, returned=returned)


def _sent(store: Store, *names: str, times: int = 1) -> tuple[int, ...]:
    readers = subscribe(store, *names)
    for week in range(times):
        queue(store, *readers, about=f"2026-W{20 + week}", state="sent", done_at=AT - 1000 * (times - week))
    return readers


def _named(store: Store, place: int = 0) -> str:
    return message_id("brief", letters(store)[place].id, "example.org", SECRET)


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_names_letter_and_status(returned: str) -> None:
    """Both forms in which a letter is returned are read, with the time of the report."""
    (found,) = reports_in(message_from_string(_dsn(named="<brief.7.0f@example.org>", returned=returned)))
    assert (found.status, found.message_id, found.recipient, found.at) == (
        "5.1.1",
        "<brief.7.0f@example.org>",
        "a@example.net",
        AT,
    )


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_only_failures_count(action: str) -> None:
    """A letter that is delayed, or was delivered, has not come back."""
    assert not list(reports_in(message_from_string(_dsn(action=action))))


def test_other_mail_is_no_report() -> None:
    """Answers and notes in the same mailbox are passed over."""
    assert not list(reports_in(message_from_string("From: a@example.net\nSubject: thanks\n\nStatus: 5.1.1\n")))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=200), st.integers(0, len(DSN)))
def test_no_mail_is_a_fault(junk: str, place: int) -> None:
    """Whatever somebody mails to the address for bounces, reading it ends with reports or without."""
    text = _dsn(named="<x@y>")
    for report in reports_in(message_from_string(text[:place] + junk + text[place:])):
        assert report.status[0] in "45"


def test_mailboxes_of_both_kinds_are_read(tmp_path: Path) -> None:
    """An mbox and a Maildir give the same reports, in order, and are left as they are."""
    box, folder = mailbox.mbox(tmp_path / "mbox"), mailbox.Maildir(tmp_path / "maildir")
    for name in ("a", "b"):
        box.add(_dsn(f"{name}@example.net"))
        folder.add(_dsn(f"{name}@example.net"))
    box.close()
    folder.close()
    before = (tmp_path / "mbox").read_bytes()
    assert [one.recipient for one in read_reports(tmp_path / "mbox")] == ["a@example.net", "b@example.net"]
    assert {one.recipient for one in read_reports(tmp_path / "maildir")} == {"a@example.net", "b@example.net"}
    assert (tmp_path / "mbox").read_bytes() == before


def test_lines_of_a_service_are_read(tmp_path: Path) -> None:
    """JSON lines in the described shape; a wrong one is told with its line."""
    file = tmp_path / "events.jsonl"
    file.write_text(
        '{"status": "5.1.1", "message_id": "<brief.1.x@y>", "at": "2026-05-18T09:00:00Z", "more": 1}\n\n'
        '{"status": "4.2.2", "recipient": "a@example.net"}\n'
    )
    assert list(read_reports(file)) == [
        DeliveryReport(status="5.1.1", message_id="<brief.1.x@y>", at=AT),
        DeliveryReport(status="4.2.2", recipient="a@example.net"),
    ]
    for wrong in ('{"status": "5.1.1"}', '{"status": "ok", "recipient": "a"}', "nonsense"):
        file.write_text(f"\n{wrong}\n")
        with pytest.raises(BadLog, match="line 2"):
            list(read_reports(file))


@pytest.mark.parametrize("name", ["missing", "folder", "text"])
def test_what_is_no_mailbox_is_refused(tmp_path: Path, name: str) -> None:
    """A missing file, a folder that is no Maildir, and a text are told as such."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("nothing of the kind")
    with pytest.raises(BadLog):
        list(read_reports(tmp_path / name))


def test_an_address_that_is_gone_is_suspended_at_once(file_store: Store) -> None:
    """5.1.1 for a letter that is provably ours suspends; read again it changes nothing."""
    (reader,) = _sent(file_store, "a")
    queue(file_store, reader, about="next")
    report = DeliveryReport(status="5.1.1", message_id=_named(file_store), at=AT)
    done = apply_reports(file_store, SECRET, [report, report])
    assert (done.reports, done.letters, done.suspended, done.known, done.unknown) == (2, 1, 1, 1, 0)
    assert state_of(file_store, reader) == "suspended"
    assert [(row.state, row.reason) for row in letters(file_store)] == [
        ("sent", "came back (5.1.1)"),
        ("skipped", "suspended"),
    ]


def test_a_full_mailbox_is_suspended_after_three_letters(file_store: Store) -> None:
    """Soft bounces count in a row of letters, not of reports."""
    (reader,) = _sent(file_store, "a", times=3)
    for place, state in ((0, "active"), (1, "active"), (1, "active"), (2, "suspended")):
        apply_reports(file_store, SECRET, [DeliveryReport(status="4.2.2", message_id=_named(file_store, place))])
        assert state_of(file_store, reader) == state


def test_a_letter_that_arrived_ends_the_row(file_store: Store) -> None:
    """Two that came back, one that arrived, one that came back: the reader goes on."""
    (reader,) = _sent(file_store, "a", times=4)
    for place in (0, 1, 3):
        apply_reports(file_store, SECRET, [DeliveryReport(status="4.2.2", message_id=_named(file_store, place))])
    assert state_of(file_store, reader) == "active"


def test_a_forged_report_suspends_nobody(file_store: Store) -> None:
    """Who does not know our Message-ID can at most make one letter count, and the same report not twice."""
    (reader,) = _sent(file_store, "a", times=2)
    forged = message_id("brief", letters(file_store)[0].id, "example.org", "another secret")
    report = DeliveryReport(status="5.1.1", message_id=forged, recipient="A@example.net", at=AT)
    done = apply_reports(file_store, SECRET, [report] * 5)
    assert (done.letters, done.known, done.suspended) == (1, 4, 0)
    assert state_of(file_store, reader) == "active"


def test_a_weak_report_does_not_hide_a_proven_one(file_store: Store) -> None:
    """A report of the address alone that comes before the proven one keeps nobody mailed; the letter counts once."""
    (reader,) = _sent(file_store, "a")
    queue(file_store, reader, about="next")
    weak = DeliveryReport(status="5.1.1", recipient="a@example.net", at=AT)
    assert apply_reports(file_store, SECRET, [weak]).suspended == 0
    assert state_of(file_store, reader) == "active"
    proven = DeliveryReport(status="5.1.1", message_id=_named(file_store), at=AT)
    done = apply_reports(file_store, SECRET, [proven])
    assert (done.letters, done.known, done.suspended) == (0, 1, 1)
    assert state_of(file_store, reader) == "suspended"
    assert [row.state for row in letters(file_store)] == ["sent", "skipped"]
    with file_store.reading() as connection:
        assert connection.scalar(select(subscribers.c.bounces)) == 1


@pytest.mark.parametrize("first", ["4.2.2", "5.1.1"])
def test_who_has_come_back_is_not_suspended_by_the_same_reports(file_store: Store, first: str) -> None:
    """A mailbox of reports is read again and again: what was proven before its owner asked anew suspends once."""
    (reader,) = _sent(file_store, "a")
    reports = [
        DeliveryReport(status=first, recipient="a@example.net", at=AT),
        DeliveryReport(status="5.1.1", message_id=_named(file_store), at=AT),
        DeliveryReport(status="5.2.1", message_id=_named(file_store), at=AT),
    ]
    assert apply_reports(file_store, SECRET, reports).suspended == 1
    with file_store.begin() as connection:
        connection.execute(update(subscribers).values(state="active", bounces=0, suspended_because=""))
    again = apply_reports(file_store, SECRET, reports)
    assert (again.known, again.suspended) == (3, 0)
    assert state_of(file_store, reader) == "active"


def test_an_address_alone_counts_for_the_letter_before(file_store: Store) -> None:
    """Without a Message-ID the last letter before the report is meant, not a later one."""
    (reader,) = _sent(file_store, "a")
    queue(file_store, reader, about="later", state="sent", done_at=AT + 10_000_000)
    apply_reports(file_store, SECRET, [DeliveryReport(status="4.2.2", recipient="a@example.net", at=AT)])
    assert [row.reason for row in letters(file_store)] == ["came back (4.2.2, told of the address alone)", ""]


def test_reports_of_others_are_counted(file_store: Store) -> None:
    """A report of somebody else's letter changes nothing."""
    done = apply_reports(file_store, SECRET, [DeliveryReport(status="5.1.1", recipient="x@example.net", at=AT)])
    assert (done.reports, done.unknown) == (1, 1)


def test_no_address_is_shown() -> None:
    """A report in a trace shows its status alone."""
    assert repr(DeliveryReport(status="5.1.1", recipient="a@example.net")) == "DeliveryReport(5.1.1)"
