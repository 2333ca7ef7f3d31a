"""Models compared question by question: one pair, or every pair by matrix products (statistics 1.6, item-level).

    d_i = x_Ai - x_Bi,  D = mean d,  SE^2 = C / (C - 1) sum_g (sum_{i in g} (d_i - D))^2 / n^2,  C clusters g
With G (M x C) the cluster sums of the centred rows, V = G G' / n^2 C / (C - 1) and SE_AB^2 = V_AA + V_BB - 2 V_AB.
Scores lie in [0, 1], trials averaged first. Questions that come from one passage, repository or table are a cluster.
"""

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, ndtr, stdtr

from evenhand.scoring.head_to_head import SEPARATING

Floats = NDArray[np.float64]
Scores = NDArray[np.floating[Any]]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Under so many discordant questions the normal is not trusted, and the Beta of their split speaks.
FEW_DISCORDANT = 50
# From so many clusters Student's t is the normal to three digits.
MANY_CLUSTERS = 1000
# A variance under this share of the two models' own is what rounding leaves of zero.
ROUNDED = 1e-6


class Pairs(Struct, frozen=True, eq=False, kw_only=True):
    """Every ordered pair of M models; arrays (M, M), entry (j, k) is model j against model k.

    `common` questions that both have; `difference` of their means over these and its standard error `error`, shares;
    `only` questions that j solved and k did not, None for graded scores; `probability` that j would be ahead on fresh
    questions; `covariance` of the M means, None where models have different questions. NaN: nothing in common.
    """

    common: Ints
    difference: Floats
    error: Floats
    only: Ints | None
    probability: Floats
    covariance: Floats | None

    @property
    def detectable(self) -> Floats:
        """The smallest difference that these questions tell apart, two-sided 5%, power 80%: 2.8 sqrt(Var(d) / n)."""
        return SEPARATING * self.error

    @property
    def to_flip(self) -> Ints | None:
        """How many questions, taken away from the leader's side, turn the order round: |n10 - n01| + 1."""
        return None if self.only is None else np.abs(self.only - self.only.T) + 1


class Pair(Struct, frozen=True, kw_only=True):
    """Left against right on the questions that both have; shares in [0, 1].

    `left_only` and `right_only` count the discordant questions, `to_flip` how many removed questions turn the order
    round; None for graded scores. `correlation` is that of the two columns, None where one of them never varies.
    """

    items: int
    difference: float
    error: float
    probability: float
    detectable: float
    left_only: int | None
    right_only: int | None
    to_flip: int | None
    correlation: float | None


def paired(left: ArrayLike, right: ArrayLike, clusters: ArrayLike | None = None) -> Pair:
    """One pair: two columns (N,) of scores in [0, 1], NaN where a side has no answer; `clusters` (N,) of any labels.

    Raises:
        ValueError: columns of different length, scores outside [0, 1], or under two questions in common.

    """
    both = np.stack([np.asarray(left, np.float64), np.asarray(right, np.float64)])
    known = ~np.isnan(both).any(axis=0)
    if known.sum() < 2:
        message = "two questions in common are needed"
        raise ValueError(message)
    groups = None if clusters is None else np.asarray(clusters)[known]
    found = all_pairs(both[:, known], groups)
    only, flips = found.only, found.to_flip
    return Pair(
        items=int(found.common[0, 1]),
        difference=float(found.difference[0, 1]),
        error=float(found.error[0, 1]),
        probability=float(found.probability[0, 1]),
        detectable=float(found.detectable[0, 1]),
        left_only=None if only is None else int(only[0, 1]),
        right_only=None if only is None else int(only[1, 0]),
        to_flip=None if flips is None else int(flips[0, 1]),
        correlation=_correlation(both[:, known]),
    )


def all_pairs(scores: ArrayLike, clusters: ArrayLike | None = None, mask: ArrayLike | None = None) -> Pairs:
    """Every pair of M models on N questions.

    `scores` (M, N) in [0, 1], of any number type; `clusters` (N,) labels of questions that hang together; `mask`
    (M, N) is true where a model has an answer, and what stands elsewhere does not matter. Without a mask it takes two
    matrix products; with a mask and clusters of more than one question it takes M passes over the table.

    Raises:
        ValueError: shapes that do not fit, scores outside [0, 1], or under two questions or two clusters.

    """
    table = np.asarray(scores)
    known = None if mask is None else np.asarray(mask, np.bool_)
    if known is not None and known.all():
        known = None
    if known is not None and known.shape == table.shape:
        table = np.where(known, table, 0)
    groups = _groups(clusters, table)
    _check(table, known, groups)
    binary = table.dtype.kind in "bui" or bool(((table == 0) | (table == 1)).all())
    # Sums of zeros and ones are exact in single precision up to 2^24 questions.
    values: Scores = table.astype(np.float32 if binary else np.float64)
    if known is None:
        return _complete(values, groups, binary=binary)
    return _incomplete(values, known, groups, binary=binary)


def cluster_sums(values: Scores, groups: Ints) -> Scores:
    """Sums (M, C) of a table (M, N) over clusters numbered from 0, `groups` (N,)."""
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(groups.max() + 1))
    ordered = values if (order[1:] > order[:-1]).all() else values[:, order]
    return np.asarray(np.add.reduceat(ordered, starts, axis=1), values.dtype)


def _groups(clusters: ArrayLike | None, table: NDArray[np.generic]) -> Ints | None:
    """Clusters numbered from 0; None where every question is its own."""
    if clusters is None:
        return None
    labels = np.asarray(clusters)
    if labels.shape != table.shape[1:]:
        message = f"a cluster belongs to each of the questions: {labels.shape} for {table.shape}"
        raise ValueError(message)
    names, numbered = np.unique(labels, return_inverse=True)
    return None if names.size == labels.size else np.asarray(numbered, np.int64)


def _check(table: NDArray[np.generic], known: Bools | None, groups: Ints | None) -> None:
    if table.ndim != 2 or (known is not None and known.shape != table.shape):
        message = "scores and mask are tables of models by questions"
        raise ValueError(message)
    parts = table.shape[1] if groups is None else int(groups.max()) + 1
    if parts < 2:
        message = "two questions, and two clusters of them, are needed"
        raise ValueError(message)
    if not (table.min() >= 0 and table.max() <= 1):
        message = "scores lie in [0, 1]; answers that are missing belong in the mask"
        raise ValueError(message)


def _complete(values: Scores, groups: Ints | None, *, binary: bool) -> Pairs:
    models, items = values.shape
    sums, sizes = _summed(values, groups)
    parts = sums.shape[1]
    means = sums.sum(axis=1, dtype=np.float64) / items
    covariance = _covariance(sums - (means[:, None] * sizes).astype(values.dtype), items)
    own = np.diag(covariance)
    variance = own[:, None] + own - 2.0 * covariance
    variance[variance <= ROUNDED * (own[:, None] + own)] = 0.0
    return _pairs(
        common=np.full((models, models), items),
        difference=means[:, None] - means,
        variance=variance,
        only=_only(values) if binary else None,
        parts=np.full((models, models), parts),
        alone=groups is None,
        covariance=covariance,
    )


def _summed(values: Scores, groups: Ints | None) -> tuple[Scores, Ints]:
    """Cluster sums (M, C) and sizes (C,); the questions themselves where each is its own cluster."""
    if groups is None:
        return values, np.ones(values.shape[1], np.int64)
    return cluster_sums(values, groups), np.bincount(groups)


def _covariance(centred: Scores, items: int) -> Floats:
    """V = G G' / n^2 C / (C - 1) of the cluster sums G of centred rows."""
    parts = centred.shape[1]
    return np.asarray(centred @ centred.T, np.float64) * np.float64(parts / (parts - 1) / items**2)


def _only(values: Scores) -> Ints:
    """Questions that j solved and k did not, from how many both solved."""
    both = np.rint(values @ values.T).astype(np.int64)
    return np.asarray(np.diag(both)[:, None] - both, np.int64)


def _incomplete(values: Scores, known: Bools, groups: Ints | None, *, binary: bool) -> Pairs:
    """The same by masked products: sums over the questions that both have."""
    has = known.astype(values.dtype)
    common = np.rint(has @ has.T).astype(np.int64)
    sums = np.asarray(values @ has.T, np.float64)
    both = np.asarray(values @ values.T, np.float64)
    count = np.where(common > 0, common, 1)
    difference = np.where(common > 0, (sums - sums.T) / count, np.nan)
    if groups is None:
        squares = sums if binary else np.asarray((values * values) @ has.T, np.float64)
        scatter = squares + squares.T - 2.0 * both - count * difference**2
        parts = common
    else:
        scatter, parts = _clustered_scatter(values, known, groups, difference)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(parts > 1, np.maximum(scatter, 0.0) * parts / (parts - 1) / count**2, np.nan)
    only = np.rint(sums - both).astype(np.int64) if binary else None
    return _pairs(
        common=common,
        difference=difference,
        variance=variance,
        only=only,
        parts=parts,
        alone=groups is None,
        covariance=None,
    )


def _clustered_scatter(values: Scores, known: Bools, groups: Ints, difference: Floats) -> tuple[Floats, Ints]:
    """Sum over clusters of squared sums of d_i - D, and how many clusters each pair has in common."""
    models = len(values)
    scatter, parts = np.empty((models, models)), np.empty((models, models), np.int64)
    for j in range(models):
        shared = (known[j] & known).astype(np.float64)
        sizes = cluster_sums(shared, groups)
        moved = cluster_sums((values[j] - values) * shared, groups) - np.nan_to_num(difference[j])[:, None] * sizes
        scatter[j], parts[j] = (moved * moved).sum(axis=1), (sizes > 0).sum(axis=1)
    return scatter, parts


def _pairs(
    *,
    common: Ints,
    difference: Floats,
    variance: Floats,
    only: Ints | None,
    parts: Ints,
    alone: bool,
    covariance: Floats | None,
) -> Pairs:
    error = np.sqrt(variance)
    probability = _ahead(difference, error, parts)
    if only is not None and alone:
        few = (only + only.T < FEW_DISCORDANT) & (common > 0)
        probability[few] = betainc(only.T[few] + 0.5, only[few] + 0.5, 0.5)
    return Pairs(
        common=common,
        difference=difference,
        error=error,
        only=only,
        probability=probability,
        covariance=covariance,
    )


def _ahead(difference: Floats, error: Floats, parts: Ints) -> Floats:
    """P(D > 0) by Student's t with C - 1 degrees of freedom; without any error the sign decides."""
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(difference == 0.0, 0.0, difference / error)
    many = bool((parts >= MANY_CLUSTERS).all())
    found = ndtr(z) if many else stdtr(np.maximum(parts - 1, 1), z)
    return np.where(np.isnan(error), np.nan, found)


def _correlation(both: Floats) -> float | None:
    spread = both.std(axis=1)
    if (spread == 0.0).any():
        return None
    centred = both - both.mean(axis=1, keepdims=True)
    return float(np.clip((centred[0] * centred[1]).mean() / spread.prod(), -1.0, 1.0))
