"""`python -m bench.votes`: a million votes rated by us and by three other tools, in one run.

The others live outside the repository: EVENHAND_BENCH_PEERS is a Python that has pandas, arena-rank and evalica,
EVENHAND_BENCH_FASTCHAT a checkout of lm-sys/FastChat. Without them they are skipped. One thread for linear algebra.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
from msgspec import Struct

VOTES, MODELS, TIES, SEED = 1_000_000, 200, 0.15, 3
PEERS, FASTCHAT = "EVENHAND_BENCH_PEERS", "EVENHAND_BENCH_FASTCHAT"
CONTENDERS = Path(__file__).with_name("vote_contenders.py")
BOOTSTRAPS = 50.0
FIT = 5.0
MOST_APART = 0.5
Steps = tuple[str, ...]


class Run(Struct, frozen=True):
    """Seconds of processor time and of wall clock by step, Elo ratings and their standard errors by name."""

    seconds: dict[str, tuple[float, float]]
    ratings: dict[str, float]
    errors: dict[str, float]


def write_votes(place: Path) -> None:
    """Votes between 200 models whose strengths are normal with a spread of one logit, 15% of them ties."""
    random = np.random.default_rng(SEED)
    strength = random.normal(size=MODELS)
    left = random.integers(MODELS, size=VOTES)
    right = (left + random.integers(1, MODELS, size=VOTES)) % MODELS
    wins = random.random(VOTES) < 1.0 / (1.0 + np.exp(strength[right] - strength[left]))
    outcome = np.where(random.random(VOTES) < TIES, 2, np.where(wins, 0, 1))
    names = np.array([f"model-{number:03d}" for number in range(MODELS)])
    np.savez(place, names=names, left=left, right=right, outcome=outcome)


def run(name: str, votes: Path, python: str, place: str = "") -> Run:
    """One contender in a process of its own.

    Raises:
        CalledProcessError: it failed.

    """
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [python, str(CONTENDERS), name, str(votes), place]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Run)


def apart(one: dict[str, float], other: dict[str, float]) -> float:
    """The largest difference of two sets of ratings, each with its mean at nought."""
    names = sorted(one)
    first, second = (np.array([ratings[name] for name in names]) for ratings in (one, other))
    return float(np.abs((first - first.mean()) - (second - second.mean())).max())


def contenders() -> dict[str, tuple[str, str]]:
    """The Python and the place of each other tool that is here."""
    python, checkout = os.environ.get(PEERS, ""), os.environ.get(FASTCHAT, "")
    found = {name: (python, "") for name in ("arena-rank", "evalica") if python}
    return found | ({"FastChat": (python, checkout)} if python and checkout else {})


def main() -> int:
    """Print seconds, ratios and agreement; 1 when a ratio or the agreement is not what it must be."""
    with TemporaryDirectory() as folder:
        votes = Path(folder) / "votes.npz"
        write_votes(votes)
        ours = run("evenhand", votes, sys.executable)
        here = contenders()
        others = {name: run(name, votes, *how) for name, how in here.items()}
    print(f"{VOTES:,} votes, {MODELS} models, seed {SEED}; seconds of processor time (of wall clock) by step")
    for name, found in {"evenhand": ours, **others}.items():
        steps = (f"{step} {worked:.3f} ({wall:.3f})" for step, (worked, wall) in found.seconds.items())
        print(f"{name}: {', '.join(steps)}")
    for name in ("FastChat", "arena-rank", "evalica"):
        if name not in others:
            print(f"{name}: skipped; {PEERS}" + (f" and {FASTCHAT}" if name == "FastChat" else "") + " not set")
    return int(not all([*_ratios(ours, others), *_agreement(ours, others)]))


def _ratios(ours: Run, others: dict[str, Run]) -> list[bool]:
    rated = ("counts", "fit", "covariance")
    every: list[tuple[str, str, Steps, Steps, float]] = [
        ("FastChat's 100 bootstraps / all of ours", "FastChat", ("bootstraps",), (*rated, "bootstraps"), BOOTSTRAPS),
        ("FastChat's 100 bootstraps / our 100", "FastChat", ("bootstraps",), ("bootstraps",), 0.0),
        ("arena-rank's fit, compiled before / our names, fit and covariance", "arena-rank", ("fit",), rated, FIT),
        ("arena-rank from names to intervals / ours", "arena-rank", ("counts", "fit"), rated, FIT),
        ("evalica's names and fit / our names, fit and covariance", "evalica", ("fit",), rated, 0.0),
    ]
    rows = [row for row in every if row[1] in others]
    return [_said(label, others[name], theirs, ours, mine, least) for label, name, theirs, mine, least in rows]


def _said(label: str, other: Run, theirs: Steps, ours: Run, mine: Steps, least: float) -> bool:
    worked, wall = (
        sum(other.seconds[step][clock] for step in theirs) / sum(ours.seconds[step][clock] for step in mine)
        for clock in (0, 1)
    )
    bound = f"; at least {least:g}" if least else ""
    print(f"{label}: {worked:.1f} times (wall clock {wall:.1f}){bound}")
    return worked >= least


def _agreement(ours: Run, others: dict[str, Run]) -> list[bool]:
    found = []
    for name, other in others.items():
        far = apart(ours.ratings, other.ratings)
        print(f"largest difference to {name}: {far:.3f} Elo; at most {MOST_APART:g}")
        found.append(far <= MOST_APART)
        if other.errors:
            ratios = [other.errors[one] / error for one, error in ours.errors.items()]
            print(f"standard errors of {name} / ours: {min(ratios):.3f} to {max(ratios):.3f}")
    return found


if __name__ == "__main__":
    sys.exit(main())
