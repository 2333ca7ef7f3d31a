"""Confidence sets for ranks: what they cover, and what must not change them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evenhand.scoring.rank_sets import rank_sets, surely_beaten, tied_for_first

MODELS = 8


def correlated(seed: int, models: int = MODELS) -> tuple[np.ndarray, np.ndarray]:
    """True scores, some of them equal, and a covariance with a common part."""
    random = np.random.default_rng(seed)
    scores = np.round(random.normal(0, 2, models))
    factor = random.normal(0, 0.5, (models, models))
    return scores, factor @ factor.T + np.diag(random.uniform(0.2, 1.0, models))


def true_ranks(scores: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """1 + how many are truly better, and M less how many are truly worse."""
    better = (scores[None, :] > scores[:, None]).sum(axis=1)
    worse = (scores[None, :] < scores[:, None]).sum(axis=1)
    return 1 + better, scores.size - worse


@pytest.mark.parametrize(("simultaneous", "least"), [(True, 0.93), (False, 0.93)])
def test_they_cover_the_true_ranks(simultaneous: bool, least: float) -> None:  # noqa: FBT001 - a case
    """Of 400 tables the sets hold the true ranks in 95% and more: all at once, or each model's own; seeds fixed."""
    scores, errors = correlated(3)
    best, worst = true_ranks(scores)
    noise = np.random.default_rng(4).multivariate_normal(np.zeros(MODELS), errors, 400)
    inside = np.empty((400, MODELS), bool)
    for place, row in enumerate(noise):
        low, high = rank_sets(scores + row, errors, simultaneous=simultaneous, draws=400, seed=place)
        inside[place] = (low <= best) & (high >= worst)
    covered = inside.all(axis=1).mean() if simultaneous else inside.mean(axis=0).min()
    assert covered >= least


def test_two_models_are_told_apart_as_by_a_z_test() -> None:
    """With two models the critical value is the normal's 1.96: 1.9 errors apart tie, 2.05 apart do not."""
    errors = np.array([[2.0, 0.5], [0.5, 1.0]])
    error = np.sqrt(2.0)
    for distance, tied in ((1.9, True), (2.05, False)):
        best, worst = rank_sets([distance * error, 0.0], errors, draws=100_000)
        assert (best.tolist(), worst.tolist()) == (([1, 1], [2, 2]) if tied else ([1, 2], [1, 2]))


def test_the_critical_value_is_tukeys_for_equal_errors() -> None:
    """With independent equal errors what parts one of ten from the rest is the studentized range, to 2%."""
    limit = float(stats.studentized_range.ppf(0.95, 10, np.inf))
    for factor, tied in ((0.98, True), (1.02, False)):
        scores = np.array([factor * limit, *np.zeros(9)])
        best, _ = rank_sets(scores, np.eye(10), draws=60_000)
        assert (best[1:] == 1).all() == tied


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000), simultaneous=st.booleans())
def test_shift_and_scale_change_nothing(seed: int, simultaneous: bool) -> None:  # noqa: FBT001 - a case
    """Other units give the same sets, and each model's own rank is inside its set."""
    scores, errors = correlated(seed)
    plain = rank_sets(scores, errors, simultaneous=simultaneous, draws=200)
    moved = rank_sets(5.0 + 4.0 * scores, 16.0 * errors, simultaneous=simultaneous, draws=200)
    assert all(np.array_equal(one, other) for one, other in zip(plain, moved, strict=True))
    low, high = true_ranks(scores)
    assert (plain[0] <= low).all()
    assert (plain[1] >= high).all()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1000))
def test_marginal_sets_lie_inside_simultaneous_ones(seed: int) -> None:
    """A promise for one model alone needs no more than one for all."""
    scores, errors = correlated(seed)
    whole, own = (rank_sets(scores, errors, simultaneous=both, draws=300) for both in (True, False))
    assert (whole[0] <= own[0]).all()
    assert (own[1] <= whole[1]).all()


def test_a_mirror_turns_the_sets_round() -> None:
    """With scores negated the best ranks become the worst."""
    scores, errors = correlated(8)
    best, worst = rank_sets(scores, errors)
    low, high = rank_sets(-scores, errors)
    assert (low == MODELS + 1 - worst).all()
    assert (high == MODELS + 1 - best).all()


def test_one_model_listed_twice_ties_with_itself() -> None:
    """A covariance without full rank is no fault, and the two have one set."""
    scores, errors = correlated(5)
    twice = np.r_[np.arange(MODELS), 2]
    best, worst = rank_sets(scores[twice], errors[np.ix_(twice, twice)])
    assert (best[2], worst[2]) == (best[-1], worst[-1])


def test_without_errors_the_scores_decide() -> None:
    """Exact scores give exact ranks, equal ones a shared range."""
    best, worst = rank_sets([3.0, 5.0, 3.0, 1.0], np.zeros((4, 4)))
    assert best.tolist() == [2, 1, 2, 4]
    assert worst.tolist() == [3, 1, 3, 4]


def test_one_seed_gives_one_answer() -> None:
    """The same seed repeats, and who may be first is read off the best ranks."""
    scores, errors = correlated(9)
    first, again = rank_sets(scores, errors, seed=7), rank_sets(scores, errors, seed=7)
    assert np.array_equal(first[0], again[0])
    assert tied_for_first(first[0]).tolist() == [place for place, rank in enumerate(first[0]) if rank == 1]
    assert int(np.argmax(scores)) in tied_for_first(first[0])


def test_the_upper_bound_rank_counts_intervals_that_lie_above() -> None:
    """1 + how many lower bounds are over the own upper bound; bounds that touch do not count."""
    low, high = [80.0, 70.0, 60.0, 40.0], [90.0, 81.0, 70.0, 50.0]
    assert surely_beaten(low, high).tolist() == [1, 1, 2, 4]


def test_what_does_not_fit_is_refused() -> None:
    """Shapes, levels and draws that make no sense are errors."""
    with pytest.raises(ValueError, match="covariance"):
        rank_sets([1.0, 2.0], np.eye(3))
    with pytest.raises(ValueError, match="level"):
        rank_sets([1.0, 2.0], np.eye(2), level=1.0)
