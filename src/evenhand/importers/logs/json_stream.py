"""A JSON file read value by value, so that a list of any length needs the memory of one element."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Raw
from msgspec.json import Decoder

from evenhand.importers.logs.log_file import LogFile

CHUNK = 2**18
LARGEST_VALUE = 32 * 2**20
DEEPEST = 100
# Up to the next bracket that stands in no text.
BRACKET = re.compile(rb'(?:[^"{}\[\]]++|"(?:[^"\\]++|\\.)*+")*+([{}\[\]])', re.DOTALL)
STRING_END = re.compile(rb'["\\]')
SCALAR_END = re.compile(rb"[\s,\]}:]")
BLANK = b" \t\r\n"
OPENING, CLOSING = b"{[", b"}]"
ANY_JSON = Decoder(Raw)
NAME = Decoder(str)


class JsonStream:
    """One JSON document, from front to back; every fault is a `BadLog` with the byte at which it stands."""

    def __init__(self, file: LogFile, body: BinaryIO) -> None:
        self._file, self._body = file, body
        self._text, self._at, self._before = b"", 0, 0

    @property
    def place(self) -> str:
        """Where the reading stands."""
        return f"byte {self._before + self._at:,}"

    def elements(self) -> Iterator[tuple[str, bytes]]:
        """The elements of the list that comes next, each with its place."""
        self._expect(b"[")
        if self._next() == b"]":
            self._at += 1
            return
        while True:
            self._next()
            place = self.place
            yield place, self.value()
            if self._expect(b",]") == b"]":
                return

    def members(self) -> Iterator[str]:
        """The names in the object that comes next, each once; after it its value or its elements are to be read."""
        self._expect(b"{")
        if self._next() == b"}":
            self._at += 1
            return
        met: set[str] = set()
        while True:
            self._next()
            place = self.place
            name = self._file.decoded(self.value(), NAME, place)
            if name in met:
                raise self._file.bad("a name stands there twice", place, name)
            met.add(name)
            self._expect(b":")
            yield name
            if self._expect(b",}") == b"}":
                return

    def skip(self) -> None:
        """Go past the value that comes next, past a list element by element."""
        if self._next() != b"[":
            place = self.place
            self._file.decoded(self.value(), ANY_JSON, place)
            return
        for place, raw in self.elements():
            self._file.decoded(raw, ANY_JSON, place)

    def end(self) -> None:
        """Refuse whatever follows the document."""
        if self._next():
            raise self._file.bad("more follows where the file should end", self.place)

    def value(self) -> bytes:
        """The value that comes next, as it stands there; whether it is JSON shows when it is decoded."""
        first = self._next()
        end = self._string_end(1) if first == b'"' else self._nest_end() if first in OPENING else self._scalar_end()
        raw = self._text[self._at : self._at + end]
        self._at += end
        return raw

    def _next(self) -> bytes:
        """The next character that is not blank, not yet taken; nothing at the end of the file."""
        while True:
            rest = self._text[self._at : self._at + 64].lstrip(BLANK)
            if rest:
                self._at += len(self._text[self._at : self._at + 64]) - len(rest)
                return rest[:1]
            self._at = min(self._at + 64, len(self._text))
            if self._at == len(self._text) and not self._more():
                return b""

    def _expect(self, wanted: bytes) -> bytes:
        """Take one of these characters."""
        found = self._next()
        if not found or found not in wanted:
            expected = " or ".join(repr(chr(one)) for one in wanted)
            what = "another character stands" if found else "the file ends"
            raise self._file.bad(f"{what} where {expected} is expected", self.place, found.decode("latin-1"))
        self._at += 1
        return found

    def _more(self) -> bool:
        """Read on, and forget what has been taken; false at the end of the file."""
        chunk = self._body.read(max(CHUNK, len(self._text) - self._at))
        self._before += self._at
        self._text, self._at = self._text[self._at :] + chunk, 0
        if len(self._text) > LARGEST_VALUE:
            raise self._file.bad(f"a value is larger than {LARGEST_VALUE:,} bytes; nothing is read", self.place)
        return bool(chunk)

    def _search(self, pattern: re.Pattern[bytes], offset: int) -> int:
        """How far from here the pattern is first met, from the offset on; the file must go on until there."""
        while True:
            found = pattern.search(self._text, self._at + offset)
            if found:
                return found.start() - self._at
            offset = max(offset, len(self._text) - self._at)
            if not self._more():
                raise self._file.bad("the file ends in the middle of a value", self.place)

    def _string_end(self, offset: int) -> int:
        """How far the string goes whose first character stands at the offset."""
        while True:
            offset = self._search(STRING_END, offset)
            if self._text[self._at + offset : self._at + offset + 1] == b'"':
                return offset + 1
            offset += 2

    def _nest_end(self) -> int:
        """How far the list or object goes that begins here."""
        offset = depth = 0
        while True:
            while found := BRACKET.match(self._text, self._at + offset):
                offset = found.end() - self._at
                depth += 1 if found[1] in OPENING else -1
                if depth > DEEPEST:
                    raise self._file.bad("it is nested too deeply", self.place)
                if depth == 0:
                    return offset
            if not self._more():
                raise self._file.bad("the file ends in the middle of a value", self.place)

    def _scalar_end(self) -> int:
        """How far the number or word goes; the file may end with it."""
        offset = 0
        while True:
            found = SCALAR_END.search(self._text, self._at + offset)
            if found:
                return found.start() - self._at
            offset = len(self._text) - self._at
            if not self._more():
                return offset
