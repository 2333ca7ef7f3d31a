"""The test worth running next: the one whose outcome is expected to settle most who is ahead (statistics 1.10)."""

from collections.abc import Iterator, Sequence
from math import fsum, log2

from msgspec import Struct

from evenhand.comparison.head_to_head import Sheet
from evenhand.comparison.missing_tests import Draws, DrawsOf, lacking
from evenhand.records.flips import Lacking, NextBestTest
from evenhand.records.ranking import Ranking
from evenhand.scoring.outcome_curve import chances

CLOSEST = 3


class Outcome(Struct, frozen=True):
    """What may come of a missing test: the draws of its score, or of the difference where both sides lack it."""

    benchmark: str
    category: str
    missing: Lacking
    values: Sequence[float]


def next_best_test(
    left: Draws, right: Draws, lefts: Sheet, rights: Sheet, ranking: Ranking, draws: DrawsOf
) -> NextBestTest | None:
    """The missing counted test that tells most about who has the higher overall score, `left` and `right` its draws.

    The outcome is the lacking side's score, or, where both lack it, the difference of both. The three tests that
    correlate most with the answer are tried by a logistic regression of the answer on the outcome, and the one that
    leaves the least entropy is named. None where a side has no estimates, nothing is missing or all draws agree.
    """
    if left is None or right is None:
        return None
    answer = [one > other for one, other in zip(left, right, strict=True)]
    ahead = sum(answer) / len(answer)
    if ahead in (0.0, 1.0):
        return None
    outcomes = list(_outcomes(lefts, rights, ranking, draws))
    outcomes.sort(key=lambda each: -abs(correlation(each.values, answer)))
    return max((_told(each, ahead, answer) for each in outcomes[:CLOSEST]), key=_bits, default=None)


def correlation(values: Sequence[float], answer: Sequence[bool]) -> float:
    """The correlation of an outcome with a yes or no; zero where either never varies."""
    count = len(values)
    mean, share = fsum(values) / count, sum(answer) / count
    spread = fsum((value - mean) ** 2 for value in values)
    both = fsum(value - mean for value, yes in zip(values, answer, strict=True) if yes)
    varied = spread * count * share * (1.0 - share)
    return both / varied**0.5 if varied > 0.0 else 0.0


def entropy(chance: float) -> float:
    """Of a yes or no with this chance, in bits."""
    parts = (chance, 1.0 - chance)
    return -sum(part * log2(part) for part in parts if part > 0.0)


def _told(outcome: Outcome, now: float, answer: Sequence[bool]) -> NextBestTest:
    after = chances(outcome.values, answer)
    bits = entropy(now) - fsum(map(entropy, after)) / len(after)
    return NextBestTest(
        benchmark=outcome.benchmark,
        category=outcome.category,
        missing=outcome.missing,
        probability=now,
        expected_change=fsum(abs(chance - now) for chance in after) / len(after),
        bits=max(bits, 0.0),
    )


def _bits(test: NextBestTest) -> float:
    return test.bits


def _outcomes(lefts: Sheet, rights: Sheet, ranking: Ranking, draws: DrawsOf) -> Iterator[Outcome]:
    for category, rule in ranking.categories.items():
        for spec in rule.counted if rule.weight else ():
            missing = lacking(spec.benchmark, lefts, rights)
            values = _outcome(missing, spec.benchmark, draws) if missing else None
            if missing and values:
                yield Outcome(spec.benchmark, category, missing, values)


def _outcome(missing: Lacking, benchmark: str, draws: DrawsOf) -> Draws:
    if missing != "both":
        return draws(missing, benchmark)
    left, right = draws("left", benchmark), draws("right", benchmark)
    if left is None or right is None:
        return None
    return [one - other for one, other in zip(left, right, strict=True)]
