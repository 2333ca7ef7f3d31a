"""A table of items as it lies on disk, ready to be asked: the logs of the own folder, or files that a user names."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec import Struct, structs

from evenhand.errors import BadSetting
from evenhand.items import expressions as ask
from evenhand.items.engines import Engine, opened, small_table
from evenhand.items.every_pair import packed_items
from evenhand.items.schema import RUN, Column, RunOfItems
from evenhand.items.whole_table import by_name, keyed, of_runs, texts_of, whole
from evenhand.records.item_counts import (
    AttemptCount,
    DifferenceCell,
    DifferingItem,
    PackedItems,
    PairCounts,
    Spending,
    System,
    UnitSums,
)

if TYPE_CHECKING:
    from ibis.expr.types import Table

Counted = TypeVar("Counted", UnitSums, AttemptCount, Spending)
# Where outcomes are larger, sums of billionths do not fit.
LARGEST = 1e6
VALUES = (
    Column("attempts", "integer", "scored attempts"),
    Column("solved", "integer", "of them solved"),
    Column("outcome", "number", "what it is worth"),
)


class Places(Struct, frozen=True):
    """Where items lie: files of the whole shape, or those of logs together with what their runs stand for.

    `outputs` are files with prompts and outputs, in the same two shapes.
    """

    files: tuple[Path, ...]
    runs: tuple[RunOfItems, ...] = ()
    outputs: tuple[Path, ...] = ()


class Valued(Struct, frozen=True):
    """What an item with so many attempts, so many of them solved, is worth."""

    attempts: int
    solved: int
    outcome: float


class Items:
    """A table of items on an engine; every method asks it for counts.

    `named` says that every run names items alike, so that names are trusted and questions are not compared.
    """

    def __init__(self, engine: Engine, table: "Table", *, outputs: "Table | None" = None, named: bool = False) -> None:
        self.engine, self.table, self.outputs = engine, table, outputs
        self._kept: dict[tuple[System, str], Kept] = {}
        self._key = by_name if named else keyed

    @cached_property
    def systems(self) -> dict[str, tuple[System, ...]]:
        """The systems of each benchmark, in order."""
        found: dict[str, list[System]] = {}
        for row in self.engine.rows(ask.systems(self.table)):
            found.setdefault(row["benchmark"], []).append(_system(row))
        return {name: tuple(sorted(found[name])) for name in sorted(found)}

    def unit_sums(self, benchmark: str | None = None) -> tuple[UnitSums, ...]:
        """Of every system, on one benchmark or on each."""
        return tuple(_sorted(UnitSums, self.engine.rows(ask.unit_sums(self._items(benchmark)))))

    def attempt_counts(self, benchmark: str | None = None) -> tuple[AttemptCount, ...]:
        """Of every system, on one benchmark or on each."""
        return tuple(_sorted(AttemptCount, self.engine.rows(ask.attempt_counts(self._items(benchmark)))))

    def valued(self, values: Sequence[Valued], benchmark: str | None = None) -> tuple[UnitSums, ...]:
        """The sums that follow when an item counts what `values` give for its attempts; others are left out."""
        worth = small_table(self.engine, VALUES, values)
        return tuple(_sorted(UnitSums, self.engine.rows(ask.unit_sums(ask.valued(self._items(benchmark), worth)))))

    def spending(self, benchmark: str | None = None) -> tuple[Spending, ...]:
        """Of every system, on one benchmark or on each."""
        return tuple(_sorted(Spending, self.engine.rows(ask.spending(self._of(benchmark)))))

    def pair(self, left: System, right: System, benchmark: str) -> PairCounts:
        """Two systems on the items of a benchmark that both have; `items` may be none.

        Raises:
            BadSetting: outcomes that are too large to be added exactly.

        """
        common = self._common(left, right, benchmark)
        row: dict[str, Any] = self.engine.rows(ask.pair_counts(common))[0]
        bounds: dict[str, Any] = {
            name: row.pop(name) or 0.0 for name in ("left_total", "right_total", "lowest", "highest")
        }
        if max(-bounds["lowest"], bounds["highest"]) > LARGEST:
            raise BadSetting(f"outcomes on {benchmark} go beyond {LARGEST:,.0f}: these are not compared exactly")
        clusters = row.pop("clustered") > 0
        cells = [DifferenceCell(**cell) for cell in self.engine.rows(ask.difference_cells(common))]
        return PairCounts(
            left=left,
            right=right,
            benchmark=benchmark,
            left_items=self._items_of(left, benchmark).items,
            right_items=self._items_of(right, benchmark).items,
            clusters=clusters,
            cells=tuple(sorted(cells)),
            **bounds,
            **row,
        )

    def packed(self, benchmark: str) -> PackedItems | None:
        """The plain outcomes of all systems of a benchmark as bits.

        None where bits do not say it: fewer than two systems, clusters, graded outcomes, several attempts at an item.
        """
        rows = self._of(benchmark)
        if self._stated(rows, "cluster"):
            return None
        if self._stated(rows, "configuration"):
            systems = self.systems[benchmark]
        else:
            systems = tuple(sorted(System(row["model"]) for row in self.engine.rows(ask.models(rows))))
        if len(systems) < 2:
            return None
        (whole,) = self.engine.rows(ask.scored(rows))
        return packed_items(self.engine, self._key(rows), systems, whole["scored"])

    def _stated(self, rows: "Table", column: str) -> bool:
        """Whether some row says something there."""
        (found,) = self.engine.rows(ask.stating(rows, column))
        return bool(found["rows"])

    def differing(self, left: System, right: System, benchmark: str, most: int) -> tuple[DifferingItem, ...]:
        """The items on which two systems differ, at most so many, the largest difference first, then by name."""
        found = self.engine.rows(ask.differing(self._common(left, right, benchmark), most))
        return tuple(DifferingItem(**{name: row[name] for name in DifferingItem.__struct_fields__}) for row in found)

    def texts(self, system: System, benchmark: str, names: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Prompt and output of a system's first attempt at these items, where a log has them."""
        if self.outputs is None or not names:
            return {}
        rows = ask.of_system(self.outputs, system, benchmark)
        found = self.engine.rows(rows.filter(rows.item.isin(list(names))))
        found.sort(key=lambda row: row["attempt"], reverse=True)
        return {row["item"]: (row["prompt"], row["output"]) for row in found}

    def _common(self, left: System, right: System, benchmark: str) -> "Table":
        return ask.common_items(self._items_of(left, benchmark).table, self._items_of(right, benchmark).table)

    def _items_of(self, system: System, benchmark: str) -> "Kept":
        """One system's items, computed once."""
        of = (system, benchmark)
        if of not in self._kept:
            rows = ask.of_system(self.table, system, benchmark)
            table = self.engine.kept(ask.per_item(self._key(rows)))
            self._kept[of] = Kept(table, self.engine.rows(table.aggregate(items=table.count()))[0]["items"])
        return self._kept[of]

    def _items(self, benchmark: str | None) -> "Table":
        return ask.per_item(self._key(self._of(benchmark)))

    def _of(self, benchmark: str | None) -> "Table":
        return self.table if benchmark is None else self.table.filter(self.table.benchmark == benchmark)


class Kept(NamedTuple):
    """The items of one system on one benchmark, and how many they are."""

    table: "Table"
    items: int


@contextmanager
def items_at(places: Places, *, engine: str | None = None, named: bool = False) -> Iterator[Items]:
    """The items that lie there, on an engine (`engines.opened`).

    Raises:
        BadSetting: no such engine, no file, no Parquet, or a column that is needed is missing.
        MissingExtra: the engine's libraries are not installed.

    """
    if not places.files:
        raise BadSetting("there are no items yet: evenhand import brings them, or name files with --parquet")
    with opened(engine) as running:
        rows = _opened(running, places.files, places.runs)
        outputs = _opened(running, places.outputs, places.runs) if places.outputs else None
        yield Items(running, whole(rows), outputs=texts_of(outputs), named=named)


def _opened(engine: Engine, files: tuple[Path, ...], runs: tuple[RunOfItems, ...]) -> "Table":
    try:
        rows = engine.parquet(files, logs=bool(runs))
    except Exception as error:
        raise BadSetting(f"these files cannot be read as Parquet: {str(error).splitlines()[0][:300]}") from error
    return of_runs(rows, small_table(engine, RUN, runs)) if runs else rows


def named_files(patterns: Sequence[str]) -> tuple[Path, ...]:
    """The Parquet files that paths, folders and patterns name, in order, each once.

    Raises:
        BadSetting: one of them names none.

    """
    found: dict[Path, None] = {}
    for pattern in patterns:
        path = Path(pattern)
        if path.is_dir():
            here = sorted(path.rglob("*.parquet"))
        else:
            here = [path] if path.is_file() else sorted(map(Path, glob(pattern, recursive=True)))  # noqa: PTH207 - absolute patterns too
        if not here:
            raise BadSetting(f"no Parquet file is at {pattern!r}")
        found.update(dict.fromkeys(here))
    return tuple(found)


def _system(row: dict[str, Any]) -> System:
    return System(row["model"], row["configuration"])


def _sorted(kind: type[Counted], rows: list[dict[str, Any]]) -> list[Counted]:
    """The rows as records, by benchmark, then by system."""
    made = [kind(system=System(row.pop("model"), row.pop("configuration")), **row) for row in rows]
    return sorted(made, key=lambda one: (one.benchmark, *structs.astuple(one)))
