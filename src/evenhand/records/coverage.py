"""Which ranked model took which counted test."""

from typing import Literal

from msgspec import Struct

from evenhand.records.comparison import Snapshot
from evenhand.records.facts import Id

Taken = Literal["measured", "other conditions", "not admitted", "missing"]


class CountedTest(Struct, frozen=True, kw_only=True):
    """A test that a ranking counts: its category, its share of the whole weight, how many of the models took it."""

    benchmark: Id
    name: str
    category: str
    share: float
    measured: int = 0


class CoverageRow(Struct, frozen=True, kw_only=True):
    """One model and what it has of the counted tests, in their order.

    `measured` as the ranking counts it; taken under `other conditions` (another version, context length, subset or
    tools); `not admitted` by the lane; or `missing`.
    """

    model: Id
    name: str
    lab_name: str
    place: int | None
    taken: tuple[Taken, ...]

    @property
    def measured(self) -> int:
        """How many of the tests it took as they are counted."""
        return self.taken.count("measured")


class Coverage(Struct, frozen=True, kw_only=True):
    """The ranked models of a lane, best first, and the counted tests by category, heaviest category first."""

    snapshot: Snapshot
    tests: tuple[CountedTest, ...]
    rows: tuple[CoverageRow, ...]
