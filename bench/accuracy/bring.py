"""`python -m bench.accuracy.bring NAME CHECKOUT`: cut what the gates need from a checkout of its public repository.

    benchpress  microsoft/benchpress at 108c0997a9083cbca80fdbd458f2878659f26b06
    epoch       epoch-research/benchmark-stitching at f87d3cc8e8a8f8471be475ebce58fb9a73b4e756
    llm-stats   JonathanChavezTamales/llm-leaderboard at 24a9ccf7402306f0c3e237213538e4537d64ecc2
Only what a source measured or collected is taken; never what it predicted.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from evenhand.catalog.loading import load_catalog
from evenhand.settings import data_folders

DATA = Path(__file__).parent / "data"

# Epoch's filters: at least 4 benchmarks a model over all dates, then models from November 2022 on, highest score kept.
LEAST_TESTS = 4
SINCE = date(2022, 11, 1)
EPOCH_RUNS = (
    "GPQA diamond",
    "FrontierMath-2025-02-28-Private",
    "MATH level 5",
    "OTIS Mock AIME 2024-2025",
    "FrontierMath-Tier-4-2025-07-01-Private",
    "SWE-Bench verified",
)
# File, benchmark, column.
EPOCH_FILES = (
    ("aider_polyglot", "Aider polyglot", "Percent correct"),
    ("anli", "ANLI", "Score"),
    ("arc_agi", "ARC-AGI", "Score"),
    ("arc_ai2", "ARC AI2", "Challenge score"),
    ("balrog", "Balrog", "Average progress"),
    ("bbh", "BBH", "Average"),
    ("cadeval", "CadEval", "Overall pass (%)"),
    ("csqa2", "CSQA2", "Score"),
    ("cybench", "Cybench", "Unguided % Solved"),
    ("deepresearch", "DeepResearch Bench", "Average score"),
    ("factorio_learning_environment", "Factorio learning environment", "Lab Success %"),
    ("fictionlivebench", "Fiction.LiveBench", "16k token score"),
    ("geobench", "GeoBench", "ACW Country %"),
    ("gsm8k", "GSM8K", "EM"),
    ("gso_bench", "GSO-Bench", "Score OPT@1"),
    ("hellaswag", "HellaSwag", "Overall accuracy"),
    ("lambada", "LAMBADA", "Score"),
    ("lech_mazur_writing", "Lech Mazur Writing", "Mean score"),
    ("livebench", "LiveBench", "Global average"),
    ("mmlu", "MMLU", "EM"),
    ("openbookqa", "OpenBookQA", "Accuracy"),
    ("os_world", "OSWorld", "Score"),
    ("osuniverse", "OSUniverse", "Weighted Score"),
    ("piqa", "PIQA", "Score"),
    ("scienceqa", "ScienceQA", "Score"),
    ("simple_bench", "SimpleBench", "Score (AVG@5)"),
    ("superglue", "SuperGLUE", "Score"),
    ("terminal_bench", "Terminal Bench", "Accuracy mean"),
    ("the_agent_company", "The Agent Company", "% Resolved"),
    ("triviaqa", "TriviaQA", "EM"),
    ("videomme", "VideoMME", "Overall (no subtitles)"),
    ("vpct", "VPCT", "Correct"),
    ("weirdml", "WeirdML", "Accuracy"),
    ("winogrande", "Winogrande", "Accuracy"),
)
OUT_OF_TEN = "Lech Mazur Writing"
# Balrog is read without its source column, so that a missing source drops no row there.
WITHOUT_SOURCE = "Balrog"

LLM_STATS_MODELS_A_TEST = 5
LLM_STATS_TESTS_A_MODEL = 6


def benchpress(checkout: Path) -> None:
    """Write benchpress.csv (with the fold of each cell in each of 10 seeds), its models and its benchmarks."""
    read = json.loads((checkout / "website/data.json").read_text(encoding="utf-8"))
    folds = json.loads((checkout / "benchpress/evaluation/folds/folds_s10_f3_bs42_ms1.json").read_text("utf-8"))
    hidden = {(fold["seed"], *cell): fold["fold"] for fold in folds["folds"] for cell in fold["test_cells"]}
    seeds = sorted({fold["seed"] for fold in folds["folds"]})
    models, benchmarks = read["models"], read["benchmarks"]
    rows = [
        (models[m]["id"], benchmarks[b]["id"], value, "".join(str(hidden[seed, m, b]) for seed in seeds))
        for m, line in enumerate(read["observed"])
        for b, value in enumerate(line)
        if value is not None
    ]
    _write("benchpress.csv", ("model", "benchmark", "score", "folds"), rows)
    _write("benchpress_models.csv", ("model", "released"), [(m["id"], m["release_date"]) for m in models])
    top = Counter[str]()
    for _, benchmark, value, _ in rows:
        top[benchmark] = max(top[benchmark], value)
    known = _registered(b["id"] for b in benchmarks)
    _write(
        "benchpress_benchmarks.csv",
        ("benchmark", "percent", "category", "items"),
        [(b["id"], int(_is_percent(b["id"], top[b["id"]])), *known[b["id"]]) for b in benchmarks],
    )


def _is_percent(benchmark: str, top: float) -> bool:
    """Ratings and dollars run over 100; OmniDocBench is an edit distance from 0 to 1."""
    return top <= 100.0 and benchmark != "omnidocbench"


def _registered(names: Iterable[str]) -> dict[str, tuple[str, int | str]]:
    """Category and number of items of each benchmark in this project's registry, empty where unknown."""
    catalog = load_catalog()
    place = next(folder / "names/benchpress/benchmarks.csv" for folder in data_folders())
    with place.open(encoding="utf-8", newline="") as file:
        ids = {row["name"]: row["benchmark"] for row in csv.DictReader(file)}
    found: dict[str, tuple[str, int | str]] = {}
    for name in names:
        benchmark = catalog.benchmarks.get(ids.get(name, ""))
        found[name] = (benchmark.category, benchmark.items or "") if benchmark else ("", "")
    return found


def epoch(checkout: Path) -> None:
    """Write epoch.csv: 179 models by 38 benchmarks, 1,324 cells, fractions turned into percentages."""
    with (checkout / "data/model_versions.csv").open(encoding="utf-8-sig", newline="") as file:
        released = {row["id"]: row["Version release date"] for row in csv.DictReader(file)}
    cells = [*_epoch_runs(checkout), *_epoch_files(checkout)]
    tests: dict[str, set[str]] = {}
    for model, benchmark, _ in cells:
        tests.setdefault(model, set()).add(benchmark)
    best: dict[tuple[str, str], float] = {}
    for model, benchmark, value in cells:
        day = _day(released.get(model, ""))
        if len(tests[model]) >= LEAST_TESTS and day and day >= SINCE:
            best[model, benchmark] = max(best.get((model, benchmark), 0.0), value)
    rows = [(m, b, round(100.0 * value, 6), released[m]) for (m, b), value in sorted(best.items())]
    _write("epoch.csv", ("model", "benchmark", "score", "released"), rows)


def _epoch_runs(checkout: Path) -> Iterable[tuple[str, str, float]]:
    with (checkout / "data/benchmarks_runs.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["task"] in EPOCH_RUNS and row["Best score (across scorers)"]:
                yield row["model"], row["task"], float(row["Best score (across scorers)"])


def _epoch_files(checkout: Path) -> Iterable[tuple[str, str, float]]:
    for name, benchmark, column in EPOCH_FILES:
        with (checkout / f"data/external_benchmark_{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                sourced = row["Source"] or benchmark == WITHOUT_SOURCE
                if row["Model version"] and row[column] and sourced:
                    divisor = 10.0 if benchmark == OUT_OF_TEN else 100.0
                    yield row["Model version"], benchmark, float(row[column].rstrip("%")) / divisor


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if re.fullmatch(r"\d{4}-\d\d-\d\d", written) else None


def llm_stats(checkout: Path) -> None:
    """Write llm_stats.csv: shares only, thin rows and columns taken out until nothing changes: 131 by 98."""
    cells: dict[tuple[str, str], float] = {}
    for place in sorted((checkout / "data/organizations").glob("*/models/*/benchmarks.json")):
        for row in json.loads(place.read_text(encoding="utf-8")):
            if 0.0 <= row["score"] <= 1.0:
                cells[row["model_id"], row["benchmark_id"]] = row["score"]
    while True:
        models, tests = Counter(m for m, _ in cells), Counter(b for _, b in cells)
        kept = {
            (m, b): value
            for (m, b), value in cells.items()
            if models[m] >= LLM_STATS_TESTS_A_MODEL and tests[b] >= LLM_STATS_MODELS_A_TEST
        }
        if len(kept) == len(cells):
            break
        cells = kept
    rows = [(m, b, round(100.0 * value, 6)) for (m, b), value in sorted(cells.items())]
    _write("llm_stats.csv", ("model", "benchmark", "score"), rows)


def _write(name: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def main(arguments: Sequence[str]) -> None:
    """Bring one source in."""
    name, checkout = arguments
    {"benchpress": benchpress, "epoch": epoch, "llm-stats": llm_stats}[name](Path(checkout))


if __name__ == "__main__":
    main(sys.argv[1:])
