"""The pick, its strength and reasons, and when to choose the other: named rules over what was computed."""

from collections.abc import Iterator
from math import sqrt

from evenhand.records.comparison import (
    CategoryResult,
    Operations,
    OverallResult,
    Reason,
    Side,
    Strength,
    Verdict,
)
from evenhand.records.facts import Model
from evenhand.records.ranking import Thresholds

MOST_OTHERWISE = 3
FREE_RATIO = 1000.0


def verdict(
    overall: OverallResult,
    results: tuple[CategoryResult, ...],
    run: Operations,
    models: tuple[Model, Model],
    words: Thresholds,
) -> Verdict:
    """Limits first, then the overall state, then price between equals; otherwise no clear pick."""
    pick, strength, why = _pick(overall, run, words)
    left = sorted(_reasons("left", results, run, models, words), key=lambda reason: -reason.weight)
    right = sorted(_reasons("right", results, run, models, words), key=lambda reason: -reason.weight)
    if pick is None:
        return Verdict(pick=None, strength="none", why=why, reasons=tuple(left[:3] + right[:3]))
    own, others = (left, right) if pick == "left" else (right, left)
    return Verdict(pick=pick, strength=strength, why=why, reasons=tuple(own), otherwise=tuple(others[:MOST_OTHERWISE]))


def other(side: Side) -> Side:
    """The side across."""
    return "right" if side == "left" else "left"


def _pick(overall: OverallResult, run: Operations, words: Thresholds) -> tuple[Side | None, Strength, str]:
    broken = [side for side in ("left", "right") if getattr(run, side).breaks]
    if len(broken) == 1:
        return other("left" if broken[0] == "left" else "right"), "clear", "limit"
    if len(broken) == 2:
        return None, "none", "both break a limit"
    if overall.leader is not None:
        return overall.leader, _strength(overall), overall.state
    cheaper = run.cheaper if (run.price_ratio or FREE_RATIO) >= words.price_ratio else None
    if overall.state == "practically equal" and cheaper and not getattr(run, cheaper).retired:
        return cheaper, "slight", "equal and cheaper"
    return None, "none", overall.state


def _strength(overall: OverallResult) -> Strength:
    if overall.state == "leads":
        return "moderate" if overall.partial else "clear"
    return "slight" if overall.partial else "moderate"


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
    broken = getattr(run, other(side)).breaks
    if broken and not getattr(run, side).breaks:
        yield Reason(kind="limit", side=side, weight=100.0, limit=broken[0])


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
        left, right = (one.speed.first_token_seconds if one.speed else None for one in (run.left, run.right))
        yield Reason(kind="first token", side=side, weight=min(gap, 12.0), difference=gap, left=left, right=right)
    if run.faster == side and run.speed_ratio and run.speed_ratio >= words.speed_ratio:
        left, right = (one.speed.tokens_per_second if one.speed else None for one in (run.left, run.right))
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
