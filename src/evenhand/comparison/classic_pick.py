"""The classic pick: who is named, and the first two reasons for the other that hold, in the seed site's order."""

from collections.abc import Iterator

from msgspec import Struct

from evenhand.records.classic import (
    ClassicCategory,
    ClassicCondition,
    ClassicContext,
    ClassicLead,
    ClassicPick,
    ClassicPrice,
    ClassicSide,
    HeadlineTier,
    Side,
)

SHOWN_RATIO = 2.0
MOST_REASONS = 2
OTHER: dict[Side, Side] = {"left": "right", "right": "left"}


class ClassicPair(Struct, frozen=True, kw_only=True):
    """What the rules of the verdict look at: both sides' cells and the shared categories."""

    left: ClassicSide
    right: ClassicSide
    categories: tuple[ClassicCategory, ...]

    def of(self, side: Side) -> ClassicSide:
        """The cells of one side."""
        return self.left if side == "left" else self.right


def headline_tier(gap: int) -> HeadlineTier:
    """The headline's tier by the absolute gap of the printed overalls."""
    if gap == 0:
        return "tie"
    if gap == 1:
        return "one point"
    return "narrow" if gap <= 3 else "clear"


def largest_lead(pair: ClassicPair, side: Side) -> ClassicLead | None:
    """The side's largest lead, however small and on whatever tests; ties go to the first on the page."""
    led = (category for category in pair.categories if category.leader == side)
    best = max(led, key=lambda category: category.difference, default=None)
    if best is None:
        return None
    low, high = sorted((best.left.value, best.right.value))
    return ClassicLead(side=side, category=best.id, high=high, low=low)


def compared_price(pair: ClassicPair) -> ClassicPrice | None:
    """Whose output tokens cost more, where both prices are known; a ratio from 2.0 up, none against a free model."""
    if None in (pair.left.input, pair.right.input) or pair.left.output is None or pair.right.output is None:
        return None
    low, high = sorted((pair.left.output, pair.right.output))
    if low == high:
        return ClassicPrice(dearer=None, ratio=None)
    ratio = high / low if low > 0 and high / low >= SHOWN_RATIO else None
    return ClassicPrice(dearer="left" if pair.left.output == high else "right", ratio=ratio)


def compared_context(pair: ClassicPair) -> ClassicContext | None:
    """Whose window is larger, where both are known and a page would print them differently."""
    left, right = pair.left, pair.right
    if not left.context_tokens or not right.context_tokens or left.context == right.context:
        return None
    if left.context_tokens == right.context_tokens:
        return None
    larger: Side = "left" if left.context_tokens > right.context_tokens else "right"
    return ClassicContext(larger=larger, high=pair.of(larger).context, low=pair.of(OTHER[larger]).context)


def only_reasoning(pair: ClassicPair) -> Side | None:
    """The one reasoning model of the two; None where both or neither is, or one is unknown."""
    flags = (pair.left.reasoning, pair.right.reasoning)
    if flags == (True, False):
        return "left"
    return "right" if flags == (False, True) else None


def reasons_for(pair: ClassicPair, side: Side) -> tuple[ClassicCondition, ...]:
    """At most two reasons to choose a side, the first that hold; its own ecosystem where none does."""
    found = tuple(_reasons(pair, side))[:MOST_REASONS]
    return found or (ClassicCondition(kind="ecosystem"),)


def classic_pick(pair: ClassicPair, winner: Side | None, *, siblings: bool) -> ClassicPick:
    """The pick; without a winner the decision is split and each side has its own reasons, left's first."""
    if winner is None:
        return ClassicPick(
            form="split",
            winner=None,
            alternative=None,
            winner_conditions=reasons_for(pair, "left"),
            conditions=reasons_for(pair, "right"),
        )
    return ClassicPick(
        form="siblings" if siblings else "default",
        winner=winner,
        alternative=OTHER[winner],
        conditions=reasons_for(pair, OTHER[winner]),
        winner_conditions=reasons_for(pair, winner) if siblings else (),
    )


def _reasons(pair: ClassicPair, side: Side) -> Iterator[ClassicCondition]:
    lead, price, context, reasoning = (
        largest_lead(pair, side),
        compared_price(pair),
        compared_context(pair),
        only_reasoning(pair),
    )
    if lead:
        yield ClassicCondition(kind="category_priority", category=lead.category)
    if price and price.dearer == OTHER[side]:
        yield ClassicCondition(kind="cheaper")
    if context and context.larger == side:
        yield ClassicCondition(kind="larger_context", window=context.high)
    if reasoning:
        yield ClassicCondition(kind="wants_reasoning" if reasoning == side else "avoid_reasoning_overhead")
