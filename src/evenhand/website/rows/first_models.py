"""The models that stand first on the board, for examples that are real in every snapshot."""

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.board import OVERALL
from evenhand.comparison.known_places import places_of
from evenhand.website.asked.pairs import in_order


def ranked_models(catalog: Catalog) -> tuple[str, ...]:
    """All models ranked by the default ranking and lane, best place first."""
    ranking = naming.ranking(catalog, "even")
    placed = places_of(catalog, ranking, ranking.default_lane).boards[OVERALL]
    return tuple(sorted(placed, key=lambda name: (placed[name].place, placed[name].best, name)))


def first_two(catalog: Catalog) -> tuple[Subject, Subject] | None:
    """The first two in the order of their page's address; none where fewer are ranked."""
    first = ranked_models(catalog)[:2]
    if len(first) < len(("one", "other")):
        return None
    return in_order(naming.subject(catalog, first[0]), naming.subject(catalog, first[1]))
