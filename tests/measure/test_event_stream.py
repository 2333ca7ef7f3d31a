"""Events out of bytes, however they are cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.measure.event_stream import LONGEST, Event, EventStream, StreamTooLong

SENT = {
    "line feeds": (b"data: one\n\ndata: two\n\n", [(b"", b"one"), (b"", b"two")]),
    "carriage returns and line feeds": (b"event: a\r\ndata: one\r\n\r\n", [(b"a", b"one")]),
    "carriage returns": (b"data: one\r\rdata: two\r\r", [(b"", b"one"), (b"", b"two")]),
    "a comment": (b": waiting\n\n:\ndata: one\n\n", [(b"", b"one")]),
    "data of several lines": (b"data: one\ndata:two\ndata\n\n", [(b"", b"one\ntwo\n")]),
    "one blank is not the data's": (b"data:  one\n\n", [(b"", b" one")]),
    "other fields": (b"id: 7\nretry: 10\nsomething\ndata: one\n\n", [(b"", b"one")]),
    "a name without data": (b"event: ping\n\ndata: one\n\n", [(b"", b"one")]),
    "a byte order mark": (b"\xef\xbb\xbfdata: one\n\n", [(b"", b"one")]),
    "letters of several bytes": ("data: naïve 語 🙂\r\n\r\n".encode(), [(b"", "naïve 語 🙂".encode())]),
    "no last empty line": (b"data: one\n\ndata: two\n", [(b"", b"one"), (b"", b"two")]),
    "an unfinished line": (b"data: one\n\ndata: tw", [(b"", b"one")]),
}


def heard(packets: list[bytes]) -> list[Event]:
    """All events of a stream that came in these packets."""
    stream = EventStream()
    found = [event for packet in packets for event in stream.feed(packet)]
    return found + stream.end()


@pytest.mark.parametrize("name", SENT)
def test_events_of_a_stream(name: str) -> None:
    """What the standard says a stream holds is found, in one packet or byte by byte."""
    sent, events = SENT[name]
    wanted = [Event(*event) for event in events]
    assert heard([sent]) == wanted
    assert heard([bytes([byte]) for byte in sent]) == wanted


@given(
    st.lists(st.sampled_from([sent for sent, _ in SENT.values()][:10]), min_size=1, max_size=4).map(b"".join),
    st.lists(st.integers(0, 200), max_size=12),
)
def test_cuts_change_nothing(sent: bytes, cuts: list[int]) -> None:
    """Wherever a stream is cut into packets, also within a letter or a line's end, its events are the same."""
    places = sorted({min(cut, len(sent)) for cut in cuts} | {0, len(sent)})
    packets = [sent[one:other] for one, other in pairwise(places)]
    assert heard(packets) == heard([sent])


def test_an_event_comes_with_its_last_byte() -> None:
    """An event is given with the packet that ends it, not with the next one, also where a line ends in CR alone."""
    stream = EventStream()
    assert stream.feed(b"data: one\r") == []
    assert stream.feed(b"\n\r") == [Event(b"", b"one")]
    assert stream.feed(b"\ndata: two\n\n") == [Event(b"", b"two")]


def test_an_endless_event_is_refused() -> None:
    """A line that does not end is given up at a megabyte, not gathered for ever."""
    stream = EventStream()
    for _ in range(LONGEST // 65_536):
        assert stream.feed(b"x" * 65_536) == []
    with pytest.raises(StreamTooLong):
        stream.feed(b"x")
