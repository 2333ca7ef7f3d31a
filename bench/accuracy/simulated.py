"""Complete tables drawn from the latent model itself, as statistics 1.7.1 writes it."""

import numpy as np
from scipy.special import expit

from evenhand.scoring.score_table import Floats

FACTORS = 2
FREEDOM = 4.0


def simulated(models: int, tests: int, chance: np.random.Generator) -> Floats:
    """(models, tests) percentages: two factors, Student-t noise, centres and heights as in the public tables."""
    theta = chance.standard_normal((models, FACTORS))
    loading = np.abs(chance.normal(0.7, 0.3, tests)), chance.normal(0.0, 0.35, tests)
    intercept = chance.normal(0.0, 0.3, tests)
    psi = 0.6 / chance.standard_gamma(3.0, tests)
    noise = np.sqrt(psi) * chance.standard_t(FREEDOM, (models, tests))
    standardised = intercept + theta @ np.array(loading) + noise
    centre, height = chance.normal(0.3, 1.0, tests), chance.uniform(0.5, 1.3, tests)
    shares = expit(centre + height * standardised)
    return np.asarray(100.0 * np.clip(shares, 0.005, 0.995), np.float64)
