"""A board's scores, one number a model, and the joint draws that they are uncertain by."""

from collections.abc import Iterable, Mapping, Sequence

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.board import OVERALL
from evenhand.comparison.estimates import category_draws, estimates_of, overall_draws
from evenhand.comparison.overall import weights_of
from evenhand.records.board import Board, BoardRow
from evenhand.records.ranking import Ranking

Draws = Mapping[str, Sequence[float]]


def shown_score(row: BoardRow, category: str) -> float | None:
    """The score of a row on 0-100: the estimate in an even ranking, the average in a classic one; None without."""
    if row.estimate is not None:
        return row.estimate.score
    return row.overall if category == OVERALL else row.categories[category].value


def score_draws(catalog: Catalog, ranking: Ranking, board: Board, models: Iterable[str]) -> Draws:
    """Joint draws of the board's score for these models; empty for a classic ranking and where there is no estimate."""
    if ranking.method != "even":
        return {}
    known = estimates_of(catalog, ranking, board.snapshot.lane)
    weights = weights_of(ranking)
    found = {
        model: overall_draws(known, model, weights)
        if board.category == OVERALL
        else category_draws(known, model, board.category)
        for model in models
    }
    return {model: draws for model, draws in found.items() if draws}
