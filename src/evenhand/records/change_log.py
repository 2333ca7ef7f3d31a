"""Everything that is on file, day by day: what became known when, by the facts' own days."""

from typing import Literal

from msgspec import Struct

from evenhand.records.changes import Change, Edition, Kind

Family = Literal["models", "places", "prices", "corrections", "scores", "rejections"]

# Which kinds of change a reader chooses together, the most important family first.
FAMILIES: dict[Family, tuple[Kind, ...]] = {
    "models": ("retirement", "new model", "removed model", "new benchmark", "removed benchmark"),
    "places": ("rank shift", "entered board", "left board", "shift within noise"),
    "prices": ("price change", "ended offer", "new offer", "removed offer"),
    "corrections": ("corrected score", "corrected price", "other conditions", "changed description"),
    "scores": ("newer score", "new score", "removed score", "new source", "removed source"),
    "rejections": ("new rejection",),
}
FAMILY_OF: dict[str, Family] = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}


class ChangeDay(Struct, frozen=True, kw_only=True):
    """How many changes of each kind a day has. `day` is ISO text; a month or year where no more is known."""

    day: str
    counts: dict[str, int]

    @property
    def month(self) -> str:
        """The month under which the day is listed; of a year alone its last one."""
        return month_of(self.day)


class ChangeGroup(Struct, frozen=True, kw_only=True):
    """The changes of one kind of a day, of one source or board (`even/provisional`), empty where none is named."""

    day: str
    kind: Kind
    source: str
    board: str = ""
    changes: tuple[Change, ...]


class ChangeLog(Struct, frozen=True, kw_only=True):
    """All days with a change, newest first, and the changes of each month, packed. `date` is that of the catalog.

    `earlier` are the catalogs that stood before and were compared, oldest first; without one nothing that was put
    right or taken away can show. `gone` are the names, by `kind/id`, of what they had and this catalog has not.
    """

    date: str
    version: str
    days: tuple[ChangeDay, ...]
    packed: dict[str, bytes]
    earlier: tuple[Edition, ...] = ()
    gone: dict[str, str] = {}

    @property
    def months(self) -> tuple[str, ...]:
        """All months with a change, newest first."""
        return tuple(self.packed)


def month_of(day: str) -> str:
    """The month of an ISO day or month; of a year alone its last one."""
    return day[:7] if len(day) > len("2026") else f"{day}-12"
