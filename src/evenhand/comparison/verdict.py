"""The pick, its strength and reasons, and when to choose the other: named rules over what was computed."""

from collections.abc import Iterator
from math import sqrt

from evenhand.comparison.overall import Whole
from evenhand.records.comparison import CategoryResult, OverallResult
from evenhand.records.facts import Model
from evenhand.records.operations import Operations
from evenhand.records.ranking import Thresholds
from evenhand.records.states import Side, State
from evenhand.records.verdict import Reason, Strength, Verdict, Weighed

MOST_OTHERWISE = 3
FREE_RATIO = 1000.0
OPERATIONAL = ("price", "first token", "speed", "context", "open weights")
# A step less, where the evidence reaches less far than its state says.
LESS: dict[Strength, Strength] = {"clear": "moderate", "moderate": "slight", "slight": "slight", "none": "none"}
BY_EVIDENCE = ("leads", "leans", "weighed")
# What is said beside the pick itself: a wait that a person feels, and a price several times as high.
LONG_WAIT_SECONDS = 10.0
HIGH_PRICE_RATIO = 3.0


def verdict(
    overall: OverallResult,
    results: tuple[CategoryResult, ...],
    run: Operations,
    models: tuple[Model, Model],
    words: Thresholds,
    weighed: Weighed | None = None,
) -> Verdict:
    """Limits first, then the overall state, weighed where the reader gave weights, then price between equals.

    A model that is no longer served is never picked. Evidence that is partial or narrow takes a step off the strength.
    """
    pick, strength, why = _served(run, *_pick(overall, run, words, weighed))
    narrow = "" if overall.partial else _narrow(results, words)
    strength = LESS[strength] if narrow and why in BY_EVIDENCE else strength
    left = sorted(_reasons("left", results, run, models, words), key=lambda reason: -reason.weight)
    right = sorted(_reasons("right", results, run, models, words), key=lambda reason: -reason.weight)
    if pick is None:
        found = (*foremost(left), *foremost(right))
        return Verdict(pick=None, strength="none", why=why, reasons=found, weighed=weighed, narrow=narrow)
    own, others = (left, right) if pick == "left" else (right, left)
    return Verdict(
        pick=pick,
        strength=strength,
        why=why,
        reasons=tuple(own),
        otherwise=foremost(others),
        cautions=tuple(_cautions(pick, run)),
        weighed=weighed,
        narrow=narrow,
    )


def foremost(reasons: list[Reason]) -> tuple[Reason, ...]:
    """The three strongest; the last of them gives way to the strongest about running it where none of them is."""
    first, rest = reasons[:MOST_OTHERWISE], reasons[MOST_OTHERWISE:]
    running = next((reason for reason in rest if reason.kind in OPERATIONAL), None)
    if running is None or any(reason.kind in OPERATIONAL for reason in first):
        return tuple(first)
    return (*first[:-1], running)


def other(side: Side) -> Side:
    """The side across."""
    return "right" if side == "left" else "left"


def _pick(
    overall: OverallResult, run: Operations, words: Thresholds, weighed: Weighed | None
) -> tuple[Side | None, Strength, str]:
    broken = [side for side in ("left", "right") if getattr(run, side).breaks]
    if len(broken) == 1:
        breaking: Side = "left" if broken[0] == "left" else "right"
        return other(breaking), _by_limit(run, breaking), "limit"
    if len(broken) == 2:
        return None, "none", "both break a limit"
    return without_limits(overall, run, words, weighed)


def without_limits(
    overall: OverallResult | Whole, run: Operations, words: Thresholds, weighed: Weighed | None
) -> tuple[Side | None, Strength, str]:
    """Whom the evidence gives, weighed where the reader gave weights, with its strength; price between equals."""
    if weighed is not None:
        strength = _strength(weighed.state, partial=overall.partial) if weighed.leader else "none"
        return weighed.leader, strength, "weighed"
    if overall.leader is not None:
        return overall.leader, _strength(overall.state, partial=overall.partial), overall.state
    cheaper = run.cheaper if (run.price_ratio or FREE_RATIO) >= words.price_ratio else None
    if overall.state == "practically equal" and cheaper and not getattr(run, cheaper).retired:
        return cheaper, "slight", "equal and cheaper"
    return None, "none", overall.state


def _by_limit(run: Operations, breaking: Side) -> Strength:
    """Clear where the other side is known to keep what this one breaks."""
    kept = getattr(run, other(breaking)).meets
    return "clear" if set(getattr(run, breaking).breaks) & set(kept) else "slight"


def _served(run: Operations, pick: Side | None, strength: Strength, why: str) -> tuple[Side | None, Strength, str]:
    """The pick as long as it is still served."""
    return (None, "none", "retired") if pick and getattr(run, pick).retired else (pick, strength, why)


def _strength(state: State, *, partial: bool) -> Strength:
    full: Strength = "clear" if state == "leads" else "moderate"
    return LESS[full] if partial else full


def _narrow(results: tuple[CategoryResult, ...], words: Thresholds) -> str:
    """The category that says most of the answer from few of its tests; empty where there is none.

    Categories with a shared test may carry all of the weight and say little of it: where one carries the share that
    makes an answer whole, as own weights can bring it to, that same share of its counted tests is asked for.
    """
    least, total = words.partial_weight, sum(result.weight for result in results)
    for result in results:
        counted = result.left_average.counted
        if result.weight >= least * total and len(result.shared) < least * counted:
            return result.id
    return ""


def _cautions(pick: Side, run: Operations) -> Iterator[Reason]:
    """What is heavy about running the pick: a long wait that the other side does not share, a price far higher."""
    own, across = getattr(run, pick), getattr(run, other(pick))
    wait, theirs = own.first_token_seconds, across.first_token_seconds
    if wait is not None and wait >= LONG_WAIT_SECONDS and (theirs is None or theirs < LONG_WAIT_SECONDS):
        left, right = run.left.first_token_seconds, run.right.first_token_seconds
        yield Reason(kind="first token", side=pick, weight=wait, left=left, right=right)
    ratio = run.price_ratio if run.price_ratio is not None else FREE_RATIO
    if run.cheaper == other(pick) and ratio >= HIGH_PRICE_RATIO:
        yield Reason(
            kind="price",
            side=pick,
            weight=_size(ratio),
            ratio=run.price_ratio,
            left=run.left.blended,
            right=run.right.blended,
        )


def _reasons(
    side: Side, results: tuple[CategoryResult, ...], run: Operations, models: tuple[Model, Model], words: Thresholds
) -> Iterator[Reason]:
    for result in results:
        if result.leader == side and result.probability is not None:
            sure = max(result.probability, 1 - result.probability)
            yield Reason(
                kind="category",
                side=side,
                weight=result.weight * (2 * sure - 1),
                category=result.id,
                probability=sure,
                tests=len(result.shared),
                difference=result.difference,
            )
    yield from _limit(side, run)
    if not getattr(run, side).retired:  # nobody can choose how a model runs that is no longer served
        yield from _running(side, run, words)
        yield from _owning(side, run, models, words)


def _limit(side: Side, run: Operations) -> Iterator[Reason]:
    """A limit that the other side breaks and that this one is known to keep."""
    own, broken = getattr(run, side), getattr(run, other(side)).breaks
    kept = [name for name in broken if name in own.meets]
    if kept and not own.breaks:
        yield Reason(kind="limit", side=side, weight=100.0, limit=kept[0])


def _running(side: Side, run: Operations, words: Thresholds) -> Iterator[Reason]:
    ratio = run.price_ratio if run.price_ratio is not None else FREE_RATIO
    if run.cheaper == side and ratio >= words.price_ratio:
        yield Reason(
            kind="price",
            side=side,
            weight=_size(ratio),
            ratio=run.price_ratio,
            left=run.left.blended,
            right=run.right.blended,
        )
    gap = run.first_token_gap or 0.0
    if run.quicker_start == side and gap >= words.first_token_seconds:
        left, right = run.left.first_token_seconds, run.right.first_token_seconds
        yield Reason(kind="first token", side=side, weight=min(gap, 12.0), difference=gap, left=left, right=right)
    if run.faster == side and run.speed_ratio and run.speed_ratio >= words.speed_ratio:
        left, right = run.left.tokens_per_second, run.right.tokens_per_second
        yield Reason(
            kind="speed", side=side, weight=_size(run.speed_ratio), ratio=run.speed_ratio, left=left, right=right
        )


def _owning(side: Side, run: Operations, models: tuple[Model, Model], words: Thresholds) -> Iterator[Reason]:
    left, right = models
    if run.larger_context == side and run.context_ratio and run.context_ratio >= words.context_ratio:
        yield Reason(
            kind="context",
            side=side,
            weight=_size(run.context_ratio),
            ratio=run.context_ratio,
            left=left.context_window,
            right=right.context_window,
        )
    own, across = (left, right) if side == "left" else (right, left)
    if own.open_weights is True and across.open_weights is False:
        yield Reason(kind="open weights", side=side, weight=3.0)


def _size(ratio: float) -> float:
    """How much a ratio weighs beside categories: 1.25 times little, ten times as much as a middling category."""
    return min(12.0, 4.0 * sqrt(ratio - 1.0))
