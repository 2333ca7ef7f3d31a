"""Invented tables of votes: strengths, counts drawn from them, and counts of any kind for hypothesis."""

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def drawn_counts(models: int, votes: int, seed: int, ties: float = 0.15) -> tuple[Floats, Floats]:
    """Counts (N, N, 3) of votes between models with strengths (N,) of one logit's spread, and the strengths."""
    random = np.random.default_rng(seed)
    strength = random.normal(size=models)
    left = random.integers(models, size=votes)
    right = (left + random.integers(1, models, size=votes)) % models
    wins = random.random(votes) < 1.0 / (1.0 + np.exp(strength[right] - strength[left]))
    outcome = np.where(random.random(votes) < ties, 2, np.where(wins, 0, 1))
    counts = np.zeros((models, models, 3))
    np.add.at(counts, (left, right, outcome), 1.0)
    return counts, strength


@st.composite
def connected_counts(draw: st.DrawFn) -> Floats:
    """Whole counts of two to six models in which each was preferred to its neighbours both ways."""
    models = draw(st.integers(2, 6))
    counts = draw(arrays(np.float64, (models, models, 3), elements=st.integers(0, 9).map(float)))
    counts[np.arange(models), np.arange(models)] = 0.0
    chain = np.arange(models - 1)
    counts[chain, chain + 1, :2] += 1.0
    return np.asarray(counts, np.float64)
