"""One way to complete a table, in a process of its own: `python bench/latent_contenders.py NAME TABLE.npz [PLACE]`.

TABLE.npz holds `model`, `benchmark`, `value`, `error`, `percent`, and the counts `models` and `benchmarks`.
Printed is one line of JSON: processor seconds by step, and the peak of memory in megabytes.
"""

# ruff: noqa: PLC0415 - each contender needs its own libraries, and no other

import json
import os
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import numpy as np

DRAWS = 1000
REFITS = 100
# Penalty, bounds and start of Epoch's published fit.
PENALTY, REACH, SLOPES, START_SPREAD = 0.1, 10.0, (0.1, 10.0), 0.1
Table = dict[str, Any]
Seconds = dict[str, float]


def evenhand(given: Table, place: str) -> Seconds:
    """EM alone with 100 sweeps; then, from the table anew, a start and 1,000 draws of 1,000 sweeps."""
    del place
    from evenhand.scoring.latent_model import fitted
    from evenhand.scoring.posterior_draws import drawn
    from evenhand.scoring.score_table import score_table

    cells = [given[name] for name in ("model", "benchmark", "value")]
    sizes = {name: int(given[name]) for name in ("models", "benchmarks")}
    table = score_table(*cells, error=given["error"], percent=given["percent"], **sizes)
    start = process_time()
    fitted(table)
    middle = process_time()
    drawn(table, kept=DRAWS, thinned_from=DRAWS, burn_in=0)
    return {"fit": middle - start, "draws": process_time() - middle}


def draws_only(given: Table, place: str) -> Seconds:
    """A start and 1,000 draws with what an answer needs, nothing measured twice."""
    del place
    from evenhand.scoring.posterior_draws import drawn
    from evenhand.scoring.score_table import score_table

    cells = [given[name] for name in ("model", "benchmark", "value")]
    start = process_time()
    drawn(score_table(*cells, error=given["error"]), kept=DRAWS, thinned_from=DRAWS, burn_in=0)
    return {"draws": process_time() - start}


def eci_form(given: Table, place: str) -> Seconds:
    """Least squares of y = sigmoid(slope_b (C_m - D_b)) and 100 refits with each model's results drawn anew.

    The objective of Epoch's ECI with an analytic sparse Jacobian and scipy's bounded trust region.
    """
    del place
    start = process_time()
    found = _least_squares(given, np.ones(len(given["value"])), None)
    middle = process_time()
    chance = np.random.default_rng(0)
    for _ in range(REFITS):
        _least_squares(given, _resampled(given["model"], chance), found)
    return {"fit": middle - start, "refits": process_time() - middle}


def benchpress(given: Table, place: str) -> Seconds:
    """The default predictor of a checkout of microsoft/benchpress, on this table; loading it is not counted."""
    whole = np.full((int(given["models"]), int(given["benchmarks"])), np.nan)
    whole[given["model"], given["benchmark"]] = given["value"]
    with TemporaryDirectory() as folder:
        os.environ["BENCHPRESS_DATA"] = str(_as_they_read(given, Path(folder)))
        sys.path.insert(0, place)
        from benchpress.methods.predictors import predict_benchpress_scores
    start = process_time()
    predict_benchpress_scores(whole)
    return {"fit": process_time() - start}


def _resampled(models: Any, chance: np.random.Generator) -> Any:  # noqa: ANN401 - numpy arrays, in a script without types
    """How often each cell is drawn when every model's cells are drawn with replacement."""
    counts = np.zeros(len(models))
    for model in np.unique(models):
        own = np.flatnonzero(models == model)
        counts += np.bincount(chance.choice(own, len(own)), minlength=len(models))
    return counts


def _least_squares(given: Table, counts: Any, start: Any) -> Any:  # noqa: ANN401 - as above
    from scipy.optimize import least_squares
    from scipy.sparse import csr_matrix
    from scipy.special import expit

    model, test, truth = given["model"], given["benchmark"], given["value"] / 100.0
    models, tests, cells = int(given["models"]), int(given["benchmarks"]), len(truth)
    root, free = np.sqrt(counts), test > 0
    size = models + 2 * tests - 1
    row = np.concatenate([np.arange(cells), np.arange(cells), np.flatnonzero(free), np.full(size, cells)])
    column = np.concatenate([model, models + test, models + tests + test[free] - 1, np.arange(size)])

    def gaps(flat: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 - as above
        slope = np.append(1.0, flat[models + tests :])[test]
        gap = flat[:models][model] - flat[models : models + tests][test]
        return slope, gap, expit(slope * gap)

    def residuals(flat: Any) -> Any:  # noqa: ANN401 - as above
        return np.append(root * (gaps(flat)[2] - truth), np.sqrt(PENALTY * (flat**2).mean()))

    def jacobian(flat: Any) -> Any:  # noqa: ANN401 - as above
        slope, gap, fit = gaps(flat)
        steep = root * fit * (1.0 - fit)
        last = PENALTY * flat / (size * max(np.sqrt(PENALTY * (flat**2).mean()), 1e-12))
        values = np.concatenate([steep * slope, -steep * slope, (steep * gap)[free], last])
        return csr_matrix((values, (row, column)), shape=(cells + 1, size))

    noise = START_SPREAD * np.random.default_rng(42).standard_normal(models + tests)
    first = np.append(noise, np.ones(tests - 1)) if start is None else start
    low = np.append(np.full(models + tests, -REACH), np.full(tests - 1, SLOPES[0]))
    high = np.append(np.full(models + tests, REACH), np.full(tests - 1, SLOPES[1]))
    inside = np.clip(first, low + 1e-6, high - 1e-6)
    return least_squares(residuals, inside, jac=jacobian, bounds=(low, high), method="trf").x


def _as_they_read(given: Table, folder: Path) -> Path:
    """The table in their file format, which their package wants to see when it is loaded."""
    cells = zip(given["model"].tolist(), given["benchmark"].tolist(), given["value"].tolist(), strict=True)
    written = {
        "models": [{"id": f"m{number}", "name": f"m{number}"} for number in range(int(given["models"]))],
        "benchmarks": [{"id": f"b{number}", "name": f"b{number}"} for number in range(int(given["benchmarks"]))],
        "scores": [
            {"model_id": f"m{model}", "benchmark_id": f"b{test}", "score": value, "audit_status": "verified"}
            for model, test, value in cells
        ],
    }
    place = folder / "scores.json"
    place.write_text(json.dumps(written), encoding="utf-8")
    return place


CONTENDERS = {"evenhand": evenhand, "draws-only": draws_only, "eci-form": eci_form, "benchpress": benchpress}


def main() -> None:
    """Run the contender that is named and print what it took."""
    name, table, *place = sys.argv[1:]
    with np.load(table) as file:
        seconds = CONTENDERS[name](dict(file), *(place or [""]))
    peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "megabytes": round(peak)}))


if __name__ == "__main__":
    main()
