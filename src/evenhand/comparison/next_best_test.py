"""The test worth running next: the one whose outcome is expected to settle most who is ahead (statistics 1.10)."""

from collections.abc import Iterator, Sequence
from math import dist
from operator import attrgetter, gt, sub

from msgspec import Struct

from evenhand.comparison.missing_tests import DrawsOf, lacking
from evenhand.comparison.sides import Sheet
from evenhand.records.flips import Lacking, NextBestTest
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side
from evenhand.scoring.outcome_curve import outcome_curve
from evenhand.scoring.packed_draws import Steps, whole_places

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

    def correlation(self, answer: int, yes: int) -> float:
        """With a yes or no, given as `whole_places` and as how many say yes; zero where either never varies.

        In sums, most of which are known of each side.
        """
        count = len(self.one.drawn)
        total, squares, chosen = self.one.total, float(self.one.squares), self.one.total_where(answer)
        if self.other:
            total -= self.other.total
            squares = dist(self.one.drawn, self.other.drawn) ** 2
            chosen -= self.other.total_where(answer)
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
    yes = sum(answer)
    ahead = yes / len(answer)
    if ahead in (0.0, 1.0):
        return None
    outcomes, where = list(_outcomes(lefts, rights, ranking, draws)), whole_places(answer)
    outcomes.sort(key=lambda each: -abs(each.correlation(where, yes)))
    return max((_told(one, ahead, answer) for one in outcomes[:CLOSEST]), key=attrgetter("bits"), default=None)


def _told(outcome: Outcome, now: float, answer: Sequence[bool]) -> NextBestTest:
    after = outcome_curve(outcome.steps(), answer)
    return NextBestTest(
        benchmark=outcome.benchmark,
        category=outcome.category,
        missing=outcome.missing,
        probability=now,
        expected_change=after.expected_change(now),
        bits=after.bits(now),
    )


def _outcomes(lefts: Sheet, rights: Sheet, ranking: Ranking, draws: DrawsOf) -> Iterator[Outcome]:
    for category, rule in ranking.categories.items():
        for spec in rule.counted if rule.weight else ():
            missing = lacking(spec.benchmark, lefts, rights)
            held = [draws(side, spec.benchmark) for side in SIDES if missing in (side, "both")]
            known = [one for one in held if one is not None]
            if missing and len(known) == len(held):
                yield Outcome(spec.benchmark, category, missing, *known)
