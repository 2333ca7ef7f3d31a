"""Server-sent events out of bytes, however the network cut them (HTML standard, section 9.2)."""

from msgspec import Struct

LONGEST = 1 << 20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Event(Struct, frozen=True, gc=False):
    """One event: its name (empty where none was sent) and its data, lines joined, as the bytes that were sent."""

    name: bytes
    data: bytes


class StreamTooLong(ValueError):
    """An event is longer than a megabyte; nothing that speaks these protocols sends such."""


class EventStream:
    """Takes packets as they arrive and gives the events that each of them completes.

    Lines end in LF, CR or CRLF, also where a packet ends between the two; a packet may end within a character.
    """

    def __init__(self) -> None:
        self._line: list[bytes] = []
        self._data: list[bytes] = []
        self._name = b""
        self._size = 0
        self._began = False
        self._after_cr = False

    def feed(self, packet: bytes) -> list[Event]:
        """The events that this packet completes, in their order.

        Raises:
            StreamTooLong: an event grows beyond a megabyte.

        """
        if self._after_cr and packet:
            self._after_cr = False
            packet = packet.removeprefix(b"\n")
        found: list[Event] = []
        for line in packet.splitlines(keepends=True):
            text = line.rstrip(b"\r\n")
            self._size += len(line)
            if len(text) == len(line):
                self._line.append(line)
            else:
                self._end_line(text, found)
        if self._size > LONGEST:
            raise StreamTooLong("an event is longer than a megabyte")
        self._after_cr = packet.endswith(b"\r")
        return found

    def end(self) -> list[Event]:
        """The event whose lines were whole when the stream ended without the empty line that some servers leave out."""
        found: list[Event] = []
        if not self._line:
            self._dispatch(found)
        return found

    def _end_line(self, text: bytes, found: list[Event]) -> None:
        if self._line:
            text = b"".join((*self._line, text))
            self._line.clear()
        if not self._began:
            self._began = True
            text = text.removeprefix(BYTE_ORDER_MARK)
        if text:
            self._field(text)
        else:
            self._dispatch(found)

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._data.append(value)
        elif name == b"event":
            self._name = value

    def _dispatch(self, found: list[Event]) -> None:
        if self._data:
            found.append(Event(self._name, b"\n".join(self._data)))
        self._data.clear()
        self._name, self._size = b"", 0
