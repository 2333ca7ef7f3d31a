"""The tables that were brought in, as the latent model reads them, and the folds that hide cells of them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenhand.scoring.score_table import ScoreTable, score_table

DATA = Path(__file__).parent / "data"
FOLDS = 3
SEEDS = 10

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Named:
    """A table with the names of its rows and columns, in alphabetical order.

    Attributes:
        table: its observed cells, all of them.
        models: names of the rows.
        benchmarks: names of the columns.
        released: day, month or year of each model as the source writes it, empty where unknown.

    """

    table: ScoreTable
    models: tuple[str, ...]
    benchmarks: tuple[str, ...]
    released: tuple[str, ...]


@cache
def benchpress() -> tuple[Named, tuple[str, ...]]:
    """BenchPress's 84 x 133 matrix, and for each cell its fold in each of ten seeds, one digit a seed."""
    rows = read("benchpress.csv")
    released = {row["model"]: row["released"] for row in read("benchpress_models.csv")}
    percent = {row["benchmark"]: row["percent"] == "1" for row in read("benchpress_benchmarks.csv")}
    named = _named(rows, released, percent)
    folds = {(row["model"], row["benchmark"]): row["folds"] for row in rows}
    table = named.table
    ordered = zip(table.model, table.benchmark, strict=True)
    return named, tuple(folds[named.models[m], named.benchmarks[b]] for m, b in ordered)


@cache
def epoch() -> Named:
    """Epoch's 179 x 38 matrix."""
    rows = read("epoch.csv")
    return _named(rows, {row["model"]: row["released"] for row in rows}, {})


@cache
def llm_stats() -> Named:
    """The 131 x 98 matrix of LLM-Stats, nearly all reported by vendors."""
    return _named(read("llm_stats.csv"), {}, {})


def benchpress_folds(count: int = SEEDS * FOLDS) -> Iterator[Mask]:
    """What each of the 30 fixed folds hides, cells in the table's order; the first `count` of them."""
    _, folds = benchpress()
    for number in range(count):
        seed, fold = divmod(number, FOLDS)
        yield np.array([digits[seed] == str(fold) for digits in folds])


def random_folds(table: ScoreTable, folds: int, seed: int) -> Iterator[Mask]:
    """Each cell hidden once, in so many parts of equal size, whatever its row and column."""
    place = np.random.default_rng(seed).permutation(table.cells) % folds
    for fold in range(folds):
        yield place == fold


def read(name: str) -> list[dict[str, str]]:
    """The rows of one of the files that were brought in."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _named(rows: list[dict[str, str]], released: dict[str, str], percent: dict[str, bool]) -> Named:
    models, benchmarks = (tuple(sorted({row[key] for row in rows})) for key in ("model", "benchmark"))
    row_of, column_of = ({name: place for place, name in enumerate(names)} for names in (models, benchmarks))
    table = score_table(
        [row_of[row["model"]] for row in rows],
        [column_of[row["benchmark"]] for row in rows],
        [float(row["score"]) for row in rows],
        models=len(models),
        benchmarks=len(benchmarks),
        percent=[percent.get(name, True) for name in benchmarks],
    )
    return Named(table, models, benchmarks, tuple(released.get(name, "") for name in models))
