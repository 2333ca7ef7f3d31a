"""What is said above a board of an even ranking: who may be first, and what the scores rest on."""

from evenhand.records.board import Board
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.numbers import listed
from evenhand.wording.sentence import say

MOST_NAMED = 8


def board_words(board: Board) -> tuple[Sentence, ...]:
    """Who is first or tied for it, and how much was measured; empty where nobody is ranked."""
    ranked = [row for row in board.rows if row.ranked and row.place]
    if not ranked:
        return ()
    tied = [row for row in ranked if row.place and row.place.group == 1]
    return (_first(board) if len(tied) == 1 else _tied([row.name for row in tied]), *_basis(board))


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
    shown, rest = names[:MOST_NAMED], len(names) - MOST_NAMED
    values = {f"m{place}": name for place, name in enumerate(shown)}
    parts = [f"{{{key}}}" for key in values] + (["{rest} more"] if rest > 0 else [])
    return say(
        "board.tied",
        f"Tied for first: {listed(tuple(parts))}; the first of them is not surely ahead of the others.",
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
