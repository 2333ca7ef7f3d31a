"""The latent model of a sparse table: a Student-t factor model in logit space, fitted by EM (statistics 1.7.1, 1.7.2).

    z_mb = mu_b + lambda_b' theta_m + e_mb,  e_mb ~ N(0, (psi_b + s2_mb) / u_mb),  u_mb ~ Gamma(nu / 2, nu / 2)
    theta_m ~ N(0, I);  mu_b ~ N(0, 1);  lambda_b1 ~ N(0.7, 0.5^2);  lambda_bk ~ N(0, 0.35^2), k >= 2
    psi_b ~ inverse gamma with shape 3 and scale 0.6
z is the standardised score (column_scale.py), s2 its known variance. With one factor this is the form of Epoch's ECI,
in logits. The E step gives theta and u their posteriors in turn; the M step solves one ridge regression a benchmark.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from evenhand.scoring import stacked_systems as systems
from evenhand.scoring.cell_sums import CellSums
from evenhand.scoring.column_scale import ColumnScale, column_scale, known_variance
from evenhand.scoring.score_table import Floats, Places, ScoreTable

# Chosen by cross-validation on Epoch's and LLM-Stats' tables (docs/latent-model.md).
FACTORS = 3
MEAN_SPREAD = 1.0
FIRST_LOADING, FIRST_SPREAD = 0.7, 0.5
FURTHER_SPREAD = 0.35
NOISE_SHAPE, NOISE_SCALE = 3.0, 0.6
# Sweeps of one factor before the residuals show where further factors lie.
FIRST_SWEEPS = 10


@dataclass(frozen=True)
class Fit:
    """What EM found: posterior means and covariances of the models, best values of the benchmarks.

    Attributes:
        theta: posterior means of the models' factors, (models, factors).
        theta_covariance: their covariances, (factors, factors, models).
        line: intercept and loadings of each benchmark, (benchmarks, 1 + factors).
        line_covariance: their covariances given theta, (1 + factors, 1 + factors, benchmarks).
        noise: psi of each benchmark, (benchmarks,), in standardised units.
        weight: posterior mean of u of each observed cell, (cells,): small where a cell is unlike the rest.
        freedom: degrees of freedom of the noise.
        scale: how columns were standardised.

    """

    theta: Floats
    theta_covariance: Floats
    line: Floats
    line_covariance: Floats
    noise: Floats
    weight: Floats
    freedom: float
    scale: ColumnScale

    def predict(self, models: Places, benchmarks: Places) -> tuple[Floats, Floats]:
        """What these models would score on these benchmarks, pair by pair.

        Returns:
            The median in points, and the standard deviation in standardised units, from not knowing the model,
            not knowing the benchmark's line, and the benchmark's noise.

        """
        theta, line = self.theta[models], self.line[benchmarks]
        design = np.column_stack([np.ones(len(theta)), theta])
        middle = (design * line).sum(axis=1)
        loading = line[:, 1:]
        of_model = np.einsum("nk,kln,nl->n", loading, self.theta_covariance[:, :, models], loading)
        of_line = np.einsum("nk,kln,nl->n", design, self.line_covariance[:, :, benchmarks], design)
        deviation = np.sqrt(of_model + of_line + self.noise[benchmarks])
        return self.scale.points(middle, benchmarks), deviation


class _Steps:
    """The E and M steps over one table, and where they stand."""

    def __init__(self, table: ScoreTable, factors: int, freedom: float) -> None:
        self.table, self.factors, self.freedom = table, factors, freedom
        self.scale = column_scale(table)
        self.z = self.scale.standardised(table.value, table.benchmark)
        self.known = known_variance(table, self.scale)
        self.sums = CellSums(table)
        # numpy indexes by its own width twice as fast.
        self.model, self.benchmark = table.model.astype(np.intp), table.benchmark.astype(np.intp)
        self.prior_mean, self.prior_precision = line_prior(factors)
        self.line = np.tile(self.prior_mean, (table.benchmarks, 1))
        self.noise = np.full(table.benchmarks, NOISE_SCALE / NOISE_SHAPE)
        self.weight = np.ones(table.cells)

    def sweep(self) -> None:
        """One turn: models, then benchmarks given models, then noise and weights."""
        self.find_theta()
        self.find_lines()
        self.find_residuals()
        self.find_noise()
        self.find_weights()

    def precisions(self) -> Floats:
        """Weight over variance of each cell."""
        return self.weight / (self.noise[self.benchmark] + self.known)

    def find_theta(self) -> None:
        """The Gaussian posterior of every model's factors."""
        pull, loading = self.precisions(), self.line[:, 1:]
        packed = self.sums.of_models(pull, systems.products(loading))
        right = self.sums.of_models(pull * (self.z - self.line[self.benchmark, 0]), loading)
        stack = systems.unpacked(packed, self.factors)
        for k in range(self.factors):
            stack[k, k] += 1.0
        lower = systems.factor(stack)
        self.theta = systems.backward(lower, systems.forward(lower, right.T)).T
        self.theta_factor, self.theta_covariance = lower, systems.inverse(lower)

    def find_lines(self) -> None:
        """The ridge regression of each benchmark on its models' factors, their covariance included."""
        pull, size = self.precisions(), self.factors + 1
        design = np.column_stack([np.ones(self.table.models), self.theta])
        packed = systems.products(design)
        for place, (i, j) in enumerate(systems.triangle(size)):
            if i > 0 and j > 0:
                packed[:, place] += self.theta_covariance[i - 1, j - 1]
        stack = systems.unpacked(self.sums.of_benchmarks(pull, packed), size)
        for k in range(size):
            stack[k, k] += self.prior_precision[k]
        right = self.sums.of_benchmarks(pull * self.z, design).T + (self.prior_precision * self.prior_mean)[:, None]
        lower = systems.factor(stack)
        self.line = systems.backward(lower, systems.forward(lower, right)).T
        self.line_covariance = systems.inverse(lower)

    def find_residuals(self) -> None:
        """The expected squared residual of each cell."""
        model, benchmark = self.model, self.benchmark
        residual = self.z - self.line[benchmark, 0]
        for k in range(self.factors):
            residual -= self.theta[model, k] * self.line[benchmark, k + 1]
        self.squares = residual**2
        pairs = systems.products(self.line[:, 1:])
        for place, (i, j) in enumerate(systems.triangle(self.factors)):
            times = 1.0 if i == j else 2.0
            self.squares += (times * pairs[:, place])[benchmark] * self.theta_covariance[i, j][model]

    def find_noise(self) -> None:
        """The noise of each benchmark, from that part of the squares that known errors do not explain."""
        noise = self.noise[self.benchmark]
        share = noise / (noise + self.known)
        misfit = share**2 * self.weight * self.squares + share * self.known
        counts = np.bincount(self.table.benchmark, minlength=self.table.benchmarks)
        self.noise = (self.sums.totals(misfit) + 2.0 * NOISE_SCALE) / (counts + 2.0 * NOISE_SHAPE)

    def find_weights(self) -> None:
        """The posterior mean of u of each cell."""
        noise = self.noise[self.benchmark] + self.known
        self.weight = (self.freedom + 1.0) / (self.freedom + self.squares / noise)

    def bound(self) -> float:
        """The lower bound of the log evidence with u at its best, up to a constant; after a sweep."""
        noise = self.noise[self.benchmark] + self.known
        cells = -0.5 * np.log(noise) - 0.5 * (self.freedom + 1.0) * np.log1p(self.squares / noise / self.freedom)
        spread = -systems.log_determinant(self.theta_factor).sum()
        spread -= np.trace(self.theta_covariance).sum() + (self.theta**2).sum()
        lines = (self.prior_precision * (self.line - self.prior_mean) ** 2).sum()
        noises = NOISE_SHAPE * np.log(self.noise) + NOISE_SCALE / self.noise
        return float(cells.sum() + 0.5 * spread - 0.5 * lines - noises.sum())

    def fit(self) -> Fit:
        """What stands now, the models as the latest benchmarks have them."""
        self.find_theta()
        return Fit(
            self.theta,
            self.theta_covariance,
            self.line,
            self.line_covariance,
            self.noise,
            self.weight,
            self.freedom,
            self.scale,
        )


def fitted(table: ScoreTable, *, factors: int = FACTORS, sweeps: int = 100, freedom: float = 4.0) -> Fit:
    """The latent model of a table after this many sweeps of EM.

    Args:
        table: the observed cells.
        factors: dimensions of ability; 1 for a published ability and difficulty, 3 for completion.
        sweeps: at least 1.
        freedom: degrees of freedom of the noise, above 0.

    """
    steps = _started(table, factors, freedom)
    for _ in range(sweeps):
        steps.sweep()
    return steps.fit()


def evidence_bounds(table: ScoreTable, *, factors: int, sweeps: int, freedom: float = 4.0) -> list[float]:
    """The lower bound of the log evidence after each sweep, up to a constant; EM never lowers it."""
    steps = _started(table, factors, freedom)
    found = []
    for _ in range(sweeps):
        steps.sweep()
        found.append(steps.bound())
    return found


def line_prior(factors: int) -> tuple[Floats, Floats]:
    """Prior mean and precision of a benchmark's intercept and loadings, (1 + factors,) each."""
    mean = np.array([0.0, FIRST_LOADING] + [0.0] * (factors - 1))
    spread = np.array([MEAN_SPREAD, FIRST_SPREAD] + [FURTHER_SPREAD] * (factors - 1))
    return mean, spread**-2.0


def _started(table: ScoreTable, factors: int, freedom: float) -> _Steps:
    """Start values: one factor first, further ones where its residuals point, for EM would leave zeros at zero."""
    first = _Steps(table, 1, freedom)
    for _ in range(FIRST_SWEEPS):
        first.sweep()
    if factors == 1:
        return first
    steps = _Steps(table, factors, freedom)
    steps.line = np.column_stack([first.line, _residual_directions(first, factors - 1)])
    steps.noise, steps.weight = first.noise, first.weight
    return steps


def _residual_directions(steps: _Steps, count: int) -> Floats:
    """Loadings (benchmarks, count) along the largest common movements of the residuals, as large as their prior."""
    table = steps.table
    theta, line = steps.theta[table.model, 0], steps.line[table.benchmark]
    residual = (steps.z - line[:, 0] - line[:, 1] * theta) * steps.weight
    matrix = csr_array((residual, (table.model, table.benchmark)), shape=(table.models, table.benchmarks))
    _, vectors = np.linalg.eigh((matrix.T @ matrix).toarray())
    chosen = vectors[:, ::-1][:, :count]
    chosen = chosen * np.sign(chosen[np.abs(chosen).argmax(axis=0), np.arange(chosen.shape[1])])
    directions = np.zeros((table.benchmarks, count))
    directions[:, : chosen.shape[1]] = FURTHER_SPREAD * np.sqrt(table.benchmarks) * chosen
    return directions
