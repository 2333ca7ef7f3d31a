"""Style held apart from strength: against a general tool, mirrored, and where votes cannot tell the two apart."""

import warnings
from typing import Any

import numpy as np
import pytest
from vote_tables import Floats

from evenhand.scoring import bradley_terry as bt
from evenhand.scoring import style_control as sc
from evenhand.scoring import vote_counts as vc

MODELS = 5


def styled_votes(votes: int, seed: int) -> tuple[Floats, ...]:
    """Places, outcomes and features of votes that longer answers win more often, longer models being weaker."""
    random = np.random.default_rng(seed)
    strength = np.linspace(0.8, -0.8, MODELS)
    left = random.integers(MODELS, size=votes)
    right = (left + random.integers(1, MODELS, size=votes)) % MODELS
    ours, theirs = (100.0 + 60.0 * side[:, None] + random.integers(0, 200, (votes, 2)) for side in (left, right))
    length = sc.differences(ours, theirs)[:, 0]
    wins = random.random(votes) < 1.0 / (1.0 + np.exp(-(strength[left] - strength[right] + 0.7 * length)))
    return left, right, np.eye(3)[np.where(wins, 0, 1)], ours, theirs


def logistic(outcome: Floats, design: Floats) -> Any:
    """A logistic regression of statsmodels with robust errors."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsmodels.genmod.families import Binomial  # noqa: PLC0415 - its own import warns
        from statsmodels.genmod.generalized_linear_model import GLM  # noqa: PLC0415 - its own import warns

    return GLM(outcome, design, family=Binomial()).fit(cov_type="HC0")


def test_agreement_with_logistic_regression() -> None:
    """Strengths, effects and their errors are those of a logistic regression with robust errors."""
    left, right, cast, ours, theirs = styled_votes(3000, 1)
    features = sc.differences(ours, theirs)
    found = sc.styled(left, right, cast, features, MODELS)
    design = np.zeros((len(left), MODELS))
    design[np.arange(len(left)), left] += 1.0
    design[np.arange(len(left)), right] -= 1.0
    fit = logistic(cast[:, 0], np.hstack((design[:, 1:], features)))
    strengths = np.concatenate(([0.0], fit.params[: MODELS - 1]))
    assert found.strengths == pytest.approx(strengths - strengths.mean(), abs=1e-4)
    assert found.effects == pytest.approx(fit.params[MODELS - 1 :], abs=1e-4)
    assert np.sqrt(np.diag(found.covariance))[MODELS:] == pytest.approx(fit.bse[MODELS - 1 :], rel=1e-3)


def test_style_is_taken_out() -> None:
    """The effect that votes were drawn with is found, and strengths move towards those they were drawn with."""
    left, right, cast, ours, theirs = styled_votes(20_000, 2)
    found = sc.styled(left, right, cast, sc.differences(ours, theirs), MODELS)
    assert found.effects == pytest.approx([0.7, 0.0], abs=0.08)
    truth = np.linspace(0.8, -0.8, MODELS)
    plain = bt.strengths(vc.preferred(vc.counted(left, right, cast.argmax(axis=1), MODELS)))
    assert np.abs(found.strengths - truth).max() < 0.1 < np.abs(plain - truth).max()


def test_exchanged_sides_change_nothing() -> None:
    """Left and right exchanged in every vote give the same strengths and effects."""
    left, right, cast, ours, theirs = styled_votes(800, 3)
    one = sc.styled(left, right, cast, sc.differences(ours, theirs), MODELS)
    other = sc.styled(right, left, cast[:, [1, 0, 2]], sc.differences(theirs, ours), MODELS)
    assert other.strengths == pytest.approx(one.strengths, abs=1e-8)
    assert other.effects == pytest.approx(one.effects, abs=1e-8)


def test_without_features_it_is_bradley_terry() -> None:
    """A feature that never differs changes no strength."""
    left, right, cast, ours, _ = styled_votes(500, 4)
    features = sc.differences(ours, ours)
    assert not features.any()
    found = sc.styled(left, right, cast, features, MODELS)
    plain = bt.strengths(vc.preferred(vc.counted(left, right, cast.argmax(axis=1), MODELS)))
    assert found.strengths == pytest.approx(plain, abs=1e-6)


def test_style_that_follows_from_the_models_is_not_told_apart() -> None:
    """Where each model always writes the same, its style is its strength; where answers vary, it is not."""
    left, right, cast, ours, theirs = styled_votes(400, 5)
    assert sc.identified(left, right, cast, sc.differences(ours, theirs), MODELS)
    two = np.zeros(6, np.int64), np.ones(6, np.int64)
    ones = np.ones((6, 1))
    assert not sc.identified(*two, cast[:6], ones, 2)
