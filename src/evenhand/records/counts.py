"""What a catalog holds, counted."""

from msgspec import Struct


class CatalogCounts(Struct, frozen=True, kw_only=True):
    """Counts of a checked catalog; tables map a name to a number of rows."""

    date: str
    version: str
    models: int
    labs: int
    benchmarks: int
    composites: int
    observations: int
    outside_aggregators: int
    tiers: dict[str, int]
    sources: dict[str, int]
    without_source: int
    without_link: int
    offers: int
    providers: int
    listings: int
    speeds: int
    rejected: dict[str, int]
