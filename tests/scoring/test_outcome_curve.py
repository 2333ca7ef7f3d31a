"""The chance of yes after an outcome, against a maximum found by scipy."""

import numpy as np
import pytest
from scipy.optimize import minimize

from evenhand.scoring.outcome_curve import PRIOR, chances, entropy, most_told


@pytest.mark.parametrize("steepness", [0.0, 0.7, 3.0, 40.0])
def test_the_curve_is_the_likeliest(steepness: float) -> None:
    """The chances are those at the maximum of the penalised likelihood."""
    draw = np.random.default_rng(7)
    outcomes = draw.normal(55, 12, 400)
    turned = (outcomes - outcomes.mean()) / outcomes.std()
    answers = draw.random(400) < 1 / (1 + np.exp(-(0.4 + steepness * turned)))

    def loss(at: np.ndarray) -> float:
        line = at[0] + at[1] * turned
        return float(np.logaddexp(0, np.where(answers, -line, line)).sum() + PRIOR / 2 * at[1] ** 2)

    best = minimize(loss, np.zeros(2), method="BFGS", options={"gtol": 1e-7}).x
    expected = 1 / (1 + np.exp(-(best[0] + best[1] * turned)))
    found = chances([float(each) for each in outcomes], [bool(each) for each in answers])
    assert found == pytest.approx(expected, abs=2e-4)


def test_an_outcome_that_never_varies_tells_nothing() -> None:
    """Every chance is the plain share."""
    assert chances([3.0] * 4, [True, False, True, True]) == [0.75] * 4


def test_an_outcome_that_settles_the_answer() -> None:
    """Answers that an outcome splits in two stay finite and all but certain."""
    found = chances([0.0, 1.0, 9.0, 10.0] * 20, [False, False, True, True] * 20)
    assert all(chance < 0.05 or chance > 0.95 for chance in found)


@pytest.mark.parametrize("seed", range(5))
def test_no_outcome_tells_more_than_its_bound(seed: int) -> None:
    """What the curve tells is at most what like outcomes tell, and not far from it where both answers are common."""
    draw = np.random.default_rng(seed)
    for _ in range(12):
        outcomes = draw.normal(0, 1, 400) if draw.random() < 0.5 else draw.exponential(1, 400) ** 2
        steepness, middle = draw.choice([0.3, 1, 5, 50]), draw.uniform(-2.5, 2.5)
        answers = [bool(each) for each in draw.random(400) < 1 / (1 + np.exp(-steepness * (outcomes + middle)))]
        if not 0 < sum(answers) < 400:
            continue
        after = chances([float(each) for each in outcomes], answers)
        bits = entropy(sum(answers) / 400) - float(np.mean([entropy(chance) for chance in after]))
        most = most_told([float(each) for each in outcomes], answers)
        assert most >= bits
        if 60 <= sum(answers) <= 340:
            assert most <= 1.15 * bits + 1e-3
