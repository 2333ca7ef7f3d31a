"""Limits of the reader that reverse the pick: a budget, a wait, a speed, a need for context; and a broken one moved."""

from collections.abc import Iterator
from math import log

from evenhand.comparison.limits import BY_NAME, given, keeps
from evenhand.comparison.overall import Whole
from evenhand.comparison.verdict import other, without_limits
from evenhand.records.facts import Model
from evenhand.records.flips import Effect, Flip
from evenhand.records.operations import Operations
from evenhand.records.ranking import Thresholds
from evenhand.records.states import Side, State
from evenhand.records.verdict import Verdict

SIDES: tuple[Side, Side] = ("left", "right")
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
    """The one limit that the other side alone breaks, moved to where it is met, if the pick is then another or none."""
    across: Side = "right" if verdict.pick == "left" else "left"
    broken = getattr(run, across).breaks
    if len(broken) != 1:
        return
    asked = {limit.name: value for limit, value in given(run.workload)}
    needed = _needs(run, models, across)[broken[0]]
    then = _by_evidence(run, verdict, base, words)
    if needed is not None and then != verdict.pick:
        yield _limit("limit relaxed", broken[0], asked[broken[0]], needed, _state(verdict, base), then)


def admitting(
    run: Operations, models: tuple[Model, Model], verdict: Verdict, base: Whole | None, words: Thresholds
) -> tuple[Flip, ...]:
    """Where both sides break a limit: each side's only broken one moved to where it is met, if that gives a pick.

    The smallest change first, as a ratio; a side that still breaks a limit then cannot be the pick.
    """
    asked = {limit.name: value for limit, value in given(run.workload)}
    found: dict[tuple[str, float], Flip] = {}
    for side in SIDES:
        broken, needs = getattr(run, side).breaks, _needs(run, models, side)
        needed = needs[broken[0]] if len(broken) == 1 else None
        if needed is None:
            continue
        name, theirs = broken[0], _needs(run, models, other(side))[broken[0]]
        left_broken = [one for one in getattr(run, other(side)).breaks if one != name]
        out = bool(left_broken) or keeps(BY_NAME[name], theirs, needed) is False
        then = _served(run, side) if out else _by_evidence(run, verdict, base, words)
        if then:
            found[name, needed] = _limit(
                "limit relaxed", name, asked[name], needed, _state(verdict, base), then, effect="decides"
            )
    return tuple(sorted(found.values(), key=_change))


def _change(flip: Flip) -> float:
    """By which factor a limit is moved, on a log scale; of a need for open weights, and from zero, without end."""
    return abs(log(flip.after / flip.before)) if flip.after and flip.before else float("inf")


def _served(run: Operations, side: Side | None) -> Side | None:
    return None if side and getattr(run, side).retired else side


def _by_evidence(run: Operations, verdict: Verdict, base: Whole | None, words: Thresholds) -> Side | None:
    """Whom the evidence gives where no limit is broken, unless it can no longer be had."""
    return _served(run, without_limits(base, run, words, verdict.weighed)[0]) if base else None


def _state(verdict: Verdict, base: Whole | None) -> State:
    return verdict.weighed.state if verdict.weighed else base.state if base else "not comparable"


def _needs(run: Operations, models: tuple[Model, Model], side: Side) -> dict[str, float | None]:
    """What each limit would be held against on one side."""
    own = run.left if side == "left" else run.right
    model = models[0] if side == "left" else models[1]
    return {name: limit.value(model, own) for name, limit in BY_NAME.items()}


def _limit(
    kind: str,
    what: str,
    before: float | None,
    after: float,
    becomes: State,
    leader: Side | None,
    effect: Effect = "reverses",
) -> Flip:
    return Flip(
        kind=kind,
        what=what,
        before=before,
        after=after,
        becomes=becomes,
        leader=leader,
        reverses=leader is not None and effect == "reverses",
        effect=effect if leader else "weakens",
    )
