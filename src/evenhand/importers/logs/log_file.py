"""A file of a log as it is read: of its own folder, within limits, every fault with file and place."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, TypeVar

from msgspec import Raw
from msgspec.json import Decoder

from evenhand.catalog.plain_text import fault_of_cell
from evenhand.errors import BadLog
from evenhand.importers.logs.typed_json import decoded, number_of

LARGEST_WHOLE = 64 * 2**20
LONGEST_LINE = 32 * 2**20
LONGEST_WORD = 300
HEAD = 4096
NONE_PRINTED = (b"null", b'"N/A"')

Value = TypeVar("Value")


def head_of(path: Path, size: int = HEAD) -> bytes:
    """The first bytes of a regular file, none where it cannot be read; it never raises."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(size)
    except (OSError, ValueError):
        return b""


class LogFile:
    """A file that belongs to a log; `folder` is the one that it must not lead out of."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder = path, folder

    def bad(self, message: str, place: str = "", value: object = "", fix: str = "") -> BadLog:
        """The error that names this file; `place` is a JSON path, `line 7` or the like."""
        return BadLog(str(self.path), message, place=place, value=str(value), fix=fix)

    def open(self) -> BinaryIO:
        """The file, opened for reading.

        Raises:
            BadLog: it is missing, no regular file, or a link that leads out of the folder.

        """
        try:
            inside = self.path.resolve(strict=True).is_relative_to(self.folder.resolve())
            if inside and stat.S_ISREG(self.path.stat().st_mode):
                return self.path.open("rb")
        except (OSError, RuntimeError, ValueError) as error:
            raise self.bad(f"it cannot be opened: {getattr(error, 'strerror', None) or error}") from error
        fault = "it is no regular file" if inside else "it is a link that leads out of its folder"
        raise self.bad(f"{fault}; nothing is read", fix="give the file itself")

    def whole(self, limit: int = LARGEST_WHOLE) -> bytes:
        """All bytes of a file of at most `limit` bytes.

        Raises:
            BadLog: as `open`, or it is empty or larger.

        """
        with self.open() as file:
            body = file.read(limit + 1)
        if not body.strip():
            raise self.bad("it is empty")
        if len(body) > limit:
            raise self.bad(f"it is larger than {limit:,} bytes; nothing is read")
        return body

    def lines(self, *, blank: bool = False) -> Iterator[tuple[str, bytes]]:
        """The lines, each with its place; blank ones too where asked for.

        Raises:
            BadLog: as `open`, or a line is endless.

        """
        with self.open() as file:
            for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
                if len(line) > LONGEST_LINE:
                    raise self.bad(f"the line is longer than {LONGEST_LINE:,} bytes", f"line {number}")
                if blank or line.strip():
                    yield f"line {number}", line

    def decoded(self, raw: bytes | Raw, decoder: Decoder[Value], place: str = "") -> Value:
        """What the JSON says, checked against the decoder's type.

        Raises:
            BadLog: not JSON (NaN and Infinity are none), other types, numbers out of range, nested too deeply.

        """
        return decoded(str(self.path), place, raw, decoder)

    def digits(self, raw: bytes | Raw, place: str, *, may_lack: bool = False) -> str:
        """A number as the file writes it; empty for `null` and `N/A` where it may be lacking.

        Raises:
            BadLog: no number, not finite, or endless digits.

        """
        if may_lack and bytes(raw).strip() in NONE_PRINTED:
            return ""
        digits = number_of(str(self.path), place, raw)
        if not digits:
            raise self.bad("a number is expected here", place, "null", "give the file as the tool wrote it")
        return digits

    def spread(self, raw: bytes | Raw, place: str) -> str:
        """A standard error or deviation as the file writes it; empty for `null` and `N/A`.

        Raises:
            BadLog: as `digits`, or below 0.

        """
        digits = self.digits(raw, place, may_lack=True)
        if digits and float(digits) < 0:
            raise self.bad("no spread is below 0", place, digits)
        return digits

    def word(self, text: str, place: str) -> str:
        """A name or setting as the file has it.

        Raises:
            BadLog: empty, endless, or with markup, control characters or the beginning of a formula.

        """
        fault = fault_of_cell(text) or ("" if text.strip() else "nothing")
        if len(text) > LONGEST_WORD:
            fault = f"more than {LONGEST_WORD} characters"
        if fault:
            raise self.bad(f"{fault} in a name", place, repr(text[:80]), "use plain text")
        return text
