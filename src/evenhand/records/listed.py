"""The one shape of every list: its rows, how many there are in all, and where the next ones stand."""

from typing import Generic, TypeVar

from msgspec import Struct

Row = TypeVar("Row")


class Listed(Struct, Generic[Row], frozen=True, kw_only=True):
    """Rows of a list. `date` and `version` are the catalog's, `total` counts the rows of all pages together.

    `next` is the address of the page after this one, None on the last. `names` tells how the ids in the rows read.
    """

    date: str
    version: str
    items: tuple[Row, ...]
    total: int
    next: str | None = None
    names: dict[str, str] = {}
