"""A ZIP archive whose list of members is read as a stream too, members packed by Deflate or Zstandard (method 93).

The standard library builds an object for each member and, before Python 3.14, knows no Zstandard. A log of 100,000
samples has as many members; here they take eight bytes each.

The form is that of PKWARE's APPNOTE 6.3: sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14 to 4.3.16
(its end, also with 64 bits), 4.5.3 (extra field with 64 bits).
"""

import struct
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from struct import Struct as Layout
from types import TracebackType
from typing import IO, Self

from msgspec import Struct

from evenhand.errors import BadLog, MissingExtra
from evenhand.importers.logs.log_file import LogFile

MOST_MEMBERS = 5_000_000
LARGEST_MEMBER = 512 * 2**20
LARGEST_UNPACKED = 2**40
# Deflate cannot do better; a log that does is made of repetitions.
MOST_RATIO = 1_000
PLAIN_SIZE = 16 * 2**20

END = Layout("<4s4H2LH")
END64 = Layout("<4sQ2H2L4Q")
LOCATOR = Layout("<4sLQL")
ENTRY = Layout("<4s6H3L5H2L")
LOCAL = Layout("<4s5H3L2H")
STORED, DEFLATED, ZSTANDARD = 0, 8, 93
FULL16, FULL32 = 0xFFFF, 0xFFFFFFFF
ENCRYPTED, UTF8 = 0x1, 0x800
LINK = 0o12
NOT_WHOLE = "it is not a whole ZIP archive"

Unpack = Callable[[bytes, int], bytes]


class Member(Struct, frozen=True, gc=False):
    """A member as the list of the archive has it; sizes in bytes, `offset` of its header in the file."""

    name: str
    method: int
    packed: int
    size: int
    crc: int
    offset: int


class EvalArchive:
    """An archive opened for reading, a context manager; where a name stands twice the last one counts.

    `named` are the members that `get` finds. Names with `..`, from the root or with control characters, links and
    encrypted members are refused, wherever they stand, and so is an archive whose members cannot all lie in its file.

    Raises:
        BadLog: at any step, naming the archive and the member.

    """

    def __init__(self, path: Path, named: frozenset[str]) -> None:
        self.path, self._named = path, named
        self._file: IO[bytes]
        self._list: IO[bytes]
        self._opened: ExitStack
        self._found: dict[str, Member] = {}
        self._repeated: dict[int, int] = {}

    def __enter__(self) -> Self:
        one = LogFile(self.path, self.path.parent)
        with ExitStack() as opened:
            self._file = opened.enter_context(one.open())
            self._list = opened.enter_context(one.open())
            self._look_through()
            self._opened = opened.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def get(self, name: str) -> bytes | None:
        """What the named member holds, None where there is none."""
        member = self._found.get(name)
        return None if member is None else self.read(member)

    def members(self, folder: str) -> Iterator[Member]:
        """Every member below a folder such as `samples/`, in the order of the list, the last of each name."""
        left = dict(self._repeated)
        for member in self._entries():
            if not member.name.startswith(folder):
                continue
            mark = _mark(member.name) if left else 0
            if mark in left:
                left[mark] -= 1
                if left[mark]:
                    continue
            yield member

    def read(self, member: Member) -> bytes:
        """What a member holds, unpacked to no more than its stated size."""
        if member.size > LARGEST_MEMBER:
            raise self._bad(f"it unpacks to more than {LARGEST_MEMBER:,} bytes", member.name, str(member.size))
        if member.size > max(PLAIN_SIZE, MOST_RATIO * member.packed):
            raise self._bad(f"it unpacks to more than {MOST_RATIO:,} times its size", member.name, str(member.size))
        packed = self._packed(member)
        try:
            body = self._way(member)(packed, member.size + 1)
        except _damage() as error:
            raise self._bad(f"it cannot be unpacked: {error}", member.name) from error
        if len(body) != member.size or zlib.crc32(body) != member.crc:
            raise self._bad("it is damaged: its size or its checksum is not the one stated", member.name)
        return body

    def _way(self, member: Member) -> Unpack:
        if member.method == ZSTANDARD:
            return _unzstandard()
        if member.method == DEFLATED:
            return _inflated
        if member.method == STORED:
            return _as_it_is
        raise self._bad("it is packed in a way that is not read (read are Deflate and Zstandard)", member.name)

    def _packed(self, member: Member) -> bytes:
        """The packed bytes, after a look whether the member's own header says what the list says."""
        try:
            self._file.seek(member.offset)
            header = LOCAL.unpack(self._file.read(LOCAL.size))
            name = self._file.read(header[-2])
            self._file.seek(header[-1], 1)
            packed = self._file.read(member.packed)
        except (struct.error, OSError, OverflowError, ValueError) as error:
            raise self._bad(NOT_WHOLE, member.name) from error
        same = header[0] == b"PK\3\4" and header[3] == member.method and _name(name, header[2]) == member.name
        if not same or len(packed) != member.packed:
            raise self._bad(f"{NOT_WHOLE}: a member is not where its list says", member.name)
        return packed

    def _look_through(self) -> None:
        """One pass over the list: what is refused is refused now; named members and repeated names are kept."""
        size = self.path.stat().st_size
        self._begin, self._count = self._end_of(size)
        packed = unpacked = 0
        marks = array("q")
        for member in self._entries():
            packed, unpacked = packed + member.packed, unpacked + member.size
            marks.append(_mark(member.name))
            if member.name in self._named:
                self._found[member.name] = member
        if packed > size:
            raise self._bad("its members overlap: together they are larger than the file")
        if unpacked > LARGEST_UNPACKED:
            raise self._bad(f"it unpacks to more than {LARGEST_UNPACKED:,} bytes", value=str(unpacked))
        self._repeated = _repeated(marks)

    def _end_of(self, size: int) -> tuple[int, int]:
        """Where the list of members begins and how many it has."""
        self._file.seek(max(size - END.size - FULL16, 0))
        tail = self._file.read()
        place = tail.rfind(b"PK\5\6")
        if place < 0 or len(tail) - place < END.size:
            raise self._bad("it is no ZIP archive, or its end is missing")
        _, disk, first, here, count, length, begin, comment = END.unpack_from(tail, place)
        if place + END.size + comment != len(tail):
            raise self._bad(f"{NOT_WHOLE}: more follows where it should end, or its end is cut")
        end = size - len(tail) + place
        if tail[max(place - LOCATOR.size, 0) :].startswith(b"PK\6\7"):
            disk, first, here, count, length, begin, end = self._end_of_large(tail, place)
        if disk or first or here != count or begin + length != end:
            raise self._bad(f"{NOT_WHOLE}: its list of members is not where its end says")
        if count > MOST_MEMBERS:
            raise self._bad(f"it has more than {MOST_MEMBERS:,} members", value=str(count))
        return begin, count

    def _end_of_large(self, tail: bytes, place: int) -> tuple[int, int, int, int, int, int, int]:
        try:
            _, _, at, _ = LOCATOR.unpack_from(tail, place - LOCATOR.size)
            self._file.seek(at)
            record = END64.unpack(self._file.read(END64.size))
        except (struct.error, OSError, OverflowError, ValueError) as error:
            raise self._bad(NOT_WHOLE) from error
        if record[0] != b"PK\6\6":
            raise self._bad(NOT_WHOLE)
        return record[4], record[5], record[6], record[7], record[8], record[9], at

    def _entries(self) -> Iterator[Member]:
        self._list.seek(self._begin)
        for number in range(self._count):
            try:
                member, flags, kind = self._entry()
            except (struct.error, ValueError, OverflowError, UnicodeDecodeError) as error:
                raise self._bad(f"{NOT_WHOLE}: its list of members is damaged", f"member {number + 1}") from error
            self._refuse_tricks(member.name, flags, kind)
            yield member

    def _entry(self) -> tuple[Member, int, int]:
        """The next member of the list, its flags, and which kind of file it was where that is told."""
        (mark, made, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size, _, _, outer, offset
         ) = ENTRY.unpack(self._list.read(ENTRY.size))  # fmt: skip
        if mark != b"PK\1\2":
            raise ValueError("no entry")
        name = _name(self._list.read(name_size), flags)
        extra = self._list.read(extra_size + comment_size)[:extra_size]
        if FULL32 in {packed, size, offset}:
            size, packed, offset = _large(extra, size, packed, offset)
        return Member(name, method, packed, size, crc, offset), flags, outer >> 28 if made >> 8 == 3 else 0

    def _refuse_tricks(self, name: str, flags: int, kind: int) -> None:
        if not name.isprintable() or name.startswith("/") or (".." in name and ".." in name.split("/")):
            raise self._bad("a member's name leads elsewhere or holds control characters", value=name)
        if flags & ENCRYPTED:
            raise self._bad("it is encrypted", name)
        if kind == LINK:
            raise self._bad("it is a link", name)

    def _bad(self, message: str, place: str = "", value: str = "") -> BadLog:
        return BadLog(str(self.path), message, place=place, value=value)


def _name(body: bytes, flags: int) -> str:
    return body.decode("utf-8" if flags & UTF8 else "cp437")


def _mark(name: str) -> int:
    """By which a name is known again in eight bytes."""
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def _repeated(marks: "array[int]") -> dict[int, int]:
    """How often each name stands in the list that stands there more than once."""
    ordered = array("q", sorted(marks))
    found: dict[int, int] = {}
    for one, other in pairwise(ordered):
        if one == other:
            found[one] = found.get(one, 1) + 1
    return found


def _large(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Sizes and offset of a member, those that need 64 bits out of the extra field."""
    while len(extra) >= 4:
        kind, length = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == 1:
            numbers = [int.from_bytes(extra[at : at + 8], "little") for at in range(4, 4 + length - 7, 8)]
            found = [numbers.pop(0) if one == FULL32 and numbers else one for one in (size, packed, offset)]
            return found[0], found[1], found[2]
        extra = extra[4 + length :]
    raise ValueError("no large sizes")


def _as_it_is(packed: bytes, most: int) -> bytes:
    return packed[:most]


def _inflated(packed: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    body = unpacking.decompress(packed, most)
    if not unpacking.eof and len(body) < most:
        raise EOFError("it ends too early")
    return body


@cache
def _unzstandard() -> Unpack:
    """Unpacking by Zstandard: the standard library's from Python 3.14, its backport before.

    Raises:
        MissingExtra: neither is there.

    """
    try:
        if sys.version_info >= (3, 14):
            from compression.zstd import ZstdDecompressor  # noqa: PLC0415
        else:
            from backports.zstd import ZstdDecompressor  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise MissingExtra("reading an Inspect log packed with Zstandard", "own") from missing

    def unpack(packed: bytes, most: int) -> bytes:
        unpacking = ZstdDecompressor()
        body = unpacking.decompress(packed, most)
        if not unpacking.eof and len(body) < most:
            raise EOFError("it ends too early")
        return body

    return unpack


@cache
def _damage() -> tuple[type[Exception], ...]:
    """What the ways of unpacking raise for bytes that are damaged."""
    plain: tuple[type[Exception], ...] = (ValueError, EOFError, zlib.error)
    try:
        if sys.version_info >= (3, 14):
            from compression.zstd import ZstdError  # noqa: PLC0415
        else:
            from backports.zstd import ZstdError  # noqa: PLC0415 - an extra
    except ImportError:
        return plain
    return (*plain, ZstdError)
