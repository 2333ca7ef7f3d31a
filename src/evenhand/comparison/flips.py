"""What would flip the answer: a test taken away, a weight moved, or a limit of the reader's."""

from collections.abc import Iterator

from evenhand.comparison.categories import Judged, judge_category
from evenhand.comparison.overall import Whole, decided, weights_of, whole
from evenhand.records.comparison import Effect, Flip, Operations, SharedTest, Side, State, Verdict
from evenhand.records.facts import Model
from evenhand.records.ranking import Ranking
from evenhand.scoring.head_to_head import Weighted

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
    """Every change tried that reverses, weakens or decides the answer; reversals first, smallest first.

    Where a limit of the reader decides, only another limit changes the pick.
    """
    base = whole(judged, ranking, weights_of(ranking))
    if verdict.why == "limit":
        return tuple(_relaxed(run, models, verdict, base))
    found = [*_limits(run, models, verdict)]
    if base is not None:
        found += [*_removals(base, tests, judged, ranking), *_weights(base, judged, ranking)]
    return tuple(sorted(found, key=_order))


def tried(judged: dict[str, Judged], verdict: Verdict) -> tuple[str, ...]:
    """What `flips` looked at: changes of the evidence where there is some, limits where a pick could break them.

    Where a limit of the reader decides, moving it may leave no pick at all, so nothing is said to hold.
    """
    if verdict.why == "limit":
        return ()
    evidence = CHANGES if len(judged) > 1 else CHANGES[:1] if judged else ()
    return (*evidence, *(LIMITS if verdict.pick else ()))


def _removals(
    base: Whole, tests: tuple[SharedTest, ...], judged: dict[str, Judged], ranking: Ranking
) -> Iterator[Flip]:
    for test in tests:
        if test.counted:
            rest = [one for one in tests if one.counted and one.category == test.category and one is not test]
            others = {name: one for name, one in judged.items() if name != test.category}
            again = {test.category: judge_category(test.category, rest, ranking)} if rest else {}
            after = whole({**others, **again}, ranking, weights_of(ranking))
            effect = _effect(base, after)
            if effect:
                yield _flip("benchmark removed", test.benchmark, (None, None), after, effect)


def _weights(base: Whole, judged: dict[str, Judged], ranking: Ranking) -> Iterator[Flip]:
    """For each category with evidence the nearest whole weight that reverses, weakens or decides the answer."""
    weights = weights_of(ranking)
    for name in judged if len(judged) > 1 else ():
        own = weights[name]
        others = [one for other, one in judged.items() if other != name and weights[other] > 0]
        sums = Weighted()
        for one in others:
            sums = sums.plus(weights[one.id], one.same, one.following)
        rest = sum(weights.values()) - own
        for weight in _outwards(own):
            moved = sums.plus(weight, judged[name].same, judged[name].following) if weight else sums
            after = decided(moved, [*others, judged[name]] if weight else others, rest + weight, ranking)
            effect = _effect(base, after)
            if effect:
                yield _flip("weight", name, (own, float(weight)), after, effect)
                break


def _outwards(weight: float) -> list[int]:
    """All whole weights, nearest first."""
    return sorted(range(MOST_WEIGHT + 1), key=lambda moved: abs(moved - weight))


def _limits(run: Operations, models: tuple[Model, Model], verdict: Verdict) -> Iterator[Flip]:
    """A limit that the pick would break and the other side, still served, meets."""
    if verdict.pick is None:
        return
    across: Side = "right" if verdict.pick == "left" else "left"
    own, other = _needs(run, models, verdict.pick), _needs(run, models, across)
    if getattr(run, across).retired:
        return
    for kind, mine in own.items():
        theirs = other[kind]
        if mine is not None and theirs is not None and (theirs < mine) == (kind != "context") and theirs != mine:
            yield _limit(kind, "limit", mine, theirs, "leads", across)


def _relaxed(run: Operations, models: tuple[Model, Model], verdict: Verdict, base: Whole | None) -> Iterator[Flip]:
    """The limit that the other side breaks, moved to where it is met; only when the evidence is for that side."""
    across: Side = "right" if verdict.pick == "left" else "left"
    broken = getattr(run, across).breaks
    if base is None or base.leader != across or len(broken) != 1:
        return
    work = run.workload
    limits = {
        "first token": work.max_first_token_seconds,
        "cost per month": work.max_cost_per_month,
        "context": work.min_context,
    }
    needed = _needs(run, models, across)[broken[0]]
    if needed is not None:
        yield _limit("limit relaxed", broken[0], limits[broken[0]], needed, base.state, across)


def _needs(run: Operations, models: tuple[Model, Model], side: Side) -> dict[str, float | None]:
    """What a side costs a month, how long it makes wait, how much context it has."""
    own = run.left if side == "left" else run.right
    model = models[0] if side == "left" else models[1]
    wait = own.speed.first_token_seconds if own.speed else None
    return {"cost per month": own.per_month, "first token": wait, "context": model.context_window}


def _limit(kind: str, what: str, before: float | None, after: float, becomes: State, leader: Side) -> Flip:
    return Flip(
        kind=kind,
        what=what,
        before=before,
        after=after,
        becomes=becomes,
        leader=leader,
        reverses=True,
        effect="reverses",
    )


def _effect(base: Whole, after: Whole | None) -> Effect | None:
    """What a change does to the answer; None when it stays or gets surer."""
    leader = after.leader if after else None
    if base.leader is None:
        return "decides" if leader else None
    if leader not in (None, base.leader):
        return "reverses"
    weaker = leader is None or (base.state, after.state if after else "") == ("leads", "leans")
    return "weakens" if weaker else None


def _flip(kind: str, what: str, change: tuple[float | None, float | None], then: Whole | None, effect: Effect) -> Flip:
    return Flip(
        kind=kind,
        what=what,
        before=change[0],
        after=change[1],
        becomes=then.state if then else "not comparable",
        leader=then.leader if then else None,
        reverses=effect == "reverses",
        effect=effect,
    )


def _order(flip: Flip) -> tuple[object, ...]:
    kinds = ("benchmark removed", "weight", "cost per month", "first token", "context", "limit relaxed")
    moved = abs((flip.after or 0.0) - (flip.before or 0.0)) if flip.kind == "weight" else 0.0
    return not flip.reverses, kinds.index(flip.kind), moved, flip.what
