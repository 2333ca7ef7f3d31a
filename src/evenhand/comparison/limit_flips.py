"""Limits of the reader that reverse the pick: a budget, a wait, a speed, a need for context; and a broken one moved."""

from collections.abc import Iterator

from evenhand.comparison.limits import BY_NAME, given, keeps
from evenhand.comparison.overall import Whole
from evenhand.records.facts import Model
from evenhand.records.flips import Flip
from evenhand.records.operations import Operations
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


def relaxed(run: Operations, models: tuple[Model, Model], verdict: Verdict, base: Whole | None) -> Iterator[Flip]:
    """The limit that the other side breaks, moved to where it is met; only when the evidence is for that side."""
    across: Side = "right" if verdict.pick == "left" else "left"
    broken = getattr(run, across).breaks
    if base is None or base.leader != across or len(broken) != 1:
        return
    asked = {limit.name: value for limit, value in given(run.workload)}
    needed = _needs(run, models, across)[broken[0]]
    if needed is not None:
        yield _limit("limit relaxed", broken[0], asked[broken[0]], needed, base.state, across)


def _needs(run: Operations, models: tuple[Model, Model], side: Side) -> dict[str, float | None]:
    """What each limit would be held against on one side."""
    own = run.left if side == "left" else run.right
    model = models[0] if side == "left" else models[1]
    return {name: limit.value(model, own) for name, limit in BY_NAME.items()}


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
