"""The ranking that a reader asked for: by name, with weights of their own, on the plain scale or above chance."""

from collections.abc import Iterable

from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.comparison.own_weights import reweighted
from evenhand.errors import BadSetting
from evenhand.records.ranking import Ranking


def chosen_ranking(
    catalog: Catalog, name: str = "even", weights: Iterable[str] = (), *, chance_corrected: bool = False
) -> Ranking:
    """The ranking of this name with the reader's changes; the ranking itself where there are none.

    Raises:
        UnknownRanking: no such ranking.
        BadSetting: weights that cannot be used, or the chance switch on a classic ranking, whose values are as printed.

    """
    found = reweighted(naming.ranking(catalog, name), weights)
    if not chance_corrected:
        return found
    if found.method == "classic":
        raise BadSetting("a classic ranking averages scores as they are printed; take chance out of them with even")
    return structs.replace(found, chance_corrected=True)
