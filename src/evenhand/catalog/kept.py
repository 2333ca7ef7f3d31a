"""The form in which a computed thing is kept in a file: a head that is read whole, and parts that are read alone.

    length of the file, length and check of the head (8, 8 and 4 bytes); the head; the parts one after the other

The head is MessagePack. Where it has an `OnDemand` or `Rows`, it says for each name where its part stands and the
check of its bytes: so that opening costs little, however much is kept.
"""

from functools import cache, partial
from os import SEEK_END
from pathlib import Path
from threading import Lock
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin
from weakref import finalize
from zlib import crc32

import msgspec

from evenhand.catalog.garbage import nothing_is_garbage
from evenhand.catalog.rows import OnDemand, Rows
from evenhand.errors import BadSetting

PLAIN = frozenset({str, int, float, bool, bytes, NoneType})
BEFORE = 20
# Of what an `OnDemand` of a file has unpacked, about so much stays in memory.
MOST_BYTES = 32_000_000

Kept = TypeVar("Kept")
Places = dict[str, tuple[int, int, int]]


class OpenFile:
    """A file that stays readable when it is replaced. Not mapped: mapped pages count as memory of each process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("rb", buffering=0)
        self._alone = Lock()
        self.size = self._file.seek(0, SEEK_END)
        finalize(self, self._file.close)

    def read(self, begin: int, end: int) -> bytes:
        """The bytes from a place to another; fewer where the file ends before."""
        with self._alone:
            self._file.seek(begin)
            return self._file.read(end - begin)


class Parts:
    """The parts of a file that is being written; each goes by its beginning, its end and its check."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []
        self.end = 0

    def put(self, value: object) -> tuple[int, int, int]:
        """Add one part; gives where it stands."""
        body = msgspec.msgpack.encode(lean(value, self))
        begin, self.end = self.end, self.end + len(body)
        self.bodies.append(body)
        return begin, self.end, crc32(body)


def packed(value: object) -> bytes:
    """A value as the bytes of a file."""
    parts = Parts()
    head = msgspec.msgpack.encode(lean(value, parts))
    lengths = (BEFORE + len(head) + parts.end).to_bytes(8) + len(head).to_bytes(8)
    return b"".join((lengths, crc32(head).to_bytes(4), head, *parts.bodies))


def opened(path: Path, kind: type[Kept]) -> Kept | None:
    """What a file keeps, its parts unread; None where the file is not as it was written.

    Raises:
        OSError: the file cannot be read.

    """
    file = OpenFile(path)
    start = file.read(0, BEFORE)
    begin = BEFORE + int.from_bytes(start[8:16])
    head = file.read(BEFORE, begin) if begin <= file.size else b""
    if int.from_bytes(start[:8]) != file.size or crc32(head) != int.from_bytes(start[16:]):
        return None
    try:
        with nothing_is_garbage():
            unpack = partial(_unpacked, file, begin)
            return msgspec.msgpack.decode(head, type=kind, dec_hook=unpack)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def lean(value: Any, parts: Parts) -> Any:  # noqa: ANN401 - whatever is kept
    """The value without fields that repeat their default: most cells of most rows are empty, and reading them costs.

    What is read on demand goes into a part of its own.
    """
    kind: Any = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, msgspec.Struct):
        given = ((name, getattr(value, name), default) for name, default in _defaults(kind))
        return {name: lean(each, parts) for name, each, default in given if each != default}
    if isinstance(value, Rows):
        return {name: parts.put(rows) for name, rows in value.of.items()}
    if isinstance(value, OnDemand):
        return {name: parts.put(each) for name, each in value.items()}
    if isinstance(value, dict):
        return {key: lean(each, parts) for key, each in value.items()}
    return [lean(each, parts) for each in value]


def _unpacked(file: OpenFile, start: int, kind: Any, found: object) -> Any:  # noqa: ANN401 - `OnDemand` or `Rows`
    places = msgspec.convert(found, Places)
    inner: Any = get_args(kind)
    if get_origin(kind) is Rows:
        return Rows(OnDemand(places, partial(_part, file, start, places, tuple.__class_getitem__((*inner, ...)))))
    mean = sum(end - begin for begin, end, _ in places.values()) // max(1, len(places)) + 1
    return OnDemand(places, partial(_part, file, start, places, *inner), most=max(1, MOST_BYTES // mean))


def _part(file: OpenFile, start: int, places: Places, kind: Any, name: str) -> Any:  # noqa: ANN401 - of this kind
    begin, end, check = places[name]
    body = file.read(start + begin, start + end)
    if crc32(body) != check:
        file.path.unlink(missing_ok=True)
        raise BadSetting(f"{file.path} was damaged and is removed; ask again")
    return msgspec.msgpack.decode(body, type=kind)


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:  # noqa: ANN401 - a kind of struct
    """The fields with their plain defaults; nothing equals that of a field that must be given."""
    return tuple((field.name, field.default) for field in msgspec.structs.fields(kind))
