"""Price alerts: what happened between two catalogs to the prices of watched models, beyond each reader's thresholds."""

from collections import defaultdict
from collections.abc import Iterable
from math import inf

from msgspec import Struct, structs

from evenhand.brief.composing.cheapest_outputs import KINDS, cheapest_outputs, fell_to
from evenhand.brief.composing.material import Material
from evenhand.brief.composing.monthly_costs import effect_of
from evenhand.brief.composing.price_changes import price_line
from evenhand.brief.composing.price_opinions import OneChange, first_opinions, one_by_one
from evenhand.catalog.catalog import Catalog
from evenhand.records.brief import BriefLine, CheapestOutput
from evenhand.records.changes import CatalogChanges, PriceChange
from evenhand.records.subscriptions import Preferences, Watched
from evenhand.records.wording import Sentence
from evenhand.wording.brief import EFFECT

# A threshold of nothing still asks for a change, in per cent.
LEAST = 1e-6
# Per cents of prices are rounded to so many places, so that a fall from 2.00 to 1.80 is one of 10.
PLACES = 6


class Step(Struct, frozen=True):
    """A line and the size of its change in per cent, up or down: 0 of a new offer, endless from free."""

    line: BriefLine
    size: float


class PriceNews(Struct, frozen=True, kw_only=True):
    """What happened to the prices of one model: its steps, and its lowest output price where that fell."""

    steps: tuple[Step, ...]
    cheapest: CheapestOutput | None


class PriceAlerts:
    """The alerts of many readers, from the changes between two catalogs."""

    def __init__(self, changes: CatalogChanges, older: Catalog, newer: Catalog) -> None:
        material = Material(changes=changes, older=older, newer=newer)
        cheapest = cheapest_outputs(material)
        self._news = {model: _news(told, cheapest.get(model), material) for model, told in _by_model(material).items()}

    @property
    def models(self) -> frozenset[str]:
        """The models that any reader may have to hear of."""
        return frozenset(self._news)

    def of(self, preferences: Preferences) -> tuple[BriefLine, ...]:
        """The lines of one reader, in the order of the models that they watch; empty where nothing is to be told.

        A change is told from `alert_percent` on, up or down, and any change from free. A price that fell to
        `below` is told at the offer that is now the cheapest.
        """
        found: list[BriefLine] = []
        for watched in preferences.watched:
            news = self._news.get(watched.model)
            if news:
                found += _told(news, watched, preferences)
        return tuple(found)


def _by_model(material: Material) -> dict[str, list[OneChange]]:
    rows = [one for one in material.of(KINDS) if isinstance(one, PriceChange)]
    kept, _ = first_opinions(rows, material)
    found: dict[str, list[OneChange]] = defaultdict(list)
    for kind in KINDS:
        for one in one_by_one(row for row in kept if row.kind == kind):
            found[one.main.model].append(one)
    return found


def _news(told: Iterable[OneChange], cheapest: CheapestOutput | None, material: Material) -> PriceNews:
    steps = tuple(Step(price_line(one, material), _size(one.main)) for one in told)
    return PriceNews(steps=steps, cheapest=cheapest)


def _size(change: PriceChange) -> float:
    if change.kind == "new offer":
        return 0.0
    if any(one.before == 0 and one.after for one in change.amounts):
        return inf
    return round(max((abs(one.percent) for one in change.amounts if one.percent is not None), default=0.0), PLACES)


def _told(news: PriceNews, watched: Watched, preferences: Preferences) -> list[BriefLine]:
    fell = fell_to(watched, news.cheapest)
    found = []
    for step in news.steps:
        cheapest = fell if news.cheapest and step.line.provider == news.cheapest.provider else ()
        if cheapest or step.size >= max(preferences.alert_percent, LEAST):
            found.append(_written(step.line, preferences.workload, cheapest))
    return found


def _written(line: BriefLine, workload: str, fell: tuple[Sentence, ...]) -> BriefLine:
    kept = tuple(one for one in line.details if one.rule != EFFECT)
    return structs.replace(line, details=(*fell, *effect_of(line.costs, workload), *kept))
