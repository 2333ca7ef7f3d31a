"""What must hold of votes: a winner or all counts, two sides, one source a board, one model a name."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.ids import exists
from evenhand.errors import Problem
from evenhand.records.facts import VoteCount

Faults = Iterator[Problem]
COUNTS = attrgetter("winner", "left_wins", "right_wins", "ties")
SIDES = ("left", "right")


def check_votes(catalog: Catalog) -> Faults:
    """Every fault of every row of votes, but for its source and its date."""
    for rows in catalog.votes.of.values():
        yield from _one_source(rows)
        yield from _one_model(catalog, rows)
        for row in rows:
            if row.left == row.right:
                yield Problem(row.file, row.line, "both sides have one name", row.left, "a vote is between two")
            yield from _votes(row)


def _votes(row: VoteCount) -> Faults:
    winner, *counts = COUNTS(row)
    given = [count for count in counts if count is not None]
    if winner and given:
        fix = "give the winner of one vote, or the counts of many"
        yield Problem(row.file, row.line, "the row has a winner and counts", winner, fix)
    elif not winner and len(given) < len(counts):
        fix = "give 'winner', or all of 'left_wins', 'right_wins' and 'ties' (0 where there were none)"
        yield Problem(row.file, row.line, "the row does not say how the votes went", f"{row.left}, {row.right}", fix)
    elif not winner and not any(given):
        yield Problem(row.file, row.line, "the row counts no vote", f"{row.left}, {row.right}", "leave the row out")


def _one_source(rows: Iterable[VoteCount]) -> Faults:
    first: dict[str, VoteCount] = {}
    for row in rows:
        first.setdefault(row.source, row)
    home, *others = first.values()
    for row in others:
        wrong = f"a board of this name stands in {home.file}"
        yield Problem(row.file, row.line, wrong, row.board, "give the file another name")


def _one_model(catalog: Catalog, rows: Iterable[VoteCount]) -> Faults:
    """Each name leads to one model of the catalog, or to none, wherever it stands."""
    first: dict[str, tuple[str, VoteCount]] = {}
    for row in rows:
        for side in SIDES:
            name, model = getattr(row, side), getattr(row, f"{side}_model")
            known, other = first.setdefault(name, (model, row))
            if other is row and known == model and model:
                yield from exists(model, catalog.models, "model", row.file, row.line)
            elif known != model:
                wrong = f"{name!r} is {known or 'no model'} in line {other.line}"
                yield Problem(row.file, row.line, wrong, model or "none", "give one name one model")
