"""The board of a ranking: every pair of eligible models compared like for like, and what places that leaves open."""

from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.admission import Tests, admitted, counted_specs
from evenhand.comparison.categories import judge
from evenhand.comparison.evidence import Judge, counted_pairs
from evenhand.comparison.overall import weights_of, whole
from evenhand.comparison.standing import Standing, standing
from evenhand.records.comparison import RankPlace
from evenhand.records.ranking import Ranking

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
    standings: dict[str, Standing]


def places(catalog: Catalog, ranking: Ranking, lane: str) -> Places:
    """Places of all boards of a lane. Each pair of eligible models is compared on its shared counted tests alone.

    A place is an interval: one below every model that leads it, one above every model that it leads; a
    partial overall lead (shared evidence under half of the weight) decides no place.
    """
    standings = {name: standing(catalog, Subject(model), ranking, lane) for name, model in catalog.models.items()}
    evidence = {
        name: admitted(catalog, Subject(catalog.models[name]), ranking.lanes[lane])[0]
        for name, known in standings.items()
        if known.counted
    }
    met: dict[str, list[Meeting]] = {board: [] for board in (OVERALL, *ranking.categories)}
    judge_of = Judge(catalog, ranking, counted_specs(ranking))
    for left, right in combinations(sorted(evidence), 2):
        for board, meeting in _meetings(judge_of, evidence, left, right):
            met[board].append(meeting)
    boards = {board: _placed(board, rows, standings, ranking) for board, rows in met.items()}
    return Places(boards, standings)


def eligible(board: str, known: Standing, ranking: Ranking) -> bool:
    """Whether a model has a place: by the ranking's rule on the overall, by a share of the tests in a category."""
    if board == OVERALL:
        return known.eligible
    counted = len(ranking.categories[board].counted)
    return counted > 0 and known.by_category[board] >= ranking.eligibility.category_share * counted


def _meetings(judge_of: Judge, evidence: dict[str, Tests], left: str, right: str) -> Iterator[tuple[str, Meeting]]:
    tests = list(counted_pairs(judge_of, evidence[left], evidence[right]))
    if not tests:
        return
    judged = judge(tests, judge_of.ranking)
    for name, one in judged.items():
        yield name, Meeting(left, right, one.following.probability, one.state == "leads")
    total = whole(judged, judge_of.ranking, weights_of(judge_of.ranking))
    if total:
        yield OVERALL, Meeting(left, right, total.following.probability, total.state == "leads" and not total.partial)


def _placed(
    board: str, meetings: list[Meeting], standings: dict[str, Standing], ranking: Ranking
) -> dict[str, RankPlace]:
    models = [name for name, known in standings.items() if eligible(board, known, ranking)]
    ahead, behind = (dict.fromkeys(models, 0) for _ in range(2))
    chances: dict[str, list[float]] = {name: [] for name in models}
    for met in meetings:
        if met.left in chances and met.right in chances:
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
