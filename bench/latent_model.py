"""`python -m bench.latent_model`: the latent model beside ECI's form and BenchPress's predictor, in one run.

BenchPress lives outside the repository: EVENHAND_BENCH_BENCHPRESS is a checkout of microsoft/benchpress, and
EVENHAND_BENCH_PEERS a Python that has its libraries (pandas), ours where unset. Without the checkout it is skipped.
One thread for linear algebra; processor seconds, in turn, medians of the ratios.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
from msgspec import Struct

from bench.accuracy.tables import benchpress
from bench.side_by_side import process_seconds, ratio
from evenhand.scoring.score_table import ScoreTable, score_table

BENCHPRESS, PEERS = "EVENHAND_BENCH_BENCHPRESS", "EVENHAND_BENCH_PEERS"
CONTENDERS = Path(__file__).with_name("latent_contenders.py")
ECI, PREDICTOR = 5.0, 15.0
SMALL, LARGE = (150, 40, 1_369), (2_000, 300, 60_000)
SMALL_SECONDS, LARGE_SECONDS, LARGE_MEGABYTES = 0.5, 6.0, 1_000
SEED = 1
PAIRS = 3


class Run(Struct, frozen=True):
    """Processor seconds by step, and the peak of memory."""

    seconds: dict[str, float]
    megabytes: int


def invented(models: int, benchmarks: int, cells: int) -> ScoreTable:
    """Scores of one factor with Student's t noise, of 100 to 3,000 questions a benchmark, with binomial errors."""
    chance = np.random.default_rng(SEED)
    rows, columns = np.divmod(chance.choice(models * benchmarks, cells, replace=False), benchmarks)
    ability, level = chance.standard_normal(models), 0.8 * chance.standard_normal(benchmarks)
    slope = 0.7 + 0.5 * chance.random(benchmarks)
    logit = level[columns] + slope[columns] * ability[rows] + 0.4 * chance.standard_t(4, cells)
    questions = chance.integers(100, 3_000, benchmarks)[columns]
    right = chance.binomial(questions, 1.0 / (1.0 + np.exp(-logit)))
    centre = (right + 0.5) / (questions + 1.0)
    error = 100.0 * np.sqrt(centre * (1.0 - centre) / questions)
    return score_table(rows, columns, 100.0 * right / questions, error=error, models=models, benchmarks=benchmarks)


def command(name: str, table: Path) -> list[str]:
    """How a contender is started on a table."""
    python = os.environ.get(PEERS, sys.executable) if name == "benchpress" else sys.executable
    return [python, str(CONTENDERS), name, str(table), os.environ.get(BENCHPRESS, "")]


def run(name: str, table: Path) -> Run:
    """One contender in a process of its own.

    Raises:
        CalledProcessError: it failed.

    """
    done = subprocess.run(command(name, table), stdout=subprocess.PIPE, check=True, text=True)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Run)


def main() -> int:
    """Print seconds, megabytes and ratios beside their bounds; 1 when one does not hold."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    with TemporaryDirectory() as folder:
        tables = {name: Path(folder) / f"{name}.npz" for name in ("small", "large", "benchpress")}
        for name, table in zip(tables, (invented(*SMALL), invented(*LARGE), benchpress()[0].table), strict=True):
            _write(table, tables[name])
        kept = [_beside_eci(tables["small"]), _beside_predictor(tables["benchpress"]), *_budgets(tables)]
    return int(not all(kept))


def _write(table: ScoreTable, place: Path) -> None:
    names = ("model", "benchmark", "value", "error", "percent", "models", "benchmarks")
    np.savez(place, **{name: np.asarray(getattr(table, name)) for name in names})


def _beside_eci(table: Path) -> bool:
    eci, ours = command("eci-form", table), command("draws-only", table)
    found = ratio(lambda: process_seconds(eci), lambda: process_seconds(ours), PAIRS, warm=1)
    print(f"whole process, 150 x 40: ECI's form with 100 refits / ours with 1,000 draws: {found}; at least {ECI:g}")
    return found.median >= ECI


def _beside_predictor(table: Path) -> bool:
    if not os.environ.get(BENCHPRESS):
        print(f"BenchPress's predictor: skipped; {BENCHPRESS} not set")
        return True
    seconds = [(run("benchpress", table).seconds["fit"], run("evenhand", table).seconds["fit"]) for _ in range(PAIRS)]
    times = median(theirs / ours for theirs, ours in seconds)
    least = ", ".join(f"{min(side):.3f} s" for side in zip(*seconds, strict=True))
    print(f"84 x 133: BenchPress's predictor / our fit: {times:.1f} times ({least}); at least {PREDICTOR:g}")
    return times >= PREDICTOR


def _budgets(tables: dict[str, Path]) -> list[bool]:
    rows = (("small", SMALL, SMALL_SECONDS), ("large", LARGE, LARGE_SECONDS))
    return [_budget(size, tables[name], most) for name, size, most in rows]


def _budget(size: tuple[int, int, int], table: Path, most: float) -> bool:
    found = min((run("evenhand", table) for _ in range(PAIRS)), key=lambda one: one.seconds["draws"])
    spent = found.seconds["draws"]
    print(
        f"{size[0]} x {size[1]}, {size[2]:,} cells: start and 1,000 draws {spent:.2f} s of at most {most:g}, "
        f"fit alone {found.seconds['fit']:.3f} s, peak {found.megabytes} MB of at most {LARGE_MEGABYTES}"
    )
    return spent <= most and found.megabytes <= LARGE_MEGABYTES


if __name__ == "__main__":
    sys.exit(main())
