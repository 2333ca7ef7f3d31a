"""Gate 12: the same answers as other people's code, where both answer the same question."""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from bench.accuracy.baselines import capability_index, own_set_mean
from bench.accuracy.gate import Figure, Gate
from bench.accuracy.held_out_cells import PINNED
from bench.accuracy.tables import epoch
from bench.accuracy.whole_scores import rank_correlation
from evenhand.scoring.bradley_terry import ELO, strengths
from evenhand.scoring.latent_model import fitted
from evenhand.scoring.score_table import Floats
from evenhand.scoring.vote_counts import counted, preferred

SEED = 3
MODELS = 60
VOTES = 60_000
TIES = 0.15
NAMES = [f"{place:03d}" for place in range(MODELS)]
PEERS = "EVENHAND_BENCH_PEERS"
ARENA = Path(__file__).with_name("arena_ratings.py")
Places = NDArray[np.int64]

PROTOCOL = f"""
Ability with one factor against ECI's published form on Epoch's data, all 1,324 cells. Bradley-Terry strengths against
evalica and arena-rank on {VOTES:,} drawn votes over {MODELS} models, {TIES:.0%} of them ties that count half; both
sides centred. arena-rank brings its own large stack, so it runs in the Python that {PEERS} names.
"""


def gate() -> Gate:
    """The gate; needs evalica, which comes with the test extra."""
    named = epoch()
    table = named.table
    ability = fitted(table, factors=1).theta[:, 0]
    index = capability_index(table, named.benchmarks.index(PINNED)).capability
    own = own_set_mean(table, np.arange(table.models, dtype=np.int32))
    votes = _votes()
    ours = _centred(ELO * strengths(preferred(counted(*votes, MODELS))))
    rated = {"evalica": _evalica(*votes)}
    peers = os.environ.get(PEERS)
    if peers:
        rated["arena-rank"] = _arena_rank(peers, *votes)
    return Gate(
        number="12",
        title="Agreement",
        protocol=PROTOCOL,
        required=(
            Figure("rank correlation of ability with ECI", rank_correlation(ability, index), least=0.99),
            *(
                Figure(f"largest difference from {name}, Elo", float(np.abs(ours - theirs).max()), most=0.5)
                for name, theirs in rated.items()
            ),
        ),
        reported=(Figure("rank correlation of own-set means with ECI", rank_correlation(own, index)),),
        notes=() if peers else (f"arena-rank: not installed in this run ({PEERS} names no Python that has it).",),
    )


def _votes() -> tuple[Places, Places, Places]:
    """Left model, right model, and outcome: 0 left, 1 right, 2 a tie."""
    chance = np.random.default_rng(SEED)
    strength = chance.normal(0.0, 0.8, MODELS)
    left = chance.integers(0, MODELS, VOTES)
    right = (left + chance.integers(1, MODELS, VOTES)) % MODELS
    lost = chance.random(VOTES) > expit(strength[left] - strength[right])
    return left, right, np.where(chance.random(VOTES) < TIES, 2, lost)


def _evalica(left: Places, right: Places, outcome: Places) -> Floats:
    import evalica  # noqa: PLC0415 - only the test extra brings it

    words = (evalica.Winner.X, evalica.Winner.Y, evalica.Winner.Draw)
    found = evalica.bradley_terry(
        [NAMES[place] for place in left],
        [NAMES[place] for place in right],
        [words[number] for number in outcome],
        tolerance=1e-12,
        limit=10_000,
    )
    return _centred(ELO * np.log(found.scores.reindex(NAMES).to_numpy()))


def _arena_rank(python: str, left: Places, right: Places, outcome: Places) -> Floats:
    """What arena-rank says, in a process of its own."""
    words = ("model_a", "model_b", "tie")
    columns = {
        "model_a": [NAMES[place] for place in left],
        "model_b": [NAMES[place] for place in right],
        "winner": [words[number] for number in outcome],
    }
    asked = subprocess.run([python, ARENA], input=json.dumps(columns), capture_output=True, text=True, check=True)
    rated = json.loads(asked.stdout.splitlines()[-1])
    return _centred(np.array([rated[name] for name in NAMES]))


def _centred(elo: Floats) -> Floats:
    return np.asarray(elo - elo.mean())
