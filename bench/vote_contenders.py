"""One way to rate votes, in a process of its own: `python bench/vote_contenders.py NAME VOTES.npz [PLACE]`.

It runs under any Python that has what the contender needs. VOTES.npz holds `names`, `left`, `right` (places) and
`outcome` (0 left, 1 right, 2 tie). Printed is one line of JSON: each step's seconds of processor time and of wall
clock, the Elo ratings and their standard errors by name.
"""

# ruff: noqa: PLC0415 - each contender needs its own libraries, and no other

import json
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

import numpy as np

ROUNDS = 100
Votes = dict[str, Any]
Seconds = dict[str, list[float]]
Found = tuple[Seconds, dict[str, float], dict[str, float]]

FASTCHAT = "fastchat/serve/monitor/rating_systems.py"


def timed(steps: Seconds, name: str, job: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the job gives
    """What the job gives; its seconds of processor time, and of wall clock, are noted under the name."""
    clock, worked = perf_counter(), processor()
    found = job()
    steps[name] = [processor() - worked, perf_counter() - clock]
    return found


def processor() -> float:
    """User and system seconds of this process and of those that it started and that have ended."""
    spent = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def shown(votes: Votes) -> tuple[list[str], list[str]]:
    """The names that stood left and right, a text that repeats held once, as whoever reads a table holds them."""
    names = [str(name) for name in votes["names"]]
    left, right = ([names[place] for place in votes[side].tolist()] for side in ("left", "right"))
    return left, right


def evenhand(votes: Votes, _: str) -> Found:
    """Counts from names, Newton's fit, sandwich covariance, a hundred bootstraps."""
    from evenhand.scoring import bradley_terry, vote_counts

    left, right = shown(votes)
    steps = {}

    def counts() -> tuple[tuple[str, ...], Any]:
        known, one, other = vote_counts.indexed(left, right)
        return known, vote_counts.counted(one, other, votes["outcome"], len(known))

    known, table = timed(steps, "counts", counts)
    at = timed(steps, "fit", lambda: bradley_terry.strengths(vote_counts.preferred(table)))

    def covariance() -> Any:  # noqa: ANN401 - a matrix
        bread = bradley_terry.inverse(bradley_terry.information(vote_counts.preferred(table), at))
        return bradley_terry.covariance(bread, bradley_terry.scatter(table, at), np.ones(len(at), bool))

    errors = timed(steps, "covariance", covariance)
    timed(steps, "bootstraps", lambda: bradley_terry.bootstrap(table, ROUNDS, 0, at))
    spread = dict(zip(known, (bradley_terry.ELO * np.sqrt(np.diag(errors))).tolist(), strict=True))
    return steps, dict(zip(known, bradley_terry.elo(at).tolist(), strict=True)), spread


def frame(votes: Votes, words: tuple[str, str, str]) -> Any:  # noqa: ANN401 - a table of pandas
    """The votes as the table that the arena's tools read."""
    import pandas as pd

    left, right = shown(votes)
    winner = [words[outcome] for outcome in votes["outcome"].tolist()]
    return pd.DataFrame({"model_a": left, "model_b": right, "winner": winner})


def fastchat(votes: Votes, place: str) -> Found:
    """FastChat's own functions: the fit and its hundred bootstraps, on as many processes as there are cores."""
    spec = spec_from_file_location("rating_systems", Path(place) / FASTCHAT)
    if spec is None:
        message = f"{place} holds no {FASTCHAT}"
        raise FileNotFoundError(message)
    module = module_from_spec(spec)
    sys.modules["rating_systems"] = module
    if spec.loader:
        spec.loader.exec_module(module)
    table, steps = frame(votes, ("model_a", "model_b", "tie")), {}
    ratings = timed(steps, "fit", lambda: module.compute_bt(table))
    timed(steps, "bootstraps", lambda: module.compute_bootstrap_bt(table, ROUNDS))
    return steps, ratings.to_dict(), {}


def arena_rank(votes: Votes, _: str) -> Found:
    """Preparing, fit and sandwich intervals; the second time without what its compiler costs once."""
    import jax

    jax.config.update("jax_enable_x64", val=True)
    from arena_rank.models.bradley_terry import BradleyTerry
    from arena_rank.utils.data_utils import PairDataset

    table, steps = frame(votes, ("model_a", "model_b", "tie")), {}

    def fitted() -> Any:  # noqa: ANN401 - what arena-rank answers
        return BradleyTerry(n_competitors=len(votes["names"])).compute_ratings_and_cis(data)

    data = timed(steps, "counts", lambda: PairDataset.from_pandas(table))
    timed(steps, "first fit", fitted)
    found = timed(steps, "fit", fitted)
    ratings = np.asarray(found["ratings"]).tolist()
    return steps, dict(zip(data.competitors, ratings, strict=True)), spread_of(found, data.competitors)


def spread_of(found: Any, names: list[str]) -> dict[str, float]:  # noqa: ANN401 - what arena-rank answers
    """The standard errors that arena-rank's intervals of 95% have."""
    width = np.asarray(found["rating_upper"]) - np.asarray(found["rating_lower"])
    return dict(zip(names, (width / 2 / 1.959964).tolist(), strict=True))


def evalica(votes: Votes, _: str) -> Found:
    """Indexing and the fit, which has no covariance."""
    from evalica import Winner, bradley_terry

    words, steps = (Winner.X, Winner.Y, Winner.Draw), {}
    left, right = shown(votes)
    winners = [words[outcome] for outcome in votes["outcome"]]
    found = timed(steps, "fit", lambda: bradley_terry(left, right, winners, tolerance=1e-10, limit=10_000))
    scores = 400 / np.log(10) * np.log(found.scores)
    return steps, (1000 + scores - scores.mean()).to_dict(), {}


CONTENDERS = {"evenhand": evenhand, "FastChat": fastchat, "arena-rank": arena_rank, "evalica": evalica}

if __name__ == "__main__":
    cast = dict(np.load(sys.argv[2], allow_pickle=False))
    took, rated, errors = CONTENDERS[sys.argv[1]](cast, sys.argv[3] if len(sys.argv) > 3 else "")
    sys.stdout.write(json.dumps({"seconds": took, "ratings": rated, "errors": errors}) + "\n")
