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
    """The reader's filters. `max_price` is US dollars per million output tokens, `min_context` tokens."""

    q: str = ""
    lab: str = ""
    open_weights: bool = False
    reasoning: bool = False
    max_price: float | None = None
    min_context: int | None = None
    sort: str = "place"
    columns: str = "main"

    @property
    def narrowed(self) -> bool:
        """Whether any filter beside the search is set."""
        return bool(self.lab or self.open_weights or self.reasoning or self.max_price or self.min_context)


def chosen_rows(board: Board, query: BoardQuery) -> tuple[BoardRow, ...]:
    """The rows that pass all filters, in the order asked for; unknown values never pass a limit and sort last.

    Raises:
        BadSetting: the board cannot be sorted by that, or has no such columns.

    """
    if query.columns not in COLUMNS:
        raise BadSetting(f"the board has no columns “{query.columns[:40]}”; it has {', '.join(COLUMNS)}")
    if query.sort not in SORTS:
        raise BadSetting(f"the board cannot be sorted by “{query.sort[:40]}”; it can by {', '.join(SORTS)}")
    kept = [row for row in board.rows if _passes(row, query)]
    key = SORTS[query.sort][1]
    known = [row for row in kept if key(row) is not None]
    return (*sorted(known, key=key), *(row for row in kept if key(row) is None))  # type: ignore[arg-type]


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
