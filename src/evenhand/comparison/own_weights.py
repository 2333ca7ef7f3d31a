"""The reader's own category weights in place of a ranking's: `coding=50,knowledge=0`."""

from collections.abc import Iterable
from hashlib import blake2b
from math import isfinite

import msgspec
from msgspec import structs

from evenhand.catalog.nearest import near_or
from evenhand.catalog.recent import Recent
from evenhand.errors import BadSetting, NoWeight
from evenhand.records.ranking import Ranking

MOST = 1000.0


def reweighted(ranking: Ranking, texts: Iterable[str]) -> Ranking:
    """The ranking with these category weights; categories that no text names keep theirs, 0 leaves one out.

    Weights are shares of their sum. Each text holds `category=weight` pairs with commas between them.

    Raises:
        BadSetting: no such category, a weight that is no number from 0 to 1000, or one named twice.
        NoWeight: all weights are 0.

    """
    named: dict[str, float] = {}
    for pair in (pair for text in texts for pair in text.split(",") if pair.strip()):
        name, found, value = (part.strip() for part in pair.replace(":", "=").partition("="))
        _check(ranking, name, bool(found), pair)
        if name in named:
            raise BadSetting(f"the weight of {name} is given twice; give it once")
        named[name] = _number(name, value)
    if not named:
        return ranking
    rules = {
        name: structs.replace(rule, weight=named.get(name, rule.weight)) for name, rule in ranking.categories.items()
    }
    if not any(rule.weight for rule in rules.values()):
        raise NoWeight
    return structs.replace(ranking, categories=rules)


def own_weights(ranking: Ranking, shipped: Ranking | None) -> dict[str, float]:
    """The category weights that are not the shipped ranking's own."""
    if shipped is None:
        return {}
    rules = shipped.categories
    return {name: rule.weight for name, rule in ranking.categories.items() if rule.weight != rules[name].weight}


def without_weights(ranking: Ranking) -> Ranking:
    """The ranking as far as a fit, or one side of a comparison, rests on it: equal weights, no words about it."""
    equal = {name: structs.replace(rule, weight=1.0) for name, rule in ranking.categories.items()}
    return structs.replace(ranking, categories=equal, name="", about="")


def rules_key(ranking: Ranking) -> str:
    """What tells rankings apart, but for their weights of categories."""
    # A ranking holds dicts and has no hash; one that is held here gives its identity to no other.
    return _KEYS.of(id(ranking), lambda: (ranking, _rules_key(ranking)))[1]


_KEYS: Recent[tuple[Ranking, str]] = Recent(64)


def _rules_key(ranking: Ranking) -> str:
    return blake2b(msgspec.msgpack.encode(without_weights(ranking)), digest_size=6).hexdigest()


def _check(ranking: Ranking, name: str, told: bool, pair: str) -> None:  # noqa: FBT001 - whether a sign stands there
    if not told:
        raise BadSetting(f"{pair.strip()!r} is no weight; write category=weight, such as coding=50")
    if name not in ranking.categories:
        raise BadSetting(f"no category is called {name!r}; {near_or(name, ranking.categories, 'the categories are')}")


def _number(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or not 0 <= number <= MOST:
        raise BadSetting(f"{value!r} is no weight for {name}; give a number from 0 to {MOST:g}")
    return number
