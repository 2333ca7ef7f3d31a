"""Raw files of a source, read from a file, a folder or an archive, with limits that hostile input cannot pass."""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

from evenhand.errors import RefusedRefresh

LARGEST_FILE = 64 * 2**20
LARGEST_WHOLE = 192 * 2**20
MOST_FILES = 20_000
GZIP = 16 + zlib.MAX_WBITS

RawFiles = Mapping[str, bytes]
Entry = tuple[str, int, Callable[[], bytes]]


def read_place(place: Path, patterns: Sequence[str]) -> dict[str, bytes]:
    """The wanted files below a folder, inside a `.zip` or `.tar.*` archive, or the one file itself.

    A pattern such as `submissions/*/submission.json` is held against the last parts of each path, and these parts are
    the name of the file. A lone file is taken under the name of a lone pattern.

    Raises:
        RefusedRefresh: nothing there fits, a link, too large, too many, damaged.

    """
    entries = _entries(place, patterns)
    files: dict[str, bytes] = {}
    whole = 0
    for name, size, read in entries:
        _refuse_large(place, name, size, LARGEST_FILE)
        body = read()
        whole += len(body)
        _refuse_large(place, name, len(body), LARGEST_FILE)
        _refuse_large(place, "all files together", whole, LARGEST_WHOLE)
        if files.setdefault(name, body) is not body:
            raise RefusedRefresh(f"{place.name}: two files are called {name}; keep one of them")
        if len(files) > MOST_FILES:
            raise RefusedRefresh(f"{place.name} holds more than {MOST_FILES} files; name the folder of the source itself")
    if not files:
        raise RefusedRefresh(f"{place.name} holds none of {', '.join(patterns)}")
    return dict(sorted(files.items()))


def gunzipped(name: str, body: bytes) -> bytes:
    """The content of a gzip file.

    Raises:
        RefusedRefresh: damaged, or larger than any raw file may be.

    """
    unpacking = zlib.decompressobj(GZIP)
    try:
        content = unpacking.decompress(body, LARGEST_FILE + 1)
    except zlib.error as error:
        raise RefusedRefresh(f"{name} is not a whole gzip file: {error}") from error
    if len(content) > LARGEST_FILE:
        raise RefusedRefresh(f"{name} unpacks to more than {LARGEST_FILE:,} bytes")
    if not unpacking.eof or unpacking.unused_data:
        raise RefusedRefresh(f"{name} is not one whole gzip file")
    return content


def hash_of(body: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(body).hexdigest()


def _entries(place: Path, patterns: Sequence[str]) -> Iterator[Entry]:
    if place.is_symlink():
        raise RefusedRefresh(f"{place} is a link; name the file or folder itself")
    if place.is_dir():
        return _in_folder(place, patterns)
    if not place.is_file():
        raise RefusedRefresh(f"{place} does not exist or is no plain file")
    if place.name.endswith(".zip"):
        return _in_zip(place, patterns)
    if ".tar" in place.suffixes[-2:] or place.suffix == ".tgz":
        return _in_tar(place, patterns)
    return iter([(_lone_name(place, patterns), place.stat().st_size, place.read_bytes)])


def _lone_name(place: Path, patterns: Sequence[str]) -> str:
    plain = [pattern for pattern in patterns if "*" not in pattern]
    fitting = [name for pattern in patterns if (name := _name(PurePosixPath(place.as_posix()), pattern))]
    return fitting[0] if fitting else plain[0] if len(patterns) == len(plain) == 1 else place.name


def _in_folder(place: Path, patterns: Sequence[str]) -> Iterator[Entry]:
    for path in sorted(place.rglob("*")):
        name = _wanted(PurePosixPath(path.relative_to(place).as_posix()), patterns)
        if not name:
            continue
        if any(part.is_symlink() for part in (path, *path.parents) if part.is_relative_to(place)):
            raise RefusedRefresh(f"{path} is a link; put the file itself into the folder")
        if path.is_file():
            yield name, path.stat().st_size, path.read_bytes


def _in_zip(place: Path, patterns: Sequence[str]) -> Iterator[Entry]:
    try:
        with zipfile.ZipFile(place) as archive:
            for member in archive.infolist():
                name = _wanted(PurePosixPath(member.filename), patterns)
                if name and not member.is_dir():
                    yield name, member.file_size, lambda member=member: _limited(archive.open(member))  # type: ignore[misc]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise RefusedRefresh(f"{place.name} is not a whole zip archive: {error}") from error


def _in_tar(place: Path, patterns: Sequence[str]) -> Iterator[Entry]:
    try:
        with tarfile.open(place, "r|*") as archive:
            for member in archive:
                _refuse_large(place, "the archive", member.offset_data + member.size, 4 * LARGEST_WHOLE)
                name = _wanted(PurePosixPath(member.name), patterns)
                if name and (member.issym() or member.islnk()):
                    raise RefusedRefresh(f"{place.name}: {name} is a link; pack the file itself")
                opened = archive.extractfile(member) if name and member.isfile() else None
                if opened:
                    yield name, member.size, lambda opened=opened: _limited(opened)  # type: ignore[misc]
    except (tarfile.TarError, EOFError, OSError, zlib.error) as error:
        raise RefusedRefresh(f"{place.name} is not a whole archive: {error}") from error


def _limited(file: IO[bytes]) -> bytes:
    """At most one byte more than is allowed, so that a wrong size in a header does no harm."""
    with file:
        return file.read(LARGEST_FILE + 1)


def _wanted(path: PurePosixPath, patterns: Sequence[str]) -> str:
    if ".." in path.parts:
        return ""
    return next((name for pattern in patterns if (name := _name(path, pattern))), "")


def _name(path: PurePosixPath, pattern: str) -> str:
    """The last parts of a path that fit all parts of the pattern, joined; empty when they do not."""
    wanted = pattern.split("/")
    tail = path.parts[-len(wanted) :]
    fits = len(tail) == len(wanted) and all(map(fnmatchcase, tail, wanted))
    return "/".join(tail) if fits else ""


def _refuse_large(place: Path, name: str, size: int, limit: int) -> None:
    if size > limit:
        raise RefusedRefresh(f"{place.name}: {name} is larger than {limit:,} bytes; nothing is read")


