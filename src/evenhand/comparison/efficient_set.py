"""The efficient set: the models that no other beats on cost and score at once, and how probable that is of each.

A model is on the Pareto line of a draw when no other costs at most as much, waits at most as long (where waiting is
an axis) and scores at least as well, one of them strictly. Cost and wait are known figures; the scores are joint
draws, so that the share of draws in which a model is on the line is the probability that it is.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from msgspec import Struct


class Candidate(Struct, frozen=True):
    """A model by what it costs, how long it makes wait (0 where that is no axis), and draws of its score."""

    model: str
    cost: float
    draws: Sequence[float]
    wait: float = 0.0


class OnLine(Struct, frozen=True):
    """The probability that a model is on the line; which model beats it most often, and in what share of draws."""

    chance: float
    beaten_by: str = ""
    beaten: float = 0.0


Group = tuple[float, tuple[Candidate, ...]]


def efficient_set(candidates: Iterable[Candidate]) -> dict[str, OnLine]:
    """For each candidate the probability that it is on the line, over joint draws of equal number; at least one draw.

    Raises:
        ValueError: the candidates have different numbers of draws.

    """
    groups = _groups(candidates)
    members = [one for _, group in groups for one in group]
    numbers = {len(one.draws) for one in members}
    if len(numbers) > 1:
        raise ValueError(f"joint draws are needed, these are of lengths {sorted(numbers)}")
    beaten: dict[str, Counter[str]] = {one.model: Counter() for one in members}
    count = next(iter(numbers), 0)
    for draw in range(count):
        for loser, winner in beaten_in(groups, draw).items():
            beaten[loser][winner] += 1
    return {one.model: _on_line(beaten[one.model], count) for one in members}


def line(costs: Mapping[str, float], scores: Mapping[str, float], waits: Mapping[str, float]) -> tuple[str, ...]:
    """The models on the line of these scores, cheapest first."""
    groups = _groups(Candidate(model, cost, (scores[model],), waits[model]) for model, cost in costs.items())
    lost = beaten_in(groups, 0)
    return tuple(one.model for _, group in groups for one in group if one.model not in lost)


def beaten_in(groups: Sequence[Group], draw: int) -> dict[str, str]:
    """Who is off the line in one draw, and who beats it: of those that do, the one with the best score.

    One pass from the cheapest: `waits` and `scores` rise together over what is on the line so far, so that the best
    score to be had at most so late stands just before a wait.
    """
    waits: list[float] = []
    scores: list[float] = []
    names: list[str] = []
    lost: dict[str, str] = {}
    for wait, group in groups:
        best = max(group, key=lambda one: one.draws[draw])
        top = best.draws[draw]
        place = bisect_right(waits, wait)
        if place and scores[place - 1] >= top:
            lost.update((one.model, names[place - 1]) for one in group)
            continue
        lost.update((one.model, best.model) for one in group if one.draws[draw] < top)
        start = place - 1 if place and waits[place - 1] == wait else place
        end = bisect_right(scores, top, lo=place)
        waits[start:end], scores[start:end], names[start:end] = [wait], [top], [best.model]
    return lost


def _groups(candidates: Iterable[Candidate]) -> list[Group]:
    """Candidates of one cost and one wait together, cheapest first, then the shortest wait."""
    ordered = sorted(candidates, key=lambda one: (one.cost, one.wait, one.model))
    return [(wait, tuple(group)) for (_, wait), group in groupby(ordered, key=lambda one: (one.cost, one.wait))]


def _on_line(losses: Counter[str], count: int) -> OnLine:
    lost = losses.total()
    winner, times = max(losses.items(), key=lambda pair: (pair[1], pair[0])) if losses else ("", 0)
    return OnLine((count - lost) / count, winner, times / count)
