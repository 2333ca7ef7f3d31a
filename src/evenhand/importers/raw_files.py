"""Raw files of a source, read from a file, a folder or an archive, with limits that hostile input cannot pass."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from evenhand.errors import RefusedRefresh
from evenhand.importers.archives import TAR, ZIP, Entry, in_tar, in_zip
from evenhand.importers.limits import LARGEST_FILE, LARGEST_WHOLE, LONGEST_LINE, MOST_FILES, limited, refuse_large

GZIP = 16 + zlib.MAX_WBITS
BY_LINE = (".csv", ".tsv", ".md", ".txt", ".yml", ".yaml", ".toml")
MARK = b"\xef\xbb\xbf"

RawFiles = Mapping[str, bytes]


def read_place(place: Path, patterns: Sequence[str]) -> dict[str, bytes]:
    """The wanted files below a folder, inside a `.zip` or `.tar.*` archive, or the one file itself.

    A pattern such as `submissions/*/submission.json` is held against the last parts of each path, and these parts are
    the name of the file. A lone file is taken under the name of a lone pattern.

    Raises:
        RefusedRefresh: nothing there fits, a link, no plain file, too large, too many, damaged.

    """
    files: dict[str, bytes] = {}
    whole = 0
    for name, body in _entries(place, patterns):
        whole += len(body)
        refuse_large(place.name, name, len(body), LARGEST_FILE)
        refuse_large(place.name, "all files together", whole, LARGEST_WHOLE)
        _refuse_wide(place.name, name, body)
        if files.setdefault(name, body) is not body:
            raise RefusedRefresh(f"{place.name}: two files are called {name}; keep one of them")
        if len(files) > MOST_FILES:
            raise RefusedRefresh(f"{place.name} holds more than {MOST_FILES:,} files; name the source's own folder")
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
        raise RefusedRefresh(f"{name} unpacks to more than {LARGEST_FILE:,} bytes; nothing is read")
    if not unpacking.eof or unpacking.unused_data:
        raise RefusedRefresh(f"{name} is not one whole gzip file")
    return content


def text_of(name: str, body: bytes, *, marked: bool = False) -> str:
    """The text of a raw file; `marked` says that the source puts a byte order mark at the beginning, which is left out.

    Raises:
        RefusedRefresh: it is not UTF-8, or it begins with a byte order mark that is not expected.

    """
    if body.startswith(MARK) and not marked:
        raise RefusedRefresh(f"{name} begins with a byte order mark; save it as UTF-8 without one")
    try:
        return body.removeprefix(MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise RefusedRefresh(f"{name}, line {line}: not UTF-8; save it as UTF-8") from error


def hash_of(body: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(body).hexdigest()


def lone_name(path: PurePosixPath, patterns: Sequence[str]) -> str:
    """The name under which a lone file is taken: as the pattern that fits its path, else as the lone pattern."""
    plain = [pattern for pattern in patterns if "*" not in pattern]
    return wanted(path, patterns) or (plain[0] if len(patterns) == len(plain) == 1 else path.name)


def wanted(path: PurePosixPath, patterns: Sequence[str]) -> str:
    """The last parts of a path that fit all parts of one of the patterns, joined; empty when none fits."""
    if ".." in path.parts:
        return ""
    return next((name for pattern in patterns if (name := _name(path, pattern))), "")


def _entries(place: Path, patterns: Sequence[str]) -> Iterator[Entry]:
    if place.is_symlink():
        raise RefusedRefresh(f"{place} is a link; name the file or folder itself")
    if place.is_dir():
        return _in_folder(place, patterns)
    if not place.is_file():
        raise RefusedRefresh(f"{place} does not exist or is no plain file")
    if place.name.endswith(ZIP):
        return in_zip(place, partial(wanted, patterns=patterns))
    if place.name.endswith(TAR):
        return in_tar(place, partial(wanted, patterns=patterns))
    return iter([_entry(place, lone_name(PurePosixPath(place.as_posix()), patterns))])


def _entry(path: Path, name: str) -> Entry:
    try:
        refuse_large(str(path), "the file", path.stat().st_size, LARGEST_FILE)
        return name, limited(path.open("rb"))
    except OSError as error:
        raise RefusedRefresh(f"{path} cannot be read ({error.strerror}); make it a readable file") from error


def _in_folder(place: Path, patterns: Sequence[str]) -> Iterator[Entry]:
    for path in sorted(place.rglob("*")):
        name = wanted(PurePosixPath(path.relative_to(place).as_posix()), patterns)
        if not name:
            continue
        if any(part.is_symlink() for part in (path, *path.parents) if part.is_relative_to(place)):
            raise RefusedRefresh(f"{path} is a link; put the file itself into the folder")
        if path.is_dir():
            continue
        if not path.is_file():
            raise RefusedRefresh(f"{path} is no plain file; put the file itself into the folder")
        yield _entry(path, name)


def _name(path: PurePosixPath, pattern: str) -> str:
    parts = pattern.split("/")
    tail = path.parts[-len(parts) :]
    fits = len(tail) == len(parts) and all(map(fnmatchcase, tail, parts))
    return "/".join(tail) if fits else ""


def _refuse_wide(place: str, name: str, body: bytes) -> None:
    """No table of text has a line as long as that of a million columns."""
    if not name.endswith(BY_LINE) or len(body) <= LONGEST_LINE:
        return
    start = number = 0
    while start < len(body):
        number += 1
        end = body.find(b"\n", start)
        end = len(body) if end < 0 else end
        if end - start > LONGEST_LINE:
            length = f"longer than {LONGEST_LINE:,} bytes"
            raise RefusedRefresh(f"{place}: {name}, line {number} is {length}; nothing is read")
        start = end + 1
