"""What a brief is composed from: the changes, the two catalogs, and the newer board."""

from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.records.board import Board, BoardRow
from evenhand.records.changes import CatalogChanges, Change, PlaceChange, Span

# A model without a place comes after all that have one.
UNPLACED = 1_000_000


class Material(Struct, frozen=True, kw_only=True, dict=True):
    """The changes from `older` to `newer`, their days, and the newer default board where it is known.

    `dated` says that these are changes of the log by the facts' own days; `older` and `newer` are then one catalog.
    """

    changes: CatalogChanges
    older: Catalog
    newer: Catalog
    board: Board | None = None
    dated: bool = False

    @property
    def names(self) -> dict[str, str]:
        """Names by `kind/id`."""
        return self.changes.names

    def of(self, kinds: Iterable[str]) -> tuple[Change, ...]:
        """The changes of some kinds, in their order."""
        wanted = frozenset(kinds)
        return tuple(one for one in self.changes.changes if one.kind in wanted)

    @cached_property
    def rows(self) -> dict[str, BoardRow]:
        """The rows of the board by model."""
        return {row.model: row for row in self.board.rows} if self.board else {}

    @cached_property
    def entered(self) -> dict[str, PlaceChange]:
        """By model the change with which it entered the board."""
        placed = self.of(("entered board",))
        return {one.model: one for one in reversed(placed) if isinstance(one, PlaceChange)}

    def span(self, model: str) -> tuple[Span, str] | None:
        """Where a model stands and on which day: as it entered the board, else on the newer board."""
        entry = self.entered.get(model)
        if entry and entry.after:
            return entry.after, entry.day
        row = self.rows.get(model)
        at = row.place if row else None
        return (Span(place=at.place, best=at.best, worst=at.worst, of=at.of), self.newer.date) if at else None

    def board_name(self, entry: PlaceChange | None) -> str:
        """The board of an entry, else the newer board: `even/provisional`."""
        of = entry or (self.board.snapshot if self.board else None)
        return f"{of.ranking}/{of.lane}" if of else ""

    def place(self, model: str) -> int:
        """A model's place, for putting lines in order."""
        found = self.span(model)
        return found[0].place if found else UNPLACED
