"""Which catalog, ranking and lane an answer comes from."""

from evenhand.catalog.catalog import Catalog
from evenhand.comparison.own_weights import own_weights
from evenhand.records.comparison import Snapshot
from evenhand.records.ranking import Ranking


def snapshot_of(catalog: Catalog, ranking: Ranking, lane: str) -> Snapshot:
    """The snapshot line of every answer."""
    return Snapshot(
        date=catalog.date,
        catalog=catalog.decided_by,
        ranking=ranking.id,
        ranking_name=ranking.name,
        method=ranking.method,
        lane=lane,
        tiers=ranking.lanes[lane],
        weights=own_weights(ranking, catalog.rankings.get(ranking.id)),
        chance_corrected=ranking.chance_corrected,
    )
