"""Full-basket scores and places from a partly hidden table, held against the complete one."""

from dataclasses import dataclass

import numpy as np

from bench.accuracy.tables import Mask
from evenhand.scoring.mask_matched import full_scores, mask_matched
from evenhand.scoring.posterior_draws import Draws, drawn
from evenhand.scoring.ranks import rank_places
from evenhand.scoring.score_table import Floats, ScoreTable, score_table
from evenhand.scoring.selection import estimable, selection_index, thin
from evenhand.scoring.withholding import withheld

TAILS = (0.05, 0.95)
NOISE = 11
# A model reports so many tests at least, below which no score is estimated.
LEAST_KEPT = 4


@dataclass(frozen=True)
class Judged:
    """One hidden table; one entry a model, or a pair of models.

    Attributes:
        covered: whether the 90% interval of the score holds the true one.
        ranked: whether the 90% interval of the place does.
        shown: whether the absolute score would be shown.
        chance: P(first ahead) of each pair.
        ahead: whether it is.
        index: selection index.
        completed: correlation of places, estimated with true.
        own_sets: the same for means over each model's own tests.

    """

    covered: Mask
    ranked: Mask
    shown: Mask
    chance: Floats
    ahead: Mask
    index: float
    completed: float
    own_sets: float


def complete(values: Floats) -> ScoreTable:
    """A complete table (models, benchmarks) of percentages."""
    rows, columns = np.indices(values.shape)
    return score_table(rows.ravel(), columns.ravel(), values.ravel())


def selective(values: Floats, share: float, strength: float, chance: np.random.Generator) -> Mask:
    """(cells,) what is kept of a complete table: each model reports this share of the tests, at least 4.

    Which ones is drawn without replacement with weights exp(strength x the model's standing x the test's hardness),
    both from -1 to 1 by their order in the complete table: strong models report hard tests, weak ones easy tests.
    At 0 tests are drawn evenly.
    """
    tests = values.shape[1]
    standing, hardness = _standing(values.mean(axis=1)), _standing(-values.mean(axis=0))
    wanted = strength * np.outer(standing, hardness) + chance.gumbel(size=values.shape)
    count = max(LEAST_KEPT, round(share * tests))
    kept = np.zeros(values.shape, np.bool_)
    np.put_along_axis(kept, np.argsort(-wanted, axis=1)[:, :count], values=True, axis=1)
    return kept.ravel()


def judged(values: Floats, kept: Mask, *, seed: int, redraws: int = 0) -> Judged:
    """What the model says of all scores of a complete table of which it sees the kept cells.

    With `redraws` intervals of scores are widened by the mask-matched factor of so many redrawn tables.
    """
    table = complete(values).only(kept)
    tests = table.benchmarks
    weights = np.full(tests, 1.0 / tests)
    draws = drawn(table, seed=seed)
    found = full_scores(table, draws, weights, seed=NOISE)
    if redraws:
        found = mask_matched(table, draws, weights, redraws=redraws, seed=seed).stretched(found)
    truth = values.mean(axis=1)
    low, high = np.quantile(found, TAILS, axis=0)
    chance, ahead = _pairs(found, truth)
    index = _index(table, draws)
    shares = table.row_sizes() / tests
    open_ = np.array([not withheld(index, share) for share in shares])
    own = np.bincount(table.model, table.value, table.models) / table.row_sizes()
    return Judged(
        covered=(low <= truth) & (truth <= high),
        ranked=_ranked(found, truth),
        shown=open_ & estimable(table) & (not thin(table)),
        chance=chance,
        ahead=ahead,
        index=index,
        completed=rank_correlation(np.median(found, axis=0), truth),
        own_sets=rank_correlation(own, truth),
    )


def rank_correlation(first: Floats, second: Floats) -> float:
    """Spearman's, for values without ties worth speaking of."""
    one, other = (np.argsort(np.argsort(values)) for values in (first, second))
    return float(np.corrcoef(one, other)[0, 1])


def _standing(values: Floats) -> Floats:
    """Places from -1 (lowest) to 1."""
    return np.argsort(np.argsort(values)) / (len(values) - 1) * 2.0 - 1.0


def _pairs(found: Floats, truth: Floats) -> tuple[Floats, Mask]:
    first, second = np.triu_indices(len(truth), 1)
    return (found[:, first] > found[:, second]).mean(axis=0), truth[first] > truth[second]


def _ranked(found: Floats, truth: Floats) -> Mask:
    """Whether each model's true place lies in its interval of places."""
    places = rank_places({f"{model:04d}": found[:, model].tolist() for model in range(len(truth))})
    true_place = (truth[None, :] > truth[:, None]).sum(axis=1) + 1
    inside = [
        places[f"{model:04d}"].best <= place <= places[f"{model:04d}"].worst for model, place in enumerate(true_place)
    ]
    return np.array(inside)


def _index(table: ScoreTable, draws: Draws) -> float:
    """The selection index as the product has it: first factor against the difficulty for a middling model."""
    difficulty = -(draws.centre + draws.height * draws.intercepts.mean(axis=0))
    return selection_index(table, draws.theta[:, :, 0].mean(axis=0), difficulty)
