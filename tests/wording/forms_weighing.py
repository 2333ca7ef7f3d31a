"""What sentences about the reader's weights, about cautions, unknown limits and retired picks claim."""

from collections.abc import Iterator
from math import log2

from forms_evidence import LIMITS, NEXT, OTHER
from forms_running import gone
from reader import Record, amount, form, near, near_chance, near_money, near_tokens
from scipy.special import stdtr

from evenhand.records.comparison import Comparison

FACTS = {
    "the cost of the workload": "price",
    "the output speed": "speed",
    "the time to the first token": "first token",
    "the time to the whole answer": "answer",
    "the context window": "context",
    "open weights": "open weights",
}
LESS = ("price", "first token", "answer")
TOTAL = r"<D> points more \(<D> from the <N> counted tests? that both took\)"


def value(r: Record, fact: str, side: str) -> float | None:
    """A fact of a side, from the record's raw facts."""
    run, model = r.run(side), r.model(side)
    rate, wait = r.rate(side), r.wait(side)
    if fact == "price":
        return run.per_request
    if fact == "answer":
        return None if rate is None or wait is None else wait + r.c.operations.workload.output / rate
    if fact == "open weights":
        return None if model.open_weights is None else float(model.open_weights)
    return {"speed": rate, "first token": wait, "context": model.context_window}[fact]


def figure(text: str) -> str:
    """A written figure without its unit."""
    return text.split(maxsplit=1)[0]


def points(r: Record, fact: str) -> float | None:
    """Points of a fact for the left side: the reader's weight for each doubling, ten doublings at most."""
    weight = getattr(r.c.operations.workload.worth, fact.replace(" ", "_"))
    left, right = value(r, fact, "left"), value(r, fact, "right")
    if left is None or right is None:
        return None
    if fact == "open weights":
        return weight * (left - right)
    high, low = (right, left) if fact in LESS else (left, right)
    if high == low:
        return 0.0
    times = 10.0 * (1 if high > low else -1) if not min(high, low) else log2(high / low)
    return weight * max(-10.0, min(10.0, times))


def weighed(c: Comparison) -> list[str]:
    """The facts that the reader gave a weight."""
    worth = c.operations.workload.worth
    return [fact for fact in FACTS.values() if getattr(worth, fact.replace(" ", "_"))]


def total(r: Record) -> float:
    """Left minus right with all weights, from the raw facts."""
    return (r.overall.difference if r.overall else 0.0) + sum(points(r, fact) or 0.0 for fact in weighed(r.c))


def chance(r: Record) -> float:
    """The probability that left is worth more, as the record's own overall has it, moved by the points."""
    shift = total(r) - (r.overall.difference if r.overall else 0.0)
    levels = [side.on_shared / 100 for side in (r.side("left"), r.side("right")) if side.on_shared is not None]
    share = min(0.95, max(0.05, sum(levels) / len(levels)))
    said = r.overall
    assert said is not None
    return float(stdtr(said.freedom, (said.expected + shift / (100 * share * (1 - share))) / said.spread))


@form("pick", rf"(?:Choose <M>|<M> rather than <M>): with your weights it is worth {TOTAL}, and it would be worth more "
      rf"on {NEXT} with probability <P>\.")  # fmt: skip
def by_weights(
    r: Record,
    _: str,
    one: str,
    side: str,
    across: str,
    more: str,
    from_tests: str,
    tests: str,
    _following: str,
    said: str,
) -> Iterator[str]:
    """The total, the part of the tests, and the probability, each worked out again."""
    side = one or side
    sign = 1 if side == "left" else -1
    if across == side or r.overall is None or sign * total(r) <= 0 or not near(more, total(r)):
        yield f"the total is {total(r)}"
    elif not near(from_tests, sign * r.overall.difference, signed=True) or amount(tests) != r.overall.tests:
        yield f"the tests give {r.overall.difference}"
    ahead = chance(r) if side == "left" else 1 - chance(r)
    if not near_chance(said, ahead) or ahead < 0.8 or (one and ahead < 0.95):
        yield f"the chance is {ahead}"


@form("pick", rf"No clear pick: with your weights it is too close to call; <M> would be worth more on {NEXT} with "
      r"probability <P>\.")  # fmt: skip
def close_by_weights(r: Record, _: str, side: str, _following: str, said: str) -> Iterator[str]:
    """Who would be worth more, and how probably."""
    ahead = chance(r) if side == "left" else 1 - chance(r)
    if not near_chance(said, ahead) or ahead < 0.499:
        yield f"the chance is {ahead}"


@form("pick", r"No clear pick: with your weights the two are practically equal\.")
def equal_by_weights(r: Record, _: str) -> Iterator[str]:
    """The total is under a point."""
    if abs(total(r)) >= 1:
        yield f"the total is {total(r)}"


@form("pick", r"Your weight on <T> gives neither a point\.")
def worth_nothing(r: Record, _: str, fact: str) -> Iterator[str]:
    """Alike on both sides, or too little to be a tenth of a point."""
    found = points(r, FACTS[fact])
    if found is None or abs(found) >= 0.0501:
        yield f"it gives {found}"


@form("pick", r"Your weight on open weights gives <M> <D> points\.")
def worth_of_open_weights(r: Record, _: str, side: str, more: str) -> Iterator[str]:
    """Only one side's weights are open."""
    found = points(r, "open weights") or 0.0
    if not near(more, found) or (found > 0) is not (side == "left"):
        yield f"it gives {found}"


@form("pick", r"Your weight on <T> gives <M> <D> points: (\S+(?: s| tokens/s)?)(?: a request| tokens)? against "
      r"(\S+(?: s| tokens/s)?)\.")  # fmt: skip
def worth_of_a_fact(r: Record, _: str, fact: str, side: str, more: str, own: str, theirs: str) -> Iterator[str]:
    """The points, whom they are for, and the two values behind them."""
    name = FACTS[fact]
    found = points(r, name)
    if found is None or not near(more, found) or (found > 0) is not (side == "left"):
        yield f"it gives {found}"
    for text, whose in ((own, side), (theirs, OTHER[side])):
        seen, digits = value(r, name, whose), figure(text)
        near_it = {"price": near_money, "context": near_tokens}.get(name, near)
        if not near_it(digits, seen):
            yield f"{whose} has {seen}"


@form("pick", r"Your weight on <T> counts for nothing: it is not known of both\.")
def worth_unknown(r: Record, _: str, fact: str) -> Iterator[str]:
    """Unknown on a side, and counted for neither."""
    if points(r, FACTS[fact]) is not None or FACTS[fact] not in weighed(r.c):
        yield "it is known"


@form("pick", r"<M> makes you wait <S> for the first token(?:, <M> <S>|; how long <M> takes is not known)\.")
def long_wait(r: Record, _: str, side: str, own: str, across: str, theirs: str, unknown: str) -> Iterator[str]:
    """The pick's wait is long, and the other's is not, or is not known."""
    other = across or unknown
    if (
        side != r.c.verdict.pick
        or other == side
        or (r.wait(side) or 0) < 10
        or not near(own.split(maxsplit=1)[0], r.wait(side))
    ):
        yield f"the pick waits {r.wait(side)}"
    if unknown and r.wait(other) is not None:
        yield "it is known"
    if across and (not near(theirs.split(maxsplit=1)[0], r.wait(other)) or (r.wait(other) or 0) >= 10):
        yield f"the other waits {r.wait(other)}"


@form("pick", r"<M> costs <D> times as much as <M>: <$> against <$> per million tokens, blended\.")
def high_price(r: Record, _: str, side: str, times: str, across: str, own: str, theirs: str) -> Iterator[str]:
    """The pick costs three times as much or more."""
    dear, cheap = r.price(side), r.price(across)
    if side != r.c.verdict.pick or not dear or not cheap or not near(times, dear / cheap) or dear / cheap < 3:
        yield f"they cost {dear} and {cheap}"
    if not near_money(own, dear) or not near_money(theirs, cheap):
        yield f"they cost {dear} and {cheap}"


@form("pick", r"<M> costs <$> per million tokens, blended, and <M> is free\.")
def price_against_free(r: Record, _: str, side: str, own: str, across: str) -> Iterator[str]:
    """The other is free."""
    if side != r.c.verdict.pick or r.price(across) != 0 or not r.price(side) or not near_money(own, r.price(side)):
        yield f"they cost {r.price(side)} and {r.price(across)}"


@form("pick", r"Whether <M> keeps the limit on <T> is not known\.")
def limit_unknown(r: Record, _: str, side: str, limit: str) -> Iterator[str]:
    """Neither met nor broken."""
    run = r.run(side)
    if LIMITS[limit] not in run.unknown or LIMITS[limit] in (*run.meets, *run.breaks):
        yield "it is known"


@form("pick", r"Whether the weights of <M> can be downloaded is not known\.")
def openness_unknown(r: Record, _: str, side: str) -> Iterator[str]:
    """Asked for and not known."""
    if r.model(side).open_weights is not None or not r.c.operations.workload.open_weights:
        yield "it is known"


@form(
    "pick", r"(?:Choose <M>|<M> rather than <M>): open weights are asked for, and those of <M> cannot be downloaded\."
)
def by_open_weights(r: Record, _: str, chosen: str, side: str, instead: str, across: str) -> Iterator[str]:
    """Open weights were asked for and only one side has them; it is to be chosen where that is known."""
    side = chosen or side
    if instead not in ("", None, across) or bool(chosen) is not (r.model(side).open_weights is True):
        yield f"its weights are open: {r.model(side).open_weights}"
    if (r.model(across).open_weights, side == across) != (False, False) or r.run(side).breaks:
        yield "they are no reason"


@form("pick", r"No pick: on the <N> counted tests? that both took(?:, weighted by category,)? <M> is ahead by <D> "
      r"points(?: on average)?, but it is no longer served\.")  # fmt: skip
def retired_leader(r: Record, _: str, tests: str, side: str, difference: str) -> Iterator[str]:
    """The leader of the tests is retired."""
    said = r.overall
    if said is None or amount(tests) != said.tests or not near(difference, said.difference):
        yield f"the figures are {said}"
    elif (said.difference > 0) is not (side == "left") or not gone(r, side):
        yield f"{side} is not the one"


@form("pick", r"No pick: it would be <M>, but that is no longer served\.")
def retired_pick(r: Record, _: str, side: str) -> Iterator[str]:
    """Limits or weights leave a model that is retired."""
    if not gone(r, side):
        yield "it is served"


@form("flips", r"A limit on the whole answer from <S> up to just under <S> would leave only <M>\.")
def answer_limit(r: Record, _: str, low: str, high: str, side: str) -> Iterator[str]:
    """A limit that the pick breaks and the other keeps."""
    own, picked = value(r, "answer", side), value(r, "answer", OTHER[side])
    if (
        own is None
        or picked is None
        or own >= picked
        or side == r.c.verdict.pick
        or not near(low.split(maxsplit=1)[0], own)
        or not near(high.split(maxsplit=1)[0], picked)
    ):
        yield f"the answers take {own} and {picked}"


@form("flips", r"A need for more than <V> of output, up to <V>, would leave only <M>\.")
def speed_need(r: Record, _: str, low: str, high: str, side: str) -> Iterator[str]:
    """A need that the pick cannot serve and the other can."""
    own, picked = r.rate(side), r.rate(OTHER[side])
    if (
        own is None
        or picked is None
        or own <= picked
        or side == r.c.verdict.pick
        or not near(high.split(maxsplit=1)[0], own)
        or not near(low.split(maxsplit=1)[0], picked)
    ):
        yield f"the speeds are {own} and {picked}"


@form("flips", r"A need for weights that can be downloaded would leave only <M>\.")
def open_need(r: Record, _: str, side: str) -> Iterator[str]:
    """Only the side that was not picked has open weights."""
    if (r.model(side).open_weights, r.model(OTHER[side]).open_weights) != (True, False) or side == r.c.verdict.pick:
        yield "it would not"
