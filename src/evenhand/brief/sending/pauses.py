"""How long to wait before a letter, or a mail server, is tried again; and how fast letters may follow each other."""

from time import monotonic, time

from msgspec import Struct

MINUTE, HOUR = 60.0, 3600.0


class Pauses(Struct, frozen=True, kw_only=True):
    """Pauses that double: the first and the longest in seconds, and after how many tries to give up."""

    first: float
    longest: float
    most: int

    def after(self, tries: int) -> float:
        """Seconds to wait after so many failed tries, from 1."""
        return min(self.first * 2.0 ** min(tries - 1, 60), self.longest)


# A letter is tried for three days (RFC 5321, 4.5.4.1, asks servers for four or five: a brief is old by then), a server
# that does not answer for a quarter of an hour.
LETTER = Pauses(first=MINUTE, longest=4 * HOUR, most=25)
SERVER = Pauses(first=2.0, longest=5 * MINUTE, most=9)


class Pace:
    """Keeps letters of one sender apart: never less than 1 / `rate` seconds; 0 is no limit.

    It is kept for as long as a process sends, so that no round begins anew.
    """

    def __init__(self, rate: float = 0.0) -> None:
        self._gap, self._next = (1 / rate if rate else 0.0), 0.0

    def left(self) -> float:
        """Seconds until the next letter may go; 0 where it may go now."""
        return max(0.0, self._next - monotonic()) if self._gap else 0.0

    def went(self) -> None:
        """A letter goes now."""
        if self._gap:
            self._next = monotonic() + self._gap


def milliseconds() -> int:
    """Now, in whole milliseconds since 1970."""
    return int(time() * 1000)
