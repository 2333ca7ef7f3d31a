"""Draws from the posterior of the latent model, by Gibbs sampling on the observed cells (statistics 1.7.3).

Every part has a closed conditional. The model is that of latent_model.py, but the priors of the benchmarks are learned:
    mu_b ~ N(m0, v0), lambda_b1 ~ N(l0, t0), lambda_bk ~ N(0, t_k), psi_b ~ inverse gamma(3, 3 b)
    v0 ~ IG(1, 0.5);  t0, t_k ~ IG(2, 0.1);  b ~ Exp(2);  m0 ~ N(0, 1);  l0 ~ N(0.7, 1), above 0
A known error s2 adds to psi, which then has no closed conditional; so the part of the residual that is the benchmark's
own noise is drawn too, and psi given that part has one.
Half of the draws come from the model with one factor: where the two disagree nothing near was measured, and the
pooled interval is as wide as the disagreement.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from evenhand.scoring import keyed_noise as noise
from evenhand.scoring import stacked_systems as systems
from evenhand.scoring.cell_sums import CellSums
from evenhand.scoring.column_scale import ColumnScale, known_variance
from evenhand.scoring.latent_model import FACTORS, FIRST_LOADING, Fit, fitted, line_prior
from evenhand.scoring.score_table import Floats, Keys, Places, ScoreTable

SEED = 20261122
OUTLIER = 0.3
PSI_SHAPE = 3.0
# Of the inverse gamma priors of v0, and of t0 and the t_k.
SPREAD_SHAPES, SPREAD_SCALES = (1.0, 2.0), (0.5, 0.1)
# EM needs only come near: the burn-in does the rest.
START_SWEEPS = 30
# Chosen on Epoch's and LLM-Stats' tables: several factors alone extrapolate a strong model to easy tests that nobody
# like it took, and are sure of nonsense; one factor alone is less exact where there are neighbours.
ONE_FACTOR = 0.25


@dataclass(frozen=True)
class Draws:
    """Draws of everything unknown.

    Attributes:
        theta: factors of the models, (draws, models, factors).
        intercepts: mu, (draws, benchmarks).
        loadings: lambda, (draws, benchmarks, factors).
        psi: noise variance of the benchmarks, (draws, benchmarks), in standardised units.
        weights: posterior mean of u of each observed cell, (cells,).
        freedom: degrees of freedom of the noise.
        scale: how columns were standardised: centre and height, (benchmarks,).
        model_keys: what seeds a model's noise.
        benchmark_keys: what seeds a benchmark's noise.

    """

    theta: Floats
    intercepts: Floats
    loadings: Floats
    psi: Floats
    weights: Floats
    freedom: float
    scale: ColumnScale
    model_keys: Keys
    benchmark_keys: Keys

    @property
    def count(self) -> int:
        """How many draws there are."""
        return len(self.theta)

    @property
    def centre(self) -> Floats:
        """What was taken off each column, (benchmarks,)."""
        return self.scale.centre

    @property
    def height(self) -> Floats:
        """What each column was divided by, (benchmarks,)."""
        return self.scale.height

    def outliers(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which observed cells are so unlike the rest that the model gives them little weight."""
        return self.weights < OUTLIER

    def expected(self, models: Places, benchmarks: Places) -> Floats:
        """(draws, n): what each draw says of these pairs, in standardised units, without the cell's own noise."""
        found = self.intercepts[:, benchmarks]
        for k in range(self.theta.shape[2]):
            found += self.theta[:, models, k] * self.loadings[:, benchmarks, k]
        return found

    def standardised_cells(self, models: Places, benchmarks: Places, *, seed: int) -> Floats:
        """(draws, n): what these models would score, in standardised units: misfit noise in, sampling noise not."""
        models, benchmarks = np.asarray(models), np.asarray(benchmarks)
        keys = self.model_keys[models], self.benchmark_keys[benchmarks]
        own = noise.student(seed, *keys, self.count, self.freedom)
        own *= np.sqrt(self.psi[:, benchmarks])
        own += self.expected(models, benchmarks)
        return own

    def cells(self, models: Places, benchmarks: Places, *, seed: int) -> Floats:
        """(draws, n): what these models would score, in the columns' own units: misfit noise in, sampling noise not."""
        return self.scale.points(self.standardised_cells(models, benchmarks, seed=seed), np.asarray(benchmarks))

    def ability(self) -> Floats:
        """(draws, models): the ability of a model, of a fit with one factor.

        Raises:
            ValueError: there are several factors, whose directions mean nothing by themselves.

        """
        self._one_factor()
        return self.theta[:, :, 0]

    def difficulty(self) -> Floats:
        """(draws, benchmarks): the ability at which a model gets half, or the zero of another column's scale.

        Raises:
            ValueError: there are several factors.

        """
        self._one_factor()
        slope = self.height * self.loadings[:, :, 0]
        return -(self.centre + self.height * self.intercepts) / slope

    def _one_factor(self) -> None:
        if self.theta.shape[2] != 1:
            raise ValueError("ability and difficulty need a fit with one factor")


def drawn(
    table: ScoreTable,
    *,
    factors: int = FACTORS,
    kept: int = 400,
    thinned_from: int = 800,
    burn_in: int = 400,
    seed: int = SEED,
    start: Fit | None = None,
    freedom: float = 4.0,
    one_factor: float = ONE_FACTOR,
) -> Draws:
    """Draws from the posterior; the same table, settings and seed give the same bits.

    Args:
        table: the observed cells.
        factors: dimensions of ability.
        kept: how many draws to keep.
        thinned_from: how many sweeps they are taken from, evenly.
        burn_in: sweeps before the first that may be kept.
        seed: of all random numbers.
        start: a fit of this table, with so many factors, to start from; EM where None.
        freedom: degrees of freedom of the noise.
        one_factor: share of the draws that come from the model with one factor, their further loadings being zero.

    Raises:
        ValueError: more draws are to be kept than there are sweeps.

    """
    if not 0 < kept <= thinned_from:
        raise ValueError(f"cannot keep {kept} draws of {thinned_from} sweeps")
    single = round(kept * one_factor) if factors > 1 else 0
    parts = []
    for size, count, fit in ((1, single, None), (factors, kept - single, start)):
        if count:
            begun = fit or fitted(table, factors=size, sweeps=START_SWEEPS, freedom=freedom)
            parts.append(_run(_Chain(table, begun, seed), count, thinned_from * count // kept, burn_in))
    return parts[0] if len(parts) == 1 else _pooled(*parts)


def _run(chain: "_Chain", kept: int, thinned_from: int, burn_in: int) -> Draws:
    for _ in range(burn_in):
        chain.sweep()
    return _kept(chain, kept, thinned_from)


def _pooled(single: Draws, several: Draws) -> Draws:
    """The draws of both, as draws of the larger model."""
    missing = ((0, 0), (0, 0), (0, several.theta.shape[2] - 1))
    share = single.count / (single.count + several.count)
    return Draws(
        np.concatenate([np.pad(single.theta, missing), several.theta]),
        np.concatenate([single.intercepts, several.intercepts]),
        np.concatenate([np.pad(single.loadings, missing), several.loadings]),
        np.concatenate([single.psi, several.psi]),
        share * single.weights + (1.0 - share) * several.weights,
        several.freedom,
        several.scale,
        several.model_keys,
        several.benchmark_keys,
    )


def _kept(chain: "_Chain", kept: int, thinned_from: int) -> Draws:
    table, size = chain.table, chain.factors
    theta = np.empty((kept, table.models, size))
    line = np.empty((kept, table.benchmarks, size + 1))
    psi = np.empty((kept, table.benchmarks))
    weights = np.zeros(table.cells)
    done = 0
    for place in range(kept):
        until = (place + 1) * thinned_from // kept
        for _ in range(until - done):
            chain.sweep()
        done = until
        theta[place], line[place], psi[place] = chain.theta.T, chain.line.T, chain.psi
        weights += chain.weight / kept
    return Draws(
        theta,
        line[:, :, 0].copy(),
        line[:, :, 1:].copy(),
        psi,
        weights,
        chain.freedom,
        chain.scale,
        table.model_keys,
        table.benchmark_keys,
    )


class _Chain:
    """The state of the sampler; theta is (factors, models) and line (1 + factors, benchmarks), for contiguous rows."""

    def __init__(self, table: ScoreTable, fit: Fit, seed: int) -> None:
        self.table, self.scale, self.freedom = table, fit.scale, fit.freedom
        self.factors = fit.theta.shape[1]
        self.z = fit.scale.standardised(table.value, table.benchmark)
        self.known = known_variance(table, fit.scale)
        self.errors_known = bool(self.known.any())
        # numpy indexes by its own width twice as fast.
        self.benchmark = table.benchmark.astype(np.intp)
        self.row_sizes = table.row_sizes()
        self.sums = CellSums(table)
        self.ordered_z = self.sums.ordered(self.z)
        self.theta, self.line = fit.theta.T.copy(), fit.line.T.copy()
        self.psi, self.weight = fit.noise.copy(), fit.weight.copy()
        self.line_mean, self.line_precision = line_prior(self.factors)
        self.psi_scale = 0.2
        self.noise = _Noise(table, self.factors, self.freedom, seed)
        self.find_residuals()
        self.find_variance()

    def sweep(self) -> None:
        """Each part drawn given all others."""
        self.draw_weights()
        self.draw_psi()
        self.find_variance()
        pull = self.weight / self.variance
        self.draw_theta(pull)
        self.draw_lines(pull)
        self.find_residuals()
        self.draw_priors()

    def find_residuals(self) -> None:
        """What each cell is above its benchmark's intercept, and above its expectation."""
        self.above = self.z - self.of_benchmark(self.line[0])
        self.residual = self.above.copy()
        for k in range(self.factors):
            expected = np.repeat(self.theta[k], self.row_sizes)
            expected *= self.of_benchmark(self.line[k + 1])
            self.residual -= expected

    def find_variance(self) -> None:
        """The noise of each cell's benchmark, and with the cell's known error."""
        self.own_noise = self.of_benchmark(self.psi)
        self.variance = self.own_noise + self.known if self.errors_known else self.own_noise

    def of_benchmark(self, figures: Floats) -> Floats:
        """(cells,): each cell's figure of one a benchmark; without the test of bounds that indexing makes."""
        return figures.take(self.benchmark, mode="clip")

    def draw_weights(self) -> None:
        """The weight u of each cell: gamma."""
        rate = np.square(self.residual)
        rate /= self.variance
        rate += self.freedom
        rate *= 0.5
        self.weight = np.divide(next(self.noise.weights), rate, out=rate)

    def draw_psi(self) -> None:
        """The noise psi of each benchmark: inverse gamma, given the residual's part that is its own noise."""
        own = self.residual
        if self.errors_known:
            share = self.own_noise / self.variance
            other = share * self.known
            other /= self.weight
            np.sqrt(other, out=other)
            other *= next(self.noise.parts)
            own = np.multiply(share, own, out=share)
            own += other
        squares = np.square(own)
        squares *= self.weight
        squares = self.sums.totals(squares)
        self.psi = (PSI_SHAPE * self.psi_scale + 0.5 * squares) / next(self.noise.psi)

    def draw_theta(self, pull: Floats) -> None:
        """Factors of each model: Gaussian."""
        loading = self.line[1:].T
        stack = systems.unpacked(self.sums.of_models(pull, systems.products(loading)), self.factors)
        for k in range(self.factors):
            stack[k, k] += 1.0
        right = self.sums.of_models(pull * self.above, loading).T
        self.theta = _gaussian(stack, right, next(self.noise.theta))

    def draw_lines(self, pull: Floats) -> None:
        """Intercept and loadings of each benchmark: Gaussian."""
        design = np.column_stack([np.ones(self.table.models), self.theta.T])
        pull = self.sums.ordered(pull)
        stack = systems.unpacked(self.sums.of_ordered(pull, systems.products(design)), self.factors + 1)
        for k in range(self.factors + 1):
            stack[k, k] += self.line_precision[k]
        right = self.sums.of_ordered(pull * self.ordered_z, design).T + (self.line_precision * self.line_mean)[:, None]
        self.line = _gaussian(stack, right, next(self.noise.line))

    def draw_priors(self) -> None:
        """The means and variances that the benchmarks share."""
        chance, count = self.noise.shared, self.table.benchmarks
        shapes, scales, centres = SPREAD_SHAPES, SPREAD_SCALES, (0.0, FIRST_LOADING)
        for k in range(self.factors + 1):
            kind = min(k, 1)
            if k < 2:
                precision = count * self.line_precision[k] + 1.0
                pulled = self.line_precision[k] * self.line[k].sum() + centres[kind]
                mean, spread = pulled / precision, 1.0 / np.sqrt(precision)
                self.line_mean[k] = _above_zero(mean, spread, chance) if k else chance.normal(mean, spread)
            squares = ((self.line[k] - self.line_mean[k]) ** 2).sum()
            shape = shapes[kind] + 0.5 * count
            self.line_precision[k] = chance.standard_gamma(shape) / (scales[kind] + 0.5 * squares)
        rate = 2.0 + PSI_SHAPE * (1.0 / self.psi).sum()
        self.psi_scale = chance.standard_gamma(PSI_SHAPE * count + 1.0) / rate


class _Noise:
    """The random numbers of a chain: a stream for each model, for each benchmark, and one for what all share."""

    def __init__(self, table: ScoreTable, factors: int, freedom: float, seed: int) -> None:
        rows = noise.streams(seed, 0, table.model_keys)
        cells = noise.streams(seed, 1, table.model_keys)
        columns = noise.streams(seed, 2, table.benchmark_keys)
        starts = np.concatenate([[0], np.cumsum(table.row_sizes())])
        counts = np.bincount(table.benchmark, minlength=table.benchmarks).astype(np.float64)
        self.theta: Iterator[Floats] = noise.normals(rows, factors)
        self.weights: Iterator[Floats] = noise.cell_gammas(cells, starts, 0.5 * (freedom + 1.0))
        self.parts: Iterator[Floats] = noise.cell_normals(cells, starts)
        self.line: Iterator[Floats] = noise.normals(columns, factors + 1)
        self.psi: Iterator[Floats] = noise.gammas(columns, PSI_SHAPE + 0.5 * counts)
        self.shared = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, 3])))


def _above_zero(mean: float, spread: float, chance: np.random.Generator) -> float:
    """A draw of a normal that is kept above zero, by inversion from the far side."""
    beyond = ndtr(mean / spread) * (1.0 - chance.random())
    return max(mean - spread * float(ndtri(beyond)), 1e-6)


def _gaussian(stack: Floats, right: Floats, normal: Floats) -> Floats:
    """Draws of N(P^-1 r, P^-1) for each precision P of the stack, (k, m)."""
    lower = systems.factor(stack)
    return systems.backward(lower, systems.forward(lower, right) + normal)
