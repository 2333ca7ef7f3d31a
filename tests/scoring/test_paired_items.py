"""Models compared question by question, against scipy, plain loops and halves of real outcomes."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evenhand.scoring.item_bootstrap import resampled
from evenhand.scoring.paired_items import all_pairs, paired
from evenhand.scoring.rank_sets import rank_sets

OUTCOMES = Path(__file__).parents[2] / "data/collected/openhands-index/items/swe-bench-verified.csv"
SEEDS = st.integers(0, 10_000)


def answers(seed: int, models: int = 6, items: int = 240, clusters: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Right or wrong, harder and easier questions that come in clusters."""
    random = np.random.default_rng(seed)
    groups = random.integers(0, clusters, items)
    hard = random.normal(0, 1, clusters)[groups] + random.normal(0, 1, items)
    return (random.normal(0.5, 0.7, models)[:, None] + random.normal(0, 1, (models, items)) > hard).astype(
        float
    ), groups


def complete_systems() -> np.ndarray:
    """The real outcomes (39, 500) of the systems of which every question is known."""
    with OUTCOMES.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    columns = zip(*(row[1:] for row in rows), strict=True)
    return np.array([[int(cell) for cell in column] for column in columns if all(column)], np.uint8)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_clusters_as_summed_one_by_one(seed: int) -> None:
    """The error is that of the sums of each cluster's deviations, added up in a plain loop."""
    table, groups = answers(seed)
    found = paired(table[0], table[1], groups)
    moved = table[0] - table[1]
    sums = [float((moved[groups == one] - moved.mean()).sum()) for one in set(groups.tolist())]
    variance = sum(one * one for one in sums) / moved.size**2 * len(sums) / (len(sums) - 1)
    assert found.difference == pytest.approx(moved.mean(), abs=1e-12)
    assert found.error == pytest.approx(np.sqrt(variance), rel=1e-5)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_one_pair_of_graded_scores_is_the_paired_t_test(seed: int) -> None:
    """Without clusters probability and error are those of scipy's paired t-test."""
    left, right = np.random.default_rng(seed).random((2, 40))
    found, test = paired(left, right), stats.ttest_rel(left, right)
    assert found.difference / found.error == pytest.approx(float(test.statistic))
    assert 2 * min(found.probability, 1 - found.probability) == pytest.approx(float(test.pvalue))
    assert found.correlation == pytest.approx(float(np.corrcoef(left, right)[0, 1]))
    assert (found.left_only, found.right_only, found.to_flip) == (None, None, None)


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, clustered=st.booleans())
def test_a_full_mask_and_masked_products_change_nothing(seed: int, clustered: bool) -> None:  # noqa: FBT001 - a case
    """Masking one more model leaves every pair of the others as it was, computed the other way."""
    table, groups = answers(seed)
    labels = groups if clustered else None
    mask = np.ones((7, table.shape[1]), bool)
    mask[6, ::3] = False
    plain, masked = all_pairs(table, labels), all_pairs(np.vstack([table, table[0]]), labels, mask)
    for name in ("difference", "error", "probability", "only", "common"):
        one, other = getattr(plain, name), getattr(masked, name)[:6, :6]
        off = ~np.eye(6, dtype=bool)
        assert one[off] == pytest.approx(other[off], abs=2e-6), name
    assert masked.covariance is None


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, clustered=st.booleans())
def test_every_masked_pair_is_the_pair_of_what_both_answered(seed: int, clustered: bool) -> None:  # noqa: FBT001 - a case
    """Pairs of an incomplete table equal those of the two columns cut down to their common questions."""
    table, groups = answers(seed, models=4, items=120, clusters=30)
    mask = np.random.default_rng(seed + 1).random(table.shape) < 0.7
    found = all_pairs(table, groups if clustered else None, mask)
    holes = np.where(mask, table, np.nan)
    for j, k in ((0, 1), (2, 3), (3, 0)):
        alone = paired(holes[j], holes[k], groups if clustered else None)
        assert found.common[j, k] == alone.items == (mask[j] & mask[k]).sum()
        assert found.difference[j, k] == pytest.approx(alone.difference, abs=1e-6)
        assert found.error[j, k] == pytest.approx(alone.error, rel=1e-4)
        assert (found.only[j, k], found.only[k, j]) == (alone.left_only, alone.right_only)  # type: ignore[index]


@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_mirror_order_and_clusters_of_one(seed: int) -> None:
    """B v A mirrors A v B; the order of questions and clusters of a single question each change nothing."""
    table, _ = answers(seed)
    found = all_pairs(table)
    assert found.difference == pytest.approx(-found.difference.T)
    assert found.probability + found.probability.T == pytest.approx(np.ones((6, 6)))
    order = np.random.default_rng(seed).permutation(table.shape[1])
    for other in (all_pairs(table[:, order]), all_pairs(table, np.arange(table.shape[1]) * 7)):
        assert other.error == pytest.approx(found.error, abs=1e-7)
        assert (other.only == found.only).all()
        assert other.probability == pytest.approx(found.probability, abs=1e-5)


def test_relabelled_clusters_and_models() -> None:
    """Names of clusters do not matter, and models in another order give the same table in that order."""
    table, groups = answers(4)
    found = all_pairs(table, groups)
    named = all_pairs(table[::-1], np.array([f"passage {999 - group}" for group in groups]))
    assert named.error[::-1, ::-1] == pytest.approx(found.error, abs=1e-7)
    assert named.probability[::-1, ::-1] == pytest.approx(found.probability, abs=1e-5)


def test_a_model_against_itself_and_constant_columns() -> None:
    """The same answers differ by nothing with no error; all right against all wrong leaves no doubt; nothing is NaN."""
    table, groups = answers(1)
    found = all_pairs(np.vstack([table, table[2], np.ones(240), np.zeros(240)]), groups)
    assert (found.difference[2, 6], found.error[2, 6], found.probability[2, 6]) == (0.0, 0.0, 0.5)
    assert (found.difference[7, 8], found.error[7, 8], found.probability[7, 8]) == (1.0, 0.0, 1.0)
    assert np.isfinite(found.probability).all()
    assert paired(np.ones(9), np.zeros(9)).correlation is None


def test_few_discordant_questions_are_judged_by_the_beta() -> None:
    """Under 50 discordant questions P is the Beta's, from 50 the t's; clusters leave it to the t."""
    left, right = np.r_[np.ones(30), np.zeros(10), np.ones(60)], np.r_[np.zeros(30), np.ones(10), np.ones(60)]
    found = paired(left, right)
    assert (found.left_only, found.right_only, found.to_flip) == (30, 10, 21)
    assert found.probability == pytest.approx(float(stats.beta.sf(0.5, 30.5, 10.5)), abs=1e-9)
    clustered = paired(left, right, np.arange(100) // 2)
    assert clustered.probability == pytest.approx(float(stats.t.cdf(clustered.difference / clustered.error, 49)))
    many = paired(np.tile(left, 2), np.tile(right, 2))
    assert many.probability == pytest.approx(float(stats.t.cdf(many.difference / many.error, 199)))


def test_removing_as_many_questions_as_said_turns_the_order_round() -> None:
    """With 20 of the 21 questions gone the two tie, with all 21 the other leads."""
    left, right = np.r_[np.ones(30), np.zeros(10), np.ones(60)], np.r_[np.zeros(30), np.ones(10), np.ones(60)]
    flips = paired(left, right).to_flip
    assert flips == 21
    assert paired(left[flips - 1 :], right[flips - 1 :]).difference == 0.0
    assert paired(left[flips:], right[flips:]).difference < 0.0


def test_clustered_questions_are_fewer_questions() -> None:
    """Every question asked five times over gives the error of the questions asked once, up to the correction."""
    table, _ = answers(2)
    once, copied = all_pairs(table), all_pairs(np.repeat(table, 5, axis=1), np.arange(1200) // 5)
    assert copied.error == pytest.approx(once.error, rel=1e-4)
    assert all_pairs(np.repeat(table, 5, axis=1)).error[0, 1] < 0.5 * once.error[0, 1]


def test_detectable_differences_of_known_tests() -> None:
    """198 questions answered with a correlation of 0.5 tell 6 to 9 points of 100 apart, at 2.8 errors."""
    both, alone = 0.85 - 0.06375, 0.06375
    left = np.r_[np.ones(round(198 * (both + alone))), np.zeros(198 - round(198 * (both + alone)))]
    moved = round(198 * alone)
    right = np.r_[np.zeros(moved), np.ones(left.sum().astype(int)), np.zeros(198 - moved - left.sum().astype(int))]
    found = paired(left, right)
    assert found.correlation == pytest.approx(0.5, abs=0.05)
    assert found.detectable == pytest.approx(2.8 * found.error)
    assert 0.06 < found.detectable < 0.09


@pytest.mark.parametrize(
    ("scores", "clusters", "said"),
    [
        (np.ones((2, 1)), None, "two questions"),
        (np.full((2, 5), 1.5), None, r"\[0, 1\]"),
        (np.ones((2, 5)), np.zeros(4), "cluster"),
        (np.ones((2, 5)), np.zeros(5), "two clusters"),
        (np.full((2, 5), np.nan), None, r"\[0, 1\]"),
    ],
)
def test_what_does_not_fit_is_refused(scores: np.ndarray, clusters: np.ndarray | None, said: str) -> None:
    """Too few questions, values outside [0, 1] and clusters of another length are errors."""
    with pytest.raises(ValueError, match=said):
        all_pairs(scores, clusters)


def test_gate_10_on_real_outcomes() -> None:
    """Said from half of 500 issues, judged on the other: ECE at most 0.05, errors at most 0.75 of unpaired."""
    table = complete_systems()
    assert table.shape == (39, 500)
    random, upper = np.random.default_rng(10), np.triu_indices(39, 1)
    said, true, shrunk = [], [], []
    for _ in range(20):
        order = random.permutation(500)
        found, rest = all_pairs(table[:, order[:250]]), table[:, order[250:]].mean(axis=1)
        alone = np.sqrt(np.add.outer(np.diag(found.covariance), np.diag(found.covariance)))  # type: ignore[arg-type]
        # The other half has its own noise, so its difference is judged by both halves' errors.
        said.append(stats.norm.cdf(found.difference / (np.sqrt(2) * np.maximum(found.error, 1e-9)))[upper])
        apart = np.subtract.outer(rest, rest)[upper]
        true.append(np.where(apart == 0, 0.5, apart > 0))
        shrunk.append(np.median((found.error / alone)[upper]))
    assert calibration_error(np.concatenate(said), np.concatenate(true)) <= 0.05
    assert np.median(shrunk) <= 0.75


def calibration_error(said: np.ndarray, true: np.ndarray) -> float:
    """Expected calibration error over ten bins of the leader's probability."""
    sure, right = np.maximum(said, 1 - said), np.where(said >= 0.5, true, 1 - true)
    bins = np.minimum((20 * (sure - 0.5)).astype(int), 9)
    gaps = [abs(sure[bins == one].mean() - right[bins == one].mean()) * (bins == one).mean() for one in set(bins)]
    return float(sum(gaps))


def test_the_covariance_feeds_rank_sets() -> None:
    """On the real outcomes each system's own rank is in its set, one is surely first and many share second place."""
    table = complete_systems()
    found = all_pairs(table)
    best, worst = rank_sets(table.mean(axis=1), found.covariance)  # type: ignore[arg-type]
    ranks = 39 - np.argsort(np.argsort(table.mean(axis=1)))
    assert ((best <= ranks) & (ranks <= worst)).all()
    assert ((best == 1).sum(), (best == 2).sum()) == (1, 8)


def test_resampled_means_agree_with_the_clustered_error() -> None:
    """The bootstrap's interval is as wide as the clustered standard error says, within a fifth; seed fixed."""
    table, groups = answers(6, items=600, clusters=150)
    again = resampled(table, groups, draws=2000, seed=1)
    error = np.sqrt(np.diag(all_pairs(table, groups).covariance))  # type: ignore[arg-type]
    assert (again.high - again.low) / (2 * 1.96 * error) == pytest.approx(np.ones(6), abs=0.2)
    assert again.mean == pytest.approx(table.mean(axis=1))


def test_resampled_ranks_hold_the_own_rank_and_ties_span() -> None:
    """Each model's own rank lies inside; two equal models share both ends; one seed repeats."""
    table, groups = answers(7)
    twice = np.vstack([table, table[0]])
    again = resampled(twice, groups, draws=300)
    means = twice.mean(axis=1)
    own = 1 + (means[None, :] > means[:, None]).sum(axis=1)
    assert ((again.best <= own) & (own <= again.worst)).all()
    assert (again.best[0], again.worst[0]) == (again.best[6], again.worst[6])
    assert (again.best == resampled(twice, groups, draws=300).best).all()
    with pytest.raises(ValueError, match="cluster"):
        resampled(twice, groups[:-1])
