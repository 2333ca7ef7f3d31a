"""Poisson numbers from tables: the distribution, the shape, and the seed."""

import numpy as np
import pytest
from scipy.stats import poisson

from evenhand.scoring.poisson_draws import poisson_draws

MEANS = (0.0, 0.3, 1.0, 7.5, 21.0, 40.5, 300.0, 12_345.0)


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("cells", [400, 4])
def test_distribution(mean: float, cells: int) -> None:
    """Tabled and plain draws follow the distribution function: no gap beyond what 40,000 draws explain."""
    drawn = np.sort(poisson_draws(np.full(cells, mean), 40_000 // cells, np.random.default_rng(1)).ravel())
    values = np.unique(drawn)
    seen = np.searchsorted(drawn, values, side="right") / drawn.size
    assert np.abs(seen - poisson.cdf(values, mean)).max() < 0.0103


def test_cells_keep_their_means() -> None:
    """Every cell is drawn around its own mean, in whatever order the means stand; the same seed draws the same."""
    means = np.array([5.0, 0.0, 80.0, 5.0] * 30)
    drawn = poisson_draws(means, 500, np.random.default_rng(2))
    assert drawn.shape == (500, 120)
    assert drawn.mean(axis=0) == pytest.approx(means, rel=0.08)
    assert (drawn == poisson_draws(means, 500, np.random.default_rng(2))).all()
