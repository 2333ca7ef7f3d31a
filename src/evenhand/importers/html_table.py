"""An HTML table as a grid of texts, cells that span rows repeated and marked."""

from html.parser import HTMLParser

from msgspec import Struct


class GridCell(Struct, frozen=True):
    """The text of a cell; `spans` says that it stands for several rows at once, `carried` that it began further up."""

    text: str
    spans: bool = False
    carried: bool = False


class _Table(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[GridCell]] = []
        self._waiting: dict[int, tuple[int, str]] = {}
        self._parts: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self._carry()
        elif tag in {"td", "th"}:
            self._parts, self._span = [], int(dict(attrs).get("rowspan") or 1)
        elif tag == "br" and self._parts is not None:
            self._parts.append(" ")

    def handle_data(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._parts is not None:
            text = " ".join("".join(self._parts).split())
            if self._span > 1:
                self._waiting[len(self.rows[-1])] = (self._span - 1, text)
            self.rows[-1].append(GridCell(text, spans=self._span > 1))
            self._parts = None
            self._carry()

    def _carry(self) -> None:
        column = len(self.rows[-1])
        left, text = self._waiting.get(column, (0, ""))
        begun_here = bool(self.rows[-1]) and self.rows[-1][-1].spans and not self.rows[-1][-1].carried
        if left and not (begun_here and column == len(self.rows[-1]) - 1):
            self._waiting[column] = (left - 1, text)
            self.rows[-1].append(GridCell(text, spans=True, carried=True))
            self._carry()


def grid(html: str) -> list[list[GridCell]]:
    """The rows of the first table; a row of one cell is a heading inside the table."""
    table = _Table()
    table.feed(html)
    table.close()
    return table.rows
