"""What would flip the answer: a test taken away, a weight moved, or a limit of the reader's."""

from collections.abc import Iterator

from evenhand.comparison.categories import Judged, judge_category
from evenhand.comparison.overall import Whole, weights_of, whole
from evenhand.records.comparison import Flip, Operations, SharedTest, Side, Verdict
from evenhand.records.facts import Model
from evenhand.records.ranking import Ranking

CHANGES = ("one test taken away", "one category weight from 0 to 100")
LIMITS = ("a monthly budget", "a first-token limit", "a context need")
MOST_WEIGHT = 100


def flips(
    tests: tuple[SharedTest, ...],
    judged: dict[str, Judged],
    run: Operations,
    models: tuple[Model, Model],
    verdict: Verdict,
    ranking: Ranking,
) -> tuple[Flip, ...]:
    """Every change tried after which the leader or its word is another one; reversals first, smallest first."""
    weights = weights_of(ranking)
    base = whole(judged, ranking, weights)
    found = [*_limits(run, models, verdict)]
    if base is not None:
        found += [*_removals(base, tests, judged, ranking), *_weights(base, judged, ranking)]
    return tuple(sorted(found, key=_order))


def tried(judged: dict[str, Judged], verdict: Verdict) -> tuple[str, ...]:
    """What `flips` looked at: changes of the evidence where there is some, limits where a pick could break them."""
    evidence = CHANGES if len(judged) > 1 else CHANGES[:1] if judged else ()
    return (*evidence, *(LIMITS if verdict.pick and verdict.why != "limit" else ()))


def _removals(
    base: Whole, tests: tuple[SharedTest, ...], judged: dict[str, Judged], ranking: Ranking
) -> Iterator[Flip]:
    for test in tests:
        if test.counted:
            rest = [one for one in tests if one.counted and one.category == test.category and one is not test]
            others = {name: one for name, one in judged.items() if name != test.category}
            again = {test.category: judge_category(test.category, rest, ranking)} if rest else {}
            after = whole({**others, **again}, ranking, weights_of(ranking))
            if _changed(base, after):
                yield _flip("benchmark removed", test.benchmark, None, None, base, after)


def _weights(base: Whole, judged: dict[str, Judged], ranking: Ranking) -> Iterator[Flip]:
    """For each category with evidence the nearest whole weight at which the leader or its word changes."""
    weights = weights_of(ranking)
    for name in judged if len(judged) > 1 else ():
        own = weights[name]
        for weight in _outwards(own):
            after = whole(judged, ranking, {**weights, name: float(weight)})
            if _changed(base, after):
                yield _flip("weight", name, own, float(weight), base, after)
                break


def _outwards(weight: float) -> list[int]:
    """All whole weights, nearest first."""
    return sorted(range(MOST_WEIGHT + 1), key=lambda moved: abs(moved - weight))


def _limits(run: Operations, models: tuple[Model, Model], verdict: Verdict) -> Iterator[Flip]:
    """A limit that the pick would break and the other side meets."""
    if verdict.pick is None or verdict.why == "limit":
        return
    across: Side = "right" if verdict.pick == "left" else "left"
    own, other = getattr(run, verdict.pick), getattr(run, across)
    for kind, mine, theirs in (
        ("cost per month", own.per_month, other.per_month),
        ("first token", _first(own), _first(other)),
    ):
        if mine is not None and theirs is not None and theirs < mine:
            yield _limit(kind, mine, theirs, across)
    left, right = (model.context_window for model in models)
    mine, theirs = (left, right) if verdict.pick == "left" else (right, left)
    if mine is not None and theirs is not None and theirs > mine:
        yield _limit("context", mine, theirs, across)


def _limit(kind: str, mine: float, theirs: float, across: Side) -> Flip:
    return Flip(kind=kind, what="limit", before=mine, after=theirs, becomes="leads", leader=across, reverses=True)


def _first(side: object) -> float | None:
    speed = getattr(side, "speed", None)
    return speed.first_token_seconds if speed else None


def _changed(base: Whole, after: Whole | None) -> bool:
    return after is None or (after.state, after.leader) != (base.state, base.leader)


def _flip(kind: str, what: str, before: float | None, after: float | None, base: Whole, then: Whole | None) -> Flip:
    leader = then.leader if then else None
    return Flip(
        kind=kind,
        what=what,
        before=before,
        after=after,
        becomes=then.state if then else "not comparable",
        leader=leader,
        reverses=leader is not None and base.leader is not None and leader != base.leader,
    )


def _order(flip: Flip) -> tuple[object, ...]:
    kinds = ("benchmark removed", "weight", "cost per month", "first token", "context")
    moved = abs((flip.after or 0.0) - (flip.before or 0.0)) if flip.kind == "weight" else 0.0
    return not flip.reverses, kinds.index(flip.kind), moved, flip.what
