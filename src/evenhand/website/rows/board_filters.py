"""The filters of the board as the page says them, each with the address that drops it."""

from collections.abc import Callable

from msgspec import Struct

from evenhand.records.board import Board
from evenhand.website.asked.board_query import BoardQuery, without_one
from evenhand.wording.numbers import count, money, tokens


class SetFilter(Struct, frozen=True, kw_only=True):
    """A filter that is set: what it asks for, the address without it, and how many models pass then."""

    said: str
    address: str
    without: str
    left: int


def set_filters(
    board: Board, query: BoardQuery, labs: dict[str, str], address: Callable[[dict[str, str]], str]
) -> tuple[SetFilter, ...]:
    """Every filter that is set, in the order of the form; `address` turns what is asked into an address."""
    asked = query.asked()
    return tuple(
        SetFilter(
            said=filter_text(name, query, labs),
            address=address({key: value for key, value in asked.items() if key != name}),
            without=count(left, "model"),
            left=left,
        )
        for name, left in without_one(board, query).items()
    )


def filter_text(name: str, query: BoardQuery, labs: dict[str, str]) -> str:
    """A filter in words."""
    texts: dict[str, Callable[[], str]] = {
        "q": lambda: f"search “{query.q.text}”",
        "lab": lambda: f"lab {labs.get(query.lab, query.lab)}",
        "open": lambda: "open weights",
        "reasoning": lambda: "reasons first",
        "max_price": lambda: f"output {money(query.max_price)} or less",
        "min_context": lambda: f"context {tokens(query.min_context)} or more",
        "since": lambda: f"released since {query.since}",
        "until": lambda: f"released until {query.until}",
        "retired": lambda: {"no": "still served", "only": "no longer served"}.get(query.retired, ""),
    }
    return texts[name]()
