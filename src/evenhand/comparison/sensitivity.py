"""How much the answer hangs on: what would flip it, the least weight to move, missing scores, the next best test."""

from functools import cache

from msgspec import Struct

from evenhand.catalog.naming import Subject
from evenhand.comparison.estimates import cell_steps, estimates_of, overall_draws, overall_estimate
from evenhand.comparison.flips import flips, tried
from evenhand.comparison.head_to_head import HeadToHead, Sheets
from evenhand.comparison.missing_tests import Draws, DrawsOf, missing_tests
from evenhand.comparison.next_best_test import next_best_test
from evenhand.comparison.overall import weights_of
from evenhand.comparison.weight_flips import least_weights
from evenhand.records.flips import Flip, LeastWeight, MissingTest, NextBestTest
from evenhand.records.operations import Operations
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side
from evenhand.records.verdict import Verdict
from evenhand.scoring.kept_estimates import Estimates


class Sensitivity(Struct, frozen=True):
    """What would flip the answer, and what was tried; the least weights; the tests not yet taken; the best of them."""

    flips: tuple[Flip, ...]
    tried: tuple[str, ...]
    least_weights: tuple[LeastWeight, ...]
    missing_tests: tuple[MissingTest, ...]
    next_best_test: NextBestTest | None


def sensitivity(
    found: HeadToHead, known: Sheets, subjects: tuple[Subject, Subject], run: Operations, verdict: Verdict
) -> Sensitivity:
    """All of it for two subjects; of two configurations of one model no settings and no further tests are tried."""
    left, right = subjects
    sides: tuple[Side, Side] = ("left", "right")
    configurations = left.model.id == right.model.id
    fixed = tuple(side for side, who in zip(sides, subjects, strict=True) if who.effort or configurations)
    least = tuple(least_weights(found, known.ranking))
    models = (left.model, right.model)
    turned = flips(found, least, run, models, verdict, known.ranking, fixed)
    if configurations:
        return Sensitivity(turned, tried(found, verdict), least, (), None)
    lefts, rights = known.of(left), known.of(right)
    estimates = estimates_of(known.catalog, known.ranking, known.lane)
    trusted = tuple(_trusted(estimates, who, known.ranking) for who in subjects)
    draws = _draws(estimates, subjects, trusted)
    one, other = (
        overall_draws(estimates, who.model.id, weights_of(known.ranking)) if whole else None
        for who, whole in zip(subjects, trusted, strict=True)
    )
    return Sensitivity(
        flips=turned,
        tried=tried(found, verdict),
        least_weights=least,
        missing_tests=missing_tests(found, lefts, rights, known.ranking, draws),
        next_best_test=next_best_test(one, other, lefts, rights, known.ranking, draws),
    )


def _trusted(estimates: Estimates, who: Subject, ranking: Ranking) -> bool:
    """Whether draws of a side may be counted: not of one configuration, nor where its score is withheld."""
    return not who.effort and overall_estimate(estimates, who.model.id, ranking, weights_of(ranking)).shown


def _draws(estimates: Estimates, subjects: tuple[Subject, Subject], trusted: tuple[bool, ...]) -> DrawsOf:
    """Each side's draws of a test in steps; none of a side whose draws are not to be counted."""

    @cache
    def draws(side: Side, benchmark: str) -> Draws:
        place = side == "right"
        return cell_steps(estimates, subjects[place].model.id, benchmark) if trusted[place] else None

    return draws
