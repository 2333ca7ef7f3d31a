"""An HTML table as a grid of texts, cells that span rows repeated and marked."""

from html.parser import HTMLParser

from msgspec import Struct


class GridCell(Struct, frozen=True):
    """The text of a cell and the line where it begins; `carried`: it began in a row further up and spans this one."""

    text: str
    line: int = 0
    carried: bool = False


class _Cells(HTMLParser):
    """Collects each row's own cells as text and number of rows spanned; an unclosed cell ends where the next begins."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, int, int]]] = []
        self._parts: list[str] | None = None
        self._span = 1
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            self._parts, self._span, self._line = [], int(dict(attrs).get("rowspan") or 1), self.getpos()[0]
        elif tag == "br":
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()

    def _end_cell(self) -> None:
        if self._parts is not None and self.rows:
            self.rows[-1].append((" ".join("".join(self._parts).split()), self._span, self._line))
        self._parts = None


def grid(html: str) -> list[list[GridCell]]:
    """The rows of all tables in the text, one after another; a row of one cell is a heading inside a table."""
    cells = _Cells()
    cells.feed(html)
    cells.close()
    waiting: dict[int, tuple[str, int, int]] = {}
    return [_spanned(row, waiting) for row in cells.rows]


def _spanned(own: list[tuple[str, int, int]], waiting: dict[int, tuple[str, int, int]]) -> list[GridCell]:
    """One row with the cells that still reach into it; `waiting` holds text and rows left by column, and is updated."""
    row: list[GridCell] = []
    left = iter(own)
    while True:
        column = len(row)
        if column in waiting:
            text, rows_left, line = waiting.pop(column)
            row.append(GridCell(text, line, carried=True))
        else:
            cell = next(left, None)
            if cell is None:
                return row
            text, rows_left, line = cell
            row.append(GridCell(text, line))
        if rows_left > 1:
            waiting[column] = (text, rows_left - 1, line)
