"""What is said above a board: who may be first, what the scores rest on, which rows are shown and in what order."""

from evenhand.records.board import Board, BoardRow
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.numbers import listed
from evenhand.wording.sentence import say

MOST_NAMED = 8


def board_words(board: Board) -> tuple[Sentence, ...]:
    """Who is first and whom it is not surely ahead of, and how much was measured; empty where nobody is ranked."""
    ranked = [row for row in board.rows if row.ranked and row.place]
    if not ranked:
        return ()
    tied = [row for row in ranked if row.place and row.place.group == 1]
    return (_first(board) if len(tied) == 1 else _tied([row.name for row in tied]), *_basis(board))


def count_words(board: Board, rows: tuple[BoardRow, ...]) -> Sentence:
    """How many models are shown of how many: `7 of 60 ranked models.`, `23 of 1,020 models, 7 of them ranked.`."""
    ranked = sum(row.ranked for row in rows)
    if not rows and not any(row.ranked for row in board.rows):
        return say("board.no places", "No model has a place here.")
    whole = len(board.rows) if ranked < len(rows) else sum(row.ranked for row in board.rows)
    kind = "model" if ranked < len(rows) else "ranked model"
    of = "{shown} of {all}" if len(rows) < whole else "{all}"
    rest = ", {ranked} of them ranked" if kind == "model" else ""
    return say(
        "board.count",
        f"{of}{rest}.",
        shown=(len(rows), f"{len(rows):,}"),
        all=(whole, numbers.count(whole, kind)),
        ranked=(ranked, f"{ranked:,}" if ranked else "none"),
    )


def hidden_words(hidden: int) -> tuple[Sentence, ...]:
    """That so many more models are tracked but unranked; empty for none."""
    if not hidden:
        return ()
    verb = "is" if hidden == 1 else "are"
    more = (hidden, numbers.count(hidden, "more model"))
    return (say("board.hidden", f"{{more}} {verb} tracked but unranked.", more=more),)


def _first(board: Board) -> Sentence:
    row = board.rows[0]
    chance = row.place.first if row.place else 0.0
    return say(
        "board.first",
        "{model} is first with probability {chance}.",
        model=row.name,
        chance=(chance, numbers.percent_chance(chance)),
    )


def _tied(names: list[str]) -> Sentence:
    first, *others = names
    shown, rest = others[:MOST_NAMED], len(others) - MOST_NAMED
    values = {f"m{place}": name for place, name in enumerate(shown)}
    parts = [f"{{{key}}}" for key in values] + (["{rest} more"] if rest > 0 else [])
    return say(
        "board.tied",
        f"{{first}} is first; it is not surely ahead of {listed(tuple(parts))}.",
        first=first,
        rest=(rest, str(rest)),
        **values,
    )


def _basis(board: Board) -> tuple[Sentence, ...]:
    fitted = board.fitted
    if not fitted:
        return ()
    return (
        say(
            "board.basis",
            "What was not measured is estimated from {cells} of {models} on {tests}.",
            cells=(fitted.cells, numbers.count(fitted.cells, "score")),
            models=(fitted.models, numbers.count(fitted.models, "model")),
            tests=(fitted.columns, numbers.count(fitted.columns, "test")),
        ),
    )
