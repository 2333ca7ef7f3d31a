"""The catalog: all facts of one date, immutable, with the look-ups that the layers above need."""

from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct, structs

from evenhand.records.facts import (
    Benchmark,
    Lab,
    Listing,
    Model,
    Observation,
    Offer,
    Provider,
    RawFile,
    Rejection,
    Source,
    Speed,
    StatedFact,
)
from evenhand.records.ranking import Ranking


class Catalog(Struct, frozen=True, dict=True, kw_only=True):
    """Everything that `data/` says, checked. `date` is the newest day of any check, `version` a content hash."""

    date: str
    version: str
    labs: dict[str, Lab]
    models: dict[str, Model]
    providers: dict[str, Provider]
    benchmarks: dict[str, Benchmark]
    sources: dict[str, Source]
    rankings: dict[str, Ranking]
    observations: tuple[Observation, ...] = ()
    offers: tuple[Offer, ...] = ()
    speeds: tuple[Speed, ...] = ()
    listings: tuple[Listing, ...] = ()
    facts: tuple[StatedFact, ...] = ()
    files: tuple[RawFile, ...] = ()
    rejections: tuple[Rejection, ...] = ()

    @cached_property
    def observations_of(self) -> dict[str, dict[str, tuple[Observation, ...]]]:
        """Observations by model, then benchmark."""
        grouped: dict[str, dict[str, list[Observation]]] = {}
        for seen in self.observations:
            grouped.setdefault(seen.model, {}).setdefault(seen.benchmark, []).append(seen)
        return {model: {name: tuple(rows) for name, rows in tests.items()} for model, tests in grouped.items()}

    @cached_property
    def offers_of(self) -> dict[str, tuple[Offer, ...]]:
        """Offers by model."""
        return _by_model(self.offers)

    @cached_property
    def speeds_of(self) -> dict[str, tuple[Speed, ...]]:
        """Speed measurements by model."""
        return _by_model(self.speeds)

    @cached_property
    def listings_of(self) -> dict[str, tuple[Listing, ...]]:
        """What comparison sites print, by model."""
        return _by_model(self.listings)

    @cached_property
    def kept(self) -> dict[tuple[object, ...], Any]:
        """What the layers above work out from this catalog again and again; it goes when the catalog goes."""
        return {}

    def only_sources(self, *sources: str) -> "Catalog":
        """The same catalog with the observations, offers, speeds and listings of these sources alone."""
        return structs.replace(
            self,
            observations=tuple(row for row in self.observations if row.source in sources),
            offers=tuple(row for row in self.offers if row.source in sources),
            speeds=tuple(row for row in self.speeds if row.source in sources),
            listings=tuple(row for row in self.listings if row.source in sources),
        )


Row = TypeVar("Row", Offer, Speed, Listing)


def _by_model(rows: tuple[Row, ...]) -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row.model, []).append(row)
    return {model: tuple(group) for model, group in grouped.items()}
