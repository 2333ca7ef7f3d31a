"""What a change does to the answer, and the flip that says so."""

from functools import lru_cache
from math import ceil, exp, floor, inf, lgamma, pi, sqrt
from typing import Any

from evenhand.comparison.overall import Whole
from evenhand.records.flips import Effect, Flip
from evenhand.records.ranking import Thresholds
from evenhand.scoring.distributions import t_cdf
from evenhand.scoring.head_to_head import Weighted


def effect_of(base: Whole, after: Whole | None) -> Effect | None:
    """What a change does to the overall; None when it stays or gets surer."""
    leader = after.leader if after else None
    if base.leader is None:
        return "decides" if leader else None
    if leader not in (None, base.leader):
        return "reverses"
    weaker = leader is None or (base.state, after.state if after else "") == ("leads", "leans")
    return "weakens" if weaker else None


def surely_none(base: Whole, sums: Weighted, tests: int, words: Thresholds) -> bool:
    """Whether an overall of these sums over so many tests surely has no effect, by bounds that cost little.

    Degrees of freedom need not be whole; the quantiles of the whole ones beside them, which fall with them, bound the
    probability without working it out. Where this is False, it has to be worked out.
    """
    if not sums.weight:
        return False
    spread, freedom = sqrt(sums.variance), sums.variance**2 / sums.fourth
    if base.leader is None:
        unsure = abs(sums.expected) < t_quantile(words.leans, ceil(freedom)) * spread
        return unsure or sums.difference * sums.expected <= 0
    sign = 1.0 if base.leader == "left" else -1.0
    if sign * sums.difference < words.equal_points * sums.weight or sign * sums.expected <= 0:
        return False
    leads = base.state == "leads"
    if leads and tests < words.leads_tests:
        return False
    return bool(sign * sums.expected > t_quantile(words.leads if leads else words.leans, floor(freedom)) * spread)


@lru_cache(maxsize=1024)
def t_quantile(p: float, freedom: int) -> float:
    """The t with P(T <= t) = p of Student's t, 0.5 <= p < 1, to 1e-9 by Newton's method; infinite beyond a million.

    Above zero the distribution is concave, so that the steps come from below and never pass the quantile.
    """
    if freedom < 1 or t_cdf(1e6, freedom) < p:
        return inf
    peak = exp(lgamma(0.5 * freedom + 0.5) - lgamma(0.5 * freedom)) / sqrt(pi * freedom)
    at, step = 0.0, 1.0
    while step > 1e-9 * (1.0 + at):
        step = (p - t_cdf(at, freedom)) / (peak * (1.0 + at * at / freedom) ** (-0.5 * freedom - 0.5))
        at += step
    return at


def flip(kind: str, what: str, then: Whole | None, effect: Effect, **details: Any) -> Flip:  # noqa: ANN401 - of a Flip
    """A change of the evidence after which the overall is `then`."""
    return Flip(
        kind=kind,
        what=what,
        becomes=then.state if then else "not comparable",
        leader=then.leader if then else None,
        reverses=effect == "reverses",
        effect=effect,
        **details,
    )
