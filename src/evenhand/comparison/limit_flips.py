"""Limits of the reader that reverse the pick: a budget, a wait, a speed, a need for context; and a broken one moved."""

from collections.abc import Iterator

from evenhand.comparison.limits import BY_NAME, given, keeps
from evenhand.comparison.overall import Whole
from evenhand.comparison.verdict import without_limits
from evenhand.records.facts import Model
from evenhand.records.flips import Flip
from evenhand.records.operations import Operations
from evenhand.records.ranking import Thresholds
from evenhand.records.states import Side, State
from evenhand.records.verdict import Verdict

LIMITS = (
    "a monthly budget",
    "a limit on the first token or the whole answer",
    "a need for speed, context or open weights",
)
TRIED = ("cost per month", "first token", "whole answer", "speed", "context", "open weights")


def limits(run: Operations, models: tuple[Model, Model], verdict: Verdict) -> Iterator[Flip]:
    """A limit that the pick would break and the other side, still served, meets."""
    if verdict.pick is None:
        return
    across: Side = "right" if verdict.pick == "left" else "left"
    if getattr(run, across).retired:
        return
    own, other = _needs(run, models, verdict.pick), _needs(run, models, across)
    for kind in TRIED:
        mine, theirs = own[kind], other[kind]
        if mine is not None and theirs is not None and mine != theirs and not keeps(BY_NAME[kind], mine, theirs):
            yield _limit(kind, "limit", mine, theirs, "leads", across)


def relaxed(
    run: Operations, models: tuple[Model, Model], verdict: Verdict, base: Whole | None, words: Thresholds
) -> Iterator[Flip]:
    """The one limit that the other side breaks, moved to where it is met; where the pick is then another, or none."""
    across: Side = "right" if verdict.pick == "left" else "left"
    broken = getattr(run, across).breaks
    if len(broken) != 1:
        return
    asked = {limit.name: value for limit, value in given(run.workload)}
    needed = _needs(run, models, across)[broken[0]]
    then = without_limits(base, run, words, verdict.weighed)[0] if base else None
    if then and getattr(run, then).retired:
        then = None
    if needed is not None and then != verdict.pick:
        state = verdict.weighed.state if verdict.weighed else base.state if base else "not comparable"
        yield _limit("limit relaxed", broken[0], asked[broken[0]], needed, state, then)


def _needs(run: Operations, models: tuple[Model, Model], side: Side) -> dict[str, float | None]:
    """What each limit would be held against on one side."""
    own = run.left if side == "left" else run.right
    model = models[0] if side == "left" else models[1]
    return {name: limit.value(model, own) for name, limit in BY_NAME.items()}


def _limit(kind: str, what: str, before: float | None, after: float, becomes: State, leader: Side | None) -> Flip:
    return Flip(
        kind=kind,
        what=what,
        before=before,
        after=after,
        becomes=becomes,
        leader=leader,
        reverses=leader is not None,
        effect="reverses" if leader else "weakens",
    )
