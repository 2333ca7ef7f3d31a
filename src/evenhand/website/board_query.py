"""What a reader asks of the board: search, filters and order, as the address says them."""

from collections.abc import Callable

from msgspec import Struct

from evenhand.errors import BadSetting
from evenhand.records.board import Board, BoardRow

Key = Callable[[BoardRow], float | str | None]

COLUMNS = {"main": "Categories", "running": "Price and speed", "all": "All columns"}
SORTS: dict[str, tuple[str, Key]] = {
    "place": ("place", lambda _: 0.0),
    "name": ("name", lambda row: row.name.casefold()),
    "lab": ("lab", lambda row: row.lab_name.casefold()),
    "measured": ("measured share", lambda row: -row.measured),
    "input": ("input price", lambda row: row.input),
    "output": ("output price", lambda row: row.output),
    "speed": ("output speed", lambda row: None if row.tokens_per_second is None else -row.tokens_per_second),
    "first-token": ("time to the first token", lambda row: row.first_token_seconds),
    "context": ("context window", lambda row: None if row.context_window is None else -row.context_window),
    "released": ("newest first", lambda row: None if row.released is None else _newest(row.released)),
}


class BoardQuery(Struct, frozen=True, kw_only=True):
    """The reader's filters. `max_price` is US dollars per million output tokens, `min_context` tokens.

    `unranked` asks for the tracked but unranked models too.
    """

    q: str = ""
    lab: str = ""
    open_weights: bool = False
    reasoning: bool = False
    max_price: float | None = None
    min_context: int | None = None
    sort: str = "place"
    columns: str = "main"
    unranked: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether any filter beside the search is set."""
        limits = self.max_price is not None or self.min_context is not None
        return bool(self.lab or self.open_weights or self.reasoning or limits or self.unranked)

    def asked(self) -> dict[str, str]:
        """The parts that differ from the plain board, as an address has them."""
        said = {
            "q": self.q,
            "lab": self.lab,
            "open": "true" if self.open_weights else "",
            "reasoning": "true" if self.reasoning else "",
            "max_price": "" if self.max_price is None else f"{self.max_price:.10g}",
            "min_context": "" if self.min_context is None else str(self.min_context),
            "sort": "" if self.sort == "place" else self.sort,
            "columns": "" if self.columns == "main" else self.columns,
            "unranked": "true" if self.unranked else "",
        }
        return {name: value for name, value in said.items() if value}


class Chosen(Struct, frozen=True, kw_only=True):
    """The rows to show, in order, and how many more pass the filters but are unranked."""

    rows: tuple[BoardRow, ...]
    hidden: int = 0


def chosen_rows(board: Board, query: BoardQuery) -> Chosen:
    """The rows that pass all filters, in the order asked for; unknown values never pass a limit and sort last.

    Unranked ones are left out unless they were asked for or no ranked one passes.

    Raises:
        BadSetting: the board cannot be sorted by that, or has no such columns.

    """
    if query.columns not in COLUMNS:
        raise BadSetting(f"the board has no columns “{query.columns[:40]}”; it has {', '.join(COLUMNS)}")
    if query.sort not in SORTS:
        raise BadSetting(f"the board cannot be sorted by “{query.sort[:40]}”; it can by {', '.join(SORTS)}")
    passing = [row for row in board.rows if _passes(row, query)]
    ranked = [row for row in passing if row.ranked]
    kept = passing if query.unranked or not ranked else ranked
    key = SORTS[query.sort][1]
    known = [row for row in kept if key(row) is not None]
    rows = (*sorted(known, key=key), *(row for row in kept if key(row) is None))  # type: ignore[arg-type]
    return Chosen(rows=rows, hidden=len(passing) - len(kept))


def _passes(row: BoardRow, query: BoardQuery) -> bool:
    text = query.q.casefold().strip()
    return (
        (not text or text in f"{row.name} {row.model} {row.lab_name}".casefold())
        and (not query.lab or row.lab == query.lab)
        and (not query.open_weights or row.open_weights is True)
        and (not query.reasoning or row.reasoning is True)
        and (query.max_price is None or (row.output is not None and row.output <= query.max_price))
        and (query.min_context is None or (row.context_window or 0) >= query.min_context)
    )


def _newest(released: str) -> float:
    year, month, day = (*(int(part) for part in released.split("-")), 0, 0)[:3]
    return -float(year * 10000 + month * 100 + day)
