"""The reader's own weights: points of score for each doubling of an advantage in price, speed, waiting or context.

    worth of left over right = difference on the shared tests + sum over facts of w log2(ratio in left's favour)

Ratios and not differences, so that a price of two against one counts as two thousand against one thousand does; a
ratio counts for at most ten doublings, which is also what free counts for against any price.
"""

from collections.abc import Callable, Iterator
from math import isfinite, log2

from evenhand.comparison.overall import Whole
from evenhand.errors import BadSetting
from evenhand.records.facts import Model
from evenhand.records.operations import Operations, SideOperations, Worth
from evenhand.records.ranking import Thresholds
from evenhand.records.verdict import Weighed, WeighedFact
from evenhand.scoring.distributions import t_cdf
from evenhand.scoring.head_to_head import NextTest, SameTests, chance_ahead
from evenhand.scoring.states import state_of

MOST_DOUBLINGS = 10.0
MOST_WORTH = 1000.0
EDGE = 0.05
LESS_IS_BETTER = ("price", "first token", "answer")
FACTS: dict[str, Callable[[Model, SideOperations], float | None]] = {
    "price": lambda _, run: run.per_request,
    "speed": lambda _, run: run.tokens_per_second,
    "first token": lambda _, run: run.first_token_seconds,
    "answer": lambda _, run: run.whole_answer_seconds,
    "context": lambda model, _: model.context_window,
    "open weights": lambda model, _: None if model.open_weights is None else float(model.open_weights),
}


def worth_of(text: str) -> Worth:
    """The weights of a text such as `price=2,speed=1`: points of score for each doubling.

    Raises:
        BadSetting: it names no such fact, names one twice, or gives no number from 0 to 1,000.

    """
    found: dict[str, float] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, amount = part.partition("=")
        key = name.strip().replace("-", "_").replace(" ", "_")
        if key not in Worth.__struct_fields__:
            known = ", ".join(field.replace("_", "-") for field in Worth.__struct_fields__)
            raise BadSetting(
                f"nothing can be weighed by {name.strip()[:40]!r}; it can by {known}, as in price=2,speed=1"
            )
        if key in found:
            raise BadSetting(f"{name.strip()!r} is given twice; give each weight once")
        found[key] = _amount(name.strip(), amount)
    return Worth(**found)


def worth_text(worth: Worth) -> str:
    """The weights as an address has them; empty for none."""
    given = {name: getattr(worth, name) for name in Worth.__struct_fields__}
    return ",".join(f"{name.replace('_', '-')}={value:.10g}" for name, value in given.items() if value)


def weighed(
    total: Whole | None,
    levels: tuple[float | None, float | None],
    run: Operations,
    models: tuple[Model, Model],
    words: Thresholds,
) -> Weighed | None:
    """The evidence with the reader's weights; None without weights or without a shared test to set them against.

    `levels` are the sides' means on the shared tests. Points become logits by the slope of the scale at their mean.
    """
    worth = run.workload.worth
    if total is None or worth == Worth():
        return None
    facts, unknown = _facts(run, models, worth)
    points = sum(fact.points for fact in facts)
    same = SameTests(
        total.same.difference + points,
        total.same.error,
        chance_ahead(total.same.difference + points, total.same.error),
    )
    expected = total.following.expected + points / _slope(levels)
    chance = t_cdf(expected / total.following.spread, total.following.freedom)
    following = NextTest(expected, total.following.spread, total.following.freedom, chance)
    state, leader = state_of(same, following, len(total.tests), words)
    return Weighed(
        difference=total.same.difference,
        facts=facts,
        unknown=unknown,
        total=same.difference,
        probability=chance,
        state=state,
        leader=leader,
    )


def doublings(fact: str, left: float, right: float) -> float:
    """How often left's advantage doubles: log2 of the ratio, at most ten either way; open weights are 1, 0 or -1."""
    if fact == "open weights":
        return left - right
    if left == right:
        return 0.0
    better = (right, left) if fact in LESS_IS_BETTER else (left, right)
    if not min(better):
        return MOST_DOUBLINGS if better[0] > better[1] else -MOST_DOUBLINGS
    return max(-MOST_DOUBLINGS, min(MOST_DOUBLINGS, log2(better[0] / better[1])))


def _facts(
    run: Operations, models: tuple[Model, Model], worth: Worth
) -> tuple[tuple[WeighedFact, ...], tuple[str, ...]]:
    known, unknown = [], []
    for name, weight in _given(worth):
        left, right = FACTS[name](models[0], run.left), FACTS[name](models[1], run.right)
        if left is None or right is None:
            unknown.append(name)
        else:
            times = doublings(name, left, right)
            known.append(WeighedFact(fact=name, left=left, right=right, doublings=times, points=weight * times))
    return tuple(known), tuple(unknown)


def _given(worth: Worth) -> Iterator[tuple[str, float]]:
    for name in FACTS:
        weight = getattr(worth, name.replace(" ", "_"))
        if weight:
            yield name, weight


def _slope(levels: tuple[float | None, float | None]) -> float:
    """Points of score for one logit at the sides' mean, which is held off the ends of the scale."""
    known = [level / 100.0 for level in levels if level is not None] or [0.5]
    share = min(1.0 - EDGE, max(EDGE, sum(known) / len(known)))
    return 100.0 * share * (1.0 - share)


def _amount(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or not 0.0 <= value <= MOST_WORTH:
        raise BadSetting(
            f"{name}={text[:20]} is no weight; give points of score from 0 to {MOST_WORTH:g}, as in price=2"
        )
    return value
