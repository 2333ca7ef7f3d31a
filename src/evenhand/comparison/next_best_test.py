"""The test worth running next: the one whose outcome is expected to settle most who is ahead (statistics 1.10)."""

from collections.abc import Iterator, Sequence
from itertools import compress
from math import dist, fsum, inf
from operator import gt, sub

from msgspec import Struct

from evenhand.comparison.missing_tests import FULL, DrawsOf, lacking
from evenhand.comparison.sides import Sheet
from evenhand.records.flips import Lacking, NextBestTest
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side
from evenhand.scoring.kept_estimates import STEPS
from evenhand.scoring.outcome_curve import chances, entropy, most_told
from evenhand.scoring.packed_draws import Steps

Scores = Sequence[float] | None
CLOSEST = 3
SIDES: tuple[Side, Side] = ("left", "right")


class Outcome(Struct, frozen=True):
    """What may come of a missing test: the draws of its score, or of the difference where both sides lack it."""

    benchmark: str
    category: str
    missing: Lacking
    one: Steps
    other: Steps | None = None

    def steps(self) -> Sequence[int]:
        """The draws in steps."""
        return list(map(sub, self.one.drawn, self.other.drawn)) if self.other else self.one.drawn

    def points(self) -> list[float]:
        """The draws in points."""
        ones = [FULL / STEPS * step for step in self.one.drawn]
        return list(map(sub, ones, [FULL / STEPS * step for step in self.other.drawn])) if self.other else ones

    def correlation(self, answer: Sequence[bool]) -> float:
        """With a yes or no; zero where either never varies. In sums, most of which are known of each side."""
        count, yes = len(answer), sum(answer)
        total, squares, chosen = self.one.total, float(self.one.squares), sum(compress(self.one.drawn, answer))
        if self.other:
            total -= self.other.total
            squares = dist(self.one.drawn, self.other.drawn) ** 2
            chosen -= sum(compress(self.other.drawn, answer))
        varied = (count * squares - total * total) * yes * (count - yes)
        return (count * chosen - yes * total) / varied**0.5 if varied > 0.0 else 0.0


def next_best_test(
    left: Scores, right: Scores, lefts: Sheet, rights: Sheet, ranking: Ranking, draws: DrawsOf
) -> NextBestTest | None:
    """The missing counted test that tells most about who has the higher overall score, `left` and `right` its draws.

    The outcome is the lacking side's score, or, where both lack it, the difference of both. The three tests that
    correlate most with the answer are tried by a logistic regression of the answer on the outcome, and the one that
    leaves the least entropy is named. None where a side has no estimates, nothing is missing or all draws agree.
    """
    if left is None or right is None:
        return None
    answer = list(map(gt, left, right))
    ahead = sum(answer) / len(answer)
    if ahead in (0.0, 1.0):
        return None
    outcomes = list(_outcomes(lefts, rights, ranking, draws))
    outcomes.sort(key=lambda each: -abs(each.correlation(answer)))
    return _telling(outcomes[:CLOSEST], ahead, answer)


def _telling(outcomes: Sequence[Outcome], now: float, answer: Sequence[bool]) -> NextBestTest | None:
    """The outcome that tells most; one that can tell no more than another does is not worked out."""
    most = {place: most_told(each.steps(), answer) for place, each in enumerate(outcomes)}
    told: dict[int, NextBestTest] = {}
    for place in sorted(most, key=lambda place: -most[place]):
        if most[place] >= max(map(_bits, told.values()), default=-inf):
            told[place] = _told(outcomes[place], now, answer)
    return max((told[place] for place in sorted(told)), key=_bits, default=None)


def _told(outcome: Outcome, now: float, answer: Sequence[bool]) -> NextBestTest:
    after = chances(outcome.points(), answer)
    return NextBestTest(
        benchmark=outcome.benchmark,
        category=outcome.category,
        missing=outcome.missing,
        probability=now,
        expected_change=fsum([abs(chance - now) for chance in after]) / len(after),
        bits=max(entropy(now) - fsum(map(entropy, after)) / len(after), 0.0),
    )


def _bits(test: NextBestTest) -> float:
    return test.bits


def _outcomes(lefts: Sheet, rights: Sheet, ranking: Ranking, draws: DrawsOf) -> Iterator[Outcome]:
    for category, rule in ranking.categories.items():
        for spec in rule.counted if rule.weight else ():
            missing = lacking(spec.benchmark, lefts, rights)
            held = [draws(side, spec.benchmark) for side in SIDES if missing in (side, "both")]
            known = [one for one in held if one is not None]
            if missing and len(known) == len(held):
                yield Outcome(spec.benchmark, category, missing, *known)
