"""Tables of items for the tests: written as an import writes them, and the same in plain Python."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from evenhand.items.reading import Places
from evenhand.items.schema import RunOfItems
from evenhand.items.writing import ItemWriter
from evenhand.records.own_results import OwnItem

GSM8K = Path(__file__).with_name("gsm8k") / "outcomes.csv"
OPENHANDS = Path(__file__).parents[2] / "data" / "collected" / "openhands-index" / "items" / "swe-bench-verified.csv"
Outcomes = dict[str, dict[str, float]]


def columns(path: Path) -> Outcomes:
    """The outcomes of each column of a table by item, where they are known."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {
        name: {row[0]: float(row[place]) for row in rows[1:] if row[place]}
        for place, name in enumerate(rows[0])
        if place
    }


def repository(item: str) -> str:
    """The repository that an item of SWE-bench is of."""
    return item.rpartition("-")[0]


def logs(folder: Path, runs: Mapping[str, Iterable[OwnItem]], benchmark: str) -> Places:
    """One log a model, as the own folder has them; the run of each is called `r`."""
    files, rows = [], []
    for place, (model, items) in enumerate(runs.items()):
        path = folder / f"log{place}" / "items.parquet"
        with ItemWriter(path) as writer:
            for item in items:
                writer.take(item)
        files.append(path)
        rows.append(RunOfItems(log=path.parent.name, run="r", model=model, benchmark=benchmark))
    return Places(tuple(files), tuple(rows))


def plain(outcomes: Mapping[str, float]) -> list[OwnItem]:
    """Items of these outcomes and nothing else."""
    return [OwnItem(run="r", item=item, outcome=outcome) for item, outcome in outcomes.items()]
