"""The board of a ranking: every pair of eligible models compared like for like, and what places that leaves open."""

from collections.abc import Iterator
from itertools import combinations
from math import hypot

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.catalog.rows import OnDemand
from evenhand.comparison.admission import admitted, counted_specs, counts_as
from evenhand.comparison.candidates import Candidate, best_pair
from evenhand.comparison.categories import Judged, judge_shifts
from evenhand.comparison.evidence import Judge
from evenhand.comparison.overall import weights_of, whole
from evenhand.comparison.standing import Standing, standing
from evenhand.records.comparison import RankPlace
from evenhand.records.facts import Benchmark, Model, Observation
from evenhand.records.ranking import CategoryRule, Ranking
from evenhand.scoring.head_to_head import Shift
from evenhand.scoring.standard_errors import logit

OVERALL = "overall"


class Meeting(Struct, frozen=True):
    """How two models meet on one board: P(left ahead) and whether that is a lead."""

    left: str
    right: str
    probability: float
    decided: bool


class Places(Struct, frozen=True):
    """Places by board: `overall` and each category, model id to place, best first; and each model's standing."""

    boards: dict[str, dict[str, RankPlace]]
    standings: OnDemand[Standing]


class Score(Candidate, frozen=True, dict=True):
    """A counted score with its place and error in points and in logits."""

    points: float
    error: float
    logit: float
    logit_error: float


Sheet = dict[str, tuple[Score, ...]]


def places(catalog: Catalog, ranking: Ranking, lane: str) -> Places:
    """Places of all boards of a lane. Each pair of eligible models is compared on its shared counted tests alone.

    A place is an interval: one below every model that leads it, one above every model that it leads; a
    partial overall lead (shared evidence under half of the weight) decides no place.
    """
    standings = {name: standing(catalog, Subject(model), ranking, lane) for name, model in catalog.models.items()}
    seats = {board: _seated(board, standings, ranking) for board in (OVERALL, *ranking.categories)}
    judge = Judge(catalog, ranking, counted_specs(ranking))
    sheets = {name: _sheet(judge, catalog.models[name], lane) for name in sorted(frozenset().union(*seats.values()))}
    met: dict[str, list[Meeting]] = {board: [] for board in seats}
    for left, right in combinations(sheets, 2):
        boards = [board for board, seated in seats.items() if left in seated and right in seated]
        for board, meeting in _meetings(ranking, boards, (left, sheets[left]), (right, sheets[right])):
            met[board].append(meeting)
    boards_of = {board: _placed(list(seats[board]), rows) for board, rows in met.items()}
    return Places(boards_of, OnDemand.of(standings))


def eligible(board: str, known: Standing, ranking: Ranking) -> bool:
    """Whether a model has a place: by the ranking's rule on the overall, by a share of the tests in a category."""
    if board == OVERALL:
        return known.eligible
    counted = len(ranking.categories[board].counted)
    return counted > 0 and known.by_category[board] >= ranking.eligibility.category_share * counted


def _seated(board: str, standings: dict[str, Standing], ranking: Ranking) -> dict[str, None]:
    return dict.fromkeys(name for name, known in standings.items() if eligible(board, known, ranking))


def _sheet(judge: Judge, model: Model, lane: str) -> Sheet:
    """The counted scores of a model by benchmark, each worked out once for all the models that it is compared with."""
    inside, _ = admitted(judge.catalog, Subject(model), judge.ranking.lanes[lane])
    found = {
        name: tuple(_scores(judge, judge.catalog.benchmarks[name], inside[name]))
        for name in judge.counted
        if name in inside
    }
    return {name: scores for name, scores in found.items() if scores}


def _scores(judge: Judge, benchmark: Benchmark, rows: tuple[Observation, ...]) -> Iterator[Score]:
    spec = judge.spec(benchmark)
    for row in rows:
        known = judge.reading(benchmark, row, ())
        if spec and counts_as(spec, row) and known.scaled is not None and known.error is not None:
            turned = logit(known)
            yield Score(benchmark, spec, row, known.scaled, known.error, turned.value, turned.error)


def _meetings(
    ranking: Ranking, boards: list[str], left: tuple[str, Sheet], right: tuple[str, Sheet]
) -> Iterator[tuple[str, Meeting]]:
    """How two models meet on the boards on which both have a seat."""
    judged: dict[str, Judged] = {}
    for name, rule in ranking.categories.items():
        if name in boards or OVERALL in boards:
            tests = list(_shifts(rule, left[1], right[1]))
            if tests:
                judged[name] = judge_shifts(name, tests, ranking)
    for name, one in judged.items():
        if name in boards:
            yield name, Meeting(left[0], right[0], one.following.probability, one.state == "leads")
    total = whole(judged, ranking, weights_of(ranking)) if OVERALL in boards else None
    if total:
        decided = total.state == "leads" and not total.partial
        yield OVERALL, Meeting(left[0], right[0], total.following.probability, decided)


def _shifts(rule: CategoryRule, left: Sheet, right: Sheet) -> Iterator[tuple[str, float, Shift]]:
    for spec in rule.counted:
        name = spec.benchmark
        best = best_pair(left[name], right[name]) if name in left and name in right else None
        if best:
            one, other = best
            error, logit_error = hypot(one.error, other.error), hypot(one.logit_error, other.logit_error)
            yield name, spec.weight, Shift(one.points - other.points, error, one.logit - other.logit, logit_error)


def _placed(models: list[str], meetings: list[Meeting]) -> dict[str, RankPlace]:
    ahead, behind = (dict.fromkeys(models, 0) for _ in range(2))
    chances: dict[str, list[float]] = {name: [] for name in models}
    for met in meetings:
        chances[met.left].append(met.probability)
        chances[met.right].append(1 - met.probability)
        if met.decided:
            first, second = (met.left, met.right) if met.probability > 0.5 else (met.right, met.left)
            ahead[first] += 1
            behind[second] += 1
    order = sorted(models, key=lambda name: (-_mean(chances[name]), behind[name] - ahead[name], name))
    return {name: _place(len(models), ahead[name], behind[name]) for name in order}


def _place(count: int, ahead: int, behind: int) -> RankPlace:
    return RankPlace(
        best=1 + behind,
        worst=count - ahead,
        of=count,
        ahead_of=ahead,
        behind=behind,
        undecided=count - 1 - ahead - behind,
    )


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.5
