"""Three to six models at once: every pair by the same comparison as two alone, and each model's own figures."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.comparison.board import Places
from evenhand.comparison.compare import EVEN, compare
from evenhand.comparison.known_places import known_places
from evenhand.comparison.standing import standing
from evenhand.errors import BadSetting
from evenhand.records.comparison import CategoryResult, Comparison, Reading, SharedTest
from evenhand.records.estimates import Estimate
from evenhand.records.matrix import (
    Matrix,
    MatrixCategory,
    MatrixCell,
    MatrixSide,
    MatrixTest,
    PairState,
    PairVerdict,
)
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side

FEWEST, MOST = 3, 6
BEATEN = ("clear", "moderate")
AHEAD = ("leads", "leans")


class Met(NamedTuple):
    """A pair and its comparison."""

    left: Subject
    right: Subject
    found: Comparison


def matrix(
    catalog: Catalog,
    subjects: Iterable[Subject],
    ranking: str | Ranking = EVEN,
    lane: str | None = None,
    workload: Workload | None = None,
) -> Matrix:
    """The matrix of three to six different subjects, in the order given; one that is named twice stands once.

    Raises:
        BadSetting: there are fewer than three of them, or more than six.
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    who = different(subjects)
    if not FEWEST <= len(who) <= MOST:
        raise BadSetting(f"a matrix holds {FEWEST} to {MOST} different models, not {len(who)}")
    chosen = naming.ranking(catalog, ranking)
    even = chosen if chosen.method == EVEN else catalog.rankings[EVEN]
    asked = naming.lane(chosen, lane)
    admitting = asked if asked in even.lanes else even.default_lane
    seats = known_places(catalog, even, admitting)
    met = [
        Met(one, other, compare(catalog, one, other, chosen, asked, workload, seats))
        for one, other in combinations(who, 2)
    ]
    pairs = tuple(_verdict(pair) for pair in met)
    met_others = tuple(one.address for one in who if any(_decides(one.address, pair) for pair in pairs))
    tests = tuple(_common_tests(who, met))
    return Matrix(
        snapshot=met[0].found.snapshot,
        like_for_like=met[0].found.like_for_like,
        workload=met[0].found.operations.workload,
        sides=tuple(_side(catalog, one, met) for one in who),
        pairs=pairs,
        categories=_categories(catalog, who, met, even, admitting, seats[admitting]),
        tests=tests,
        unbeaten=tuple(name for name in met_others if not _beaten(name, pairs)),
        ahead_of_all=next((name for name in met_others if _ahead_of_all(name, pairs)), ""),
        alone=tuple(one.address for one in who if one.address not in met_others),
        apart=tuple((pair.left, pair.right) for pair in pairs if not pair.tests),
        benchmarks={test.benchmark: met[0].found.benchmarks[test.benchmark] for test in tests},
        names=_names(met, tests),
    )


def _names(met: list[Met], tests: tuple[MatrixTest, ...]) -> dict[str, str]:
    """How the ids read that a matrix shows: of models, labs, providers, its tests and their sources."""
    shown = {test.benchmark for test in tests} | {row.source for test in tests for row in test.scores}
    known: dict[str, str] = {}
    for pair in met:
        run = pair.found.operations
        shown |= {pair.left.model.id, pair.right.model.id, pair.left.model.lab, pair.right.model.lab}
        shown |= {offer.provider for side in (run.left, run.right) for offer in side.offers}
        known |= pair.found.names
    return {name: known[name] for name in sorted(shown & known.keys())}


def _decides(name: str, pair: PairVerdict) -> bool:
    """Whether a pair says anything of a model: it is in it, and the two share a test or a limit decides."""
    return name in (pair.left, pair.right) and bool(pair.tests or pair.pick)


def different(subjects: Iterable[Subject]) -> tuple[Subject, ...]:
    """The subjects without repetition, in their order."""
    return tuple({one.address: one for one in subjects}.values())


def _beaten(name: str, pairs: tuple[PairVerdict, ...]) -> bool:
    """Whether another is the pick against it, and not just slightly."""
    return any(
        name in (pair.left, pair.right) and pair.pick not in ("", name) and pair.strength in BEATEN for pair in pairs
    )


def _ahead_of_all(name: str, pairs: tuple[PairVerdict, ...]) -> bool:
    return all(pair.pick == name for pair in pairs if name in (pair.left, pair.right))


def _verdict(pair: Met) -> PairVerdict:
    overall, verdict = pair.found.overall, pair.found.verdict
    return PairVerdict(
        left=pair.left.address,
        right=pair.right.address,
        state=overall.state,
        leader=_name(pair, overall.leader),
        probability=overall.probability,
        difference=overall.difference,
        tests=len(overall.shared),
        kinds=overall.kinds,
        evidence_weight=overall.evidence_weight,
        partial=overall.partial,
        pick=_name(pair, verdict.pick),
        strength=verdict.strength,
        why=verdict.why,
    )


def _name(pair: Met, side: Side | None) -> str:
    return {"left": pair.left.address, "right": pair.right.address}.get(side or "", "")


def _side(catalog: Catalog, who: Subject, met: list[Met]) -> MatrixSide:
    pair, side = _seen(who, met)
    overall = getattr(pair.found.overall, side)
    run = getattr(pair.found.operations, side)
    model = who.model
    return MatrixSide(
        address=who.address,
        model=model.id,
        name=model.name,
        effort=who.effort,
        lab=model.lab,
        lab_name=catalog.labs[model.lab].name,
        estimate=overall.estimate,
        place=overall.rank,
        why_unranked=overall.why_unranked,
        measured=overall.measured,
        counted=overall.counted,
        dots=overall.dots,
        operations=run,
        context_window=model.context_window,
        open_weights=model.open_weights,
        reasoning=model.reasoning,
        released=model.released,
        retired=model.retired if run.retired else None,
    )


def _seen(who: Subject, met: list[Met]) -> tuple[Met, Side]:
    """A comparison that the subject takes part in, and its side there."""
    pair = next(pair for pair in met if who in (pair.left, pair.right))
    return pair, "left" if pair.left == who else "right"


def _categories(
    catalog: Catalog, who: tuple[Subject, ...], met: list[Met], even: Ranking, lane: str, seats: Places
) -> tuple[MatrixCategory, ...]:
    taken = {one.address: standing(catalog, one, even, lane).by_category for one in who}
    made = []
    for place, result in enumerate(met[0].found.categories):
        states = tuple(_state(pair, pair.found.categories[place]) for pair in met)
        cells = tuple(_cell(one, place, met, states, seats, taken[one.address], even) for one in who)
        made.append(MatrixCategory(id=result.id, weight=result.weight, cells=cells, pairs=states))
    return tuple(made)


def _state(pair: Met, result: CategoryResult) -> PairState:
    return PairState(
        left=pair.left.address,
        right=pair.right.address,
        state=result.state,
        leader=_name(pair, result.leader),
        tests=len(result.shared),
    )


def _cell(
    who: Subject,
    number: int,
    met: list[Met],
    states: tuple[PairState, ...],
    seats: Places,
    taken: dict[str, int],
    ranking: Ranking,
) -> MatrixCell:
    pair, side = _seen(who, met)
    result = pair.found.categories[number]
    estimate: Estimate = getattr(result, f"{side}_estimate")
    own = [state for state in states if who.address in (state.left, state.right)]
    decided = [state for state in own if state.state in AHEAD and state.leader]
    return MatrixCell(
        estimate=estimate,
        place=None if who.effort else seats.boards[result.id].get(who.model.id),
        counted=taken[result.id],
        of=len(ranking.categories[result.id].counted),
        ahead=tuple(_other(state, who.address) for state in decided if state.leader == who.address),
        behind=tuple(state.leader for state in decided if state.leader != who.address),
        compared=sum(state.tests > 0 for state in own),
    )


def _other(state: PairState, name: str) -> str:
    return state.right if state.left == name else state.left


def _common_tests(who: tuple[Subject, ...], met: list[Met]) -> Iterable[MatrixTest]:
    """The tests that every pair shares, with the one score of each that all its pairs use."""
    by_pair = [{test.benchmark: test for test in pair.found.shared} for pair in met]
    for test in met[0].found.shared:
        rows = [tests.get(test.benchmark) for tests in by_pair]
        readings = [_reading(one, met, rows) for one in who]
        if all(readings):
            used = [reading for reading in readings if reading]
            yield MatrixTest(
                benchmark=test.benchmark,
                category=test.category,
                counted=test.counted,
                scores=tuple(reading.observation for reading in used),
                errors=tuple(reading.error for reading in used),
            )


def _reading(who: Subject, met: list[Met], rows: list[SharedTest | None]) -> Reading | None:
    """The reading of one subject on a test; None where a pair does not share it or uses another score."""
    found: list[Reading] = []
    for pair, test in zip(met, rows, strict=True):
        if test is None:
            return None
        if who in (pair.left, pair.right):
            found.append(test.left if pair.left == who else test.right)
    return found[0] if all(one.observation == found[0].observation for one in found) else None
