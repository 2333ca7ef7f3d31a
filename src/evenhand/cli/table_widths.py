"""How wide the columns of a table are in a terminal, so that no word and no figure is cut in two."""

from collections.abc import Iterable

from msgspec import Struct
from rich.cells import cell_len

from evenhand.cli.blocks import Table

GAP = 2
READABLE = 12
LONGEST_FIGURE = 24
LONGEST_JOINING_WORD = 3


class Fit(Struct, frozen=True):
    """The places of the columns that are shown, how wide each is, and the headers of those that found no room."""

    places: tuple[int, ...]
    widths: tuple[int, ...]
    left_out: tuple[str, ...] = ()


def fit(table: Table, room: int) -> Fit | None:
    """Columns that stand side by side in so many characters; without the spare ones where these leave no room.

    None where even then a word or a figure would be cut: such a table is told row by row.
    """
    for count in range(len(table.spare) + 1):
        gone = table.spare[:count]
        places = tuple(place for place in range(len(table.columns)) if place not in gone)
        texts = [(table.columns[place], *(row[place].text for row in table.rows)) for place in places]
        widths = _widths(texts, room - GAP * (len(places) - 1))
        if widths:
            return Fit(places, widths, tuple(table.columns[place] for place in sorted(gone)))
    return None


def _widths(texts: list[tuple[str, ...]], room: int) -> tuple[int, ...]:
    """Each column as wide as its longest unbroken part, then wider evenly up to its longest text; else nothing."""
    least = [max(map(cell_len, _parts(column)), default=0) for column in texts]
    most = [max(map(cell_len, column)) for column in texts]
    if sum(least) > room:
        return ()
    readable = [max(low, min(high, READABLE)) for low, high in zip(least, most, strict=True)]
    widths = readable if sum(readable) <= room else least
    left = room - sum(widths)
    while left > 0 and (growing := [place for place, width in enumerate(widths) if width < most[place]]):
        for place in growing[:left]:
            widths[place] += 1
        left -= len(growing[:left])
    return tuple(widths)


def _parts(texts: Iterable[str]) -> Iterable[str]:
    """What may not be cut: a figure with what joins its numbers, or else a word."""
    for text in texts:
        yield from (text,) if _is_figure(text) else text.split()


def _is_figure(text: str) -> bool:
    words = text.split()
    told = [any(map(str.isdigit, word)) for word in words]
    joined = all(has or len(word) <= LONGEST_JOINING_WORD for word, has in zip(words, told, strict=True))
    return any(told) and joined and cell_len(text) <= LONGEST_FIGURE
