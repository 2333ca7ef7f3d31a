"""The catalog: all facts of one date, immutable, with the look-ups that the layers above need."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from msgspec import Struct, field, structs

from evenhand.catalog.recent import Forgetting, Recent
from evenhand.catalog.rows import OnDemand, Rows, grouped
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
    VoteCount,
)
from evenhand.records.item_outcomes import ItemOutcomes
from evenhand.records.ranking import Ranking

ABOUT = {
    "observations": "model",
    "offers": "model",
    "speeds": "model",
    "listings": "model",
    "facts": "model",
    "files": "source",
    "rejections": "source",
    "votes": "board",
    "outcomes": "model",
}


def no_rows() -> Rows[Any]:
    """What a catalog has where it was given no rows."""
    return Rows({})


class Catalog(Struct, frozen=True, dict=True, kw_only=True):
    """Everything that `data/` says, checked. `date` is the newest day of any check, `version` a content hash.

    `public` is that version with the content hash of the public files alone, where runs of one's own lie beside them.

    `whole` is the catalog that this one shows as of an earlier day.

    Rows stand in groups, by model, source or board (`ABOUT`), in the order of their files inside a group. Any sequence
    of rows may be given; a catalog that was opened reads a model or a group when it is first asked for.
    """

    date: str
    version: str
    labs: dict[str, Lab]
    models: OnDemand[Model]
    providers: dict[str, Provider]
    benchmarks: dict[str, Benchmark]
    sources: dict[str, Source]
    rankings: dict[str, Ranking]
    public: tuple[str, str] = ("", "")
    observations: Rows[Observation] = field(default_factory=no_rows)
    offers: Rows[Offer] = field(default_factory=no_rows)
    speeds: Rows[Speed] = field(default_factory=no_rows)
    listings: Rows[Listing] = field(default_factory=no_rows)
    facts: Rows[StatedFact] = field(default_factory=no_rows)
    files: Rows[RawFile] = field(default_factory=no_rows)
    rejections: Rows[Rejection] = field(default_factory=no_rows)
    votes: Rows[VoteCount] = field(default_factory=no_rows)
    outcomes: Rows[ItemOutcomes] = field(default_factory=no_rows)
    whole: "Catalog | None" = None

    def __post_init__(self) -> None:
        """Group the rows that were given plainly; models may be given as any mapping."""
        models: Any = self.models
        if not isinstance(models, OnDemand):
            structs.force_setattr(self, "models", OnDemand.of(models))
        for name, about in ABOUT.items():
            rows = getattr(self, name)
            if not isinstance(rows, Rows):
                structs.force_setattr(self, name, Rows(grouped(rows, about)))

    @cached_property
    def observations_of(self) -> Mapping[str, dict[str, tuple[Observation, ...]]]:
        """Observations by model, then benchmark."""
        rows = self.observations.of
        return OnDemand(rows, lambda model: grouped(rows[model], "benchmark"))

    @property
    def offers_of(self) -> Mapping[str, tuple[Offer, ...]]:
        """Offers by model."""
        return self.offers.of

    @property
    def speeds_of(self) -> Mapping[str, tuple[Speed, ...]]:
        """Speed measurements by model."""
        return self.speeds.of

    @property
    def listings_of(self) -> Mapping[str, tuple[Listing, ...]]:
        """What comparison sites print, by model."""
        return self.listings.of

    @property
    def decided_by(self) -> str:
        """The version of what decides: runs of one's own change no score, place or state."""
        whole, public = self.public
        return public if whole == self.version else self.version

    @cached_property
    def kept(self) -> dict[tuple[object, ...], Any]:
        """What the layers above work out from this catalog again and again; it goes when the catalog goes."""
        return {}

    def lately(self, what: str, most: int) -> Recent[Any]:
        """The store of what was worked out lately of one kind, at most so many; it goes when the catalog goes."""
        found: Recent[Any] | None = self.kept.get((what,))
        if found is None:
            found = self.kept[what,] = Recent(most)
        return found

    def forget_lately(self) -> None:
        """Let go of what was read and worked out, where other models come next; what is asked for comes again."""
        read = (getattr(self, name).of for name in ABOUT)
        for found in (*self.kept.values(), *read, self.observations_of, self.models):
            if isinstance(found, Forgetting):
                found.forget()

    def only_sources(self, *sources: str) -> "Catalog":
        """The same catalog with the observations, offers, speeds and listings of these sources alone."""
        measured = ("observations", "offers", "speeds", "listings")
        kept = {name: [row for row in getattr(self, name) if row.source in sources] for name in measured}
        return structs.replace(self, version=f"{self.version} of {' '.join(sources)}", **kept)
