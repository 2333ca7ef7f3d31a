"""What is said above a board: who may be first, what the scores rest on, which rows are shown and in what order."""

from collections.abc import Mapping

from evenhand.records.board import Board, BoardRow
from evenhand.records.wording import Sentence
from evenhand.wording import numbers
from evenhand.wording.numbers import listed
from evenhand.wording.sentence import Written, say

MOST_NAMED = 8
# With fewer models than this in it a board says nothing of who leads.
FEW_RANKED = 5
# What is not known of a model that a filter leaves out for that.
NOT_KNOWN = {
    "max_price": "for their output price",
    "min_context": "for their context window",
    "released": "for their day of release",
    "open": "for whether their weights are open",
    "reasoning": "for whether they reason first",
}
LEFT_OUT = "Left out because something is not known: "
# Stands after a number that another site published and nobody averaged here.
PUBLISHED = "*"


def board_words(board: Board) -> tuple[Sentence, ...]:
    """Who is first of those that have a place, which newer models have none, and how much was measured.

    Where under `FEW_RANKED` have a place, that they are too few to say who leads; empty where nobody has one.
    """
    ranked = [row for row in board.rows if row.ranked and row.place]
    if not ranked:
        return ()
    return (_few(board, ranked) if len(ranked) < FEW_RANKED else _leads(ranked), *_newer(board, ranked), *_basis(board))


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


def unknown_words(unknown: Mapping[str, int]) -> tuple[Sentence, ...]:
    """How many models are left out since nobody knows whether they keep a filter; empty for none."""
    if not unknown:
        return ()
    parts = ", ".join(f"{{{name}}} {NOT_KNOWN[name]}" for name in unknown)
    figures: dict[str, Written] = {name: (number, numbers.count(number, "model")) for name, number in unknown.items()}
    return (say("board.unknown", LEFT_OUT + parts + ".", **figures),)


def marked(value: float | None, written: str, *, published: bool) -> str:
    """A value as written, with a mark where another site published it: `91*`."""
    return written + PUBLISHED if published and value is not None else written


def published_words(rows: tuple[BoardRow, ...]) -> tuple[Sentence, ...]:
    """What the mark of a published number means, where these rows have one; empty where they have none."""
    if not any(row.published or any(one.published for one in row.categories.values()) for row in rows):
        return ()
    return (
        say(
            "board.published",
            "A number with {mark} was published by another site and is not averaged here: it is on another scale than"
            " the averages, so an order among both kinds says little.",
            mark=PUBLISHED,
        ),
    )


def hidden_words(hidden: int) -> tuple[Sentence, ...]:
    """That so many more models are tracked but unranked; empty for none."""
    if not hidden:
        return ()
    verb = "is" if hidden == 1 else "are"
    more = (hidden, numbers.count(hidden, "more model"))
    return (say("board.hidden", f"{{more}} {verb} tracked but unranked.", more=more),)


def _few(board: Board, ranked: list[BoardRow]) -> Sentence:
    return say(
        "board.few",
        f"Only {{ranked}} of {{all}} {'has' if len(ranked) == 1 else 'have'} enough scores for a place here: too few to"
        " say who leads.",
        ranked=(len(ranked), f"{len(ranked):,}"),
        all=(len(board.rows), numbers.count(len(board.rows), "model")),
    )


def _leads(ranked: list[BoardRow]) -> Sentence:
    among = "Of the {ranked} that have enough scores for a place here, "
    models = (len(ranked), numbers.count(len(ranked), "model"))
    tied = [row.name for row in ranked if row.place and row.place.group == 1]
    if len(tied) == 1:
        chance = ranked[0].place.first if ranked[0].place else 0.0
        return say(
            "board.first",
            among + "{model} is first with probability {chance}.",
            ranked=models,
            model=ranked[0].name,
            chance=(chance, numbers.percent_chance(chance)),
        )
    named, values = _named(tied[1:])
    return say(
        "board.tied",
        among + f"{{first}} is first; it is not surely ahead of {named}.",
        ranked=models,
        first=tied[0],
        **values,
    )


def _newer(board: Board, ranked: list[BoardRow]) -> tuple[Sentence, ...]:
    """Which models that came out after all ranked ones have no place, those with most counted scores named first."""
    days = {row.released for row in ranked if row.released}
    unranked = (row for row in board.rows if not row.ranked and row.released)
    found = [row for row in unranked if all(_after(row.released or "", day) for day in days)]
    if not days or not found:
        return ()
    placed = "model with a place" if all(row.released for row in ranked) else "model with a place and a known release"
    found.sort(key=lambda row: row.released or "", reverse=True)
    found.sort(key=lambda row: -row.counted)
    named, values = _named([row.name for row in found])
    return (
        say(
            "board.newer",
            f"{{newer}} that came out after every {placed}"
            f" {'has' if len(found) == 1 else 'have'} too few scores for one: {named}.",
            newer=(len(found), numbers.count(len(found), "model")),
            **values,
        ),
    )


def _after(released: str, other: str) -> bool:
    """Whether a day is surely the later one, where either may be a month or a year only."""
    known = min(len(released), len(other))
    return released[:known] > other[:known]


def _named(names: list[str]) -> tuple[str, dict[str, Written | str]]:
    """The first names and how many more, as a template and its values."""
    values: dict[str, Written | str] = {f"m{place}": name for place, name in enumerate(names[:MOST_NAMED])}
    rest = len(names) - MOST_NAMED
    parts = [f"{{{key}}}" for key in values] + (["{rest} more"] if rest > 0 else [])
    return listed(tuple(parts)), {**values, "rest": (rest, str(rest))}


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
