"""Two ways to count votes without any model: Copeland's and Borda's. They depend on who else was voted on."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def copeland(votes: Floats) -> Floats:
    """Opponents beaten by more votes less opponents lost to (N,), of votes (N, N) for i over j (Copeland 1951)."""
    return np.asarray(np.sign(votes - votes.T).sum(axis=1), np.float64)


def borda(votes: Floats) -> Floats:
    """The share of votes won, 0 to 1, averaged over the opponents met (N,), of votes (N, N) for i over j.

    The mean win rate; not a number for a model that met nobody. After Borda (1781), with opponents not met left out.
    """
    both = votes + votes.T
    met = both > 0.0
    shares = np.divide(votes, both, out=np.zeros_like(votes), where=met)
    opponents = met.sum(axis=1)
    found = np.divide(shares.sum(axis=1), opponents, out=np.full(len(votes), np.nan), where=opponents > 0)
    return np.asarray(found, np.float64)
