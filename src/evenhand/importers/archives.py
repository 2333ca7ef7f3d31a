"""The wanted members of zip and tar archives, read one after another and never unpacked to disk."""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from evenhand.errors import RefusedRefresh
from evenhand.importers.limits import LARGEST_FILE, LARGEST_WHOLE, MOST_FILES, limited, refuse_large

ZIP = (".zip",)
TAR = (".tar.gz", ".tgz", ".tar.xz", ".tar.bz2", ".tar")
ARCHIVES = (*ZIP, *TAR)
MOST_HEADERS = 2**20
LARGEST_UNPACKED = 4 * LARGEST_WHOLE
MOST_XZ_MEMORY = 2**27
ZIP_END = b"PK\x05\x06"
ZIP64 = b"PK\x06\x07"
LARGEST_ZIP_LIST = MOST_FILES * 256
DAMAGED = (
    tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, EOFError, OSError, RuntimeError, ValueError,
)  # fmt: skip

Entry = tuple[str, bytes]
Want = Callable[[PurePosixPath], str]


class Reading(Protocol):
    """What can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


def in_zip(place: Path, want: Want) -> Iterator[Entry]:
    """The members that `want` gives a name, with this name.

    Raises:
        RefusedRefresh: damaged, too large, or a wanted member is a link.

    """
    refuse_large(place.name, "the archive", place.stat().st_size, LARGEST_WHOLE)
    _refuse_long_list(place)
    try:
        with zipfile.ZipFile(place) as archive:
            for member in archive.infolist():
                name = want(PurePosixPath(member.filename))
                if name and not member.is_dir():
                    _refuse_link(place, name, (member.external_attr >> 28) == 0o12)
                    refuse_large(place.name, name, member.file_size, LARGEST_FILE)
                    yield name, limited(archive.open(member))
    except DAMAGED as error:
        raise RefusedRefresh(f"{place.name} is not a whole zip archive: {error}") from error


def in_tar(place: Path, want: Want) -> Iterator[Entry]:
    """As `in_zip`.

    Raises:
        RefusedRefresh: as there, or it unpacks to far more than is read of a source.

    """
    refuse_large(place.name, "the archive", place.stat().st_size, LARGEST_WHOLE)
    try:
        with place.open("rb") as file:
            rationed = _Rationed(_unpacked(file))
            with tarfile.open(fileobj=rationed, mode="r|") as archive:  # type: ignore[call-overload]
                for member in archive:
                    refuse_large(place.name, "the archive", member.offset_data + member.size, LARGEST_UNPACKED)
                    rationed.left = member.size + MOST_HEADERS
                    name = want(PurePosixPath(member.name))
                    _refuse_link(place, name, bool(name) and (member.issym() or member.islnk()))
                    opened = archive.extractfile(member) if name and member.isfile() else None
                    if opened:
                        refuse_large(place.name, name, member.size, LARGEST_FILE)
                        yield name, limited(opened)
    except DAMAGED as error:
        raise RefusedRefresh(f"{place.name} is not a whole archive: {error}") from error


def commit_of(place: Path) -> str:
    """The commit that a tar archive made by git names; empty where it names none."""
    try:
        with place.open("rb") as file, tarfile.open(fileobj=_Rationed(_unpacked(file)), mode="r|") as archive:  # type: ignore[call-overload]
            archive.next()
            named: str = archive.pax_headers.get("comment", "")
    except DAMAGED:
        return ""
    return named if len(named) == 40 and set(named) <= set("0123456789abcdef") else ""


class _Rationed:
    """Hands out what was allowed, so that a header cannot claim to be as large as a disk; `left` is set anew."""

    def __init__(self, file: Reading) -> None:
        self._file = file
        self.left = MOST_HEADERS

    def read(self, size: int) -> bytes:
        body = self._file.read(size)
        self.left -= len(body)
        if self.left < 0:
            raise tarfile.ReadError(f"a header is larger than {MOST_HEADERS:,} bytes")
        return body


class _Xz:
    """Unpacks xz in bounded memory, which the standard library's file object does not."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._unpacking = lzma.LZMADecompressor(memlimit=MOST_XZ_MEMORY)

    def read(self, size: int) -> bytes:
        while not self._unpacking.eof:
            packed = self._file.read(2**16) if self._unpacking.needs_input else b""
            if self._unpacking.needs_input and not packed:
                raise EOFError("it ends too early")
            body = self._unpacking.decompress(packed, size)
            if body:
                return body
        return b""


def _unpacked(file: IO[bytes]) -> Reading:
    first = file.read(6)
    file.seek(0)
    if first.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)
    if first.startswith(b"BZh"):
        return bz2.BZ2File(file)
    return _Xz(file) if first == b"\xfd7zXZ\x00" else file


def _refuse_long_list(place: Path) -> None:
    """A zip archive's list of members is read whole when it is opened, so its size is looked at before."""
    with place.open("rb") as file:
        file.seek(max(place.stat().st_size - 2**16 - 64, 0))
        tail = file.read()
    end = tail.rfind(ZIP_END)
    size = int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0
    if size > LARGEST_ZIP_LIST or ZIP64 in tail[max(end - 20, 0) : max(end, 0)]:
        raise RefusedRefresh(f"{place.name} lists more than {MOST_FILES:,} files; pack the source's own folder only")


def _refuse_link(place: Path, name: str, is_link: bool) -> None:  # noqa: FBT001 - one fact of a member
    if is_link:
        raise RefusedRefresh(f"{place.name}: {name} is a link; pack the file itself")
