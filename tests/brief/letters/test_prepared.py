"""Letters that are written once and filled in for each reader."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_letters import BASE, ENVELOPE, LINKS, SENDER, WRITERS
from msgspec.structs import replace

from evenhand.brief.letters.envelope import Envelope
from evenhand.brief.letters.letter import Letter
from evenhand.brief.letters.links import Links
from evenhand.brief.letters.mime import message_bytes
from evenhand.brief.letters.prepared import Prepared
from evenhand.records.subscriptions import LetterKind

KINDS = tuple(WRITERS)
PREPARED = {kind: Prepared(kind, write, SENDER) for kind, write in WRITERS.items()}
LOCAL = st.from_regex(r"[a-z0-9+_'=-]{1,20}(\.[a-z0-9+_=-]{1,10})?", fullmatch=True)
TOKEN = st.from_regex(r"[A-Za-z0-9._~=&+%:;,!-]{1,300}", fullmatch=True)


@st.composite
def envelopes(draw: st.DrawFn) -> Envelope:
    """Readers with any address, any tokens, at any time."""
    names = ("preferences", "unsubscribe", "confirm")
    own = {name: f"{BASE}/brief/{name}/{draw(TOKEN)}" for name in names}
    return Envelope(
        to=f"{draw(LOCAL)}@mail.example",
        links=Links(base=BASE, **own),
        message_id=f"<{draw(st.sampled_from(KINDS))}.{draw(st.integers(1, 10**9))}.0f@catalog.example>",
        date=draw(st.datetimes(datetime(2026, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
    )


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(KINDS), envelopes())
def test_filled_in_or_written_alone_is_the_same(kind: LetterKind, envelope: Envelope) -> None:
    """Byte for byte, whatever the links, the address and the day are."""
    alone = message_bytes(WRITERS[kind](envelope.links), kind, SENDER, envelope)
    assert PREPARED[kind].for_reader(envelope) == alone


def test_a_reader_gets_no_other_readers_links() -> None:
    """Two readers' messages differ, and each has its own links alone."""
    other = replace(
        ENVELOPE,
        to="other@mail.example",
        links=replace(
            LINKS, preferences=f"{BASE}/brief/preferences/other", unsubscribe=f"{BASE}/brief/unsubscribe/other"
        ),
    )
    one, two = (PREPARED["brief"].for_reader(each) for each in (ENVELOPE, other))
    assert b"-token" in one
    assert b"-token" not in two
    assert b"reader" not in two


def test_nothing_stands_in_for_a_reader_any_more() -> None:
    """No message leaves with a place that was not filled."""
    for kind in KINDS:
        assert b".invalid" not in PREPARED[kind].for_reader(ENVELOPE)


@pytest.mark.parametrize("kind", ["brief", "alert", "confirm", "greeting"])
def test_a_reader_without_links_gets_no_letter(kind: LetterKind) -> None:
    """A link that is missing is an error, not a hole in a letter."""
    with pytest.raises(ValueError, match="needs the reader's link"):
        PREPARED[kind].for_reader(replace(ENVELOPE, links=Links(base=BASE)))


def test_a_link_within_a_line_of_text_is_refused() -> None:
    """Its encoding would depend on what stands around it."""

    def write(links: Links) -> Letter:
        return Letter(subject="x", text=f"Leave: {links.unsubscribe}\n", html="<p>x</p>")

    with pytest.raises(ValueError, match="alone on its line"):
        Prepared("brief", write, SENDER)


def test_filling_in_is_far_cheaper_than_writing() -> None:
    """A hundred readers cost less than four letters written alone."""
    prepared, spent = PREPARED["brief"], []
    for _ in range(5):
        started = time.perf_counter()
        for _ in range(100):
            prepared.for_reader(ENVELOPE)
        between = time.perf_counter()
        for _ in range(4):
            message_bytes(WRITERS["brief"](LINKS), "brief", SENDER, ENVELOPE)
        spent.append((between - started) / (time.perf_counter() - between))
    assert min(spent) < 1
