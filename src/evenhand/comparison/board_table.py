"""A board as one flat table, for files that other programs read: a header and a row a model."""

from collections.abc import Iterable

from evenhand.records.board import Board, BoardRow

Field = str | float | None
HEADER = (
    "model",
    "name",
    "lab",
    "ranked",
    "place",
    "best_place",
    "worst_place",
    "first",
    "score",
    "low",
    "high",
    "measured",
    "dots",
    "input",
    "output",
    "context",
    "tokens_per_second",
    "first_token_seconds",
    "open_weights",
    "reasons_first",
    "released",
    "retired",
)


def board_table(board: Board, rows: Iterable[BoardRow] | None = None) -> tuple[tuple[Field, ...], ...]:
    """The header, then one row a model; all models of the board unless some of its rows are given.

    Prices are US dollars per million tokens. After the columns of `HEADER` each category has one: the score of a model
    that has a place there, or the classic average. The last, `published`, names those of these and of `score` whose
    number another site published, nobody averaged it here. What holds or not is yes or no; what is
    unknown is None, never zero.
    """
    categories = tuple(board.rows[0].categories) if board.rows else ()
    lines = (_line(row, categories) for row in (board.rows if rows is None else rows))
    return ((*HEADER, *categories, "published"), *lines)


def _line(row: BoardRow, categories: tuple[str, ...]) -> tuple[Field, ...]:
    place, estimate = row.place, row.estimate
    reach = estimate.interval if estimate else None
    return (
        row.model,
        row.name,
        row.lab,
        _yes_no(row.ranked),
        *((place.place, place.best, place.worst, place.first) if place else (None,) * 4),
        row.score,
        *((reach.low, reach.high) if reach else (None, None)),
        row.measured_share,
        row.dots,
        row.input,
        row.output,
        row.context_window,
        row.tokens_per_second,
        row.first_token_seconds,
        _yes_no(row.open_weights),
        _yes_no(row.reasoning),
        row.released,
        row.retired,
        *(row.categories[name].shown for name in categories),
        " ".join(
            (*(("score",) if row.published else ()), *(name for name in categories if row.categories[name].published))
        ),
    )


def _yes_no(holds: object) -> str | None:
    return None if holds is None else "yes" if holds else "no"
