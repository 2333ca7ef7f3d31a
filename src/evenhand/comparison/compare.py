"""Compare two models: the one function behind the command, the page and the JSON."""

from typing import Literal

from msgspec import structs

from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.naming import Subject
from evenhand.catalog.recent import Recent
from evenhand.comparison.board import OVERALL, Places
from evenhand.comparison.categories import category_results, shared_mean
from evenhand.comparison.category_flags import overall_flags, with_flags
from evenhand.comparison.classic import classic_view
from evenhand.comparison.classic_leaders import other_leaders
from evenhand.comparison.everything_known import EverythingKnown, everything_known
from evenhand.comparison.evidence import Evidence, gathered
from evenhand.comparison.flags import with_outliers
from evenhand.comparison.head_to_head import HeadToHead, head_to_head, sheets
from evenhand.comparison.known_places import known_places
from evenhand.comparison.meeting import Met
from evenhand.comparison.operations import operations
from evenhand.comparison.overall import Whole
from evenhand.comparison.own_results import own_results
from evenhand.comparison.sensitivity import sensitivity
from evenhand.comparison.snapshot import snapshot_of
from evenhand.comparison.speeds import own_speeds
from evenhand.comparison.standing import Standing, standing_with, unranked
from evenhand.comparison.verdict import verdict
from evenhand.comparison.weighing import weighed
from evenhand.records.comparison import (
    CategoryResult,
    Comparison,
    OverallResult,
    OwnTest,
    SharedTest,
    SideOverall,
    Swing,
)
from evenhand.records.estimates import Estimate
from evenhand.records.facts import Benchmark
from evenhand.records.joint_leads import JointLead
from evenhand.records.operations import Workload
from evenhand.records.ranking import Ranking
from evenhand.records.states import Side
from evenhand.scoring.head_to_head import interval
from evenhand.scoring.holm import holm

Relation = Literal["different", "same", "siblings", "configurations"]
CLASSIC = "classic"
EVEN = "even"
OWN_TESTS = "own"


def compare(
    catalog: Catalog,
    left: Subject,
    right: Subject,
    ranking: str | Ranking = EVEN,
    lane: str | None = None,
    workload: Workload | None = None,
    places: dict[str, Places] | None = None,
) -> Comparison:
    """The comparison of two subjects under a ranking and lane.

    `places` are the ranks by lane; None takes the known ones of the catalog, an empty table leaves ranks out.

    With a classic ranking the like-for-like part is that of `even`, and `like_for_like` says so; with any other the
    classic part is that of `classic`: the two always stand side by side.

    Raises:
        UnknownRanking: no such ranking.
        UnknownLane: the ranking has no such lane.

    """
    chosen = naming.ranking(catalog, ranking)
    lane = naming.lane(chosen, lane)
    even, classic = (chosen if chosen.method == name else catalog.rankings[name] for name in (EVEN, CLASSIC))
    scores = sheets(catalog, even, _known(even, lane))
    met = head_to_head(scores, left, right)
    found = gathered(scores.sides, left, right, _matched(met, left, right))
    known = everything_known(catalog, left, right, even, _known(even, lane))
    found, results = _flagged(found, met, known, even)
    models = (left.model, right.model)
    run = operations(catalog, *models, workload or Workload(), even.thresholds.speed_days)
    ranked = known_places(catalog, even, _known(even, lane)) if places is None else places
    stood, further = (standing_with(scores.sides.of(who).taken, even) for who in (left, right))
    one = _side(left, even, _known(even, lane), found, "left", ranked, known.left, stood)
    other = _side(right, even, _known(even, lane), found, "right", ranked, known.right, further)
    marks = overall_flags(one, other, even.thresholds.flags, known.selection)
    whole = _overall(met.total, even, one, other, found)
    overall = structs.replace(whole, probability_everything=known.probability, flags=marks)
    worth = weighed(met.total, (one.on_shared, other.on_shared), run, models, even.thresholds)
    picked = verdict(overall, results, run, models, even.thresholds, worth)
    hangs = sensitivity(met, scores, (left, right), run, picked)
    own = own_results(catalog, left, right, even, even.lanes[_known(even, lane)])
    view = classic_view(catalog, left.model.id, right.model.id, classic, _known(classic, lane))
    return Comparison(
        snapshot=snapshot_of(catalog, chosen, lane),
        like_for_like=None if chosen is even else snapshot_of(catalog, even, _known(even, lane)),
        left=left.model,
        right=right.model,
        left_effort=left.effort,
        right_effort=right.effort,
        relation=_relation(left, right),
        overall=overall,
        categories=results,
        shared=found.shared,
        left_out=found.left_out,
        joint_leads=_joint_leads(results, even),
        swing=_swing(found.shared),
        operations=run,
        verdict=picked,
        flips=hangs.flips,
        flips_tried=hangs.tried,
        least_weights=hangs.least_weights,
        missing_tests=hangs.missing_tests,
        next_best_test=hangs.next_best_test,
        classic=view,
        disagreements=other_leaders(catalog, models, view, results, classic),
        own=own,
        own_speeds=(own_speeds(catalog, left.model.id), own_speeds(catalog, right.model.id)),
        benchmarks=_benchmarks(catalog, found, own),
        names=_names(catalog, left, right, (*own, *found.shared)),
    )


def _flagged(
    found: Evidence, met: HeadToHead, known: EverythingKnown, even: Ranking
) -> tuple[Evidence, tuple[CategoryResult, ...]]:
    """The evidence and the categories with their flags, and with what all scores say beside."""
    rules = even.thresholds.flags
    found = structs.replace(found, shared=with_outliers(found.shared, known.outliers, rules))
    return found, with_flags(map(known.beside, category_results(found, met.judged, even)), found.shared, rules)


def _matched(met: HeadToHead, left: Subject, right: Subject) -> dict[str, Met]:
    """The tests whose best pair is known; configurations of one model share scores, which evidence keeps apart."""
    return {} if left.model.id == right.model.id else {test.benchmark: test for test in met.tests}


def _known(ranking: Ranking, lane: str) -> str:
    return lane if lane in ranking.lanes else ranking.default_lane


def _relation(left: Subject, right: Subject) -> Relation:
    if left.model.id == right.model.id:
        return "same" if left.effort == right.effort else "configurations"
    same_family = bool(left.model.family) and left.model.family == right.model.family
    return "siblings" if same_family and left.model.lab == right.model.lab else "different"


def _overall(
    total: Whole | None, ranking: Ranking, left: SideOverall, right: SideOverall, found: Evidence
) -> OverallResult:
    if total is None:
        both = left.counted and right.counted
        return OverallResult(
            state="not comparable" if both or found.shared else "no data",
            leader=None,
            probability=None,
            probability_same=None,
            shared=(),
            kinds=0,
            evidence_weight=0.0,
            partial=True,
            difference=None,
            error=None,
            interval=None,
            left=left,
            right=right,
        )
    return OverallResult(
        state=total.state,
        leader=total.leader,
        probability=total.following.probability,
        probability_same=total.same.probability,
        shared=total.tests,
        kinds=total.kinds,
        evidence_weight=total.weight,
        partial=total.partial,
        difference=total.same.difference,
        error=total.same.error,
        interval=interval(total.same.difference, total.same.error, ranking.thresholds.interval),
        left=left,
        right=right,
    )


def _side(
    who: Subject,
    ranking: Ranking,
    lane: str,
    found: Evidence,
    side: Side,
    places: dict[str, Places],
    estimate: Estimate,
    known: Standing,
) -> SideOverall:
    ranks = {name: board.boards[OVERALL].get(who.model.id) for name, board in places.items()}
    return SideOverall(
        estimate=estimate,
        on_shared=_on_shared(found.shared, ranking, side),
        measured=known.measured,
        counted=known.counted,
        categories=known.categories,
        eligible=known.eligible,
        why_unranked="" if who.effort else unranked(known, estimate),
        rank=None if who.effort else ranks.get(lane),
        verified_rank=None if who.effort else ranks.get("verified"),
        dots=known.dots,
        dots_need=known.dots_need,
    )


def _on_shared(tests: tuple[SharedTest, ...], ranking: Ranking, side: Side) -> float | None:
    """The mean of a side over its category means on the shared counted tests, weighted as the ranking says."""
    means = {name: shared_mean(tests, name, side) for name in ranking.categories}
    parts = [(ranking.categories[name].weight, mean) for name, mean in means.items() if mean is not None]
    total = sum(weight for weight, _ in parts)
    return sum(weight * mean for weight, mean in parts) / total if total else None


def _joint_leads(results: tuple[CategoryResult, ...], ranking: Ranking) -> tuple[JointLead, ...]:
    """Which of the leads hold together: all categories that were looked at count, led or not."""
    looked = [result for result in results if result.probability is not None]
    led = {
        one.id: max(one.probability or 0.0, 1.0 - (one.probability or 0.0)) for one in looked if one.state == "leads"
    }
    return holm(led, level=ranking.thresholds.leads, examined=len(looked)) if led else ()


def _swing(tests: tuple[SharedTest, ...]) -> Swing | None:
    counted = [test for test in tests if test.counted and test.difference]
    if not counted:
        return None
    widest = max(counted, key=lambda test: abs(test.difference or 0.0))
    difference = widest.difference or 0.0
    return Swing(benchmark=widest.benchmark, leader="left" if difference > 0 else "right", difference=difference)


def _benchmarks(catalog: Catalog, found: Evidence, own: tuple[OwnTest, ...]) -> dict[str, Benchmark]:
    """The benchmarks of the comparison, without where their descriptions come from."""
    known: Recent[Benchmark] = catalog.lately("benchmarks", len(catalog.benchmarks) + 1)

    def plain(name: str) -> Benchmark:
        return known.of(name, lambda: structs.replace(catalog.benchmarks[name], stated=()))

    taken = {test.benchmark for tests in (found.shared, found.left_out, own) for test in tests}
    return {name: plain(name) for name in sorted(taken)}


def _names(catalog: Catalog, left: Subject, right: Subject, tests: tuple[OwnTest | SharedTest, ...]) -> dict[str, str]:
    """How the ids of this comparison read: models, labs, benchmarks, sources, providers."""
    models = {who.model.id: who.model.name for who in (left, right)}
    sold = [name for who in models for name in _providers(catalog, who)]
    labs = {who.model.lab: catalog.labs[who.model.lab].name for who in (left, right)}
    providers = {name: catalog.providers[name].name for name in sold}
    known: Recent[dict[str, str]] = catalog.lately("names", 1)
    taken = {test.benchmark: catalog.benchmarks[test.benchmark].name for test in tests}
    public = known.of("sources and tests", lambda: _sources_and_tests(catalog))
    return {**providers, **labs, **public, **taken, **models}


def _providers(catalog: Catalog, model: str) -> tuple[str, ...]:
    """Who offers a model or was timed with it."""
    known: Recent[tuple[str, ...]] = catalog.lately("providers", len(catalog.models) + 1)

    def named() -> tuple[str, ...]:
        sold = [row.provider for row in catalog.offers_of.get(model, ())]
        timed = [row.provider for row in catalog.speeds_of.get(model, ()) if row.provider]
        return tuple(dict.fromkeys(sold + timed))

    return known.of(model, named)


def _sources_and_tests(catalog: Catalog) -> dict[str, str]:
    """Of public tests, and of all sources: what else is on file of one's own is in no comparison."""
    tests = {name: record.name for name, record in catalog.benchmarks.items() if record.category != OWN_TESTS}
    return {name: record.name for name, record in catalog.sources.items()} | tests
