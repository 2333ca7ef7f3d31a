"""Places over posterior draws: in each draw the models are put in order, and the orders are counted (statistics 1.9).

On the standard library alone: it runs on draws that are kept, where numpy would cost more to load than it saves.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from evenhand.records.estimates import RankPlace

Points = Sequence[float]
Draws = Mapping[str, Points]
TIED = 0.95


def quantile(ordered: Sequence[float], share: float) -> float:
    """The quantile of values in rising order, linear between neighbours (Hyndman and Fan 1996, type 7)."""
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def chance_above(one: Sequence[float], other: Sequence[float]) -> float:
    """P(one > other) over joint draws; a tie counts half."""
    wins = sum((a > b) + 0.5 * (a == b) for a, b in zip(one, other, strict=True))
    return wins / len(one)


def rank_places(draws: Draws, level: float = 0.90) -> dict[str, RankPlace]:
    """Each model's place among these, by joint draws of their scores; best expected place first.

    `place` is the median, `best` and `worst` the central interval at `level`. Models that no draw can tell from the
    first of a group with probability 0.95 share its `group`, numbered from 1.
    """
    names = sorted(draws)
    counts = {name: [0] * len(names) for name in names}
    for values in zip(*(draws[name] for name in names), strict=True):
        ordered = sorted(values)
        for name, value in zip(names, values, strict=True):
            counts[name][len(ordered) - bisect_right(ordered, value)] += 1
    expected = {name: sum(place * times for place, times in enumerate(counts[name])) for name in names}
    order = sorted(names, key=lambda name: (expected[name], name))
    groups = _groups(order, draws)
    return {name: _place(counts[name], groups[name], level) for name in order}


def _groups(order: Sequence[str], draws: Draws) -> dict[str, int]:
    """Groups down the order: a new one starts at the first model that the head of the group is surely above."""
    groups: dict[str, int] = {}
    head, group = "", 0
    for name in order:
        if not head or chance_above(draws[head], draws[name]) >= TIED:
            head, group = name, group + 1
        groups[name] = group
    return groups


def _place(counts: Sequence[int], group: int, level: float) -> RankPlace:
    total = sum(counts)
    tail = 0.5 * (1.0 - level)
    return RankPlace(
        place=_reached(counts, 0.5 * total),
        best=_reached(counts, tail * total),
        worst=_reached(counts, (1.0 - tail) * total),
        of=len(counts),
        level=level,
        first=counts[0] / total,
        top3=sum(counts[:3]) / total,
        top10=sum(counts[:10]) / total,
        group=group,
    )


def _reached(counts: Sequence[int], share: float) -> int:
    """The first place, from 1, at which the running count reaches the share."""
    seen = 0
    for place, times in enumerate(counts, 1):
        seen += times
        if seen > 0 and seen >= share:
            return place
    return len(counts)
