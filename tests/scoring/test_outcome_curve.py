"""The chance of yes after an outcome, against a maximum found by scipy."""

import numpy as np
import pytest
from scipy.optimize import minimize

from evenhand.scoring.outcome_curve import BINS, PRIOR, entropy, outcome_curve

FULL = 65535


def likeliest(turned: np.ndarray, answers: np.ndarray) -> tuple[float, float]:
    """Base and slope at the maximum of the penalised likelihood of every draw by itself."""

    def loss(at: np.ndarray) -> float:
        line = at[0] + at[1] * turned
        return float(np.logaddexp(0, np.where(answers, -line, line)).sum() + PRIOR / 2 * at[1] ** 2)

    base, slope = minimize(loss, np.zeros(2), method="BFGS", options={"gtol": 1e-7}).x
    return base, slope


@pytest.mark.parametrize("steepness", [0.0, 0.7, 3.0, 40.0])
def test_the_curve_is_the_likeliest(steepness: float) -> None:
    """Where no two outcomes share a bin, the chances are those at the maximum of the likelihood."""
    draw = np.random.default_rng(7)
    outcomes = draw.integers(0, BINS, 400)
    turned = (outcomes - outcomes.mean()) / outcomes.std()
    answers = draw.random(400) < 1 / (1 + np.exp(-(0.4 + steepness * turned)))
    base, slope = likeliest(turned, answers)
    expected = 1 / (1 + np.exp(-(base + slope * turned)))
    found = outcome_curve(outcomes.tolist(), answers.tolist())
    chances = dict(zip(found.middles, found.chances, strict=True))
    assert [chances[each] for each in outcomes.tolist()] == pytest.approx(expected.tolist(), abs=2e-4)


@pytest.mark.parametrize("seed", range(5))
def test_bins_tell_what_draws_tell(seed: int) -> None:
    """Of outcomes finer than the bins, bits and expected change come out as without bins."""
    draw = np.random.default_rng(seed)
    for steepness in (0.3, 1.0, 5.0):
        outcomes = np.rint(np.clip(draw.normal(0.6, 0.15, 1000), 0, 1) * FULL)
        turned = (outcomes - outcomes.mean()) / outcomes.std()
        answers = draw.random(1000) < 1 / (1 + np.exp(-steepness * (turned + draw.uniform(-1, 1))))
        base, slope = likeliest(turned, answers)
        now = float(answers.mean())
        each = (1 / (1 + np.exp(-(base + slope * turned)))).tolist()
        found = outcome_curve(outcomes.astype(int).tolist(), answers.tolist())
        assert found.bits(now) == pytest.approx(entropy(now) - np.mean([entropy(one) for one in each]), abs=4e-3)
        assert found.expected_change(now) == pytest.approx(np.mean([abs(one - now) for one in each]), abs=4e-3)


def test_an_outcome_that_never_varies_tells_nothing() -> None:
    """The one chance is the plain share, and nothing is expected of it."""
    found = outcome_curve([3] * 4, [True, False, True, True])
    assert (found.chances, found.bits(0.75), found.expected_change(0.75)) == ([0.75], 0.0, 0.0)


def test_an_outcome_that_settles_the_answer() -> None:
    """Answers that an outcome splits in two stay finite and all but certain."""
    found = outcome_curve([0, 1, 9, 10] * 20, [False, False, True, True] * 20)
    assert all(chance < 0.05 or chance > 0.95 for chance in found.chances)
    assert sum(found.draws) == 80
