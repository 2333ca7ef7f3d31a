"""How much is read of what others bring: sizes in bytes."""

from typing import IO

from evenhand.errors import RefusedRefresh

LARGEST_FILE = 64 * 2**20
LARGEST_WHOLE = 192 * 2**20
LONGEST_LINE = 2**20
MOST_FILES = 20_000


def limited(file: IO[bytes], limit: int = LARGEST_FILE) -> bytes:
    """What a file holds, at most one byte more than the limit, so that a wrong size in a header does no harm."""
    with file:
        return file.read(limit + 1)


def refuse_large(place: str, name: str, size: int, limit: int) -> None:
    """Refuse what is larger than the limit.

    Raises:
        RefusedRefresh: it is.

    """
    if size > limit:
        raise RefusedRefresh(f"{place}: {name} is larger than {limit:,} bytes; nothing is read")
