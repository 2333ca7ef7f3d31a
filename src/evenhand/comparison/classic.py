"""The classic view: every slot of a comparison page of the seed site, by its rules and from this catalog."""

from msgspec import structs

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.classic_cells import classic_sides
from evenhand.comparison.classic_pick import (
    OTHER,
    ClassicPair,
    classic_pick,
    compared_context,
    compared_price,
    headline_tier,
    largest_lead,
    only_reasoning,
)
from evenhand.comparison.classic_tests import biggest_swing, category_answer, page_order
from evenhand.records.classic import ClassicCategory, ClassicLead, ClassicPick, ClassicValue, ClassicView, Side
from evenhand.records.ranking import Ranking
from evenhand.scoring.classic import ClassicStanding, classic_standing, rounded

Standings = tuple[ClassicStanding, ClassicStanding]


def classic_view(catalog: Catalog, left: str, right: str, ranking: Ranking, lane: str) -> ClassicView:
    """Compare two models by the classic rules. The sides stay as given; all values are rounded as printed.

    Only categories that both have a value for appear. The overall is an integer, a category value has one
    decimal, differences are taken after rounding. Without an overall on one side there is no winner and no pick.

    Raises:
        KeyError: the catalog has no such model, or the ranking no such lane.

    """
    ids = (catalog.models[left].id, catalog.models[right].id)
    standings = (classic_standing(catalog, ids[0], ranking, lane), classic_standing(catalog, ids[1], ranking, lane))
    return _view(catalog, standings, ranking, lane)


def are_siblings(catalog: Catalog, left: str, right: str) -> bool:
    """Whether two different models belong to one family."""
    family = catalog.models[left].family
    return left != right and bool(family) and family == catalog.models[right].family


def shared_categories(left: ClassicStanding, right: ClassicStanding) -> tuple[ClassicCategory, ...]:
    """The categories that both have a value for, in page order, compared on the rounded values."""
    both = page_order(category for category in left.values if category in right.values)
    return tuple(_category(name, left.values[name], right.values[name]) for name in both)


def _pair(catalog: Catalog, standings: Standings, ranking: Ranking) -> ClassicPair:
    left, right = classic_sides(catalog, *standings, ranking)
    return ClassicPair(left=left, right=right, categories=shared_categories(*standings))


def _view(catalog: Catalog, standings: Standings, ranking: Ranking, lane: str) -> ClassicView:
    left, right = standings
    pair = _pair(catalog, standings, ranking)
    overalls = _overalls(pair)
    winner = _winner(overalls)
    siblings = are_siblings(catalog, left.model, right.model)
    sharpest = largest_lead(pair, winner) if winner else None
    return ClassicView(
        lane=lane,
        left=pair.left,
        right=pair.right,
        categories=pair.categories,
        winner=winner,
        tier=headline_tier(abs(overalls[0] - overalls[1])) if overalls else None,
        high=max(overalls) if overalls else None,
        low=min(overalls) if overalls else None,
        sharpest=sharpest,
        swing=biggest_swing(catalog, left, right, ranking) if winner else None,
        hit_back=_hit_back(pair, sharpest),
        pick=_pick(pair, winner, same=left.model == right.model, siblings=siblings) if overalls else None,
        price=compared_price(pair),
        reasoning_only=only_reasoning(pair),
        context=compared_context(pair),
        answers=tuple(category_answer(left, right, category) for category in pair.categories),
        verified_line=any(side.position.isdigit() for side in (pair.left, pair.right)),
        siblings=siblings,
    )


def _category(name: str, left: ClassicValue, right: ClassicValue) -> ClassicCategory:
    left, right = _printed(left), _printed(right)
    difference = rounded(left.value - right.value)
    leader: Side | None = None if not difference else "left" if difference > 0 else "right"
    return ClassicCategory(id=name, left=left, right=right, difference=abs(difference), leader=leader)


def _printed(value: ClassicValue) -> ClassicValue:
    return structs.replace(value, value=rounded(value.value))


def _overalls(pair: ClassicPair) -> tuple[int, int] | None:
    left, right = pair.left.overall, pair.right.overall
    return (int(left.value), int(right.value)) if left and right else None


def _winner(overalls: tuple[int, int] | None) -> Side | None:
    if not overalls or overalls[0] == overalls[1]:
        return None
    return "left" if overalls[0] > overalls[1] else "right"


def _hit_back(pair: ClassicPair, sharpest: ClassicLead | None) -> ClassicLead | None:
    """The loser's largest lead; it answers the winner's, so it is there only when the winner has one."""
    return largest_lead(pair, OTHER[sharpest.side]) if sharpest else None


def _pick(pair: ClassicPair, winner: Side | None, *, same: bool, siblings: bool) -> ClassicPick | None:
    """Nothing is to be picked between a model and itself."""
    return None if same else classic_pick(pair, winner, siblings=siblings)
