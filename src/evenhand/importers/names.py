"""A source's names of models and benchmarks, mapped by hand in `data/names/<source>/`, each with its reason."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from msgspec import Meta, Struct

from evenhand.catalog.reading import Reader
from evenhand.importers.plain_cells import exact
from evenhand.records.facts import CONDITIONS


class ModelName(Struct, frozen=True, forbid_unknown_fields=True):
    """What a source calls a model: our model, and the settings that the name itself states; or why it is none."""

    name: str
    why: str
    model: str = ""
    effort: str = ""
    mode: str = ""
    tools: str = ""
    harness: str = ""
    refuse: str = ""
    file: str = ""
    line: int = 0


class BenchmarkName(Struct, frozen=True, forbid_unknown_fields=True):
    """What a source calls a benchmark: ours, the conditions that the name states, and `factor` into our unit.

    `n` is the number of items of the part that the name means, for rows that do not count them themselves.
    """

    name: str
    why: str
    benchmark: str = ""
    version: str = ""
    subset: str = ""
    context: str = ""
    tools: str = ""
    effort: str = ""
    mode: str = ""
    harness: str = ""
    prompting: str = ""
    trials: str = ""
    judge: str = ""
    n: Annotated[int, Meta(ge=1)] | None = None
    factor: Annotated[str, Meta(pattern=r"^\d+(\.\d+)?$")] = "1"
    refuse: str = ""
    file: str = ""
    line: int = 0


class Names(Struct, frozen=True):
    """Both tables of a source, by its own names; a name with markup in it stands there as plain text."""

    models: Mapping[str, ModelName] = {}
    benchmarks: Mapping[str, BenchmarkName] = {}

    def of_model(self, name: str) -> ModelName | None:
        """The row of a model's name, if there is one."""
        return self.models.get(name) or self.models.get(exact(name))

    def of_benchmark(self, name: str) -> BenchmarkName | None:
        """The row of a benchmark's name, if there is one."""
        return self.benchmarks.get(name) or self.benchmarks.get(exact(name))

    def model(self, name: str) -> str:
        """Our model of this name; empty when it is not known or leads to none."""
        known = self.of_model(name)
        return known.model if known else ""


Named = TypeVar("Named", ModelName, BenchmarkName)


def read_names(reader: Reader, source: str) -> Names:
    """The tables of one source below the reader's root; a fault of a file or a name that stands twice is reported."""
    folder = reader.root / "names" / source
    return Names(
        models=_table(reader, folder / "models.csv", ModelName),
        benchmarks=_table(reader, folder / "benchmarks.csv", BenchmarkName),
    )


def _table(reader: Reader, path: Path, kind: type[Named]) -> dict[str, Named]:
    table: dict[str, Named] = {}
    for row in reader.rows(path, kind) if path.is_file() else ():
        if table.setdefault(row.name, row) is not row:
            first = table[row.name].line
            reader.report(path, row.line, f"the name stands on line {first} too", row.name, "keep one of the two")
    return table


def stated(known: ModelName | BenchmarkName) -> dict[str, str]:
    """The conditions that a name states."""
    return {name: value for name in CONDITIONS if (value := getattr(known, name, ""))}
