"""The places of a ranking's boards: every eligible model's score drawn again and again, and the orders counted."""

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.catalog.rows import OnDemand
from evenhand.comparison.estimates import category_draws, estimates_of, overall_draws
from evenhand.comparison.overall import weights_of
from evenhand.comparison.standing import Standing, standing, standing_with
from evenhand.records.estimates import RankPlace
from evenhand.records.ranking import Ranking
from evenhand.scoring.kept_estimates import Estimates
from evenhand.scoring.ranks import Points, rank_places

OVERALL = "overall"


class Places(Struct, frozen=True):
    """Places by board: `overall` and each category, model id to place, best first; and each model's standing."""

    boards: dict[str, dict[str, RankPlace]]
    standings: OnDemand[Standing]

    def forget(self) -> None:
        """Let go of the standings that were read."""
        self.standings.forget()


def places(catalog: Catalog, ranking: Ranking, lane: str) -> Places:
    """Places of all boards of a lane: over the joint draws of the scores of the models that are eligible there."""
    known = estimates_of(catalog, ranking, lane)
    standings = {name: standing(catalog, Subject(model), ranking, lane) for name, model in catalog.models.items()}
    boards = {
        board: rank_places(_seated(board, known, standings, ranking), ranking.thresholds.interval)
        for board in (OVERALL, *ranking.categories)
    }
    return Places(boards, OnDemand.of(standings))


def reweighted_places(seated: Places, catalog: Catalog, ranking: Ranking, lane: str) -> Places:
    """The places where only category weights are others: the overall board is drawn again, the others stay."""
    standings = {name: standing_with(own.by_category, ranking) for name, own in seated.standings.items()}
    draws = _seated(OVERALL, estimates_of(catalog, ranking, lane), standings, ranking)
    overall = rank_places(draws, ranking.thresholds.interval)
    return Places(seated.boards | {OVERALL: overall}, OnDemand.of(standings))


def eligible(board: str, known: Standing, ranking: Ranking) -> bool:
    """Whether a model has a place: by the ranking's rule on the overall, by a share of the tests in a category."""
    if board == OVERALL:
        return known.eligible
    counted = len(ranking.categories[board].counted)
    return counted > 0 and known.by_category[board] >= ranking.eligibility.category_share * counted


def board_draws(board: str, known: Estimates, model: str, ranking: Ranking) -> Points | None:
    """Joint draws of a model's score on a board; None without estimates."""
    if board == OVERALL:
        return overall_draws(known, model, weights_of(ranking))
    return category_draws(known, model, board)


def _seated(board: str, known: Estimates, standings: dict[str, Standing], ranking: Ranking) -> dict[str, Points]:
    names = (name for name, own in standings.items() if eligible(board, own, ranking))
    drawn = ((name, board_draws(board, known, name, ranking)) for name in names)
    return {name: draws for name, draws in drawn if draws}
