"""The pick, its strength and its reasons."""

from typing import Literal

from msgspec import Struct

from evenhand.records.states import Side, State

Strength = Literal["clear", "moderate", "slight", "none"]


class Reason(Struct, frozen=True, kw_only=True):
    """One reason for a side: its kind, and the category or figures it rests on; larger `weight` is stronger.

    Kinds: overall, category, price, first token, speed, context, open weights, limit.
    """

    kind: str
    side: Side
    weight: float
    category: str = ""
    probability: float | None = None
    tests: int = 0
    difference: float | None = None
    ratio: float | None = None
    left: float | None = None
    right: float | None = None
    limit: str = ""


class WeighedFact(Struct, frozen=True, kw_only=True):
    """What one fact is worth under the reader's weights: `points` of score, left minus right.

    `doublings` is the base-2 logarithm of the ratio of the two values, positive where left has the advantage and at
    most 10 either way; for open weights it is 1, 0 or -1.
    """

    fact: str
    left: float
    right: float
    doublings: float
    points: float


class Weighed(Struct, frozen=True, kw_only=True):
    """The difference of the tests and what else the reader gives points for, left minus right, and what follows.

    `total` is `difference` and the points of all facts; `probability` is that left would be worth more on one new
    test of each kind. `unknown` are the facts with a weight that are not known of both sides: they count for nothing.
    """

    difference: float
    facts: tuple[WeighedFact, ...]
    unknown: tuple[str, ...]
    total: float
    probability: float
    state: State
    leader: Side | None


class Verdict(Struct, frozen=True, kw_only=True):
    """The pick, or none. `otherwise` holds at most three true and material reasons to choose the other.

    `cautions` are what speaks heavily against the pick in running it, whichever way the evidence goes.
    `weighed` is there where the reader gave weights and the two share a test. `narrow` is the category that carries
    half of the weight or more though both took under half of its counted tests: the strength is then a step lower.
    """

    pick: Side | None
    strength: Strength
    why: str
    reasons: tuple[Reason, ...] = ()
    otherwise: tuple[Reason, ...] = ()
    cautions: tuple[Reason, ...] = ()
    weighed: Weighed | None = None
    narrow: str = ""
